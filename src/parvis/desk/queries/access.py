"""What a person may see and who may be given work."""

from __future__ import annotations

from collections.abc import Collection

from parvis.desk.models import Conversation, Reply
from parvis.desk.rules import READ, WORKERS
from parvis.errors import NotFound
from parvis.governance.models import Account, Entity, User
from parvis.governance.permissions import entities_for

SHOWN_WITH = ("author", "account", "entity", "assignee", "last_post", "changed_by")
"""What a conversation is shown with, fetched by the query that fetches it."""

NOT_SHOWN = (
    "account__credentials",
    "account__settings",
    "last_post__extra",
    "last_post__metrics",
    "last_post__descriptions",
    "last_post__labels",
    "last_post__mentions",
    "last_post__verdict",
)


def conversation_for(user: User, id: int) -> Conversation:  # noqa: A002 - the agreed name
    """Give a conversation that the person may read; raises ``NotFound``."""
    found = (
        Conversation.objects.filter(pk=id, entity_id__in=entities_for(user, READ))
        .select_related(*SHOWN_WITH)
        .defer(*NOT_SHOWN)
        .first()
    )
    if found is None:
        raise NotFound("desk.conversation.unknown")
    return found


def reply_for(user: User, id: int) -> Reply:  # noqa: A002
    """Give a reply in a conversation that the person may read; raises ``NotFound``."""
    found = (
        Reply.objects.filter(pk=id, conversation__entity_id__in=entities_for(user, READ))
        .select_related("conversation", "author", "delivery", "answers")
        .first()
    )
    if found is None:
        raise NotFound("desk.reply.unknown")
    return found


def accounts_for(user: User) -> list[Account]:
    """Accounts whose conversations the person may read, without their credentials."""
    return list(
        Account.objects.filter(entity_id__in=entities_for(user, READ))
        .select_related("entity")
        .defer("credentials", "settings")
    )


def agents_for(conversation: Conversation) -> list[User]:
    """People to whom the conversation may be assigned, by name."""
    return list(
        User.objects.filter(
            is_active=True,
            memberships__role__in=WORKERS,
            memberships__entity_id__in=_with_ancestors(conversation.entity_id),
        )
        .order_by("last_name", "first_name", "username")
        .distinct()
    )


def _with_ancestors(entity_id: int) -> Collection[int]:
    parents = dict(Entity.objects.values_list("id", "parent_id"))
    found: list[int] = []
    step: int | None = entity_id
    while step is not None and step not in found:
        found.append(step)
        step = parents.get(step)
    return found
