"""Disguises undone: numbers in words, letters in place of digits, signs between letters.

Each gives another reading of the same text, with the way back to the original, on which the
detectors of numbers look again. What folding reads anyway (scripts, invisible signs) is not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parvis.engine.guard.counted import sums_in_words
from parvis.engine.guard.folding import BARRIER, fold
from parvis.engine.guard.reading import Reading
from parvis.engine.guard.spelled import numbers_in_words, rows_in_words

_OVERRIDE = "\u202e"
_BACKWARDS = re.compile("\u202e([^\u202c\u202d\u2069\n]{0,2000})")
_GROUP = r"(?<![^\W_])(?:[A-Za-z]{2}(?=[OolI|]?[0-9]))?[0-9OolI|]{1,40}(?![^\W_])"
_RUN = re.compile(rf"{_GROUP}(?:[\s.\-/_]{{1,5}}{_GROUP}){{0,40}}")
_COUNTRY = re.compile(r"(?<![^\W_])[A-Za-z]{2}(?=[0-9]{2})")
_LETTER = re.compile(r"[OolI]|(?<=[0-9])[|]|[|](?=[0-9])")
_LINKS = (
    "puis|ensuite|et|dash|tiret|moins|slash|espace|space|then|and|end|fin|point|dot|suivi de|"
    "followed by"
)
# Letters beside digits; or other signs than usual between digits, or words.
_MAY_BE_DISGUISED = re.compile(
    r"[0-9](?:(?<=[oil|sbz][0-9])|[oil|sbz]|[\s.\-/_]{1,5}[oil|]{2}\b"
    r"|[\s.\-/_]{6}|\W{0,3}[^\w\s.\-/]\W{0,3}[0-9ab]{1,8}\W{0,3}[^\w\s.\-/]"
    rf"|[\s,.;]{{1,3}}(?:{_LINKS})\b)"
)
_LONG = re.compile(r"(?<![^\W_])(?:[A-Za-z]{2}(?=[0-9]{2}))?[0-9OolI|SBZ]{12,40}(?![^\W_])")
_LONG_LETTER = re.compile("[SBZ]")
_DIGIT_OF = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2"}
_FEWEST_SIGNS = 4

# "(0)(6)(1)(2)", "5301 * 4406 * 4874 * 5969": any sign, as long as it is always the same.
_ODD = rf"[^\w\s.\-/{BARRIER}]"
_SIGN = rf"[^\w{BARRIER}]"
_PART = r"(?:[0-9][0-9ABab]{0,7}|[ABab][0-9]{1,7})"  # Corsica's 2A and 2B are digits to a NIR
_TIME = r"(?![0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))"
_EVENLY = re.compile(
    rf"{_TIME}{_PART}({_SIGN}{{0,3}}{_ODD}{_SIGN}{{0,3}}){_PART}(?:\1{_PART}){{1,20}}(?![0-9])"
)
_WIDE = re.compile(r"(?<=[0-9])[\s.\-/_]{6,80}(?=[0-9])")
_TAGS = {0xE0000 + point: chr(point) for point in range(0x20, 0x7F)}
_TAGGED = re.compile("[\U000e0030-\U000e0039]")
_NO_PART = re.compile(r"[^\w]+")
_WORD_BETWEEN = re.compile(rf"(?<=[0-9])[\s,.;]{{1,3}}(?:{_LINKS})[\s,.;:]{{1,3}}(?=[0-9])")


# "J e a n n e 4 2", "6.0.1.3.5.9", "M/r/s P/o/t/t/s": one letter or digit at a time.
_ONE = r"[^\W_]"
_BY_BLANKS = re.compile(rf"(?<![^\W_]){_ONE}(?:[ ]{{1,4}}{_ONE}){{4,60}}(?![^\W_])")
_BY_SIGNS = re.compile(
    rf"(?<![^\W_]){_ONE}(?P<sign>[._/*|,~+\-][ ]?){_ONE}"
    rf"(?:(?P=sign){_ONE}|[ ]{{1,2}}{_ONE}(?=(?P=sign))){{3,60}}(?![^\W_])"
)
_APART = re.compile(r"[\W_][^\W_]([ ._/*|,~+\-][ ]?)[^\W_]\1[^\W_]\1[^\W_](?![^\W_])")
_BLANKS = re.compile("[ ]+")

_Piece = tuple[int, int, str]


def may_be_disguised(plain: str) -> bool:
    """Whether a plain text may hold letters for digits, or odd signs between them."""
    return _MAY_BE_DISGUISED.search(plain) is not None


def is_turned(text: str) -> bool:
    """Whether a part of a text is shown backwards."""
    return _OVERRIDE in text


def is_tagged(text: str) -> bool:
    """Whether digits of a text are written in the invisible signs that name flags."""
    return _TAGGED.search(text) is not None


def is_apart(plain: str) -> bool:
    """Whether signs stand between the letters or digits of a plain text, one by one."""
    return _APART.search(plain) is not None


def undone(
    text: str, reading: Reading, *, spelled: bool, letters: bool, apart: bool
) -> Iterator[Reading]:
    """Give the other readings of a text; the flags say what to look for."""
    pieces = numbers_in_words(reading.plain) if spelled else []
    for more in (_signs(reading), _letters(reading.text) if letters else ()):
        pieces = _added(pieces, more)
    as_one = rows_in_words(reading.plain) if spelled else []
    sums = sums_in_words(reading.plain) if spelled else []
    joined = _joined(reading.plain) if apart else []
    for each in (pieces, as_one, sums):
        if each:
            yield _with_pieces(reading, sorted(each))
    if joined:
        yield replace(_with_pieces(reading, sorted(joined)), of_letters=True)
    if is_turned(text):
        yield replace(_turned(text), customer_ids=reading.customer_ids)
    if len(reading.text) != len(text) and is_tagged(text):
        untagged = fold(text.translate(_TAGS))
        yield replace(untagged, disguised=True, customer_ids=reading.customer_ids)


def _added(pieces: list[_Piece], more: Iterable[_Piece]) -> list[_Piece]:
    taken = {at for start, end, _put in pieces for at in range(start, end)}
    return pieces + [piece for piece in more if taken.isdisjoint(range(piece[0], piece[1]))]


def _joined(plain: str) -> list[_Piece]:
    """Give the signs between letters and digits that stand apart, to be left out."""
    found: list[_Piece] = []
    for run in _BY_BLANKS.finditer(plain):
        gaps = list(_BLANKS.finditer(plain, *run.span()))
        usual = min(len(gap[0]) for gap in gaps)
        # A wider gap is the space between two words.
        found += ((*gap.span(), " " if len(gap[0]) > usual else "") for gap in gaps)
    for run in _BY_SIGNS.finditer(plain):
        sign = re.compile(re.escape(run["sign"]))
        found += ((*each.span(), "") for each in sign.finditer(plain, *run.span()))
    return found


def _letters(text: str) -> Iterator[_Piece]:
    for run in _RUN.finditer(text):
        digits = sum(map(str.isdecimal, run[0]))
        country = _COUNTRY.match(text, run.start())
        start = country.end() if country else run.start()
        letters = list(_LETTER.finditer(text, start, run.end()))
        if letters and digits + len(letters) >= _FEWEST_SIGNS and 2 * digits >= len(letters):
            for letter in letters:
                yield (*letter.span(), _DIGIT_OF[letter[0]])
    for run in _LONG.finditer(text):
        country = _COUNTRY.match(text, run.start())
        start = country.end() if country else run.start()
        letters = list(_LONG_LETTER.finditer(text, start, run.end()))
        if 2 * len(letters) <= sum(map(str.isdecimal, run[0])):
            for letter in letters:
                yield (*letter.span(), _DIGIT_OF[letter[0]])


def _signs(reading: Reading) -> Iterator[_Piece]:
    """Give what stands between the groups of a number: always the same, a word, or a wide gap."""
    for run in _EVENLY.finditer(reading.text):
        for sign in _NO_PART.finditer(reading.text, *run.span()):
            # "109[.]192[.]222[.]145", as addresses are written so that they are no links.
            yield (*sign.span(), "." if "." in sign[0] else " ")
    for gap in _WIDE.finditer(reading.text):
        yield (*gap.span(), " ")
    for word in _WORD_BETWEEN.finditer(reading.plain):
        yield (*word.span(), " ")


def _with_pieces(reading: Reading, pieces: Sequence[_Piece]) -> Reading:
    """Put digits in the place of pieces; each of the digits leads back to the whole piece."""
    texts: list[str] = []
    plains: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    after = 0
    for start, end, digits in [*pieces, (len(reading.text), len(reading.text), "")]:
        texts += (reading.text[after:start], digits)
        plains += (reading.plain[after:start], digits)
        for at in range(after, start):
            first, last = reading.span(at, at + 1)
            starts.append(first)
            ends.append(last)
        if digits:
            first, last = reading.span(start, end)
            starts += [first] * len(digits)
            ends += [last] * len(digits)
        after = end
    return replace(
        reading,
        text="".join(texts),
        plain="".join(plains),
        starts=starts,
        ends=ends,
        disguised=True,
    )


def _turned(text: str) -> Reading:
    """Read what a right-to-left override shows backwards as it is shown."""
    places = list(range(len(text)))
    for part in _BACKWARDS.finditer(text):
        places[part.start(1) : part.end(1)] = reversed(places[part.start(1) : part.end(1)])
    reading = fold("".join(text[place] for place in places))
    back = [places[reading.span(at, at + 1)[0]] for at in range(len(reading.text))]
    return replace(reading, starts=back, ends=[place + 1 for place in back], disguised=True)
