"""Asking the AppView for what concerns us: notifications, and posts that carry a hashtag.

Both lists come newest first, page by page. We collect back to where we were, with an overlap (what
is written is indexed some time later, and not in order), and give it oldest first. What was given
before is given again within the overlap; intake knows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event as Flag
from typing import Any

from parvis.engine.post import Post
from parvis.errors import Invalid, Transient
from parvis.networks.bluesky.records import Watch, moment
from parvis.networks.bluesky.session import Session
from parvis.networks.bluesky.views import post_of_view, reason_of
from parvis.networks.network import Batch, Unreadable

OVERLAP = timedelta(minutes=10)
EARLIEST = datetime.min.replace(tzinfo=UTC)
PAGE = 100
BATCH = 100

_REASONS = ["mention", "reply", "quote"]


@dataclass
class _Found:
    """What the pages gave so far."""

    posts: dict[str, tuple[datetime, Post]] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)

    def add(self, item: object) -> datetime | None:
        """Take one item in and give the moment it was indexed, where it says so."""
        view = item if isinstance(item, dict) else {}
        indexed = moment(view.get("indexedAt"))
        try:
            post = post_of_view(view)
        except Invalid as error:
            payload = json.dumps(item).encode()
            name = str(view.get("uri") or "")
            self.unreadable.append(Unreadable(payload, reason_of(error), name))
        else:
            self.posts[post.id] = (indexed or EARLIEST, post)
        return indexed


def poll(session: Session, watch: Watch, cursor: Mapping[str, Any], stop: Flag) -> Iterator[Batch]:
    """Yield all that is newer than the cursor, oldest first, and end."""
    since = moment(cursor.get("indexed"))
    oldest = since - OVERLAP if since else None
    found = _Found()
    own = watch.did
    _collect(
        _pages(
            session,
            "app.bsky.notification.listNotifications",
            "notifications",
            stop,
            {
                "reasons": _REASONS,
            },
        ),
        found,
        oldest,
    )
    for tag in sorted(watch.hashtags):
        question: dict[str, object] = {"q": f"#{tag}", "tag": [tag], "sort": "latest"}
        pages = _pages(session, "app.bsky.feed.searchPosts", "posts", stop, question)
        _collect(pages, found, oldest)
    if stop.is_set():
        return
    home = f"at://{own}/"
    posts = sorted(
        (item for item in found.posts.values() if not item[1].id.startswith(home)),
        key=lambda item: (item[0], item[1].id),
    )
    unreadable = tuple(item for item in found.unreadable if not item.id.startswith(home))
    yield from _batches(posts, unreadable, since)


def _batches(
    posts: list[tuple[datetime, Post]], unreadable: tuple[Unreadable, ...], since: datetime | None
) -> Iterator[Batch]:
    for start in range(0, max(len(posts), 1), BATCH):
        part = posts[start : start + BATCH]
        since = max(filter(None, [since, *(indexed for indexed, _ in part)]), default=None)
        yield Batch(
            posts=tuple(post for _, post in part),
            unreadable=unreadable if start == 0 else (),
            cursor={"indexed": since.isoformat()} if since else {},
        )


def _collect(pages: Iterator[list[Any]], found: _Found, oldest: datetime | None) -> None:
    """Take pages in until one holds nothing new: within a page the order is only nearly right."""
    for page in pages:
        moments = [found.add(item) for item in page]
        if oldest and all(at is not None and at < oldest for at in moments):
            return


def _pages(
    session: Session, method: str, name: str, stop: Flag, question: Mapping[str, object]
) -> Iterator[list[Any]]:
    seen: set[str] = set()
    place = ""
    while not stop.is_set():
        asked = {**question, "limit": PAGE, **({"cursor": place} if place else {})}
        said = session.query(method, **asked)
        page = said.get(name)
        if not isinstance(page, list):
            raise Transient("bluesky.answer_unreadable", method=method, field=name)
        yield page
        place = str(said.get("cursor") or "")
        if not page or not place or place in seen:
            return
        seen.add(place)
