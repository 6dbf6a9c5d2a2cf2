"""A document as posts: RSS and Atom through feedparser, JSON Feed by itself.

JSON Feed: https://www.jsonfeed.org/version/1.1/. Entries are written by anybody: every field may
be missing or of a wrong type, and nothing in them is believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from time import struct_time
from typing import Any

from parvis.engine.clean import clean_text
from parvis.engine.markup import text_of_html
from parvis.engine.post import FIELD_LIMIT, Post, post_from_json
from parvis.errors import Invalid
from parvis.networks.network import Unreadable

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

ENTRIES = 1_000
"""Most entries taken of one document: the newest."""

MARKUP = 300_000
"""Most ``<`` and ``&`` in an XML document: beyond, hostile nesting keeps feedparser for minutes."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title, its entries, the oldest first, and those that cannot be read."""

    title: str
    posts: tuple[Post, ...]
    unreadable: tuple[Unreadable, ...]


class NotAFeed(Exception):
    """The document is none of the three."""


def feed_of(body: bytes, *, content_type: str, url: str) -> Feed:
    """Read a document; raises ``NotAFeed``."""
    is_json = "json" in content_type.lower() or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    title, rows = _json_feed(body) if is_json else _xml_feed(body, content_type, url)
    posts: dict[str, Post] = {}
    unreadable = []
    for entry in rows:
        row = _row(entry, title, url)
        try:
            post = post_from_json(row)
            posts.setdefault(post.id, post)
        except Invalid as error:
            reason = f"{error.code}: {error.data.get('field', '')}"
            # Complete, so that it can be read again without the rest of the document.
            unreadable.append(Unreadable(json.dumps(row).encode(), reason, row["id"]))
    return Feed(title, tuple(_oldest_first(posts.values())), tuple(unreadable))


def mark(post: Post) -> str:
    """Give a short digest of what an edit can change, whatever dates the feed claims."""
    return _digest(post.text, post.url, *post.descriptions)


def name_mark(post: Post) -> str:
    """Give a short digest of an entry's id."""
    return _digest(post.id)


def _row(entry: Mapping[str, Any], title: str, url: str) -> dict[str, Any]:
    """Complete what both kinds of feed give alike: ``name`` is the entry's own id, or nothing."""
    name = str(entry.get("name") or entry.get("url") or "")
    if not name.strip() or len(name) > FIELD_LIMIT:
        name = _digest(name, str(entry.get("text", "")), str(entry.get("created_at", "")))
    row = {key: value for key, value in entry.items() if key != "name"} | {
        "id": name,
        "network": "feeds",
        "author": entry.get("author") or title or url,
        "author_name": entry.get("author") or title,
        "conversation": name,
    }
    return {
        key: clean_text(value) if isinstance(value, str) else value for key, value in row.items()
    }


def _json_feed(body: bytes) -> tuple[str, Iterable[Mapping[str, Any]]]:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeed from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version", "")):
        raise NotAFeed
    language = feed.get("language")
    entries = (item for item in items[:ENTRIES] if isinstance(item, dict))
    return _text(feed.get("title")), [_json_entry(item, language) for item in entries]


def _json_entry(item: Mapping[str, Any], language: object) -> dict[str, Any]:
    content = _text(item.get("content_text")) or text_of_html(
        clean_text(_text(item.get("content_html")))
    )
    attachments = item.get("attachments")
    return {
        "name": _name(item.get("id")),
        "text": _joined(_text(item.get("title")), content or _text(item.get("summary"))),
        "author": _json_author(item),
        "lang": _text(item.get("language")) or _text(language),
        "created_at": _json_moment(item.get("date_published")),
        "edited_at": _json_moment(item.get("date_modified")),
        "url": _web(item.get("url") or item.get("external_url")),
        "descriptions": _texts(attachments if isinstance(attachments, list) else (), "title"),
    }


def _name(value: object) -> str:
    """Give an id as text; the specification asks to take numbers too."""
    known = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value) if known else ""


def _json_author(item: Mapping[str, Any]) -> str:
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]
    return ", ".join(_texts(listed, "name"))


def _json_moment(value: object) -> str | None:
    try:
        moment = datetime.fromisoformat(_text(value))
        return moment.astimezone(UTC).isoformat() if moment.tzinfo else None
    except (OverflowError, ValueError):
        return None


def _xml_feed(body: bytes, content_type: str, url: str) -> tuple[str, Iterable[Mapping[str, Any]]]:
    if body.count(b"<") + body.count(b"&") > MARKUP:
        raise NotAFeed
    import feedparser  # a fifth of a second

    headers = {"content-type": content_type, "content-location": url}
    try:
        # A stream, never the bytes: feedparser would take them for the name of a file.
        parsed = feedparser.parse(
            BytesIO(body),
            response_headers=headers,
            sanitize_html=False,  # we take the text alone; on hostile input it takes minutes
            resolve_relative_uris=False,
        )
        if not parsed.get("version") and not parsed.entries:
            raise NotAFeed
        title = _shown(parsed.feed, "title")
        language = _text(parsed.feed.get("language"))
        entries = sorted(parsed.entries, key=_xml_date, reverse=True)[:ENTRIES]
        return title, [_xml_entry(entry, language) for entry in entries]
    except _WHAT_FEEDPARSER_RAISES as error:
        raise NotAFeed from error


_WHAT_FEEDPARSER_RAISES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def _xml_entry(entry: Mapping[str, Any], language: str) -> dict[str, Any]:
    content = [_plain(part) for part in entry.get("content") or ()]
    published = _xml_moment(entry, "published_parsed")
    updated = _xml_moment(entry, "updated_parsed")
    return {
        "name": _text(entry.get("id")),
        "text": _joined(
            _shown(entry, "title"), "\n\n".join(filter(None, content)) or _shown(entry, "summary")
        ),
        "author": _text(entry.get("author")),
        "lang": language,
        "created_at": published or updated,
        "edited_at": updated if published and updated != published else None,
        "url": _web(entry.get("link")),
        "descriptions": _texts(entry.get("media_content") or (), "description"),
    }


def _shown(holder: Mapping[str, Any], name: str) -> str:
    return _plain(holder.get(f"{name}_detail") or {"value": holder.get(name)})


def _plain(part: object) -> str:
    """Give the text of a title, summary or content, which says whether it is HTML."""
    if not isinstance(part, Mapping):
        return ""
    value = clean_text(_text(part.get("value")))
    return text_of_html(value) if "html" in _text(part.get("type")) else value.strip()


def _xml_date(entry: Mapping[str, Any]) -> str:
    return _xml_moment(entry, "published_parsed") or _xml_moment(entry, "updated_parsed") or ""


def _xml_moment(entry: Mapping[str, Any], name: str) -> str | None:
    """Read a date that feedparser read; its own ``get`` gives one date for another."""
    value = dict.get(entry, name) if isinstance(entry, dict) else None
    try:
        if isinstance(value, struct_time):
            return datetime(*value[:6], tzinfo=UTC).isoformat()
    except (OverflowError, ValueError):
        pass
    return None


def _joined(title: str, content: str) -> str:
    """Put the title above the content, unless the content begins with it."""
    if not title or content.startswith(title.rstrip("….")):
        return content or title
    return f"{title}\n\n{content}" if content else title


def _oldest_first(posts: Iterable[Post]) -> list[Post]:
    """Sort by date; feeds put the newest first, and that holds where there is no date."""
    ordered = list(posts)
    ordered.reverse()
    ordered.sort(key=lambda post: post.created_at or _LONG_AGO)
    return ordered


def _texts(items: Iterable[object], name: str) -> list[str]:
    found = (item.get(name) for item in items if isinstance(item, Mapping))
    return [clean_text(text) for text in found if isinstance(text, str) and text]


def _web(value: object) -> str:
    """Give an address of the web; any other (``javascript:``) is dropped."""
    address = _text(value).strip()
    return address if address.lower().startswith(("http://", "https://")) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
