r"""Read the labelled messages and replies of this folder, strictly: a bad line is an error.

Messages, one a line: ``LANG<TAB>SORT<TAB>TEXT``. ``SORT`` is ``secret`` (holds findings),
``hard`` (looks like it, holds none) or ``ordinary`` (nothing like it). In the text a finding is
marked ``⟦KIND:value⟧``, or ``⟦KIND~:value⟧`` where the value is disguised; ``\n``, ``\t`` and
``\u{hex}`` stand for characters.

Replies: ``LANG<TAB>VISIBILITY<TAB>LABEL<TAB>TEXT``. ``LABEL`` is ``allowed``, or the reasons why
the reply may not be sent, joined by commas. Where its author marked what offends, it stands as
``⟦code:stretch⟧``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parvis.engine.guard import Kind

HERE = Path(__file__).resolve().parent
HALVES = ("tuned", "held_out")
LANGUAGES = frozenset({"fr", "en"})
SORTS = frozenset({"secret", "hard", "ordinary"})
VISIBILITIES = frozenset({"public", "private"})
REASONS = ("contains_secret", "asks_forbidden", "asks_in_public", "reveals")
ALLOWED = "allowed"

_TOKEN = re.compile(
    r"\\u\{(?P<point>[0-9A-Fa-f]{1,6})\}|\\(?P<sign>[nt\\])|(?P<open>⟦[A-Za-z_]+~?:)|(?P<close>⟧)"
    r"|(?P<bad>\\u|⟦)|(?P<other>[^\\⟦⟧]+|\\)"
)
_SIGNS = {"n": "\n", "t": "\t", "\\": "\\"}
_LAST_POINT = 0x10FFFF


class BadLine(Exception):
    """A line that is not of the format; the message gives file, number and what is wrong."""


@dataclass(frozen=True, slots=True)
class Value:
    """A confidential value from ``start`` to ``end`` of a message (code points)."""

    kind: Kind
    start: int
    end: int
    disguised: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """What offends in a reply, from ``start`` to ``end`` (code points), and for which reason."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the set, with all the values that it holds."""

    lang: str
    sort: str
    text: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply of the set; no reason means that it may be sent."""

    lang: str
    visibility: str
    text: str
    reasons: frozenset[str]
    stretches: tuple[Stretch, ...]


def load_messages(half: str) -> list[Message]:
    """Give the messages of ``tuned`` or ``held_out``; raises ``BadLine``."""
    return list(messages_of(HERE / f"{half}.txt"))


def load_replies(half: str) -> list[Reply]:
    """Give the replies of ``tuned`` or ``held_out``; raises ``BadLine``."""
    return list(replies_of(HERE / f"replies_{half}.txt"))


def messages_of(path: Path) -> Iterator[Message]:
    for place, (lang, sort, marked) in _rows(path, 3):
        _require(sort in SORTS, place, f"no sort: {sort}")
        text, marks = _read(marked, place)
        values = tuple(_value(*mark, place) for mark in marks)
        _require(bool(values) == (sort == "secret"), place, f"{sort} with {len(values)} values")
        yield Message(lang, sort, text, values)


def replies_of(path: Path) -> Iterator[Reply]:
    for place, (lang, visibility, label, marked) in _rows(path, 4):
        _require(visibility in VISIBILITIES, place, f"no visibility: {visibility}")
        reasons = frozenset() if label == ALLOWED else frozenset(label.split(","))
        _require(reasons <= set(REASONS), place, f"no label: {label}")
        text, marks = _read(marked, place)
        stretches = tuple(Stretch(*mark) for mark in marks)
        _require({each.code for each in stretches} <= reasons, place, "a mark of another reason")
        yield Reply(lang, visibility, text, reasons, stretches)


def _rows(path: Path, columns: int) -> Iterator[tuple[str, list[str]]]:
    # Only line feeds end a line: a text may hold every other sign that Python takes for an end.
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        place = f"{path.name}:{number}"
        cells = line.split("\t")
        _require(len(cells) == columns, place, f"{len(cells)} columns, not {columns}")
        _require(cells[0] in LANGUAGES, place, f"no language: {cells[0]}")
        _require(bool(cells[-1].strip()), place, "no text")
        yield place, cells


def _read(marked: str, place: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Give a text as it is written, and the marks in it: name, start, end."""
    pieces: list[str] = []
    marks: list[tuple[str, int, int]] = []
    length, mark, start = 0, "", 0
    for token in _TOKEN.finditer(marked):
        _require(not token["bad"], place, "a bad mark or escape")
        if token["open"]:
            _require(not mark, place, "a mark within a mark")
            mark, start = token["open"], length
        elif token["close"]:
            _require(bool(mark) and length > start, place, "a mark that closes nothing")
            marks.append((mark.strip("⟦:"), start, length))
            mark = ""
        else:
            piece = _piece(token, place)
            pieces.append(piece)
            length += len(piece)
    _require(not mark, place, "a mark that is not closed")
    return "".join(pieces), marks


def _piece(token: re.Match[str], place: str) -> str:
    if token["point"]:
        point = int(token["point"], 16)
        _require(point <= _LAST_POINT, place, "no such code point")
        return chr(point)
    return _SIGNS[token["sign"]] if token["sign"] else token["other"]


def _value(mark: str, start: int, end: int, place: str) -> Value:
    name = mark.removesuffix("~")
    _require(name in Kind.__members__, place, f"no kind: {name}")
    return Value(Kind(name), start, end, disguised=mark != name)


def _require(fine: bool, place: str, what: str) -> None:  # noqa: FBT001 - reads as an assertion
    if not fine:
        raise BadLine(f"{place}: {what}")
