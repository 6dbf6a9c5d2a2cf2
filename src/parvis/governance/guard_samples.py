"""Stored texts on which a policy is tried before it is signed.

Rooms above, where the posts are, register what gives them from ``apps.py``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from typing import Protocol

from parvis.engine.guard.trial import Sample


class SampleProvider(Protocol):
    """Gives stored texts of some entities' accounts, the newest first.

    One at a time, without holding them all in memory: ``limit`` may be tens of thousands.
    """

    def texts(self, entity_ids: Collection[int], since: datetime, limit: int) -> Iterator[Sample]:
        """Give at most ``limit`` samples of what came since a moment."""
        ...


_providers: dict[str, SampleProvider] = {}


def register_sample(name: str, provider: SampleProvider) -> None:
    """Have a room's texts tried on; ``name`` reads ``intake.posts``. The same again replaces it."""
    _providers[name] = provider


def samples(entity_ids: Collection[int], since: datetime, limit: int) -> Iterator[Sample]:
    """Give samples of every room, at most ``limit`` in all."""
    every = (
        sample
        for provider in tuple(_providers.values())
        for sample in provider.texts(entity_ids, since, limit)
    )
    return islice(every, limit)
