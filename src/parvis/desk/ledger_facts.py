"""How the facts of the desk's acts are called in the ledger, and what they are about."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.desk.label_words import head_name, labels_in_words
from parvis.desk.models import Conversation, Override
from parvis.desk.templatetags.desk import declined_because
from parvis.desk.words import advice_words, objection_words
from parvis.governance.ledger_words import FactWord, kinds, moment, one_of, plainly


def _objections(value: object) -> str:
    """Say what a draft held, asked for or told: kept as ``contains_secret:IBAN``."""
    kept = value if isinstance(value, list) else []
    parts = (str(each).partition(":") for each in kept)
    return plainly([objection_words(code, what)[0] for code, _colon, what in parts])


def _labels(value: object) -> str:
    """Say corrected labels: head by head."""
    kept = value if isinstance(value, dict) else {}
    return plainly({head_name(head): labels_in_words(head, kept[head]) for head in kept})


FACTS: Final[dict[str, FactWord | None]] = {
    "desk.conversation.assigned before": FactWord(label=_("Assigned until then to"), person=True),
    "desk.conversation.assigned after": FactWord(label=_("Assigned to"), person=True),
    "desk.conversation.declined reason": FactWord(
        label=_("Reason"), say=lambda kept: declined_because(str(kept))
    ),
    "desk.conversation.snoozed until": FactWord(label=_("Until"), say=moment),
    "desk.verdict.overridden advised": FactWord(
        label=_("Advice"), say=lambda kept: advice_words(str(kept))
    ),
    "desk.verdict.overridden charter": FactWord(label=_("Signed version of the charter")),
    "desk.verdict.overridden done": FactWord(
        label=_("Done"), say=one_of(dict(Override.Done.choices))
    ),
    "desk.verdict.overridden reason": FactWord(
        label=_("Reason"), say=lambda kept: declined_because(str(kept))
    ),
    "desk.verdict.overridden rule": FactWord(label=_("Rule")),
    "desk.posts.threaded changed": FactWord(label=_("Conversations that went on")),
    "delivery": FactWord(label=_("Delivery")),
    "labels": FactWord(label=_("Corrected to"), say=_labels),
    "masked": FactWord(label=_("Masked"), say=kinds),
    "note": FactWord(label=_("Note")),
    "objections": FactWord(label=_("What stood against it"), say=_objections),
    "opened": FactWord(label=_("Conversations begun")),
    "outcome": FactWord(label=_("Outcome"), say=one_of(dict(Conversation.Outcome.choices))),
    "post": FactWord(label=_("Post")),
    "reply": FactWord(label=_("Reply")),
}

THINGS: Final[dict[str, str | Promise]] = {
    "desk.conversation": _("Conversation"),
}
