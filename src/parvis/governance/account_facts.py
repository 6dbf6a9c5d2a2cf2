"""What rooms above know of an account, shown in the register: they register it from ``apps.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from parvis.governance.models import Account, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing to know of an account: ``tone`` is good, info, warning or danger."""

    label: str | Promise
    text: str | Promise = ""
    at: datetime | None = None
    tone: str = ""
    address: str = ""

    @property
    def icon(self) -> str:
        """The shape of its tone: severity is never colour alone."""
        return "ok" if self.tone == "good" else self.tone


Teller = Callable[[User, Sequence[Account]], Mapping[int, Fact]]

_tellers: dict[str, Teller] = {}


def register_fact(name: str, teller: Teller) -> None:
    """Add a fact to the register: ``teller`` gives it for each account by id, in few queries."""
    _tellers[name] = teller


def facts_of(user: User, accounts: Sequence[Account]) -> dict[int, list[Fact]]:
    """Give what is known of each account by its id."""
    found: dict[int, list[Fact]] = {account.pk: [] for account in accounts}
    for teller in _tellers.values():
        for pk, fact in teller(user, accounts).items():
            found[pk].append(fact)
    return found
