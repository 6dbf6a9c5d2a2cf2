"""What people and rooms above read from intake."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from parvis.engine.match import Matcher, Query
from parvis.engine.words import words
from parvis.errors import NotFound
from parvis.governance.models import Account, Entity, User
from parvis.governance.permissions import entities_for
from parvis.intake import search
from parvis.intake.models import DeadLetter, Post, PostSequence, PostVersion, Source
from parvis.intake.rules import DEAD_LETTERS, SOURCES


def search_posts(
    text: str, *, limit: int = 500, accounts: Collection[int] | None = None
) -> list[int]:
    """Give ids of posts that hold every word of ``text``, the last received first.

    ``accounts`` narrows the search; what somebody typed is never read as an operator.
    """
    return search.found_ids(search.terms_of(text), limit=limit, accounts=accounts)


def last_sequence() -> int:
    """Give the number of the last change of a post."""
    return PostSequence.objects.filter(only=1).values_list("number", flat=True).first() or 0


def posts_after(sequence: int, *, limit: int) -> list[Post]:
    """Give the posts that changed after ``sequence``, in order, as they stand now."""
    return list(
        Post.objects.filter(sequence__gt=sequence)
        .select_related("account")
        .order_by("sequence")[:limit]
    )


def versions_of(posts: Collection[int]) -> Mapping[int, list[PostVersion]]:
    """Give earlier states of posts by the post's id, the first one first."""
    found: dict[int, list[PostVersion]] = {}
    for version in PostVersion.objects.filter(post_id__in=posts).order_by("number"):
        found.setdefault(version.post_id, []).append(version)
    return found


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with what people ask about it."""

    source: Source
    open_dead_letters: int

    def state(self, now: datetime) -> str:
        """One word: paused, closed, failing, reading or waiting."""
        source = self.source
        if source.account.closed_at is not None:
            return "closed"
        if source.paused:
            return "paused"
        if source.failures:
            return "failing"
        reading = source.lease and source.leased_until and source.leased_until > now
        return "reading" if reading else "waiting"


def sources(user: User | None = None) -> list[SourceLine]:
    """Give sources, all of them or those of the entities that the person may look after."""
    rows = Source.objects.select_related("account__entity").order_by("account__network", "pk")
    if user is not None:
        rows = rows.filter(account__entity__in=entities_for(user, SOURCES))
    rows = rows.annotate(
        open_letters=Count(
            "account__dead_letters", filter=Q(account__dead_letters__settled_at__isnull=True)
        )
    )
    return [SourceLine(row, row.open_letters) for row in rows]


def source_for(user: User, pk: int) -> Source:
    """Give a source that the person may look after; raises ``NotFound`` for any other."""
    source = (
        Source.objects.select_related("account")
        .filter(pk=pk, account__entity__in=entities_for(user, SOURCES))
        .first()
    )
    if source is None:
        raise NotFound("intake.source.unknown", source=pk, known="…")
    return source


def unread_accounts(user: User) -> QuerySet[Account]:
    """Give open accounts that nothing reads yet, of the entities that the person looks after."""
    return Account.objects.filter(
        closed_at__isnull=True, source__isnull=True, entity__in=entities_for(user, SOURCES)
    ).select_related("entity")


def dead_letters(user: User | None = None, *, settled: bool = False) -> QuerySet[DeadLetter]:
    """Give dead letters, newest first; with ``settled`` also those that are dealt with."""
    rows = DeadLetter.objects.select_related("account__entity").order_by("-received_at", "-pk")
    if user is not None:
        rows = rows.filter(account__entity__in=entities_for(user, DEAD_LETTERS))
    return rows if settled else rows.filter(settled_at__isnull=True)


def dead_letter_for(user: User, letter_id: int) -> DeadLetter:
    """Give one dead letter; raises ``NotFound`` outside of what the person may read."""
    letter = dead_letters(user, settled=True).filter(pk=letter_id).first()
    if letter is None:
        raise NotFound("intake.dead_letter.unknown", id=letter_id)
    return letter


def account_named(name: str, *, network: str = "") -> Account:
    """Give the open account of that handle or id; raises ``NotFound`` with those that exist."""
    rows = Account.objects.filter(closed_at__isnull=True).select_related("entity")
    if network:
        rows = rows.filter(network=network)
    found = list(rows.filter(handle=name))
    if not found and name.isascii() and name.isdigit():
        found = list(rows.filter(pk=int(name)))
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{row.pk}: {row}" for row in (found or rows)) or "none"
    code = "intake.account.ambiguous" if found else "intake.account.unknown"
    raise NotFound(code, account=name, known=known)


def source_named(name: str) -> Source:
    """Give the source of that number, or of the account of that handle; raises ``NotFound``."""
    rows = Source.objects.select_related("account")
    found = list(rows.filter(account__handle=name))
    if not found and name.isascii() and name.isdigit():
        found = list(rows.filter(pk=int(name)))
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{row.pk}: {row.account}" for row in (found or rows)) or "none"
    raise NotFound("intake.source.unknown", source=name, known=known)


def due_sources(now: datetime) -> QuerySet[Source]:
    """Give the sources that nobody reads and whose time has come, the longest due first."""
    return (
        Source.objects.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lte=now),
            paused=False,
            due_at__lte=now,
            account__closed_at__isnull=True,
        )
        .select_related("account")
        .order_by("due_at", "pk")
    )


def matcher_for(account: Account) -> Matcher:
    """Give the matcher of an account: names of its entity, of those above and of those below.

    Built once for the same names; finding out whether they changed is one query.
    """
    tree = {row[0]: row for row in Entity.objects.values_list("pk", "parent_id", "key", "aliases")}
    return _matcher(
        tuple(
            (tree[pk][2], _sayable([*tree[pk][3], *([account.handle] if own else [])]))
            for pk in _family(account.entity_id, {pk: row[1] for pk, row in tree.items()})
            for own in [pk == account.entity_id]
        )
    )


def _family(entity: int, parents: Mapping[int, int | None]) -> list[int]:
    """Give an entity, those above it and those below it."""
    above, walker = set(), parents.get(entity)
    while walker is not None and walker not in above:
        above.add(walker)
        walker = parents.get(walker)
    below, waiting = set(), [entity]
    while waiting:
        current = waiting.pop()
        if current not in below:
            below.add(current)
            waiting += [child for child, parent in parents.items() if parent == current]
    return sorted(above | below)


def _sayable(aliases: list[str]) -> tuple[str, ...]:
    """Leave out what holds no word: the matcher refuses it, and intake must go on."""
    return tuple(alias for alias in aliases if isinstance(alias, str) and words(alias))


@lru_cache(maxsize=256)
def _matcher(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Matcher:
    return Matcher([Query(key, aliases) for key, aliases in names if aliases])
