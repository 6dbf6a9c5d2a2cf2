"""Lists of words and phrases, looked for in the plain words of many texts at once.

A phrase is known by its hash (FNV-1a, 64 bits), which is found on the way through a text: no word
is cut out. Of phrases of several words their beginnings are known too, so that most words of a text
cost one look into a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parvis.engine.compiled import compiled
from parvis.engine.plain import BLANK, LETTER, Ends, Plain, Points, plain_words

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.uint32]

_POINT: Final = LETTER - 1
BASIS: Final = 14695981039346656037
PRIME: Final = 1099511628211
_ROOM: Final = 4
"""Places of the table for each phrase: with few of them taken, one look is enough."""


class Phrases(NamedTuple):
    """A table of phrases: hashes, numbers, and whether a longer phrase begins so.

    ``numbers`` are free (bits of lists, places of weights), 0 for what only begins a phrase.
    """

    hashes: Hashes
    numbers: Numbers
    begins: NDArray[np.bool_]


def phrases(entries: Mapping[str, int]) -> Phrases:
    """Make a table of plain phrases and their numbers, none of them 0."""
    known: dict[str, tuple[int, bool]] = {}
    for entry, number in entries.items():
        known[entry] = number, known.get(entry, (0, False))[1]
        words = entry.split(" ")
        for length in range(1, len(words)):
            start = " ".join(words[:length])
            known[start] = known.get(start, (0, True))[0], True
    size = 1 << (len(known) * _ROOM).bit_length()
    table = Phrases(np.zeros(size, np.uint64), np.zeros(size, np.uint32), np.zeros(size, np.bool_))
    plain = plain_words(list(known))
    numbers = np.array([number for number, _begins in known.values()], np.uint32)
    begins = np.array([begins for _number, begins in known.values()], np.bool_)
    _fill(plain.points, plain.ends, numbers, begins, table)
    return table


def bits_of(plain: Plain, known: Phrases) -> Numbers:
    """Give each text the bits of all phrases that it holds."""
    found = np.zeros(len(plain.ends), np.uint32)
    _collect(plain.points, plain.ends, known, found)
    return found


@compiled
def word_hash(points: Points, at: int, value: np.uint64) -> tuple[np.uint64, int]:
    """Go on with a hash through the word at a place; give it and where the word ends."""
    while points[at] != BLANK:
        value = (value ^ np.uint64(points[at] & np.uint32(_POINT))) * np.uint64(PRIME)
        at += 1
    return value, at


@compiled
def place_of(hashes: Hashes, value: np.uint64) -> int:
    """Give the place of a hash in a table, or of the free one where it would stand."""
    mask = np.uint64(len(hashes) - 1)
    at = (value ^ (value >> np.uint64(29))) & mask
    while hashes[at] != 0 and hashes[at] != value:
        at = (at + np.uint64(1)) & mask
    return np.int64(at)  # type: ignore[return-value]


@compiled
def _fill(
    points: Points, ends: Ends, numbers: Numbers, begins: NDArray[np.bool_], table: Phrases
) -> None:
    hashes, values, longer = table
    start = 0
    for row in range(len(ends)):
        value, at = word_hash(points, start + 1, np.uint64(BASIS))
        while at + 1 < ends[row]:
            value = (value ^ np.uint64(BLANK)) * np.uint64(PRIME)
            value, at = word_hash(points, at + 1, value)
        place = place_of(hashes, value)
        hashes[place], values[place], longer[place] = value, numbers[row], begins[row]
        start = ends[row]


@compiled
def _collect(points: Points, ends: Ends, known: Phrases, found: Numbers) -> None:
    hashes, numbers, begins = known
    start = 0
    for row in range(len(ends)):
        last = ends[row] - 1  # the blank after the last word
        first, bits = start, np.uint32(0)
        while first < last:
            value, after = word_hash(points, first + 1, np.uint64(BASIS))
            first = at = after
            while True:
                place = place_of(hashes, value)
                if hashes[place] == 0:
                    break
                bits |= numbers[place]
                if not begins[place] or at >= last:
                    break
                value = (value ^ np.uint64(BLANK)) * np.uint64(PRIME)
                value, at = word_hash(points, at + 1, value)
        found[row] = bits
        start = ends[row]
