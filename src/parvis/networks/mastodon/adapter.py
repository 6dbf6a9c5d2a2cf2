"""The adapter: what can be set, what it can do, and the calls that write."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from ipaddress import ip_address
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from parvis.engine.markup import text_of_html
from parvis.engine.post import Post, Visibility
from parvis.errors import Gone, NotAllowed, Rejected, Uncertain
from parvis.networks.mastodon import writing as texts
from parvis.networks.mastodon.calls import asking, new_client, writing
from parvis.networks.mastodon.reading import Reader, post_again
from parvis.networks.mastodon.statuses import identifier
from parvis.networks.mastodon.stream import follow
from parvis.networks.network import Batch, Capability, Identity, Network, Reply, Sent

if TYPE_CHECKING:
    from mastodon import Mastodon as Client

CLOCKS = timedelta(minutes=2)
"""How far the server's clock may be behind ours."""

PAGES_BACK = 25
"""How many pages of our own posts are searched for a reply, 40 on each."""

_VISIBILITIES = {Visibility.PUBLIC: "public", Visibility.PRIVATE: "direct"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MastodonSettings:
    """Where the account lives, and what to read beside its mentions.

    Raises ``ValueError`` for an address without encryption, except on this very machine.
    """

    url: str = field(
        metadata={"label": "Server", "help": "Address of the server: https://social.example"}
    )
    hashtags: str = field(
        default="",
        metadata={"label": "Hashtags", "help": "Read too, separated by spaces or commas."},
    )
    stream: bool = field(
        default=True,
        metadata={
            "label": "Stream",
            "help": "Be told at once what happens. Without it, or where the server has none, the "
            "server is asked from time to time.",
        },
    )

    def __post_init__(self) -> None:
        """Refuse to send the token in the clear."""
        parts = urlsplit(self.url)
        if not parts.hostname or parts.scheme not in {"http", "https"}:
            raise ValueError("url")
        if parts.scheme == "http" and not _is_here(parts.hostname):
            raise ValueError("url")


@dataclass(frozen=True, slots=True, kw_only=True)
class MastodonCredentials:
    """An access token with the scopes ``read`` and ``write:statuses``."""

    access_token: str = field(repr=False, metadata={"label": "Access token", "secret": True})


class Mastodon(Network):
    """One account on a server that speaks Mastodon's API."""

    key: ClassVar[str] = "mastodon"
    label: ClassVar[str] = "Mastodon"
    capabilities: ClassVar[frozenset[Capability]] = frozenset(
        {
            Capability.READ_MENTIONS,
            Capability.READ_HASHTAG,
            Capability.READ_PRIVATE,
            Capability.REPLY_PUBLIC,
            Capability.REPLY_PRIVATE,
            Capability.DELETE,
            Capability.STREAM,
        }
    )
    text_limit: ClassVar[int] = texts.LIMIT
    settings_type: ClassVar[type] = MastodonSettings
    credentials_type: ClassVar[type] = MastodonCredentials

    settings: MastodonSettings
    credentials: MastodonCredentials

    @classmethod
    def length(cls, text: str) -> int:
        """Count any address as 23, and people of other servers without their server."""
        return texts.length(text)

    @classmethod
    def addressed(cls, text: str, to_author: str) -> str:
        """Put the handle of the person answered before the text, unless the text holds it."""
        return texts.addressed(text, to_author)

    def verify(self) -> Identity:
        """Ask the server whose token this is."""
        with asking(self._client):
            account = self._client.account_verify_credentials()
            return Identity(handle=str(account["acct"]), name=str(account["display_name"] or ""))

    def read(self, cursor: Mapping[str, Any], *, stop: Event) -> Iterator[Batch]:
        """Yield what is new, edited and deleted; then go on where the stream is wanted."""
        reader = Reader(self._client, self._notifications, self._hashtags, cursor)
        yield from reader.catch_up(stop)
        if self.settings.stream:
            yield from follow(self._client, reader, stop)

    def parse(self, payload: bytes) -> Post:
        """Read a status again, alone or in a notification; asks the server nothing."""
        try:
            kept = json.loads(payload)
        except (ValueError, RecursionError):
            kept = None
        return post_again(kept) or super().parse(payload)

    def send(self, reply: Reply) -> Sent:
        """Post the reply under the reply's key as idempotency key."""
        visibility = self._visibility(reply)
        text = self.addressed(reply.text, reply.to_author)
        if (count := self.length(text)) > self.text_limit and count > (limit := self._limit):
            raise Rejected("mastodon.too_long", length=count, limit=limit)
        with writing(self._client):
            status = self._client.status_post(
                text,
                in_reply_to_id=reply.in_reply_to or None,
                visibility=visibility,
                language=reply.lang or None,
                idempotency_key=reply.key,
            )
            return _receipt(status)

    def find(self, reply: Reply) -> Sent | None:
        """Look under the post answered, then among our own posts, for what was to be said.

        Two replies of the same words under the same post within minutes are taken for one.
        """
        with asking(self._client):
            for status in self._candidates(reply):
                if self._is(status, reply):
                    return _receipt(status)
        return None

    def delete(self, id: str) -> None:  # noqa: A002 - the network's word
        """Delete one of the account's own posts."""
        with writing(self._client):
            self._client.status_delete(id)

    @cached_property
    def _client(self) -> Client:
        return new_client(self.settings.url, self.credentials.access_token)

    @cached_property
    def _notifications(self) -> Client:
        return new_client(self.settings.url, self.credentials.access_token, set_aside_too=True)

    @cached_property
    def _me(self) -> str:
        with asking(self._client):
            return identifier(self._client.account_verify_credentials()["id"])

    @cached_property
    def _limit(self) -> int:
        """What the server says that it takes."""
        try:
            with asking(self._client):
                instance = self._client.instance()
                statuses = (instance.get("configuration") or {}).get("statuses") or {}
                return int(statuses.get("max_characters") or self.text_limit)
        except (Gone, Rejected):
            return self.text_limit

    @property
    def _hashtags(self) -> list[str]:
        words = self.settings.hashtags.replace(",", " ").split()
        return list(dict.fromkeys(word.lstrip("#") for word in words if word.lstrip("#")))

    def _visibility(self, reply: Reply) -> str:
        if reply.visibility not in _VISIBILITIES:
            raise NotAllowed("network.visibility_unsupported", network=self.key)
        return _VISIBILITIES[reply.visibility]

    def _candidates(self, reply: Reply) -> Iterator[Mapping[str, Any]]:
        try:
            with asking(self._client):
                below = self._client.status_context(reply.in_reply_to)["descendants"]
        except Gone:
            below = []
        yield from below
        yield from self._own_since(reply)

    def _own_since(self, reply: Reply) -> Iterator[Mapping[str, Any]]:
        """Yield our own posts, newest first, back to when the reply was composed."""
        since, max_id = reply.composed_at - CLOCKS, None
        for _ in range(PAGES_BACK):
            with asking(self._client):
                page = self._client.account_statuses(self._me, max_id=max_id, limit=40)
            yield from page
            if not page or page[-1]["created_at"] < since:
                return
            max_id = identifier(page[-1]["id"])
        raise Uncertain("mastodon.too_far_back")

    def _is(self, status: Mapping[str, Any], reply: Reply) -> bool:
        """Say whether a status is ours, of late, under that post, to those eyes, in those words."""
        if (
            identifier(status["account"]["id"]) != self._me
            or identifier(status["in_reply_to_id"]) != reply.in_reply_to
            or status["visibility"] != self._visibility(reply)
            or status["created_at"] < reply.composed_at - CLOCKS
        ):
            return False
        written = self.addressed(reply.text, reply.to_author)
        return texts.same_text(text_of_html(status["content"]), written) or texts.same_text(
            self._source(status), written
        )

    def _source(self, status: Mapping[str, Any]) -> str:
        """Give the text as it was typed, where the server tells: it may show it in another form."""
        try:
            with asking(self._client):
                return str(self._client.status_source(status["id"])["text"])
        except (Gone, Rejected):
            return ""


def _receipt(status: Mapping[str, Any]) -> Sent:
    return Sent(id=identifier(status["id"]), url=str(status["url"] or ""))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
