"""What is kept sealed of posts: values that the policy lets people open later, for a reason.

Each version of a post is an object of its own (``intake.post:42/3``), so that an edit leaves alone
what was sealed of earlier states, until it expires. What is masked later in a text is a new version
of the same state, whose marks stand behind the others: so a mark is one place, in whatever version
its value was sealed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from parvis.governance.actions import Sealing, destroy_sealed, seal_values
from parvis.governance.ledger import Actor
from parvis.governance.models import Account
from parvis.intake.changes import Changes
from parvis.intake.models import Post, PostVersion


def object_of(post_id: int, version: int) -> str:
    """Name one version of a post, as the object that values were sealed of."""
    return f"intake.post:{post_id}/{version}"


def objects_of(post: Post, versions: Sequence[PostVersion]) -> dict[int, list[str]]:
    """Name what may be sealed of each state of a post, by the number that ended the state.

    ``versions`` are its earlier states, the first one first; the present one has ``post.version``.
    """
    ends = [0, *(version.number for version in versions), post.version]
    return {
        end: [object_of(post.pk, number) for number in range(before + 1, end + 1)]
        for before, end in pairwise(ends)
    }


def seal(changes: Changes, *, actor: Actor, account: Account) -> None:
    """Seal what the changed posts hold, and destroy what is sealed of those that are deleted."""
    if changes.seals or changes.resealed:
        seal_values(
            actor=actor,
            values=list(_values(changes, account)),
            replaced=_replaced(changes.resealed),
        )
    gone = [
        object_of(post.pk, number)
        for post in changes.changed.values()
        if post.deleted_at is not None
        for number in range(1, post.version + 1)
    ]
    if gone:
        destroy_sealed(actor=actor, objects=gone)


def _values(changes: Changes, account: Account) -> Iterable[Sealing]:
    for each in changes.seals:
        for value in each.values:
            yield Sealing(
                entity_id=account.entity_id,
                object=object_of(each.post.pk, each.version),
                mark=value.mark,
                kind=value.kind,
                value=value.value,
                days=value.days,
            )


def _replaced(posts: Collection[Post]) -> list[str]:
    """Name what is sealed of the present texts of posts."""
    stored = [post for post in posts if post.pk is not None]
    if not stored:
        return []
    last: Mapping[int, int] = dict(
        PostVersion.objects.filter(post__in=stored)
        .order_by("number")
        .values_list("post_id", "number")
    )
    return [
        object_of(post.pk, number)
        for post in stored
        for number in range(last.get(post.pk, 0) + 1, post.version)
    ]
