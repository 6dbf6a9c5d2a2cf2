"""N-grams of characters and of words, hashed, and summed with the weights of every label at once.

One compiled pass over all texts of a batch. Grams of two to five characters and of one and two
words fall into ``BUCKETS`` buckets by their hash (feature hashing: Weinberger et al., 2009), so
that weights are never looked up by name; what is read off the look of a text (capitals, marks) and
cues of its words have buckets of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from parvis.engine.compiled import compiled
from parvis.engine.understand import reading
from parvis.engine.understand.visible import LONGEST

BUCKETS: Final = 1 << 17
_STEPS: Final = 4
"""Buckets of one thing that is counted: none, one, two, more."""

_LENGTHS: Final = 8
_COUNTED: Final = (
    reading.LINK, reading.HANDLE, reading.PICTURE, reading.LINE, reading.BANG, reading.QUESTION,
    reading.DIGIT, reading.REPEATED,
)  # fmt: skip
_CAPITALS: Final = len(_COUNTED) * _STEPS
_LENGTH: Final = _CAPITALS + _STEPS
_LAST: Final = _LENGTH + _LENGTHS
_OF_LOOK: Final = _LAST + _STEPS
CUES: Final = 32
"""Cues of words that may hold for a text, as bits (``cues``)."""

ROOM: Final = 64
"""Labels that the weights of a bucket have room for: a line of a processor's cache has 64 bytes."""

COLUMNS: Final = BUCKETS + _OF_LOOK + CUES
"""Buckets of grams, then those of looks, then those of cues."""

_LONGEST_GRAM: Final = 5
_GRAMS_OF_A_SIGN: Final = 6  # four lengths of characters, a word, a pair of words
_LOOK_WEIGHT: Final = 0.25
"""What a bucket of look weighs, where all grams of characters together have length one."""

_LITTLE, _SOME, _MUCH = 0.02, 0.15, 0.5
_FEW_LETTERS: Final = 6
_SIGNS_OF_A_LENGTH: Final = 20
# FNV-1a, and odd numbers that spread bits.
_BASIS, _PRIME = 2166136261, 16777619
_OF_LENGTH, _OF_WORD, _OF_PAIR = 40503, 2654435761, 2246822519

Ints = NDArray[np.int64]
Points = NDArray[np.uint32]
Signs = NDArray[np.uint16]
Floats = NDArray[np.float32]
Weights = NDArray[np.int8]
Sums = NDArray[np.int32]
Cues = Sequence[int] | NDArray[np.uint32]


def lines(weights: Weights) -> Weights:
    """Put the weights (``COLUMNS``, labels) of each bucket into one line of the processor's cache.

    Raises ``ValueError`` where there are more than ``ROOM`` labels.
    """
    room = np.zeros(len(weights) * ROOM + ROOM, np.int8)
    start = -room.ctypes.data % ROOM
    found = room[start : start + len(weights) * ROOM].reshape(-1, ROOM)
    if weights.shape[1] > ROOM:
        raise ValueError(f"{weights.shape[1]} labels are more than {ROOM}")
    found[:, : weights.shape[1]] = weights
    return found


def scores(texts: Sequence[str], cues: Cues, weights: Weights) -> Floats:
    """Sum the ``lines`` of weights of what each text holds: (texts, ``ROOM``), in their units."""
    points, ends = reading.column(texts)
    found = np.zeros((len(ends), ROOM), np.float32)
    _sum_all(points, ends, np.asarray(cues, np.uint32), reading.tables(), weights, found)
    return found


def counted(texts: Sequence[str], cues: Cues) -> tuple[Floats, NDArray[np.int32], Ints]:
    """Give the same as rows of a sparse matrix of ``COLUMNS`` columns: data, columns, row ends."""
    points, ends = reading.column(texts)
    most = _GRAMS_OF_A_SIGN * (len(points) + 2 * len(ends)) + _most_looks() * len(ends)
    columns, data = np.empty(most, np.int32), np.empty(most, np.float32)
    rows = np.zeros(len(ends) + 1, np.int64)
    _list_all(points, ends, np.asarray(cues, np.uint32), reading.tables(), (columns, data, rows))
    return data[: rows[-1]].copy(), columns[: rows[-1]].copy(), rows


def _most_looks() -> int:
    return len(_COUNTED) + 3 + CUES


@compiled
def _grams(
    signs: Signs, of_word: NDArray[np.bool_], size: int, found: Points, values: Floats
) -> int:
    """Put bucket and weight of each gram into ``found`` and ``values``; gives how many."""
    mask = np.uint32(BUCKETS - 1)
    count = 0
    for at in range(size):
        value = np.uint32(_BASIS)
        for length in range(1, min(_LONGEST_GRAM, size - at) + 1):
            value = (value ^ np.uint32(signs[at + length - 1])) * np.uint32(_PRIME)
            if length > 1:
                spread = (value ^ (value >> np.uint32(15))) + np.uint32(length * _OF_LENGTH)
                found[count] = spread & mask
                count += 1
    values[:count] = 1.0 / np.sqrt(max(count, 1))
    characters = count
    value, before = np.uint32(_BASIS), np.uint32(0)
    for at in range(size):
        if of_word[at] or (signs[at] == np.uint16(39) and at > 0 and of_word[at - 1]):
            value = (value ^ np.uint32(signs[at])) * np.uint32(_PRIME)
        elif value != np.uint32(_BASIS):
            word = value ^ (value >> np.uint32(13))
            found[count] = ((word * np.uint32(_OF_WORD)) >> np.uint32(7)) & mask
            count += 1
            if before != 0:
                pair = (before * np.uint32(31) ^ word) * np.uint32(_OF_PAIR)
                found[count] = (pair ^ (pair >> np.uint32(11))) & mask
                count += 1
            value, before = np.uint32(_BASIS), word
    values[characters:count] = 1.0 / np.sqrt(max(count - characters, 1))
    return count


@compiled
def _looks(signs: Signs, size: int, look: Ints, cues: np.uint32, found: Points) -> int:
    """Put the buckets of look and cues into ``found``; gives how many there are."""
    count = 0
    for kind in _COUNTED:
        found[count] = BUCKETS + count * _STEPS + min(look[kind], _STEPS - 1)
        count += 1
    letters = look[reading.LETTER] + look[reading.CAPITAL]
    share = look[reading.CAPITAL] / max(letters, 1)
    step = (share >= _LITTLE) + (share >= _SOME) + (share >= _MUCH)
    found[count] = BUCKETS + _CAPITALS + (step if letters >= _FEW_LETTERS else 0)
    found[count + 1] = BUCKETS + _LENGTH + min(size // _SIGNS_OF_A_LENGTH, _LENGTHS - 1)
    last = signs[max(size - 2, 0)]
    found[count + 2] = (
        BUCKETS + _LAST + (0 if last == np.uint16(63) else 1 if last == np.uint16(33) else 2)
    )
    count += 3
    for cue in range(CUES):
        if (cues >> np.uint32(cue)) & np.uint32(1):
            found[count] = BUCKETS + _OF_LOOK + cue
            count += 1
    return count


@compiled
def _sum_all(  # noqa: PLR0917 - compiled, and called by place
    points: Points,
    ends: Ints,
    cues: Points,
    tables: tuple[Signs, NDArray[np.uint8]],
    weights: Weights,
    out: Floats,
) -> None:
    signs, of_word = (
        np.empty(LONGEST + 2, np.uint16),
        np.empty(LONGEST + 2, np.bool_),
    )
    found = np.empty(_GRAMS_OF_A_SIGN * len(signs), np.uint32)
    values = np.empty(_GRAMS_OF_A_SIGN * len(signs), np.float32)
    look = np.zeros(reading.COUNTS, np.int64)
    sums = np.empty(ROOM, np.int32)
    start = 0
    for row in range(len(ends)):
        size = reading.read(points[start : ends[row]], tables[0], tables[1], signs, of_word, look)
        start = ends[row]
        count = _grams(signs, of_word, size, found, values)
        at = 0
        while at < count:  # grams of characters weigh the same, and grams of words do
            after = at + 1
            while after < count and values[after] == values[at]:
                after += 1
            _add(found[at:after], values[at], weights, sums, out[row])
            at = after
        count = _looks(signs, size, look, cues[row], found)
        _add(found[:count], np.float32(_LOOK_WEIGHT), weights, sums, out[row])


@compiled
def _add(found: Points, value: np.float32, weights: Weights, sums: Sums, row: Floats) -> None:
    """Add the lines of some buckets times one value: summed as whole numbers, which is faster."""
    sums[:] = 0
    for bucket in found:
        for label in range(ROOM):
            sums[label] += weights[bucket, label]
    for label in range(ROOM):
        row[label] += sums[label] * value


@compiled
def _list_all(
    points: Points,
    ends: Ints,
    cues: Points,
    tables: tuple[Signs, NDArray[np.uint8]],
    out: tuple[NDArray[np.int32], Floats, Ints],
) -> None:
    signs, of_word = (
        np.empty(LONGEST + 2, np.uint16),
        np.empty(LONGEST + 2, np.bool_),
    )
    found = np.empty(_GRAMS_OF_A_SIGN * len(signs), np.uint32)
    values = np.empty(_GRAMS_OF_A_SIGN * len(signs), np.float32)
    look = np.zeros(reading.COUNTS, np.int64)
    columns, data, rows = out
    start = used = 0
    for row in range(len(ends)):
        size = reading.read(points[start : ends[row]], tables[0], tables[1], signs, of_word, look)
        start = ends[row]
        count = _grams(signs, of_word, size, found, values)
        columns[used : used + count] = found[:count]
        data[used : used + count] = values[:count]
        used += count
        count = _looks(signs, size, look, cues[row], found)
        columns[used : used + count] = found[:count]
        data[used : used + count] = _LOOK_WEIGHT
        used += count
        rows[row + 1] = used
