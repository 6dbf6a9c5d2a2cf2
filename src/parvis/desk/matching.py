"""Whether a conversation belongs in what a person looks at, for a page that updates by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from parvis.desk.models import Conversation
from parvis.desk.queries import InboxFilter, View
from parvis.governance.models import User

_State = Conversation.State
_STATES: Final = {
    View.OPEN: {_State.OPEN},
    View.MINE: {_State.OPEN, _State.PENDING},
    View.UNASSIGNED: {_State.OPEN},
    View.SNOOZED: {_State.SNOOZED},
    View.RESOLVED: {_State.RESOLVED},
    View.ALL: set(_State),
}


def belongs(conversation: Conversation, chosen: InboxFilter, user: User) -> bool:
    """Say whether ``queries.inbox`` would list it; a search is not asked again, so never then."""
    return (
        not chosen.search
        and conversation.state in _STATES[chosen.view]
        and _is_theirs(conversation, chosen.view, user)
        and chosen.network in {"", conversation.network}
        and chosen.account in {None, conversation.account_id}
        and chosen.advice in {"", conversation.advice}
        and chosen.priority in {"", conversation.priority}
        and _has_waited(conversation, chosen.waiting)
    )


def _is_theirs(conversation: Conversation, view: View, user: User) -> bool:
    if view is View.MINE:
        return conversation.assignee_id == user.pk
    return view is not View.UNASSIGNED or conversation.assignee_id is None


def _has_waited(conversation: Conversation, minutes: int | None) -> bool:
    if minutes is None:
        return True
    since = conversation.waiting_since
    return since is not None and since <= timezone.now() - timedelta(minutes=minutes)
