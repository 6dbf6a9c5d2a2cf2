"""A stand-in for a server with an AppView, which needs more than a test machine has.

It answers on loopback with the payloads of ``bluesky/``, written by us after the published
lexicons; ``test_bluesky_contract.py`` holds each of them against the SDK's models, and every call
that is made against the models of its parameters, so that both sides keep to the specification.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAYLOADS = Path(__file__).parent / "bluesky"
LISTS = frozenset({"reasons", "tag"})


@dataclass
class Answer:
    """One answer: a status, a body (of any JSON, or bytes as they are), headers."""

    body: object = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    breaks: bool = False
    """Close the connection instead of answering."""


def payload(name: str) -> dict[str, Any]:
    """Read a recorded payload."""
    return dict(json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8")))


@dataclass
class Double:
    """What the stand-in will answer, and what it was asked.

    ``answers`` holds a list for each method: they are given in turn, the last one for ever.
    """

    url: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any], str]] = field(default_factory=list)

    def will(self, method: str, *answers: Answer) -> None:
        """Set the answers of a method."""
        self.answers[method] = list(answers)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Give what was asked of a method."""
        return [content for name, content, _ in self.asked if name == method]

    def next(self, method: str) -> Answer:
        """Give the next answer of a method."""
        left = self.answers.get(method)
        if not left:
            return Answer({"error": "MethodNotImplemented", "message": method}, 501)
        return left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def appview() -> Iterator[Double]:
    """Run a stand-in that answers like a healthy server."""
    double = Double()
    usual = {
        "com.atproto.server.createSession": ["createSession"],
        "com.atproto.server.refreshSession": ["refreshSession"],
        "com.atproto.repo.getRecord": ["getRecord"],
        "com.atproto.repo.createRecord": ["createRecord"],
        "com.atproto.identity.resolveHandle": ["resolveHandle"],
        "app.bsky.actor.getProfile": ["getProfile"],
        "app.bsky.notification.listNotifications": ["listNotifications-1", "listNotifications-2"],
        "app.bsky.feed.searchPosts": ["searchPosts"],
    }
    for method, names in usual.items():
        double.will(method, *(Answer(payload(name)) for name in names))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(double))
    server.daemon_threads = True
    double.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(double: Double) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(_parameters(urlsplit(self.path).query))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer(json.loads(sent) if sent else {})

        def _answer(self, content: dict[str, Any]) -> None:
            method = urlsplit(self.path).path.removeprefix("/xrpc/")
            double.asked.append((method, content, self.headers.get("Authorization") or ""))
            answer = double.next(method)
            if answer.breaks:
                self.close_connection = True
                return
            is_raw = isinstance(answer.body, bytes)
            body = answer.body if is_raw else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *ignored: object) -> None:
            """Say nothing."""

    return Handler


def _parameters(query: str) -> dict[str, Any]:
    read = parse_qs(query)
    return {name: values if name in LISTS else values[0] for name, values in read.items()}
