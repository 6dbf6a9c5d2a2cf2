"""Stored posts as charters see them: what a charter is tried on before it is signed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.db.models import Count, QuerySet

from parvis.engine.charter.situation import Mode, Situation
from parvis.engine.post import Visibility
from parvis.engine.understand.stored import labels_from_json
from parvis.governance.charter_posts import JudgedPost
from parvis.intake.models import Post

_AT_ONCE = 1_000
_RULE = "verdict__rule__name"
_SEEN = (
    "received_at", "labels", "marks", "network", "visibility", "account__mode", "deleted_at",
    "text",
)  # fmt: skip


class StoredJudgements:
    """Gives stored posts, the last received first, a thousand in memory at a time."""

    def posts(
        self, entity_ids: Collection[int], since: datetime, limit: int
    ) -> Iterator[JudgedPost]:
        """Give at most ``limit`` posts that these entities' accounts received since a moment.

        Posts from before there were labels are left out: nothing is known of them. Only what is
        public, and not deleted, is shown.
        """
        rows = _newest(entity_ids).values_list(*_SEEN)[:limit]
        # Posts are numbered as they are received: the first one that is too old is the end.
        fresh = takewhile(lambda row: row[0] >= since, rows.iterator(chunk_size=_AT_ONCE))
        return (_judged(row) for row in fresh if row[1])

    def decided(
        self, entity_ids: Collection[int], since: datetime, limit: int, version: int | None
    ) -> Mapping[str, int]:
        """Count by the name of the rule, in one query."""
        newest = _newest(entity_ids).values("pk")[:limit]
        rows = (
            Post.objects.filter(pk__in=newest, received_at__gte=since, verdict__charter=version)
            .order_by()
            .values_list(_RULE)
            .annotate(posts=Count("pk"))
        )
        return {str(name): posts for name, posts in rows if name}


def _newest(entity_ids: Collection[int]) -> QuerySet[Post]:
    return Post.objects.filter(account__entity__in=entity_ids).order_by("-pk")


def _judged(row: tuple[Any, ...]) -> JudgedPost:
    _received, labels, marks, network, visibility, mode, deleted_at, text = row
    way = Visibility(visibility)
    situation = Situation(
        labels=labels_from_json(labels),
        findings=frozenset(str(mark[2]) for mark in marks),
        network=network,
        visibility=way,
        mode=Mode(mode),
    )
    shown = text if way is Visibility.PUBLIC and deleted_at is None else ""
    return JudgedPost(situation, shown)
