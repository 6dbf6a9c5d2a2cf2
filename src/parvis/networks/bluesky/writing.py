"""A reply as a record: its key, its length, its links and mentions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from parvis.networks.bluesky.records import POSTS
from parvis.networks.network import Reply

GRAPHEMES = 300
BYTES = 3_000
"""Both limits are the lexicon's: maxGraphemes and maxLength of app.bsky.feed.post."""

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def length(text: str) -> int:
    """Count what a reader sees as characters (UAX 29), as the network does.

    A text of more than 3,000 bytes of UTF-8 counts as too long by so many bytes.
    """
    import regex

    seen = len(regex.findall(r"\X", text))
    excess = len(text.encode("utf-8", "surrogatepass")) - BYTES
    return max(seen, GRAPHEMES + excess) if excess > 0 else seen


def record_key(reply: Reply) -> str:
    """Give the key under which a reply is written: the same at every attempt, and no other's.

    It is a TID (https://atproto.com/specs/tid): microseconds since 1970, then ten bits of clock
    number, in 13 characters that sort by time. Milliseconds are the reply's; what is finer, and
    the clock number, come from a hash of the reply's own key.
    """
    chance = int.from_bytes(hashlib.sha256(reply.key.encode()).digest()[:8], "big")
    milliseconds = int(reply.composed_at.timestamp() * 1_000)
    number = (milliseconds * 1_000 + chance % 1_000) << 10 | (chance >> 32) % 1_024
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(60, -1, -5))


def record_of(
    reply: Reply,
    *,
    root: Mapping[str, str],
    parent: Mapping[str, str],
    did_of: Callable[[str], str | None],
) -> dict[str, Any]:
    """Make the record of a reply. ``did_of`` gives the identifier behind a handle, or None."""
    moment = reply.composed_at.astimezone(UTC).isoformat(timespec="milliseconds")
    record: dict[str, Any] = {
        "$type": POSTS,
        "text": reply.text,
        "createdAt": moment.replace("+00:00", "Z"),
        "reply": {"root": dict(root), "parent": dict(parent)},
    }
    if facets := _facets(reply.text, did_of):
        record["facets"] = facets
    if _LANGUAGE.fullmatch(reply.lang):
        record["langs"] = [reply.lang]
    return record


def _facets(text: str, did_of: Callable[[str], str | None]) -> list[dict[str, Any]]:
    """Mark links, hashtags and mentions, with offsets in bytes of UTF-8."""
    from atproto_client.models.utils import get_model_as_dict
    from atproto_client.utils import facet_detection

    found = [get_model_as_dict(facet) for facet in facet_detection.detect_facets(text)]
    found += [
        _mention(mention.byte_start, mention.byte_end, did)
        for mention in facet_detection.detect_mentions(text)
        if (did := did_of(mention.handle.lower()))
    ]
    return sorted(found, key=lambda facet: int(facet["index"]["byteStart"]))


def _mention(start: int, end: int, did: str) -> dict[str, Any]:
    return {
        "$type": "app.bsky.richtext.facet",
        "index": {"byteStart": start, "byteEnd": end},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did}],
    }
