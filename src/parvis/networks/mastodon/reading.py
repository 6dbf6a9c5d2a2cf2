"""New posts, edits and deletions, and how far we are.

The cursor holds the newest notification seen, the newest status seen of each hashtag, and the
posts of late with a digest of each, to notice edits and deletions of which nothing tells.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING, Any

from parvis.engine.post import Post
from parvis.errors import Gone, Invalid, NetworkError, Rejected
from parvis.networks.mastodon.calls import asking
from parvis.networks.mastodon.statuses import identifier, in_time, mark, post_of
from parvis.networks.network import Batch, Deletion, Unreadable

if TYPE_CHECKING:
    from mastodon import Mastodon as Client

PAGE = 40
"""Most items that a server gives in one answer."""

HISTORY = 50
"""Pages of the past that a first reading goes back: 2,000 mentions, in memory at once."""

TAG_HISTORY = 5
"""The same for a hashtag, where the past of the whole world may stand."""

WATCHED = 120
"""How many posts are looked at again, the latest ones."""

LOOKED_AT = 20
"""How many of them at each reading: Mastodon's limit for one call. Half of them the newest."""

ONE_BY_ONE = 5
"""How many of them where each is a call."""

Item = Mapping[str, Any]
Fetch = Callable[..., Sequence[Item]]


class Reader:
    """Reads on from a cursor, and moves it."""

    def __init__(
        self, client: Client, notifications: Client, hashtags: list[str], cursor: Mapping[str, Any]
    ) -> None:
        self._client = client
        self._notifications = notifications
        self._mentions_seen = str(cursor.get("mentions", ""))
        seen = cursor.get("hashtags", {})
        self._hashtags_seen = {tag: str(seen.get(tag, "")) for tag in hashtags}
        self._watched = {
            str(name): (str(digest), str(root)) for name, digest, root in cursor.get("watched", ())
        }

    @property
    def cursor(self) -> dict[str, Any]:
        """Where to read on."""
        return {
            "mentions": self._mentions_seen,
            "hashtags": dict(self._hashtags_seen),
            "watched": [[name, *entry] for name, entry in self._watched.items()],
        }

    def catch_up(self, stop: Event) -> Iterator[Batch]:
        """Yield what is new; at last one batch, maybe empty, of edits and deletions."""
        before = list(self._watched)
        yield from self.new(stop)
        if not stop.is_set():
            yield self._look_again(before)

    def new(self, stop: Event) -> Iterator[Batch]:
        """Yield what is new, oldest first."""

        def mentions(**where: str | None) -> Sequence[Item]:
            page: Sequence[Item] = self._notifications.notifications(
                types=["mention"], limit=PAGE, **where
            )
            return page

        pages = _pages(self._notifications, mentions, self._mentions_seen, HISTORY, stop)
        for page in pages:
            self._mentions_seen = _newest(page)
            statuses = [item.get("status") for item in page if item.get("type") == "mention"]
            yield self._batch([status for status in statuses if isinstance(status, Mapping)])
        for tag in self._hashtags_seen:
            yield from self._tagged(tag, stop)

    def deleted(self, id: str) -> Batch:  # noqa: A002 - the network's word
        """Give the batch of a deletion that the stream told."""
        self._watched.pop(id, None)
        return Batch(deletions=(Deletion(id=id),), cursor=self.cursor)

    def edited(self, status: Item) -> Batch:
        """Give the batch of an edit that the stream told, if the post is one of ours to read."""
        if identifier(status.get("id")) in self._watched:
            return self._batch([status], edits_only=True)
        return Batch(cursor=self.cursor)

    def _tagged(self, tag: str, stop: Event) -> Iterator[Batch]:
        def statuses(**where: str | None) -> Sequence[Item]:
            page: Sequence[Item] = self._client.timeline_hashtag(tag, limit=PAGE, **where)
            return page

        pages = _pages(self._client, statuses, self._hashtags_seen[tag], TAG_HISTORY, stop)
        for page in pages:
            self._hashtags_seen[tag] = _newest(page)
            yield self._batch([status for status in page if not self._is_mine(status)])

    def _look_again(self, before: list[str]) -> Batch:
        """Ask for some of the posts of late: the newest, and those not looked at for longest."""
        watched = [name for name in before if name in self._watched]
        newest = sorted(watched, key=in_time)[-LOOKED_AT // 2 :]
        names = list(dict.fromkeys([*newest, *watched]))[:LOOKED_AT]
        found = self._many(names)
        if found is None:
            names, found = names[:ONE_BY_ONE], {}
        for name in names:
            entry = self._watched.pop(name)
            if name not in found and (status := self._one(name)) is not None:
                found[name] = status
            if name in found:
                self._watched[name] = entry
        edits = self._batch(list(found.values()), edits_only=True)
        gone = tuple(Deletion(id=name) for name in names if name not in found)
        return replace(edits, deletions=gone)

    def _many(self, names: list[str]) -> dict[str, Item] | None:
        """Ask for several at once; None where the server cannot (Mastodon can since 4.3)."""
        try:
            with asking(self._client):
                statuses = self._client.statuses(names) if names else []
                return {identifier(status["id"]): status for status in statuses}
        except (Gone, Rejected):
            return None

    def _one(self, name: str) -> Item | None:
        try:
            with asking(self._client):
                status: Item = self._client.status(name)
                return status
        except Gone:
            return None

    def _batch(self, statuses: list[Item], *, edits_only: bool = False) -> Batch:
        posts: list[Post] = []
        unreadable: list[Unreadable] = []
        for status in sorted(statuses, key=lambda item: in_time(identifier(item.get("id")))):
            root = self._root(status)
            try:
                post = post_of(status, conversation=root)
            except Invalid as error:
                unreadable.append(_aside(status, root, error))
                continue
            if not edits_only or self._watched.get(post.id, ("", ""))[0] != mark(post):
                posts.append(post)
            self._watch(post)
        return Batch(posts=tuple(posts), unreadable=tuple(unreadable), cursor=self.cursor)

    def _root(self, status: Item) -> str:
        """Find the start of the thread; the post answered where the server does not tell."""
        name, parent = identifier(status.get("id")), identifier(status.get("in_reply_to_id"))
        for known in (name, parent):
            if known in self._watched:
                return self._watched[known][1]
        if not parent:
            return name
        try:
            with asking(self._client):
                above = self._client.status_context(name)["ancestors"]
                return identifier(above[0]["id"]) if above else parent
        except NetworkError:
            return parent

    def _watch(self, post: Post) -> None:
        self._watched[post.id] = (mark(post), post.conversation)
        while len(self._watched) > WATCHED:
            del self._watched[min(self._watched, key=in_time)]

    def _is_mine(self, status: Item) -> bool:
        account = status.get("account")
        return isinstance(account, Mapping) and identifier(account.get("id")) == self._me

    @cached_property
    def _me(self) -> str:
        with asking(self._client):
            return identifier(self._client.account_verify_credentials()["id"])


def _pages(
    client: Client, fetch: Fetch, seen: str, history: int, stop: Event
) -> Iterator[Sequence[Item]]:
    """Yield pages behind what was seen, the oldest first; from the past at a first reading."""
    if not seen:
        yield from _past(client, fetch, history, stop)
        return
    while not stop.is_set():
        with asking(client):
            page = [item for item in fetch(min_id=seen) if isinstance(item, Mapping)]
        if not page or in_time(_newest(page)) <= in_time(seen):
            return  # nothing new, or a server that does not know ``min_id``
        seen = _newest(page)
        yield page


def _past(client: Client, fetch: Fetch, history: int, stop: Event) -> Iterator[Sequence[Item]]:
    """Go back from now, keep the pages, then yield them in the order of time."""
    pages: list[Sequence[Item]] = []
    before: str | None = None
    while len(pages) < history and not stop.is_set():
        with asking(client):
            page = [item for item in fetch(max_id=before) if isinstance(item, Mapping)]
        if not page:
            break
        oldest = min((identifier(item.get("id")) for item in page), key=in_time)
        if before is not None and in_time(oldest) >= in_time(before):
            break
        before = oldest
        pages.append(page)
    if not stop.is_set():
        yield from reversed(pages)


def _newest(page: Sequence[Item]) -> str:
    return max((identifier(item.get("id")) for item in page), key=in_time)


def post_again(kept: object) -> Post | None:
    """Read what was kept aside, or any status or notification; None where it is none of them.

    Raises ``Invalid``. A post of the interchange format has a text, a status has a content.
    """
    if not isinstance(kept, Mapping):
        return None
    if isinstance(status := kept.get("status"), Mapping):
        return post_of(status, conversation=identifier(kept.get("conversation")))
    return None if "text" in kept and "content" not in kept else post_of(kept)


def _aside(status: Item, root: str, error: Invalid) -> Unreadable:
    """Keep a status as a notification holds it, with its thread: later nobody is asked."""
    return Unreadable(
        payload=json.dumps({"status": status, "conversation": root}, default=str).encode(),
        reason=f"{error.code}: {error.data.get('field', '')}",
        id=identifier(status.get("id")),
    )
