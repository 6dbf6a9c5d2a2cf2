"""What a post is: the one shape that networks give, the engine reads and people exchange.

As JSON Lines, one object a line; only ``id`` and ``text`` are required, fields that Parvis does
not know are kept in ``extra`` and written back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from parvis.errors import Invalid

TEXT_LIMIT = 100_000
"""Longest text taken in, in code points: ten times the longest post of any network we read."""

FIELD_LIMIT = 2_000
"""Longest handle, name, identifier or address taken in, in code points."""


class Visibility(StrEnum):
    """Who could see a post."""

    PUBLIC = "public"
    PRIVATE = "private"
    SECURE = "secure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One item received from a network, or sent to it.

    ``id`` is the network's own; with ``network`` and ``account`` it names the post for ever.
    ``author`` is the handle that wrote it, ``author_name`` the display name they chose.
    ``in_reply_to`` and ``conversation`` are ids of the same network (parent, and root of thread).
    ``created_at`` and ``edited_at`` are aware and in UTC; None where the network does not say.
    ``descriptions`` are the alternative texts of attached images and films.
    """

    id: str
    text: str
    network: str = ""
    account: str = ""
    author: str = ""
    author_name: str = ""
    lang: str = ""
    created_at: datetime | None = None
    edited_at: datetime | None = None
    url: str = ""
    in_reply_to: str = ""
    conversation: str = ""
    visibility: Visibility = Visibility.PUBLIC
    descriptions: tuple[str, ...] = ()
    metrics: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


_TEXTS = ("network", "account", "author", "author_name", "lang", "url", "in_reply_to")
_KNOWN = frozenset(Post.__dataclass_fields__) - {"extra"}


def post_from_json(row: object) -> Post:
    """Read one JSON object of the interchange format.

    Numbers are accepted as ids (many tools export them so). Raises ``Invalid`` with the field's
    name and what is wrong with it; the value itself is never part of the error.
    """
    if not isinstance(row, Mapping):
        raise Invalid("post.not_an_object")
    known: dict[str, Any] = {name: _text(row, name) for name in _TEXTS}
    known["id"] = _text(row, "id", required=True)
    known["conversation"] = _text(row, "conversation")
    known["text"] = _text(row, "text", limit=TEXT_LIMIT, required=True, may_be_blank=True)
    known["created_at"] = _moment(row, "created_at")
    known["edited_at"] = _moment(row, "edited_at")
    known["visibility"] = _visibility(row)
    known["descriptions"] = _descriptions(row)
    known["metrics"] = _metrics(row)
    extra = {str(key): value for key, value in row.items() if key not in _KNOWN}
    return Post(**known, extra=extra)


def post_to_json(post: Post) -> dict[str, Any]:
    """Give the JSON object of a post, without its empty fields."""
    row: dict[str, Any] = {"id": post.id, "text": post.text}
    row |= {name: value for name in _TEXTS if (value := getattr(post, name))}
    if post.conversation:
        row["conversation"] = post.conversation
    row |= {
        name: value.isoformat()
        for name in ("created_at", "edited_at")
        if (value := getattr(post, name)) is not None
    }
    row["visibility"] = post.visibility.value
    if post.descriptions:
        row["descriptions"] = list(post.descriptions)
    if post.metrics:
        row["metrics"] = dict(post.metrics)
    return row | dict(post.extra)


def _text(
    row: Mapping[Any, Any],
    name: str,
    *,
    limit: int = FIELD_LIMIT,
    required: bool = False,
    may_be_blank: bool = False,
) -> str:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None and not required:
        return ""
    if value is None:
        raise Invalid("post.field_missing", field=name)
    if not isinstance(value, str):
        raise Invalid("post.field_not_text", field=name, type=type(value).__name__)
    if len(value) > limit:
        raise Invalid("post.field_too_long", field=name, length=len(value), limit=limit)
    if required and not may_be_blank and not value.strip():
        raise Invalid("post.field_missing", field=name)
    return value


def _moment(row: Mapping[Any, Any], name: str) -> datetime | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Invalid("post.date_not_text", field=name)
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise Invalid("post.date_without_zone", field=name)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid("post.date_unreadable", field=name) from error


def _visibility(row: Mapping[Any, Any]) -> Visibility:
    value = row.get("visibility") or Visibility.PUBLIC
    try:
        return Visibility(value)
    except ValueError as error:
        raise Invalid("post.visibility_unknown", field="visibility") from error


def _descriptions(row: Mapping[Any, Any]) -> tuple[str, ...]:
    value = row.get("descriptions") or ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise Invalid("post.descriptions_not_texts", field="descriptions")
    if sum(map(len, value)) > TEXT_LIMIT:
        raise Invalid("post.field_too_long", field="descriptions", limit=TEXT_LIMIT)
    return tuple(value)


def _metrics(row: Mapping[Any, Any]) -> Mapping[str, Any]:
    value = row.get("metrics") or {}
    if not isinstance(value, Mapping):
        raise Invalid("post.metrics_not_an_object", field="metrics")
    return value
