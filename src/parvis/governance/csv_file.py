"""A table as people save it from a spreadsheet: CSV with a first line that names the columns.

Headings in English or in French, commas, semicolons or tabs, UTF-8 or what spreadsheets on Windows
write. What is wrong with the file as a whole is told without repeating anything of it.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from parvis.engine.guard.policy_problems import nearest
from parvis.errors import Invalid

SIZE_LIMIT: Final = 900_000
"""Bytes of a file: the web server takes a million, with all that is around it."""
ROWS_LIMIT: Final = 20_000

Headings = Mapping[str, Mapping[str, tuple[str, ...]]]
"""What each column may be called, by language; case, accents, spaces and signs do not matter."""


def rows_of(
    content: bytes, headings: Headings, check: Callable[[Collection[str]], None]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row by its columns, with its first line in the file, from 1.

    ``check`` raises where columns are missing. Raises ``Invalid`` where the file is no such table.
    """
    if len(content) > SIZE_LIMIT:
        raise Invalid("governance.register.too_large", limit=SIZE_LIMIT // 1_000)
    text = _decoded(content)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = _columns(next(rows, []), headings)
        check(columns)
        line = rows.line_num + 1
        for row in rows:
            if rows.line_num > ROWS_LIMIT:
                raise Invalid("governance.register.too_many", limit=ROWS_LIMIT)
            yield line, dict(zip(columns, row, strict=False))
            line = rows.line_num + 1  # a row ends lines below where a field of it holds line breaks
    except csv.Error as error:
        raise Invalid("governance.register.not_csv", line=rows.line_num) from error


def in_short(headings: Headings, *columns: str) -> str:
    """Write what columns are called first in each language: ``Phone / Téléphone``."""
    said = (dict.fromkeys(words[0] for words in headings[each].values()) for each in headings)
    shown = zip(headings, map(" / ".join, said), strict=True)
    return ", ".join(words for column, words in shown if not columns or column in columns)


def plainly(word: str) -> str:
    """Give a heading or a word of a column without case, accents, spaces and signs."""
    letters = unicodedata.normalize("NFKD", word).casefold()
    return "".join(filter(str.isalnum, letters))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _columns(header: list[str], headings: Headings) -> list[str]:
    """Give the column that each heading means, "" for a place without one."""
    meant = {
        plainly(heading): column
        for column, languages in headings.items()
        for words in languages.values()
        for heading in words
    }
    names = [plainly(heading) for heading in header]
    for place, (heading, name) in enumerate(zip(header, names, strict=True), 1):
        if heading.strip() and name not in meant:
            # By its place: a file without such a line shows values there, which are not repeated.
            like = meant.get(nearest(name, meant))
            known = in_short(headings, *([like] if like else []))
            raise Invalid("governance.register.column", place=place, known=known)
    columns = [meant.get(name, "") for name in names]
    for place, column in enumerate(columns):
        if column and (first := columns.index(column)) < place:
            raise Invalid("governance.register.twice", first=first + 1, place=place + 1)
    return columns
