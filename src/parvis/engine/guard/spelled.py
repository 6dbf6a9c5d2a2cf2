"""Numbers in words: French and English, from zero to ninety-nine, as they are dictated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_UNITS_FR = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_UNITS_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS_FR = {
    20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 70: "septante",
    80: "huitante", 90: "nonante",
}  # fmt: skip
_TENS_EN = {
    20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy",
    80: "eighty", 90: "ninety",
}  # fmt: skip

NUMBER_WORDS = tuple(
    word
    for words in (
        "zero deux trois quatr cinq sept huit neuf dix onze douze treize quinze seize vingt",
        "trente quarante cinquante soixante septante huitante nonante",
        "two three four five six seven eight nine ten elev twel teen twenty thirty",
        "forty fifty sixty eighty ninety double triple",
    )
    for word in words.split()
)
"""Pieces of text without which nothing is spelled out; articles (``un``, ``one``) left out."""

_SPACE = r"[\s\-]{1,3}"
_BETWEEN = r"(?:[\s,.;:/_\-]{1,4}(?:(?:puis|et|then|and|ensuite)\s{1,2})?)"
_FEWEST_DIGITS = 4


def numbers_in_words(plain: str) -> Iterator[tuple[int, int, list[tuple[int, int, str]]]]:
    """Give the runs of numbers of a plain text of which some are in words.

    Each run is its span, and the numbers in words in it: start, end, digits. Runs of fewer than
    four digits are left out.
    """
    run, number = _patterns()
    for found in run.finditer(plain):
        words = []
        count = sum(map(str.isdigit, found[0]))
        for word in number.finditer(plain, found.start(), found.end()):
            digits = _digits(word[0])
            if digits:
                words.append((*word.span(), digits))
                count += len(digits)
        if words and count >= _FEWEST_DIGITS:
            yield (*found.span(), words)


def _digits(words: str) -> str:
    """Give the digits of one number in words; nothing where it is in digits already."""
    if words.isdecimal():
        return ""
    first, *others = re.split(_SPACE, words)
    if first in {"double", "triple"}:
        return _values()[" ".join(others)] * (2 if first == "double" else 3)
    return _values()[" ".join([first, *others])]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    spelled = sorted(_values(), key=len, reverse=True)
    words = "|".join(phrase.replace(" ", _SPACE) for phrase in spelled)
    number = rf"(?<![^\W_])(?:(?:(?:double|triple){_SPACE})?(?:{words})|[0-9]{{1,4}})(?![^\W_])"
    return re.compile(rf"{number}(?:{_BETWEEN}{number}){{1,30}}"), re.compile(number)


@cache
def _values() -> dict[str, str]:
    """Every number in words from 0 to 99, with single spaces, and its digits."""
    french = _UNITS_FR.split()
    below_twenty = french + [f"dix {french[unit]}" for unit in (7, 8, 9)]
    values = {word: str(number) for number, word in enumerate(below_twenty)}
    for ten, word in _TENS_FR.items():
        values |= _with_units(ten, word, french)
    for ten, word in ((60, "soixante"), (80, "quatre vingt")):
        for unit in range(1, 20):
            for link in (" ", " et "):
                values[f"{word}{link}{below_twenty[unit]}"] = str(ten + unit)
        values[word] = str(ten)
    values["quatre vingts"] = "80"
    english = _UNITS_EN.split()
    values |= {word: str(number) for number, word in enumerate(english)}
    for ten, word in _TENS_EN.items():
        values |= _with_units(ten, word, english)
    return values | {"une": "1", "oh": "0", "o": "0", "nought": "0"}


def _with_units(ten: int, word: str, units: list[str]) -> dict[str, str]:
    values = {word: str(ten)}
    for unit in range(1, 10):
        values[f"{word} {units[unit]}"] = values[f"{word} et {units[unit]}"] = str(ten + unit)
    return values
