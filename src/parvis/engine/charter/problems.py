"""What is wrong with a charter's file, and in which line: gathered, all of it at once."""

from __future__ import annotations

import re

from parvis.engine.guard.policy_problems import Path, Problems

_HEADER = re.compile(r"\s*(?P<many>\[\[?)(?P<path>[^\[\]]{1,200})\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(?P<path>[\w\-\"'. ]{1,200}?)\s*=")
_NAME = re.compile(r"\"[^\"]*\"|'[^']*'|[^.\s\"']+")

Lines = dict[tuple[str, ...], int]


class CharterProblems(Problems):
    """Gathers problems; knows the line of each key of each rule."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = lines_of(text)

    def line_of(self, path: Path) -> int:
        """Give the line of a key; 0 where it has none of its own."""
        return self._lines.get(tuple(map(str, path)), 0)


def lines_of(text: str) -> Lines:
    """Give the line of each key, that of the third rule under ``("rules", "2")``.

    A reading for people only: what TOML is, ``tomllib`` decides.
    """
    lines: Lines = {}
    counts: Lines = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _placed(_names(header["path"]), counts, another=header["many"] == "[[")
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            names = table + _names(key["path"])
            for length in range(len(table) + 1, len(names) + 1):
                lines.setdefault(names[:length], number)
    return lines


def _placed(names: tuple[str, ...], counts: Lines, *, another: bool) -> tuple[str, ...]:
    """Put the numbers of the tables that a header stands in between its names."""
    path: tuple[str, ...] = ()
    for place, name in enumerate(names):
        path += (name,)
        if another and place == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (str(counts[path]),)
    return path


def _names(path: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in _NAME.findall(path))
