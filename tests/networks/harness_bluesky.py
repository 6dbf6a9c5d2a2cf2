"""A bank and a customer on a real AT Protocol server: what the customer does, done over HTTP.

The customer's side uses no line of the adapter: records are written as a customer's program would
write them, with facets made by the protocol's own SDK.
"""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

import httpx
from atproto_client.models.utils import get_model_as_dict
from atproto_client.utils import facet_detection

from parvis.networks.bluesky import Bluesky
from parvis.networks.network import Network
from tests.peers.servers import Account, PdsServer

POSTS = "app.bsky.feed.post"
HASHTAG = "exemplebanque"

_numbers = itertools.count(1)


def start(server: PdsServer | None = None) -> Harness:
    """Make a bank and a customer, on ``server`` or on a server of their own."""
    own = server is None
    running = server or PdsServer().__enter__()
    try:
        return Harness(running, own=own)
    except BaseException:
        if own:
            running.stop()
        raise


class Harness:
    """One bank and one customer."""

    network_type = Bluesky

    def __init__(self, server: PdsServer, *, own: bool = False) -> None:
        number = f"{os.getpid():x}-{next(_numbers)}"
        self.server = server
        self.bank_handle = f"nord-{number}.test"
        self.customer_handle = f"anna-{number}.test"
        self.bank = server.create_account(self.bank_handle)
        self.customer = Customer(server.url, server.create_account(self.customer_handle))
        self._own = own

    def settings(self, **changes: object) -> dict[str, object]:
        """Give the adapter's settings for this server."""
        return {
            "service": self.server.url,
            "stream": self.server.stream,
            "hashtags": f"#{HASHTAG}",
            "appview": False,
        } | changes

    def credentials(self, **changes: object) -> dict[str, object]:
        """Give the bank's credentials."""
        return {"handle": self.bank_handle, "password": self.bank.password} | changes

    def connect(self, **changes: object) -> Network:
        """Connect the bank's account; ``changes`` are of settings or credentials."""
        secrets = {key: value for key, value in changes.items() if key in self.credentials()}
        others = {key: value for key, value in changes.items() if key not in secrets}
        return Bluesky(
            Bluesky.settings_type(**self.settings(**others)),
            Bluesky.credentials_type(**self.credentials(**secrets)),
        )

    def customer_posts(self, text: str, *, in_reply_to: str | None = None) -> str:
        """Post as the customer, naming the bank; give the post's id."""
        text = text if in_reply_to else f"@{self.bank_handle} {text}"
        return self.customer.post(text, mentions=self._mentions(), in_reply_to=in_reply_to)

    def customer_edits(self, post_id: str, text: str) -> None:
        """Change the text of a customer's post."""
        self.customer.edit(post_id, f"@{self.bank_handle} {text}", mentions=self._mentions())

    def customer_deletes(self, post_id: str) -> None:
        """Delete a customer's post."""
        self.customer.delete(post_id)

    def replies_to(self, post_id: str) -> list[tuple[str, str]]:
        """Read, as a stranger, the bank's posts that answer one: id and text."""
        return [
            (record["uri"], record["value"]["text"])
            for record in self.customer.records(self.bank.did)
            if record["value"].get("reply", {}).get("parent", {}).get("uri") == post_id
        ]

    def stop(self) -> None:
        """Stop the server when it is ours alone."""
        if self._own:
            self.server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ignored: object) -> None:
        self.stop()

    def _mentions(self) -> dict[str, str]:
        return {self.bank_handle: self.bank.did}


@dataclass
class Customer:
    """Somebody with an account on a server, and any program that speaks the protocol."""

    url: str
    account: Account
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    def __post_init__(self) -> None:
        session = self.call(
            "com.atproto.server.createSession",
            identifier=self.account.did,
            password=self.account.password,
        )
        self.client.headers["Authorization"] = f"Bearer {session['accessJwt']}"

    def post(
        self, text: str, *, mentions: dict[str, str], in_reply_to: str | None = None, **more: object
    ) -> str:
        """Write a post and give its address."""
        record = record_of(text, mentions) | more
        if in_reply_to:
            parent = self.record(in_reply_to)
            here = {"uri": parent["uri"], "cid": parent["cid"]}
            root = parent["value"].get("reply", {}).get("root", here)
            record["reply"] = {"root": root, "parent": here}
        made = self.call(
            "com.atproto.repo.createRecord",
            repo=self.account.did,
            collection=POSTS,
            record=record,
        )
        return str(made["uri"])

    def edit(self, uri: str, text: str, *, mentions: dict[str, str]) -> None:
        """Write another record under the same key."""
        before = self.record(uri)["value"]
        before.pop("facets", None)
        self.call(
            "com.atproto.repo.putRecord",
            repo=self.account.did,
            collection=POSTS,
            rkey=uri.rpartition("/")[2],
            record=before | record_of(text, mentions),
        )

    def delete(self, uri: str) -> None:
        """Delete a post."""
        self.call(
            "com.atproto.repo.deleteRecord",
            repo=self.account.did,
            collection=POSTS,
            rkey=uri.rpartition("/")[2],
        )

    def record(self, uri: str) -> dict[str, Any]:
        """Read one record of anybody."""
        did, collection, key = uri.removeprefix("at://").split("/")
        return self.ask("com.atproto.repo.getRecord", repo=did, collection=collection, rkey=key)

    def records(self, did: str) -> list[dict[str, Any]]:
        """Read the latest hundred posts of anybody."""
        said = self.ask("com.atproto.repo.listRecords", repo=did, collection=POSTS, limit=100)
        return list(said["records"])

    def call(self, method: str, **data: object) -> dict[str, Any]:
        """Change something."""
        answer = self.client.post(f"{self.url}/xrpc/{method}", json=data)
        assert answer.is_success, answer.text
        return dict(answer.json()) if answer.content else {}

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask something."""
        answer = self.client.get(f"{self.url}/xrpc/{method}", params=parameters)
        assert answer.is_success, answer.text
        return dict(answer.json())


def record_of(text: str, mentions: dict[str, str]) -> dict[str, Any]:
    """Make a record with its facets, as a customer's program does."""
    facets = [get_model_as_dict(facet) for facet in facet_detection.detect_facets(text)]
    facets += [
        {
            "index": {"byteStart": found.byte_start, "byteEnd": found.byte_end},
            "features": [
                {"$type": "app.bsky.richtext.facet#mention", "did": mentions[found.handle]}
            ],
        }
        for found in facet_detection.detect_mentions(text)
        if found.handle in mentions
    ]
    record: dict[str, Any] = {
        "$type": POSTS,
        "text": text,
        "createdAt": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "langs": ["fr"],
    }
    return record | ({"facets": facets} if facets else {})
