"""The branch register as a file: who publishes which number, address and account.

CSV with a first line that names the columns, in English or in French (``HEADINGS``): whose it is,
and at least one of phone, e-mail, address, IBAN. Commas, semicolons or tabs, UTF-8 or what
spreadsheets on Windows write. A row that does not hold is told with its line and its reason, and
the others are taken.
"""

from __future__ import annotations

import csv
import io
import unicodedata
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
LABEL: Final = "label"
HEADINGS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        LABEL: {
            "en": ("Label", "Name", "Branch", "Branch name", "Whose it is"),
            "fr": ("Libellé", "Nom", "Agence", "Nom de l'agence", "Appartient à"),
        },
        "phone": {
            "en": ("Phone", "Telephone", "Phone number", "Tel"),
            "fr": ("Téléphone", "Numéro de téléphone", "Tél"),
        },
        "email": {
            "en": ("Email", "Mail", "Email address"),
            "fr": ("Courriel", "Mél", "Adresse e-mail", "Adresse électronique"),
        },
        "address": {
            "en": ("Address", "Postal address", "Street address"),
            "fr": ("Adresse", "Adresse postale"),
        },
        "iban": {"en": ("IBAN",), "fr": ("IBAN",)},
    }
)
"""What a column may be called, by language; case, accents, spaces and signs make no difference."""
SIZE_LIMIT: Final = 900_000
"""Bytes of a file: the web server takes a million, with all that is around it."""
ROWS_LIMIT: Final = 20_000
LABEL_LIMIT: Final = 120


@dataclass(frozen=True, slots=True)
class Published:
    """A value of the register: whose it is, its kind, and the form in which it is compared."""

    label: str
    kind: Kind
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row, or one value of it, that was not taken: its first line, from 1, and the code of why.

    ``values`` are those that stand in a row that was refused as a whole, by kind and name.
    """

    line: int
    column: str
    code: str
    label: str = ""
    values: tuple[tuple[Kind, str], ...] = ()


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
        line = rows.line_num + 1
        for row in rows:
            if rows.line_num > ROWS_LIMIT:
                raise Invalid("governance.register.too_many", limit=ROWS_LIMIT)
            for found in _of_row(dict(zip(columns, row, strict=False)), line):
                if isinstance(found, RefusedRow):
                    refused.append(found)
                else:
                    values.setdefault((found.kind, found.name), found)
            line = rows.line_num + 1  # a row ends lines below where a field of it holds line breaks
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


def _plain(heading: str) -> str:
    """Give a heading without case, accents, spaces and signs."""
    letters = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(filter(str.isalnum, letters))


_MEANT: Final[Mapping[str, str]] = MappingProxyType(
    {
        _plain(heading): column
        for column, languages in HEADINGS.items()
        for headings in languages.values()
        for heading in headings
    }
)


def _columns(header: list[str]) -> list[str]:
    """Give the column that each heading means, "" for a place without one."""
    names = [_plain(heading) for heading in header]
    for place, (heading, name) in enumerate(zip(header, names, strict=True), 1):
        if heading.strip() and name not in _MEANT:
            # By its place: a file without such a line shows values there, which are not repeated.
            raise Invalid("governance.register.column", place=place, known=_most_like(name))
    columns = [_MEANT.get(name, "") for name in names]
    for place, column in enumerate(columns):
        if column and (first := columns.index(column)) < place:
            raise Invalid("governance.register.twice", first=first + 1, place=place + 1)
    if LABEL not in columns or not set(columns) & COLUMNS.keys():
        raise Invalid("governance.register.header", known=_in_short())
    return columns


def _most_like(name: str) -> str:
    """Give the heading that is most like a name, in both languages; else one of each column."""
    meant = _MEANT.get(nearest(name, _MEANT))
    return _in_short(meant) if meant else _in_short()


def _in_short(*columns: str) -> str:
    """Write what columns are called first in each language: ``Phone / Téléphone``."""
    said = (dict.fromkeys(words[0] for words in HEADINGS[each].values()) for each in HEADINGS)
    shown = zip(HEADINGS, map(" / ".join, said), strict=True)
    return ", ".join(words for column, words in shown if not columns or column in columns)


def _of_row(row: dict[str, str], line: int) -> Iterator[Published | RefusedRow]:
    given = {column: " ".join(row.get(column, "").split()) for column in (LABEL, *COLUMNS)}
    label = given.pop(LABEL)
    if not label and not any(given.values()):
        return
    if code := refusal_of_label(label) or (
        "" if any(given.values()) else "governance.contact.none"
    ):
        names = ((COLUMNS[each], value) for each, value in given.items() if value)
        values = tuple((kind, canonical(kind, value)) for kind, value in names)
        yield RefusedRow(line, LABEL, code, label[:LABEL_LIMIT], values)
        return
    for column, value in given.items():
        if not value:
            continue
        kind = COLUMNS[column]
        if code := refusal_of_value(kind, value):
            yield RefusedRow(line, column, code, label)
        else:
            yield Published(label, kind, value, canonical(kind, value))
