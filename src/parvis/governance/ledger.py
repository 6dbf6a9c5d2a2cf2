"""The ledger: every act, in one chain that can be verified.

Entry n holds digest(n) = SHA-256(digest(n-1) || canonical JSON of the entry). Whoever appends
locks the head of the chain until its transaction ends: entries become visible in the order of
their numbers, without gaps, so that the ledger is also a feed that can be followed by number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

import orjson
from django.db import transaction
from django.utils import timezone

from parvis.governance.models import Entity, LedgerEntry, LedgerHead, User


@dataclass(frozen=True, slots=True)
class System:
    """The actor of what machines do by themselves."""

    name: str = "system"


SYSTEM: Final = System()

Actor = User | System

GENESIS: Final = "0" * 64
_VERIFY_STEP: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act to append. ``object`` reads ``room.noun:id``, ``verb`` reads ``room.noun.done``."""

    verb: str
    object: str
    entity_id: int | None = None
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the chain does not hold: the entry's number, and what is wrong with it."""

    number: int
    what: str


def lock() -> LedgerHead:
    """Lock the chain until the transaction ends; what is stored under it is stored in order."""
    LedgerHead.objects.get_or_create(only=1)
    return LedgerHead.objects.select_for_update().get(only=1)


def append(*, actor: Actor, acts: list[Act]) -> list[LedgerEntry]:
    """Append acts to the chain, in the transaction of the change they tell of."""
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
            actor=name,
            verb=act.verb,
            object=act.object,
            entity_id=act.entity_id,
            data=dict(act.data or {}),
        )
        entry.digest = digest_of(entry, before=head.digest)
        head.number, head.digest = entry.number, entry.digest
        entries.append(entry)
    LedgerEntry.objects.bulk_create(entries)
    head.save(update_fields=["number", "digest"])
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


def digest_of(entry: LedgerEntry, *, before: str) -> str:
    """Compute an entry's digest from its content and the digest before it."""
    content = orjson.dumps(
        {
            "number": entry.number,
            "at": entry.at.astimezone(UTC).isoformat(),
            "actor": entry.actor,
            "verb": entry.verb,
            "object": entry.object,
            "entity": entry.entity_id,
            "data": entry.data,
        },
        option=orjson.OPT_SORT_KEYS,
    )
    return hashlib.sha256(before.encode() + content).hexdigest()


def verify() -> Iterator[Fault]:
    """Walk the whole chain and yield every place where it does not hold."""
    before, expected = GENESIS, 1
    for entry in LedgerEntry.objects.order_by("number").iterator(_VERIFY_STEP):
        if entry.number != expected:
            yield Fault(expected, "removed" if entry.number == expected + 1 else "removed_range")
            expected = entry.number
            # What follows a hole is checked against its own content only from here on.
            before = entry.digest
        else:
            if digest_of(entry, before=before) != entry.digest:
                yield Fault(entry.number, "edited")
            before = entry.digest
        expected += 1
    head = LedgerHead.objects.filter(only=1).first()
    if head is not None and head.number != expected - 1:
        yield Fault(head.number, "cut_off")
    elif head is not None and head.digest != before:
        yield Fault(head.number, "end_replaced")
