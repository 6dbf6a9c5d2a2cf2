"""What another policy would have changed, tried on posts that are stored already.

A stored post is masked, and what is masked is gone. So this knows two things: of what was masked,
its kind, and what another policy would do with that kind; and of what stands in the text, whether
another policy would find it and what it would do with it. It cannot know what a masked value was:
neither whether it is on a new list of published values, nor give it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from parvis.engine.guard.finding import Kind
from parvis.engine.guard.guard import find
from parvis.engine.guard.policy import Direction, Policy, Treatment


@dataclass(frozen=True, slots=True)
class Sample:
    """A stored text, which way it went, and the kinds of what was masked in it, one for each."""

    text: str
    direction: Direction
    masked: tuple[Kind, ...] = ()


class Lasting(StrEnum):
    """What a changed treatment means for posts that are stored already."""

    FOR_NEW_POSTS = "for_new_posts"
    """Nothing: what was masked stays masked, and is not there to be sealed."""

    STILL_READABLE = "still_readable"
    """The value stands in the stored text, and stays there: only new posts are masked."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Values of a kind and direction that the new policy treats otherwise.

    ``posts`` hold at least one such value, ``values`` are how many.
    """

    kind: Kind
    direction: Direction
    before: Treatment
    after: Treatment
    posts: int
    values: int

    @property
    def lasting(self) -> Lasting:
        """What it means for the posts that were looked at."""
        readable = self.before is Treatment.KEEP
        return Lasting.STILL_READABLE if readable else Lasting.FOR_NEW_POSTS


@dataclass(frozen=True, slots=True)
class Trial:
    """What came out: posts looked at, posts with a change, and the changes by kind."""

    looked_at: int
    changed: int
    changes: tuple[Change, ...]


_Turn = tuple[Kind, Direction, Treatment, Treatment]


class Comparison:
    """Compares two policies on one sample after the other, in memory that does not grow."""

    def __init__(self, old: Policy, new: Policy) -> None:
        self._old, self._new = old, new
        self._posts: Counter[_Turn] = Counter()
        self._values: Counter[_Turn] = Counter()
        self._looked_at = self._changed = 0

    def add(self, sample: Sample) -> None:
        """Look at one more."""
        turns = Counter(self._turns(sample))
        self._looked_at += 1
        self._changed += bool(turns)
        self._values.update(turns)
        self._posts.update(turns.keys())

    def result(self) -> Trial:
        """Give what came out so far; the kinds in their order."""
        order = {kind: place for place, kind in enumerate(Kind)}
        turns = sorted(self._values, key=lambda turn: (order[turn[0]], *turn[1:]))
        changes = (Change(*turn, self._posts[turn], self._values[turn]) for turn in turns)
        return Trial(self._looked_at, self._changed, tuple(changes))

    def _turns(self, sample: Sample) -> Iterator[_Turn]:
        way = sample.direction
        for kind in sample.masked:
            before = self._old.rule(kind, way).treatment
            after = self._new.rule(kind, way).treatment
            if before is not after:
                yield kind, way, before, after
        old = {(each.kind, each.start, each.end) for each in find(sample.text, self._old)}
        new = {(each.kind, each.start, each.end) for each in find(sample.text, self._new)}
        for finding in old | new:
            kind = finding[0]
            before = self._treatment(self._old, kind, way, found=finding in old)
            after = self._treatment(self._new, kind, way, found=finding in new)
            if before is not after:
                yield kind, way, before, after

    @staticmethod
    def _treatment(policy: Policy, kind: Kind, way: Direction, *, found: bool) -> Treatment:
        return policy.rule(kind, way).treatment if found else Treatment.KEEP


def compare(old: Policy, new: Policy, samples: Iterable[Sample]) -> Trial:
    """Compare two policies on all samples."""
    comparison = Comparison(old, new)
    for sample in samples:
        comparison.add(sample)
    return comparison.result()
