"""Routing numbers of banks in the United States: nine digits, the last of which checks the others.

American Bankers Association, Key to Routing Numbers: the first two digits are those of a Federal
Reserve district, and 3, 7 and 1 times the digits make a multiple of ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading

_WORD = re.compile(
    r"(?<![^\W_])(?:routing|aba(?![^\W_])|rtn(?![^\W_])|r/t(?![^\W_])|fed\s?wire|fedach"
    r"|ach(?![^\W_])|transit(?![^\W_])|micr(?![^\W_]))"
)
_NUMBER = re.compile(
    r"[0-9](?<![^\W_][0-9])(?<![0-9][.,\-/][0-9])(?:[0-9]{8}|[0-9]{3}[\s\-]?[0-9]{4}[\s\-]?[0-9]"
    r"|[0-9]{2}(?P<s>[\s.\-])[0-9]{3}(?P=s)[0-9]{3}|(?:[\s.\-][0-9]){8})(?![^\W_])(?![.,][0-9])"
)
_NOT_DIGIT = re.compile("[^0-9]+")
_WEIGHTS = (3, 7, 1) * 3
_BEFORE, _BEHIND = 90, 60
_DISTRICTS = frozenset({*range(1, 13), *range(21, 33), *range(61, 73), 80})


def is_routing_number(digits: str) -> bool:
    """Whether nine digits are a routing number: district and check digit."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return int(digits[:2]) in _DISTRICTS and total % 10 == 0


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of routing numbers near words that say so."""
    words = [word.span() for word in _WORD.finditer(reading.plain)]
    if not words:
        return
    for found in _NUMBER.finditer(reading.text):
        cue = next((word for word in words if _is_near(word, found)), None)
        if cue and is_routing_number(_NOT_DIGIT.sub("", found[0])):
            yield Span(*found.span(), Proof.CHECK_DIGITS, cue)


def _is_near(word: tuple[int, int], found: re.Match[str]) -> bool:
    return -_BEHIND <= found.start() - word[1] <= _BEFORE


DETECTORS = (
    Detector(
        Kind.ROUTING_NUMBER, spans, digits=9,
        cues=("routing", "aba", "rtn", "r/t", "fed", "ach ", "ach:", "transit", "micr"),
    ),
)  # fmt: skip
