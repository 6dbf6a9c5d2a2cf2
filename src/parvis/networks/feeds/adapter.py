"""The adapter: what can be set, and reading on from what was seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event
from typing import Any, ClassVar
from urllib.parse import urlsplit

from parvis.engine.post import Post
from parvis.errors import Invalid, Rejected
from parvis.networks.feeds.entries import Feed, NotAFeed, feed_of, mark, name_mark
from parvis.networks.feeds.fetching import Document, fetch
from parvis.networks.network import Batch, Capability, Identity, Network, Unreadable

BATCH = 500
REMEMBERED = 2_000
"""How many entries are remembered: those of the document, and the latest that left it."""

KEPT = 100_000
"""Bytes kept of a document that is no feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsSettings:
    """Which feed. Raises ``ValueError`` for what is no address of the web, or holds a password."""

    url: str = field(metadata={"label": "Address", "help": "Of an RSS, Atom or JSON feed."})
    allow_private_addresses: bool = field(
        default=False,
        metadata={
            "label": "Private addresses",
            "help": "Allow a feed inside the bank's own network.",
        },
    )

    def __post_init__(self) -> None:
        """Refuse what could never work, and secrets where nothing keeps them."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            raise ValueError("url")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsCredentials:
    """None."""


class Feeds(Network):
    """One feed: it is read, nobody answers in it."""

    key: ClassVar[str] = "feeds"
    label: ClassVar[str] = "RSS, Atom, JSON Feed"
    capabilities: ClassVar[frozenset[Capability]] = frozenset({Capability.READ_MENTIONS})
    text_limit: ClassVar[int] = 0
    settings_type: ClassVar[type] = FeedsSettings
    credentials_type: ClassVar[type] = FeedsCredentials

    settings: FeedsSettings

    def verify(self) -> Identity:
        """Fetch the feed and read its title."""
        document = self._fetched({})
        try:
            feed = _feed(document)
        except NotAFeed as error:
            raise Rejected("feed.not_a_feed") from error
        return Identity(handle=urlsplit(self.settings.url).hostname or "", name=feed.title)

    def read(self, cursor: Mapping[str, Any], *, stop: Event) -> Iterator[Batch]:
        """Yield entries that are new or changed; an unchanged document costs one small answer."""
        document = self._fetched(cursor)
        if document.body is None:
            yield Batch(cursor=cursor)
            return
        try:
            feed = _feed(document)
        except NotAFeed:
            yield _not_a_feed(document.body, cursor)
            return
        seen: dict[str, str] = dict(cursor.get("seen", {}))
        fresh = [post for post in feed.posts if seen.get(name_mark(post)) != mark(post)]
        told = set(cursor.get("unreadable", ()))
        bad = {_digest(item.payload): item for item in feed.unreadable}
        for posts in _in_batches(fresh):
            if stop.is_set():
                return
            seen |= {name_mark(post): mark(post) for post in posts}
            yield Batch(posts=posts, cursor={**cursor, "seen": dict(seen)})
        yield Batch(
            unreadable=tuple(item for name, item in bad.items() if name not in told),
            cursor={
                # Only now: before, they would say "nothing new" of entries not yet given.
                "etag": document.etag,
                "modified": document.modified,
                "moved_to": document.moved_to,
                "seen": _remembered(seen, feed),
                "unreadable": sorted(bad),
            },
        )

    def parse(self, payload: bytes) -> Post:
        """Read again an entry, or a document that holds one entry and no more."""
        if _is_entry(payload):
            return super().parse(payload)
        try:
            feed = feed_of(payload, content_type="application/xml", url=self.settings.url)
        except NotAFeed as error:
            raise Invalid("feed.not_a_feed") from error
        if len(payload) >= KEPT or len(feed.posts) + len(feed.unreadable) != 1:
            raise Invalid("feed.whole_document")
        return feed.posts[0] if feed.posts else super().parse(feed.unreadable[0].payload)

    def _fetched(self, cursor: Mapping[str, Any]) -> Document:
        return fetch(
            self.settings.url,
            etag=str(cursor.get("etag", "")),
            modified=str(cursor.get("modified", "")),
            private_allowed=self.settings.allow_private_addresses,
        )


def _feed(document: Document) -> Feed:
    return feed_of(document.body or b"", content_type=document.content_type, url=document.url)


def _is_entry(payload: bytes) -> bool:
    """Say whether this is an entry as it is kept aside, in JSON of the interchange format."""
    try:
        row = json.loads(payload)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "id" in row


def _in_batches(posts: list[Post]) -> Iterator[tuple[Post, ...]]:
    for start in range(0, len(posts), BATCH):
        yield tuple(posts[start : start + BATCH])


def _not_a_feed(body: bytes, cursor: Mapping[str, Any]) -> Batch:
    """Keep the document aside, once."""
    name = _digest(body)
    known = cursor.get("not_a_feed") == name
    aside = Unreadable(payload=body[:KEPT], reason="feed.not_a_feed", id=name)
    return Batch(unreadable=() if known else (aside,), cursor={**cursor, "not_a_feed": name})


def _remembered(seen: Mapping[str, str], feed: Feed) -> dict[str, str]:
    """Remember the entries of the document whatever their number, and the latest of the others."""
    here = {name_mark(post): mark(post) for post in feed.posts}
    room = max(REMEMBERED - len(here), 0)
    others = [item for item in seen.items() if item[0] not in here]
    return dict(others[len(others) - room :] if room < len(others) else others) | here


def _digest(payload: bytes) -> str:
    return sha256(payload).hexdigest()[:16]
