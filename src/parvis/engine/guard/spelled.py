"""Numbers in words: French and English, from zero to ninety-nine, as they are dictated."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

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
        "^mille$ hundred thousand ^comme$",
    )
    for word in words.split()
)
"""Pieces of text without which nothing is spelled out; articles (``un``, ``one``) left out."""

_SPACE = r"[\s\-]{1,3}"
TOKEN = re.compile(r"[^\W_]+")
SPACE = re.compile(r"[\s\-]+")
"""What stands between the words of a number."""

_SIGNS = {
    "dot": ".", "point": ".", "slash": "/", "stroke": "/", "barre": "/", "dash": "-", "hyphen": "-",
    "tiret": "-",
}  # fmt: skip
"""Words for the signs between numbers, as people dictate them."""

_BETWEEN = (
    r"(?:[\s,./_\-…]{1,4}(?:(?:puis|et|then|and|ensuite)\s{1,2}(?![0-9])|(?:la )?cle\s{1,2}"
    rf"|(?:{'|'.join(_SIGNS)})\s{{1,2}})?)"
)
_SIGN = re.compile(rf",|(?<![^\W_])\s?(?:{'|'.join(_SIGNS)})\s?(?![^\W_])")
_FEWEST_DIGITS = 4
_ONE_BY_ONE = 3
_FEWEST_AMONG_LETTERS = 3
_SPELT = re.compile(r"(?<![^\W_])[A-Za-z] (?:comme|for|as in) [A-Za-z]{2}")
"""A letter and a word that begins with it: "L comme Louis"."""

ARTICLES = frozenset({"un", "une", "one", "o", "oh"})
"""Words that are numbers only beside others."""

_JOINING = frozenset({"et", "and", "puis", "then", "ensuite", "cle", "la", *_SIGNS})
_PHONETIC = (
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november"
    " oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
)
"""Words for letters (ICAO spelling alphabet)."""

_NOUGHTS = frozenset({"zero", "oh"})
_TIMES = {"double": 2, "triple": 3}


def numbers_in_words(plain: str) -> list[tuple[int, int, str]]:
    """Give what to read otherwise in a plain text: start, end, digits of a number in words.

    Commas between such numbers are spaces. Nothing, unless somewhere a row of them is dictated;
    articles alone are left out.
    """
    number = _patterns().number
    rows, dictated = _rows(plain)
    if not dictated:
        return []
    found = []
    in_rows = {word.start(): row for row in rows for word in number.finditer(plain, *row)}
    for word in number.finditer(plain):
        row = in_rows.get(word.start())
        if word[0] in ARTICLES and (row is None or not _is_digit(word, row)):
            continue
        digits = _digits(word[0])
        if digits:
            found.append((*word.span(), digits))
    signs = (sign for row in rows for sign in _SIGN.finditer(plain, *row))
    return found + [(*sign.span(), _SIGNS.get(sign[0].strip(), " ")) for sign in signs]


def rows_in_words(plain: str) -> list[tuple[int, int, str]]:
    """Give the same, each dictated row as one number: for what is written without a space inside.

    Dots and slashes stay where they are said: "eighty one dot one five four dot nine dot two".
    """
    return [
        (*row, "".join(map(_item_read, _patterns().item.finditer(plain, *row))))
        for row in _rows(plain)[1]
    ]


def rows_with_letters(plain: str, text: str) -> list[tuple[int, int, str]]:
    """Give rows of numbers in words with letters between: "un huit V Z cinq zero".

    Letters are capitals, words of the spelling alphabet, or small ones beside signs in words.
    """
    if tokens_of(plain).isdisjoint(number_tokens()) and not _SPELT.search(plain):
        return []
    mixed = "".join(
        sign if "A" <= sign <= "Z" else low for sign, low in zip(text, plain, strict=True)
    )
    found = []
    for row in _patterns().mixed.finditer(mixed):
        read = [_item_read(item) for item in _patterns().lettered.finditer(mixed, *row.span())]
        value = "".join(read).replace("-", "")
        digits = sum(map(str.isdecimal, value))
        if digits >= _FEWEST_AMONG_LETTERS and digits < len(value) and not value.isdecimal():
            found.append((*row.span(), value))
    return found


def _item_read(item: re.Match[str]) -> str:
    """Read a number, a letter, or a sign in words of a row."""
    words = item[0].strip()
    if words in _SIGNS:
        return "" if _SIGNS[words] == "-" else _SIGNS[words]
    if words in _phonetic() or _SPELT.match(words):
        return words[0].upper()
    if words.isupper() or len(words) == 1:
        return (
            words.upper() if words.isalpha() and words not in ARTICLES else _digits(words) or words
        )
    return _digits(words) or words


@cache
def _phonetic() -> frozenset[str]:
    return frozenset(_PHONETIC.split())


def tokens_of(plain: str) -> frozenset[str]:
    """Give the words and numbers of a plain text."""
    return frozenset(TOKEN.findall(plain))


def _rows(plain: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Give the spans of rows of numbers, and of those that are dictated."""
    if not _has_neighbours(plain):
        return [], []
    row, number = _patterns().row, _patterns().number
    rows = [found.span() for found in row.finditer(plain)]
    return rows, [each for each in rows if _is_dictated(plain, each, number)]


def _has_neighbours(plain: str) -> bool:
    """Whether two numbers stand side by side, one in words at least: else there is no row."""
    before = ""
    for token in TOKEN.findall(plain):
        if token in _JOINING:
            continue
        now = "words" if token in number_tokens() else "digits" if token.isdecimal() else ""
        if now and before and "words" in {now, before}:
            return True
        before = now
    return False


@cache
def number_tokens() -> frozenset[str]:
    """Give the single words that numbers in words are made of."""
    words = {word for phrase in digits_of_words() for word in phrase.split()} - _JOINING
    return frozenset(
        words | {"cent", "cents", "mil", "hundred", "double", "triple", "mille", "thousand"}
    )


def _is_digit(word: re.Match[str], row: tuple[int, int]) -> bool:
    """Whether a word of a row is a digit; a letter O is one only between two digits."""
    if word[0] != "o":
        return True
    start, end = word.span()
    around = word.string[start - 1 : start] + word.string[end : end + 1]
    return row[0] < start and end < row[1] and not around.strip(" -")


def _is_dictated(plain: str, row: tuple[int, int], number: re.Pattern[str]) -> bool:
    """Whether a row makes four digits and more, or is of three digits, one by one."""
    words = [word[0] for word in number.finditer(plain, *row)]
    digits = [_digits(word) for word in words]
    if sum(map(len, (given or word for given, word in zip(digits, words, strict=True)))) < (
        _FEWEST_DIGITS
    ):
        return sum(map(len, digits)) == _ONE_BY_ONE and len(words) > 1 and all(digits)
    return any(digits)


def _digits(words: str) -> str:
    """Give the digits of one number in words; nothing where it is in digits already."""
    if words.isdecimal():
        return ""
    first, *others = parts = re.split(_SPACE, words)
    if first in _NOUGHTS and others:
        return "0" + digits_of_words()[others[0]]
    if first in _TIMES:
        return digits_of_words()[" ".join(others)] * _TIMES[first]
    for place, part in enumerate(parts):
        if part in {"cent", "cents", "hundred"}:
            rest = [word for word in parts[place + 1 :] if word != "and"]
            hundreds = digits_of_words()[" ".join(parts[:place])] if place else "1"
            return hundreds + (digits_of_words()[" ".join(rest)] if rest else "").rjust(2, "0")
    return digits_of_words()[" ".join(parts)]


class _Patterns(NamedTuple):
    """A number in words or digits, a row of such, and what it is made of; the same with letters."""

    number: re.Pattern[str]
    row: re.Pattern[str]
    item: re.Pattern[str]
    mixed: re.Pattern[str]
    lettered: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    spelled = sorted(digits_of_words(), key=len, reverse=True)
    words = "|".join(phrase.replace(" ", _SPACE) for phrase in spelled)
    french = "|".join(_UNITS_FR.split()[2:10])
    english = "|".join(_UNITS_EN.split()[1:10])
    hundreds = (
        rf"(?:(?:{french}){_SPACE})?cents?(?:{_SPACE}(?:{words}))?"
        rf"|(?:{english}){_SPACE}hundred(?:{_SPACE}and{_SPACE}(?:{words}))?"
    )
    # "zero quatre vingt-six" is 04 26; eighty is "quatre-vingt", with its sign or first in a pair.
    pair = rf"(?:(?:zero{_SPACE}(?:un|{french})(?!-vingt))|(?:zero|oh){_SPACE}(?:{english}))"
    number = (
        rf"(?<![^\W_])(?:{pair}|{hundreds}|(?:(?:double|triple){_SPACE})?(?:{words})|[0-9]{{1,8}})"
        r"(?![^\W_])"
    )
    signs = rf"(?<![^\W_])(?:{'|'.join(_SIGNS)})(?![^\W_])"
    phonetic = "|".join(_PHONETIC.split())
    spelt = "[A-Za-z] (?:comme|for|as in) [A-Za-z]{2,12}"
    letters = rf"(?<![^\W_])(?:{spelt}|[A-Z]{{1,4}}|{phonetic}|[b-np-xz])(?![^\W_])"
    return _Patterns(
        re.compile(number),
        re.compile(rf"{number}(?:{_BETWEEN}{number}){{1,40}}"),
        re.compile(rf"{number}|{signs}"),
        re.compile(rf"(?:{number}|{letters})(?:{_BETWEEN}(?:{number}|{letters})){{2,40}}"),
        re.compile(rf"{number}|{letters}|{signs}"),
    )


@cache
def digits_of_words() -> dict[str, str]:
    """Give every number in words from 0 to 99, with single spaces, and its digits."""
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
    values |= {"une": "1", "oh": "0", "o": "0", "nought": "0"}
    return values


def _with_units(ten: int, word: str, units: list[str]) -> dict[str, str]:
    values = {word: str(ten)}
    for unit in range(1, 10):
        values[f"{word} {units[unit]}"] = values[f"{word} et {units[unit]}"] = str(ten + unit)
    return values
