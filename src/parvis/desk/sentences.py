"""What people read when the desk refuses something: what happened, what to do."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "desk.assign.not_an_agent": _(
        "This person cannot work on conversations of this entity. Choose somebody else."
    ),
    "desk.changed_meanwhile": _(
        "%(by)s has changed this conversation meanwhile. Look at it again before you go on."
    ),
    "desk.conversation.is_open": _("This conversation is open already."),
    "desk.conversation.is_resolved": _("This conversation is resolved. Reopen it first."),
    "desk.conversation.unknown": _("There is no such conversation, or you may not read it."),
    "desk.decline.needs_reason": _("Say why nobody answers: colleagues will read it."),
    "desk.decline.reason_too_long": _(
        "The reason is %(length)s characters long; %(limit)s are possible."
    ),
    "desk.form.invalid": _("The form could not be read. Reload the page and try again."),
    "desk.inbox.page_unreadable": _("This page of the inbox does not exist. Go back to its top."),
    "desk.override.needs_reason": _(
        "The charter advises otherwise here. Say why you answer all the same. Your text is kept."
    ),
    "desk.override.note_too_long": _(
        "Your reason is %(length)s characters long; %(limit)s are possible. Your text is kept."
    ),
    "desk.labels.intents": _("Choose at least one intent, or “None” alone. Nothing was kept."),
    "desk.labels.invalid": _(
        "One of these choices is not offered here. Nothing was kept. Open the form again."
    ),
    "desk.labels.left_to_nobody": _(
        "A threat or distress needs a person: choose “A person must read it” instead of “Nothing to"
        " answer”. Nothing was kept."
    ),
    "desk.labels.none_alone": _(
        "Choose “None” alone, or take it away beside the other intents. Nothing was kept."
    ),
    "desk.labels.no_post": _("There is no such post of the author in this conversation."),
    "desk.labels.nothing_to_read": _(
        "The post has no text any more, so its labels cannot be corrected. Nothing was kept."
    ),
    "desk.labels.nothing_to_take_back": _("There is no correction to take back any more."),
    "desk.labels.post_changed": _(
        "The author changed the post while you read it. Nothing was kept. Read it again."
    ),
    "desk.labels.same": _("This is what stands there already, so nothing was kept."),
    "desk.moved_on_meanwhile": _(
        "Something new has happened in this conversation meanwhile. Look at it before you go on."
    ),
    "desk.note.empty": _("The note is empty."),
    "desk.note.too_long": _("The note is %(length)s characters long; %(limit)s are possible."),
    "desk.reply.empty": _("The reply is empty."),
    "desk.reply.has_left": _("This reply may have left already and cannot be taken back."),
    "desk.reply.has_not_failed": _("This reply has not failed: there is nothing to send again."),
    "desk.reply.key_used": _("This form was sent already. Open the conversation again to reply."),
    "desk.reply.listen_only": _(
        "The account %(account)s only listens: no reply may leave through it."
    ),
    "desk.reply.nothing_to_answer": _(
        "There is nothing left to answer: the author has deleted what they wrote."
    ),
    "desk.reply.private_stays_private": _(
        "This was written in private: it cannot be answered in public."
    ),
    "desk.reply.refused": _(
        "This reply cannot be sent as it is: see what is marked. Your text is kept."
    ),
    "desk.reply.too_long": _("The reply is %(length)s characters long; %(limit)s are possible."),
    "desk.reply.unknown": _("There is no such reply, or you may not read it."),
    "desk.reply.visibility_impossible": _(
        "%(network)s has no replies that are seen by these people."
    ),
    "desk.snooze.out_of_range": _("Choose a moment to come, within a year."),
    "desk.somebody_is_writing": _("%(by)s is writing a reply here. Send yours all the same?"),
    "objection.asks_in_public": _(
        "Nobody is asked for personal data in public: ask in a private reply."
    ),
    "objection.asks_forbidden": _(
        "Only last name, first name and date of birth may be asked for here."
    ),
    "objection.contains_secret": _(
        "This is confidential data (%(what)s): it must not leave in a reply."
    ),
    "objection.reveals": _("This tells everybody about a customer: write it in a private reply."),
}

VERBS: Final[dict[str, str | Promise]] = {
    "desk.conversation.assigned": _("Conversation assigned"),
    "desk.conversation.declined": _("Decided not to answer"),
    "desk.conversation.reopened": _("Conversation opened again"),
    "desk.conversation.resolved": _("Conversation resolved"),
    "desk.conversation.snoozed": _("Conversation snoozed"),
    "desk.conversation.woken": _("Conversation woken"),
    "desk.labels.corrected": _("Labels of a post corrected"),
    "desk.labels.taken_back": _("Correction of labels taken back"),
    "desk.note.added": _("Note added"),
    "desk.posts.threaded": _("Posts put into conversations"),
    "desk.reply.cancelled": _("Reply taken back"),
    "desk.reply.queued": _("Reply written"),
    "desk.reply.refused": _("Reply refused"),
    "desk.reply.retried": _("Reply sent again"),
    "desk.verdict.overridden": _("Done otherwise than the charter advises"),
}
"""Acts of this room in the ledger."""
