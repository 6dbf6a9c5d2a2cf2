"""Full-text search over masked posts, by the database's own means.

SQLite: an FTS5 table that holds no text of its own, kept by triggers. PostgreSQL: a column that the
database makes and Django does not know, with a GIN index. Both find words and beginnings of words,
whatever their case and accents, and know the account of a post as one more word, so that a search
in a few accounts never walks through the posts of others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper

MOST_TERMS = 8
LONGEST_TERM = 64
SHORTEST_BEGINNING = 3
"""A shorter term is found as a whole word only: too many words begin with it."""

_TERM = re.compile(r"[^\W_]+")

_NEWEST: Final = 20_000
"""How many posts PostgreSQL looks through, newest first, before it asks its index.

A word that many posts hold is found here soon enough; of any other the index gives few. Left to
choose, the planner guesses how many posts hold a word's beginning, and at times walks all of them.
"""

_POSTGRESQL_WORDS: Final = (
    "strip(to_tsvector('simple'::regconfig, translate(lower("
    "left(text, 60000) || ' ' || author_name || ' ' || author),"
    # Capitals too: `lower` leaves them where the database's collation is C. Signs that PostgreSQL's
    # parser would keep inside a word (addresses, paths, tags) become spaces.
    " 'àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸ./@-_:#’''',"
    " 'aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy         ')))"
    " || array_to_tsvector(ARRAY['~' || account_id::text])"
)
_GENERATED: Final = f"tsvector GENERATED ALWAYS AS ({_POSTGRESQL_WORDS}) STORED"
_POSTGRESQL: Final = (
    f"ALTER TABLE intake_post ADD COLUMN words {_GENERATED}",
    "CREATE INDEX intake_post_words ON intake_post USING gin (words)",
)
# One after the other: the index is asked only while the newest have not given enough.
_FIND_IN_POSTGRESQL: Final = (
    "SELECT id FROM ("
    "(SELECT id FROM (SELECT id, words FROM intake_post ORDER BY id DESC LIMIT %(newest)s) newest"
    " WHERE words @@ %(wanted)s::tsquery ORDER BY id DESC)"
    " UNION ALL "
    "(WITH found AS MATERIALIZED"
    " (SELECT id FROM intake_post WHERE words @@ %(wanted)s::tsquery)"
    " SELECT id FROM found"
    " WHERE id < (SELECT id FROM intake_post ORDER BY id DESC OFFSET %(newest)s - 1 LIMIT 1)"
    " ORDER BY id DESC)"
    ") hits LIMIT %(limit)s"
)

_TAKE_OUT: Final = (
    "INSERT INTO intake_post_words(intake_post_words, rowid, text, author_name, author, account_id)"
    " VALUES ('delete', old.id, old.text, old.author_name, old.author, old.account_id);"
)
_PUT_IN: Final = (
    "INSERT INTO intake_post_words(rowid, text, author_name, author, account_id)"
    " VALUES (new.id, new.text, new.author_name, new.author, new.account_id);"
)
_TABLE: Final = (
    "CREATE VIRTUAL TABLE intake_post_words USING fts5(text, author_name, author, account_id,"
    " content='intake_post', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2', prefix='3')"
)
_TRIGGER: Final = "CREATE TRIGGER intake_post_words"
_UPDATE: Final = "UPDATE OF text, author_name, author, account_id"
_SQLITE: Final = (
    _TABLE,
    f"{_TRIGGER}_added AFTER INSERT ON intake_post BEGIN {_PUT_IN} END",
    f"{_TRIGGER}_changed AFTER {_UPDATE} ON intake_post BEGIN {_TAKE_OUT} {_PUT_IN} END",
    f"{_TRIGGER}_removed AFTER DELETE ON intake_post BEGIN {_TAKE_OUT} END",
    "INSERT INTO intake_post_words(intake_post_words) VALUES ('rebuild')",
)
_MERGE: Final = "INSERT INTO intake_post_words(intake_post_words, rank) VALUES ('merge', %s)"
_MERGED_PAGES: Final = 500
_MERGE_CHANGES: Final = 2
"""Fewer changes than these say that there is nothing left to merge."""

_FIND_IN_SQLITE: Final = (
    "SELECT rowid FROM intake_post_words WHERE intake_post_words MATCH %s"
    " ORDER BY rowid DESC LIMIT %s"
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
    numbers = None if accounts is None else sorted(int(account) for account in accounts)
    if connection.vendor == "sqlite":
        return _ids(_FIND_IN_SQLITE, [_for_sqlite(terms, numbers), limit])
    wanted = _for_postgresql(terms, numbers)
    return _ids(_FIND_IN_POSTGRESQL, {"newest": _NEWEST, "wanted": wanted, "limit": limit})


def _ids(sql: str, values: Sequence[str | int] | Mapping[str, str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _for_sqlite(terms: list[str], accounts: list[int] | None) -> str:
    wanted = " AND ".join(f'"{term}"{_star(term, "*")}' for term in terms)
    wanted = f"{{text author_name author}} : ({wanted})"
    if accounts is None:
        return wanted
    any_account = " OR ".join(f'"{account}"' for account in accounts)
    return f"{wanted} AND account_id : ({any_account})"


def _for_postgresql(terms: list[str], accounts: list[int] | None) -> str:
    wanted = " & ".join(f"'{term}'{_star(term, ':*')}" for term in terms)
    if accounts is None:
        return wanted
    any_account = " | ".join(f"'~{account}'" for account in accounts)
    return f"{wanted} & ({any_account})"


def _star(term: str, sign: str) -> str:
    return sign if len(term) >= SHORTEST_BEGINNING else ""


def merge() -> None:
    """Make one of the parts that SQLite's index consists of: words taken out are then gone.

    Step by step, so that writers never wait long.
    """
    pages = -_MERGED_PAGES  # first all parts are put together, then that is gone on with
    with connection.cursor() as cursor:
        while True:
            before = _changes(cursor)
            cursor.execute(_MERGE, [pages])
            if _changes(cursor) - before < _MERGE_CHANGES and pages > 0:
                return
            pages = _MERGED_PAGES


def _changes(cursor: CursorWrapper) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index.

    A migration that changes ``intake_post`` begins with ``remove`` and ends with this: SQLite loses
    triggers when it rebuilds a table, PostgreSQL keeps columns that others are made of.
    """
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
        editor.execute("ALTER TABLE intake_post DROP COLUMN IF EXISTS words")
