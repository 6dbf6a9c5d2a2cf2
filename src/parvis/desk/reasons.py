"""Why people do otherwise than the charter advises: codes that are kept, and their words."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

OTHER: Final = "other"
"""The reason that stands only with the person's own words."""

DECLINING: Final[list[tuple[str, str | Promise]]] = [
    ("spam", _("Spam or advertising")),
    ("insult", _("Insult without a request")),
    ("not_for_us", _("Not meant for us")),
    ("nothing_asked", _("Nothing is asked")),
    ("answered_elsewhere", _("Already answered elsewhere")),
    ("legal", _("In other hands: legal, fraud or crisis team")),
    (OTHER, _("Another reason")),
]
"""Why nobody answers."""

ANSWERING: Final[list[tuple[str, str | Promise]]] = [
    ("request_missed", _("A request was missed")),
    ("tone_misread", _("The tone was read wrongly")),
    ("regular_customer", _("Somebody we know well")),
    ("supervisor_decided", _("The supervisor decided so")),
    (OTHER, _("Another reason")),
]
"""Why somebody answers all the same."""

_WORDS: Final = {**dict(DECLINING), **dict(ANSWERING)}


def code_of(kept: str) -> tuple[str, str]:
    """Part a reason as it is kept, ``legal: handed to them``, in its code and the own words.

    One that begins with no code is somebody's own words altogether.
    """
    code, _colon, own = kept.partition(": ")
    return (code, own) if code in _WORDS else (OTHER, kept)


def reason_in_words(code: str, own: str = "") -> str:
    """Say a reason: the code's words, and the person's own; one not known stays a code."""
    said = str(_WORDS.get(code, code))
    if not own:
        return said
    return translated("%(reason)s: %(words)s") % {"reason": said, "words": own}
