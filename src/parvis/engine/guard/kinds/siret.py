"""French establishment numbers (SIRET): a SIREN, five digits more, both by Luhn's formula.

Code de commerce, R. 123-221. La Poste (SIREN 356000000) has more establishments than the formula
can number: theirs have a sum of digits that five divides (INSEE).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import (
    ANY_WORD,
    compact,
    is_said_otherwise,
    longest,
    value_after,
    value_before,
)
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import GAP
from parvis.engine.guard.kinds.siren import has_luhn_digit
from parvis.engine.guard.reading import Reading

_CUE = re.compile(r"sirets?(?![a-z])|\bsirene?\b|\betablissement\b|\bentreprise\b|\bnic\b")
_BARE = re.compile(rf"[0-9](?<![^\W_][0-9])(?:{GAP}[0-9]){{13}}(?![^\W_])")
_NUMBER = re.compile(rf"(?<![^\W_])[0-9](?:{GAP}[0-9]){{13}}(?![^\W_])")
_TIME = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])"
)
_GROUP = re.compile("[0-9]+")
_NEIGHBOUR = re.compile(rf"[0-9]{GAP}\Z")
_NEXT = re.compile(rf"{GAP}[0-9]")
_SHAPES = frozenset({(14,), (9, 5), (3, 3, 3, 5)})
_LENGTH, _COMPANY = 14, 9
_LA_POSTE = "356000000"
_FEW_WORDS = 4


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of establishment numbers; with right check digits they need no word."""
    for found in _BARE.finditer(reading.text):
        if is_siret(compact(found[0])) and _is_plausible(reading, found):
            yield Span(*found.span(), Proof.CHECK_DIGITS)


def spans_said(reading: Reading) -> Iterator[Span]:
    """Give the spans of establishment numbers before or after words that say so."""
    yield from value_after(
        reading, _CUE, longest(is_siret, _LENGTH), ANY_WORD, _FEW_WORDS, several=True
    )
    yield from value_before(reading, _CUE, _NUMBER, is_siret)


def is_siret(number: str) -> bool:
    """Whether fourteen digits are an establishment's number."""
    if len(number) != _LENGTH or not number.isdecimal() or not has_luhn_digit(number[:_COMPANY]):
        return False
    if number.startswith(_LA_POSTE):
        return has_luhn_digit(number) or sum(map(int, number)) % 5 == 0
    return has_luhn_digit(number)


def _is_plausible(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a number that nothing names stands alone or as it is printed, and is no time."""
    text, (start, end) = reading.text, found.span()
    if is_said_otherwise(reading, start) or _TIME.match(compact(found[0])):
        return False
    if tuple(map(len, _GROUP.findall(found[0]))) in _SHAPES:
        return True
    return not _NEXT.match(text, end) and not _NEIGHBOUR.search(text[max(0, start - 6) : start])


DETECTORS = (
    Detector(Kind.SIRET, spans, digits=14),
    Detector(
        Kind.SIRET, spans_said, digits=14,
        cues=("siret", "siren", "etablissement", "entreprise", "^nic$"),
    ),
)  # fmt: skip
