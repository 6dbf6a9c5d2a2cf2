"""A file of products and branches in words: its columns, and what of it was refused."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from parvis.design.messages import sentence
from parvis.governance.names_file import HEADINGS, RefusedName
from parvis.governance.register_words import ColumnWords, RefusedWords


def columns_in_words() -> list[ColumnWords]:
    """Give what a file may hold, column by column."""
    holds = {
        "name": _("Name"),
        "kind": _("What it is: “product” or “branch”; a product where nothing is said"),
        "ways": _("Other ways people write it, parted by commas, semicolons or |"),
    }
    return [
        ColumnWords(holds[column], words["en"], words["fr"], needed=column == "name")
        for column, words in HEADINGS.items()
    ]


def refused_in_words(refused: Iterable[RefusedName]) -> list[RefusedWords]:
    """Say of each refused row where it stands, which name it gives and why it was not taken."""
    return [RefusedWords(row.line, row.name, "", sentence(row.code)) for row in refused]
