"""What authors wrote shortly before and after a batch: a number may be cut over several messages.

Networks do not always give posts in the order in which they were written, and what could not be
read is read again later: so what stands behind counts as what stands before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import connection

from parvis.engine.guard import Masked
from parvis.engine.pipeline import MOST_BESIDE, SHORTLY, stretches
from parvis.engine.post import Post as Given
from parvis.governance.models import Account
from parvis.intake.rows import masked_of
from parvis.intake.rules import key_of, written_at

_COLUMNS: Final = 7
_ALSO: Final = 4
"""Some more, for those that come again with the batch and are left out."""

# One row a stretch: its place, its author, who could see it; from when to when others count, and
# when it begins and ends.
_SIDE: Final = "CASE WHEN post.created_at <= wanted.first THEN 0 ELSE 1 END"
_FIND: Final = (
    "WITH wanted(place, author_key, visibility, since, until, first, last) AS (VALUES {rows}) "  # noqa: S608 - our own words
    "SELECT place, side, id, network_key, text, marks FROM ("
    f"SELECT wanted.place, {_SIDE} AS side, post.id, post.network_key, post.text, post.marks,"
    f" ROW_NUMBER() OVER (PARTITION BY wanted.place, {_SIDE}"
    " ORDER BY post.created_at DESC, post.id DESC) AS behind,"
    f" ROW_NUMBER() OVER (PARTITION BY wanted.place, {_SIDE}"
    " ORDER BY post.created_at, post.id) AS ahead"
    " FROM wanted JOIN intake_post post ON post.account_id = %s"
    " AND post.author_key = wanted.author_key AND post.created_at >= wanted.since"
    " AND post.created_at <= wanted.until AND post.visibility = wanted.visibility"
    " WHERE post.created_at <= wanted.first OR post.created_at > wanted.last"
    ") found WHERE (side = 0 AND behind <= %s) OR (side = 1 AND ahead <= %s)"
    " ORDER BY place, side, ahead"
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored post that somebody wrote shortly before or after, as it is masked now."""

    pk: int
    masked: Masked


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What was stored of authors beside what they write in a batch, by its first place there."""

    before: dict[int, tuple[Neighbour, ...]] = field(default_factory=dict)
    after: dict[int, tuple[Neighbour, ...]] = field(default_factory=dict)

    def of(self, place: int) -> tuple[Neighbour, ...]:
        """Give all that stands beside a place, in the order in which it was written."""
        return (*self.before.get(place, ()), *self.after.get(place, ()))

    def behind(self, place: int) -> Neighbours:
        """Give the same for the batch from a place on."""
        return Neighbours(_behind(self.before, place), _behind(self.after, place))


def _behind(
    beside: Mapping[int, tuple[Neighbour, ...]], place: int
) -> dict[int, tuple[Neighbour, ...]]:
    return {at - place: posts for at, posts in beside.items() if at >= place}


def neighbours_of(posts: Sequence[Given], *, account: Account, now: datetime) -> Neighbours:
    """Give what was stored of the same authors shortly before and after, seen by the same people.

    At most ``MOST_BESIDE`` on each side; one query, however many wrote.
    """
    try:
        wanted = _wanted(posts, now)
    except Exception:  # noqa: BLE001 - hostile input: a poisonous post is found when it is read
        return Neighbours()
    if not wanted:
        return Neighbours()
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * (len(wanted) // _COLUMNS))
    most = MOST_BESIDE + _ALSO
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(rows=rows), [*wanted, account.pk, most, most])
        found = cursor.fetchall()
    return _by_place(found, here={key_of(post.id) for post in posts})


def _wanted(posts: Sequence[Given], now: datetime) -> list[Any]:
    """Give the values of the rows to look for, one row after the other."""
    wanted: list[Any] = []
    for first, last in stretches(posts):
        post = posts[first]
        ends = (written_at(posts[at].created_at, received_at=now) for at in (first, last))
        begins, ends_at = sorted(ends)
        moments = (begins - SHORTLY, ends_at + SHORTLY, begins, ends_at)
        prepared = map(connection.ops.adapt_datetimefield_value, moments)
        wanted += (first, key_of(post.author), post.visibility.value, *prepared)
    return wanted


def _by_place(rows: Sequence[tuple[int, int, int, str, str, Any]], *, here: set[str]) -> Neighbours:
    sides: tuple[dict[int, tuple[Neighbour, ...]], ...] = ({}, {})
    for place, side, pk, key, text, marks in rows:
        if key not in here:
            known = orjson.loads(marks) if isinstance(marks, str) else marks
            stored = Neighbour(pk, masked_of(text, known))
            sides[side][place] = (*sides[side].get(place, ()), stored)
    before, after = sides
    return Neighbours(
        {place: found[-MOST_BESIDE:] for place, found in before.items()},
        {place: found[:MOST_BESIDE] for place, found in after.items()},
    )
