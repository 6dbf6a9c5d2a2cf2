"""Passport numbers, said to be such; forms by country of the Council's register PRADO.

France two digits, two letters, five digits; Britain and the United States nine digits, or a letter
or two and seven or eight digits; Germany nine signs of ICAO's alphabet (Doc 9303); Spain three
letters and six digits; Italy, Poland, Morocco, the Netherlands, Belgium one to three letters and
digits. The zone for machines is in ``mrz``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.papers import SKIPPED, START, of_paper
from parvis.engine.guard.reading import Reading

_FRENCH_FORM = re.compile(
    START + r"(?:[0-9]{2}[\s\-]?[A-Z]{2}[\s\-]?[0-9]{5}|[0-9]{2}[a-z]{2}[0-9]{5})(?![^\W_])"
)
_FORM = re.compile(
    START + r"(?:[A-Z]{1,3}[\s\-]?[0-9]{5,8}|[a-z]{1,3}[0-9]{6,8}|[A-Z][0-9]{2}\s[0-9]{5}"
    r"|[0-9]{3}(?P<by>[\s\-]?)[0-9]{3}(?P=by)[0-9]{3}|[0-9]{2} [0-9]{3} [0-9]{3}|[0-9]{8}"
    r"|[0-9]{5} [0-9]{4}|[0-9]{4} [0-9]{5}|[A-Z]{1,2}(?:\s[0-9]{2}){3}"
    r"|(?=(?:[A-Z]{0,4}[0-9]){4})(?=[0-9]{0,9}[A-Z])[A-Z0-9]{8,10}"
    r"|(?=[A-Z](?:[A-Z]{0,5}[0-9]){3})[A-Z0-9]{9}"
    r"|(?=(?:[a-z]{0,4}[0-9]){4})(?=[0-9]{0,9}[a-z])[a-z0-9]{8,9})(?![^\W_])"
)
_SORTS = frozenset({"passport"})
# Two digits, two letters, five digits are a licence's too, and nobody's else.
_OTHERS = SKIPPED | {"identity", "paper", "permit", "other"}
_FRENCH = re.compile(r"\s{0,20}([0-9]{2}[A-Z]{2}[0-9]{5})\s{0,20}[.!]?\s{0,20}")
_GERMAN = re.compile(
    r"\s{0,20}([CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{7}[0-9])\s{0,20}[.!]?\s{0,20}"
)
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])\Z")


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of passport numbers that belong to a word for a passport."""
    yield from of_paper(reading, _FRENCH_FORM, _SORTS, skip=_OTHERS)
    yield from of_paper(reading, _FORM, _SORTS, _is_foreign)


def alone(reading: Reading) -> Iterator[Span]:
    """Give a number that is all that a message says: an answer.

    Of the French form, or of the German one with a right check digit.
    """
    found = _FRENCH.fullmatch(reading.text)
    if found:
        yield Span(*found.span(1), Proof.FORM)
    found = _GERMAN.fullmatch(reading.text)
    if found and _has_check_digit(found[1]):
        yield Span(*found.span(1), Proof.CHECK_DIGITS)


def _has_check_digit(number: str) -> bool:
    """Whether the last digit is that of ICAO Doc 9303: weights 7, 3, 1, modulo 10."""
    weights = (7, 3, 1) * 3
    total = sum(int(sign, 36) * weight for sign, weight in zip(number[:-1], weights, strict=False))
    return total % 10 == int(number[-1])


def _is_foreign(raw: str) -> bool:
    return _FRENCH_FORM.match(raw) is None


DETECTORS = (
    Detector(
        Kind.PASSPORT,
        spans,
        digits=4,
        cues=(
            "passpor", "passpr", "passpot", "passepo", "passepr", "paspor", "pasepor", "paspr",
            "psspo", "passort", "^ppt$", "reisepa", "pasaport", "passaport", "paspoort", "paszport",
            "travel doc", "de voyage", "^pass tu", "^pass ma", "^pass al", "^pass fr", "^pass be",
            "^pass su", "^pass br", "^pass uk", "^pass it", "^pass es", "^pass po", "^pass n",
            "^pass se", "^pass iv", "^pass ca", "^pass co", "^pass am", "^pass ro", "^pass in",
            "^pass. ", "^pp n",
        ),
    ),
    Detector(Kind.PASSPORT, alone, digits=7),
)  # fmt: skip
