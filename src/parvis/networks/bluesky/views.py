"""A post as the AppView shows it: how it is asked for, and how one of a stream is kept aside.

What such a view holds is enough to read it again, without asking anybody:
https://docs.bsky.app/docs/api/app-bsky-notification-list-notifications. ``edited`` is ours.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from parvis.engine.post import Post
from parvis.errors import Invalid
from parvis.networks.bluesky.authors import author_of
from parvis.networks.bluesky.frames import Written
from parvis.networks.bluesky.records import Author, moment, post_of

_COUNTS = {
    "replyCount": "replies",
    "repostCount": "reposts",
    "likeCount": "likes",
    "quoteCount": "quotes",
}


def post_of_view(view: Mapping[str, Any]) -> Post:
    """Make a post of an item of the AppView, or of one kept aside; raises ``Invalid``."""
    indexed = moment(view.get("indexedAt"))
    uri, record, author = (view.get(name) for name in ("uri", "record", "author"))
    if indexed is None or not isinstance(uri, str):
        raise Invalid("post.field_missing", field="uri, indexedAt")
    if not isinstance(record, dict) or not isinstance(author, dict):
        raise Invalid("post.field_missing", field="record, author")
    counts = {ours: view[theirs] for theirs, ours in _COUNTS.items() if theirs in view}
    return post_of(
        record,
        uri=uri,
        cid=_text(view.get("cid")),
        author=author_of(_text(author.get("did")), author.get("handle"), author.get("displayName")),
        seen_at=indexed,
        edited=view.get("edited") is True,
        metrics={name: count for name, count in counts.items() if isinstance(count, int)},
    )


def post_of_written(event: Written, author: Author) -> Post:
    """Make a post of what a stream says was written; raises ``Invalid``."""
    return post_of(
        event.record,
        uri=event.uri,
        cid=event.cid,
        author=author,
        seen_at=event.at or datetime.now(UTC),
        edited=event.edited,
    )


def kept_aside(event: Written, author: Author) -> bytes:
    """Give one post of a message as a view of its own, in JSON.

    A message may hold several posts, and names no author. Raises ``RecursionError`` where the
    record is nested deeper than JSON can be written.
    """
    view = {
        "uri": event.uri,
        "cid": event.cid,
        "author": {"did": event.did, "handle": author.handle, "displayName": author.name},
        "record": event.record,
        "indexedAt": (event.at or datetime.now(UTC)).isoformat(),
        "edited": event.edited,
    }
    return json.dumps(view, default=_bytes).encode()


def reason_of(error: Invalid) -> str:
    """Say why a payload was kept aside: the code, and the field it is about."""
    return f"{error.code}: {error.data.get('field', '')}"


def _bytes(value: bytes) -> dict[str, str]:
    """Write bytes as https://atproto.com/specs/data-model does."""
    return {"$bytes": b64encode(value).decode()}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
