"""French social security numbers (NIR): sex, year, month, place, order, and a key of two digits.

Structure and key (97 less the first 13 digits modulo 97; 2A and 2B of Corsica count as 19 and 18)
are published by INSEE, which keeps the register (RNIPP; decree 82-103 of 22 January 1982). Numbers
for the time of waiting begin with 3, 4, 7 or 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from parvis.engine.guard.context import (
    compact,
    is_in_a_name,
    is_said_otherwise,
    value_after,
    value_before,
)
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import GAP
from parvis.engine.guard.kinds.card import is_card
from parvis.engine.guard.owners import owner
from parvis.engine.guard.reading import Reading

_GAP = r"[\s.\-/_|,;:*+]{0,5}"
_BODY = rf"[1-478](?:{_GAP}[0-9]){{5}}{_GAP}[0-9ABab](?:{_GAP}[0-9]){{6}}"
_FIRST = re.compile(r"[1-478](?<![^\W_][1-478])")
_WITH_KEY = re.compile(rf"{_BODY}(?:{_GAP}[0-9]){{2}}(?![^\W_])")
_WITHOUT_KEY = re.compile(rf"{_BODY}(?!{_GAP}[0-9])(?![^\W_])")
_SAID = re.compile(rf"(?:{_BODY})(?:(?:{_GAP}[0-9]){{2}})?(?![0-9])")
_BACKWARDS = re.compile(rf"(?<![^\W_]){_BODY}(?:(?:{_GAP}[0-9]){{2}})?(?![^\W_])")
_CUE = re.compile(
    r"securite\s?sociale?|\bsecu(?:rite\b|\b|(?=\d))|\bsocial\s?security(?=.{0,40}(?:fr|numero))"
    r"|\bn\.?i\.?r(?:\b|(?=\d))\.?|\bnirpp\b|\b(?:numero|num|no?)\.?\W?\s?(?:d')?insee\b|\binsee\b"
    r"|\bn\W?\s?ss\b|\bnss\b|\bss\b(?=\s(?:number|no))|carte\svitale|\bvitale\b"
    r"|\bimmatriculation\b|\bassure\ssocial\b|\b(?:numero|num|n[°o])\s?d'\s?assuree?s?\b|\bamel[iy]\b|\bnum(?:ero)?\W?ss\b"
    r"|\bfrench\s(?:ss|social)\b(?:\ssecurity)?"
)
_GROUP = re.compile("[0-9A-Za-z]+")
_ODD_SIGN = re.compile(r"[|,;:*+]")
_SIGNS = re.compile(r"[^0-9A-Za-z]+")
# Letters in place of digits, in numbers of Corsica: with their own letter, no other kind's.
_LETTERED = re.compile(
    rf"[0-9Il](?<![^\W_][0-9Il])(?:{_GAP}[0-9OoIl]){{4}}{_GAP}2{_GAP}[ABab](?:{_GAP}[0-9OoIl]){{8}}"
)
# A body alone: the nearest noun must be one of social security.
_BODY_ALONE = re.compile(rf"(?<![^\W_]){_BODY}(?!{_GAP}[0-9])(?![^\W_])")
_KEY_APART = re.compile(r"[\s,;.(]{0,3}(?:la )?(?:cle|clef|key)[\s:=]{0,3}([0-9]{2})(?![0-9])")
_SOCIAL = re.compile(r"secu|nir\Z|vitale|immat|ameli|insee|cpam")
_NO_OWNERS = frozenset({"file", "card", "account", "customer", "secret"})
_DIGITS = str.maketrans("OoIl", "0011")
_NEIGHBOUR = re.compile(rf"[0-9]{GAP}\Z")
_NEXT = re.compile(rf"{GAP}[0-9]")
_BODY_LENGTH, _LENGTH = 13, 15
_PRINTED = frozenset({1, 3, 5, 7, 10, 13, 15})
_PROVISIONAL = "3478"
_TELEPHONES = frozenset({"35", "86"})
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of social security numbers with a right key, which need no word."""
    for start, end in _bare(reading):
        yield Span(start, end, Proof.CHECK_DIGITS)


def spans_said(reading: Reading) -> Iterator[Span]:
    """Give the spans of numbers before or after words that say so: also without their key."""
    for span in (
        *value_after(reading, _CUE, _end, several=True),
        *value_before(reading, _CUE, _BACKWARDS, is_nir),
    ):
        yield span._replace(end=_end_of_key(reading, span.start, span.end))
    for found in _BODY_ALONE.finditer(reading.text):
        whose = owner(reading.plain, *found.span(), _NO_OWNERS)
        social = whose and whose[0] == "paper" and _SOCIAL.match(reading.plain[slice(*whose[1])])
        if whose and social and is_nir(compact(found[0])):
            end = _end_of_key(reading, *found.span())
            yield Span(found.start(), end, Proof.SAID, whose[1])


def _end_of_key(reading: Reading, start: int, end: int) -> int:
    """Give the end of a number with the key that is said behind it: "..., clé 40"."""
    key = _KEY_APART.match(reading.plain, end)
    body = compact(reading.text[start:end])
    return key.end() if key and len(body) == _BODY_LENGTH and key[1] == _key(body) else end


def is_nir(number: str) -> bool:
    """Whether letters and digits are a social security number, with its key or without."""
    body = number[:_BODY_LENGTH]
    if not _has_month(body) or (body[6].isalpha() and body[5] != "2"):
        return False
    return len(number) == _BODY_LENGTH or _key(body) == number[_BODY_LENGTH:]


def _bare(reading: Reading) -> Iterator[tuple[int, int]]:
    text = reading.text
    if _LETTERED.search(text):
        text = text.translate(_DIGITS)
    after = 0
    for first in _FIRST.finditer(text):
        found = _WITH_KEY.match(text, first.start()) if first.start() >= after else None
        if found and is_nir(compact(found[0])) and _is_plausible(reading, found):
            after = found.end()
            yield found.span()


def _is_plausible(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a number stands alone or in the groups it is printed in, and is nothing else's."""
    text, (start, end) = reading.text, found.span()
    number = compact(found[0])
    if is_in_a_name(reading, start) or _is_other(reading, start, number):
        return False
    groups = _GROUP.findall(found[0])
    if _ODD_SIGN.search(found[0]) and not _is_even(groups, _SIGNS.findall(found[0])):
        return False
    if not _NEXT.match(text, end) and not _NEIGHBOUR.search(text[max(0, start - 6) : start]):
        return True
    return set(accumulate(map(len, groups))) <= _PRINTED


def _is_even(groups: list[str], signs: list[str]) -> bool:
    """Whether groups are parted by one sign, and are of one length or those of printed numbers."""
    lengths = [len(group) for group in groups]
    return len(set(signs)) == 1 and (
        set(accumulate(lengths)) <= _PRINTED or len(set(lengths[:-1])) == 1
    )


def _is_other(reading: Reading, start: int, number: str) -> bool:
    """Whether a provisional number is another's: said to be, a card's, a telephone's (IMEI)."""
    if number[0] not in _PROVISIONAL or not number.isdecimal():
        return False
    if is_said_otherwise(reading, start):
        return True
    odd = sum(map(int, number[-1::-2]))
    luhn = (
        number[:2] in _TELEPHONES
        and (odd + sum(_DOUBLED[int(digit)] for digit in number[-2::-2])) % 10 == 0
    )
    return luhn or is_card(number)


def _end(text: str, at: int) -> int | None:
    found = _SAID.match(text, at)
    if found and is_nir(compact(found[0])):
        return found.end()
    short = _WITHOUT_KEY.match(text, at)
    return short.end() if short and is_nir(compact(short[0])) else None


def _has_month(body: str) -> bool:
    """Whether the month is one: 01-12, or those given where it is not known (20-42, 50-99)."""
    month = int(body[3:5])
    return 1 <= month <= 12 or 20 <= month <= 42 or month >= 50  # noqa: PLR2004 - as above


def _key(body: str) -> str:
    digits = body.upper().replace("2A", "19", 1) if "A" in body.upper() else body.upper()
    digits = digits.replace("2B", "18", 1) if "B" in digits else digits
    return f"{97 - int(digits) % 97:02}"


DETECTORS = (
    Detector(Kind.NIR, spans, digits=12),
    Detector(
        Kind.NIR, spans_said, digits=12,
        cues=("secu", "social", "^nir", "n.i", "ni.r", "insee", "ss$", "vitale", "immatric", "amel",
              "cpam", "d'assure",
              "french"),
    ),
)  # fmt: skip
