"""What hinders sending a reply."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a text cannot be sent as it is."""

    CONTAINS_SECRET = "contains_secret"  # noqa: S105 - a code, not a secret
    ASKS_FORBIDDEN = "asks_forbidden"
    ASKS_IN_PUBLIC = "asks_in_public"
    REVEALS = "reveals"


@dataclass(frozen=True, slots=True, order=True)
class Objection:
    """What hinders sending: a span of the text (code points) and what it is.

    ``what`` is a kind of finding (``IBAN``), the thing asked for (``password``), or what is told
    (``customer``, ``situation``).
    """

    start: int
    end: int
    code: str
    what: str
