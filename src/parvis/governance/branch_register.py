"""The branch register as a file: who publishes which number, address and account.

CSV with a first line that names the columns: ``label`` and at least one of ``phone``, ``email``,
``address``, ``iban``. Commas or semicolons, UTF-8 or what spreadsheets on Windows write. A row
that does not hold is told with its line and its reason, and the others are taken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from parvis.engine.guard import Kind
from parvis.engine.guard.allowed import canonical, refusal_of_value
from parvis.engine.guard.policy_problems import nearest
from parvis.errors import Invalid

COLUMNS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "phone": Kind.PHONE,
        "email": Kind.EMAIL,
        "address": Kind.POSTAL_ADDRESS,
        "iban": Kind.IBAN,
    }
)
SIZE_LIMIT: Final = 900_000
"""Bytes of a file: the web server takes a million, with all that is around it."""
ROWS_LIMIT: Final = 20_000
LABEL_LIMIT: Final = 120

_LABEL = "label"


@dataclass(frozen=True, slots=True)
class Published:
    """A value of the register: whose it is, its kind, and the form in which it is compared."""

    label: str
    kind: Kind
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row, or one value of it, that was not taken: its line, from 1, and the code of why."""

    line: int
    column: str
    code: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What a file holds: values by kind and name, and what was refused."""

    values: Mapping[tuple[Kind, str], Published]
    refused: tuple[RefusedRow, ...]


def read_register(content: bytes) -> Register:
    """Read a file; raises ``Invalid`` where the file as a whole is none."""
    if len(content) > SIZE_LIMIT:
        raise Invalid("governance.register.too_large", limit=SIZE_LIMIT // 1_000)
    text = _decoded(content)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    values: dict[tuple[Kind, str], Published] = {}
    refused: list[RefusedRow] = []
    try:
        columns = _columns(next(rows, []))
        for row in rows:
            if rows.line_num > ROWS_LIMIT:
                raise Invalid("governance.register.too_many", limit=ROWS_LIMIT)
            for found in _of_row(dict(zip(columns, row, strict=False)), rows.line_num):
                if isinstance(found, RefusedRow):
                    refused.append(found)
                else:
                    values.setdefault((found.kind, found.name), found)
    except csv.Error as error:
        raise Invalid("governance.register.not_csv", line=rows.line_num) from error
    return Register(values, tuple(refused))


def refusal_of_label(label: str) -> str:
    """Give the code of what is wrong with the name of a branch, "" where it is right."""
    right = 0 < len(label) <= LABEL_LIMIT and label.isprintable()
    return "" if right else "governance.contact.label"


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _columns(header: list[str]) -> list[str]:
    names = [name.strip().lower() for name in header]
    known = (_LABEL, *COLUMNS)
    for place, name in enumerate(names, 1):
        if name and name not in known:
            # By its place: a file without such a line shows values there, which are not repeated.
            raise Invalid("governance.register.column", place=place, known=nearest(name, known))
    if _LABEL not in names or not set(names) & COLUMNS.keys() or len(set(names)) < len(names):
        raise Invalid("governance.register.header", known=", ".join(known))
    return names


def _of_row(row: dict[str, str], line: int) -> Iterator[Published | RefusedRow]:
    given = {column: " ".join(row.get(column, "").split()) for column in (_LABEL, *COLUMNS)}
    label = given.pop(_LABEL)
    if not label and not any(given.values()):
        return
    if code := refusal_of_label(label) or (
        "" if any(given.values()) else "governance.contact.none"
    ):
        yield RefusedRow(line, _LABEL, code, label[:LABEL_LIMIT])
        return
    for column, value in given.items():
        if not value:
            continue
        kind = COLUMNS[column]
        if code := refusal_of_value(kind, value):
            yield RefusedRow(line, column, code, label)
        else:
            yield Published(label, kind, value, canonical(kind, value))
