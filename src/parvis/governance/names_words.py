"""A file of products and branches in words: its columns, and what of it was refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from parvis.design.messages import sentence
from parvis.engine.mentions import Named
from parvis.governance.names_file import HEADINGS, RefusedName, everyday_words
from parvis.governance.register_words import ColumnWords, RefusedWords

_WARNED: Final = 10


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


def everyday_in_words(names: Iterable[Named]) -> str:
    """Warn of names that are one everyday word; "" where there are none."""
    found = list(dict.fromkeys(word for named in names for word in everyday_words(named)))
    if not found:
        return ""
    shown = ", ".join(found[:_WARNED])
    more = ", …" if len(found) > _WARNED else ""
    return _(
        "Everyday words stand in many posts that mean something else: %(words)s. Write a name that"
        " only this product has, such as “Livret Bleu”."
    ) % {"words": shown + more}


def refused_in_words(refused: Iterable[RefusedName]) -> list[RefusedWords]:
    """Say of each refused row where it stands, which name it gives and why it was not taken."""
    return [RefusedWords(row.line, row.name, "", sentence(row.code)) for row in refused]
