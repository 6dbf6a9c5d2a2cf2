"""Postal addresses in the German, Dutch, Italian and Spanish forms: the number behind the street.

A street, its number, a postcode of four or five digits and a town, all four written: without the
code or the town, it is none. Source: the addressing guides of the Universal Postal Union.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading

_WORD = r"[^\W\d_][^\W\d_'’.\-]{1,24}"
_NUMBERED = re.compile(
    r"[ ](?:n[.ro]{0,2}[ ]?)?[0-9]{1,4}(?:[ ]?[a-z])?"
    r"(?:,[ ][0-9]{1,2}[o.]{0,2}[ ]?[a-z]?)?[,\n ]{1,3}"
    rf"(?:d-|a-|ch-|i-|e-|nl-)?(?P<code>[0-9]{{4,5}}(?:-[0-9]{{3}})?)"
    rf"(?:[ ]?[a-z]{{2}}(?=[ ]))?[ ](?P<town>{_WORD})"
)
_ENDING = re.compile(r"(?:str(?:asse|aße|\.|aat)|gasse|gracht|laan)(?=[ ][0-9])")
_FIRST = re.compile(
    r"(?<![^\W_])(?:calle|c/|via|viale|piazza|corso|rua|avenida|avda\.?|plaza|paseo)[ ]"
    rf"(?:(?:de|del|della|di|da|do|la|las|los|el)[ ]){{0,2}}{_WORD}"
    rf"(?:[ ]{_WORD}){{0,3}}?,?(?=[ ][0-9])"
)
_LONGEST_WORD = 24
_WORD_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_][^\W\d_-]{0,24}-?[^\W\d_]{0,24}[ ]?\Z")


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of streets of which the number stands behind, with postcode and town."""
    plain = reading.plain
    for ending in _ENDING.finditer(plain):
        low = max(0, ending.start() - _LONGEST_WORD)
        word = _WORD_BEFORE.search(plain, low, ending.start())
        start = low + word.start() if word else ending.start()
        yield from _with_town(reading, start, ending.end(), fewest=4)
    for first in _FIRST.finditer(plain):
        yield from _with_town(reading, first.start(), first.end(), fewest=5)


def _with_town(reading: Reading, start: int, at: int, *, fewest: int) -> Iterator[Span]:
    found = _NUMBERED.match(reading.plain, at)
    if not found or len(found["code"]) < fewest:
        return
    if reading.text[found.start("town")].isupper() == reading.text[start].isupper():
        yield Span(start, found.end(), Proof.FORM)


DETECTORS = (
    Detector(
        Kind.POSTAL_ADDRESS,
        spans,
        digits=5,
        cues=(
            "strasse ", "straße ", "str. ", "straat ", "gasse ", "gracht ", "laan ", "^calle ",
            "^via ", "^viale ", "^piazza ", "^corso ", "^rua ", "^avenida ", "^avda", "^plaza ",
            "^paseo ",
        ),
    ),
)  # fmt: skip
