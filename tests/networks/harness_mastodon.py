"""A bank and a customer on ``mastodon-mock``, a third party's server that speaks Mastodon's API.

It runs as a process of its own on a free port of this machine. The customer's side uses no line
of the adapter. Its fault injection and its request limits are the server's own.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import httpx

from parvis.networks.mastodon import Mastodon
from parvis.networks.network import Network
from parvis.networks.registry import connect

BANK, CUSTOMER, OTHER = "bank-token", "customer-token", "other-token"
HASHTAG = "exemplebanque"

_CONFIG = f"""
[streaming]
enabled = {{streaming}}
heartbeat_seconds = 1.0

[ratelimit]
enabled = {{limited}}
limit = 3
window_seconds = 300

[[seed.accounts]]
username = "bank"
display_name = "Banque Exemple"
access_token = "{BANK}"

[[seed.accounts]]
username = "anna"
display_name = "Anna 🌻"
access_token = "{CUSTOMER}"

[[seed.accounts]]
username = "karl"
display_name = "Karl"
access_token = "{OTHER}"
"""


def start(*, streaming: bool = True, limited: bool = False) -> Harness:
    """Start a server with a bank and two customers."""
    return Harness(streaming=streaming, limited=limited)


class Harness:
    """One server, one bank, two customers."""

    network_type = Mastodon

    def __init__(self, *, streaming: bool, limited: bool) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mastodon-mock-")
        config = Path(self._folder.name) / "config.toml"
        config.write_text(
            _CONFIG.format(streaming=str(streaming).lower(), limited=str(limited).lower())
        )
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        arguments = ["--config", str(config), "--host", "127.0.0.1", "--port", str(port)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mastodon_mock", "serve", *arguments, "--in-memory"],
            cwd=self._folder.name,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.http = httpx.Client(base_url=self.url, timeout=30, trust_env=False)
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def settings(self, **changes: object) -> dict[str, object]:
        """Give the adapter's settings for this server."""
        return {"url": self.url, "hashtags": f"#{HASHTAG}", "stream": False} | changes

    def credentials(self, **changes: object) -> dict[str, object]:
        """Give the bank's credentials."""
        return {"access_token": BANK} | changes

    def connect(self, **changes: object) -> Network:
        """Connect the bank's account; ``changes`` are of settings or credentials."""
        secrets = {key: value for key, value in changes.items() if key in self.credentials()}
        others = {key: value for key, value in changes.items() if key not in secrets}
        return connect("mastodon", self.settings(**others), self.credentials(**secrets))

    def customer_posts(self, text: str, *, in_reply_to: str | None = None, **more: object) -> str:
        """Post as the customer, naming the bank; give the post's id."""
        status = {"status": f"@bank {text}", "in_reply_to_id": in_reply_to} | more
        return str(self.call("POST", "/api/v1/statuses", CUSTOMER, status)["id"])

    def customer_edits(self, id: str, text: str) -> None:  # noqa: A002
        """Change the text of a customer's post."""
        self.call("PUT", f"/api/v1/statuses/{id}", CUSTOMER, {"status": f"@bank {text}"})

    def customer_deletes(self, id: str) -> None:  # noqa: A002
        """Delete a customer's post."""
        self.call("DELETE", f"/api/v1/statuses/{id}", CUSTOMER)

    def replies_to(self, id: str) -> list[tuple[str, str]]:  # noqa: A002
        """Read, as the customer, the bank's posts that answer one: id and text as typed."""
        below = self.call("GET", f"/api/v1/statuses/{id}/context", CUSTOMER)["descendants"]
        return [
            (status["id"], self.call("GET", f"/api/v1/statuses/{status['id']}/source")["text"])
            for status in below
            if status["in_reply_to_id"] == id and status["account"]["acct"] == "bank"
        ]

    def fault(self, path: str, *, method: str = "GET", count: int = 1, **effect: object) -> None:
        """Have the server fail the next ``count`` requests of a path."""
        rule = {"match": {"methods": [method], "path": path}, "effect": effect, "count": count}
        self.call("POST", "/api/v1/_mock/faults", data=rule)

    def call(self, method: str, path: str, token: str = "", data: object = None) -> Any:
        """Call the server as anybody."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self.http.request(method, path, headers=headers, json=data)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def stop(self) -> None:
        """Stop the server."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.http.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ignored: object) -> None:
        self.stop()

    def _wait(self) -> None:
        for _ in range(300):
            if self._process.poll() is not None:
                raise RuntimeError("mastodon-mock ended as soon as it was started")
            with suppress(httpx.TransportError):
                if self.http.get("/api/v1/instance").is_success:
                    return
            time.sleep(0.1)
        raise RuntimeError("mastodon-mock does not answer")


def free_port() -> int:
    """Give a port of this machine that nobody listens on, above 20000."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            if (port := probe.getsockname()[1]) > 20_000:
                return int(port)
