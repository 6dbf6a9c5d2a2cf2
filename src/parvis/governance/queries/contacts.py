"""What the bank published: pages of it, its last change, and what a branch register would do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import orjson
from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q
from django.utils import timezone

from parvis.engine.guard import Kind
from parvis.errors import Invalid, NotFound
from parvis.governance.branch_register import Published, RefusedRow, Register, read_register
from parvis.governance.models import Entity, HandedInRegister, PublishedContact, User
from parvis.governance.permissions import READ, entities_for

CONTACTS_SHOWN: Final = 100
"""Contacts on one page."""

UNDO_OFFERED: Final = timedelta(days=7)
"""For how long the last change is offered to be undone."""


def contacts_of(entity: Entity, *, search: str, page: str) -> Page[PublishedContact]:
    """Give a page of what an entity publishes itself, by label."""
    contacts = PublishedContact.objects.filter(entity=entity, removed_at=None)
    if search:
        contacts = contacts.filter(Q(label__icontains=search) | Q(value__icontains=search))
    ordered = contacts.order_by("label", "kind", "value", "pk")
    return Paginator(ordered, CONTACTS_SHOWN).get_page(page)


def contact_for(user: User, pk: int) -> PublishedContact:
    """Give a contact that the person may see."""
    contact = (
        PublishedContact.objects.filter(pk=pk, entity__in=entities_for(user, READ))
        .select_related("entity")
        .first()
    )
    if contact is None:
        raise NotFound("governance.contact.unknown")
    return contact


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of an entity's contacts: when, how many came with it, how many went."""

    at: datetime
    came: int
    went: int

    @property
    def key(self) -> str:
        """Its moment, to be given back to undo it."""
        return self.at.isoformat()

    @property
    def is_recent(self) -> bool:
        """Whether it is offered to be undone."""
        return timezone.now() - self.at < UNDO_OFFERED


def last_change_of(entity: Entity) -> LastChange | None:
    """Give the last change of an entity's contacts, None where there was none."""
    contacts = PublishedContact.objects.filter(entity=entity)
    last = contacts.order_by("-changed_at").values("changed_at")[:1]
    found = contacts.filter(changed_at=last).aggregate(
        at=Max("changed_at"), rows=Count("pk"), went=Count("removed_at")
    )
    return (
        LastChange(found["at"], found["rows"] - found["went"], found["went"])
        if found["at"]
        else None
    )


@dataclass(slots=True)
class ImportPlan:
    """What a branch register does, value by value; ``changed`` are pairs of before and after."""

    added: list[Published] = field(default_factory=list)
    changed: list[tuple[PublishedContact, Published]] = field(default_factory=list)
    removed: list[PublishedContact] = field(default_factory=list)
    unchanged: int = 0
    refused: tuple[RefusedRow, ...] = ()

    def __bool__(self) -> bool:
        """Whether it does anything."""
        return bool(self.added or self.changed or self.removed)

    @property
    def digest(self) -> str:
        """What stands for all of it: another plan has another one."""
        said = [
            sorted((each.kind, each.label, each.value) for each in self.added),
            sorted((old.pk, new.label, new.value) for old, new in self.changed),
            sorted(each.pk for each in self.removed),
        ]
        return hashlib.sha256(orjson.dumps(said)).hexdigest()


def register_of(content: bytes) -> Register:
    """Read a file; raises ``Invalid`` also where it holds nothing that could be taken."""
    register = read_register(content)
    if not register.values:
        raise Invalid("governance.register.empty", refused=len(register.refused))
    return register


def plan_import(entity: Entity, register: Register) -> ImportPlan:
    """Say what a register would do, in one query. Nothing changes by asking.

    What an earlier register brought and this one lacks goes, except of branches with a refused
    row, and what stands in a refused row that does not say whose it is.
    """
    contacts = PublishedContact.objects.filter(entity=entity, removed_at=None)
    kept = {(Kind(contact.kind), contact.name): contact for contact in contacts}
    plan = ImportPlan(refused=register.refused)
    unsure = {row.label for row in register.refused}
    unsure_values = {value for row in register.refused for value in row.values}
    plan.removed = [
        contact
        for key, contact in kept.items()
        if contact.source == PublishedContact.Source.REGISTER
        and key not in register.values
        and key not in unsure_values
        and contact.label not in unsure
    ]
    for key, published in register.values.items():
        contact = kept.get(key)
        if contact is None:
            plan.added.append(published)
        elif (contact.label, contact.value) != (published.label, published.value):
            plan.changed.append((contact, published))
        else:
            plan.unchanged += 1
    return plan


def handed_in_for(user: User, entity: Entity) -> HandedInRegister:
    """Give the register that a person handed in for an entity and that is not taken in yet."""
    found = HandedInRegister.objects.filter(entity=entity, person=user).first()
    if found is None:
        raise NotFound("governance.register.gone")
    found.entity = entity
    return found
