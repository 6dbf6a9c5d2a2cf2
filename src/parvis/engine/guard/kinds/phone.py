"""Telephone numbers: our own cheap candidates, ``phonenumbers`` for their validity.

International numbers of all countries, national ones of France, the United Kingdom's mobiles and
North America's as they are printed. Short numbers (3639), the French 08 range and toll-free ones
belong to services, not to persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import GAP
from parvis.engine.guard.reading import Reading

_BRACED = r"[\s.\-/_()]{0,5}"
# Each starts with one class of signs, which is searched fast; what may not stand before is looked
# at afterwards.
_INTERNATIONAL = re.compile(rf"[+0](?:(?<=\+)|(?<!\d0)0){_BRACED}[1-9](?:{_BRACED}[0-9]){{6,16}}")
_FRENCH_BARE = re.compile(rf"33(?<![\d+]33){GAP}(?:\(0\){GAP})?[67](?:{GAP}[0-9]){{8}}(?!\d)")
_FRENCH = re.compile(rf"0(?<![\d+]0)\)?{GAP}[1-79](?:{GAP}[0-9]){{8}}(?!\d)")
_BRITISH = re.compile(rf"0(?<![\d+]0){GAP}7(?:{GAP}[0-9]){{9}}(?!\d)")
_AMERICAN = re.compile(
    r"[2-9](?<![\d+.\-/][2-9])\d\d\)?[ .\-]{1,2}\d{3}[ .\-]\d{4}(?![\d\-/]|\.\d)"
)
_NATIONAL = ((_FRENCH, "FR"), (_FRENCH_BARE, ""), (_BRITISH, "GB"), (_AMERICAN, "US"))

_NOT_DIGIT = re.compile("[^0-9]+")
_GROUP = re.compile("[0-9]+")
_DATE = re.compile(r"\d{1,2}([/.\-\s])\d{1,2}\1(?:19|20)\d\d(?!\d)")
_UNIT = re.compile(
    r"\s?(?:€|\$|£|%|k€|eur|usd|euro|million|dollar|km\b|kg\b|vues|views)", re.IGNORECASE
)
_OTHER_NUMBER = re.compile(
    r"(?:commandes?|dossier|r[eé]f(?:[eé]rence)?s?|colis|suivi|ticket|facture|contrat|siret|siren"
    r"|isbn|ean|order|tracking|invoice|parcel|reference|case)"
    r"\W{0,4}(?:(?:n|no|num|num[eé]ro|number|id|est|is|le|the|de)\W{1,4}){0,3}$",
    re.IGNORECASE,
)
_GLUED_WORD = re.compile(
    r"(?:t[eé]l|t[eé]l[eé]phone|mobile|portable|phone|num[eé]ro|au|sms|num)$", re.IGNORECASE
)
_CONTEXT = 48
_SHORTEST, _LONGEST = 8, 15
_MOST_ATTEMPTS = 5
_OF_SERVICES = ("+338", "+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888")


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of telephone numbers."""
    for start, end in _spans(reading.text):
        yield Span(start, end, Proof.NUMBERING_PLAN)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _INTERNATIONAL.finditer(text):
        end = _end_of_international(match)
        if end is not None and not _is_something_else(text, match.start(), end):
            yield match.start(), end
    for pattern, region in _NATIONAL:
        for match in pattern.finditer(text):
            start, end = match.span()
            if ")" in match[0] and text[start - 1 : start] == "(":
                start -= 1
            if _is_national(match[0], region) and not _is_something_else(text, start, end):
                yield start, end


def _end_of_international(match: re.Match[str]) -> int | None:
    """Give the end of the longest valid number that ends where a group of digits does."""
    text = match.string
    start = match.start() + (1 if match[0][0] == "+" else 2)
    ends = [group.end() for group in _GROUP.finditer(text, start, match.end())]
    if match.end() < len(text) and text[match.end()].isdecimal():
        ends.pop()  # the last group goes on: not the end of a number
    for end in reversed(ends[-_MOST_ATTEMPTS:]):
        digits = _NOT_DIGIT.sub("", text[start:end])
        if _SHORTEST <= len(digits) <= _LONGEST + 1 and _is_valid("+" + digits, None):
            return end
    return None


def _is_national(raw: str, region: str) -> bool:
    digits = _NOT_DIGIT.sub("", raw)
    if _DATE.search(raw) or _is_a_list(raw):
        return False
    return _is_valid(digits if region else "+" + digits, region or None)


def _is_a_list(raw: str) -> bool:
    """Whether the groups are the numbers of a list, one a line: 01, 02, 03."""
    numbers = [int(group) for group in _GROUP.findall(raw)]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return "\n" in raw and steps == {1}


def _is_something_else(text: str, start: int, end: int) -> bool:
    """Whether the words around say that it is an amount, or the number of something else."""
    if _UNIT.match(text, end):
        return True
    before = text[max(0, start - _CONTEXT) : start]
    if before[-1:].isalpha():
        return not _GLUED_WORD.search(before)
    return _OTHER_NUMBER.search(before) is not None


def _is_valid(number: str, region: str | None) -> bool:
    # Local, because loading it takes longer than most runs that never see a candidate.
    import phonenumbers  # noqa: PLC0415

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return False
    written = f"+{parsed.country_code}{parsed.national_number}"
    return not written.startswith(_OF_SERVICES) and phonenumbers.is_valid_number(parsed)


DETECTORS = (Detector(Kind.PHONE, spans, digits=_SHORTEST),)
