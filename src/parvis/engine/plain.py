"""Texts of a batch as plain words, read together as one column of code points.

The same words as ``parvis.engine.words`` gives, several times faster: what each character reads as
is looked up in a table, which learns a character when it first comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parvis.engine.compiled import compiled
from parvis.engine.words import plain_character, without_addresses

Points = NDArray[np.uint32]
Ends = NDArray[np.int64]

BLANK: Final = 32
LETTER: Final = 1 << 31
"""Set beside the code point of a sign that is a letter, or stands for one."""

_POINT: Final = LETTER - 1
_MANY: Final = 1 << 24
"""From here on, numbers of rows of what reads as several signs."""

_UNKNOWN, _GONE, _BLANK = 0, 1, BLANK
_LONGEST: Final = 20  # a character reads as 18 signs at most (U+FDFA)
_CHARACTERS: Final = 0x110000
_LETTERS = re.compile(r"[^\W\d_]")


class Plain(NamedTuple):
    """Plain words of texts: each as `` word word ``, one after the other, and where each ends."""

    points: Points
    ends: Ends

    def phrases(self) -> list[str]:
        """Give each text's words between single spaces, one before the first, one after the last.

        That is what ``parvis.engine.words.phrase`` makes of them.
        """
        whole = (self.points & np.uint32(_POINT)).tobytes().decode("utf-32-le")
        found, start = [], 0
        for end in self.ends.tolist():
            found.append(whole[start:end])
            start = end
        return found


class _Table:
    """What characters read as. Grows by what comes, up to all there are."""

    def __init__(self) -> None:
        self.signs = np.zeros(_CHARACTERS, np.uint32)
        self.several = np.zeros((16, _LONGEST), np.uint32)
        self._rows = 0

    def learn(self, points: Points) -> None:
        """Learn the characters that are not known yet."""
        for point in np.unique(points[self.signs[points] == _UNKNOWN]).tolist():
            self.signs[point] = self._read(plain_character(point))

    def _read(self, plain: str) -> int:
        if not plain.strip():
            return _BLANK if plain else _GONE
        letter = LETTER if _LETTERS.search(plain) else 0
        if len(plain) == 1:
            return ord(plain) | letter
        if self._rows == len(self.several):
            self.several = np.vstack([self.several, np.zeros_like(self.several)])
        self.several[self._rows, : len(plain)] = [ord(sign) for sign in plain[:_LONGEST]]
        self._rows += 1
        return (_MANY + self._rows - 1) | letter


@cache
def _table() -> _Table:
    return _Table()


def plain_words(texts: Sequence[str]) -> Plain:
    """Read the plain words of texts."""
    short = [without_addresses(text) for text in texts]
    whole = "".join(short).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(whole, np.uint32)
    ends = np.cumsum(np.fromiter(map(len, short), np.int64, len(short)))
    table = _table()
    if not _all_known(points, table.signs):
        table.learn(points)
    out_ends = np.zeros(len(ends), np.int64)
    room = _room(points, table.signs) + 2 * len(ends)
    out = np.empty(room, np.uint32)
    size = _read_all(points, ends, table.signs, table.several, out, out_ends)
    return Plain(out[:size], out_ends)


@compiled
def _all_known(points: Points, signs: Points) -> bool:
    for point in points:  # noqa: SIM110 - a loop is what is compiled
        if signs[point] == _UNKNOWN:
            return False
    return True


@compiled
def _room(points: Points, signs: Points) -> int:
    several = 0
    for point in points:
        several += (signs[point] & _POINT) >= _MANY
    return len(points) + several * _LONGEST


@compiled
def _read_all(  # noqa: PLR0917 - compiled, and called by place
    points: Points, ends: Ends, signs: Points, several: Points, out: Points, out_ends: Ends
) -> int:
    size = start = 0
    for row in range(len(ends)):
        out[size] = BLANK
        size += 1
        for place in range(start, ends[row]):
            sign = signs[points[place]]
            if sign == _GONE:
                continue
            if sign == BLANK:
                if out[size - 1] != BLANK:
                    out[size] = BLANK
                    size += 1
            elif (sign & np.uint32(_POINT)) < _MANY:
                out[size] = sign
                size += 1
            else:
                size = _spread(several[(sign & np.uint32(_POINT)) - _MANY], sign, out, size)
        start = ends[row]
        if out[size - 1] != BLANK:
            out[size] = BLANK
            size += 1
        out_ends[row] = size
    return size


@compiled
def _spread(row: Points, sign: np.uint32, out: Points, size: int) -> int:
    """Put down the signs that one character reads as; all bear its mark of a letter."""
    letter = sign & np.uint32(LETTER)
    for each in row:
        if each == 0:
            break
        if each != BLANK:
            out[size] = each | letter
            size += 1
        elif out[size - 1] != BLANK:
            out[size] = BLANK
            size += 1
    return size
