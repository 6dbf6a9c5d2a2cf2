"""New posts into the table, many at once.

``bulk_create`` prepares every value of every row through its field, which takes longer than the
database's own work; here each column is prepared by what it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any

import orjson
from django.db import connection
from django.db.models import DateTimeField, JSONField

from parvis.intake.models import Post


def insert_posts(posts: Sequence[Post]) -> None:
    """Insert numbered posts and give them their ids: two queries, however many they are."""
    if not posts:
        return
    get, changed = _shape(connection.vendor)
    rows = []
    for post in posts:
        row = list(get(post))
        for place, prepare in changed:
            row[place] = prepare(row[place])
        rows.append(row)
    if connection.vendor == "postgresql":
        _copy(rows)
    else:
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, rows)
    first, last = posts[0].sequence, posts[-1].sequence
    ids = dict(Post.objects.filter(sequence__range=(first, last)).values_list("sequence", "pk"))
    for post in posts:
        post.pk = ids[post.sequence]


_FIELDS = [field for field in Post._meta.concrete_fields if not field.primary_key]
_COLUMNS = ", ".join(f'"{field.column}"' for field in _FIELDS)
_PLACES = ", ".join(["%s"] * len(_FIELDS))
_INSERT = f'INSERT INTO "{Post._meta.db_table}" ({_COLUMNS}) VALUES ({_PLACES})'  # noqa: S608 - ours
_COPY = f'COPY "{Post._meta.db_table}" ({_COLUMNS}) FROM STDIN'

_Prepare = tuple[int, Callable[[Any], Any]]


def _copy(rows: list[list[Any]]) -> None:
    """Write rows by PostgreSQL's own way of taking in many."""
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(_COPY) as copy,
    ):
        for row in rows:
            copy.write_row(row)


@cache
def _shape(vendor: str) -> tuple[Callable[[Post], tuple[Any, ...]], list[_Prepare]]:
    """Give how to get a row's values, and which of them are prepared, and how."""
    changed: list[_Prepare] = [
        (place, _json) for place, field in enumerate(_FIELDS) if isinstance(field, JSONField)
    ]
    if vendor == "sqlite":
        moments = (place for place, field in enumerate(_FIELDS) if isinstance(field, DateTimeField))
        changed += [(place, _moment) for place in moments]
    return attrgetter(*(field.attname for field in _FIELDS)), changed


def _json(value: Any) -> str:
    if not value and isinstance(value, list):
        return "[]"
    if not value and isinstance(value, dict):
        return "{}"
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # a number beyond 64 bits
        return json.dumps(value, allow_nan=False)


def _moment(value: datetime | None) -> str | None:
    """Give a moment as Django reads it back from SQLite: in UTC, without saying so."""
    return None if value is None else str(value.astimezone(UTC).replace(tzinfo=None))
