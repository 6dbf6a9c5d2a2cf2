"""Walk the chain of the ledger and name every place where it does not hold.

What can be found from inside: an entry edited, moved, removed, inserted, rewritten with a new
digest, and an end cut off. What cannot: an end that was cut off or rewritten *together with* the
head, by somebody who owns the whole database. Keep ``parvis ledger head`` somewhere else from
time to time and give it back to ``parvis ledger verify --expect``: that tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import DatabaseError
from django.db.models import QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.governance.ledger import GENESIS, digest_of
from parvis.governance.models import LedgerEntry, LedgerHead

_STEP: Final = 2_000
_MOST_SEARCHES: Final = 100
_NEARBY: Final = 1_000
_UNREADABLE: Final = (ValueError, TypeError, OverflowError, DatabaseError)


class Wrong(StrEnum):
    """What is wrong at a place of the chain."""

    EDITED = "edited"
    """The entry is not what was appended."""
    MOVED = "moved"
    """The entry stood at another number, ``was``."""
    REMOVED = "removed"
    """The entries from ``number`` to ``until`` are gone."""
    REWRITTEN = "rewritten"
    """The entry holds in itself, but is not the one that its successor was chained to."""
    INSERTED = "inserted"
    """The entry stands before the beginning or after the end of the chain."""
    CUT_OFF = "cut_off"
    """The chain's end, from ``number`` to ``until``, is gone."""
    HEAD = "head"
    """The head is missing, or says another end than the chain has."""
    UNEXPECTED = "unexpected"
    """The entry is not the one whose digest was kept elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A place where the chain does not hold. ``verb`` is "" where there is no entry."""

    number: int
    what: Wrong
    verb: str = ""
    until: int | None = None
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry's digest as it was kept outside of this database."""

    number: int
    digest: str


def verify(
    *,
    since: int = 1,
    expected: tuple[Expected, ...] = (),
    progress: Callable[[int], None] | None = None,
) -> Iterator[Fault]:
    """Walk the chain from ``since`` to its end and yield every place where it does not hold.

    Entries that are appended meanwhile are left for the next time. ``progress`` is told how many
    entries were read, from time to time. Memory stays flat on any length.
    """
    head = LedgerHead.objects.filter(only=1).first()
    since = max(1, min(since, head.number)) if head else 1
    walk = _Walk(since=since, last=_link_at(since - 1) if since > 1 else None)
    links = _links(since=since, until=head.number) if head else _links(since=since)
    for count, link in enumerate(links, start=1):
        yield from walk.meet(link)
        if progress is not None and count % _STEP == 0:
            progress(count)
    yield from _end(head, walk.last)
    for one in expected:
        yield from _kept_elsewhere(one)


@dataclass(slots=True)
class _Link:
    """An entry as read, with its digest computed anew from its content."""

    number: int
    verb: str
    before: str
    digest: str
    entry: LedgerEntry | None
    """None when the content cannot even be read."""
    computed: str = ""

    def __post_init__(self) -> None:
        self.computed = self.at(self.number)

    @property
    def holds(self) -> bool:
        """Whether the entry is what was appended, as far as it can tell by itself."""
        return self.computed == self.digest

    def at(self, number: int) -> str:
        """Give the digest that the entry would have at a number; "" when it has none."""
        if self.entry is None:
            return ""
        try:
            return digest_of(self.entry, number=number)
        except (TypeError, ValueError, AttributeError):
            return ""  # a value of a type that was never appended


@dataclass(slots=True)
class _Walk:
    """Meets entry after entry, and says what does not hold between one and the next."""

    since: int
    last: _Link | None
    shift: int = 0
    searches: int = 0

    def meet(self, link: _Link) -> Iterator[Fault]:
        """Judge an entry by itself and against the one before it."""
        if link.number < 1:
            yield Fault(number=link.number, what=Wrong.INSERTED, verb=link.verb)
            return
        yield from self._joint(link)
        if not link.holds:
            yield self._alone(link)
        self.last = link

    def _joint(self, link: _Link) -> Iterator[Fault]:
        due = self.last.number + 1 if self.last else self.since
        if link.number > due:
            yield Fault(number=due, until=link.number - 1, what=Wrong.REMOVED)
        elif not link.holds or (self.last and not self.last.holds):
            return  # the one that does not hold in itself is named for that
        elif self.last and link.before != self.last.digest:
            yield Fault(number=self.last.number, verb=self.last.verb, what=Wrong.REWRITTEN)
        elif link.number == 1 and link.before != GENESIS:
            yield Fault(number=link.number, verb=link.verb, what=Wrong.REWRITTEN)

    def _alone(self, link: _Link) -> Fault:
        for was in self._places(link):
            if link.at(was) == link.digest:
                self.shift = was - link.number
                return Fault(number=link.number, verb=link.verb, what=Wrong.MOVED, was=was)
        return Fault(number=link.number, verb=link.verb, what=Wrong.EDITED)

    def _places(self, link: _Link) -> Iterator[int]:
        """Give where the entry may have stood.

        As far away as the last one that was moved; nearby; or after the entry that it was chained
        to. All but the first cost time, so they are not tried too often.
        """
        if self.shift:
            yield link.number + self.shift
        if self.searches == _MOST_SEARCHES:
            return
        self.searches += 1
        for distance in range(1, _NEARBY):
            yield link.number - distance
            yield link.number + distance
        places = LedgerEntry.objects.filter(digest=link.before).order_by()
        for place in places.values_list("number", flat=True)[:1]:
            yield place + 1


def _links(*, since: int, until: int | None = None) -> Iterator[_Link]:
    """Read entries in order, in steps; from the very first row if ``since`` is 1."""
    entries = LedgerEntry.objects.order_by("number")
    if until is not None:
        entries = entries.filter(number__lte=until)
    step = entries.filter(number__gte=since) if since > 1 else entries
    while links := _read(step[:_STEP]):
        yield from links
        step = entries.filter(number__gt=links[-1].number)


def _read(step: QuerySet[LedgerEntry]) -> list[_Link]:
    try:
        return [_link(entry) for entry in step]
    except _UNREADABLE:
        # Something in this step is not even a value of its type: find out what, one by one.
        return [_link_alone(number) for number in step.values_list("number", flat=True)]


def _link_at(number: int) -> _Link | None:
    if not LedgerEntry.objects.filter(number=number).exists():
        return None
    return _link_alone(number)


def _link_alone(number: int) -> _Link:
    entry = LedgerEntry.objects.filter(number=number)
    try:
        return _link(entry.get())
    except _UNREADABLE:
        return _Link(*entry.values_list("number", "verb", "before", "digest")[0], entry=None)


def _link(entry: LedgerEntry) -> _Link:
    return _Link(entry.number, entry.verb, entry.before, entry.digest, entry)


def _end(head: LedgerHead | None, last: _Link | None) -> Iterator[Fault]:
    """Compare the end of the chain with what the head says of it."""
    number = last.number if last else 0
    if head is None:
        if last:
            yield Fault(number=number, verb=last.verb, what=Wrong.HEAD)
        return
    if head.number > number:
        yield Fault(number=number + 1, until=head.number, what=Wrong.CUT_OFF)
    elif (last.holds if last else True) and head.digest != (last.digest if last else GENESIS):
        yield Fault(number=number, verb=last.verb if last else "", what=Wrong.HEAD)
    # In one statement, so that an entry appended in this very moment is never taken for one.
    end = LedgerHead.objects.filter(only=1).values("number")
    beyond = LedgerEntry.objects.order_by("number").filter(number__gt=Subquery(end))
    for place, verb in beyond.values_list("number", "verb").iterator(_STEP):
        yield Fault(number=place, verb=verb, what=Wrong.INSERTED)


def _kept_elsewhere(one: Expected) -> Iterator[Fault]:
    if one.number == 0:
        return
    found = LedgerEntry.objects.filter(number=one.number).values_list("verb", "digest").first()
    if found is None or found[1] != one.digest:
        verb = found[0] if found else ""
        yield Fault(number=one.number, verb=verb, what=Wrong.UNEXPECTED)


_SENTENCES: Final[dict[Wrong, Promise]] = {
    Wrong.EDITED: _("Entry %(number)s (%(verb)s) was edited."),
    Wrong.MOVED: _("Entry %(number)s (%(verb)s) was moved: it was number %(was)s."),
    Wrong.REMOVED: _("Entries %(number)s to %(until)s were removed."),
    Wrong.REWRITTEN: _(
        "Entry %(number)s (%(verb)s) was rewritten: it is not the one that the next was chained to."
    ),
    Wrong.INSERTED: _("Entry %(number)s (%(verb)s) was inserted outside of the chain."),
    Wrong.CUT_OFF: _("The end was cut off: entries %(number)s to %(until)s are gone."),
    Wrong.HEAD: _(
        "The end of the chain, entry %(number)s (%(verb)s), is not the one that was noted: it or "
        "the note was rewritten."
    ),
    Wrong.UNEXPECTED: _(
        "Entry %(number)s (%(verb)s) is not the one whose digest was kept elsewhere: the chain "
        "was rewritten or cut off."
    ),
}


def sentence_of(fault: Fault) -> str:
    """Say a fault to people."""
    return str(_SENTENCES[fault.what]) % {
        "number": fault.number,
        "verb": fault.verb or "-",
        "until": fault.until,
        "was": fault.was,
    }
