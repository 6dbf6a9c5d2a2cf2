"""What authors wrote shortly before a batch: a number may be cut over several messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import connection

from parvis.engine.guard import Masked
from parvis.engine.pipeline import MOST_BEFORE, SHORTLY, beginnings
from parvis.engine.post import Post as Given
from parvis.governance.models import Account
from parvis.intake.rows import masked_of
from parvis.intake.rules import key_of, written_at

_COLUMNS: Final = 5
_ALSO: Final = 4
"""Some more, for those that come again with the batch and are left out."""

# One row a beginning: its place, its author, who could see it, and from when to when.
_FIND: Final = (
    "WITH wanted(place, author_key, visibility, since, until) AS (VALUES {rows}) "
    "SELECT place, id, network_key, text, marks FROM ("
    "SELECT wanted.place, post.id, post.network_key, post.text, post.marks, post.created_at,"
    " ROW_NUMBER() OVER (PARTITION BY wanted.place ORDER BY post.created_at DESC, post.id DESC)"
    " AS behind FROM wanted JOIN intake_post post ON post.account_id = %s"
    " AND post.author_key = wanted.author_key AND post.created_at >= wanted.since"
    " AND post.created_at <= wanted.until AND post.visibility = wanted.visibility"
    ") found WHERE behind <= %s ORDER BY place, behind DESC"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A stored post that somebody wrote shortly before, as it is masked now."""

    pk: int
    masked: Masked


def earlier_posts(
    posts: Sequence[Given], *, account: Account, now: datetime
) -> Mapping[int, tuple[Earlier, ...]]:
    """Give what was stored of the same authors shortly before, by the place of their next post.

    Oldest first, at most ``MOST_BEFORE``, seen by the same people; one query, however many they
    are.
    """
    try:
        wanted = _wanted(posts, now)
    except Exception:  # noqa: BLE001 - hostile input: a poisonous post is found when it is read
        return {}
    if not wanted:
        return {}
    rows = ", ".join(["(%s, %s, %s, %s, %s)"] * (len(wanted) // _COLUMNS))
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(rows=rows), [*wanted, account.pk, MOST_BEFORE + _ALSO])
        found = cursor.fetchall()
    return _by_place(found, here={key_of(post.id) for post in posts})


def _wanted(posts: Sequence[Given], now: datetime) -> list[Any]:
    """Give the values of the rows to look for, one row after the other."""
    wanted: list[Any] = []
    for place in beginnings(posts):
        post = posts[place]
        at = written_at(post.created_at, received_at=now)
        moments = map(connection.ops.adapt_datetimefield_value, (at - SHORTLY, at))
        wanted += (place, key_of(post.author), post.visibility.value, *moments)
    return wanted


def _by_place(
    rows: Sequence[tuple[int, int, str, str, Any]], *, here: set[str]
) -> dict[int, tuple[Earlier, ...]]:
    found: dict[int, tuple[Earlier, ...]] = {}
    for place, pk, key, text, marks in rows:
        if key not in here:
            known = orjson.loads(marks) if isinstance(marks, str) else marks
            found[place] = (*found.get(place, ()), Earlier(pk, masked_of(text, known)))
    return {place: posts[-MOST_BEFORE:] for place, posts in found.items()}
