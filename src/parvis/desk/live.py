"""What must appear by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from parvis.governance.models import LedgerHead, User


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """Something changed: ids only, never text. ``id`` is a number of the ledger."""

    id: int
    name: str
    data: dict[str, Any]


def position() -> int:
    """Give the end of the ledger: a page hands it to its event stream, and misses nothing."""
    return LedgerHead.objects.values_list("number", flat=True).first() or 0


async def events(user: User, *, last_event_id: str = "") -> AsyncIterator[LiveEvent]:
    """Yield what changes, from ``last_event_id`` on."""
    del user, last_event_id
    while True:
        yield LiveEvent(0, "ping", {})
        await asyncio.sleep(15)
