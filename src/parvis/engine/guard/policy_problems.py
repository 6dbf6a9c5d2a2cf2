"""What is wrong with a policy's file, and in which line: all of it at once.

A problem names a place and a code, never a value: values may be what nobody should read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from parvis.engine.guard.guard import masked

Path = tuple[str | int, ...]

_SHOWN = 60
_HEADER = re.compile(r"\s*\[\[?(?P<path>[^\[\]]{1,200})\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(?P<path>[\w\-\"'. ]{1,200}?)\s*=")
_NAME = re.compile(r"\"[^\"]*\"|'[^']*'|[^.\s\"']+")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``line`` counts from 1; 0 where no line is to blame."""

    code: str
    path: str = ""
    line: int = 0
    data: Mapping[str, str | int] = field(default_factory=dict)

    def plain(self) -> dict[str, str | int]:
        """Give it as plain values, for ``Invalid`` and for programs."""
        data = {
            name: value if isinstance(value, int) else str(value)
            for name, value in self.data.items()
        }
        return {"code": self.code, "path": self.path, "line": self.line, **data}


class Problems:
    """Gathers the problems of a text."""

    def __init__(self, text: str) -> None:
        self.found: list[Problem] = []
        self._lines = lines_of(text)

    def tell(self, code: str, path: Path = (), *, line: int = 0, **data: str | int) -> None:
        """Add a problem at the line of its key, or of the nearest key above it."""
        for length in range(len(path), 0, -1):
            line = line or self._lines.get(tuple(map(str, path[:length])), 0)
        self.found.append(Problem(code, shown(path), line, data))

    def unknown(self, code: str, path: Path, known: Iterable[str]) -> None:
        """Add a name that nobody knows, with the known one that is most like it."""
        self.tell(code, path, known=nearest(str(path[-1]), known))

    def sorted(self) -> list[Problem]:
        """Give all of them, in the order of the text."""
        return sorted(self.found, key=lambda problem: (problem.line, problem.path))


def shown(path: Path) -> str:
    """Write the path of a key: ``allowed.phones[2]``. What the guard finds in it is masked."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    safe = "".join(sign if sign.isprintable() else " " for sign in masked(words))
    return safe if len(safe) <= _SHOWN else safe[: _SHOWN - 1] + "…"


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the known name that is most like a name, else all of them."""
    names = {each.lower(): each for each in known}
    close = get_close_matches(name[:_SHOWN].lower(), names, n=1)
    return names[close[0]] if close else ", ".join(names.values())


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """Give the line of each key. A reading for people only: what TOML is, ``tomllib`` decides."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    quotes = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quotes:
            quotes = "" if quotes in line else quotes
            continue
        if header := _HEADER.match(line):
            table = _names(header["path"])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(table + _names(key["path"]), number)
            quotes = next((q for q in ('"""', "'''") if line.count(q) % 2), "")
    return lines


def _names(path: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in _NAME.findall(path))
