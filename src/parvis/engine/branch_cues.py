"""How people say that a place is a branch: ``agence de Nantes``, ``your Leeds branch``.

A town is no branch by itself. It is one where a cue stands beside it, with nothing between them but
small words.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from parvis.engine.words import phrase, words

_BEFORE: Final = frozenset(
    words(
        "agence agences guichet guichets succursale succursales dab gab distributeur "
        "distributeurs branch branches atm atms cashpoint cashpoints"
    )
)
"""What stands before a place: *agence de Nantes*, *the branch in Leeds*."""

_AFTER: Final = frozenset(words("branch branches atm atms cashpoint cashpoints"))
"""What stands behind a place: *your Leeds branch*."""

_LINKS_BEFORE: Final = frozenset(
    words(
        "automatique automatiques a au aux d de des du en in l la le les of at on the votre "
        "notre your our"
    )
)
_LINKS_AFTER: Final = frozenset(words("s bank city town centre center main high street"))

_AROUND_A_PLACE: Final = _BEFORE | _AFTER | frozenset(words("bureau agency"))
"""What a name is freed of to give the place: *Agence de Lyon Bellecour*, *Leeds Branch*."""

_NO_TOWN: Final = frozenset(
    words(
        "saint sainte st ste san the les des aux sur sous new great royal port mont rue place "
        "avenue boulevard cours quai gare centre quartier zone route pont marche mairie grand "
        "grande petit petite vieux vieille haut haute bas basse nord sud est ouest street road "
        "bon bonne beau bel belle mon ma mes votre notre service siege client customer espace "
        "relation bank banque square station city town north south east west upper lower central "
        "main"
    )
)
"""Words that begin names of places and are no town by themselves."""

_LINKS: Final = 4  # small words between a cue and a place, at most
_WINDOW: Final = 80  # characters in which cue and small words stand
_TOWN: Final = 3  # letters of a town at least
_TOGETHER: Final = ("agence", "branch")
"""Cues with which a place is written in one word: ``#agencenantes``, ``#leedsbranch``."""


def has_cue(name: str) -> bool:
    """Whether a name says by itself that it is a branch's."""
    return not _AROUND_A_PLACE.isdisjoint(words(name))


def place_of(name: str) -> list[str]:
    """Give the plain words of the place that a branch is named after; none where it has none."""
    left = words(name)
    while left and left[0] in _AROUND_A_PLACE:
        left = left[1:]
        while left and left[0] in _LINKS_BEFORE and left[0] not in _ARTICLES:
            left = left[1:]
    while left and left[-1] in _AROUND_A_PLACE:
        left = left[:-1]
    return left


_ARTICLES: Final = frozenset(words("la le les the"))
"""Links that towns begin with: *La Rochelle*, *Le Mans*."""


def towns_of(place: list[str]) -> Iterator[str]:
    """Give what may be the town of a place, as phrases: its first words, the shortest first.

    ``lyon`` of *Lyon Bellecour*; ``aix`` and ``aix en provence`` of *Aix-en-Provence Centre*.
    """
    for end in range(1, len(place)):
        last = place[end - 1]
        if len(last) >= _TOWN and last not in _NO_TOWN and not last.isdigit():
            yield phrase(place[:end])


def in_one_word(place: list[str]) -> set[str]:
    """Give phrases that hold a cue and the place in one word."""
    joined = "".join(place)
    return {phrase([_TOGETHER[0] + joined]), phrase([joined + _TOGETHER[1]])}


def cued(spaced: str, start: int, end: int, own: Container[str]) -> tuple[int, int] | None:
    """Give where a place stands together with its cue, None where no cue is beside it.

    ``start`` and ``end`` are the ends of its words in the phrase of a text. ``own`` are words that
    may stand between, as the name of the bank does: *agence Parvis de Nantes*.
    """
    low = max(0, start - _WINDOW)
    at = start
    for word in reversed(spaced[low:start].split()[-_LINKS - 1 :]):
        at = spaced.rindex(word, low, at)
        if word in _BEFORE:
            return at, end
        if word not in _LINKS_BEFORE and word not in own:
            break
    at = end
    for word in spaced[end : end + _WINDOW].split()[: _LINKS + 1]:
        at = spaced.index(word, at) + len(word)
        if word in _AFTER:
            return start, at
        if word not in _LINKS_AFTER:
            break
    return None
