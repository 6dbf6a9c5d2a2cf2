"""What the desk's codes mean, in sentences that people read."""

from __future__ import annotations

from django.utils.translation import gettext as _


def reason_words(reason: object) -> str:
    """Say a reason of the charter; one that this version does not know stays a code."""
    sentences = {
        "confidential_data": _("It holds confidential data, which was masked."),
        "distress": _("Somebody may be in distress: a person must read this now."),
        "threat": _("It holds a threat: a person decides."),
        "insult_with_request": _("Behind the insult there is a request: answer the request."),
        "request": _("Something is asked."),
        "complaint": _("Somebody is dissatisfied with something that has a name."),
        "insult_only": _("An insult, and nothing is asked."),
        "addressed": _("It is addressed to us."),
        "nothing_asked": _("Nothing is asked."),
    }
    return sentences.get(str(reason), str(reason))


def act_words(verb: str, by: str) -> str:
    """Say an act of the ledger; ``by`` is who did it, "" for Parvis itself."""
    sentences = {
        "desk.conversation.assigned": _("%(actor)s changed who takes care of it"),
        "desk.conversation.snoozed": _("%(actor)s snoozed it"),
        "desk.conversation.resolved": _("%(actor)s resolved it"),
        "desk.conversation.reopened": _("%(actor)s opened it again"),
        "desk.conversation.declined": _("%(actor)s decided not to answer"),
        "desk.conversation.woken": _("Its time has come: open again"),
    }
    sentence = sentences.get(verb)
    return sentence % {"actor": by or "Parvis"} if sentence else verb
