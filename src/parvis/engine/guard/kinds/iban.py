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

_CLASSES = {"n": "[0-9]", "a": "[A-Za-z]", "c": "[0-9A-Za-z]"}
_PART = re.compile(r"(\d+)!([nac])")
_HEAD = re.compile(rf"[A-Za-z]{_GAP}[A-Za-z]{_GAP}[0-9]{_GAP}[0-9]")
_SEPARATORS = re.compile(_SEPARATOR + "+")
_FEWEST_DIGITS = 8
_LETTERS = str.maketrans(LETTERS)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of IBANs, in upper or lower case.

    No word boundary is asked for: structure and check digits are proof enough, and people glue
    "IBAN" to the number.
    """
    structures = _structures()
    text = reading.text
    if not text.isascii():
        text = text.translate(_LETTERS)
    after = 0
    for head in _HEAD.finditer(text):
        country = _compact(head[0])[:2]
        if head.start() < after or country not in structures:
            continue
        match = _pattern(structures[country]).match(text, head.end())
        if match and _is_iban(text[head.start() : match.end()]):
            after = match.end()
            yield Span(head.start(), after, Proof.CHECK_DIGITS)


def _is_iban(raw: str) -> bool:
    number = _compact(raw)
    digits = sum(map(str.isdecimal, number))
    if digits < _FEWEST_DIGITS or (len(number) != len(raw) and 2 * digits < len(number)):
        return False  # words of a sentence that happen to fit
    if not "02" <= number[2:4] <= "98":
        return False  # mod 97-10 gives no others
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def _compact(raw: str) -> str:
    return _SEPARATORS.sub("", raw).upper()


@cache
def _structures() -> dict[str, str]:
    registry = numdb.get("iban")
    codes = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    found = {code: registry.info(code)[0][1].get("bban", "") for code in codes}
    return _OUTSIDE_THE_REGISTRY | {code: bban for code, bban in found.items() if bban}


@cache
def _pattern(structure: str) -> re.Pattern[str]:
    parts = (_CLASSES[kind] for count, kind in _PART.findall(structure) for _ in range(int(count)))
    return re.compile("".join(_GAP + part for part in parts))


DETECTORS = (Detector(Kind.IBAN, spans, digits=10),)
