"""One document over HTTP: conditional, redirected by hand, bounded in size and time."""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Self

import httpx

from parvis.errors import Gone, NetworkError, RateLimited, Rejected, Transient
from parvis.networks.feeds.addresses import Target, target

SIZE_LIMIT = 10_000_000
"""Largest document, in bytes, after it was unpacked."""

TIME_LIMIT = 30.0
"""Seconds for all of it, redirects included, however slowly a server drips."""

STEP_LIMIT = 10.0
"""Seconds for a connection, and for each piece of an answer."""

REDIRECTS = 5
PATIENCE = timedelta(minutes=15)
PATIENCE_LIMIT = timedelta(days=1)

_HEADERS = {
    "User-Agent": "Parvis",
    "Accept": "application/feed+json, application/atom+xml, application/rss+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
_FOR_EVER = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_ELSEWHERE = _FOR_EVER | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
_FOR_NOW = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})
_COME_BACK = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a server gave; ``body`` is None where nothing changed.

    ``moved_to`` is the new address, where the server says that it moved for ever.
    """

    url: str
    body: bytes | None
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    moved_to: str = ""


def fetch(
    url: str, *, etag: str = "", modified: str = "", private_allowed: bool = False
) -> Document:
    """Fetch a document; raises a ``NetworkError``."""
    headers = dict(_HEADERS)
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    moved = True
    moved_to = ""
    with _Clock() as clock, httpx.Client(timeout=STEP_LIMIT) as client:
        for _ in range(REDIRECTS + 1):
            aim = target(url, private_allowed=private_allowed)
            with _asked(client, aim, headers, clock) as answer:
                if answer.status_code not in _ELSEWHERE:
                    document = replace(_document(answer, url), moved_to=moved_to)
                    if clock.is_up:  # what was cut may look complete
                        raise Transient("feed.too_slow", host=aim.url.host)
                    return document
                url = _next(url, answer)
                moved = moved and answer.status_code in _FOR_EVER
                moved_to = url if moved else moved_to
    raise Rejected("feed.too_many_redirects", limit=REDIRECTS)


class _Clock:
    """Ends whatever is under way when the time is up, by closing the connection under it."""

    def __init__(self) -> None:
        self.ends = time.monotonic() + TIME_LIMIT
        self.is_up = False
        self._stream: Any = None
        self._timer = threading.Timer(TIME_LIMIT, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *ignored: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Keep hold of the connection: httpx calls this at each of its steps."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._stream = info["return_value"]
            if self.is_up:
                self._ring()

    def _ring(self) -> None:
        self.is_up = True
        if self._stream is not None:
            with suppress(OSError, AttributeError):
                self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


@contextmanager
def _asked(
    client: httpx.Client, aim: Target, headers: Mapping[str, str], clock: _Clock
) -> Iterator[httpx.Response]:
    """Ask the first machine that takes the call, under the name and certificate of the host."""
    try:
        answer = _answer(client, aim, headers, clock)
        try:
            yield answer
        finally:
            answer.close()
    except httpx.TransportError as error:
        code = "feed.too_slow" if clock.is_up else "feed.connection_failed"
        raise Transient(code, host=aim.url.host) from error


def _answer(
    client: httpx.Client, aim: Target, headers: Mapping[str, str], clock: _Clock
) -> httpx.Response:
    for number, machine in enumerate(aim.machines, start=1):
        request = client.build_request(
            "GET",
            aim.at(machine),
            headers={**headers, "Host": aim.url.netloc.decode("ascii")},
            extensions={"sni_hostname": aim.host, "trace": clock.trace},
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if number == len(aim.machines) or clock.is_up:
                raise
    raise Transient("feed.name_not_resolved", host=aim.url.host)


def _document(answer: httpx.Response, url: str) -> Document:
    if answer.status_code == HTTPStatus.NOT_MODIFIED:
        return Document(url=url, body=None)
    if answer.status_code != HTTPStatus.OK:
        raise _refusal(answer)
    return Document(
        url=url,
        body=_body(answer),
        content_type=answer.headers.get("Content-Type", ""),
        etag=_short(answer.headers.get("ETag", "")),
        modified=_short(answer.headers.get("Last-Modified", "")),
    )


def _body(answer: httpx.Response) -> bytes:
    """Read and unpack a body, never holding more than the limit of either form."""
    encoding = answer.headers.get("Content-Encoding", "identity").lower()
    if encoding not in {"identity", "gzip", "x-gzip", "deflate", ""}:
        raise Rejected("feed.encoding_unknown")
    unpacker = None if encoding in {"identity", ""} else zlib.decompressobj(wbits=47)
    body = bytearray()
    try:
        for packed in answer.iter_raw(65_536):
            room = SIZE_LIMIT - len(body) + 1
            body += unpacker.decompress(packed, room) if unpacker else packed
            if len(body) > SIZE_LIMIT:
                raise Rejected("feed.too_large", limit=SIZE_LIMIT)
    except zlib.error as error:
        raise Transient("feed.body_broken") from error
    return bytes(body)


def _next(url: str, answer: httpx.Response) -> str:
    try:
        return str(httpx.URL(url).join(answer.headers["Location"]))
    except (KeyError, httpx.InvalidURL) as error:
        raise Rejected("feed.redirect_malformed") from error


def _refusal(answer: httpx.Response) -> NetworkError:
    status = answer.status_code
    if status == HTTPStatus.GONE:
        return Gone("feed.gone")
    after = answer.headers.get("Retry-After", "")
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status in _COME_BACK and after):
        return RateLimited("feed.rate_limited", retry_at=_retry_at(after))
    if status in _FOR_NOW or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Transient("feed.server_failed", status=status)
    return Rejected("feed.refused", status=status)


def _retry_at(after: str) -> datetime:
    """Read ``Retry-After``, seconds or a date (RFC 9110, 10.2.3); between now and a day hence."""
    now = datetime.now(UTC)
    try:
        if after.isascii() and after.isdigit():
            wanted = now + timedelta(seconds=min(int(after[:9]), PATIENCE_LIMIT.total_seconds()))
        else:
            wanted = parsedate_to_datetime(after).astimezone(UTC)
    except (OverflowError, TypeError, ValueError):
        wanted = now + PATIENCE
    return min(max(wanted, now), now + PATIENCE_LIMIT)


def _short(value: str) -> str:
    return value if len(value) <= 500 else ""  # noqa: PLR2004 - it is kept in a small cursor
