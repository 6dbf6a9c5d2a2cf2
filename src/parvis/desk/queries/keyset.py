"""Pages by keyset: a page begins behind the place where the last one ended.

Those who wait come first, the longest wait first, then those who do not, the newest first: two
phases, each along an index, because databases do not agree where NULL belongs in an order.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import orjson
from django.db.models import Q, QuerySet

from parvis.desk.models import Conversation
from parvis.errors import Invalid

_LONGEST = 200


class Sort(StrEnum):
    """In which order the inbox stands."""

    NEWEST = "newest"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in the order: phase, moment, and id for those of the same moment."""

    phase: str
    moment: datetime
    id: int

    def __str__(self) -> str:
        """Write it as pages hand it on."""
        content = orjson.dumps([self.phase, self.moment.isoformat(), self.id])
        return base64.urlsafe_b64encode(content).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of an order: which rows, along which column, from where on."""

    name: str
    column: str
    rows_where: Q
    after: Place | None = None

    @property
    def downwards(self) -> bool:
        """The newest comes first, and so does the longest wait."""
        return self.column == "last_post_at"

    @property
    def waits(self) -> bool:
        """Whether only those who wait are in it."""
        return self.column == "waiting_since"

    @property
    def order(self) -> str:
        """Give the order as SQL, for the union of branches."""
        direction = "DESC" if self.downwards else "ASC"
        return f"{self.column} {direction}, id {direction}"

    def rows(self, among: QuerySet[Conversation]) -> QuerySet[Conversation]:
        """Give the rows of this phase, in order, from the place on."""
        sign = "-" if self.downwards else ""
        rows = among.filter(self.rows_where).order_by(f"{sign}{self.column}", f"{sign}id")
        if self.after is None:
            return rows
        beyond = "lt" if self.downwards else "gt"
        moment, row = self.after.moment, self.after.id
        # The first condition says nothing new, but lets the index begin at the place.
        return rows.filter(
            Q(**{f"{self.column}__{beyond}e": moment}),
            Q(**{f"{self.column}__{beyond}": moment}) | Q(**{f"id__{beyond}": row}),
        )


def phases(sort: Sort, after: Place | None) -> list[Phase]:
    """Give the stretches of an order that lie behind a place, the nearest first."""
    at = {after.phase: after} if after else {}
    if sort is Sort.NEWEST:
        return [Phase("newest", "last_post_at", Q(), at.get("newest"))]
    waits = Phase("waits", "waiting_since", Q(waiting_since__isnull=False), at.get("waits"))
    rests = Phase("rests", "last_post_at", Q(waiting_since__isnull=True), at.get("rests"))
    return [rests] if "rests" in at else [waits, rests]


def read_place(text: str, sort: Sort) -> Place | None:
    """Read a place that a page handed on; raises ``Invalid`` for anything else."""
    if not text:
        return None
    try:
        if len(text) > _LONGEST:
            raise ValueError  # noqa: TRY301 - one way out for all that is unreadable
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        phase, moment, row = orjson.loads(content)
        place = Place(str(phase), datetime.fromisoformat(moment), int(row))
        known = {"newest"} if sort is Sort.NEWEST else {"waits", "rests"}
        if place.phase not in known or place.moment.tzinfo is None or not 0 <= place.id < 2**63:
            raise ValueError  # noqa: TRY301
    except (ValueError, TypeError, OverflowError, binascii.Error) as error:
        raise Invalid("desk.inbox.page_unreadable") from error
    return place
