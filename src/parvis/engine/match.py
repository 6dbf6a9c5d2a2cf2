"""Which brand queries a post matches, by any number of aliases in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick

from parvis.engine.words import phrase, split_tags, words
from parvis.errors import Invalid

# Written without spaces between words: an alias in these scripts is found anywhere.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_APOSTROPHES = re.compile("['’ʼ]")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: ``key`` names it in results, ``aliases`` are the ways people write it."""

    key: str
    aliases: tuple[str, ...]


class Matcher:
    """Finds queries by their aliases; frozen, and the same in every process.

    Case, accents and apostrophes do not matter. An alias is found as whole words, in one piece
    (``#banqueparvis``), with underscores, or in capitals for spaces (``@BanqueParvis``).
    """

    __slots__ = ("_automaton", "queries")

    def __init__(self, queries: Iterable[Query] = ()) -> None:
        """Raise ``Invalid`` where an alias holds no letter and no digit."""
        self.queries = tuple(queries)
        self._automaton = automaton_of(_spellings(self.queries))

    def __reduce__(self) -> tuple[type[Matcher], tuple[tuple[Query, ...]]]:
        return Matcher, (self.queries,)

    def match_all(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Give the keys of the queries that each text matches, in the order of the queries."""
        return [self.match(text) for text in texts]

    def match(self, text: str) -> tuple[str, ...]:
        """Give the keys of the queries that one text matches."""
        return self.match_phrase(text, phrase(words(text)))

    def match_phrase(self, text: str, spaced: str) -> tuple[str, ...]:
        """Do the same where the phrase of the text is known already."""
        if self._automaton is None:
            return ()
        found: set[int] = set()
        for reading in readings(text, spaced):
            found |= _ranks(self._automaton, reading)
        return tuple(self.queries[rank].key for rank in sorted(found)) if found else ()


def _ranks(automaton: ahocorasick.Automaton, spaced: str) -> set[int]:
    found: set[int] = set()
    for _end, ranks in automaton.iter(spaced):
        found |= ranks
    return found


def _spellings(queries: Sequence[Query]) -> dict[str, frozenset[int]]:
    spellings: dict[str, frozenset[int]] = {}
    for rank, query in enumerate(queries):
        for alias in query.aliases:
            for spelling in spellings_of(query.key, alias):
                spellings[spelling] = spellings.get(spelling, frozenset()) | {rank}
    return spellings


def readings(text: str, spaced: str) -> Iterator[str]:
    """Give the phrase of a text, and once more with tags and handles cut where there are any."""
    yield spaced
    tags = split_tags(text)
    if tags != text:
        yield phrase(words(tags))


def spellings_of(key: str, alias: str) -> set[str]:
    """Give what to look for in the phrase of a text to find an alias.

    Raises ``Invalid`` where it holds no letter and no digit; ``key`` says whose it is.
    """
    tokens = words(alias)
    if not tokens:
        raise Invalid("match.alias_without_word", query=key)
    if _UNSPACED.search(alias):
        return {" ".join(tokens)}
    unquoted = words(_APOSTROPHES.sub("", alias))
    return {phrase(tokens), phrase(unquoted), phrase(["".join(tokens)])}


def automaton_of(spellings: Mapping[str, object]) -> ahocorasick.Automaton | None:
    """Build what finds all spellings in one pass, each with its value; None without any."""
    if not spellings:
        return None
    automaton = ahocorasick.Automaton()
    for spelling, value in spellings.items():
        automaton.add_word(spelling, value)
    automaton.make_automaton()
    return automaton
