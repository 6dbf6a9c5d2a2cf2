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
    sql, get, changed = _shape(connection.vendor)
    rows = []
    for post in posts:
        row = list(get(post))
        for place, prepare in changed:
            row[place] = prepare(row[place])
        rows.append(row)
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
    first, last = posts[0].sequence, posts[-1].sequence
    ids = dict(Post.objects.filter(sequence__range=(first, last)).values_list("sequence", "pk"))
    for post in posts:
        post.pk = ids[post.sequence]


_Shape = tuple[str, Callable[[Post], tuple[Any, ...]], list[tuple[int, Callable[[Any], Any]]]]


@cache
def _shape(vendor: str) -> _Shape:
    """Give the statement, how to get a row's values, and which of them are prepared, and how."""
    fields = [field for field in Post._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f'INSERT INTO "{Post._meta.db_table}" ({columns}) VALUES ({places})'  # noqa: S608 - names of ours
    changed: list[tuple[int, Callable[[Any], Any]]] = [
        (place, _json) for place, field in enumerate(fields) if isinstance(field, JSONField)
    ]
    if vendor == "sqlite":
        changed += [
            (place, _moment)
            for place, field in enumerate(fields)
            if isinstance(field, DateTimeField)
        ]
    return sql, attrgetter(*(field.attname for field in fields)), changed


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
