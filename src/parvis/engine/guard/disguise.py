"""Disguises undone: numbers in words, letters in place of digits, signs between letters.

Each gives another reading of the same text, with the way back to the original, on which the
detectors of numbers look again. What folding reads anyway (scripts, invisible signs) is not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parvis.engine.guard.counted import sums_in_words
from parvis.engine.guard.folding import BARRIER, MARKER, fold
from parvis.engine.guard.reading import Reading
from parvis.engine.guard.spelled import numbers_in_words, rows_in_words, rows_with_letters

_OVERRIDE = "\u202e"
_BACKWARDS = re.compile("\u202e([^\u202c\u202d\u2069\n]{0,2000})")
_GROUP = r"(?<![^\W_])(?:[A-Za-z]{2}(?=[OolI|]?[0-9]))?[0-9OolI|]{1,40}(?![^\W_])"
_RUN = re.compile(rf"{_GROUP}(?:[\s.,\-/_]{{1,5}}{_GROUP}){{0,40}}")
_COUNTRY = re.compile(r"(?<![^\W_])[A-Za-z]{2}(?=[0-9]{2})")
_LETTER = re.compile(r"[OolI]|(?<=[0-9])[|]|[|](?=[0-9])")
_LINKS = "puis|ensuite|et|dash|tiret|moins|slash|espace|space|then|and|end|fin|suivi de|followed by"
# Letters beside digits; or other signs than usual between digits, or words.
_MAY_BE_DISGUISED = re.compile(
    r"[0-9](?:(?<=[oil|sbz][0-9])|[oil|sbz]|[\s.\-/_]{1,5}[oil|]{2}\b"
    r"|[\s.\-/_]{6}|\W{0,3}[^\w\s.\-/]\W{0,3}[0-9ab]{1,8}\W{0,3}[^\w\s.\-/]"
    rf"|[\s,.;]{{1,3}}(?:{_LINKS}|dot|point)\b)"
)
# As IBANs begin: the country, two digits, and in some countries four letters of the bank.
_LETTER_BESIDE = re.compile(r"[0-9](?:(?<=[oil|][0-9])|[oil|])")
_LONG = re.compile(
    r"(?<![^\W_])(?:[A-Za-z]{2}[0-9OolI|]{2}[A-Za-z]{4}(?=[0-9OolI|]{6})|[A-Za-z]{2}(?=[0-9]{2}))?"
    r"(?P<digits>[0-9OolI|SBZ]{10,40})(?![^\W_])"
)
_LONG_LETTER = re.compile("[OolI|SBZ]")
# An IBAN in groups, where letters may be digits; four letters together are a bank's.
_IBAN = re.compile(
    r"(?<![^\W_])[A-Z]{2}[0-9OolI|]{2}(?:[ .\-]?[0-9A-Zol|]{4}){2,7}(?:[ .\-]?[0-9A-Zol|]{1,3})?"
    r"(?![^\W_])"
)
_ONE_GROUP = re.compile(r"[0-9A-Za-z|]{1,4}")
_OF_A_BANK = re.compile("[A-Z]{4}")
_LETTER_OR_SIGN = re.compile("[OolI|]")
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
_WORD_BETWEEN = re.compile(
    rf"(?<=[0-9])[\s,.;]{{1,3}}(?:(?P<dot>dot|point)|{_LINKS})[\s,.;:]{{1,3}}(?=[0-9])"
)

# "J e a n n e 4 2", "6.0.1.3.5.9", "M/r/s P/o/t/t/s", "18 | VZ | 50": a few at a time.
_ONE = r"[^\W_]"
_ALSO = r"(?:[^\W_]|[#$!&@?%])"
_BY_BLANKS = re.compile(
    rf"(?<![^\W_])(?<!['’]){_ONE}(?:[ ./_\-]{{1,4}}{_ALSO}){{3,60}}[ ./_\-]{{1,4}}{_ONE}(?![^\W_])"
)
_PARTING = r"[ ]?[._/*|,~+()\-\n]{1,2}[ ]?"
_FEW = r"[^\W_]{1,4}"
_BY_SIGNS = re.compile(
    rf"(?<![^\W_]){_FEW}(?P<sign>{_PARTING}){_FEW}"
    rf"(?:(?P=sign){_FEW}|[ ]{{1,2}}{_FEW}(?=(?P=sign))){{1,60}}(?![^\W_])"
)
_LINES = re.compile(r"(?<=[0-9]{2})\n(?=[0-9]{2})")
# Each begins with a small class of signs, which a search goes through a text for faster.
_APART = (
    re.compile(r"[ ./_\-][^\W_](?:[ ./_\-]{1,4}[^\W_]){3}(?![^\W_])"),
    re.compile(
        rf"[._/*|,~+()\-\n]{{1,2}}[ ]?{_FEW}[ ]?[._/*|,~+()\-\n]{{1,2}}[ ]?{_FEW}(?![^\W_])"
    ),
    re.compile(r"\n(?<=[0-9]{2}\n)[0-9]{2}"),
)
_LETTERS = re.compile(r"[^\W\d_][ ./_\-]{1,4}[^\W\d_][ ./_\-]{1,4}[^\W\d_]")
_FEW_DIGITS, _FEW_SIGNS = 3, 5
_BETWEEN_ONES = re.compile(r"[ ./_\-]{1,4}")

_Piece = tuple[int, int, str]


def may_be_disguised(plain: str, digits: int) -> bool:
    """Whether a plain text may hold letters for digits, or odd signs between them."""
    pattern = _MAY_BE_DISGUISED if digits >= _FEWEST_SIGNS else _LETTER_BESIDE
    return pattern.search(plain) is not None


def is_turned(text: str) -> bool:
    """Whether a part of a text is shown backwards."""
    return _OVERRIDE in text


def is_tagged(text: str) -> bool:
    """Whether digits of a text are written in the invisible signs that name flags."""
    return _TAGGED.search(text) is not None


def is_apart(plain: str) -> bool:
    """Whether signs stand between the letters or digits of a plain text, one by one."""
    return any(pattern.search(plain) for pattern in _APART)


def undone(
    text: str, reading: Reading, *, spelled: bool, letters: bool, apart: bool
) -> Iterator[Reading]:
    """Give the other readings of a text; the flags say what to look for."""
    pieces = numbers_in_words(reading.plain) if spelled else []
    for more in (_signs(reading), _letters(reading.text) if letters else ()):
        pieces = _added(pieces, more)
    others = _in_words(reading) if spelled else ()
    joined = _joined(reading.plain) if apart else []
    for each in (pieces, *others):
        if each:
            yield _with_pieces(reading, sorted(each))
    if joined:
        other = replace(_with_pieces(reading, sorted(joined)), of_letters=True)
        yield other
        yield from (_with_pieces(other, sorted(each)) for each in _in_words(other) if each)
    if is_turned(text):
        yield replace(_turned(text), customer_ids=reading.customer_ids)
    if len(reading.text) != len(text) and is_tagged(text):
        untagged = fold(text.translate(_TAGS))
        yield replace(untagged, disguised=True, customer_ids=reading.customer_ids)


def _in_words(reading: Reading) -> Iterator[list[_Piece]]:
    """Give other ways to read numbers in words: as one, with letters between, as what counts."""
    rows, sums = rows_in_words(reading.plain), sums_in_words(reading.plain)
    mixed = rows_with_letters(reading.plain, reading.text)
    yield rows
    yield mixed
    if sums:
        yield _added(_added(sums, mixed), rows)


def _added(pieces: list[_Piece], more: Iterable[_Piece]) -> list[_Piece]:
    taken = {at for start, end, _put in pieces for at in range(start, end)}
    return pieces + [piece for piece in more if taken.isdisjoint(range(piece[0], piece[1]))]


def _joined(plain: str) -> list[_Piece]:
    """Give the signs between letters and digits that stand apart, to be left out."""
    found: list[_Piece] = []
    for run in _BY_BLANKS.finditer(plain):
        gaps = list(_BETWEEN_ONES.finditer(plain, *run.span()))
        usual = min(len(gap[0]) for gap in gaps)
        # A wider gap is the space between two words, where there are words.
        space = " " if _LETTERS.search(run[0]) else ""
        found += ((*gap.span(), space if len(gap[0]) > usual else "") for gap in gaps)
    # Runs stand apart from one another, so that all of them are added at once: in linear time.
    signs = (
        (*each.span(), "")
        for run in filter(_is_one, _BY_SIGNS.finditer(plain))
        for each in re.compile(re.escape(run["sign"])).finditer(plain, *run.span())
    )
    lines = ((*line.span(), "") for line in _LINES.finditer(plain))
    return _added(_added(found, signs), lines)


def _is_one(run: re.Match[str]) -> bool:
    """Whether groups are of one value: letter by letter, digit by digit, or both together.

    Digits in groups are not: dates, versions and sums are, and numbers are found with their signs.
    """
    groups = _NO_PART.split(run[0])
    value = "".join(groups)
    if max(map(len, groups)) == 1:
        return len(value) >= (_FEW_DIGITS if value.isdecimal() else _FEW_SIGNS)
    return len(value) >= _FEW_SIGNS and not value.isdecimal() and not value.isalpha()


def _letters(text: str) -> list[_Piece]:
    found: dict[int, _Piece] = {}
    for run in _RUN.finditer(text):
        digits = sum(map(str.isdecimal, run[0]))
        country = _COUNTRY.match(text, run.start())
        start = country.end() if country else run.start()
        letters = list(_LETTER.finditer(text, start, run.end()))
        if letters and digits + len(letters) >= _FEWEST_SIGNS and 2 * digits >= len(letters):
            found |= {each.start(): (*each.span(), _DIGIT_OF[each[0]]) for each in letters}
    for run in _LONG.finditer(text):
        letters = list(_LONG_LETTER.finditer(text, *run.span("digits")))
        if 2 * len(letters) <= sum(map(str.isdecimal, run[0])):
            found |= {each.start(): (*each.span(), _DIGIT_OF[each[0]]) for each in letters}
    for head in _IBAN.finditer(text):
        for group in _ONE_GROUP.finditer(text, head.start() + 2, head.end()):
            if not _OF_A_BANK.fullmatch(group[0]):
                letters = list(_LETTER_OR_SIGN.finditer(text, *group.span()))
                found |= {each.start(): (*each.span(), _DIGIT_OF[each[0]]) for each in letters}
    return list(found.values())


def _signs(reading: Reading) -> Iterator[_Piece]:
    """Give what stands between the groups of a number: always the same, a word, or a wide gap."""
    for run in _EVENLY.finditer(reading.text):
        for sign in _NO_PART.finditer(reading.text, *run.span()):
            # "109[.]192[.]222[.]145", as addresses are written so that they are no links.
            yield (*sign.span(), "." if "." in sign[0] else " ")
    for gap in _WIDE.finditer(reading.text):
        yield (*gap.span(), " ")
    for word in _WORD_BETWEEN.finditer(reading.plain):
        # "90 dot 127 dot 33 dot 208"
        yield (*word.span(), "." if word["dot"] else " ")


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
        start, end = part.span(1)
        backwards = places[start:end][::-1]
        # Markers are read as they stand, so that they stay markers.
        for marker in MARKER.finditer(text, start, end):
            first, after = start + end - marker.end(), start + end - marker.start()
            backwards[first - start : after - start] = range(*marker.span())
        places[start:end] = backwards
    reading = fold("".join(text[place] for place in places))
    back = [places[reading.span(at, at + 1)[0]] for at in range(len(reading.text))]
    return replace(reading, starts=back, ends=[place + 1 for place in back], disguised=True)
