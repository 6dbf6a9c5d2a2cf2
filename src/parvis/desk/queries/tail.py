"""News for open pages: which conversations changed since a number of the ledger, and who came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from parvis.desk.models import Presence, Reply
from parvis.governance.models import LedgerEntry, LedgerHead

_AT_ONCE: Final = 1_000
_CONVERSATION: Final = "desk.conversation:"
_DELIVERY: Final = "outbox.delivery:"
_THREADED: Final = "desk.posts.threaded"

_OVERLAP: Final = timedelta(seconds=5)
"""How long a presence may take from its time stamp to its commit and still be noticed."""

Place = tuple[int, int]
"""An entity's id and a conversation's id in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed up to ``position``, by entity; ``reset``: too much to be said."""

    position: int
    changed: frozenset[Place] = frozenset()
    opened: frozenset[Place] = frozenset()
    visited: frozenset[Place] = frozenset()
    reset: bool = False

    def __add__(self, later: News) -> News:
        """Join two stretches of news."""
        return News(
            position=later.position,
            changed=self.changed | later.changed,
            opened=self.opened | later.opened,
            visited=self.visited | later.visited,
            reset=self.reset or later.reset,
        )

    @property
    def is_something(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.changed or self.opened or self.visited or self.reset)

    def opened_in(self, entities: Collection[int]) -> list[int]:
        """Conversations opened in these entities."""
        return _within(self.opened, entities)

    def changed_in(self, entities: Collection[int]) -> list[int]:
        """Conversations changed in these entities, without those just opened."""
        return _within(self.changed - self.opened, entities)

    def visited_in(self, entities: Collection[int]) -> list[int]:
        """Conversations in these entities that somebody entered, left or began to write in."""
        return _within(self.visited, entities)


@dataclass(slots=True)
class PresenceMemory:
    """What was said of presences in the last seconds, so that it is said once.

    Presences carry a time stamp and no number: a short overlap is read each time, and what was
    told is kept for as long.
    """

    told: dict[tuple[int, datetime], datetime] = field(default_factory=dict)
    since: datetime = field(default_factory=timezone.now)

    def untold(self, moments: Iterable[tuple[int, datetime]], now: datetime) -> bool:
        """Whether one of these moments of a presence is new; they are kept."""
        fresh = [key for key in moments if key not in self.told]
        self.told.update(dict.fromkeys(fresh, now))
        return bool(fresh)

    def forget(self, now: datetime) -> None:
        """Drop what is older than can come back."""
        old = now - 2 * _OVERLAP
        self.told = {key: at for key, at in self.told.items() if at > old}


def position() -> int:
    """Give the end of the ledger: a page hands it to its event stream, and misses nothing."""
    return LedgerHead.objects.values_list("number", flat=True).first() or 0


def news_after(
    number: int, *, until: int | None = None, memory: PresenceMemory | None = None
) -> News:
    """Give the news after a number of the ledger; of presences too, given a memory of them.

    One query when nothing happened (and one for presences); at most ``_AT_ONCE`` acts at once.
    """
    end = position() if until is None else until
    visited = _visits(memory) if memory is not None else frozenset()
    if end <= number:
        return News(position=number, visited=visited)
    end = min(end, number + _AT_ONCE)
    acts = list(
        LedgerEntry.objects.filter(
            Q(verb__startswith="desk.") | Q(verb__startswith=_DELIVERY[:-1]),
            number__gt=number,
            number__lte=end,
        ).values_list("verb", "object", "entity_id", "data")
    )
    threaded = [(entity, data) for verb, _, entity, data in acts if verb == _THREADED]
    return News(
        position=end,
        changed=frozenset(
            _of_threads(threaded, "changed")
            | {
                (entity, int(what.removeprefix(_CONVERSATION)))
                for _, what, entity, _ in acts
                if what.startswith(_CONVERSATION) and entity is not None
            }
            | _of_deliveries(what for _, what, _, _ in acts if what.startswith(_DELIVERY))
        ),
        opened=frozenset(_of_threads(threaded, "opened")),
        visited=visited,
    )


def _of_threads(acts: Iterable[tuple[int, Mapping[str, Any]]], what: str) -> set[Place]:
    return {(entity, int(pk)) for entity, data in acts for pk in data.get(what, ())}


def _of_deliveries(objects: Iterable[str]) -> set[Place]:
    ids = {int(what.removeprefix(_DELIVERY)) for what in objects}
    if not ids:
        return set()
    return set(
        Reply.objects.filter(delivery_id__in=ids).values_list(
            "conversation__entity_id", "conversation_id"
        )
    )


def _visits(memory: PresenceMemory) -> frozenset[Place]:
    now = timezone.now()
    since = max(memory.since, now - _OVERLAP)
    rows = Presence.objects.filter(
        Q(changed_at__gt=since) | Q(until__gt=since, until__lte=now)
    ).values_list("id", "changed_at", "until", "conversation__entity_id", "conversation_id")
    found = frozenset(
        (entity, conversation)
        for pk, changed_at, until, entity, conversation in rows
        # It came or changed, or it ran out without a word.
        if memory.untold([(pk, changed_at), *([(pk, until)] if until <= now else [])], now)
    )
    memory.forget(now)
    return found


def _within(places: Iterable[Place], entities: Collection[int]) -> list[int]:
    return sorted(conversation for entity, conversation in places if entity in entities)
