"""What the bank published: pages of it, its last change, and what a branch register would do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

import orjson
from django.core.paginator import Page, Paginator
from django.db.models import Q

from parvis.engine.guard import Kind
from parvis.errors import Invalid, NotFound
from parvis.governance.branch_register import Published, RefusedRow, Register, read_register
from parvis.governance.models import Entity, HandedInRegister, PublishedContact, User
from parvis.governance.permissions import READ, entities_for
from parvis.governance.queries.last_change import LastChange, last_change_in

CONTACTS_SHOWN: Final = 100
"""Contacts on one page."""


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


def last_change_of(entity: Entity) -> LastChange | None:
    """Give the last change of an entity's contacts, None where there was none."""
    return last_change_in(PublishedContact.objects.filter(entity=entity))


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


def handed_in_for(
    user: User, entity: Entity, what: str = HandedInRegister.What.CONTACTS
) -> HandedInRegister:
    """Give the file that a person handed in for an entity and that is not taken in yet."""
    found = HandedInRegister.objects.filter(entity=entity, person=user, what=what).first()
    if found is None:
        raise NotFound("governance.register.gone")
    found.entity = entity
    return found
