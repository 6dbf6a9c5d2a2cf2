"""A branch register handed in: looked at first, then taken in or left."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from parvis.errors import Conflict, NotFound
from parvis.governance import ledger
from parvis.governance.actions.contacts import import_contacts
from parvis.governance.ledger import Actor
from parvis.governance.models import Entity, HandedInRegister, User
from parvis.governance.permissions import MANAGE, SEAL, require
from parvis.governance.queries.contacts import ImportPlan, register_of
from parvis.governance.sealing import seal, unseal

KEPT: Final = timedelta(days=1)
"""How long a register waits to be taken in."""


@transaction.atomic
def hand_in_register(*, actor: User, entity: Entity, content: bytes) -> HandedInRegister:
    """Keep a file to be looked at, in place of one before; nothing of the contacts changes yet.

    Raises ``Invalid`` where the file is no register, or holds nothing that could be taken.
    """
    require(actor, MANAGE, entity)
    register = register_of(content)
    ledger.lock()
    handed_in, _new = HandedInRegister.objects.update_or_create(
        entity=entity,
        person=actor,
        defaults={"content": seal(content), "at": timezone.now()},
    )
    _record(actor, entity, "handed_in", values=len(register.values), refused=len(register.refused))
    return handed_in


@transaction.atomic
def take_in_register(
    *, actor: User, register: HandedInRegister, file: str, planned: str
) -> ImportPlan:
    """Take in what was looked at.

    ``file`` and ``planned`` are the digests of the file and of the plan that were shown. Raises
    ``NotFound`` where the file is gone, ``Conflict`` where another one took its place or the plan
    would be another one now.
    """
    require(actor, MANAGE, register.entity)
    looked_at = _looked_at(register, file)
    plan = import_contacts(
        actor=actor, entity=register.entity, content=unseal(looked_at.content), planned=planned
    )
    looked_at.delete()
    return plan


@transaction.atomic
def leave_register(*, actor: User, register: HandedInRegister, file: str) -> None:
    """Throw away the file with a digest; raises as ``take_in_register`` does."""
    require(actor, MANAGE, register.entity)
    looked_at = _looked_at(register, file)
    _record(actor, register.entity, "left")
    looked_at.delete()


def _looked_at(register: HandedInRegister, file: str) -> HandedInRegister:
    """Lock, and give what is handed in now, where it is still the file that was shown."""
    ledger.lock()
    now = HandedInRegister.objects.filter(pk=register.pk).first()
    if now is None:
        raise NotFound("governance.register.gone")
    if now.digest != file:
        raise Conflict("governance.register.replaced")
    return now


@transaction.atomic
def destroy_forgotten(*, actor: Actor) -> int:
    """Destroy files that were neither taken in nor left for a day; gives how many."""
    require(actor, SEAL, 0)
    forgotten = HandedInRegister.objects.filter(at__lte=timezone.now() - KEPT)
    return forgotten.delete()[0]


def _record(actor: Actor, entity: Entity, done: str, **counts: int) -> None:
    ledger.record(
        actor=actor,
        verb=f"governance.register.{done}",
        object=f"governance.entity:{entity.pk}",
        entity=entity,
        **counts,
    )
