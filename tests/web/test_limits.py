"""What is sent is bounded before it is kept, whoever sends it."""

from __future__ import annotations

import asyncio

import pytest

from parvis.web.limits import BoundedBodies

LIMIT = 1_000


def status_of(parts: list[bytes], *, declared: int | None = None) -> tuple[int, int]:
    """Send a body in parts; gives the status, and how many bytes reached the application."""
    taken = 0

    async def application(scope, receive, send):
        nonlocal taken
        more = True
        while more:
            event = await receive()
            if event["type"] == "http.disconnect":
                return
            taken += len(event["body"])
            more = event["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    coming = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)}
        for number, part in enumerate(parts, start=1)
    ]
    sent = []

    async def receive():
        return coming.pop(0)

    async def send(event):
        sent.append(event)

    headers = [] if declared is None else [(b"Content-Length", str(declared).encode())]
    bounded = BoundedBodies(application, limit=LIMIT)
    asyncio.run(bounded({"type": "http", "headers": headers}, receive, send))
    return sent[0]["status"], taken


@pytest.mark.parametrize("parts", [[b"a" * LIMIT], [b"a" * 500, b"a" * 500], [b""]])
def test_a_body_within_the_limit_passes(parts: list[bytes]) -> None:
    assert status_of(parts, declared=sum(map(len, parts)))[0] == 200


def test_a_body_that_says_it_is_too_large_is_not_even_read() -> None:
    assert status_of([b"a"], declared=LIMIT + 1) == (413, 0)


def test_a_body_that_does_not_say_its_length_is_read_up_to_the_limit() -> None:
    assert status_of([b"a" * 600] * 50) == (413, 600)


def test_a_body_that_says_less_than_it_sends_is_read_up_to_the_limit() -> None:
    assert status_of([b"a" * 600] * 50, declared=10) == (413, 600)
