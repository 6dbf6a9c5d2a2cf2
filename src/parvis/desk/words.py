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


def act_words(verb: str, by: str, *, whom: str = "", until: str = "", reason: str = "") -> str:
    """Say an act of the ledger; ``by`` is who did it, "" for Parvis itself.

    ``whom`` the conversation was given to, ``until`` when it rests, ``reason`` why nobody answers:
    what is not known is not said.
    """
    facts = {"actor": by or "Parvis", "whom": whom, "until": until, "reason": reason}
    sentences = {
        "desk.conversation.assigned": _given(by, whom),
        "desk.conversation.snoozed": _("%(actor)s snoozed it until %(until)s")
        if until
        else _("%(actor)s snoozed it"),
        "desk.conversation.resolved": _("%(actor)s resolved it"),
        "desk.conversation.reopened": _("%(actor)s opened it again"),
        "desk.conversation.declined": _("%(actor)s decided not to answer: %(reason)s")
        if reason
        else _("%(actor)s decided not to answer"),
        "desk.conversation.woken": _("%(actor)s opened it again: its time has come"),
    }
    sentence = sentences.get(verb)
    return sentence % facts if sentence else verb


def _given(by: str, whom: str) -> str:
    if not whom:
        return _("%(actor)s gave it back to everybody")
    if whom == by:
        return _("%(actor)s took it")
    return _("%(actor)s gave it to %(whom)s")
