"""The branch register as a file: who publishes which number, address and account.

CSV with a first line that names the columns, in English or in French (``HEADINGS``): whose it is,
and at least one of phone, e-mail, address, IBAN. Commas, semicolons or tabs, UTF-8 or what
spreadsheets on Windows write. A row that does not hold is told with its line and its reason, and
the others are taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from parvis.engine.guard import Kind
from parvis.engine.guard.allowed import canonical, refusal_of_value
from parvis.errors import Invalid
from parvis.governance.csv_file import Headings, in_short, rows_of

COLUMNS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "phone": Kind.PHONE,
        "email": Kind.EMAIL,
        "address": Kind.POSTAL_ADDRESS,
        "iban": Kind.IBAN,
    }
)
LABEL: Final = "label"
HEADINGS: Final[Headings] = MappingProxyType(
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
    values: dict[tuple[Kind, str], Published] = {}
    refused: list[RefusedRow] = []
    for line, row in rows_of(content, HEADINGS, _check):
        for found in _of_row(row, line):
            if isinstance(found, RefusedRow):
                refused.append(found)
            else:
                values.setdefault((found.kind, found.name), found)
    return Register(values, tuple(refused))


def _check(columns: Collection[str]) -> None:
    if LABEL not in columns or not set(columns) & COLUMNS.keys():
        raise Invalid("governance.register.header", known=in_short(HEADINGS))


def refusal_of_label(label: str) -> str:
    """Give the code of what is wrong with the name of a branch, "" where it is right."""
    right = 0 < len(label) <= LABEL_LIMIT and label.isprintable()
    return "" if right else "governance.contact.label"


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
