"""Numbers in words that count something: sums, years, days, houses. French and English.

"six hundred and twelve pounds", "le douze juin mille neuf cent quarante-six". What is dictated
digit by digit or in pairs, as codes and telephones are, is in ``spelled``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from parvis.engine.guard.spelled import ARTICLES, SPACE, digits_of_words, number_tokens, tokens_of

_GREAT = {
    "mille": 1_000,
    "mil": 1_000,
    "thousand": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
}
_HUNDREDS = frozenset({"cent", "cents", "hundred"})
_LINKS = frozenset({"et", "and"})
_CENTURIES = frozenset({18, 19, 20})
_ARTICLE = 8
_HUNDRED, _TEN, _LONGEST_CENTS = 100, 10, 2
_MONTH = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_CURRENCY = r"(?:euros?|balles|livres?|pounds?|quid|dollars?|bucks|francs?|dirhams?|dinars?)"
_CENTS = r"(?:centimes?|cents?|pence|p)"
# Words beside which a number counts something.
_COUNTED = frozenset(
    """
    cent cents mil mille hundred thousand million millions of
    euro euros balles livre livres pound pounds quid dollar dollars bucks franc francs dirhams
    dinars rue avenue av boulevard bd chemin allee impasse place quai route cours square road rd
    street st lane drive close court crescent grove terrace gardens way
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january
    february march april may june july august september october november december
    """.split()  # noqa: SIM905 - shorter than a list
)
_TO_CENTS = re.compile(rf"\s(?P<currency>{_CURRENCY})\s(?:(?:et|and)\s)?")
_IN_CENTS = re.compile(rf"\s{_CENTS}(?![^\W_])")
_TO_NINTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TO_TWENTIETH = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINALS = {
    **{word: number for number, word in enumerate(_TO_NINTH + _TO_TWENTIETH, start=1)},
    **{f"twenty {word}": 20 + number for number, word in enumerate(_TO_NINTH, start=1)},
    "thirtieth": 30,
    "thirty first": 31,
}

_Piece = tuple[int, int, str]


class _Word(NamedTuple):
    """A word of a number, with its place; ``value`` is None for hundreds, thousands and links."""

    text: str
    start: int
    end: int
    value: int | None


def sums_in_words(plain: str) -> list[_Piece]:
    """Give what to read otherwise in a plain text: start, end, the figures of a number in words.

    Nothing, unless the text speaks of what is counted: money, months, streets, hundreds.
    """
    tokens = tokens_of(plain)
    if tokens.isdisjoint(_COUNTED) or tokens.isdisjoint(_counting()):
        return []
    dates = list(_dates(plain))
    taken = {at for start, end, _put in dates for at in range(start, end)}
    numbers = (piece for piece in _numbers(plain) if taken.isdisjoint(range(*piece[:2])))
    return [_with_article(plain, piece) for piece in _with_cents(plain, sorted([*dates, *numbers]))]


def _numbers(plain: str) -> Iterator[_Piece]:
    for row in _patterns().row.finditer(plain):
        words = _words(row)
        while words:
            taken, number = _first(words)
            if taken and not (taken == 1 and words[0].text in ARTICLES):
                yield words[0].start, words[taken - 1].end, str(number)
            words = words[max(taken, 1) :]


def _words(row: re.Match[str]) -> list[_Word]:
    values = digits_of_words()
    words = []
    for found in _patterns().word.finditer(row.string, *row.span()):
        text = SPACE.sub(" ", found[0])
        value = int(values[text]) if text in values else None
        words.append(_Word(text, *found.span(), value))
    return words


def _first(words: list[_Word]) -> tuple[int, int]:
    """Give how many of the words make the first number, and that number; 0 where none does."""
    total, taken = 0, 0
    part: int | None = None
    for place, word in enumerate(words, start=1):
        if word.text in _LINKS and taken:
            continue
        if word.text in _HUNDREDS and (part or 1) < _HUNDRED:
            part = (part or 1) * _HUNDRED
        elif word.text in _GREAT and total < _GREAT[word.text]:
            total, part = total + (part or 1) * _GREAT[word.text], None
        elif word.value is not None and _goes_on(total, part, word.value):
            is_year = part in _CENTURIES
            part = (part or 0) * (_HUNDRED if is_year else 1) + word.value
        else:
            break
        taken = place
    return taken, total + (part or 0)


def _goes_on(total: int, part: int | None, value: int) -> bool:
    """Whether a number below a hundred goes on: behind nothing, hundreds, or "nineteen"."""
    if part is None or (part >= _HUNDRED and part % _HUNDRED == 0):
        return True
    return part in _CENTURIES and not total and value >= _TEN


def _dates(plain: str) -> Iterator[_Piece]:
    """Give days in words: "the ninth of June", "the ninth of the fourth, sixty-seven"."""
    for found in _patterns().date.finditer(plain):
        day = _ORDINALS[SPACE.sub(" ", found["day"])]
        if found["month"]:
            month = _ORDINALS[SPACE.sub(" ", found["month"])]
            yield found.start(), found.end(), f"{day:02}/{month:02}/"
        else:
            yield *found.span("day"), f"{day}th"
    for first in _FIRST_OF_MONTH.finditer(plain):
        yield *first.span(), "1er"


_OF_A_DAY = re.compile(r"(?<![^\W_])(?:le|the)\s\Z")
_OF_A_HOUSE = re.compile(r"(?<![^\W_])(?:numero|number)\s\Z")
_MONTH_NEXT = re.compile(rf"\s(?:of\s)?{_MONTH}(?![^\W_])")
_FIRST_OF_MONTH = re.compile(rf"(?<![^\W_])premier(?= {_MONTH})")


def _with_article(plain: str, piece: _Piece) -> _Piece:
    """Take in what is said before a day and a house: "the ninth of June", "number nine"."""
    start, end, number = piece
    before = (_OF_A_DAY if _MONTH_NEXT.match(plain, end) else _OF_A_HOUSE).search(
        plain, max(0, start - _ARTICLE), start
    )
    return (before.start(), end, number) if before else piece


def _with_cents(plain: str, pieces: list[_Piece]) -> list[_Piece]:
    """Read "douze euros et trente centimes" as one sum: 12,30 euros."""
    joined: list[_Piece] = []
    for start, end, number in pieces:
        before = joined[-1] if joined else None
        link = _TO_CENTS.fullmatch(plain, before[1], start) if before else None
        if before and link and before[2].isdecimal() and len(number) <= _LONGEST_CENTS:
            cents = _IN_CENTS.match(plain, end)
            whole = f"{before[2]},{number:0>2} {link['currency']}"
            joined[-1] = before[0], cents.end() if cents else end, whole
        else:
            joined.append((start, end, number))
    return joined


@cache
def _counting() -> frozenset[str]:
    ordinals = {word for words in _ORDINALS for word in words.split()}
    return (number_tokens() | ordinals | {"premier"}) - ARTICLES


class _Patterns(NamedTuple):
    """A row of the words of numbers, one of its words, and days in words."""

    row: re.Pattern[str]
    word: re.Pattern[str]
    date: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    space = r"[\s\-]{1,3}"
    below = sorted(digits_of_words(), key=len, reverse=True)
    words = "|".join(each.replace(" ", space) for each in below)
    word = rf"(?<![^\W_])(?:{words}|cents?|hundred|mil(?:le)?|thousand|millions?)(?![^\W_])"
    ordinal = "|".join(
        each.replace(" ", space) for each in sorted(_ORDINALS, key=len, reverse=True)
    )
    return _Patterns(
        re.compile(rf"{word}(?:{space}(?:(?:et|and){space})?{word}){{0,12}}"),
        re.compile(rf"{word}|(?<![^\W_])(?:et|and)(?![^\W_])"),
        re.compile(
            rf"(?<![^\W_])(?P<day>{ordinal})(?:\sof\sthe\s(?P<month>{ordinal}),?\s(?=\w)"
            rf"|(?=\s(?:of\s)?{_MONTH}(?![^\W_])))"
        ),
    )
