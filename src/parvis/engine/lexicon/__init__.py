"""Lists of words and phrases, one file a list; commas and line ends part entries, ``#`` comments.

Entries are plain words (see ``parvis.engine.words``): accents and capitals do not matter. Added
words take effect at once; each comes with a sentence in the tests of what reads the list.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from parvis.engine.words import words


@cache
def entries(name: str) -> tuple[str, ...]:
    """Give the phrases of a list, as plain words joined by single spaces."""
    lines = (files(__name__) / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    written = (part for line in lines for part in line.partition("#")[0].split(","))
    plain = (" ".join(words(part)) for part in written)
    return tuple(dict.fromkeys(entry for entry in plain if entry))


@cache
def single_words(name: str) -> frozenset[str]:
    """Give the words of a list that is written several to a line, without commas."""
    return frozenset(word for entry in entries(name) for word in entry.split())
