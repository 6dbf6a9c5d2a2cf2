"""How models read a text: folded to few signs, with a count of what its look tells.

Small letters without accents, digits as one, no sign more than twice in a row, addresses and
handles as one sign each. Done for all texts of a batch as one column of code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from parvis.engine.compiled import compiled
from parvis.engine.understand.visible import LONGEST, head_and_tail

_LINK, _HANDLE = "\x01", "\x02"
_LINKS = re.compile(r"(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
_HANDLES = re.compile(r"(?<!\S)@[\w.\-]{1,200}")
_PLANE: Final = 1 << 16
_PICTURES: Final = 0xE000
"""Where signs beyond the basic plane, most of them pictures, are folded to."""

_MOST_ALIKE: Final = 0xFFF

# Kinds of signs.
OTHER, SPACE, DIGIT, LETTER, CAPITAL, BANG, QUESTION, LINK, HANDLE, PICTURE, LINE = range(11)
KINDS: Final = 11
REPEATED: Final = KINDS
"""The place, in the counts of a look, of signs left out because they stood there twice."""

COUNTS: Final = KINDS + 1
BLANK: Final = 32
_NOUGHT: Final = 48


def column(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Give all texts as one column of code points, and where each ends."""
    short = [_marked(head_and_tail(text, LONGEST)) for text in texts]
    whole = "".join(short).encode("utf-32-le", "replace")
    ends = np.cumsum(np.fromiter(map(len, short), np.int64, len(short)))
    return np.frombuffer(whole, np.uint32), ends


def _marked(text: str) -> str:
    if "://" in text or "www." in text:
        text = _LINKS.sub(_LINK, text)
    return _HANDLES.sub(_HANDLE, text) if "@" in text else text


@cache
def tables() -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Give what each character of the basic plane is read as, and its kind."""
    codes, kinds = np.empty(_PLANE, np.uint16), np.empty(_PLANE, np.uint8)
    for point in range(_PLANE):
        codes[point], kinds[point] = _folded(chr(point))
    return codes, kinds


_MARKS: Final = {_LINK: LINK, _HANDLE: HANDLE, "!": BANG}
_QUESTION_MARKS: Final = "?？؟"
_APOSTROPHES: Final = "’‘ʼ`´"


def _folded(sign: str) -> tuple[int, int]:
    if sign in _MARKS:
        return ord(sign), _MARKS[sign]
    if sign in _QUESTION_MARKS:
        return ord("?"), QUESTION
    if sign.isspace() or not sign.isprintable():
        return BLANK, LINE if sign == "\n" else SPACE
    if sign in _APOSTROPHES:
        return ord("'"), OTHER
    return _folded_letter(sign)


def _folded_letter(sign: str) -> tuple[int, int]:
    if sign.isdecimal():
        return _NOUGHT, DIGIT
    base = ord(unicodedata.normalize("NFKD", sign.lower())[0])
    code = base if base < _PLANE else ord(sign)
    if not sign.isalpha():
        return code, OTHER
    return code, CAPITAL if sign.isupper() else LETTER


@compiled
def read(  # noqa: PLR0917 - compiled, and called by place
    signs: NDArray[np.uint32],
    codes: NDArray[np.uint16],
    kinds: NDArray[np.uint8],
    into: NDArray[np.uint16],
    of_word: NDArray[np.bool_],
    look: NDArray[np.int64],
) -> int:
    """Fold one text into ``into``, between blanks, and count its look. Gives its length.

    ``of_word`` says of each sign whether it is part of a word.
    """
    look[:] = 0
    into[0] = BLANK
    of_word[0] = False
    size = 1
    for sign in signs:
        if sign < _PLANE:
            code, kind = codes[sign], kinds[sign]
        else:
            code, kind = np.uint16(_PICTURES + (sign & _MOST_ALIKE)), np.uint8(PICTURE)
        look[kind] += 1
        before = into[size - 1]
        if code == before:
            if code == BLANK:
                continue
            if code == _NOUGHT or (size > 1 and into[size - 2] == code):
                look[REPEATED] += 1
                continue
        into[size] = code
        of_word[size] = kind != SPACE and kind != LINE and kind != OTHER  # noqa: PLR1714 - numba knows no sets here
        size += 1
    if into[size - 1] != BLANK:
        into[size] = BLANK
        of_word[size] = False
        size += 1
    return size
