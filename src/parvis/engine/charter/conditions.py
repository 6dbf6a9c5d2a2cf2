"""Conditions of a charter's rules, and what they may be about.

A condition is about one feature of a post: a number that lies in a range, or words among which
the post's own must (or must not) be. Every combination of conditions is thus a box, which is what
makes it possible to say exactly what rules cover and where two of them meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from parvis.engine.charter.situation import GROUPS, Hours, Mode, Situation, State
from parvis.engine.guard import Kind
from parvis.engine.post import Visibility
from parvis.engine.understand.labels import Decision, Intent, Target, Tone, Topic

LIKELY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "intent": tuple(Intent),
        "tone": tuple(Tone),
        "target": tuple(Target),
        "topic": tuple(Topic),
        "decision": tuple(Decision),
    }
)
"""Groups of labels that have a probability, and their names."""

ONE_OF_ALL: Final = frozenset({"tone", "target", "topic", "decision"})
"""Groups whose probabilities add up to one."""

SENTIMENT: Final = "sentiment"
FINDINGS: Final = "findings"
AUTHOR: Final = "author"
UNSURE: Final = "unsure"
YES, NO = "true", "false"

WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        FINDINGS: (*GROUPS, *Kind),
        AUTHOR: (),
        "network": (),
        "visibility": tuple(Visibility),
        "mode": tuple(Mode),
        "hours": tuple(Hours),
        "state": tuple(State),
        "language": (),
        UNSURE: (YES, NO),
    }
)
"""Features that are words, and the words there are; none are named where any may be."""

SEVERAL: Final = frozenset({FINDINGS, AUTHOR})
"""Features of which a post has any number of words, none included."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Range:
    """A probability or the sentiment lies from ``at_least`` up to, but not at, ``below``.

    ``name`` is empty for the sentiment. A label that is missing has the probability 0.
    """

    group: str
    name: str
    at_least: float | None = None
    below: float | None = None

    @property
    def feature(self) -> str:
        """What it is about: ``intent.request``."""
        return f"{self.group}.{self.name}" if self.name else self.group

    def value_of(self, situation: Situation) -> float:
        """Give the number that decides."""
        if self.group == SENTIMENT:
            return situation.labels.sentiment
        likely: Mapping[str, float] = _GROUP[self.group](situation)
        return likely.get(self.name, 0.0)


@dataclass(frozen=True, slots=True)
class Among:
    """One of the post's words of a feature is among ``words``, or none is where ``negated``."""

    feature: str
    words: tuple[str, ...]
    negated: bool = False

    @property
    def meant(self) -> frozenset[str]:
        """The words it looks for, with what groups of findings stand for."""
        return meant(self.feature, self.words)

    def words_of(self, situation: Situation) -> frozenset[str]:
        """Give the words that decide, as the post has them."""
        given = READ[self.feature](situation)
        return given if self.feature in SEVERAL else frozenset({given})


Condition = Range | Among
When = tuple[Condition, ...]
"""Conditions that must hold together."""


def meant(feature: str, words: Iterable[str]) -> frozenset[str]:
    """Give words with what groups of findings stand for."""
    if feature != FINDINGS:
        return frozenset(words)
    return frozenset().union(*(GROUPS.get(word, (str(word),)) for word in words))


def limits_of(group: str) -> Span:
    """Give the least and the greatest value of a number."""
    return (-1.0, 1.0) if group == SENTIMENT else (0.0, 1.0)


_GROUP: Final[Mapping[str, Callable[[Situation], Any]]] = MappingProxyType(
    {group: attrgetter(f"labels.{group}s") for group in LIKELY}
)
READ: Final[Mapping[str, Callable[[Situation], Any]]] = MappingProxyType(
    {
        **_GROUP,
        SENTIMENT: attrgetter("labels.sentiment"),
        FINDINGS: attrgetter("findings"),
        AUTHOR: attrgetter("authors"),
        "network": attrgetter("network"),
        "visibility": attrgetter("visibility"),
        "mode": attrgetter("mode"),
        "hours": attrgetter("hours"),
        "state": attrgetter("state"),
        "language": attrgetter("labels.lang"),
        UNSURE: lambda situation: YES if situation.labels.unsure else NO,
    }
)
"""How each feature is read off a post."""
