"""The last change of rows that are never changed but removed and made anew.

All that one change did has the same ``changed_at``, later than that of every change before; what it
removed has that moment as ``removed_at`` too. So a change can be told, and undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

UNDO_OFFERED: Final = timedelta(days=7)
"""For how long the last change is offered to be undone."""


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of some rows: when, how many came with it, how many went."""

    at: datetime
    came: int
    went: int

    @property
    def key(self) -> str:
        """Its moment, to be given back to undo it."""
        return self.at.isoformat()

    @property
    def is_recent(self) -> bool:
        """Whether it is offered to be undone."""
        return timezone.now() - self.at < UNDO_OFFERED


def last_change_in(rows: QuerySet[Any]) -> LastChange | None:
    """Give the last change of rows, None where there was none."""
    last = rows.order_by("-changed_at").values("changed_at")[:1]
    found = rows.filter(changed_at=last).aggregate(
        at=Max("changed_at"), rows=Count("pk"), went=Count("removed_at")
    )
    if not found["at"]:
        return None
    return LastChange(found["at"], found["rows"] - found["went"], found["went"])
