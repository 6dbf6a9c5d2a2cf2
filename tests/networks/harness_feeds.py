"""A web server of this machine that serves one feed: a real one over HTTP, with an ETag."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from xml.sax.saxutils import escape, quoteattr

from parvis.networks.feeds import Feeds
from parvis.networks.network import Network
from parvis.networks.registry import connect

_numbers = itertools.count(1)

Answer = Callable[[BaseHTTPRequestHandler], None]


def start() -> Harness:
    """Start a server with an empty feed."""
    return Harness()


class WebServer:
    """A server thread; what each path answers can be set, what was asked is kept."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                server.answers.get(self.path, missing)(self)

            def log_message(self, *ignored: Any) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._http.serve_forever, args=[0.05], daemon=True).start()

    def serve(self, path: str, body: str | bytes, content_type: str = "application/xml") -> str:
        """Serve a document under a path, with ETag and Last-Modified; give its address."""
        data = body.encode() if isinstance(body, str) else body
        etag = f'"{sha256(data).hexdigest()[:16]}"'

        def document(request: BaseHTTPRequestHandler) -> None:
            if request.headers.get("If-None-Match") == etag:
                answer(request, 304, {"ETag": etag})
            else:
                more = {"ETag": etag, "Last-Modified": formatdate(0, usegmt=True)}
                answer(request, 200, more | {"Content-Type": content_type}, data)

        self.answers[path] = document
        return self.url + path

    def say(self, path: str, status: int, headers: dict[str, str], body: bytes = b"") -> str:
        """Answer a path always in the same way; give its address."""
        self.answers[path] = lambda request: answer(request, status, headers, body)
        return self.url + path

    def stop(self) -> None:
        """Stop serving."""
        self._http.shutdown()
        self._http.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ignored: object) -> None:
        self.stop()


def answer(
    request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes = b""
) -> None:
    """Write one answer."""
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    if status != 304:
        request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def missing(request: BaseHTTPRequestHandler) -> None:
    """Answer that there is nothing."""
    answer(request, 404, {})


def rss(*entries: tuple[str, str], title: str = "Avis") -> str:
    """Write an RSS feed of (id, text), the newest first, as feeds do."""
    items = "".join(
        f'<item><guid isPermaLink="false">{escape(name)}</guid>'
        f"<description>{escape(escape(text))}</description></item>"
        for name, text in reversed(entries)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        f"<link>https://avis.example/</link>{items}</channel></rss>"
    )


def atom(*entries: tuple[str, str, str]) -> str:
    """Write an Atom feed of (id, date, HTML)."""
    items = "".join(
        f"<entry><id>{escape(name)}</id><title>Avis</title><published>{date}</published>"
        f"<updated>{date}</updated><author><name>Anna</name></author>"
        f"<link href={quoteattr('https://avis.example/' + name)}/>"
        f'<content type="html">{escape(html)}</content></entry>'
        for name, date, html in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Forum</title>{items}</feed>'


class Harness:
    """One feed, and whoever publishes in it."""

    network_type = Feeds
    customer_deletes = None
    """An entry that leaves a feed may just have grown old: a feed never tells of a deletion."""
    replies_to = None

    def __init__(self) -> None:
        self.server = WebServer()
        self._entries: dict[str, str] = {}
        self._publish()

    def settings(self, **changes: object) -> dict[str, object]:
        """Give the adapter's settings."""
        return {"url": f"{self.server.url}/feed", "allow_private_addresses": True} | changes

    def credentials(self) -> dict[str, object]:
        """Give none: there are none."""
        return {}

    def connect(self, **changes: object) -> Network:
        """Connect the feed."""
        return connect("feeds", self.settings(**changes), {})

    def customer_posts(self, text: str, *, in_reply_to: str | None = None) -> str:
        """Publish an entry; give its id."""
        assert in_reply_to is None
        name = f"urn:avis:{next(_numbers)}"
        self._entries[name] = text
        self._publish()
        return name

    def customer_edits(self, id: str, text: str) -> None:  # noqa: A002
        """Change an entry."""
        self._entries[id] = text
        self._publish()

    def stop(self) -> None:
        """Stop the server."""
        self.server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ignored: object) -> None:
        self.stop()

    def _publish(self) -> None:
        self.server.serve("/feed", rss(*self._entries.items()), "application/rss+xml")
