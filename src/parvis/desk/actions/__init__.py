"""Every change that people make at the desk.

Each one checks the permission, locks the conversation, refuses to act on a stale view, changes,
and writes its act into the ledger: one transaction. Locks are taken in the order conversation,
delivery, ledger.
"""

from parvis.desk.actions.conversation import (
    assign_conversation,
    decline_to_answer,
    reopen_conversation,
    resolve_conversation,
    snooze_conversation,
    wake_snoozed,
)
from parvis.desk.actions.correction import correct_labels, take_back_correction
from parvis.desk.actions.note import add_note
from parvis.desk.actions.presence import (
    announce_presence,
    forget_presences,
    leave_conversation,
)
from parvis.desk.actions.reply import cancel_reply, reply_to_conversation, retry_reply

__all__ = [
    "add_note",
    "announce_presence",
    "assign_conversation",
    "cancel_reply",
    "correct_labels",
    "decline_to_answer",
    "forget_presences",
    "leave_conversation",
    "reopen_conversation",
    "reply_to_conversation",
    "resolve_conversation",
    "retry_reply",
    "snooze_conversation",
    "take_back_correction",
    "wake_snoozed",
]
