"""What another charter would have changed, tried on posts: which act becomes which, how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from parvis.engine.charter.acts import Act
from parvis.engine.charter.judging import Judgement

MOST_EXAMPLES = 3
EXAMPLE_LIMIT = 70
"""Code points of an example, at most."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Posts whose act would be another one. ``examples`` are the first of them, safe to show."""

    before: Act
    after: Act
    posts: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came out: posts looked at, posts with another act, and the turns, most frequent first.

    ``by_rule`` says of every rule of the new charter, by its number, how many posts it decides.
    """

    looked_at: int
    changed: int
    turns: tuple[Turn, ...]
    by_rule: dict[int, int]


class Comparison:
    """Compares what two charters say of one post after the other, in memory that does not grow."""

    def __init__(self) -> None:
        self._turns: Counter[tuple[Act, Act]] = Counter()
        self._examples: dict[tuple[Act, Act], list[str]] = {}
        self._rules: Counter[int] = Counter()

    def add(self, before: Judgement, after: Judgement, masked: str) -> None:
        """Take in one post; ``masked`` is its text without confidential data, "" to show none."""
        self._rules[after.number] += 1
        if before.act is after.act:
            return
        turn = before.act, after.act
        self._turns[turn] += 1
        examples = self._examples.setdefault(turn, [])
        if masked and len(examples) < MOST_EXAMPLES:
            examples.append(shortened(masked))

    def result(self) -> Trial:
        """Give what came out so far."""
        turns = tuple(
            Turn(*turn, posts, tuple(self._examples[turn]))
            for turn, posts in self._turns.most_common()
        )
        return Trial(
            self._rules.total(), self._turns.total(), turns, dict(sorted(self._rules.items()))
        )


def shortened(masked: str) -> str:
    """Give a text in one short line of printable signs."""
    head = masked[: EXAMPLE_LIMIT * 4]
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in head).split())
    is_whole = len(line) <= EXAMPLE_LIMIT and len(head) == len(masked)
    return line if is_whole else line[: EXAMPLE_LIMIT - 1] + "…"
