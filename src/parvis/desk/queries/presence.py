"""Who is looking at a conversation, or writing in it, now."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from parvis.desk.models import Conversation, Presence
from parvis.governance.models import User


def presences(conversation: Conversation, besides: User) -> list[Presence]:
    """Colleagues who are in the conversation now, writers first."""
    return list(
        Presence.objects.filter(conversation=conversation, until__gt=timezone.now())
        .exclude(user=besides)
        .select_related("user")
        .order_by("-writing", "user_id")
    )


def presences_among(ids: Collection[int]) -> dict[int, list[Presence]]:
    """Everybody who is in one of these conversations now, by conversation."""
    found: dict[int, list[Presence]] = {}
    for presence in (
        Presence.objects.filter(conversation_id__in=ids, until__gt=timezone.now())
        .select_related("user")
        .order_by("-writing", "user_id")
    ):
        found.setdefault(presence.conversation_id, []).append(presence)
    return found
