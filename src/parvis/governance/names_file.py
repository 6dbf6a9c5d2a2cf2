"""Lists of products and branches as a file, and what a name has to be.

CSV with a first line that names the columns, in English or in French (``HEADINGS``): the name, what
it is (a product where nothing says so), and other ways people write it, parted by commas,
semicolons or bars. A row that does not hold is told with its line and its reason, and the others
are taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from parvis.engine.charter.situation import GROUPS
from parvis.engine.guard import Kind, find
from parvis.engine.mentions import Named, Sort, plain_name
from parvis.engine.words import words
from parvis.errors import Invalid
from parvis.governance.csv_file import Headings, plainly, rows_of

NAME_LIMIT: Final = 120
MOST_WAYS: Final = 20
FEWEST_SIGNS: Final = 2
"""Letters and digits of a name: one letter stands in every post."""
_PLAIN_LIMIT: Final = 200

_EVERYDAY: Final = frozenset(
    """
    carte cartes compte comptes pret prets credit credits livret livrets epargne virement virements
    assurance assurances banque agence conseiller client clients cheque cheques appli application
    site placement placements bourse retraite auto habitation maison
    card cards account accounts loan loans mortgage mortgages savings saving transfer transfers
    insurance bank branch advisor adviser customer customers check checks app website investment
    investments pension car home house
    """.split()  # noqa: SIM905 - read as words, not as a column of literals
)
"""Words, without accents, that stand in many posts which mean no product of one bank."""

_NAME, _KIND, _WAYS = "name", "kind", "ways"
HEADINGS: Final[Headings] = MappingProxyType(
    {
        _NAME: {"en": ("Name", "Product or branch"), "fr": ("Nom", "Produit ou agence", "Libellé")},
        _KIND: {"en": ("Kind", "Type"), "fr": ("Nature", "Sorte", "Type")},
        _WAYS: {
            "en": ("Other names", "Also written", "Aliases"),
            "fr": ("Autres noms", "Autres graphies", "Alias"),
        },
    }
)
"""What a column may be called, by language; case, accents, spaces and signs make no difference."""

_KINDS: Final[Mapping[str, Sort]] = MappingProxyType(
    {
        "": Sort.PRODUCT,
        **dict.fromkeys(("product", "products", "produit", "produits"), Sort.PRODUCT),
        **dict.fromkeys(("branch", "branches", "agence", "agences"), Sort.BRANCH),
    }
)
_PARTS = re.compile(r"[,;|\n]")
_CONFIDENTIAL: Final = (GROUPS["secrets"] | GROUPS["private_data"]) - {
    Kind.POSTAL_ADDRESS,  # branches are called by theirs
    Kind.PHONE,
}

Key = tuple[Sort, str]
"""What tells names apart: what it is, and the name in the form in which names are compared."""


@dataclass(frozen=True, slots=True)
class RefusedName:
    """A row that was not taken: its first line, from 1, the code of why, and the name it gives."""

    line: int
    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What a file holds: names by their keys, and what was refused."""

    named: Mapping[Key, Named]
    refused: tuple[RefusedName, ...]


def read_names(content: bytes) -> Names:
    """Read a file; raises ``Invalid`` where the file as a whole is none.

    A name that stands there again adds its other ways to those of the first row.
    """
    named: dict[Key, Named] = {}
    refused: list[RefusedName] = []
    for line, row in rows_of(content, HEADINGS, _check):
        found = _of_row(row)
        if found is None:
            continue
        if isinstance(found, str):
            refused.append(RefusedName(line, found, _one_line(row.get(_NAME, ""))[:NAME_LIMIT]))
            continue
        key = key_of(found)
        before = named.setdefault(key, found)
        if before is not found:
            named[key] = replace(before, ways=ways_of((*before.ways, *found.ways))[:MOST_WAYS])
    return Names(named, tuple(refused))


def key_of(named: Named) -> Key:
    """Give what tells a name from others."""
    return named.kind, plain_name(named)


def parts_of(written: str) -> tuple[str, ...]:
    """Part ways that were written into one field: by commas, semicolons, bars or lines."""
    return ways_of(_PARTS.split(written))


def ways_of(ways: Iterable[str]) -> tuple[str, ...]:
    """Give each way once, in one line, without empty ones."""
    return tuple(dict.fromkeys(filter(None, map(_one_line, ways))))


def refusal_of(named: Named) -> str:
    """Give the code of what is wrong with a name or its other ways, "" where all is right."""
    if len(named.ways) > MOST_WAYS:
        return "governance.listed.ways"
    codes = map(_refusal_of_one, (named.name, *named.ways))
    return next(filter(None, codes), "")


def everyday_words(named: Named) -> tuple[str, ...]:
    """Give the ways to write a product that are one everyday word: they fit too many posts.

    Branches have none: a branch is found only beside a word that says that it is one.
    """
    if named.kind is not Sort.PRODUCT:
        return ()
    return tuple(
        written
        for written in (named.name, *named.ways)
        if len(plain := words(written)) == 1 and plain[0] in _EVERYDAY
    )


def _refusal_of_one(written: str) -> str:
    plain = words(written)
    if not (0 < len(written) <= NAME_LIMIT and written.isprintable()):
        return "governance.listed.name"
    if len(" ".join(plain)) > _PLAIN_LIMIT:  # single signs that read as many letters
        return "governance.listed.name"
    if sum(map(len, plain)) < FEWEST_SIGNS:
        return "governance.listed.too_short"
    # It is shown and kept unmasked wherever a post names it.
    if any(finding.kind in _CONFIDENTIAL for finding in find(written)):
        return "governance.listed.confidential"
    return ""


def _check(columns: Collection[str]) -> None:
    if _NAME not in columns:
        raise Invalid("governance.listed.header")


def _of_row(row: Mapping[str, str]) -> Named | str | None:
    """Give the name of a row, the code of why there is none, or None of an empty one."""
    if not any(map(str.strip, row.values())):
        return None
    kind = _KINDS.get(plainly(row.get(_KIND, "")))
    if kind is None:
        return "governance.listed.kind"
    if not row.get(_NAME, "").strip():
        return "governance.listed.no_name"
    named = Named(kind, _one_line(row.get(_NAME, "")), parts_of(row.get(_WAYS, "")))
    return refusal_of(named) or named


def _one_line(written: str) -> str:
    return " ".join(written.split())
