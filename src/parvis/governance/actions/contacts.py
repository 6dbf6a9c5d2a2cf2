"""Changes of what the bank published itself, and what the guard therefore lets stand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from parvis.engine.guard import Kind
from parvis.engine.guard.allowed import canonical, refusal_of_value
from parvis.errors import Conflict, Invalid
from parvis.governance import ledger
from parvis.governance.actions.undoing import next_change, undo_last
from parvis.governance.branch_register import Published, refusal_of_label
from parvis.governance.ledger import Actor
from parvis.governance.models import Entity, PublishedContact
from parvis.governance.permissions import MANAGE, require
from parvis.governance.queries.contacts import (
    ImportPlan,
    plan_import,
    register_of,
)

_TYPED, _REGISTER = PublishedContact.Source.TYPED, PublishedContact.Source.REGISTER


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
def import_contacts(
    *, actor: Actor, entity: Entity, content: bytes, planned: str = ""
) -> ImportPlan:
    """Take a branch register in: what an earlier one brought and this one lacks is removed.

    What was typed stays. Of a branch with a refused row nothing is removed. Raises ``Invalid``
    where the file is no register, or holds nothing that could be taken; ``Conflict`` where
    ``planned``, the digest of a plan that was read, is not that of what would be done now.
    """
    require(actor, MANAGE, entity)
    register = register_of(content)
    now = _next_change(entity.pk)
    plan = plan_import(entity, register)
    if planned and planned != plan.digest:
        raise Conflict("governance.register.changed")
    gone = [contact.pk for contact in plan.removed]
    gone += [before.pk for before, _after in plan.changed]
    if gone:
        PublishedContact.objects.filter(pk__in=gone).update(changed_at=now, removed_at=now)
    new = [_of(entity, published, _REGISTER, now) for published in plan.added]
    new += [_of(entity, after, before.source, now) for before, after in plan.changed]
    PublishedContact.objects.bulk_create(new, batch_size=500)
    ledger.record(
        actor=actor,
        verb="governance.contact.imported",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        added=len(plan.added),
        changed=len(plan.changed),
        removed=len(plan.removed),
        refused=len(plan.refused),
    )
    return plan


@transaction.atomic
def undo_contacts(*, actor: Actor, entity: Entity, change: datetime | None) -> tuple[int, int]:
    """Undo the last change of an entity's contacts; gives how many came back, and how many went.

    ``change`` is its moment. To undo that is a change too, and can be undone. Raises ``Conflict``
    where another one came after it.
    """
    require(actor, MANAGE, entity)
    undone = undo_last(PublishedContact.objects.filter(entity=entity), change)
    if undone is None:
        raise Conflict("governance.contact.changed_since")
    back, went = undone
    ledger.record(
        actor=actor,
        verb="governance.contact.undone",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        added=back,
        removed=went,
    )
    return undone


def _next_change(entity_id: int) -> datetime:
    return next_change(PublishedContact.objects.filter(entity=entity_id))


def _of(entity: Entity, published: Published, source: str, now: datetime) -> PublishedContact:
    return PublishedContact(
        entity=entity,
        kind=published.kind,
        value=published.value,
        name=published.name,
        label=published.label,
        source=source,
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
