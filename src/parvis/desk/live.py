"""What must appear by itself: one tail of the ledger a process, told to everybody who listens.

The ledger's numbers have no gap and become visible in order, so a listener is somewhere in it:
after a lost connection it goes on from there. Presences pass by without a number. A listener too
slow to follow is dropped, and comes back from where it was.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from parvis.desk.queries.tail import News, PresenceMemory, news_after, position
from parvis.desk.rules import READ
from parvis.governance.models import User
from parvis.governance.permissions import entities_for

__all__ = ["LiveEvent", "events", "position"]

log = logging.getLogger(__name__)

POLL_SECONDS: Final = 0.1
HEARTBEAT_SECONDS: Final = 15.0
"""How often a silent stream says that it lives, and asks again what its reader may read."""

AFTER_FAILURE_SECONDS: Final = 1.0
LINGER_SECONDS: Final = 1.0
"""How long the tail goes on with nobody listening: pages come back when they are reloaded."""

QUEUE: Final = 64
"""How many pieces of news a slow listener may be behind before it is dropped."""

RESUMED: Final = 2_000
"""How many acts behind a listener may come back; beyond, it is told to load its page again."""

MOST_IDS: Final = 200
"""How many conversations one event names; beyond, the page is to be loaded again."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """Something changed: ids only, never text. ``id`` is where in the ledger this was known.

    ``conversations`` {"ids": changed, "new": opened}, ``presence`` {"conversation": id},
    ``ping`` {}, and ``reset`` {}: too much has changed to say what, load the page again.
    """

    id: int
    name: str
    data: dict[str, Any]


@dataclass(eq=False, slots=True)
class _Listener:
    """One open stream. ``entities`` are those that its reader may read."""

    entities: frozenset[int]
    queue: asyncio.Queue[News] = field(default_factory=lambda: asyncio.Queue(QUEUE))
    dropped: bool = False

    def tell(self, news: News) -> None:
        try:
            self.queue.put_nowait(news)
        except asyncio.QueueFull:
            self.dropped = True


class _Tail:
    """Follows the ledger while anybody listens, in a thread of its own for the database."""

    def __init__(self) -> None:
        self.listeners: set[_Listener] = set()
        self.position = 0
        self._memory = PresenceMemory()
        self._thread: ThreadPoolExecutor | None = None
        self._task: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()

    async def ask(self, question: Callable[[], _T]) -> _T:
        """Run a question to the database in the tail's thread."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk-live")
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, _with_fresh_connection, question
        )

    async def join(self, listener: _Listener) -> int:
        """Take up a listener; gives the place from which it will be told."""
        async with self._starting:
            if self._task is None or self._task.done():
                self.position = await self.ask(position)
                self._task = asyncio.create_task(self._follow(), name="desk-live")
                self._task.add_done_callback(self._drop_everybody)
        self.listeners.add(listener)
        return self.position

    def leave(self, listener: _Listener) -> None:
        """Let a listener go."""
        self.listeners.discard(listener)

    async def _follow(self) -> None:
        try:
            await self._tell_while_anybody_listens()
        finally:
            # Also when the loop ends under us: the thread would keep its connection for ever.
            thread, self._thread, self._task = self._thread, None, None
            if thread is not None:
                thread.submit(connections.close_all)
                thread.shutdown(wait=False)

    async def _tell_while_anybody_listens(self) -> None:
        idle_since = time.monotonic()
        while self.listeners or time.monotonic() - idle_since < LINGER_SECONDS:
            if self.listeners:
                idle_since = time.monotonic()
            try:
                await self._tell_news()
            except (DatabaseError, InterfaceError):
                log.exception("the ledger could not be read; open pages wait")
                await asyncio.sleep(AFTER_FAILURE_SECONDS)
            await asyncio.sleep(POLL_SECONDS)

    def _drop_everybody(self, _task: asyncio.Task[None]) -> None:
        """Have whoever listens to a tail that ended come back, and start a new one."""
        for listener in self.listeners:
            listener.dropped = True

    async def _tell_news(self) -> None:
        after = self.position
        news = await self.ask(lambda: news_after(after, memory=self._memory))
        self.position = news.position
        if news.is_something:
            for listener in list(self.listeners):
                listener.tell(news)


_tails: WeakKeyDictionary[asyncio.AbstractEventLoop, _Tail] = WeakKeyDictionary()


async def events(user: User, *, last_event_id: str = "") -> AsyncIterator[LiveEvent]:
    """Yield what changes among what the person may read, until they may read nothing any more.

    ``last_event_id`` is what the client knew last, or ``position()`` of the page it shows; what
    is no such number is taken as "from now on". The first event comes at once.
    """
    tail = _tails.setdefault(asyncio.get_running_loop(), _Tail())
    entities = await tail.ask(lambda: _readable(user.pk))
    if not entities:
        return
    listener = _Listener(entities)
    here = await tail.join(listener)
    try:
        last = _number(last_event_id, here)
        yield LiveEvent(last, "ping", {})
        missed = await _missed(tail, last, here)
        for event in _events_of(missed, listener.entities):
            yield event
        async for event in _as_they_come(tail, listener, user.pk, here):
            yield event
    finally:
        tail.leave(listener)


async def _as_they_come(
    tail: _Tail, listener: _Listener, user_id: int, here: int
) -> AsyncIterator[LiveEvent]:
    asked_at = time.monotonic()
    while not listener.dropped and listener.entities:
        patience = max(0.0, asked_at + HEARTBEAT_SECONDS - time.monotonic())
        news = await _within(listener.queue.get(), patience)
        if news is None:
            asked_at = time.monotonic()
            listener.entities = await tail.ask(lambda: _readable(user_id))
            yield LiveEvent(here, "ping", {})
            continue
        here = news.position
        for event in _events_of(news, listener.entities):
            yield event


async def _within(coming: Awaitable[_T], seconds: float) -> _T | None:
    try:
        return await asyncio.wait_for(coming, seconds)
    except TimeoutError:
        return None


async def _missed(tail: _Tail, last: int, here: int) -> News:
    if here - last > RESUMED:
        return News(position=here, reset=True)
    news = News(position=last)
    while news.position < here:
        after = news.position
        news = news + await tail.ask(lambda: news_after(after, until=here))  # noqa: B023 - awaited
    return news


def _events_of(news: News, entities: frozenset[int]) -> list[LiveEvent]:
    changed, opened = news.changed_in(entities), news.opened_in(entities)
    if news.reset or len(changed) + len(opened) > MOST_IDS:
        return [LiveEvent(news.position, "reset", {})]
    told = []
    if changed or opened:
        told.append(LiveEvent(news.position, "conversations", {"ids": changed, "new": opened}))
    told += [
        LiveEvent(news.position, "presence", {"conversation": conversation})
        for conversation in news.visited_in(entities)
    ]
    return told


def _number(text: str, here: int) -> int:
    known = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else here  # noqa: PLR2004 - 64 bits
    return min(known, here)


def _readable(user_id: int) -> frozenset[int]:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return entities_for(user, READ) if user is not None else frozenset()


def _with_fresh_connection(question: Callable[[], _T]) -> _T:
    close_old_connections()
    try:
        return question()
    finally:
        close_old_connections()
