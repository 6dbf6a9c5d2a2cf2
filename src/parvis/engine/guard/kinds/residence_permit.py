"""Numbers of residence permits and of foreigners' files, said to be such.

France: the foreigner's number of ten digits (AGDREF; CESEDA, R. 142-11) and the card's nine signs;
Britain: BRP, two letters (three in the older form) and seven digits (Home Office); the United
States: A-number, and the green card's three letters and ten digits (USCIS); Germany, Spain (NIE is
a ``TAX_ID``), Belgium: nine or ten signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind
from parvis.engine.guard.papers import START, of_paper
from parvis.engine.guard.reading import Reading

_FORM = re.compile(
    START + r"(?:[0-9]{10}|[0-9]{2}(?:[\s.\-]{1,3}[0-9]{2}){4}"
    r"|[0-9]{4}[\s.\-][0-9]{6}|[0-9]{3}[\s.\-][0-9]{3}[\s.\-][0-9]{3,4}|[0-9]{9}"
    r"|[A-Z]{1,3}[\s\-]?[0-9]{6,10}|[a-z]{1,3}[0-9]{6,10}"
    r"|A[\s\-]?[0-9]{3}[\s\-][0-9]{3}[\s\-][0-9]{3}"
    r"|[A-Z]{3}[\s\-]?[0-9]{2}[\s\-]?[0-9]{3}[\s\-]?[0-9]{5}"
    r"|(?=(?:[A-Z]{0,6}[0-9]){3})(?=[0-9]{0,9}[A-Z])[A-Z0-9]{9,10}"
    r"|(?=(?:[a-z]{0,5}[0-9]){4})(?=[0-9]{0,9}[a-z])[a-z0-9]{9}"
    r"|[A-Z]{1,2}[\s\-]?[0-9]{2,4}(?:[\s\-][0-9]{2,4}){2,3}"
    r"|[A-Z][\s\-]?[0-9]{7}[\s\-]?[A-Z]?)(?![^\W_])"
)
_SORTS = frozenset({"permit"})
# Switzerland's permits have a letter for a name, which in France is that of a driving licence.
_SWISS_FORM = re.compile(START + r"(?:[A-Z]{2}\s?[0-9]{7}|[A-Z]{2}(?:\s[0-9]{2,4}){2,3})(?![^\W_])")
_SWISS = re.compile(r"permis? (?:[bcglfns]|ci)(?![^\W_])")


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of permit numbers that belong to a word for such a paper."""
    yield from of_paper(reading, _FORM, _SORTS)
    for span in of_paper(reading, _SWISS_FORM, _SORTS | {"licence"}):
        if is_swiss(reading, span):
            yield span


def is_swiss(reading: Reading, span: Span) -> bool:
    """Whether a number of a "permis B" has the form of the Swiss permit to stay."""
    named = span.cue and _SWISS.match(reading.plain, span.cue[0])
    return bool(named) and _SWISS_FORM.fullmatch(reading.text, span.start, span.end) is not None


DETECTORS = (
    Detector(
        Kind.RESIDENCE_PERMIT,
        spans,
        digits=4,
        cues=(
            "sejour", "sjour", "sijour", "residen", "recepis", "recipis", "recepice",
            "agdref", "^anef$", "etranger",
            "^vls", "^tds$", "^aps$", "^brp", "^brc$", "green card", "greencard", "uscis",
            "^alien", "^a-number", "^a number", "settlement", "leave to", "right to", "share code",
            "aufenthalt", "niederlassung", "^tie$", "soggiorno", "verblijf", "evisa", "^irp$",
            "^permit$", "permis b$", "permis c$", "permis g$", "permis l$",
            "permis f$", "permis n$", "permis s$", "permis ci$", "blue card",
            "bleue europ", "^titre$",
        ),
    ),
)  # fmt: skip
