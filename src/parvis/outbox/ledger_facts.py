"""How the facts of the outbox's acts are called in the ledger, and what they are about."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.engine.post import Visibility
from parvis.governance.ledger_words import FactWord, code, one_of

FACTS: Final[dict[str, FactWord | None]] = {
    "attempt": FactWord(label=_("Attempt")),
    "attempts": FactWord(label=_("Attempts")),
    "error": FactWord(label=_("Why"), say=code),
    "retried": FactWord(label=_("Sent again")),
    "settled": FactWord(label=_("Settled by a person")),
    "visibility": FactWord(
        label=_("Who will see it"),
        say=one_of(
            {
                Visibility.PUBLIC: _("Public"),
                Visibility.PRIVATE: _("Private"),
                Visibility.SECURE: _("Secure"),
            }
        ),
    ),
}

THINGS: Final[dict[str, str | Promise]] = {"outbox.delivery": _("Delivery")}
