"""The ledger: every act, in one chain that can be verified.

Entry n holds ``before``, the digest of entry n-1, and its own digest: SHA-256 of ``before`` and of
the entry's content as canonical JSON. Whoever appends locks the head of the chain until its
transaction ends: entries become visible in the order of their numbers, without gaps, so that the
ledger is also a feed that can be followed by number. ``governance.verification`` walks the chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from django.db import transaction
from django.utils import timezone

from parvis.governance.models import Entity, LedgerEntry, LedgerHead, User
from parvis.governance.plain_facts import plain, plain_text


@dataclass(frozen=True, slots=True)
class System:
    """The actor of what machines do by themselves."""

    name: str = "system"


SYSTEM: Final = System()

Actor = User | System

GENESIS: Final = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act to append. ``object`` reads ``room.noun:id``, ``verb`` reads ``room.noun.done``."""

    verb: str
    object: str
    entity_id: int | None = None
    data: Mapping[str, Any] | None = None


def lock() -> LedgerHead:
    """Lock the chain until the transaction ends; what is stored under it is stored in order."""
    head = LedgerHead.objects.select_for_update().filter(only=1).first()
    if head is None:
        LedgerHead.objects.get_or_create(only=1)
        head = LedgerHead.objects.select_for_update().get(only=1)
    return head


def append(*, actor: Actor, acts: list[Act]) -> list[LedgerEntry]:
    """Append acts to the chain, in the transaction of the change they tell of: three queries.

    ``data`` is made plain by ``governance.plain_facts``, which raises ``Invalid`` for what a
    database would give back otherwise, and masks what the guard still finds in it.
    """
    if not acts:
        return []
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an act is recorded in the transaction that does it")
    head = lock()
    now = timezone.now()
    name = actor.name if isinstance(actor, System) else actor.get_username()
    entries = []
    for act in acts:
        entry = LedgerEntry(
            number=head.number + 1,
            at=now,
            actor=plain_text(name, limit=150),
            verb=plain_text(act.verb, limit=80),
            object=plain_text(act.object, limit=120),
            entity_id=act.entity_id,
            data=plain(act.data or {}),
            before=head.digest,
        )
        entry.digest = digest_of(entry)
        head.number, head.digest = entry.number, entry.digest
        entries.append(entry)
    LedgerEntry.objects.bulk_create(entries)
    LedgerHead.objects.filter(only=1).update(number=head.number, digest=head.digest)
    return entries


def record(
    *,
    actor: Actor,
    verb: str,
    object: str,  # noqa: A002 - the ledger's own word
    entity: Entity | int | None = None,
    **data: Any,
) -> LedgerEntry:
    """Append one act."""
    entity_id = entity.pk if isinstance(entity, Entity) else entity
    return append(
        actor=actor, acts=[Act(verb=verb, object=object, entity_id=entity_id, data=data)]
    )[0]


def digest_of(entry: LedgerEntry, *, number: int | None = None) -> str:
    """Compute an entry's digest from its content, as it stands or had it stood at ``number``."""
    content = orjson.dumps(
        content_of(entry) | {"number": entry.number if number is None else number},
        option=orjson.OPT_SORT_KEYS,
    )
    return hashlib.sha256(entry.before.encode() + content).hexdigest()


def content_of(entry: LedgerEntry) -> dict[str, Any]:
    """Give what an entry says, as plain values: what its digest covers."""
    return {
        "number": entry.number,
        "at": moment(entry.at),
        "actor": entry.actor,
        "verb": entry.verb,
        "object": entry.object,
        "entity": entry.entity_id,
        "data": entry.data,
    }


def moment(at: datetime) -> str:
    """Write a moment in UTC to the microsecond, the same whatever database gave it back."""
    return at.astimezone(UTC).isoformat()


def recorded_of(entry: LedgerEntry) -> dict[str, Any]:
    """Give an entry as it is recorded: what it says, with the digests that prove it."""
    return content_of(entry) | {"before": entry.before, "digest": entry.digest}


def lines_of(entries: Iterable[LedgerEntry]) -> Iterator[bytes]:
    """Give entries as JSON Lines, each with the digests that prove it."""
    for entry in entries:
        yield orjson.dumps(recorded_of(entry), option=orjson.OPT_APPEND_NEWLINE)
