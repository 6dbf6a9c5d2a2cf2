"""A file of posts into the store, batch by batch: the same way as from a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from parvis.engine.guard import Policy
from parvis.engine.interchange import BadLine, DeletedLine, Row
from parvis.engine.post import Post
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Account
from parvis.governance.queries.guard import policy_for
from parvis.intake.actions.batches import compare_batch, findings_of, store_batch
from parvis.intake.changes import Outcome
from parvis.intake.letters import shown
from parvis.networks.network import Batch, Deletion

BATCH = 1_000
"""Rows in one transaction."""

_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken in: its line, why, and its beginning, masked."""

    line: int
    reason: str
    shown: str


@dataclass(slots=True)
class Progress:
    """What became of the rows read so far."""

    rows: int = 0
    rejected: int = 0
    counts: Counter[Outcome] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)


def import_rows(
    rows: Iterable[Row],
    *,
    account: Account,
    now: Callable[[], datetime],
    reject: Callable[[Reject], None],
    dry_run: bool = False,
) -> Iterator[Progress]:
    """Take rows in; yields after each batch, which then is in the store for good.

    Posts that are in the store already are left alone, so that a file can be imported again. A dry
    run changes nothing and counts the same.
    """
    progress = Progress()
    policy = policy_for(account.entity_id).strict()
    take = _Compare(account) if dry_run else _Store(account)
    iterator = iter(rows)
    while chunk := list(islice(iterator, BATCH)):
        batch = _batch(chunk, progress, reject, policy)
        take(batch, now(), progress)
        progress.rows += len(chunk)
        yield progress


def _batch(
    rows: list[Row], progress: Progress, reject: Callable[[Reject], None], policy: Policy
) -> Batch:
    posts: list[Post] = []
    deletions: list[Deletion] = []
    for row in rows:
        if isinstance(row, DeletedLine):
            deletions.append(Deletion(row.id))
        elif isinstance(row, BadLine):
            progress.rejected += 1
            reject(Reject(row.number, row.reason, shown(row.raw, limit=_SHOWN, policy=policy)))
        else:
            posts.append(row)
    return Batch(posts=tuple(posts), deletions=tuple(deletions))


class _Store:
    """Stores each batch; what the engine or the database refuses is kept as a dead letter."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def __call__(self, batch: Batch, now: datetime, progress: Progress) -> None:
        stored = store_batch(actor=SYSTEM, account=self._account, batch=batch, now=now)
        progress.counts += stored.counts
        progress.findings += stored.findings
        progress.rejected += len(stored.refused)


class _Compare:
    """Says what storing would do; remembers what would be new, as a later batch may repeat it."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._new: set[bytes] = set()

    def __call__(self, batch: Batch, now: datetime, progress: Progress) -> None:
        changes, read = compare_batch(account=self._account, batch=batch, now=now)
        repeated = 0
        for post in changes.new:
            key = bytes.fromhex(post.network_key)
            repeated += key in self._new
            self._new.add(key)
        changes.counts[Outcome.RECEIVED] -= repeated
        changes.counts[Outcome.UNCHANGED] += repeated
        progress.counts += changes.counts
        progress.findings += findings_of(changes)
        progress.rejected += len(read.refused)
