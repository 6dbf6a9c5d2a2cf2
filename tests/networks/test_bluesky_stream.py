"""What a stream may say that no server here says by itself: gaps, refusals, broken messages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import libipld
import pytest
from websockets.datastructures import Headers
from websockets.http11 import Response
from websockets.sync.server import ServerConnection, serve

from parvis.errors import CredentialsRefused, NetworkError, RateLimited, Transient
from parvis.networks.bluesky import Bluesky, session
from parvis.networks.bluesky.adapter import BlueskyCredentials, BlueskySettings
from parvis.networks.network import Batch
from tests.networks.contract.bluesky_appview import appview, payload

BANK = "did:plc:bankbankbankbankbankbank"
ANNA = "did:plc:annaannaannaannaannaanna"


def message(kind: str, **body: object) -> bytes:
    header = {"op": -1} if kind == "error" else {"op": 1, "t": kind}
    return libipld.encode_dag_cbor(header) + libipld.encode_dag_cbor(body)


def deletion(seq: int) -> bytes:
    operation = {"action": "delete", "path": f"app.bsky.feed.post/3l{seq}", "cid": None}
    at = "2025-03-01T10:00:00.000Z"
    return message("#commit", seq=seq, repo=ANNA, time=at, ops=[operation], blocks=b"")


@contextmanager
def streaming(*messages: bytes | str, refusal: Response | None = None) -> Iterator[tuple[str, Any]]:
    """Serve these messages to whoever connects, then wait; give the address and what was asked."""
    asked: list[str] = []

    def speak(connection: ServerConnection) -> None:
        for said in messages:
            connection.send(said)
        for _ in connection:
            pass

    def look(connection: ServerConnection, request: Any) -> Response | None:
        asked.append(request.path)
        return refusal

    with serve(speak, "127.0.0.1", 0, process_request=look) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}/x", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def service() -> Iterator[str]:
    session._TOKENS.clear()
    with appview() as double:
        yield double.url
    session._TOKENS.clear()


def read(
    service: str, stream: str, cursor: dict[str, Any] | None = None
) -> tuple[list[Batch], NetworkError | None]:
    """Read until the stream fell silent or failed; give what came, and the failure."""
    network = Bluesky(
        BlueskySettings(service=service, stream=stream),
        BlueskyCredentials(handle="bank.example", password="secret"),
    )
    stop = threading.Event()
    batches: list[Batch] = []
    try:
        for batch in network.read(cursor or {}, stop=stop):
            batches.append(batch)
            if not (batch.posts or batch.deletions or batch.unreadable):
                stop.set()
    except NetworkError as error:
        return batches, error
    return batches, None


def deleted(batches: list[Batch]) -> list[str]:
    return [gone.id.rpartition("/")[2] for batch in batches for gone in batch.deletions]


def reasons(batches: list[Batch]) -> list[str]:
    return [item.reason for batch in batches for item in batch.unreadable]


def test_a_gap_in_the_stream_is_said(service: str) -> None:
    with streaming(message("#info", name="OutdatedCursor"), deletion(90)) as (url, asked):
        batches, error = read(service, url, {"stream": url, "seq": 3})

    assert error is None
    assert asked == ["/x?cursor=3"]
    assert "posts may be missing" in reasons(batches)[0]
    assert deleted(batches) == ["3l90"]
    assert batches[-1].cursor == {"stream": url, "seq": 90}


def test_the_beginning_is_no_gap(service: str) -> None:
    with streaming(message("#info", name="OutdatedCursor"), deletion(90)) as (url, _):
        batches, error = read(service, url)

    assert error is None
    assert reasons(batches) == []


def test_a_message_that_cannot_be_read_is_kept_aside_and_reading_goes_on(service: str) -> None:
    bad = [b"\xff\x00", "text", message("#commit", seq=2, repo=ANNA), b""]
    with streaming(deletion(1), *bad, deletion(3)) as (url, _):
        batches, error = read(service, url)

    assert error is None
    assert deleted(batches) == ["3l1", "3l3"]
    aside = [item.payload for batch in batches for item in batch.unreadable]
    assert aside == [b"\xff\x00", b"text", bad[2], b""]


def test_what_came_before_the_end_is_given_before_the_failure(service: str) -> None:
    with streaming(deletion(1), message("error", error="ConsumerTooSlow")) as (url, _):
        batches, error = read(service, url)

    assert deleted(batches) == ["3l1"]
    assert isinstance(error, Transient)
    assert error.data["reason"] == "ConsumerTooSlow"


def test_our_own_account_closed_asks_for_credentials(service: str) -> None:
    closed = message("#account", seq=4, did=BANK, active=False, status="suspended")
    with streaming(deletion(1), closed) as (url, _):
        batches, error = read(service, url)

    assert deleted(batches) == ["3l1"]
    assert isinstance(error, CredentialsRefused)


def test_a_post_of_the_stream_is_read_with_its_author(service: str) -> None:
    record = payload("listNotifications-2")["notifications"][0]["record"] | {"embed": {}}
    block = libipld.encode_dag_cbor(record)
    cid = _cid(block)
    path = "app.bsky.feed.post/3lmention111a"
    written = message(
        "#commit",
        seq=5,
        repo=ANNA,
        time="2025-03-01T10:00:01.000Z",
        ops=[{"action": "create", "path": path, "cid": None}],
        blocks=b"",
    )
    # libipld writes bytes as bytes: a link to a block has to be put into the message by hand.
    link = b"\xd8\x2a\x58\x25\x00" + cid
    written = written.replace(b"\x63cid\xf6", b"\x63cid" + link)
    car = _car(cid, block)
    written = written.replace(b"\x66blocks\x40", b"\x66blocks" + _bytes_head(car) + car)
    with streaming(written) as (url, _):
        batches, error = read(service, url)

    assert error is None
    (post,) = [post for batch in batches for post in batch.posts]
    assert post.id == f"at://{ANNA}/{path}"
    assert post.text == "@bank.example ma carte est avalée"
    assert (post.author, post.author_name) == ("anna.example", "Anna K.")
    assert post.created_at == datetime(2025, 3, 1, 10, tzinfo=UTC)


def _cid(block: bytes) -> bytes:
    return b"\x01\x71\x12\x20" + sha256(block).digest()


def _car(cid: bytes, block: bytes) -> bytes:
    root = b"\xd8\x2a\x58\x25\x00" + cid
    header = b"\xa2\x65roots\x81" + root + b"\x67version\x01"
    return _varint(len(header)) + header + _varint(len(cid) + len(block)) + cid + block


def _varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


def _bytes_head(content: bytes) -> bytes:
    return b"\x59" + len(content).to_bytes(2, "big")


def test_a_stream_that_asks_to_wait_is_left_alone(service: str) -> None:
    full = Response(HTTPStatus.TOO_MANY_REQUESTS, "Too Many Requests", _no_headers(), b"")
    with streaming(refusal=full) as (url, _):
        _, error = read(service, url)

    assert isinstance(error, RateLimited)
    assert error.retry_at > datetime.now(UTC)


def test_a_stream_that_refuses_is_a_passing_failure(service: str) -> None:
    refused = Response(HTTPStatus.BAD_GATEWAY, "Bad Gateway", _no_headers(), b"")
    with streaming(refusal=refused) as (url, _):
        _, error = read(service, url)

    assert isinstance(error, Transient)
    assert error.data["status"] == HTTPStatus.BAD_GATEWAY


def _no_headers() -> Any:
    return Headers({"Content-Length": "0", "Connection": "close"})
