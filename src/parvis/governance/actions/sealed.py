"""Confidential data kept for a time: sealed when it comes, opened for a reason, destroyed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from parvis.engine.guard import Kind, masked
from parvis.engine.guard.folding import fold
from parvis.errors import Invalid, NotFound
from parvis.governance import ledger
from parvis.governance.ledger import Act, Actor
from parvis.governance.models import SealedValue
from parvis.governance.permissions import OPEN_SEALED, SEAL, require
from parvis.governance.queries.guard import policy_for
from parvis.governance.sealing import open_envelope, seal_in_envelope

FEWEST_SIGNS_OF_REASON: Final = 10
REASON_LIMIT: Final = 300
DESTROYED_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """A value to keep sealed for ``days``; ``mark`` is the place of its marker, from 0."""

    entity_id: int
    object: str
    mark: int
    kind: Kind
    value: str = field(repr=False)
    days: int


@transaction.atomic
def seal_values(*, actor: Actor, values: Sequence[Sealing], replaced: Iterable[str] = ()) -> int:
    """Seal values, in the transaction that stores the texts they were taken from; gives how many.

    What was sealed of the same objects before is destroyed: of a post that was edited, what its
    text holds now is kept, and nothing else. ``replaced`` names objects whose text changed, maybe
    to one without any such value. Two queries, and the ledger's where something was sealed.
    """
    for entity_id in {value.entity_id for value in values}:
        require(actor, SEAL, entity_id)
    before = {*replaced, *(value.object for value in values)}
    if before:
        SealedValue.objects.filter(object__in=before).delete()
    now = timezone.now()
    SealedValue.objects.bulk_create([_sealed(value, now) for value in values])
    _record(actor, "stored", ((value.entity_id, value.kind) for value in values))
    return len(values)


def open_sealed(*, actor: Actor, sealed: SealedValue, reason: str) -> str:
    """Give a sealed value to read, once. A reason is asked for, and kept in the ledger, masked.

    Raises ``NotFound`` where it is expired or gone, ``Invalid`` where it was altered.
    """
    require(actor, OPEN_SEALED, sealed.entity_id)
    reason = masked(" ".join(reason.split()), policy_for(sealed.entity_id).strict())
    # What nobody can read is no reason: folding drops invisible signs.
    if not FEWEST_SIGNS_OF_REASON <= len(fold(reason).text.strip()) <= len(reason) <= REASON_LIMIT:
        raise Invalid(
            "governance.sealed.needs_reason", fewest=FEWEST_SIGNS_OF_REASON, most=REASON_LIMIT
        )
    with transaction.atomic():
        held = (
            SealedValue.objects.select_for_update(no_key=True)
            .filter(pk=sealed.pk, expires_at__gt=timezone.now())
            .first()
        )
        if held is None:
            raise NotFound("governance.sealed.unknown")
        value = open_envelope(held.ciphertext, held.data_key, place=held.place)
        SealedValue.objects.filter(pk=held.pk).update(opened=F("opened") + 1)
        ledger.record(
            actor=actor,
            verb="governance.sealed.opened",
            object=held.object,
            entity=held.entity_id,
            sealed=held.pk,
            mark=held.mark,
            kind=held.kind,
            reason=reason,
        )
    return value


@transaction.atomic
def destroy_sealed(*, actor: Actor, objects: Iterable[str]) -> int:
    """Destroy what is sealed of objects, because they were deleted; gives how many."""
    require(actor, SEAL, 0)
    return _destroy(actor, SealedValue.objects.filter(object__in=set(objects)))


@transaction.atomic
def destroy_expired(*, actor: Actor, limit: int = DESTROYED_AT_ONCE) -> int:
    """Destroy sealed values that were kept for as long as they may be; gives how many."""
    require(actor, SEAL, 0)
    expired = SealedValue.objects.filter(expires_at__lte=timezone.now()).order_by("expires_at")
    return _destroy(actor, expired[:limit])


def _sealed(value: Sealing, now: datetime) -> SealedValue:
    sealed = SealedValue(
        entity_id=value.entity_id,
        object=value.object,
        mark=value.mark,
        kind=value.kind,
        sealed_at=now,
        expires_at=now + timedelta(days=value.days),
    )
    sealed.ciphertext, sealed.data_key = seal_in_envelope(value.value, place=sealed.place)
    return sealed


def _destroy(actor: Actor, sealed: QuerySet[SealedValue]) -> int:
    """Delete rows, and with each the only key that opens it."""
    rows = list(sealed.values_list("pk", "entity_id", "kind"))
    if rows:
        ledger.lock()  # of two workers at once, the second finds nothing left
        pks = [pk for pk, _, _ in rows]
        deleted = set(SealedValue.objects.filter(pk__in=pks).values_list("pk", flat=True))
        SealedValue.objects.filter(pk__in=deleted).delete()
        rows = [row for row in rows if row[0] in deleted]
    _record(actor, "destroyed", ((entity, kind) for _, entity, kind in rows))
    return len(rows)


def _record(actor: Actor, done: str, values: Iterable[tuple[int, str]]) -> None:
    """Record an act for each entity: how many values of which kinds, and nothing of them."""
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    for entity_id, kind in values:
        kinds[entity_id][str(kind)] += 1
    ledger.append(
        actor=actor,
        acts=[
            Act(
                verb=f"governance.sealed.{done}",
                object=f"governance.entity:{entity_id}",
                entity_id=entity_id,
                data={"kinds": dict(sorted(counts.items()))},
            )
            for entity_id, counts in sorted(kinds.items())
        ],
    )
