"""The adapter: what can be set, what it can do, and the calls that write."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Event
from typing import Any, ClassVar
from urllib.parse import urlsplit

from parvis.engine.post import Post, Visibility
from parvis.errors import Gone, Invalid, NetworkError, NotAllowed, Rejected, Uncertain
from parvis.networks.bluesky import writing
from parvis.networks.bluesky.authors import Authors
from parvis.networks.bluesky.frames import Broken, Written, decode
from parvis.networks.bluesky.polling import poll
from parvis.networks.bluesky.records import POSTS, Address, Author, Watch, address, page
from parvis.networks.bluesky.session import Session
from parvis.networks.bluesky.stream import Stream
from parvis.networks.bluesky.views import post_of_view, post_of_written
from parvis.networks.network import Batch, Capability, Identity, Network, Reply, Sent

AUTHOR_SECONDS = 3.0
STREAM_PATH = "/xrpc/com.atproto.sync.subscribeRepos"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlueskySettings:
    """Where the account lives and what to read beside its mentions.

    Raises ``ValueError`` for an address of another scheme, or when nothing could be read.
    """

    service: str = field(
        default="https://bsky.social",
        metadata={"label": "Server", "help": "Address of the account's server."},
    )
    stream: str = field(
        default="",
        metadata={
            "label": "Stream",
            "help": "Address (wss://...) of a relay, or of the account's own server. Empty: ask "
            "the AppView instead, which tells of no deletion.",
        },
    )
    hashtags: str = field(
        default="",
        metadata={"label": "Hashtags", "help": "Read too, separated by spaces or commas."},
    )
    appview: bool = field(
        default=True,
        metadata={
            "label": "AppView",
            "help": "The server passes questions on to an AppView. Off for a server on its own.",
        },
    )

    def __post_init__(self) -> None:
        """Refuse what could never work."""
        if urlsplit(self.service).scheme not in {"http", "https"}:
            raise ValueError("service")
        if self.stream and urlsplit(self.stream).scheme not in {"ws", "wss"}:
            raise ValueError("stream")
        if not self.stream and not self.appview:
            raise ValueError("stream")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlueskyCredentials:
    """The account's handle, and an app password made for Parvis in the account's settings."""

    handle: str = field(metadata={"label": "Handle"})
    password: str = field(repr=False, metadata={"label": "App password", "secret": True})


class Bluesky(Network):
    """One account on Bluesky or another server of the AT Protocol.

    Nothing private: direct messages are outside the protocol. Deletions and edits are seen on a
    stream only, and an edit that takes our name out of a post only while the same reading lasts.
    """

    key: ClassVar[str] = "bluesky"
    label: ClassVar[str] = "Bluesky"
    capabilities: ClassVar[frozenset[Capability]] = frozenset(
        {
            Capability.READ_MENTIONS,
            Capability.READ_HASHTAG,
            Capability.REPLY_PUBLIC,
            Capability.DELETE,
            Capability.STREAM,
        }
    )
    text_limit: ClassVar[int] = writing.GRAPHEMES
    settings_type: ClassVar[type] = BlueskySettings
    credentials_type: ClassVar[type] = BlueskyCredentials

    settings: BlueskySettings
    credentials: BlueskyCredentials

    @classmethod
    def length(cls, text: str) -> int:
        """Count what a reader sees as characters; see ``writing.length`` for the limit in bytes."""
        return writing.length(text)

    def verify(self) -> Identity:
        """Log in, and say who we are."""
        tokens = self._session.log_in()
        author = Authors(self._session, appview=False).of(tokens.did)
        return Identity(handle=tokens.handle, name=author.name)

    def read(self, cursor: Mapping[str, Any], *, stop: Event) -> Iterator[Batch]:
        """Follow the stream where one is set, else ask the AppView for what is new."""
        watch = Watch(self._session.did, self._hashtags)
        if not self.settings.stream:
            yield from poll(self._session, watch, cursor, stop)
            return
        yield from Stream(self._stream_url, watch, self._authors, cursor).read(stop)

    def parse(self, payload: bytes) -> Post:
        """Read again an item of the AppView, a post kept of a stream, or a whole message of one."""
        try:
            row = json.loads(payload)
        except (ValueError, RecursionError):
            return self._post_of_message(payload)
        if isinstance(row, dict) and "id" not in row:
            return post_of_view(row)
        return super().parse(payload)

    def send(self, reply: Reply) -> Sent:
        """Write the reply into our repository, under the key that belongs to it."""
        if reply.visibility is not Visibility.PUBLIC:
            raise NotAllowed("network.visibility_unsupported", network=self.key)
        if (count := self.length(reply.text)) > self.text_limit:
            raise Rejected("network.text_too_long", length=count, limit=self.text_limit)
        record = self._record(reply)
        request = {
            "repo": self._session.did,
            "collection": POSTS,
            "rkey": writing.record_key(reply),
            "record": record,
        }
        try:
            self._session.write("com.atproto.repo.createRecord", request)
        except (Uncertain, Rejected):
            # A server refuses a key that is taken, each in its own way: it may be taken by us.
            if sent := self._sent_before(reply):
                return sent
            raise
        return self._receipt(reply)

    def find(self, reply: Reply) -> Sent | None:
        """Look into our repository under the reply's key."""
        try:
            self._get_record(Address(self._session.did, POSTS, writing.record_key(reply)))
        except Gone:
            return None
        return self._receipt(reply)

    def delete(self, id: str) -> None:  # noqa: A002 - the network's word
        """Delete a record of our repository; harmless when it is gone."""
        place = address(id)
        if place is None or place.did != self._session.did:
            raise Rejected("bluesky.not_ours")
        request = {"repo": place.did, "collection": place.collection, "rkey": place.key}
        self._session.write("com.atproto.repo.deleteRecord", request)

    def _post_of_message(self, payload: bytes) -> Post:
        """Give the only post of a message that concerns us; its author by identifier alone."""
        events = decode(payload).events
        for event in events:
            if isinstance(event, Broken):
                raise Invalid("bluesky.frame_unreadable", field=event.reason)
        written = [event for event in events if isinstance(event, Written)]
        concerning = self._concerning(written) if written else []
        if not concerning:
            raise Invalid("bluesky.no_post")
        if len(concerning) > 1:
            raise Invalid("bluesky.several_posts")
        return post_of_written(concerning[0], Author(concerning[0].did))

    def _concerning(self, written: list[Written]) -> list[Written]:
        # Nobody knew yet whom this message concerns: a stranger's post must not come in.
        try:
            watch = Watch(self._hurried.did, self._hashtags)
        except NetworkError as error:
            raise Invalid(error.code) from error
        return [one for one in written if one.did != watch.did and watch.concerns(one.record)]

    @cached_property
    def _session(self) -> Session:
        return self._new_session()

    @cached_property
    def _authors(self) -> Authors:
        return Authors(self._hurried, appview=self.settings.appview)

    @cached_property
    def _hurried(self) -> Session:
        return self._new_session(seconds=AUTHOR_SECONDS)

    def _new_session(self, **limits: float) -> Session:
        known = self.credentials
        return Session(self.settings.service, known.handle, known.password, **limits)

    @property
    def _hashtags(self) -> frozenset[str]:
        words = self.settings.hashtags.replace(",", " ").split()
        return frozenset(filter(None, (word.lstrip("#＃").casefold() for word in words)))

    @property
    def _stream_url(self) -> str:
        parts = urlsplit(self.settings.stream)
        path = parts.path if parts.path.strip("/") else STREAM_PATH
        return parts._replace(path=path, query="", fragment="").geturl()

    def _record(self, reply: Reply) -> dict[str, Any]:
        place = address(reply.in_reply_to)
        if place is None:
            raise Rejected("bluesky.parent_unreadable")
        found = self._get_record(place)
        parent = {"uri": reply.in_reply_to, "cid": str(found.get("cid") or "")}
        return writing.record_of(
            reply, root=_root(found) or parent, parent=parent, did_of=self._did_of
        )

    def _get_record(self, place: Address) -> dict[str, Any]:
        return self._session.query(
            "com.atproto.repo.getRecord",
            repo=place.did,
            collection=place.collection,
            rkey=place.key,
        )

    def _did_of(self, handle: str) -> str | None:
        try:
            said = self._session.query("com.atproto.identity.resolveHandle", handle=handle)
        except (Gone, Rejected):
            return None
        return str(said["did"]) if said.get("did") else None

    def _sent_before(self, reply: Reply) -> Sent | None:
        try:
            return self.find(reply)
        except NetworkError:
            return None

    def _receipt(self, reply: Reply) -> Sent:
        uri = f"at://{self._session.did}/{POSTS}/{writing.record_key(reply)}"
        return Sent(uri, page(uri, self._session.handle))


def _root(found: Mapping[str, Any]) -> dict[str, str] | None:
    """Give the first post of the thread, as the post we answer names it."""
    try:
        root = found["value"]["reply"]["root"]
        return {"uri": str(root["uri"]), "cid": str(root["cid"])}
    except (KeyError, TypeError):
        return None
