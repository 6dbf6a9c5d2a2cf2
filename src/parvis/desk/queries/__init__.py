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
from parvis.desk.queries.corrections import CorrectionPage, corrections_page
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
from parvis.desk.queries.overrides import (
    OverrideFilter,
    OverridePage,
    overridden_rules,
    override_counts,
    overrides_page,
)
from parvis.desk.queries.presence import presences
from parvis.desk.queries.understood import Understood, correction_of, understood_in, written_in
from parvis.desk.queries.verdict import (
    Answer,
    Asked,
    Verdict,
    asked_why,
    given_before,
    judged_by,
    verdict_in,
)

__all__ = [
    "Answer",
    "Asked",
    "CorrectionPage",
    "DraftCheck",
    "Exposed",
    "InboxFilter",
    "InboxPage",
    "OverrideFilter",
    "OverridePage",
    "Sealed",
    "Sort",
    "TimelineItem",
    "Understood",
    "Verdict",
    "View",
    "accounts_for",
    "agents_for",
    "asked_why",
    "check_reply_draft",
    "conversation_for",
    "correction_of",
    "corrections_page",
    "exposed_in",
    "given_before",
    "inbox",
    "inbox_counts",
    "inbox_rows",
    "judged_by",
    "other_conversations",
    "overridden_rules",
    "override_counts",
    "overrides_page",
    "parents",
    "presences",
    "reply_for",
    "safe_draft",
    "sealed_in_timeline",
    "timeline",
    "understood_in",
    "verdict_in",
    "written_in",
]
