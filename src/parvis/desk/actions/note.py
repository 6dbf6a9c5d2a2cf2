"""What colleagues tell each other in a conversation."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from parvis.desk.actions.hold import hold, record
from parvis.desk.models import Conversation, Note
from parvis.desk.rules import NOTE_LIMIT, WORK
from parvis.engine.guard import find, mask
from parvis.engine.guard.legible import legible
from parvis.errors import Invalid
from parvis.governance.ledger import Actor
from parvis.governance.queries.guard import policy_for


@transaction.atomic
def add_note(*, actor: Actor, conversation: Conversation, text: str) -> Note:
    """Leave a note that only colleagues see; confidential data is masked before it is stored.

    It changes nothing of the conversation, so it never conflicts with another act.
    """
    person, held = hold(actor=actor, conversation=conversation, permission=WORK)
    text = legible(text)
    if not text:
        raise Invalid("desk.note.empty")
    if len(text) > NOTE_LIMIT:
        raise Invalid("desk.note.too_long", length=len(text), limit=NOTE_LIMIT)
    policy = policy_for(held.entity_id)
    safe = mask(text, find(text, policy), policy)
    note = Note.objects.create(
        conversation=held,
        author=person,
        text=safe.text,
        marks=[[mark.start, mark.end, mark.kind.value] for mark in safe.marks],
        created_at=timezone.now(),
    )
    record(
        held,
        actor=actor,
        verb="desk.note.added",
        note=note.pk,
        masked=sorted({mark.kind.value for mark in safe.marks}),
    )
    return note
