"""The places that people can go to: rooms register theirs from ``apps.py``.

In ``ready``: ``register_entry(Entry(key="accounts", label=_("Accounts"), url="accounts",
icon="account", order=40, visible=lambda user: bool(entities_for(user, "governance.read"))))``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place: its name, the name of its address, its icon, and who sees it.

    ``icon`` is one of ``design/icons.html``; entries stand in ``order``, the inbox first at 0.
    """

    key: str
    label: str | Promise
    url: str
    icon: str
    order: int
    visible: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one page shows it."""

    label: str
    address: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntry:
    """What a person does with their own access: in the menu under their initials.

    With ``post`` it is an act (a button), else a place (a link).
    """

    key: str
    label: str | Promise
    url: str
    order: int
    post: bool = False

    @property
    def address(self) -> str:
        """Where it goes."""
        return reverse(self.url)


_entries: dict[str, Entry] = {}
_own: dict[str, OwnEntry] = {}


def register_entry(entry: Entry) -> None:
    """Add a place to the navigation; the same key again replaces it."""
    _entries[entry.key] = entry


def register_own_entry(entry: OwnEntry) -> None:
    """Add something to each person's own menu; the same key again replaces it."""
    _own[entry.key] = entry


def own_entries() -> list[OwnEntry]:
    """Give what stands in a person's own menu."""
    return sorted(_own.values(), key=lambda entry: entry.order)


def links_for(user: Any, path: str) -> list[Link]:
    """Give the places that a person sees; the one whose address begins ``path`` is current."""
    seen = sorted((e for e in _entries.values() if e.visible(user)), key=lambda e: e.order)
    addresses = [(entry, reverse(entry.url)) for entry in seen]
    here = max((a for _, a in addresses if path.startswith(a)), key=len, default="")
    return [
        Link(str(entry.label), address, entry.icon, address == here) for entry, address in addresses
    ]
