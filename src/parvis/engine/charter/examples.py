"""A post for which given rules hold: made from the box in which they meet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from parvis.engine.charter.boxes import Axis, Box, Space
from parvis.engine.charter.conditions import (
    FINDINGS,
    LIKELY,
    ONE_OF_ALL,
    SENTIMENT,
    SEVERAL,
    UNSURE,
    YES,
)
from parvis.engine.charter.situation import Hours, Mode, Situation, State
from parvis.engine.charter.wording import decimal, label_in, word_in
from parvis.engine.post import Visibility
from parvis.engine.understand.labels import Labels

_LITTLE = 1e-6
_UNNAMED_LANGUAGE = "zz"


def example_of(space: Space, box: Box) -> Situation | None:
    """Give a post that lies in a box; None where its probabilities cannot add up to one."""
    axes = [(axis, mask) for axis, mask in zip(space.axes, box, strict=True) if mask != axis.all]
    labels: dict[str, Any] = {"lang": "fr"}
    for group in LIKELY:
        given = {axis.key[1]: (axis, mask) for axis, mask in axes if axis.key[0] == group}
        likely = {name: _least(axis, mask) for name, (axis, mask) in given.items()}
        spoken = [axis for axis in space.axes if axis.key[0] == group]
        if group in ONE_OF_ALL and spoken and not _fill(group, likely, given):
            return None
        labels[f"{group}s"] = likely
    rest: dict[str, Any] = {}
    for axis, mask in axes:
        feature = axis.key[0]
        if feature == SENTIMENT:
            labels[SENTIMENT] = _nearest_to_zero(axis, mask)
        elif feature == "language":
            labels["lang"] = axis.chosen(mask)[0] or _UNNAMED_LANGUAGE
        elif feature == UNSURE:
            labels[UNSURE] = axis.chosen(mask) == [YES]
        elif feature not in LIKELY and feature not in SEVERAL:
            rest[feature] = _WORDS[feature](axis.chosen(mask)[0])
    found = {feature: frozenset(_found(space, box, feature)) for feature in SEVERAL}
    rest |= {"findings": found[FINDINGS], "authors": found["author"]}
    return Situation(labels=Labels(**labels), **rest)


def example_in(language: str, space: Space, box: Box, example: Situation) -> str:
    """Say what such a post has, of all that rules speak of: ``request (0.50), insult (0.60)``."""
    french = language == "fr"
    words = []
    for axis, mask in zip(space.axes, box, strict=True):
        group, name = axis.key
        if mask == axis.all:
            continue
        if group in LIKELY or group == SENTIMENT:
            likely = getattr(example.labels, f"{group}s", {})
            value = example.labels.sentiment if group == SENTIMENT else likely[name]
            feature = f"{group}.{name}" if name else group
            if value:
                words.append(
                    f"{label_in(feature, french=french)} ({decimal(value, french=french)})"
                )
        elif group not in SEVERAL:
            words.append(word_in(group, str(axis.chosen(mask)[0]), french=french))
        elif axis.chosen(mask) == ["yes"]:
            words.append(word_in(group, min(space.words_of(axis.key)), french=french))
    return ", ".join(words) or ("tout message" if french else "any post")


_WORDS: dict[str, Any] = {
    "network": str,
    "visibility": Visibility,
    "mode": Mode,
    "hours": Hours,
    "state": State,
}


def _least(axis: Axis, mask: int) -> float:
    return float(axis.chosen(mask)[0])


def _nearest_to_zero(axis: Axis, mask: int) -> float:
    spans = [_span(axis, place) for place in range(len(axis.cells)) if mask >> place & 1]
    return min((max(low, min(0.0, high)) for low, high in spans), key=abs)


def _span(axis: Axis, place: int) -> tuple[float, float]:
    """Give the least and the greatest number of a cell."""
    low = float(axis.cells[place])
    if place + 1 < len(axis.cells):
        return low, max(low, float(axis.cells[place + 1]) - _LITTLE)
    return low, 1.0


def _fill(group: str, likely: dict[str, float], given: dict[str, tuple[Axis, int]]) -> bool:
    """Add what lacks to make one; say whether that could be done."""
    lacks = 1.0 - sum(likely.values())
    free = next((name for name in reversed(LIKELY[group]) if name not in given), None)
    if lacks < -_LITTLE:
        return False
    if free is not None:
        likely[free] = max(0.0, lacks)
        return True
    for name, (axis, mask) in given.items():
        most = _most(axis, mask, likely[name] + lacks)
        lacks -= most - likely[name]
        likely[name] = most
    return lacks <= _LITTLE


def _most(axis: Axis, mask: int, wanted: float) -> float:
    """Give the greatest number of a mask that is not more than is wanted."""
    place = bisect_right([float(cell) for cell in axis.cells], wanted) - 1
    while not mask >> place & 1:
        place -= 1
    return min(wanted, _span(axis, place)[1])


def _found(space: Space, box: Box, feature: str) -> Iterator[str]:
    for axis, mask in zip(space.axes, box, strict=True):
        if axis.key[0] == feature and axis.chosen(mask) == ["yes"]:
            yield min(space.words_of(axis.key))
