"""Which of the bank's own products and branches a post names, by any number of names in one pass.

What is given back are the bank's own words, never a piece of the post.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from parvis.engine.branch_cues import cued, has_cue, in_one_word, place_of, towns_of
from parvis.engine.match import automaton_of, readings, spellings_of
from parvis.engine.words import phrase, words


class Sort(StrEnum):
    """What a name is the name of."""

    PRODUCT = "product"
    BRANCH = "branch"


class Mention(NamedTuple):
    """A product or a branch that a post names, by the name that the bank's list has for it."""

    kind: Sort
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A product or a branch: what the list calls it, and other ways people write it."""

    kind: Sort
    name: str
    ways: tuple[str, ...] = ()


def plain_name(named: Named) -> str:
    """Give the form in which names are compared, "" where one holds no letter and no digit.

    *Lyon Bellecour* and *agence de Lyon Bellecour* are the same branch.
    """
    place = place_of(named.name) if named.kind is Sort.BRANCH else []
    return " ".join(place or words(named.name))


class _Found(NamedTuple):
    """What a spelling stands for: places in the list, by itself and with a cue beside it."""

    plain: tuple[int, ...]
    cued: tuple[int, ...]
    length: int


class Mentions:
    """Finds products and branches by their names; frozen, and the same in every process.

    Case, accents and apostrophes do not matter; names are found as whole words, in one piece, as
    tags and as handles, as those of ``Matcher`` are. Of names that overlap the longest holds.

    A branch is found by names that say so (``Agence Lyon Bellecour``) and by tags and handles
    (``#BellecourParvis``). A bare place (``Nantes Centre``) and the town that it begins with, where
    one branch only is there, need a cue beside them: ``agence de Nantes``.
    """

    __slots__ = ("_automaton", "_mentions", "_own", "named", "own")

    def __init__(self, named: Iterable[Named] = (), *, own: Iterable[str] = ()) -> None:
        """Take the lists. What is there twice is one, with the ways of both.

        ``own`` are names of the bank itself, which may stand between a cue and a place. Raises
        ``Invalid`` where a name or a way holds no letter and no digit.
        """
        self.named = _once(named)
        self.own = tuple(own)
        self._own = frozenset(word for name in self.own for word in words(name))
        self._mentions = tuple(Mention(each.kind, each.name) for each in self.named)
        self._automaton = automaton_of(_spellings(self.named))

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return self._automaton is not None

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.named, self.own)

    def of_all(self, texts: Sequence[str], phrases: Sequence[str]) -> list[tuple[Mention, ...]]:
        """Give what each text names, where the phrases of the texts are known already."""
        if not self:
            return [()] * len(texts)
        return list(map(self._of, texts, phrases))

    def of(self, text: str) -> tuple[Mention, ...]:
        """Give what a text names, in the order of the lists."""
        return self.of_all([text], [phrase(words(text))])[0]

    def _of(self, text: str, spaced: str) -> tuple[Mention, ...]:
        chosen: set[int] = set()
        for reading in readings(text, spaced):
            spans = self._spans(reading)
            if not spans:
                continue
            # With tags cut, names in them may turn out to be pieces of longer ones.
            chosen -= {rank for ranks in spans.values() for rank in ranks}
            chosen |= _longest(spans, len(reading))
        return tuple(self._mentions[rank] for rank in sorted(chosen))

    def _spans(self, spaced: str) -> dict[tuple[int, int], set[int]]:
        """Give all that is found, by where it stands."""
        spans: dict[tuple[int, int], set[int]] = defaultdict(set)
        hits: Iterable[tuple[int, _Found]] = self._automaton.iter(spaced) if self._automaton else ()
        for last, found in hits:
            start = last + 1 - found.length
            # Spaces around a name are shared with its neighbours.
            start, end = start + (spaced[start] == " "), last + (spaced[last] != " ")
            if found.plain:
                spans[start, end].update(found.plain)
            if found.cued and (place := cued(spaced, start, end, self._own)):
                spans[place].update(found.cued)
        return spans


def _again(named: tuple[Named, ...], own: tuple[str, ...]) -> Mentions:
    return Mentions(named, own=own)


def _longest(spans: dict[tuple[int, int], set[int]], length: int) -> set[int]:
    """Choose from the longest on, the first of equals first, what overlaps nothing chosen."""
    taken = bytearray(length)
    chosen: set[int] = set()
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        # What is taken is at least as long, so it covers an end of whatever it overlaps.
        if not (taken[start] or taken[end - 1]):
            taken[start:end] = b"\1" * (end - start)
            chosen |= spans[start, end]
    return chosen


def _once(named: Iterable[Named]) -> tuple[Named, ...]:
    """Make one of what is named alike: the first name holds, others are ways to write it."""
    names: dict[tuple[Sort, str], str] = {}
    ways: dict[tuple[Sort, str], dict[str, None]] = {}
    for each in named:
        key = each.kind, plain_name(each)
        names.setdefault(key, each.name)
        ways.setdefault(key, {}).update(dict.fromkeys((each.name, *each.ways)))
    return tuple(
        Named(kind, names[kind, alike], tuple(way for way in written if way != names[kind, alike]))
        for (kind, alike), written in ways.items()
    )


def _spellings(named: Sequence[Named]) -> dict[str, _Found]:
    plain: dict[str, set[int]] = defaultdict(set)
    places: dict[str, set[int]] = defaultdict(set)
    towns: dict[str, set[int]] = defaultdict(set)
    for rank, each in enumerate(named):
        for way in (each.name, *each.ways):
            spellings = spellings_of(each.name, way)
            if each.kind is Sort.PRODUCT:
                _add(plain, spellings, rank)
                continue
            place = place_of(way)
            _add(plain, _of_branch(way, place, spellings), rank)
            if place:
                _add(places, {phrase(place), phrase(["".join(place)])}, rank)
                _add(towns, towns_of(place), rank)
    for town, ranks in towns.items():
        if len(ranks) == 1 and town not in places:
            places[town] = ranks
    return {
        spelling: _Found(
            tuple(sorted(plain.get(spelling, ()))),
            tuple(sorted(places.get(spelling, ()))),
            len(spelling),
        )
        for spelling in plain.keys() | places.keys()
    }


def _of_branch(way: str, place: list[str], spellings: set[str]) -> set[str]:
    """Give what names a branch without anything beside it."""
    if way.lstrip().startswith(("#", "@")):
        return spellings
    if not place:
        return set()
    return in_one_word(place) | (spellings if has_cue(way) else set())


def _add(found: dict[str, set[int]], spellings: Iterable[str], rank: int) -> None:
    for spelling in spellings:
        found[spelling].add(rank)
