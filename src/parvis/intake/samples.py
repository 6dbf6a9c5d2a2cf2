"""Stored posts on which a policy of the guard is tried before it is signed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from parvis.engine.guard import Direction, Kind
from parvis.engine.guard.trial import Sample
from parvis.engine.post import Visibility
from parvis.intake.models import Post

_AT_ONCE = 1_000


class StoredPosts:
    """Gives stored posts as samples, the last received first, a thousand in memory at a time."""

    def texts(self, entity_ids: Collection[int], since: datetime, limit: int) -> Iterator[Sample]:
        """Give at most ``limit`` posts that these entities' accounts received since a moment."""
        rows = (
            Post.objects.filter(account__entity__in=entity_ids)
            .order_by("-pk")
            .values_list("received_at", "text", "visibility", "marks")[:limit]
        )
        # Posts are numbered as they are received: the first one that is too old is the end.
        fresh = takewhile(lambda row: row[0] >= since, rows.iterator(chunk_size=_AT_ONCE))
        return (_sample(text, visibility, marks) for _, text, visibility, marks in fresh)


def _sample(text: str, visibility: str, marks: Sequence[Sequence[Any]]) -> Sample:
    public = visibility == Visibility.PUBLIC
    way = Direction.RECEIVED_PUBLIC if public else Direction.RECEIVED_PRIVATE
    return Sample(text, way, tuple(Kind(mark[2]) for mark in marks))
