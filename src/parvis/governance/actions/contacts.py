"""Changes of what the bank published itself, and what the guard therefore lets stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from parvis.engine.guard import Kind
from parvis.engine.guard.allowed import canonical, refusal_of_value
from parvis.errors import Conflict, Invalid
from parvis.governance import ledger
from parvis.governance.branch_register import (
    Published,
    RefusedRow,
    Register,
    read_register,
    refusal_of_label,
)
from parvis.governance.ledger import Actor
from parvis.governance.models import Entity, PublishedContact
from parvis.governance.permissions import MANAGE, require

_TYPED, _REGISTER = PublishedContact.Source.TYPED, PublishedContact.Source.REGISTER


@dataclass(slots=True)
class Imported:
    """What became of a branch register: how many values, and the rows that were refused."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    refused: tuple[RefusedRow, ...] = field(default=())


@transaction.atomic
def publish_contact(
    *, actor: Actor, entity: Entity, kind: Kind, value: str, label: str
) -> PublishedContact:
    """Say that a value is the bank's own and public; the guard lets it stand from then on."""
    require(actor, MANAGE, entity)
    value, label = " ".join(value.split()), " ".join(label.split())
    if code := refusal_of_value(kind, value) or refusal_of_label(label):
        raise Invalid(code)
    now = _next_change(entity.pk)
    name = canonical(kind, value)
    if PublishedContact.objects.filter(
        entity=entity, kind=kind, name=name, removed_at=None
    ).exists():
        raise Conflict("governance.contact.exists")
    contact = PublishedContact.objects.create(
        entity=entity,
        kind=kind,
        value=value,
        name=name,
        label=label,
        source=_TYPED,
        changed_at=now,
    )
    _record(actor, "published", contact)
    return contact


@transaction.atomic
def remove_contact(*, actor: Actor, contact: PublishedContact) -> None:
    """Say that a value is published no more; from then on the guard finds it."""
    require(actor, MANAGE, contact.entity_id)
    now = _next_change(contact.entity_id)
    removed = PublishedContact.objects.filter(pk=contact.pk, removed_at=None).update(
        changed_at=now, removed_at=now
    )
    if not removed:
        raise Conflict("governance.contact.gone")
    _record(actor, "removed", contact)


@transaction.atomic
def import_contacts(*, actor: Actor, entity: Entity, content: bytes) -> Imported:
    """Take a branch register in: what an earlier one brought and this one lacks is removed.

    What was typed stays. Of a branch with a refused row nothing is removed. Raises ``Invalid``
    where the file is no register, or holds nothing that could be taken.
    """
    require(actor, MANAGE, entity)
    register = read_register(content)
    if not register.values:
        raise Invalid("governance.register.empty", refused=len(register.refused))
    now = _next_change(entity.pk)
    kept = {
        (Kind(contact.kind), contact.name): contact
        for contact in PublishedContact.objects.filter(entity=entity, removed_at=None)
    }
    imported = Imported(refused=register.refused)
    imported.removed = _remove_absent(register, kept, now)
    _add_and_change(imported, entity, register, kept, now)
    ledger.record(
        actor=actor,
        verb="governance.contact.imported",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        added=imported.added,
        changed=imported.changed,
        removed=imported.removed,
        refused=len(imported.refused),
    )
    return imported


def _next_change(entity_id: int) -> datetime:
    """Lock, and give a moment after every change before, even where a clock was set back."""
    ledger.lock()
    last = PublishedContact.objects.filter(entity=entity_id).aggregate(last=Max("changed_at"))[
        "last"
    ]
    now = timezone.now()
    return max(now, last + timedelta(microseconds=1)) if last else now


_Kept = dict[tuple[Kind, str], PublishedContact]


def _remove_absent(register: Register, kept: _Kept, now: datetime) -> int:
    unsure = {row.label for row in register.refused}
    absent = [
        contact.pk
        for key, contact in kept.items()
        if contact.source == _REGISTER
        and key not in register.values
        and contact.label not in unsure
    ]
    gone = PublishedContact.objects.filter(pk__in=absent)
    return gone.update(changed_at=now, removed_at=now) if absent else 0


def _add_and_change(
    imported: Imported, entity: Entity, register: Register, kept: _Kept, now: datetime
) -> None:
    new: list[PublishedContact] = []
    changed: list[PublishedContact] = []
    for key, published in register.values.items():
        contact = kept.get(key)
        if contact is None:
            new.append(_of(entity, published, now))
        elif (contact.label, contact.value) != (published.label, published.value):
            contact.label, contact.value = published.label, published.value
            contact.changed_at = now
            changed.append(contact)
    PublishedContact.objects.bulk_create(new, batch_size=500)
    PublishedContact.objects.bulk_update(changed, ["label", "value", "changed_at"], batch_size=200)
    imported.added, imported.changed = len(new), len(changed)
    imported.unchanged = len(register.values) - len(new) - len(changed)


def _of(entity: Entity, published: Published, now: datetime) -> PublishedContact:
    return PublishedContact(
        entity=entity,
        kind=published.kind,
        value=published.value,
        name=published.name,
        label=published.label,
        source=_REGISTER,
        changed_at=now,
    )


def _record(actor: Actor, done: str, contact: PublishedContact) -> None:
    ledger.record(
        actor=actor,
        verb=f"governance.contact.{done}",
        object=f"governance.contact:{contact.pk}",
        entity=contact.entity_id,
        kind=contact.kind,
    )
