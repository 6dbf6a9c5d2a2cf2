"""The bytes of the event stream hold no confidential data, whatever happens while it is open."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.test import Client
from django.urls import reverse
from tests.conftest import Bank
from tests.leaks import SAID, holds, what_is_logged
from tests.threads import do

from parvis.desk import live
from parvis.desk.actions import add_note, announce_presence
from parvis.desk.follow import follow_intake
from parvis.desk.models import Conversation
from parvis.engine.guard import Kind
from parvis.engine.post import Post, Visibility
from parvis.governance.ledger import SYSTEM
from parvis.intake.actions import store_batch
from parvis.networks.network import Batch, Deletion, Unreadable
from parvis.outbox.models import Delivery
from parvis.web.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 8


@pytest.fixture(autouse=True)
def no_thread_stays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(live, "LINGER_SECONDS", 0.0)
    yield
    live._tails.clear()
    for thread in threading.enumerate():
        if thread.name.startswith("desk-live"):
            thread.join(5)


class Stream:
    """The event stream of a person, as the server sends it to their browser."""

    def __init__(self, client: Client) -> None:
        cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
        path = reverse("events")
        self._connection = ApplicationCommunicator(
            application,
            {
                "type": "http",
                "asgi": {"version": "3.0"},
                "http_version": "1.1",
                "method": "GET",
                "scheme": "http",
                "path": path,
                "raw_path": path.encode(),
                "root_path": "",
                "query_string": b"",
                "headers": [(b"host", b"localhost"), (b"cookie", cookies.encode())],
                "client": ("127.0.0.1", 1),
                "server": ("127.0.0.1", 80),
            },
        )
        self.received = b""

    async def open(self) -> None:
        await self._connection.send_input({"type": "http.request", "body": b""})
        start = await self._connection.receive_output(SECONDS)
        assert start["status"] == 200
        self.received += repr(start["headers"]).encode()
        await self.until("ping", lambda _data: True)

    async def until(self, name: str, right: Callable[[dict[str, Any]], bool]) -> None:
        """Read on until an event of this name has the right data."""
        async with asyncio.timeout(SECONDS):
            while True:
                read = len(self.received)
                part = await self._connection.receive_output(SECONDS)
                self.received += part["body"]
                told = self.received[read:].decode()
                for data in re.findall(rf"event: {name}\ndata: (.*)\n", told):
                    if right(json.loads(data)):
                        return

    async def close(self) -> None:
        await self._connection.send_input({"type": "http.disconnect"})
        await self._connection.wait(SECONDS)
        for task in asyncio.all_tasks():
            if task.get_name() == "desk-live":
                await task


def about(seen: Conversation) -> Callable[[dict[str, Any]], bool]:
    return lambda data: seen.pk in data["ids"] + data["new"]


def receive(bank: Bank, kind: Kind) -> Conversation:
    """Take in a post, a payload that cannot be read, and a deletion, all with the same secret."""
    said, _secret = SAID[kind]
    post = Post(id=f"p {said}", text=f"Bonjour, {said}.", author=f"@{said}", author_name=said)
    unreadable = Unreadable(f"no post: {said}".encode(), f"unreadable: {said}")
    batch = Batch(posts=(post,), unreadable=(unreadable,), deletions=(Deletion(f"gone {said}"),))
    store_batch(actor=SYSTEM, account=bank.account, batch=batch)
    follow_intake()
    return Conversation.objects.latest("pk")


def holds_only_ids(received: bytes) -> bool:
    """Whether every line of a stream is a name of ours, or holds numbers and nothing else."""
    body = received.decode().partition("]")[2]
    line = r"(?:retry: 2000|id: \d+|event: (?:ping|conversations|presence)|data: \{[^{}]*\}|)"
    if not all(re.fullmatch(line, each) for each in body.split("\n")):
        return False
    given = [json.loads(data) for data in re.findall(r"data: (.*)", body)]
    values = [value for data in given for value in data.values()]
    numbers = [n for value in values for n in (value if isinstance(value, list) else [value])]
    return all(type(n) is int for n in numbers)


def test_the_stream_holds_nothing_of_what_is_received(bank: Bank, client: Client) -> None:
    client.force_login(bank.anne)
    stream = Stream(client)

    async def body() -> None:
        await stream.open()
        for kind in Kind:
            seen = await do(receive, bank, kind)
            await stream.until("conversations", about(seen))
        await stream.close()

    with what_is_logged() as logged:
        asyncio.run(body())
    assert stream.received.count(b"event: conversations") >= len(Kind)
    assert holds_only_ids(stream.received)
    for kind, (_said, secret) in SAID.items():
        assert not holds(stream.received.decode(), secret), kind
        assert not [line for line in logged if holds(line, secret)], kind


def test_the_stream_holds_nothing_of_what_an_agent_types(bank: Bank, client: Client) -> None:
    client.force_login(bank.anne)
    stream = Stream(client)
    question = Post(id="p1", text="Pourquoi mon virement est-il bloqué ?", author="@lucie")
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=(question,)))
    follow_intake()
    seen = Conversation.objects.get()
    address = reverse("conversation", args=[seen.pk])

    def refused(kind: Kind) -> int:
        typed = {"text": f"Bonjour, {SAID[kind][0]}.", "visibility": Visibility.PUBLIC}
        headers = {"HX-Request": "true"}
        client.post(f"{address}check/", typed, headers=headers)
        client.post(f"{address}presence/", {"doing": "writing", **typed}, headers=headers)
        return client.post(f"{address}reply/", typed, headers=headers).status_code

    async def body() -> None:
        await stream.open()
        for kind in Kind:
            if kind is not Kind.PERSON_NAME:  # an agent signs with a name
                assert await do(refused, kind) == 422
            # After what was refused comes what is told for certain.
            said = SAID[kind][0]
            await do(add_note, actor=bank.karim, conversation=seen, text=f"Dit : {said}.")
            await stream.until("conversations", about(seen))
        await do(announce_presence, actor=bank.karim, conversation=seen, writing=True)
        await stream.until("presence", lambda data: data == {"conversation": seen.pk})
        await stream.close()

    with what_is_logged() as logged:
        asyncio.run(body())
    assert Delivery.objects.count() == 0
    assert holds_only_ids(stream.received)
    for kind, (_said, secret) in SAID.items():
        assert not holds(stream.received.decode(), secret), kind
        assert not [line for line in logged if holds(line, secret)], kind


@pytest.mark.parametrize("line", ['data: {"text": "Bonjour"}', "event: Bonjour", ": Bonjour"])
def test_a_stream_with_words_would_be_noticed(line: str) -> None:
    start = "[]retry: 2000\n\nid: 7\nevent: conversations\n"
    assert holds_only_ids(f'{start}data: {{"ids": [1], "new": []}}\n\n'.encode())
    assert not holds_only_ids(f"{start}{line}\n\n".encode())
