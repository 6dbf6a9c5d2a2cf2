"""What the guard finds: a span of confidential data, and its kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of confidential data, the strongest first: it wins where two overlap."""

    IBAN = "IBAN"
    CARD = "CARD"
    EMAIL = "EMAIL"
    PHONE = "PHONE"

    @property
    def marker(self) -> str:
        """What stands in the text in place of the data."""
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Confidential data from ``start`` to ``end`` (code points, end excluded)."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its confidential data; ``marks`` say where the markers stand in it."""

    text: str
    marks: tuple[Finding, ...] = ()
