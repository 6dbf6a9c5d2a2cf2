"""Following a stream: every message of the network, of which we keep what concerns us.

The cursor is the number of the last message read. Numbers belong to one server's stream: a cursor
of another server's means nothing, and reading starts from the oldest message that is still there.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from threading import Event as Flag
from time import monotonic
from typing import TYPE_CHECKING, Any

from parvis.engine.post import Post
from parvis.errors import CredentialsRefused, Invalid, NetworkError, RateLimited, Transient
from parvis.networks.bluesky.authors import Authors
from parvis.networks.bluesky.frames import (
    Broken,
    Closed,
    Deleted,
    Event,
    Frame,
    Notice,
    Renamed,
    Written,
    decode,
)
from parvis.networks.bluesky.records import Author, Watch
from parvis.networks.bluesky.views import kept_aside, post_of_written, reason_of
from parvis.networks.network import Batch, Deletion, Unreadable

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

SIGN_OF_LIFE_SECONDS = 2.0
GATHER_SECONDS = 0.05
STOP_SECONDS = 0.5
BATCH_LIMIT = 200
CONNECT_SECONDS = 10.0
FRAME_LIMIT = 16 * 2**20
"""Three times the 5 MB that the protocol allows; a longer message ends the connection."""
REMEMBERED = 10_000
KEPT_APART = 8
"""Times its own size that the posts of one message may take when each is kept aside alone.

JSON makes a character up to six times longer; a hostile message may name one record 200 times.
"""

_CLOSED_FOR_GOOD = frozenset({"deleted", "takendown"})


class Stream:
    """One reading of a stream. ``read`` may be called once."""

    def __init__(self, url: str, watch: Watch, authors: Authors, cursor: Mapping[str, Any]) -> None:
        self._url = url
        self._watch = watch
        self._authors = authors
        same = cursor.get("stream") == url and isinstance(cursor.get("seq"), int)
        self._seq = int(cursor["seq"]) if same else 0
        self._posts: dict[str, Post] = {}
        self._deletions: dict[str, Deletion] = {}
        self._unreadable: list[Unreadable] = []
        self._room = 0
        # What was passed on in this reading: an edit that takes our name out still concerns us,
        # and so does the end of an account whose posts we hold.
        self._passed: OrderedDict[str, None] = OrderedDict()
        self._over: NetworkError | None = None

    def read(self, stop: Flag) -> Iterator[Batch]:
        """Yield batches until ``stop`` is set; raises when the connection ends."""
        from websockets.exceptions import ConnectionClosed

        with _connected(f"{self._url}?cursor={self._seq}") as socket:
            while not stop.is_set():
                try:
                    self._gather(socket, stop)
                except ConnectionClosed as error:
                    self._over = Transient("bluesky.stream_closed", cause=type(error).__name__)
                yield self._batch()
                if self._over:
                    raise self._over

    def _gather(self, socket: ClientConnection, stop: Flag) -> None:
        """Read until there is something to give and nothing more waits, or time is up."""
        now = monotonic()
        full, silent = now + GATHER_SECONDS, now + SIGN_OF_LIFE_SECONDS
        while not stop.is_set() and not self._over and (now := monotonic()) < silent:
            found = bool(self._posts or self._deletions or self._unreadable)
            if found and (now > full or self._size() >= BATCH_LIMIT):
                return
            if not found:
                full = now + GATHER_SECONDS
            try:
                message = socket.recv(timeout=0 if found else min(STOP_SECONDS, silent - now))
            except TimeoutError:
                if found:
                    return
                continue
            self._take(message.encode() if isinstance(message, str) else message)

    def _take(self, payload: bytes) -> None:
        frame = decode(payload)
        self._room = KEPT_APART * len(payload)
        for event in frame.events:
            self._apply(event, payload)
        self._advance(frame)

    def _advance(self, frame: Frame) -> None:
        if frame.seq is not None:
            self._seq = frame.seq

    def _apply(self, event: Event, payload: bytes) -> None:
        match event:
            case Written():
                self._written(event, payload)
            case Deleted():
                self._deleted(event.uri, event.at)
            case Renamed():
                self._authors.forget(event.did)
            case Closed():
                self._closed(event)
            case Notice():
                self._noticed(event, payload)
            case Broken():
                reason = f"bluesky.frame_unreadable: {event.reason}"
                self._unreadable.append(Unreadable(payload, reason, event.uri))

    def _written(self, event: Written, payload: bytes) -> None:
        if event.did == self._watch.did:
            return
        if event.uri not in self._passed and not self._watch.concerns(event.record):
            return
        author = self._authors.of(event.did)
        try:
            post = post_of_written(event, author)
        except Invalid as error:
            aside = self._apart(event, author, payload)
            self._unreadable.append(Unreadable(aside, reason_of(error), event.uri))
            return
        self._deletions.pop(event.uri, None)
        self._posts[event.uri] = post
        self._remember(event.uri)

    def _apart(self, event: Written, author: Author, payload: bytes) -> bytes:
        """Give the post alone, so that it can be read again; the whole message if that is huge."""
        try:
            alone = kept_aside(event, author)
        except RecursionError:
            return payload
        if len(alone) > self._room:
            return payload
        self._room -= len(alone)
        return alone

    def _deleted(self, uri: str, at: datetime | None) -> None:
        # We cannot know whether the deleted post ever concerned us; whoever holds it will.
        self._deletions[uri] = Deletion(uri, at)

    def _closed(self, event: Closed) -> None:
        if event.did == self._watch.did:
            self._over = CredentialsRefused("bluesky.account_closed", status=event.status)
        elif event.status in _CLOSED_FOR_GOOD:
            for uri in [uri for uri in self._passed if uri.startswith(f"at://{event.did}/")]:
                self._deleted(uri, event.at)

    def _noticed(self, event: Notice, payload: bytes) -> None:
        if event.name == "OutdatedCursor" and self._seq == 0:
            return  # we asked for the beginning, and get what is left of it
        if event.name in {"OutdatedCursor", "FutureCursor"}:
            reason = f"{event.name}: the stream no longer knows where we were; posts may be missing"
            self._unreadable.append(Unreadable(payload, reason))
        if event.name == "FutureCursor":
            self._seq = 0
        if event.fatal:
            self._over = Transient("bluesky.stream_refused", reason=event.name)

    def _remember(self, uri: str) -> None:
        self._passed[uri] = None
        self._passed.move_to_end(uri)
        while len(self._passed) > REMEMBERED:
            self._passed.popitem(last=False)

    def _size(self) -> int:
        return len(self._posts) + len(self._deletions) + len(self._unreadable)

    def _batch(self) -> Batch:
        batch = Batch(
            posts=tuple(self._posts.values()),
            deletions=tuple(self._deletions.values()),
            unreadable=tuple(self._unreadable),
            cursor={"stream": self._url, "seq": self._seq},
        )
        self._posts, self._deletions, self._unreadable = {}, {}, []
        return batch


def _connected(url: str) -> ClientConnection:
    from websockets.exceptions import InvalidStatus, WebSocketException
    from websockets.sync.client import connect

    try:
        return connect(url, max_size=FRAME_LIMIT, open_timeout=CONNECT_SECONDS, close_timeout=1)
    except InvalidStatus as error:
        status = error.response.status_code
        if status == 429:  # noqa: PLR2004 - HTTP's own number
            retry_at = datetime.now(UTC) + timedelta(minutes=1)
            raise RateLimited("bluesky.rate_limited", retry_at=retry_at) from error
        raise Transient("bluesky.stream_refused", status=status) from error
    except (OSError, WebSocketException) as error:
        raise Transient("bluesky.stream_unreachable", cause=type(error).__name__) from error
