"""Event streams end when the server stops; ordinary requests are left to finish."""

from __future__ import annotations

import asyncio

import pytest

from parvis.web.streams import EndingStreams


class Browser:
    """The server's side of one request: what arrived, and when it hangs up."""

    def __init__(self) -> None:
        self.events = []
        self.gone = asyncio.Event()

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, event):
        self.events.append(event)


def application(content_type: bytes, *, seconds: float):
    """Send one part, then wait for a disconnect as Django does, at most so long."""

    async def answer(scope, receive, send):
        headers = [(b"Content-Type", content_type)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})
        listening = asyncio.ensure_future(receive())
        done, _ = await asyncio.wait({listening}, timeout=seconds)
        if done:
            assert listening.result() == {"type": "http.disconnect"}
            return
        listening.cancel()
        await send({"type": "http.response.body", "body": b"last", "more_body": False})

    return answer


def exchange(content_type: bytes, *, end_after: float | None, gone_after: float | None = None):
    async def run():
        streams = EndingStreams(application(content_type, seconds=0.5))
        browser = Browser()
        loop = asyncio.get_running_loop()
        if end_after is not None:
            loop.call_later(end_after, streams.end)
        if gone_after is not None:
            loop.call_later(gone_after, browser.gone.set)
        began = loop.time()
        await streams({"type": "http"}, browser.receive, browser.send)
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.gather(*left, return_exceptions=True)
        return browser.events, loop.time() - began

    return asyncio.run(run())


def test_a_stream_ends_in_good_order_when_the_server_stops():
    events, seconds = exchange(b"text/event-stream; charset=utf-8", end_after=0.05)
    assert seconds < 0.4
    assert events[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


def test_an_ordinary_request_is_left_to_finish():
    events, seconds = exchange(b"text/html", end_after=0.05)
    assert seconds >= 0.5
    assert events[-1]["body"] == b"last"


def test_a_stream_goes_on_while_the_server_runs():
    events, _ = exchange(b"text/event-stream", end_after=None)
    assert [event.get("body") for event in events[1:]] == [b"first", b"last"]


def test_a_reader_that_hangs_up_is_not_sent_an_end():
    events, seconds = exchange(b"text/event-stream", end_after=None, gone_after=0.05)
    assert seconds < 0.4
    assert events[-1]["body"] == b"first"


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_what_is_no_request_passes_through(kind):
    seen = []

    async def passed(scope, receive, send):
        seen.append((scope["type"], receive, send))

    asyncio.run(EndingStreams(passed)({"type": kind}, "receive", "send"))
    assert seen == [(kind, "receive", "send")]
