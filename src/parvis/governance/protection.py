"""The database itself refuses to change or remove entries of the ledger.

A first defence, against mistakes: whoever owns the database can drop a trigger, and then the
chain tells. SQLite loses triggers when a table is rebuilt, so a migration that alters the ledger
calls ``protect`` after it; ``parvis doctor`` looks that all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

Execute = Callable[[str], object]

_SQLITE: Final = {"ledger_never_changed": "UPDATE", "ledger_never_removed": "DELETE"}
_POSTGRESQL: Final = {
    "ledger_never_changed": "BEFORE UPDATE ON governance_ledgerentry FOR EACH ROW",
    "ledger_never_removed": "BEFORE DELETE ON governance_ledgerentry FOR EACH ROW",
    "ledger_never_emptied": "BEFORE TRUNCATE ON governance_ledgerentry FOR EACH STATEMENT",
}


def protect(vendor: str, execute: Execute) -> None:
    """Make the triggers, in place of any that are there."""
    unprotect(vendor, execute)
    for statement in _statements(vendor):
        execute(statement)


def unprotect(vendor: str, execute: Execute) -> None:
    """Take the triggers away."""
    if vendor == "sqlite":
        for name in _SQLITE:
            execute(f"DROP TRIGGER IF EXISTS {name}")
    else:
        execute("DROP FUNCTION IF EXISTS ledger_refuses() CASCADE")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Name the triggers that are gone or asleep."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if sqlite
            else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
            " AND tgrelid = 'governance_ledgerentry'::regclass"
        )
        there = {row[0] for row in cursor.fetchall()}
    return sorted(set(_SQLITE if sqlite else _POSTGRESQL) - there)


def _statements(vendor: str) -> Iterator[str]:
    if vendor == "sqlite":
        for name, act in _SQLITE.items():
            yield (
                f"CREATE TRIGGER {name} BEFORE {act} ON governance_ledgerentry "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is only ever appended to'); END"
            )
    else:
        yield (
            "CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger is only ever appended to'; END $$"
        )
        for name, moment in _POSTGRESQL.items():
            yield f"CREATE TRIGGER {name} {moment} EXECUTE FUNCTION ledger_refuses()"
