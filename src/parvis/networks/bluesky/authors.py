"""The handle and the chosen name behind an identifier, remembered for a while.

A stream names authors by identifiers only. Names are a courtesy to the reader: a lookup that fails
gives the identifier, and after a failure we ask nobody for a moment, so that posts do not wait.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from time import monotonic

from parvis.errors import Gone, NetworkError, Rejected
from parvis.networks.bluesky.records import Author
from parvis.networks.bluesky.session import Session

REMEMBERED = 5_000
REMEMBERED_SECONDS = 3_600.0
PAUSE_SECONDS = 30.0

_HANDLE = re.compile(r"[a-zA-Z0-9.-]{1,253}")


class Authors:
    """Looks authors up: at the AppView where there is one, else at their own server."""

    def __init__(self, session: Session, *, appview: bool) -> None:
        self._session = session
        self._appview = appview
        self._known: OrderedDict[str, tuple[float, Author]] = OrderedDict()
        self._paused_until = 0.0

    def of(self, did: str) -> Author:
        """Give the author behind an identifier; never fails."""
        until, author = self._known.get(did, (0.0, Author(did)))
        now = monotonic()
        if now < until or now < self._paused_until:
            return author
        return self._remember(did, self._look_up(did))

    def forget(self, did: str) -> None:
        """Ask again the next time: the handle may have changed."""
        self._known.pop(did, None)

    def _look_up(self, did: str) -> Author:
        try:
            return self._profile(did) if self._appview else self._repository(did)
        except (Gone, Rejected):
            return Author(did)
        except NetworkError:
            self._paused_until = monotonic() + PAUSE_SECONDS
            return Author(did)

    def _profile(self, did: str) -> Author:
        said = self._session.query("app.bsky.actor.getProfile", actor=did)
        return author_of(did, said.get("handle"), said.get("displayName"))

    def _repository(self, did: str) -> Author:
        said = self._session.query("com.atproto.repo.describeRepo", repo=did)
        handle = said.get("handle") if said.get("handleIsCorrect") else None
        return author_of(did, handle, self._chosen_name(did))

    def _chosen_name(self, did: str) -> object:
        try:
            said = self._session.query(
                "com.atproto.repo.getRecord",
                repo=did,
                collection="app.bsky.actor.profile",
                rkey="self",
            )
        except (Gone, Rejected):
            return None
        record = said.get("value")
        return record.get("displayName") if isinstance(record, dict) else None

    def _remember(self, did: str, author: Author) -> Author:
        self._known[did] = (monotonic() + REMEMBERED_SECONDS, author)
        self._known.move_to_end(did)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return author


def author_of(did: str, handle: object, name: object) -> Author:
    """Make an author of what a server says; a handle that does not hold gives the identifier."""
    good = isinstance(handle, str) and _HANDLE.fullmatch(handle) and handle != "handle.invalid"
    return Author(str(handle) if good else did, name if isinstance(name, str) else "")
