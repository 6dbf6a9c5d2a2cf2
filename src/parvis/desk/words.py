"""What the desk's codes mean, in sentences that people read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from parvis.design.kinds import kind_name
from parvis.design.messages import sentence
from parvis.engine.guard.finding import NEVER_STORED


def reason_words(reason: object) -> str:
    """Say a reason of the charter; one that this version does not know stays a code."""
    sentences = {
        "confidential_data": _("It holds confidential data, which was masked."),
        "distress": _("Somebody may be in distress: a person must read this now."),
        "threat": _("It holds a threat: a person decides."),
        "fraud": _("A fraud is reported."),
        "outage": _("Something does not work, perhaps for many."),
        "press": _("The press asks."),
        "insult_with_request": _("Behind the insult there is a request: answer the request."),
        "request": _("Something is asked."),
        "complaint": _("Somebody is dissatisfied with something that has a name."),
        "suggestion": _("Something is suggested."),
        "praise": _("Somebody is content."),
        "job": _("It is about a job."),
        "unsure": _("What it wants is not sure: a person decides."),
        "spam": _("Advertising that nobody asked for."),
        "insult_only": _("An insult, and nothing is asked."),
        "addressed": _("It is addressed to us."),
        "said_by_person": _("A colleague said that a person must read it."),
        "nothing_asked": _("Nothing is asked."),
    }
    return sentences.get(str(reason), str(reason))


def objection_words(code: str, what: str) -> tuple[str, str]:
    """Say what a draft holds, asks for or tells, short; and why it cannot be sent."""
    if code == "contains_secret":
        name = kind_name(what)
        why = (
            _("Nobody ever writes this down: not even here. Take it out.")
            if what in NEVER_STORED
            else sentence("objection.contains_secret", {"what": name})
        )
        return name, why
    short = _told(what) if code == "reveals" else _asked(what)
    return short, sentence(f"objection.{code}", {"what": short})


def _asked(what: str) -> str:
    names = {
        "remote_access": _("asks for access to the person's screen"),
        "password": _("asks for a password"),
        "security_code": _("asks for a security code"),
        "card": _("asks for a card"),
        "bank_account": _("asks for bank details"),
        "customer_number": _("asks for a customer number"),
        "phone": _("asks for a phone number"),
        "email": _("asks for an e-mail address"),
        "address": _("asks for a postal address"),
        "identity_document": _("asks for proof of identity"),
        "security_answer": _("asks for a secret answer"),
        "income": _("asks about income"),
        "signature": _("asks for a signature"),
        "picture": _("asks for a picture"),
        "other_number": _("asks for a number"),
        "document": _("asks for a document"),
        "personal_data": _("asks for personal data"),
        "date_of_birth": _("asks for a date of birth"),
        "first_name": _("asks for a first name"),
        "last_name": _("asks for a last name"),
        "name": _("asks for a name"),
    }
    return names.get(what, _("asks for personal data"))


def _told(what: str) -> str:
    if what == "customer":
        return _("says who is a customer")
    return _("tells of somebody's situation")


def hidden_words() -> str:
    """Say why an address does not hold what was searched for."""
    return _(
        "What you searched for holds confidential data. It was masked, so that it stays in no"
        " address and no log; posts are searched as they are stored, masked too."
    )


def advice_words(advice: str) -> str:
    """Say an act of the charter; one that this version does not know stays a code."""
    names = {
        "protect": _("Protect"),
        "escalate": _("A person decides"),
        "move_to_secure": _("To the secure channel"),
        "move_to_private": _("To a private message"),
        "answer": _("Answer"),
        "do_not_answer": _("Do not answer"),
    }
    return names.get(advice, advice)


def to_words(to: str) -> str:
    """Say whom the charter leaves a decision; one that this version does not know, by its code."""
    names = {
        "supervisor": _("A supervisor decides."),
        "communications": _("Communications decides."),
        "account_owner": _("The owner of the account decides."),
        "agent": _("Any agent decides."),
    }
    return names.get(to, to)


def asked_words(advice: str, to: str) -> str:
    """Ask why somebody answers all the same; ``to`` is whom the charter leaves the decision."""
    decides = {
        "supervisor": _(
            "The charter says that a supervisor decides. Why do you answer all the same?"
        ),
        "communications": _(
            "The charter says that communications decides. Why do you answer all the same?"
        ),
        "account_owner": _(
            "The charter says that the owner of the account decides. Why do you answer all the"
            " same?"
        ),
    }
    if advice == "escalate" and to in decides:
        return decides[to]
    return _("The charter says “%(advice)s”. Why do you answer all the same?") % {
        "advice": advice_words(advice)
    }


def act_words(
    verb: str, by: str, *, whom: str = "", until: str = "", reason: str = "", advice: str = ""
) -> str:
    """Say an act of the ledger; ``by`` is who did it, "" for Parvis itself.

    ``whom`` the conversation was given to, ``until`` when it rests, ``reason`` why nobody answers,
    or why somebody does against the ``advice``: what is not known is not said.
    """
    facts = {"actor": by or "Parvis", "whom": whom, "until": until, "reason": reason}
    facts["advice"] = advice
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
        "desk.verdict.overridden": _(
            "%(actor)s answered although the charter says “%(advice)s”: %(reason)s"
        ),
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
