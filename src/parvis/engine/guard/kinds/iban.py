"""International bank account numbers: ISO 13616 structure and ISO 7064 mod 97-10 check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from string import ascii_uppercase

from stdnum import numdb

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER, LETTERS
from parvis.engine.guard.reading import Reading

# Whatever is no letter, no digit and no marker: structure and check digits are proof enough. Not
# the sign that begins "&#128545;", of which texts hold long rows.
_SEPARATOR = rf"[^&0-9A-Za-z\u00aa-\u1fff\u2c00-\U0010ffff{BARRIER}]"
_GAP = _SEPARATOR + r"{0,12}"

# In use, but not in SWIFT's registry: structures published by the countries' central banks.
_OUTSIDE_THE_REGISTRY = {
    "AO": "21!n", "BF": "2!c22!n", "BJ": "2!c22!n", "CF": "23!n", "CG": "23!n", "CI": "2!a22!n",
    "CM": "23!n", "CV": "21!n", "DZ": "22!n", "GA": "23!n", "GQ": "23!n", "GW": "2!c19!n",
    "IR": "22!n", "KM": "23!n", "MA": "24!n", "MG": "23!n", "ML": "2!c22!n", "MZ": "21!n",
    "NE": "2!a22!n", "SN": "2!a22!n", "TD": "23!n", "TG": "2!a22!n",
}  # fmt: skip

_CLASSES = {"n": "[0-9]", "a": "[A-Z]", "c": "[0-9A-Z]"}
_PART = re.compile(r"(\d{1,2})!([nac])")
_DIGITS = re.compile("(?<![0-9])[0-9]")
_COUNTRY = re.compile(rf"([A-Za-z]){_GAP}([A-Za-z]){_GAP}$")
_COUNTRY_REACH = 26
_SIGN = re.compile("[0-9A-Za-z]")
_ROW = re.compile(rf"(?:[0-9A-Za-z]{_GAP}){{13,32}}")
_HEAD = 4
_FEWEST_DIGITS = 8
_LETTERS = str.maketrans(LETTERS)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of IBANs, in upper or lower case.

    No word boundary is asked for: structure and check digits are proof enough, and people glue
    "IBAN" to the number.
    """
    text = reading.text
    if not text.isascii():
        text = text.translate(_LETTERS)
    after = 0
    for digits in _DIGITS.finditer(text):
        floor = max(after, digits.start() - _COUNTRY_REACH)
        country = _COUNTRY.search(text[floor : digits.start()])
        if country is None:
            continue
        start = floor + country.start()
        end = _end_of_iban(text, start, digits.start(), country[1] + country[2])
        if end is not None:
            after = end
            yield Span(start, end, Proof.CHECK_DIGITS)


def _end_of_iban(text: str, start: int, digits: int, country: str) -> int | None:
    """Give the end of the IBAN that starts here, with check digits from ``digits`` on."""
    shape = _shapes().get(country.upper())
    row = _ROW.match(text, digits) if shape else None
    if shape is None or row is None:
        return None
    length, structure = shape
    signs = [sign.start() for sign in _SIGN.finditer(text, *row.span())][: length - 2]
    if len(signs) < length - 2:
        return None
    end = signs[-1] + 1
    number = (country + "".join(text[at] for at in signs)).upper()
    spaced = end - start != length
    return end if structure.fullmatch(number, _HEAD) and _is_iban(number, spaced=spaced) else None


def _is_iban(number: str, *, spaced: bool) -> bool:
    digits = sum(map(str.isdecimal, number))
    if digits < _FEWEST_DIGITS or (spaced and 2 * digits < len(number)):
        return False  # words of a sentence that happen to fit
    if not (number[2:_HEAD].isdecimal() and "02" <= number[2:_HEAD] <= "98"):
        return False  # mod 97-10 gives no others
    return int("".join(str(int(sign, 36)) for sign in number[_HEAD:] + number[:_HEAD])) % 97 == 1


@cache
def _shapes() -> dict[str, tuple[int, re.Pattern[str]]]:
    """Give the length of each country's IBANs, and the pattern of what follows the head."""
    shapes = {}
    for country, structure in _structures().items():
        parts = _PART.findall(structure)
        pattern = "".join(f"{_CLASSES[kind]}{{{count}}}" for count, kind in parts)
        shapes[country] = (_HEAD + sum(int(count) for count, _ in parts), re.compile(pattern))
    return shapes


@cache
def _structures() -> dict[str, str]:
    registry = numdb.get("iban")
    codes = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    found = {code: registry.info(code)[0][1].get("bban", "") for code in codes}
    return _OUTSIDE_THE_REGISTRY | {code: bban for code, bban in found.items() if bban}


DETECTORS = (Detector(Kind.IBAN, spans, digits=10),)
