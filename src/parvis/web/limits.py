"""How much anybody may send: a body that is too large is refused before it fills the disk.

Django keeps a whole body aside before it looks at it, and before it knows who sends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asgiref.typing import (
        ASGI3Application,
        ASGIReceiveCallable,
        ASGIReceiveEvent,
        ASGISendCallable,
        ASGISendEvent,
        HTTPScope,
        Scope,
    )

_TOO_LARGE = 413


class BoundedBodies:
    """Wraps an ASGI application: a request with more than ``limit`` bytes is answered by 413."""

    def __init__(self, application: ASGI3Application, *, limit: int) -> None:
        self._application = application
        self._limit = limit

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        body = _Body(receive, send, self._limit)
        if _declared(scope) > self._limit:
            body.is_too_large = True
        else:
            await self._application(scope, body.receive, body.send)
        if body.is_too_large and not body.answered:
            await _refuse(send)


class _Body:
    """The body of one request, counted as it comes."""

    def __init__(self, receive: ASGIReceiveCallable, send: ASGISendCallable, limit: int) -> None:
        self._receive = receive
        self._send = send
        self._left = limit
        self.is_too_large = False
        self.answered = False

    async def receive(self) -> ASGIReceiveEvent:
        if self.is_too_large:
            return {"type": "http.disconnect"}
        event = await self._receive()
        if event["type"] == "http.request":
            self._left -= len(event.get("body", b""))
            if self._left < 0:
                self.is_too_large = True
                return {"type": "http.disconnect"}
        return event

    async def send(self, event: ASGISendEvent) -> None:
        self.answered = True
        await self._send(event)


def _declared(scope: HTTPScope) -> int:
    """Give the length that the request says it has; 0 where it says none."""
    for name, value in scope["headers"]:
        if name.lower() == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def _refuse(send: ASGISendCallable) -> None:
    text = b"Too much was sent at once.\n"
    await send(
        {
            "type": "http.response.start",
            "status": _TOO_LARGE,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(text)).encode()),
                (b"connection", b"close"),  # the rest is never read
            ],
            "trailers": False,
        }
    )
    await send({"type": "http.response.body", "body": text, "more_body": False})
