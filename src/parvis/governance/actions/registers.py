"""Files handed in, branch registers and lists of names: looked at, then taken in or left."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from parvis.errors import Conflict, NotFound
from parvis.governance import ledger
from parvis.governance.actions.contacts import import_contacts
from parvis.governance.actions.listed_names import import_names
from parvis.governance.ledger import Actor
from parvis.governance.models import Entity, HandedInRegister, User
from parvis.governance.permissions import MANAGE, SEAL, require
from parvis.governance.queries.contacts import ImportPlan, register_of
from parvis.governance.queries.listed_names import NamesPlan, names_in
from parvis.governance.sealing import seal, unseal

KEPT: Final = timedelta(days=1)
"""How long a register waits to be taken in."""


_CONTACTS, _NAMES = HandedInRegister.What.CONTACTS, HandedInRegister.What.NAMES


@transaction.atomic
def hand_in_register(
    *, actor: User, entity: Entity, content: bytes, what: str = _CONTACTS
) -> HandedInRegister:
    """Keep a file to be looked at, in place of one before; nothing else changes yet.

    Raises ``Invalid`` where the file is no register, or holds nothing that could be taken.
    """
    require(actor, MANAGE, entity)
    values, refused = _count(content, what)
    ledger.lock()
    handed_in, _new = HandedInRegister.objects.update_or_create(
        entity=entity,
        person=actor,
        what=what,
        defaults={"content": seal(content), "at": timezone.now()},
    )
    _record(actor, handed_in, "handed_in", values=values, refused=refused)
    return handed_in


@transaction.atomic
def take_in_register(
    *, actor: User, register: HandedInRegister, file: str, planned: str
) -> ImportPlan | NamesPlan:
    """Take in what was looked at.

    ``file`` and ``planned`` are the digests of the file and of the plan that were shown. Raises
    ``NotFound`` where the file is gone, ``Conflict`` where another one took its place or the plan
    would be another one now.
    """
    require(actor, MANAGE, register.entity)
    looked_at = _looked_at(register, file)
    take_in = import_names if looked_at.what == _NAMES else import_contacts
    plan = take_in(
        actor=actor, entity=register.entity, content=unseal(looked_at.content), planned=planned
    )
    looked_at.delete()
    return plan


@transaction.atomic
def leave_register(*, actor: User, register: HandedInRegister, file: str) -> None:
    """Throw away the file with a digest; raises as ``take_in_register`` does."""
    require(actor, MANAGE, register.entity)
    looked_at = _looked_at(register, file)
    _record(actor, looked_at, "left")
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


def _count(content: bytes, what: str) -> tuple[int, int]:
    """Read a file; gives how many values or names it holds, and how many were refused."""
    if what == _NAMES:
        names = names_in(content)
        return len(names.named), len(names.refused)
    register = register_of(content)
    return len(register.values), len(register.refused)


def _record(actor: Actor, register: HandedInRegister, done: str, **counts: int) -> None:
    noun = "names_file" if register.what == _NAMES else "register"
    ledger.record(
        actor=actor,
        verb=f"governance.{noun}.{done}",
        object=f"governance.entity:{register.entity_id}",
        entity=register.entity_id,
        **counts,
    )
