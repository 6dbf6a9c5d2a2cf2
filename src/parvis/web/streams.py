"""Event streams stay open for hours; when the server stops they have to end at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asgiref.typing import (
        ASGI3Application,
        ASGIReceiveCallable,
        ASGIReceiveEvent,
        ASGISendCallable,
        ASGISendEvent,
        Scope,
    )


class EndingStreams:
    """Wraps an ASGI application: from ``end`` on, its event streams see their reader hang up.

    Each is then closed in good order, so that a browser reconnects by itself. Ordinary requests
    are left to finish.
    """

    def __init__(self, application: ASGI3Application) -> None:
        self._application = application
        self._ending = asyncio.Event()

    def end(self) -> None:
        """End the streams that are open, and those still to come."""
        self._ending.set()

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        exchange = _Exchange(receive, send, self._ending)
        await self._application(scope, exchange.receive, exchange.send)
        await exchange.close()


class _Exchange:
    """One request, watched."""

    def __init__(
        self, receive: ASGIReceiveCallable, send: ASGISendCallable, ending: asyncio.Event
    ) -> None:
        self._receive = receive
        self._send = send
        self._ending = ending
        self._streaming = False
        self._complete = False

    async def send(self, event: ASGISendEvent) -> None:
        if event["type"] == "http.response.start":
            headers = {name.lower(): value for name, value in event["headers"]}
            self._streaming = headers.get(b"content-type", b"").startswith(b"text/event-stream")
        elif event["type"] == "http.response.body":
            self._complete = not event.get("more_body", False)
        await self._send(event)

    async def receive(self) -> ASGIReceiveEvent:
        event = asyncio.ensure_future(self._receive())
        ending = asyncio.ensure_future(self._ending.wait())
        try:
            await asyncio.wait({event, ending}, return_when=asyncio.FIRST_COMPLETED)
            if self._streaming and not event.done():
                return {"type": "http.disconnect"}
            return await event
        finally:
            event.cancel()
            ending.cancel()

    async def close(self) -> None:
        """Give a stream that was cut its proper end."""
        if self._streaming and not self._complete and self._ending.is_set():
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
