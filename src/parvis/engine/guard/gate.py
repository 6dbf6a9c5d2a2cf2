"""The first pass: which detectors may find something in a text. Most posts go no further.

One search for all cues of all detectors at once, and a count of digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import ahocorasick

from parvis.engine.guard.detector import Detector
from parvis.engine.guard.names import may_be_named
from parvis.engine.guard.spelled import NUMBER_WORDS

_NOT_DIGITS = bytes(sign for sign in range(128) if not chr(sign).isdecimal())
_FEW_NUMBER_WORDS = 2
_MONEY = ("euro", "pound", "quid", "dollar", "balles", "franc")
_FEW_DIGITS = 5
_TOGETHER = re.compile(r"[0-9](?:[^0-9a-z]{0,12}[0-9]|[^0-9]{1,6}[0-9]){0,400}")
_MOST_COUNTED = 40


_AROUND = " \n.,;:!?'\"()[]{}<>-/_#*=+&|@~«»“”…\\"
"""Signs that stand around words; pictures and invisible signs are spaces or nothing by now."""


class Look(NamedTuple):
    """What the first pass saw: detectors by their bits, and whether numbers may be in words.

    ``digits`` counts all digits of the text.
    """

    detectors: int
    spelled: bool
    digits: int


class Gate:
    """Knows what each detector asks for."""

    __slots__ = (
        "_alone", "_apart", "_automaton", "_by_digits", "_count", "_money", "_named",
        "_of_the_bank", "_together", "_word",
    )  # fmt: skip

    def __init__(self, detectors: Sequence[Detector]) -> None:
        # The lowest bits stand for cues, the next as many for what must stand beside them.
        self._count = len(detectors)
        self._word, self._money = 1 << 2 * self._count, 2 << 2 * self._count
        free = [not each.cues for each in detectors]
        self._together = _bits(
            every and each.together for every, each in zip(free, detectors, strict=True)
        )
        self._apart = _bits(
            every and not each.together for every, each in zip(free, detectors, strict=True)
        )
        self._of_the_bank = _bits(each.of_the_bank for each in detectors)
        self._alone = _bits(not each.beside for each in detectors)
        self._named = _bits(each.named for each in detectors)
        self._automaton = ahocorasick.Automaton()
        for cue, bits in self._cues(detectors).items():
            self._automaton.add_word(cue, bits)
        self._automaton.make_automaton()
        self._by_digits = [
            _bits(each.digits <= digits for each in detectors)
            for digits in range(_MOST_COUNTED + 1)
        ]

    def _cues(self, detectors: Sequence[Detector]) -> dict[str, int]:
        cues: dict[str, int] = dict.fromkeys(
            chain.from_iterable(map(_written, NUMBER_WORDS)), self._word
        )
        cues |= dict.fromkeys(_MONEY, self._money)
        for place, detector in enumerate(detectors):
            for words, bit in ((detector.cues, place), (detector.beside, self._count + place)):
                for cue in chain.from_iterable(map(_written, words)):
                    cues[cue] = cues.get(cue, 0) | 1 << bit
        return cues

    def look(self, plain: str, *, of_the_bank: bool = False) -> Look:
        """Look at a plain text, also for the bank's own numbers where their form is known."""
        bits = words = 0
        for _end, found in self._automaton.iter(f" {plain} "):
            bits |= found
            if found & self._word:
                words += 1
        digits = len(plain.encode("ascii", "ignore").translate(None, _NOT_DIGITS))
        together = _most_together(plain) if digits >= _FEW_DIGITS else digits
        free = self._together & self._by_digits[min(together, _MOST_COUNTED)]
        said = bits & (bits >> self._count | self._alone) | self._apart
        said &= self._by_digits[min(digits, _MOST_COUNTED)]
        wanted = free | said if of_the_bank else (free | said) & ~self._of_the_bank
        spelled = words >= _FEW_NUMBER_WORDS or (words > 0 and bits & self._money != 0)
        return Look(wanted, spelled, digits)

    def without_names(self, look: Look, text: str, plain: str) -> Look:
        """Leave out the detectors that find names only, where no name is written."""
        if not look.detectors & self._named or may_be_named(text, plain):
            return look
        return Look(look.detectors & ~self._named, look.spelled, look.digits)


def _bits(are: Iterable[bool]) -> int:
    return sum(1 << place for place, is_one in enumerate(are) if is_one)


def _most_together(plain: str) -> int:
    """Count the digits of the place that has most of them, with at most a few signs between."""
    clusters = (found[0].encode("ascii", "ignore") for found in _TOGETHER.finditer(plain))
    return max((len(cluster.translate(None, _NOT_DIGITS)) for cluster in clusters), default=0)


def _written(cue: str) -> Iterator[str]:
    """Give a cue as it is looked for: ``^`` before or ``$`` after it is the edge of a word."""
    if cue == "$":  # the sign itself
        return iter(cue)
    word = cue.removeprefix("^").removesuffix("$")
    before = _AROUND if cue.startswith("^") else ("",)
    after = _AROUND if cue.endswith("$") else ("",)
    return (f"{first}{word}{last}" for first in before for last in after)
