"""A text as detectors read it, with the way back to the text as it was given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text. All of it is of one length, character for character.

    ``text`` is folded (``folding``): plain digits, letters and separators. ``plain`` is the same in
    lower case without accents, for words. ``starts`` and ``ends`` give each character's place in
    the original; they are None where both have the same places. ``disguised`` says that a disguise
    was undone, ``of_letters`` that it was one of words too. ``customer_ids`` is the form of the
    bank's own customer numbers, where known.
    """

    text: str
    plain: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None
    disguised: bool = False
    of_letters: bool = False
    customer_ids: re.Pattern[str] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a non-empty span of the reading into one of the original."""
        if self.starts is None or self.ends is None:
            return start, end
        first, last = self.starts[start:end], self.ends[start:end]
        # Where a disguise was undone by turning signs around, the first is not the leftmost.
        return min(first), max(last)
