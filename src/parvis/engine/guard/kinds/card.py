"""Payment cards: the brands' ranges of numbers, and the Luhn check digit (ISO/IEC 7812-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER, GAP
from parvis.engine.guard.reading import Reading

# First number, last number of the range of prefixes, and the lengths in use. The French CB
# cards carry numbers of Visa or Mastercard.
_BRANDS = (
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)), ("2221", "2720", (16,)),  # Mastercard
    ("34", "34", (15,)), ("37", "37", (15,)),  # American Express
    ("6011", "6011", (16, 17, 18, 19)), ("644", "649", (16, 17, 18, 19)),  # Discover
    ("65", "65", (16, 17, 18, 19)),
    ("300", "305", (14, 16)), ("309", "309", (14, 16)), ("36", "36", (14, 16)),  # Diners Club
    ("38", "39", (14, 16)),
    ("3528", "3589", (16, 17, 18, 19)),  # JCB
    ("62", "62", (16, 17, 18, 19)), ("81", "81", (16, 17, 18, 19)),  # UnionPay
    ("2200", "2204", (16,)),  # Mir
    ("5018", "5018", tuple(range(13, 20))), ("5020", "5020", tuple(range(13, 20))),  # Maestro
    ("5019", "5019", (16,)),  # Dankort
    ("5038", "5038", tuple(range(13, 20))), ("5893", "5893", tuple(range(13, 20))),
    ("6304", "6304", tuple(range(13, 20))), ("6703", "6703", tuple(range(13, 20))),
    ("6759", "6759", tuple(range(13, 20))), ("6761", "6763", tuple(range(13, 20))),
)  # fmt: skip
_SHORTEST, _LONGEST = 13, 19

_MOST_IN_A_ROW = 2_000
_RUN = re.compile(rf"[0-9](?:{GAP}[0-9]){{{_SHORTEST - 1},{_MOST_IN_A_ROW}}}")
_SIGNS = rf"([^\w{BARRIER}]{{1,12}})"
# Groups parted by the same signs, whatever they are: "4970*1012*3456*7893".
_EVENLY = (
    re.compile(rf"[0-9](?<![0-9]{{2}})[0-9]{{3}}{_SIGNS}[0-9]{{4}}(?:\1[0-9]{{4}}){{2}}(?![0-9])"),
    re.compile(rf"[0-9](?<![0-9]{{2}}){_SIGNS}[0-9](?:\1[0-9]){{11,17}}(?![0-9])"),
)
# Groups of any length parted by any signs, where they are all that stands there.
_LOOSELY = re.compile(
    rf"(?<![0-9])(?<![0-9][^\w{BARRIER}])[0-9]{{2,8}}(?:[^\w{BARRIER}]{{1,3}}[0-9]{{2,8}}){{1,6}}"
    rf"(?!(?:[^\w{BARRIER}]{{0,3}}[0-9]))"
)
_LOOSE_LENGTHS = frozenset({15, 16})
_NO_DIGIT = re.compile("[^0-9]+")
_GROUP = re.compile("[0-9]+")
_DATE = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d(?!\d)")
_COMPANY = re.compile(r"sire[nt]\W{0,4}(?:[a-z]{1,6}\W{1,4}){0,2}$", re.IGNORECASE)
_IBAN_HEAD = re.compile(r"(?<![A-Za-z])[A-Za-z]{2}[0-9]{2}[ ]?$")
_HEAD_REACH = 8
_COMPANY_REACH = 24
_COMPANY_SHAPE = (3, 3, 3, 5)
_SHAPES = frozenset({(4, 6, 5), (4, 6, 4), (8, 8), (6, 10), (4, 12)})
_QUAD = 4
_SIREN, _SIRET = 9, 14
_ESTABLISHMENT = 14
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def is_card(digits: str) -> bool:
    """Whether a row of digits is a card number: length, brand and check digit."""
    return (
        _SHORTEST <= len(digits) <= _LONGEST
        and _has_brand(digits)
        and _luhn(digits)
        and not _is_establishment(digits)
    )


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of card numbers.

    A number may be cut in groups anywhere where nothing but it stands between other words; where
    more digits follow (an expiry date), in the groups that cards are printed in.
    """
    text = reading.text
    for start, end in (*_spans(text), *_loose_spans(text)):
        if not _IBAN_HEAD.search(text, max(0, start - _HEAD_REACH), start):
            yield Span(start, end, Proof.CHECK_DIGITS)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, run.start(), run.end())]
        yield from _windows(text, groups)
    for pattern in _EVENLY:
        for match in pattern.finditer(text):
            digits = _NO_DIGIT.sub("", match[0])
            if is_card(digits) and not _is_company(text, match.start(), len(digits)):
                yield match.span()


def _loose_spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _LOOSELY.finditer(text):
        digits = _NO_DIGIT.sub("", match[0])
        if len(digits) in _LOOSE_LENGTHS and is_card(digits) and not _DATE.search(match[0]):
            yield match.span()


def _windows(text: str, groups: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(groups):
        last = _last_group(text, groups, first)
        if last is None:
            first += 1
        else:
            yield groups[first][0], groups[last][1]
            first = last + 1


def _last_group(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """Give the group that ends the longest card number starting at ``first``."""
    best = None
    digits = ""
    for last in range(first, min(len(groups), first + _LONGEST)):
        start, end = groups[last]
        if len(digits) + end - start > _LONGEST:
            break
        digits += text[start:end]
        if is_card(digits) and _is_plausible(text, groups, first, last):
            best = last
    return best


def _is_plausible(text: str, groups: list[tuple[int, int]], first: int, last: int) -> bool:
    start = groups[first][0]
    if _is_company(text, start, sum(end - begin for begin, end in groups[first : last + 1])):
        return False
    if first == last:
        return True
    lengths = tuple(end - begin for begin, end in groups[first : last + 1])
    if lengths == _COMPANY_SHAPE or _DATE.search(text, start, groups[last][1]):
        return False
    return (
        len(lengths) == len(groups)
        or lengths in _SHAPES
        or (set(lengths[:-1]) == {_QUAD} and lengths[-1] <= _QUAD)
        or _stands_out(groups, first, last, set(lengths))
    )


def _is_company(text: str, start: int, digits: int) -> bool:
    """Whether words before call a number a company's, and it is no longer than those are."""
    before = max(0, start - _COMPANY_REACH)
    return digits <= _ESTABLISHMENT and _COMPANY.search(text, before, start) is not None


def _stands_out(groups: list[tuple[int, int]], first: int, last: int, lengths: set[int]) -> bool:
    """Whether groups of one length stand between groups of other lengths."""
    around = groups[max(0, first - 1) : first] + groups[last + 1 : last + 2]
    return len(lengths) == 1 and not any(end - begin in lengths for begin, end in around)


@cache
def _brands_by_length() -> dict[int, tuple[tuple[str, str], ...]]:
    return {
        length: tuple((low, high) for low, high, lengths in _BRANDS if length in lengths)
        for length in range(_SHORTEST, _LONGEST + 1)
    }


def _has_brand(digits: str) -> bool:
    brands = _brands_by_length()[len(digits)]
    return any(low <= digits[: len(low)] <= high for low, high in brands)


def _is_establishment(digits: str) -> bool:
    """Whether 14 digits are a company's (SIREN, passing Luhn too) and one of its first places."""
    return len(digits) == _SIRET and digits[_SIREN : _SIREN + 2] == "00" and _luhn(digits[:_SIREN])


def _luhn(digits: str) -> bool:
    odd = sum(map(int, digits[-1::-2]))
    return (odd + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])) % 10 == 0


DETECTORS = (Detector(Kind.CARD, spans, digits=_SHORTEST),)
