"""The branch register in words: what its columns may be called, and why a row was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.design.kinds import kind_name
from parvis.design.messages import sentence
from parvis.governance.branch_register import COLUMNS, HEADINGS, LABEL, RefusedRow


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """A column: what it holds, and what it may be called in each language."""

    holds: str
    english: tuple[str, ...]
    french: tuple[str, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class RefusedWords:
    """A refused row; ``whose`` is what it says itself, "" where it does not."""

    line: int
    whose: str
    column: str
    why: str


def columns_in_words() -> list[ColumnWords]:
    """Give what a file may hold, column by column."""
    return [
        ColumnWords(_holds(column), words["en"], words["fr"], needed=column == LABEL)
        for column, words in HEADINGS.items()
    ]


def refused_in_words(refused: Iterable[RefusedRow]) -> list[RefusedWords]:
    """Say of each refused row where it stands, whose it is and why."""
    return [
        RefusedWords(row.line, row.label, _holds(row.column), sentence(row.code)) for row in refused
    ]


def _holds(column: str) -> str:
    return _("Whose it is") if column == LABEL else kind_name(COLUMNS[column])
