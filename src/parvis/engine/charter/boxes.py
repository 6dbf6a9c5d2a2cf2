"""What conditions cover, exactly: rules as boxes, which meet, cover each other, or leave a rest.

Every number that a charter compares with cuts its range into cells; words of which it speaks are
cells too, and all the others together one more. In each dimension a condition is thus a set of
cells, kept as the bits of a whole number, and alternatives of a rule are boxes of such sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from parvis.engine.charter.conditions import (
    ONE_OF_ALL,
    SEVERAL,
    WORDS,
    Among,
    Condition,
    Range,
    When,
    limits_of,
)
from parvis.engine.charter.rules import Charter

Box = tuple[int, ...]
"""The cells of each dimension, as bits; none is empty."""

Key = tuple[str, str]
"""A dimension: group and label, feature and class of words, or feature alone."""

_MOST_STEPS = 200_000
"""Pairs of boxes looked at before questions are left open: charters of people need a few thousand.
What somebody writes into a form must not keep a server busy for longer than some seconds."""

_MOST_BOXES = 3_000


class TooWide(Exception):
    """A question that would take too long; nothing is said then."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The cells of one dimension: starts of numbers' cells, or words; "" stands for all others."""

    key: Key
    cells: tuple[float | str, ...]

    @property
    def all(self) -> int:
        """All cells."""
        return (1 << len(self.cells)) - 1

    def chosen(self, mask: int) -> list[float | str]:
        """Give the cells of a mask."""
        return [cell for place, cell in enumerate(self.cells) if mask >> place & 1]


class Space:
    """The dimensions of which a charter speaks, and its rules as boxes in them."""

    def __init__(self, charter: Charter) -> None:
        conditions = [each for rule in charter.rules for when in rule.whens for each in when]
        self._classes = {feature: _classes(feature, conditions) for feature in SEVERAL}
        axes = [*_numbers(conditions), *_words(conditions)]
        axes += [
            Axis((feature, str(place)), ("no", "yes"))
            for feature, classes in self._classes.items()
            for place in range(len(classes))
        ]
        self.axes: tuple[Axis, ...] = tuple(axes)
        self._place = {axis.key: place for place, axis in enumerate(axes)}
        self._steps = self._made = 0
        self.rules: list[list[Box]] = [
            [box for when in rule.whens for box in self._boxes(when)] for rule in charter.rules
        ]

    def meet(self, one: Box, other: Box) -> Box | None:
        """Give the box in which two meet, None where they do not. Raises ``TooWide``."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise TooWide
        both = tuple([mine & yours for mine, yours in zip(one, other, strict=True)])
        return both if all(both) else None

    def words_of(self, key: Key) -> frozenset[str]:
        """Give the words of a class."""
        return self._classes[key[0]][int(key[1])]

    def rest(self, boxes: Iterable[Box], covers: Sequence[Box]) -> Iterator[Box]:
        """Give what covers leave of boxes, part by part. Raises ``TooWide``."""
        for first in boxes:
            stack = [(first, 0)]
            while stack:
                box, place = stack.pop()
                while place < len(covers) and self.meet(box, covers[place]) is None:
                    place += 1
                if place == len(covers):
                    yield box
                else:
                    stack += ((part, place + 1) for part in _without(box, covers[place]))

    def is_possible(self, box: Box) -> bool:
        """Whether probabilities that add up to one may lie in a box: the least ones must fit."""
        least = dict.fromkeys(ONE_OF_ALL, 0.0)
        for axis, mask in zip(self.axes, box, strict=True):
            if axis.key[0] in ONE_OF_ALL:
                least[axis.key[0]] += min(map(float, axis.chosen(mask)))
        return all(total <= 1 + _ROUNDING for total in least.values())

    def _boxes(self, when: When) -> Iterator[Box]:
        """Give a rule's conditions as boxes: one for each class of words it asks for."""
        ways = [list(self._cells(condition)) for condition in when]
        for way in product(*ways):
            self._made += 1
            if self._made > _MOST_BOXES:
                raise TooWide
            box = [axis.all for axis in self.axes]
            for cells in way:
                for place, mask in cells.items():
                    box[place] &= mask
            if all(box):
                yield tuple(box)

    def _cells(self, condition: Condition) -> Iterator[dict[int, int]]:
        if isinstance(condition, Range):
            place = self._place[condition.group, condition.name]
            yield {place: _range_mask(condition, self.axes[place])}
        elif condition.feature in SEVERAL:
            yield from self._cells_of_classes(condition)
        else:
            place = self._place[condition.feature, ""]
            axis = self.axes[place]
            mask = sum(1 << i for i, word in enumerate(axis.cells) if word in condition.meant)
            yield {place: axis.all & ~mask if condition.negated else mask}

    def _cells_of_classes(self, condition: Among) -> Iterator[dict[int, int]]:
        places = [
            self._place[condition.feature, str(number)]
            for number, words in enumerate(self._classes[condition.feature])
            if words <= condition.meant
        ]
        if condition.negated:
            yield dict.fromkeys(places, _NO)
        else:
            yield from ({place: _YES} for place in places)


_NO, _YES = 1, 2
_ROUNDING = 1e-9


def _without(box: Box, cover: Box) -> Iterator[Box]:
    """Give what is left of a box that meets a cover, as boxes that do not meet."""
    kept = list(box)
    for place, (mine, theirs) in enumerate(zip(box, cover, strict=True)):
        if outside := mine & ~theirs:
            yield (*kept[:place], outside, *kept[place + 1 :])
            kept[place] = mine & theirs


def _range_mask(condition: Range, axis: Axis) -> int:
    least, _ = limits_of(condition.group)
    low = least if condition.at_least is None else condition.at_least
    below = float("inf") if condition.below is None else condition.below
    starts = map(float, axis.cells)
    return sum(1 << place for place, start in enumerate(starts) if low <= start < below)


def _numbers(conditions: Iterable[Condition]) -> Iterator[Axis]:
    cuts: dict[Key, set[float]] = {}
    for each in conditions:
        if isinstance(each, Range):
            starts = cuts.setdefault((each.group, each.name), {limits_of(each.group)[0]})
            starts.update(bound for bound in (each.at_least, each.below) if bound is not None)
    for key, starts in cuts.items():
        yield Axis(key, tuple(sorted(starts)))


def _words(conditions: Iterable[Condition]) -> Iterator[Axis]:
    """Give features of which a post has one word; where any may be, "" is all that go unnamed."""
    named: dict[str, dict[str, None]] = {}
    for each in conditions:
        if isinstance(each, Among) and each.feature not in SEVERAL:
            named.setdefault(each.feature, {}).update(dict.fromkeys(each.words))
    for feature, words in named.items():
        yield Axis((feature, ""), WORDS[feature] or (*words, ""))


def _classes(feature: str, conditions: Iterable[Condition]) -> list[frozenset[str]]:
    """Part words into classes that no condition tells apart: each is found or not, as one."""
    classes: list[frozenset[str]] = []
    for each in conditions:
        if isinstance(each, Among) and each.feature == feature:
            new = each.meant
            for old in classes:
                new -= old
            split = [part for old in classes for part in (old & each.meant, old - each.meant)]
            classes = [part for part in [*split, new] if part]
    return classes
