"""Moments of changes that can be undone, and undoing the last of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from parvis.governance import ledger
from parvis.governance.queries.last_change import last_change_in


def next_change(rows: QuerySet[Any]) -> datetime:
    """Lock, and give a moment after every change before, even where a clock was set back."""
    ledger.lock()
    last = rows.aggregate(last=Max("changed_at"))["last"]
    now = timezone.now()
    return max(now, last + timedelta(microseconds=1)) if last else now


def undo_last(rows: QuerySet[Any], change: datetime | None) -> tuple[int, int] | None:
    """Undo the last change, which is a change too.

    Gives how many rows came back, and how many went; None where ``change`` is not the moment of
    the last one.
    """
    now = next_change(rows)
    last = last_change_in(rows)
    if last is None or last.at != change:
        return None
    back = list(rows.filter(removed_at=change).values_list("pk", flat=True))
    went = rows.filter(changed_at=change, removed_at=None).update(changed_at=now, removed_at=now)
    rows.filter(pk__in=back).update(changed_at=now, removed_at=None)
    return len(back), went
