"""Acts that run as another process would run them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from django.db import connections


async def do(act: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Run an act as another process would: in a thread with a connection of its own."""

    def alone() -> Any:
        try:
            return act(*given, **named)
        finally:
            connections.close_all()

    return await asyncio.to_thread(alone)
