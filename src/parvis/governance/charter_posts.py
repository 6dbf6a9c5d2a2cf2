"""Stored posts on which a charter is tried, and what is counted of its rules.

Rooms above register what they know from ``apps.py``: intake its posts, the desk how often people
decided otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from parvis.engine.charter.situation import Situation


@dataclass(frozen=True, slots=True)
class JudgedPost:
    """A stored post as a charter sees it.

    ``shown`` is its masked text where whoever tries a charter may read it, else "".
    """

    situation: Situation
    shown: str = ""


class PostProvider(Protocol):
    """Gives stored posts of some entities' accounts as charters see them."""

    def posts(
        self, entity_ids: Collection[int], since: datetime, limit: int
    ) -> Iterator[JudgedPost]:
        """Give at most ``limit`` posts received since a moment, the newest first, as a stream."""
        ...

    def decided(
        self, entity_ids: Collection[int], since: datetime, limit: int, version: int | None
    ) -> Mapping[str, int]:
        """Count by the name of the rule how many of the newest posts a charter decided.

        ``version`` is the id of its signed version, None for the default. At most ``limit`` posts
        are looked at.
        """
        ...


class OverrideCounts(Protocol):
    """Counts by the name of the rule how often people decided otherwise than a charter said."""

    def __call__(
        self, entity_ids: Collection[int], since: datetime, version: int | None
    ) -> Mapping[str, int]:
        """Count them since a moment, for the rules of a signed version, None for the default."""
        ...


_providers: dict[str, PostProvider] = {}
_overrides: dict[str, OverrideCounts] = {}


def register_judged_posts(name: str, provider: PostProvider) -> None:
    """Have charters tried on a room's posts; ``name`` reads ``intake.posts``."""
    _providers[name] = provider


def register_override_counts(name: str, provider: OverrideCounts) -> None:
    """Have what people decided otherwise counted beside each rule; ``name`` reads ``desk.posts``.

    The same name again replaces it.
    """
    _overrides[name] = provider


def judged_posts(entity_ids: Collection[int], since: datetime, limit: int) -> Iterator[JudgedPost]:
    """Give posts of every room, at most ``limit`` in all."""
    every = (
        post
        for provider in tuple(_providers.values())
        for post in provider.posts(entity_ids, since, limit)
    )
    return islice(every, limit)


def decided_by_rule(
    entity_ids: Collection[int], since: datetime, limit: int, version: int | None
) -> Counter[str]:
    """Count what each rule decided, in every room."""
    counts: Counter[str] = Counter()
    for provider in tuple(_providers.values()):
        counts.update(provider.decided(entity_ids, since, limit, version))
    return counts


def overridden_by_rule(
    entity_ids: Collection[int], since: datetime, version: int | None
) -> Counter[str]:
    """Count how often people decided otherwise, rule by rule."""
    counts: Counter[str] = Counter()
    for provider in tuple(_overrides.values()):
        counts.update(provider(entity_ids, since, version))
    return counts


def counts_overrides() -> bool:
    """Whether a room counts what people decided otherwise."""
    return bool(_overrides)
