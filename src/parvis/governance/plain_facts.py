"""What the ledger may hold: plain facts that every database gives back as they were given.

PostgreSQL keeps JSON numbers as decimals and refuses NUL; JSON knows no lone surrogate; an
integer past 64 bits and a great floating number change on the way. What would come back changed
is refused here, so that a chain that does not hold was tampered with, and nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from parvis.engine.guard.guard import masked
from parvis.errors import Invalid

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST = 2**63 - 1
_LARGEST_EXACT_FLOAT = 2**53
_DEEPEST = 20


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the data of an act as plain JSON values, guarded.

    Texts pass the guard as a last defence: callers give ids, states, counts and kinds, never what
    somebody wrote. Raises ``Invalid`` for a value that would not come back the same.
    """
    return {plain_text(key): _plain(value, _DEEPEST) for key, value in data.items()}


def plain_text(text: str, *, limit: int | None = None) -> str:
    """Give a text that can be stored as it is, or raise ``Invalid``. ``limit`` in code points."""
    if not isinstance(text, str):
        raise Invalid("governance.ledger.not_plain", type=type(text).__name__)
    if "\0" in text or (not text.isascii() and _LONE_SURROGATE.search(text)):
        raise Invalid("governance.ledger.text_refused")
    if limit is not None and len(text) > limit:
        raise Invalid("governance.ledger.text_too_long", limit=limit)
    return str(text)


def _plain(value: Any, depth: int) -> Any:
    if depth == 0:
        raise Invalid("governance.ledger.not_plain", type="depth")
    match value:
        case Enum():
            return _plain(value.value, depth)
        case Mapping():
            return {plain_text(key): _plain(item, depth - 1) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item, depth - 1) for item in value]
        case _:
            return _plain_leaf(value)


def _plain_leaf(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case int() | float():
            return _number(value)
        case str():
            return masked(plain_text(value))
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | UUID():
            return str(value)
        case _:
            raise Invalid("governance.ledger.not_plain", type=type(value).__name__)


def _number(value: float) -> float:
    if isinstance(value, float):
        if not math.isfinite(value) or abs(value) > _LARGEST_EXACT_FLOAT:
            raise Invalid("governance.ledger.number_refused")
        # 2.0 and 2, 0.0 and -0.0 are one number in PostgreSQL.
        return int(value) if value.is_integer() else value
    if abs(value) > _LARGEST:
        raise Invalid("governance.ledger.number_refused")
    return int(value)
