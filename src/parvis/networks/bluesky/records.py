"""A record of ``app.bsky.feed.post`` as a post, and whether it concerns us.

Records are written by anybody with any program: every field may be missing or of a wrong type.
The shape is https://docs.bsky.app/docs/advanced-guides/posts and the lexicon app.bsky.feed.post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from parvis.engine.post import Post, post_from_json

POSTS = "app.bsky.feed.post"
_ADDRESS = re.compile(r"at://(did:[a-z]+:[A-Za-z0-9._:%-]+)/([A-Za-z0-9.-]+)/([A-Za-z0-9._:~-]+)")


@dataclass(frozen=True, slots=True)
class Address:
    """The three parts of an ``at://`` address of a record."""

    did: str
    collection: str
    key: str


def address(uri: str) -> Address | None:
    """Take an address apart; None when it is not one of a record."""
    match = _ADDRESS.fullmatch(uri)
    return Address(*match.groups()) if match else None


def page(uri: str, handle: str = "") -> str:
    """Give the web page where people see a post, or nothing."""
    parts = address(uri)
    if parts is None:
        return ""
    return f"https://bsky.app/profile/{quote(handle or parts.did, safe=':')}/post/{parts.key}"


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a post: handle (the identifier where the handle is unknown) and chosen name."""

    handle: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """What concerns us: our identifier, and hashtags in lower case without their sign."""

    did: str
    hashtags: frozenset[str] = frozenset()

    def concerns(self, record: Mapping[str, Any]) -> bool:
        """Say whether a post answers, quotes or mentions us, or carries a watched hashtag."""
        return (
            self._answers_us(record)
            or any(self._points_at_us(feature) for feature in _features(record))
            or any(self._is_watched(tag) for tag in _sequence(record.get("tags")))
        )

    def _answers_us(self, record: Mapping[str, Any]) -> bool:
        reply = _mapping(record.get("reply"))
        embed = _mapping(record.get("embed"))
        quoted = _mapping(embed.get("record"))
        targets = (reply.get("parent"), reply.get("root"), quoted, quoted.get("record"))
        return any(_text(_mapping(ref).get("uri")).startswith(self._home) for ref in targets)

    @property
    def _home(self) -> str:
        return f"at://{self.did}/{POSTS}/"

    def _points_at_us(self, feature: Mapping[str, Any]) -> bool:
        return feature.get("did") == self.did or self._is_watched(feature.get("tag"))

    def _is_watched(self, tag: object) -> bool:
        return isinstance(tag, str) and tag.lstrip("#＃").casefold() in self.hashtags


def post_of(
    record: Mapping[str, Any],
    *,
    uri: str,
    cid: str,
    author: Author,
    seen_at: datetime,
    edited: bool = False,
    metrics: Mapping[str, Any] | None = None,
) -> Post:
    """Make a post of a record; raises ``Invalid`` where that cannot be done.

    ``seen_at`` is when the network took the record in. The record's own ``createdAt`` is whatever
    the author's program claims: it is believed only where it lies in the past, as bsky.app does.
    """
    reply = _mapping(record.get("reply"))
    parent = _text(_mapping(reply.get("parent")).get("uri"))
    root = _text(_mapping(reply.get("root")).get("uri"))
    return post_from_json(
        {
            "id": uri,
            "text": record.get("text"),
            "network": "bluesky",
            "author": author.handle,
            "author_name": author.name,
            "lang": next(filter(None, map(_text, _sequence(record.get("langs")))), ""),
            "created_at": min(moment(record.get("createdAt")) or seen_at, seen_at).isoformat(),
            "edited_at": seen_at.isoformat() if edited else None,
            "url": page(uri, author.handle),
            "in_reply_to": parent,
            "conversation": root or parent or uri,
            "visibility": "public",
            "descriptions": list(_descriptions(_mapping(record.get("embed")))),
            "metrics": dict(metrics or {}),
            "cid": cid,
        }
    )


def moment(value: object) -> datetime | None:
    """Read a date of the protocol, in UTC; None when it is none, or has no zone."""
    try:
        read = datetime.fromisoformat(_text(value))
        return read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _features(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for facet in _sequence(record.get("facets")):
        for feature in _sequence(_mapping(facet).get("features")):
            yield _mapping(feature)


def _descriptions(embed: Mapping[str, Any]) -> Iterator[str]:
    media = _mapping(embed.get("media"))
    for holder in (embed, media):
        yield from filter(None, [_text(holder.get("alt"))])
        for item in (*_sequence(holder.get("images")), *_sequence(holder.get("items"))):
            yield from filter(None, [_text(_mapping(item).get("alt"))])


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
