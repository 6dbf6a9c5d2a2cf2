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

    ``icon`` is one of ``design/icons.html``; entries stand in ``order``, the inbox first at 0. One
    ``beside`` another, by its key, is reached from the pages of that one: the bar has few places.
    """

    key: str
    label: str | Promise
    url: str
    icon: str
    order: int
    visible: Callable[[Any], bool]
    beside: str = ""


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
    """Give the places that a person sees; the one whose address begins ``path`` is current.

    Of a place beside another, that other one is.
    """
    addresses = [(entry, reverse(entry.url)) for entry in _seen_by(user)]
    around = [(entry, address) for entry, address in addresses if path.startswith(address)]
    here = max(around, key=lambda each: len(each[1]), default=(None, ""))[0]
    current = (here.beside or here.key) if here is not None else ""
    return [
        Link(str(entry.label), address, entry.icon, entry.key == current)
        for entry, address in addresses
        if not entry.beside
    ]


def links_beside(user: Any, key: str) -> list[Link]:
    """Give the places beside one that a person sees."""
    return [
        Link(str(entry.label), reverse(entry.url), entry.icon, current=False)
        for entry in _seen_by(user)
        if entry.beside == key
    ]


def _seen_by(user: Any) -> list[Entry]:
    return sorted((e for e in _entries.values() if e.visible(user)), key=lambda e: e.order)
