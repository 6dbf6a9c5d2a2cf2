"""What one message of a stream says; pure, and never raises.

A message is two values of DAG-CBOR one after the other: a header that names the kind, and a body.
Records travel in the body as a CAR file (blocks named by their hash). The shape is the lexicon
com.atproto.sync.subscribeRepos and https://atproto.com/specs/event-stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parvis.networks.bluesky.records import POSTS, moment

ERROR = -1
MESSAGE = 1
OPERATIONS_LIMIT = 200
"""Most operations of one commit, by the lexicon."""
NUMBER_LIMIT = 2**53
"""Larger than any number of a message: the protocol's numbers stay exact in JSON."""


@dataclass(frozen=True, slots=True)
class Written:
    """A post was created, or changed (``edited``)."""

    uri: str
    did: str
    cid: str
    record: Mapping[str, Any]
    at: datetime | None
    edited: bool


@dataclass(frozen=True, slots=True)
class Deleted:
    """A post was deleted."""

    uri: str
    did: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Closed:
    """An account was closed with all its posts: by its owner, or by moderation."""

    did: str
    status: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Renamed:
    """An account may have another handle from now on."""

    did: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The server speaks of the stream itself; ``fatal`` when it ends it with that."""

    name: str
    fatal: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """Something in the message could not be read."""

    reason: str
    uri: str = ""


Event = Written | Deleted | Closed | Renamed | Notice | Broken


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: its number in the stream where it has one, and what it says of posts."""

    seq: int | None
    events: tuple[Event, ...] = ()


def decode(payload: bytes) -> Frame:
    """Read one message. What cannot be read is among the events, as ``Broken``."""
    from atproto_core.cbor import decode_dag_multi

    try:
        values = decode_dag_multi(payload)
    except (ValueError, RecursionError) as error:
        return Frame(None, (Broken(f"frame: {type(error).__name__}"),))
    if len(values) != 2 or not all(isinstance(value, dict) for value in values):  # noqa: PLR2004
        return Frame(None, (Broken("frame: not a header and a body"),))
    header, body = values
    return Frame(_number(body.get("seq")), tuple(_events(header, body)))


def _events(header: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[Event]:
    if header.get("op") == ERROR:
        yield Notice(str(body.get("error"))[:100], fatal=True)
        return
    kind = header.get("t") if header.get("op") == MESSAGE else None
    did = body.get("repo" if kind == "#commit" else "did")
    if kind == "#info":
        yield Notice(str(body.get("name"))[:100], fatal=False)
    elif not isinstance(kind, str) or not isinstance(did, str):
        yield Broken("frame: kind or account missing")
    elif kind == "#commit":
        yield from _commit(did, body)
    elif kind == "#identity":
        yield Renamed(did)
    elif kind == "#account":
        yield from _account(did, body)


def _account(did: str, body: Mapping[str, Any]) -> Iterator[Event]:
    yield Renamed(did)
    if body.get("active") is False:
        yield Closed(did, str(body.get("status"))[:100], moment(body.get("time")))


def _commit(did: str, body: Mapping[str, Any]) -> Iterator[Event]:
    operations = body.get("ops")
    if not isinstance(operations, list):
        yield Broken("commit: no operations")
        return
    ours = [item for item in operations[:OPERATIONS_LIMIT] if _is_of_post(item)]
    if not ours:
        return
    at = moment(body.get("time"))
    try:
        blocks = _blocks(body) if any(item.get("cid") for item in ours) else {}
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        yield Broken(f"commit: {type(error).__name__}", uri=f"at://{did}/{ours[0]['path']}")
        blocks, ours = {}, [item for item in ours if item.get("action") == "delete"]
    for item in ours:
        yield _operation(did, item, blocks, at)


def _is_of_post(item: object) -> bool:
    return isinstance(item, dict) and str(item.get("path")).startswith(f"{POSTS}/")


def _operation(
    did: str, item: Mapping[str, Any], blocks: Mapping[bytes, Any], at: datetime | None
) -> Event:
    uri = f"at://{did}/{item['path']}"
    action = item.get("action")
    if action == "delete":
        return Deleted(uri, did, at)
    cid = item.get("cid")
    record = blocks.get(cid) if isinstance(cid, bytes) else None
    if action not in {"create", "update"} or not isinstance(cid, bytes):
        return Broken("commit: unknown operation", uri)
    if not isinstance(record, dict):
        return Broken("commit: record missing", uri)
    return Written(uri, did, _name(cid), record, at, edited=action == "update")


def _blocks(body: Mapping[str, Any]) -> Mapping[bytes, Any]:
    # The library beneath the SDK: the SDK's own reader names every block in text, which costs
    # more than all the rest, and a commit holds a dozen blocks for each that we want.
    from libipld import decode_car

    _, blocks = decode_car(bytes(body["blocks"]))
    return blocks


def _name(cid: bytes) -> str:
    from libipld import encode_cid

    return str(encode_cid(cid))


def _number(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value < NUMBER_LIMIT else None
