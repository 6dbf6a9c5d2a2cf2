"""How an act takes hold of a conversation, and lets go of it changed."""

from __future__ import annotations

from typing import Any

from parvis.desk.models import Conversation
from parvis.desk.queries.standing import entries_of
from parvis.desk.rules import READ, standing
from parvis.errors import Conflict, NotAllowed, NotFound
from parvis.governance import ledger
from parvis.governance.ledger import Actor, System
from parvis.governance.models import User
from parvis.governance.permissions import may, require


def hold(
    *, actor: Actor, conversation: Conversation, permission: str, version: int | None = None
) -> tuple[User, Conversation]:
    """Check that the person may act on it, lock it, and check that they saw it as it stands.

    ``NotFound`` when they may not know it, ``NotAllowed`` when they may only read it,
    ``Conflict`` when it has changed since ``version``.
    """
    person = person_who(actor=actor, entity_id=conversation.entity_id, permission=permission)
    # Nothing joined: on PostgreSQL a row that was waited for comes back fresh, what is joined to
    # it as it was before.
    held = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if version is not None and version != held.version:
        raise stale(held)
    return person, held


def person_who(*, actor: Actor, entity_id: int, permission: str) -> User:
    """Give the person, if they may do this in that entity; machines may do none of it."""
    if isinstance(actor, System):
        raise NotAllowed("governance.not_allowed", permission=permission)
    if not may(actor, READ, entity_id):
        raise NotFound("desk.conversation.unknown")
    require(actor, permission, entity_id)
    return actor


def stale(held: Conversation) -> Conflict:
    """Make the error that tells who was faster."""
    if held.changed_by is None:
        return Conflict("desk.moved_on_meanwhile")
    return Conflict("desk.changed_meanwhile", by=held.changed_by.shown_name)


def let_go(
    held: Conversation, *, actor: Actor, verb: str, fields: tuple[str, ...] = (), **data: Any
) -> Conversation:
    """Write what changed, under a new version, with its act."""
    held.version += 1
    held.changed_by = None if isinstance(actor, System) else actor
    held.save(update_fields=["version", "changed_by", *fields])
    record(held, actor=actor, verb=verb, **data)
    return held


def record(held: Conversation, *, actor: Actor, verb: str, **data: Any) -> None:
    """Append an act on one conversation to the ledger."""
    ledger.record(
        actor=actor,
        verb=verb,
        object=f"desk.conversation:{held.pk}",
        entity=held.entity_id,
        **data,
    )


STANDING = ("waiting_since", "advice", "priority", "deciding", "reasons")
"""The fields that ``restand`` sets."""


def restand(held: Conversation) -> None:
    """Work out again what waits, after posts were answered, settled or neither any more."""
    now = standing(entries_of([held.pk])[held.pk])
    held.waiting_since, held.advice, held.reasons = now.waiting_since, now.advice, now.reasons
    held.priority, held.deciding_id = now.priority, now.deciding_id
