"""French company numbers (SIREN): nine digits of INSEE's register, the last by Luhn's formula.

Code de commerce, R. 123-221; check digit: ISO/IEC 7812-1. Nine digits are many things, so words
must say what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import (
    AFTER_A_NUMBER,
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
from parvis.engine.guard.owners import BEFORE, BEHIND, owner
from parvis.engine.guard.reading import Reading

_CUE = re.compile(
    r"sirene?(?![a-z])|\br\.?c\.?s\b\.?|\bkbis\b|\bk-bis\b|registre\sdu\scommerce"
    r"|(?:french|france)[\w\s']{0,12}(?:company|registration)\s(?:number|no|id)"
    r"|numero\sd'(?:entreprise|identification\sd'entreprise)|\binsee\b"
)
_NUMBER = re.compile(rf"(?<![^\W_])[0-9](?:{GAP}[0-9]){{8}}(?![^\W_])")
# The way letterheads have it: "552 008 443 RCS Paris".
_BEFORE_REGISTER = re.compile(
    rf"(?<![^\W_])([0-9](?:{GAP}[0-9]){{8}})[^\w\n]{{0,4}}((?:R\.?C\.?S\b|SIREN\b))", re.IGNORECASE
)
_COMPANY = re.compile(
    r"(?<![^\W_])(?:(?:micro[ -]?)?entreprises?|societes?|sci|s\.?a\.?r\.?l|sasu?|eurl|snc"
    r"|auto[ -]?entrepreneurs?|greffe|kbis|k-bis|rcs|registre|infogreffe|pappers|sirene?"
    r"|asso(?:ciation)?|boite|boutique|(?:french )?(?:company|business|firm)|insee)(?![^\W_])"
)
_ANYWHERE = re.compile(rf"(?<![^\W_])(?<![@/.,\-][0-9])[0-9](?:{GAP}[0-9]){{8}}{AFTER_A_NUMBER}")
_NO_OWNERS = frozenset({"file", "paper", "secret", "permit"})
_LENGTH = 9
_FEW_WORDS = 6
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of company numbers that words say to be such."""
    yield from value_after(
        reading, _CUE, longest(is_siren, _LENGTH + 5), ANY_WORD, _FEW_WORDS, several=True
    )
    yield from value_before(reading, _CUE, _NUMBER, is_siren)
    for found in _BEFORE_REGISTER.finditer(reading.text):
        if is_siren("".join(filter(str.isdecimal, found[1]))):
            yield Span(*found.span(1), Proof.SAID, found.span(2))


def near(reading: Reading) -> Iterator[Span]:
    """Give the numbers whose nearest noun is a company, and no account, order or customer."""
    plain = reading.plain
    for found in _ANYWHERE.finditer(plain):
        start, end = found.span()
        if not is_siren(compact(found[0])) or is_said_otherwise(reading, start):
            continue
        company = _nearest_company(plain, start, end)
        whose = owner(plain, start, end, _NO_OWNERS) if company else None
        if company and (not whose or _far(company, start, end) <= _far(whose[1], start, end)):
            yield Span(start, end, Proof.SAID, company)


def _nearest_company(plain: str, start: int, end: int) -> tuple[int, int] | None:
    nouns = [
        noun.span()
        for low, high in ((max(0, start - BEFORE), start), (end, end + BEHIND))
        for noun in _COMPANY.finditer(plain, low, high)
    ]
    return min(nouns, key=lambda noun: _far(noun, start, end), default=None)


def _far(noun: tuple[int, int], start: int, end: int) -> int:
    return start - noun[1] if noun[0] < start else noun[0] - end


def is_siren(number: str) -> bool:
    """Whether nine digits are a company number."""
    return len(number) == _LENGTH and number.isdecimal() and has_luhn_digit(number)


def has_luhn_digit(digits: str) -> bool:
    """Whether the last digit is that of Luhn's formula; a row of zeros is no number."""
    odd = sum(map(int, digits[-1::-2]))
    even = sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return odd + even > 0 and (odd + even) % 10 == 0


DETECTORS = (
    Detector(
        Kind.SIREN,
        spans,
        digits=9,
        cues=("siren", "rcs", "r.c.s", "bis", "registre", "compan", "registration", "entreprise",
              "insee"),
    ),
    Detector(
        Kind.SIREN,
        near,
        digits=9,
        cues=("entrepr", "societe", "^sci$", "^sarl$", "^s.a.r.l", "^sas$", "^sasu$", "^eurl$",
              "^snc$", "greffe", "kbis", "k-bis", "^rcs$", "registre", "pappers", "siren",
              "^asso$", "association", "^boite$", "boutique", "company", "business", "insee"),
    ),
)  # fmt: skip
