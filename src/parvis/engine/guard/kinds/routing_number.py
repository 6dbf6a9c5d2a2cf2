"""Routing numbers of banks in the United States: nine digits, the last of which checks the others.

American Bankers Association, Key to Routing Numbers: the first two digits are those of a Federal
Reserve district, and 3, 7 and 1 times the digits make a multiple of ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.owners import owner
from parvis.engine.guard.reading import Reading

_WORD = re.compile(
    r"(?<![^\W_])(?:rou?n?ting|rooting|routage|acheminement|rtng|rt(?=\s?[#:n])|aba(?![^\W_])"
    r"|rtn(?![^\W_])|r/t(?![^\W_])|fed\s?wire|fedach"
    r"|ach(?![^\W_])|transit(?![^\W_])|micr(?![^\W_])"
    # What is told of such a number without its name: American banks, and where it is printed.
    r"|(?:checking|direct deposit|payroll|wires?|wired|wiring|fdic|venmo|zelle|cash ?app|plaid"
    r"|(?:my|the|your|a|of|our|paper) checks?|nine[ -]digits?|9[ -]digits?|usa?|etats[ -]unis"
    r"|americaine?s?|american|u\.s\.|texas|california|florida|new york|wells fargo|chase|citi"
    r"|bank of america|bofa|pnc|capital one|us bank|td bank|truist|ally|schwab|credit union|irs"
    r"|ssi|w-?[49]|1099|paychecks?|deposit(?: form)?|stimulus"
    r"|tax refund|citibank|banque|bank)(?![^\W_]))"
)
_OWN_NOUNS = frozenset({"branch", "account", "cheque"})
_NAMED = re.compile(r"rou?n?ting|rooting|routage|acheminement|rtng|rt|aba|r/t|fed|ach|transit|micr")
_NUMBER = re.compile(
    r"[0-9](?<![^\W_][0-9])(?<![0-9][.,\-/][0-9])(?:[0-9]{8}|[0-9]{3}[\s\-]?[0-9]{4}[\s\-]?[0-9]"
    r"|[0-9]{2}(?P<s>[\s.\-])[0-9]{3}(?P=s)[0-9]{3}"
    r"|[0-9]{3} ?[/.] ?[0-9]{3} ?[/.] ?[0-9]{3}"
    r"|(?:[\s.\-][0-9]){8})(?![^\W_])(?![.,][0-9])"
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
        if (
            cue
            and is_routing_number(_NOT_DIGIT.sub("", found[0]))
            and _is_of_a_bank(reading.plain, cue, found)
        ):
            yield Span(*found.span(), Proof.CHECK_DIGITS, cue)


def _is_of_a_bank(plain: str, cue: tuple[int, int], found: re.Match[str]) -> bool:
    """Whether words name a routing number, or no other number is named nearer."""
    if _NAMED.match(plain, *cue):
        return True
    whose = owner(plain, *found.span())
    return whose is None or whose[0] in _OWN_NOUNS


def _is_near(word: tuple[int, int], found: re.Match[str]) -> bool:
    return -_BEHIND <= found.start() - word[1] <= _BEFORE


DETECTORS = (Detector(Kind.ROUTING_NUMBER, spans, digits=9),)
