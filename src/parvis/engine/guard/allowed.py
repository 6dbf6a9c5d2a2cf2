"""Values that are no secret because the bank published them: its hotline, its branches' addresses.

A value is compared by what it says, not by how it is written: ``+33 1 42 98 00 00`` is
``01.42.98.00.00``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.engine.guard.finding import Kind
from parvis.engine.guard.folding import fold

_SUBSCRIBER_DIGITS = 9


@dataclass(frozen=True, slots=True)
class AllowList:
    """Published values, by kind, in the form in which they are compared.

    ``@bank.example`` as an e-mail address stands for all addresses of that domain.
    """

    values: frozenset[tuple[Kind, str]] = frozenset()

    @classmethod
    def of(cls, values: Iterable[tuple[Kind, str]]) -> AllowList:
        """Make a list of values as people write them."""
        return cls(frozenset((kind, canonical(kind, value)) for kind, value in values))

    def __bool__(self) -> bool:
        return bool(self.values)

    def holds(self, kind: Kind, value: str) -> bool:
        """Whether a value is published."""
        name = canonical(kind, value)
        if (kind, name) in self.values:
            return True
        return kind is Kind.EMAIL and (kind, "@" + name.rpartition("@")[2]) in self.values


NOTHING = AllowList()


def canonical(kind: Kind, value: str) -> str:
    """Give the form in which values of a kind are compared.

    Of telephone numbers the last nine digits, so that national and international forms meet.
    """
    reading = fold(value)
    if kind is Kind.EMAIL:
        return "".join(reading.plain.split())
    if kind is Kind.PHONE:
        return "".join(filter(str.isdecimal, reading.text))[-_SUBSCRIBER_DIGITS:]
    if kind is Kind.POSTAL_ADDRESS:
        words = "".join(sign if sign.isalnum() else " " for sign in reading.plain)
        return " ".join(words.split())
    return "".join(filter(str.isalnum, reading.text)).upper()
