"""How the facts of intake's acts are called in the ledger, and what they are about."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.governance.ledger_words import FactWord, code

FACTS: Final[dict[str, FactWord | None]] = {
    "intake.dead_letter.tried reason": FactWord(label=_("Reason"), say=code),
    "count": FactWord(label=_("How many")),
    "every": FactWord(label=_("Seconds between two readings")),
    "first": FactWord(label=pgettext_lazy("sequence", "From number")),
    "last": FactWord(label=pgettext_lazy("sequence", "To number")),
    "posts": FactWord(label=_("Posts")),
    "whole": FactWord(label=_("The whole file was written anew")),
}

THINGS: Final[dict[str, str | Promise]] = {
    "intake.dead_letter": _("Dead letter"),
    "intake.post": _("Post"),
    "intake.posts": _("All stored posts"),
    "intake.source": pgettext_lazy("intake", "Source"),
}
