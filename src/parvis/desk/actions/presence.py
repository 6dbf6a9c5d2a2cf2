"""Who is in a conversation. Passing, so not in the ledger."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from parvis.desk.actions.hold import person_who
from parvis.desk.models import Conversation, Presence
from parvis.desk.rules import ANSWER, FOLLOW, PRESENCE_SECONDS, READ
from parvis.governance.ledger import SYSTEM, Actor
from parvis.governance.permissions import require

_FORGOTTEN_AFTER = timedelta(hours=1)


@transaction.atomic
def announce_presence(*, actor: Actor, conversation: Conversation, writing: bool) -> None:
    """Say that the person looks at the conversation, or writes a reply in it.

    Holds for ``PRESENCE_SECONDS``; the screen repeats it sooner than that.
    """
    person = person_who(
        actor=actor,
        entity_id=conversation.entity_id,
        permission=ANSWER if writing else READ,
    )
    now = timezone.now()
    until = now + timedelta(seconds=PRESENCE_SECONDS)
    presence, created = Presence.objects.select_for_update().get_or_create(
        conversation=conversation,
        user=person,
        defaults={"writing": writing, "until": until, "changed_at": now},
    )
    if created:
        return
    if presence.writing != writing or presence.until <= now:
        presence.changed_at = now
    presence.writing, presence.until = writing, until
    presence.save(update_fields=["writing", "until", "changed_at"])


@transaction.atomic
def leave_conversation(*, actor: Actor, conversation: Conversation) -> None:
    """Say that the person looks elsewhere."""
    person = person_who(actor=actor, entity_id=conversation.entity_id, permission=READ)
    now = timezone.now()
    Presence.objects.filter(conversation=conversation, user=person, until__gt=now).update(
        writing=False, until=now, changed_at=now
    )


def forget_presences() -> int:
    """Drop presences that ended an hour ago: they say something about people, and nothing now."""
    require(SYSTEM, FOLLOW, 0)
    return Presence.objects.filter(until__lt=timezone.now() - _FORGOTTEN_AFTER).delete()[0]
