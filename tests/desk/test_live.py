"""What changes is told at once to whom may know it, and to nobody else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.desk.conftest import EXPOSED, Desk
from tests.threads import do

from parvis.desk import live
from parvis.desk.actions import (
    add_note,
    announce_presence,
    leave_conversation,
    reply_to_conversation,
)
from parvis.desk.live import LiveEvent, events, position
from parvis.desk.models import Presence
from parvis.engine.post import Visibility
from parvis.governance.models import User

pytestmark = pytest.mark.django_db(transaction=True)


async def take(stream: AsyncIterator[LiveEvent], *names: str) -> LiveEvent:
    """Give the next event of one of these names."""
    async with asyncio.timeout(8):
        async for event in stream:
            if event.name in names:
                return event
    raise AssertionError("the stream ended")


async def nothing(stream: AsyncIterator[LiveEvent]) -> bool:
    """Whether nothing comes for a while."""
    try:
        async with asyncio.timeout(0.6):
            await anext(stream)
    except TimeoutError:
        return True
    return False


@pytest.fixture(autouse=True)
def no_thread_stays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(live, "LINGER_SECONDS", 0.0)
    yield
    live._tails.clear()
    for thread in threading.enumerate():
        if thread.name.startswith("desk-live"):
            thread.join(5)
            assert not thread.is_alive()


async def ended() -> None:
    """Wait until the tail has seen that nobody listens, so that its connection is closed."""
    for task in asyncio.all_tasks():
        if task.get_name() == "desk-live":
            await task


def listen(body: Callable[[], Any]) -> None:
    async def whole() -> None:
        await body()
        await ended()

    asyncio.run(whole())


def test_a_new_post_is_told_within_a_second_and_without_its_text(desk: Desk) -> None:
    async def body() -> None:
        stream = events(desk.bank.anne)
        assert (await anext(stream)).name == "ping"
        seen = await do(desk.receive, EXPOSED, id="root")
        began = asyncio.get_running_loop().time()
        told = await take(stream, "conversations")
        assert asyncio.get_running_loop().time() - began < 1
        assert told.data == {"ids": [], "new": [seen.pk]}
        await do(desk.receive, "Alors ?", in_reply_to="root")
        told = await take(stream, "conversations")
        assert told.data == {"ids": [seen.pk], "new": []}
        await stream.aclose()

    listen(body)


def test_acts_and_deliveries_are_told_under_their_conversation(desk: Desk) -> None:
    bank, seen = desk.bank, desk.receive()

    async def body() -> None:
        stream = events(bank.karim)
        await anext(stream)
        await do(add_note, actor=bank.anne, conversation=seen, text="Vu")
        assert (await take(stream, "conversations")).data == {"ids": [seen.pk], "new": []}
        await do(
            reply_to_conversation,
            actor=bank.anne,
            conversation=seen,
            text="Bonjour.",
            visibility=Visibility.PUBLIC,
        )
        told = await take(stream, "conversations")
        assert told.data == {"ids": [seen.pk], "new": []}
        assert told.id == await do(position)
        await stream.aclose()

    listen(body)


def test_nothing_of_other_entities_is_told(desk: Desk) -> None:
    bank, seen = desk.bank, desk.receive()

    async def body() -> None:
        stream = events(bank.sam)
        await anext(stream)
        await do(desk.receive, author="@omar")
        await do(announce_presence, actor=bank.anne, conversation=seen, writing=True)
        assert await nothing(stream)

    listen(body)


def test_who_may_read_nothing_is_told_nothing(desk: Desk) -> None:
    async def body() -> None:
        assert [event async for event in events(desk.bank.ada)] == []

    listen(body)


def test_who_comes_back_is_told_what_they_missed(desk: Desk) -> None:
    first = desk.receive()
    here = position()
    second = desk.receive(author="@omar")
    add_note(actor=desk.bank.anne, conversation=first, text="Vu")

    async def body() -> None:
        stream = events(desk.bank.anne, last_event_id=str(here))
        assert await anext(stream) == LiveEvent(here, "ping", {})
        told = await take(stream, "conversations")
        assert told.data == {"ids": [first.pk], "new": [second.pk]}
        assert told.id == here + (await do(position)) - here
        await stream.aclose()

    listen(body)


def test_who_was_away_too_long_loads_the_page_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "RESUMED", 2)
    desk.receive()

    async def body() -> None:
        stream = events(desk.bank.anne, last_event_id="1")
        await anext(stream)
        assert (await anext(stream)).name == "reset"
        await stream.aclose()

    listen(body)


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 40, "1e3", "٣", "99999999", "\ud800"])
def test_a_strange_place_is_taken_as_from_now_on(last: str) -> None:
    assert live._number(last, 7) == 7


@pytest.mark.parametrize("last", ["", "x"])
def test_who_names_no_place_is_told_from_now_on(desk: Desk, last: str) -> None:
    desk.receive()

    async def body() -> None:
        stream = events(desk.bank.anne, last_event_id=last)
        assert (await anext(stream)).id == await do(position)
        assert await nothing(stream)

    listen(body)


def test_presences_are_told_once_when_they_change_and_when_they_run_out(desk: Desk) -> None:
    bank, seen = desk.bank, desk.receive()

    async def body() -> None:
        stream = events(bank.anne)
        await anext(stream)
        for writing in (False, True):
            await do(announce_presence, actor=bank.karim, conversation=seen, writing=writing)
            assert (await take(stream, "presence")).data == {"conversation": seen.pk}
        await do(announce_presence, actor=bank.karim, conversation=seen, writing=True)
        assert await nothing(stream)

    listen(body)


def test_leaving_and_running_out_are_told(desk: Desk) -> None:
    bank, seen = desk.bank, desk.receive()

    def run_out() -> None:
        Presence.objects.update(until=timezone.now() + timedelta(milliseconds=200))

    async def body() -> None:
        stream = events(bank.anne)
        await anext(stream)
        await do(announce_presence, actor=bank.karim, conversation=seen, writing=False)
        await take(stream, "presence")
        await do(leave_conversation, actor=bank.karim, conversation=seen)
        await take(stream, "presence")
        await do(announce_presence, actor=bank.karim, conversation=seen, writing=True)
        await take(stream, "presence")
        await do(run_out)
        assert (await take(stream, "presence")).data == {"conversation": seen.pk}
        await stream.aclose()

    listen(body)


def test_one_tail_serves_all_who_listen(desk: Desk) -> None:
    async def body() -> None:
        streams = [events(desk.bank.anne) for _ in range(20)]
        for stream in streams:
            await anext(stream)
        tasks = [task for task in asyncio.all_tasks() if task.get_name() == "desk-live"]
        assert len(tasks) == 1
        assert sum(thread.name.startswith("desk-live") for thread in threading.enumerate()) == 1
        seen = await do(desk.receive)
        for stream in streams:
            assert (await take(stream, "conversations")).data["new"] == [seen.pk]
            await stream.aclose()

    listen(body)


def test_a_listener_too_slow_is_dropped_and_misses_nothing_by_coming_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "QUEUE", 1)

    async def body() -> None:
        stream = events(desk.bank.anne)
        last = (await anext(stream)).id
        wanted = set()
        for number in range(4):
            wanted.add((await do(desk.receive, author=f"@a{number}")).pk)
            await asyncio.sleep(0.4)
        told: set[int] = set()
        async with asyncio.timeout(5):
            async for event in stream:
                last = event.id
                told.update(event.data.get("new", []))
        assert told < wanted
        again = events(desk.bank.anne, last_event_id=str(last))
        told.update((await take(again, "conversations")).data["new"])
        assert told == wanted
        await again.aclose()

    listen(body)


def test_who_loses_the_right_to_read_is_cut_off(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.3)
    bank = desk.bank

    def dismiss() -> None:
        User.objects.filter(pk=bank.anne.pk).update(is_active=False)

    async def body() -> None:
        stream = events(bank.anne)
        await anext(stream)
        await do(dismiss)
        async with asyncio.timeout(5):
            assert {event.name async for event in stream} == {"ping"}

    listen(body)
