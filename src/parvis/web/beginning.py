"""How an installation begins: nothing is there, or the first entity and its administrator."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from parvis.errors import Conflict
from parvis.governance import ledger
from parvis.governance.actions import create_entity, create_person
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Entity, Role, User


def is_empty() -> bool:
    """Whether nothing was ever made in this installation."""
    return not Entity.objects.exists() and not User.objects.exists()


@transaction.atomic
def begin(*, entity: str, administrator: str, password: str) -> User:
    """Make the entity above all others and its first administrator; refused once there is any."""
    ledger.lock()  # of two that begin at once, one does
    if not is_empty():
        raise Conflict("web.begun_already")
    root = create_entity(
        actor=SYSTEM, key=slugify(entity) or "group", name=entity, aliases=[entity]
    )
    return create_person(
        actor=SYSTEM,
        username=administrator,
        password=password,
        entity=root,
        role=Role.ADMINISTRATOR,
    )
