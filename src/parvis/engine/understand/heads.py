"""The order in which models hold the scores of labels: one column a label, one head a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from parvis.engine.understand.labels import Decision, Intent, Target, Tone, Topic


class Feeling(StrEnum):
    """What sentiment is made of: its number is the chance of good less that of bad."""

    BAD = "bad"
    EVEN = "even"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Head:
    """A question with its labels, and the columns of their scores.

    Of an exclusive head's labels one holds.
    """

    name: str
    labels: tuple[StrEnum, ...]
    exclusive: bool
    first: int

    @property
    def columns(self) -> slice:
        """The columns of its labels."""
        return slice(self.first, self.first + len(self.labels))


def _heads() -> Mapping[str, Head]:
    heads: dict[str, Head] = {}
    first = 0
    for name, labels, exclusive in (
        ("decisions", tuple(Decision), True),
        ("tones", tuple(Tone), True),
        ("targets", tuple(Target), True),
        ("topics", tuple(Topic), True),
        ("feelings", tuple(Feeling), True),
        ("intents", tuple(Intent), False),
    ):
        heads[name] = Head(name, labels, exclusive, first)
        first += len(labels)
    return MappingProxyType(heads)


HEADS: Final = _heads()
WIDTH: Final = sum(len(head.labels) for head in HEADS.values())
"""Columns of all heads."""
