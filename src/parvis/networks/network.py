"""The protocol of an adapter: what it declares, what it gives, what it may raise.

Errors are those of ``parvis.errors.NetworkError``; an adapter lets no other exception out of
``verify``, ``read``, ``send``, ``find`` and ``delete``. What one payload does wrong never stops a
read: it comes back among ``Batch.unreadable``.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from parvis.engine.post import Post, Visibility, post_from_json
from parvis.errors import Invalid, NotAllowed


class Capability(StrEnum):
    """What an adapter can do on its network."""

    READ_MENTIONS = "read_mentions"
    READ_HASHTAG = "read_hashtag"
    READ_PRIVATE = "read_private"
    REPLY_PUBLIC = "reply_public"
    REPLY_PRIVATE = "reply_private"
    EDIT = "edit"
    DELETE = "delete"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Deletion:
    """The network says that a post was deleted by its author or by moderation."""

    id: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A payload that could not be made a post: kept aside with its reason, never lost."""

    payload: bytes
    reason: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one step of reading gave, and where to read on.

    ``cursor`` is a small JSON object that only this adapter understands. Intake stores it in the
    same transaction as the posts, so that a crash at any instant reads again and never skips.
    A post whose id is known and whose content differs is an edit.
    """

    posts: tuple[Post, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    cursor: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is to be sent, as the outbox holds it.

    ``key`` is unique and stays the same at every attempt: an adapter uses it as idempotency key
    where the network has one, or to make the post's own id. ``composed_at`` is the moment the
    reply was written; it too stays the same at every attempt.
    ``to_author`` is the handle of the person answered.
    """

    key: str
    text: str
    in_reply_to: str
    conversation: str
    to_author: str
    visibility: Visibility
    composed_at: datetime
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The network's receipt: its own id of the post, and where people can see it."""

    id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the network says the account is."""

    handle: str
    name: str = ""


class Network(ABC):
    """One network. Build it with its settings and credentials; it opens nothing until called.

    ``settings_type`` and ``credentials_type`` are frozen dataclasses of plain fields (text,
    numbers, booleans) with defaults where a default makes sense; forms are derived from them, and
    each field's ``metadata`` may hold ``label`` and ``help``.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    capabilities: ClassVar[frozenset[Capability]]
    text_limit: ClassVar[int]
    settings_type: ClassVar[type]
    credentials_type: ClassVar[type]

    def __init__(self, settings: Any, credentials: Any) -> None:
        self.settings = settings
        self.credentials = credentials

    @classmethod
    def length(cls, text: str) -> int:
        """Count a text as the network counts it against ``text_limit``."""
        return len(text)

    @classmethod
    def addressed(cls, text: str, to_author: str) -> str:
        """Give a reply's text as it will be sent: some networks need the author named in it.

        What is counted against ``text_limit`` is this, not what was typed.
        """
        del to_author
        return text

    @abstractmethod
    def verify(self) -> Identity:
        """Ask the network who we are: proves address and credentials."""

    @abstractmethod
    def read(self, cursor: Mapping[str, Any], *, stop: Event) -> Iterator[Batch]:
        """Yield batches from ``cursor`` on, oldest post first; ``{}`` means from the beginning.

        An adapter that polls ends when it has caught up; one that streams goes on, yielding also
        empty batches at least every few seconds so that the caller can note that it lives, until
        ``stop`` is set. A batch holds at most about 500 posts.
        """

    @classmethod
    def folders(cls, settings: Any) -> tuple[Path, ...]:
        """Give the folders of this machine that an account with these settings reads and writes.

        The register lets accounts have only the folders that the installation gives them.
        """
        return ()

    def parse(self, payload: bytes) -> Post:
        """Read again a payload that was ``Unreadable``; raises ``Invalid`` with what is wrong.

        As JSON of the interchange format, unless the adapter keeps payloads of its network's own;
        such an adapter falls back to this, as intake keeps posts that it cannot store this way.
        """
        try:
            row = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise Invalid("line.not_json") from error
        return post_from_json(row)

    def send(self, reply: Reply) -> Sent:
        """Send a reply. Raise ``Uncertain`` whenever it may have left without a receipt."""
        raise NotAllowed("network.cannot_reply", network=self.key)

    def find(self, reply: Reply) -> Sent | None:
        """Look on the network for a reply that may have left; None when it surely is not there.

        Raise ``Uncertain`` where the network gives no way to know, ``Transient`` when it does not
        answer.
        """
        raise NotAllowed("network.cannot_reply", network=self.key)

    def delete(self, id: str) -> None:  # noqa: A002 - the network's word
        """Delete one of the account's own posts."""
        raise NotAllowed("network.cannot_delete", network=self.key)
