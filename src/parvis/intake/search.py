"""Full-text search over masked posts, by the database's own means.

SQLite: an FTS5 table that holds no text of its own, kept by triggers. PostgreSQL: a GIN index on an
expression. Both find words and beginnings of words, whatever their case and accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any, Final

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MOST_TERMS = 8
LONGEST_TERM = 64
SHORTEST_BEGINNING = 3
"""A shorter term is found as a whole word only: too many words begin with it."""

_TERM = re.compile(r"[^\W_]+")

_POSTGRESQL_WORDS: Final = (
    "to_tsvector('simple'::regconfig, translate(lower("
    "left(text, 60000) || ' ' || author_name || ' ' || author),"
    # Capitals too: `lower` leaves them where the database's collation is C. Signs that PostgreSQL's
    # parser would keep inside a word (addresses, paths, tags) become spaces.
    " 'àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸ./@-_:#’''',"
    " 'aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy         '))"
)
_POSTGRESQL: Final = (
    f"CREATE INDEX intake_post_words ON intake_post USING gin ({_POSTGRESQL_WORDS})",
)
_FIND_IN_POSTGRESQL: Final = (
    "SELECT p.id FROM intake_post p WHERE "  # noqa: S608 - constants
    f"{_POSTGRESQL_WORDS} @@ %s::tsquery"
)

_TAKE_OUT: Final = (
    "INSERT INTO intake_post_words(intake_post_words, rowid, text, author_name, author)"
    " VALUES ('delete', old.id, old.text, old.author_name, old.author);"
)
_PUT_IN: Final = (
    "INSERT INTO intake_post_words(rowid, text, author_name, author)"
    " VALUES (new.id, new.text, new.author_name, new.author);"
)
_TABLE: Final = (
    "CREATE VIRTUAL TABLE intake_post_words USING fts5(text, author_name, author,"
    " content='intake_post', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2', prefix='3')"
)
_TRIGGER: Final = "CREATE TRIGGER intake_post_words"
_UPDATE: Final = "UPDATE OF text, author_name, author"
_SQLITE: Final = (
    _TABLE,
    f"{_TRIGGER}_added AFTER INSERT ON intake_post BEGIN {_PUT_IN} END",
    f"{_TRIGGER}_changed AFTER {_UPDATE} ON intake_post BEGIN {_TAKE_OUT} {_PUT_IN} END",
    f"{_TRIGGER}_removed AFTER DELETE ON intake_post BEGIN {_TAKE_OUT} END",
    "INSERT INTO intake_post_words(intake_post_words) VALUES ('rebuild')",
)
_FIND_IN_SQLITE: Final = (
    "SELECT p.id FROM intake_post_words JOIN intake_post p ON p.id = intake_post_words.rowid"
    " WHERE intake_post_words MATCH %s"
)


def terms_of(text: str) -> list[str]:
    """Give the words of what somebody typed, plain: nothing in them is an operator.

    Letters and digits only, without accents, in lower case; at most ``MOST_TERMS`` words.
    """
    folded = unicodedata.normalize("NFKD", text[:1_000])
    plain = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn").lower()
    return [term[:LONGEST_TERM] for term in _TERM.findall(plain)[:MOST_TERMS]]


def found_ids(terms: list[str], *, limit: int, accounts: Collection[int] | None) -> list[int]:
    """Give ids of posts that hold every term, the last received first."""
    if not terms or (accounts is not None and not accounts):
        return []
    if connection.vendor == "sqlite":
        # SQLite walks the index from the newest row on if it is told the index's own rowid.
        sql, order = _FIND_IN_SQLITE, "intake_post_words.rowid"
        wanted = " AND ".join(f'"{term}"{_star(term, "*")}' for term in terms)
    else:
        sql, order = _FIND_IN_POSTGRESQL, "p.id"
        wanted = " & ".join(f"'{term}'{_star(term, ':*')}" for term in terms)
    values: list[Any] = [wanted]
    if accounts is not None:
        sql += f" AND p.account_id IN ({', '.join(['%s'] * len(accounts))})"
        values += sorted(accounts)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY {order} DESC LIMIT %s", [*values, limit])
        return [row[0] for row in cursor.fetchall()]


def _star(term: str, sign: str) -> str:
    return sign if len(term) >= SHORTEST_BEGINNING else ""


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index. A migration that rebuilds ``intake_post`` on SQLite must end with this."""
    remove(_apps, editor)
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement)


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the index away."""
    if editor.connection.vendor == "sqlite":
        for name in ("added", "changed", "removed"):
            editor.execute(f"DROP TRIGGER IF EXISTS intake_post_words_{name}")
        editor.execute("DROP TABLE IF EXISTS intake_post_words")
    else:
        editor.execute("DROP INDEX IF EXISTS intake_post_words")
