"""Reads posts out of JSON Lines and CSV, line by line and without ever stopping at a bad one.

Both readers take any iterable of lines in bytes, pull one line at a time and never look ahead:
after each row, whatever feeds them stands exactly behind that row. What a line does wrong comes
back as a ``BadLine``; its reason is a code that never holds a piece of the line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from parvis.engine.post import Post, post_from_json
from parvis.errors import Invalid

LINE_LIMIT = 1_048_576
"""Longest line taken in, in bytes: the longest text, four bytes a character, escaped, and more."""

UNFINISHED = "csv.quote_not_closed"
"""The reason of a CSV row whose quotes are still open where the lines end."""

_BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t"
_WAYS_TO_SAY_YES = frozenset({"1", "true", "yes"})


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that gives no post: its number (from 1), a code that says why, and its bytes.

    A row of several lines has the number of its first. A line beyond ``LINE_LIMIT`` is cut.
    """

    number: int
    reason: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class DeletedLine(BadLine):
    """A line ``{"id": ..., "deleted": true}``: it gives no post, it says that one is gone."""

    id: str


Row = Post | BadLine


def bounded_lines(stream: BinaryIO, *, limit: int = LINE_LIMIT) -> Iterator[bytes]:
    """Give the lines of a file, each of at most ``limit`` + 1 bytes in memory.

    The rest of a longer line is passed over, so that the readers report it once and go on.
    """
    while line := stream.readline(limit + 1):
        if len(line) > limit:
            end = line
            while end and not end.endswith(b"\n"):
                end = stream.readline(limit)
        yield line


def read_jsonl(lines: Iterable[bytes]) -> Iterator[Row]:
    """Give a post, or what is wrong, for each line that is not blank."""
    for number, line in enumerate(lines, start=1):
        body = line.removeprefix(_BOM) if number == 1 else line
        if body.strip():
            yield _row_of_json(number, body)


def read_csv(lines: Iterable[bytes]) -> Iterator[Row]:
    """Give a post, or what is wrong, for each row below the header.

    The first line names the columns; comma, semicolon or tab, whichever it holds most of, parts
    them. Columns that are no field of a post go to ``extra``. Texts may hold line breaks between
    quotes. A header without ``id`` and ``text`` gives one ``BadLine`` and ends the reading.
    """
    tape = _Tape(lines)
    header = tape.header()
    if isinstance(header, BadLine):
        yield header
        return
    if header is None:
        return
    delimiter, names = header
    rows = tape.rows(delimiter)
    while not tape.ended:
        tape.mark()
        try:
            values = next(rows, [])
        except _UnusableLine as error:
            yield tape.bad(error.reason)
            rows = tape.rows(delimiter)
        except csv.Error:
            yield tape.bad(UNFINISHED if tape.ended else "csv.malformed")
        else:
            if any(value.strip() for value in values):
                yield _row_of_csv(tape, names, values)


class _UnusableLine(Exception):
    """A line that never reaches the CSV reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Tape:
    """Feeds lines to the CSV reader, and remembers those of the row under way."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._raw: list[bytes] = []
        self._read = 0
        self._first = 1
        self.ended = False

    def mark(self) -> None:
        """Begin a row here."""
        self._raw = []
        self._first = self._read + 1

    def bad(self, reason: str) -> BadLine:
        return BadLine(self._first, reason, b"".join(self._raw))

    def deleted(self, id: str) -> DeletedLine:  # noqa: A002 - the field's name
        return DeletedLine(self._first, "post.deleted", b"".join(self._raw), id)

    def header(self) -> tuple[str, list[str]] | BadLine | None:
        """Read the first line: delimiter and names, what is wrong with it, or None if empty."""
        try:
            line = next(self.texts(), None)
            if line is None:
                return None
            delimiter = max(_DELIMITERS, key=line.count)
            names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
        except _UnusableLine as error:
            return self.bad(error.reason)
        except csv.Error:
            return self.bad("csv.malformed")
        if not {"id", "text"} <= set(names) or len(set(names)) != len(names):
            return self.bad("csv.header_unusable")
        return delimiter, names

    def rows(self, delimiter: str) -> Iterator[list[str]]:
        return csv.reader(self.texts(), delimiter=delimiter, strict=True)

    def texts(self) -> Iterator[str]:
        for line in self._lines:
            body = line.removeprefix(_BOM) if self._read == 0 else line
            self._read += 1
            self._raw.append(line)
            if len(line) > LINE_LIMIT:
                raise _UnusableLine("line.too_long")
            if not _is_utf8(body):
                raise _UnusableLine("line.not_utf8")
            yield body.decode("utf-8")
        self.ended = True


def _row_of_json(number: int, body: bytes) -> Row:
    if len(body) > LINE_LIMIT:
        return BadLine(number, "line.too_long", body)
    try:
        row = orjson.loads(body)
    except orjson.JSONDecodeError:
        return BadLine(number, "line.not_json" if _is_utf8(body) else "line.not_utf8", body)
    try:
        if _says_deleted(row):
            gone = post_from_json({"id": row.get("id"), "text": ""})
            return DeletedLine(number, "post.deleted", body, gone.id)
        return post_from_json(row)
    except Invalid as error:
        return BadLine(number, _reason(error), body)


def _row_of_csv(tape: _Tape, names: list[str], values: list[str]) -> Row:
    if len(values) > len(names):
        return tape.bad("csv.too_many_columns")
    row: dict[str, Any] = {
        name: value for name, value in zip(names, values, strict=False) if value and name
    }
    row.setdefault("text", "" if len(values) > names.index("text") else None)
    deleted = str(row.get("deleted", "")).strip().lower() in _WAYS_TO_SAY_YES
    try:
        if deleted:
            return tape.deleted(post_from_json({"id": row.get("id"), "text": ""}).id)
        return post_from_json(_with_nested(row))
    except Invalid as error:
        return tape.bad(_reason(error))


def _with_nested(row: dict[str, Any]) -> dict[str, Any]:
    """Read the columns that hold JSON: a spreadsheet has no other way to write these fields."""
    for name in ("descriptions", "metrics"):
        if name in row:
            try:
                row[name] = orjson.loads(row[name])
            except orjson.JSONDecodeError as error:
                raise Invalid("post.field_not_json", field=name) from error
    return row


def _says_deleted(row: object) -> bool:
    return isinstance(row, Mapping) and row.get("deleted") is True


def _reason(error: Invalid) -> str:
    field = error.data.get("field")
    return f"{error.code}: {field}" if field else error.code


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
