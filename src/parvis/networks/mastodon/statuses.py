"""A status as a post: https://docs.joinmastodon.org/entities/Status/.

Statuses come from any server of the world: every field may be missing or of a wrong type.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeGuard

from parvis.engine.clean import clean_text
from parvis.engine.markup import text_of_html
from parvis.engine.post import Post, post_from_json

_PUBLIC = ("public", "unlisted")
_METRICS = {"replies_count": "replies", "reblogs_count": "reposts", "favourites_count": "likes"}


def post_of(status: Mapping[str, Any], *, conversation: str = "") -> Post:
    """Make a post of a status; raises ``Invalid`` where that cannot be done.

    A visibility that we do not know is private: the safe side.
    """
    author = _mapping(status.get("account"))
    parent = identifier(status.get("in_reply_to_id"))
    row = {
        "id": identifier(status.get("id")),
        "text": _text_of(status),
        "network": "mastodon",
        "author": author.get("acct"),
        "author_name": author.get("display_name"),
        "lang": status.get("language"),
        "created_at": _moment(status.get("created_at")),
        "edited_at": _moment(status.get("edited_at")),
        "url": status.get("url") or status.get("uri"),
        "in_reply_to": parent,
        "conversation": conversation or parent or identifier(status.get("id")),
        "visibility": "public" if status.get("visibility") in _PUBLIC else "private",
        "descriptions": _descriptions(status),
        "metrics": {
            ours: status[theirs]
            for theirs, ours in _METRICS.items()
            if isinstance(status.get(theirs), int)
        },
    }
    return post_from_json(
        {key: clean_text(value) if isinstance(value, str) else value for key, value in row.items()}
    )


def identifier(value: object) -> str:
    """Give an id as text: servers use numbers, ULIDs and UUIDs."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def in_time(id: str) -> tuple[int, str]:  # noqa: A002 - the network's word
    """Sort ids by age: they are numbers or ULIDs, and both grow with time."""
    return (len(id), id)


def mark(post: Post) -> str:
    """Give a short digest of what an edit can change."""
    parts = "\x1f".join((post.text, post.visibility, *post.descriptions))
    return sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _text_of(status: Mapping[str, Any]) -> object:
    content, warning = status.get("content"), status.get("spoiler_text")
    if not isinstance(content, str):
        return content
    text = text_of_html(clean_text(content))
    return f"{warning}\n\n{text}" if isinstance(warning, str) and warning else text


def _descriptions(status: Mapping[str, Any]) -> list[str]:
    media = status.get("media_attachments")
    texts = (_mapping(item).get("description") for item in media) if _is_list(media) else ()
    return [clean_text(text) for text in texts if isinstance(text, str) and text]


def _moment(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
