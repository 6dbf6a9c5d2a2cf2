"""A batch goes into the store: posts, versions, dead letters, cursor and ledger, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from parvis.engine.charter.situation import Circumstances, Mode
from parvis.engine.guard import Policy, safe_id
from parvis.errors import Conflict
from parvis.governance import ledger
from parvis.governance.ledger import Act, Actor
from parvis.governance.models import Account
from parvis.governance.permissions import require
from parvis.governance.queries.charter import charter_for
from parvis.governance.queries.guard import policy_for
from parvis.governance.queries.listed_names import mentions_for
from parvis.governance.queries.models import model_in_force
from parvis.intake.beside import neighbours_of
from parvis.intake.changes import WRITTEN, Changes, Outcome, changes_of
from parvis.intake.letters import digest_key, letter_of
from parvis.intake.models import DeadLetter, Post, PostSequence, PostVersion, Source
from parvis.intake.queries import last_sequence, matcher_for
from parvis.intake.reading import Read, Way, read_posts, refusal
from parvis.intake.rows import of_account
from parvis.intake.rules import STORE, key_of
from parvis.intake.seals import seal
from parvis.intake.third import third_tier
from parvis.intake.together import amend, as_known, remember
from parvis.intake.writing import insert_posts
from parvis.networks.network import Batch, Deletion, Unreadable

_UNSTORABLE = (DataError, IntegrityError, ValueError, TypeError, OverflowError)
_MOST_IDS = 1_000


class LeaseLost(Conflict):
    """Another worker reads this source now, or somebody paused it: nothing was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to move a source's cursor: whose it is, and until when storing renews it."""

    source: Source
    name: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of a batch. ``refused`` are its posts that are now dead letters."""

    counts: Counter[Outcome]
    findings: Counter[str]
    ids: tuple[int, ...] = ()
    first: int = 0
    last: int = 0
    kept: int = 0
    refused: tuple[Unreadable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Incoming:
    """A batch on its way into the store."""

    actor: Actor
    account: Account
    batch: Batch
    lease: Lease | None = None
    now: datetime

    def read(self, *, at: int = 0) -> Read:
        """Enrich the posts; ``at`` is the sequence from which on the store may say otherwise."""
        account = self.account
        posts = [of_account(post, account) for post in self.batch.posts]
        followed = charter_for(account.entity_id)
        way = Way(
            matcher=matcher_for(account),
            mentions=mentions_for(account.entity_id),
            policy=policy_for(account.entity_id),
            model=model_in_force(),
            third=third_tier(),
            charter=followed.charter,
            version=followed.version,
            around=Circumstances(mode=Mode(account.mode)),
            beside=neighbours_of(posts, account=account, now=self.now),
            sequence=at,
        )
        return read_posts(posts, account=account, way=way, now=self.now)

    @property
    def deletions(self) -> list[Deletion]:
        key = digest_key()
        return [
            replace(deletion, id=safe_id(deletion.id, key=key)) for deletion in self.batch.deletions
        ]


def store_batch(
    *,
    actor: Actor,
    account: Account,
    batch: Batch,
    lease: Lease | None = None,
    now: datetime | None = None,
) -> Stored:
    """Take a batch in: exactly once, whatever is read twice.

    Posts are enriched before the transaction begins. With a ``lease`` the cursor moves with the
    batch; raises ``LeaseLost``, and stores nothing, where it is no longer held. A post that the
    database refuses becomes a dead letter, and the others are stored.
    """
    require(actor, STORE, account.entity_id)
    incoming = _Incoming(
        actor=actor, account=account, batch=batch, lease=lease, now=now or timezone.now()
    )
    if not (batch.posts or batch.deletions or batch.unreadable):
        _move_cursor(lease, batch, incoming.now)
        return Stored(counts=Counter(), findings=Counter())
    try:
        return _store(incoming, incoming.read(at=last_sequence()), write=_write_together)
    except _UNSTORABLE:
        # Rows of the first try carry traces of it, so they are built again.
        return _store(incoming, incoming.read(at=last_sequence()), write=_write_one_by_one)


def compare_batch(*, account: Account, batch: Batch, now: datetime) -> tuple[Changes, Read]:
    """Say what ``store_batch`` would do, and do nothing."""
    incoming = _Incoming(actor=ledger.SYSTEM, account=account, batch=batch, now=now)
    read = incoming.read()
    return _changes(incoming, read), read


@transaction.atomic
def _store(incoming: _Incoming, read: Read, *, write: _Write) -> Stored:
    # The account first: whoever signs its mode locks it, then the ledger, in this order too.
    Account.objects.select_for_update(no_key=True).get(pk=incoming.account.pk)
    ledger.lock()
    _move_cursor(incoming.lease, incoming.batch, incoming.now)
    sequence = last_sequence()
    if sequence != read.way.sequence:
        # Somebody stored posts meanwhile: what they wrote before may be more than was read.
        read = incoming.read(at=sequence)
    changes = _changes(incoming, read)
    first = _number(changes.touched)
    refused = [*read.refused, *write(changes, read, incoming)]
    kept = _keep([*incoming.batch.unreadable, *refused], incoming, read.way.policy.strict())
    stored = Stored(
        counts=changes.counts,
        findings=findings_of(changes),
        ids=tuple(post.pk for post in changes.touched),
        first=first,
        last=max(first, first + len(changes.touched) - 1),
        kept=kept,
        refused=tuple(refused),
    )
    ledger.append(actor=incoming.actor, acts=_acts(incoming.account, changes, stored))
    return stored


def findings_of(changes: Changes) -> Counter[str]:
    """Count what was masked in the posts that are new or changed, by kind."""
    later = changes.masked_later.keys() - changes.edited
    given = (post for post in changes.touched if post.network_key not in later)
    return Counter(mark[2] for post in given for mark in post.marks)


def _move_cursor(lease: Lease | None, batch: Batch, now: datetime) -> None:
    if lease is None:
        return
    moved = Source.objects.filter(pk=lease.source.pk, lease=lease.name).update(
        cursor=dict(batch.cursor),
        leased_until=lease.until,
        last_success_at=now,
        failures=0,
        last_error="",
    )
    if not moved:
        raise LeaseLost("intake.lease_lost")


def _changes(incoming: _Incoming, read: Read) -> Changes:
    keys = {row.post.network_key for row in read.rows}
    keys |= {key_of(deletion.id) for deletion in incoming.deletions}
    account = incoming.account
    stored = Post.objects.filter(network=account.network, account=account, network_key__in=keys)
    known = {post.network_key: post for post in stored}
    rows = as_known(known, read.rows)
    changes = changes_of(known, rows, incoming.deletions, incoming.now)
    if read.amendments:
        amend(changes, read)
    return changes


def _number(posts: Sequence[Post]) -> int:
    """Give each post the next number of the sequence; the ledger's lock keeps others waiting."""
    sequence, _created = PostSequence.objects.get_or_create(only=1)
    for number, post in enumerate(posts, start=sequence.number + 1):
        post.sequence = number
    if posts:
        PostSequence.objects.filter(only=1).update(number=sequence.number + len(posts))
    return sequence.number + 1


_Write = Callable[[Changes, Read, _Incoming], list[Unreadable]]
"""Writes changes, takes out of them what the database refuses, and gives that back."""


def _write_together(changes: Changes, _read: Read, incoming: _Incoming) -> list[Unreadable]:
    insert_posts(changes.new)
    if changes.changed:
        Post.objects.bulk_create(
            list(changes.changed.values()),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=list(WRITTEN),
        )
    PostVersion.objects.bulk_create(changes.versions)
    PostVersion.objects.bulk_update(changes.old_versions, ["text", "marks"])
    remember(changes)
    seal(changes, actor=incoming.actor, account=incoming.account)
    return []


def _write_one_by_one(changes: Changes, read: Read, incoming: _Incoming) -> list[Unreadable]:
    refused = []
    given = {row.post.network_key: post for row, post in zip(read.rows, read.given, strict=True)}
    for post in changes.touched:
        alone = changes.of(post)
        try:
            with transaction.atomic():
                _write_together(alone, read, incoming)
        except _UNSTORABLE as error:
            changes.drop(post)
            if post.network_key in given:
                refused.append(refusal(given[post.network_key], error))
    return refused


def _keep(unreadable: Sequence[Unreadable], incoming: _Incoming, policy: Policy) -> int:
    """Keep what could not be taken in, each payload once; gives how many are new."""
    letters = {
        letter.digest: letter
        for each in unreadable
        for letter in [letter_of(each, account=incoming.account, now=incoming.now, policy=policy)]
    }
    if not letters:
        return 0
    kept = DeadLetter.objects.filter(account=incoming.account, digest__in=letters)
    for digest in kept.values_list("digest", flat=True):
        del letters[digest]
    DeadLetter.objects.bulk_create(letters.values())
    return len(letters)


def _acts(account: Account, changes: Changes, stored: Stored) -> list[Act]:
    """Tell what was done in counts, ids and digests: never a text."""
    told: dict[str, dict[str, object]] = {}
    if changes.new:
        digests = ",".join(post.network_key for post in changes.new)
        told["intake.posts.received"] = {
            "count": len(changes.new),
            "first": changes.new[0].sequence,
            "last": changes.new[-1].sequence,
            "digest": sha256(digests.encode()).hexdigest(),
        }
    if stored.findings:
        told["intake.posts.masked"] = {"kinds": dict(stored.findings)}
    for verb, keys in (("edited", changes.edited - changes.deleted), ("deleted", changes.deleted)):
        posts = [post.pk for key, post in changes.changed.items() if key in keys]
        if posts:
            told[f"intake.posts.{verb}"] = {"count": len(posts), "posts": posts[:_MOST_IDS]}
    if changes.masked_later:
        posts = [post.pk for key, post in changes.changed.items() if key in changes.masked_later]
        kinds = Counter(kind for kinds in changes.masked_later.values() for kind in kinds)
        told["intake.posts.masked_later"] = {"posts": posts[:_MOST_IDS], "kinds": dict(kinds)}
    if stored.kept:
        told["intake.dead_letter.kept"] = {"count": stored.kept}
    return [
        Act(
            verb=verb,
            object=f"governance.account:{account.pk}",
            entity_id=account.entity_id,
            data=data,
        )
        for verb, data in told.items()
    ]
