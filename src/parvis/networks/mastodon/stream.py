"""Following the stream: https://docs.joinmastodon.org/methods/streaming/#user.

The stream tells when to ask, and of edits and deletions. While it is down we ask more often.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any

from parvis.networks.mastodon.calls import asking
from parvis.networks.mastodon.reading import Reader
from parvis.networks.mastodon.statuses import identifier
from parvis.networks.network import Batch

if TYPE_CHECKING:
    from mastodon import Mastodon as Client

BEAT = 2.0
"""Seconds of silence after which an empty batch says that the reader lives."""

STREAMING_POLL = 20.0
"""Seconds between two questions while the stream is up: for what it does not tell."""

POLL = 10.0
"""Seconds between two questions while it is down."""

RECONNECT = 30.0
"""Seconds between two attempts to open it."""

_ATTENTION = 0.25
_AT_ONCE = 500

Told = tuple[str, Any]


def follow(client: Client, reader: Reader, stop: Event) -> Iterator[Batch]:
    """Yield batches until ``stop``; raises what ``Reader`` raises."""
    told: SimpleQueue[Told] = SimpleQueue()
    with _opened(client, told) as handle:
        was_up, asked, spoken = False, time.monotonic(), time.monotonic()
        while not stop.is_set():
            for batch in _heard(told, reader, stop):
                spoken = time.monotonic()
                yield batch
            up = handle.connection is not None and handle.is_receiving()
            now = time.monotonic()
            if (up and not was_up) or now - asked >= (STREAMING_POLL if up else POLL):
                yield from reader.catch_up(stop)
                asked = spoken = time.monotonic()
            elif now - spoken >= BEAT:
                spoken = now
                yield Batch(cursor=reader.cursor)
            was_up = up


def _heard(told: SimpleQueue[Told], reader: Reader, stop: Event) -> Iterator[Batch]:
    """Wait a moment for an event, and yield what it and those behind it mean."""
    events: list[Told] = []
    try:
        events.append(told.get(timeout=_ATTENTION))
        while len(events) < _AT_ONCE:
            events.append(told.get_nowait())
    except Empty:
        pass
    for name, what in events:
        if name == "delete":
            yield reader.deleted(identifier(what))
        elif name in {"status.update", "status_update"} and isinstance(what, Mapping):
            yield reader.edited(what)
    if any(name == "notification" for name, _ in events):
        yield from reader.new(stop)


@contextmanager
def _opened(client: Client, told: SimpleQueue[Told]) -> Iterator[Any]:
    """Keep the stream open in a thread of the client, and close it whatever it waits for."""
    from mastodon import StreamListener

    class Listener(StreamListener):
        def on_any_event(self, name: str, data: Any = None, for_stream: Any = None) -> None:
            del for_stream
            told.put((name, data))

        def on_unknown_event(self, name: str, unknown_event: Any = None) -> None:
            """Take no notice: the default is to break the stream."""

    with asking(client):
        handle = client.stream_user(
            Listener(), run_async=True, reconnect_async=True, reconnect_async_wait_sec=RECONNECT
        )
    try:
        yield handle
    finally:
        handle.closed = True
        if handle.connection is not None:
            # Without it, closing waits for the reading thread, and that for the server.
            with suppress(OSError, RuntimeError, ValueError):  # it was closed already
                handle.connection.raw.shutdown()
            handle.close()
