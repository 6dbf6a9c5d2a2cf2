"""Every read of the desk. All of them are scoped to what the reader may see."""

from parvis.desk.queries.access import (
    accounts_for,
    agents_for,
    conversation_for,
    reply_for,
)
from parvis.desk.queries.conversation import (
    TimelineItem,
    other_conversations,
    parents,
    timeline,
)
from parvis.desk.queries.draft import DraftCheck, check_reply_draft, safe_draft
from parvis.desk.queries.guarded import Exposed, Sealed, exposed_in, sealed_in_timeline
from parvis.desk.queries.inbox import (
    InboxFilter,
    InboxPage,
    View,
    inbox,
    inbox_counts,
    inbox_rows,
)
from parvis.desk.queries.keyset import Sort
from parvis.desk.queries.presence import presences

__all__ = [
    "DraftCheck",
    "Exposed",
    "InboxFilter",
    "InboxPage",
    "Sealed",
    "Sort",
    "TimelineItem",
    "View",
    "accounts_for",
    "agents_for",
    "check_reply_draft",
    "conversation_for",
    "exposed_in",
    "inbox",
    "inbox_counts",
    "inbox_rows",
    "other_conversations",
    "parents",
    "presences",
    "reply_for",
    "safe_draft",
    "sealed_in_timeline",
    "timeline",
]
