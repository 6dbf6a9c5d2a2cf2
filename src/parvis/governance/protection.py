"""The database itself refuses to change the ledger, and policies, charters and models once signed.

A first defence, against mistakes: whoever owns the database can drop a trigger, and then the
chain and the digests tell. SQLite loses triggers when a table is rebuilt, so a migration that
alters one of these tables calls ``protect`` after it; ``parvis doctor`` looks that all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

Execute = Callable[[str], object]

_ROW: Final = "FOR EACH ROW"
_STATEMENT: Final = "FOR EACH STATEMENT"


@dataclass(frozen=True, slots=True)
class Protected:
    """A table of which rows never change: triggers by name, each with the act that it refuses.

    ``when`` is the condition on the ``OLD`` row, "" for every row; ``emptied`` names the trigger
    that PostgreSQL needs beside the others, against TRUNCATE.
    """

    table: str
    function: str
    said: str
    triggers: Mapping[str, str]
    emptied: str
    when: str = ""

    def names(self, vendor: str) -> set[str]:
        """Name the triggers that should be there."""
        return set(self.triggers) if vendor == "sqlite" else {*self.triggers, self.emptied}


LEDGER: Final = Protected(
    table="governance_ledgerentry",
    function="ledger_refuses",
    said="the ledger is only ever appended to",
    triggers={"ledger_never_changed": "UPDATE", "ledger_never_removed": "DELETE"},
    emptied="ledger_never_emptied",
)
POLICIES: Final = Protected(
    table="governance_guardpolicy",
    function="signed_policy_refuses",
    said="a signed policy of the guard never changes",
    triggers={"signed_policy_never_changed": "UPDATE", "signed_policy_never_removed": "DELETE"},
    emptied="policies_never_emptied",
    when="OLD.signed_at IS NOT NULL",
)
CHARTERS: Final = Protected(
    table="governance_charterversion",
    function="signed_charter_refuses",
    said="a signed charter never changes",
    triggers={"signed_charter_never_changed": "UPDATE", "signed_charter_never_removed": "DELETE"},
    emptied="charters_never_emptied",
    when="OLD.signed_at IS NOT NULL",
)
MODELS: Final = Protected(
    table="governance_adoptedmodel",
    function="signed_model_refuses",
    said="a signed adoption of a model never changes",
    triggers={"signed_model_never_changed": "UPDATE", "signed_model_never_removed": "DELETE"},
    emptied="models_never_emptied",
    when="OLD.signed_at IS NOT NULL",
)
ALL: Final = (LEDGER, POLICIES, CHARTERS, MODELS)


def protect(vendor: str, execute: Execute, *tables: Protected) -> None:
    """Make the triggers of tables, in place of any that are there."""
    for table in tables:
        unprotect(vendor, execute, table)
        for statement in _statements(vendor, table):
            execute(statement)


def unprotect(vendor: str, execute: Execute, *tables: Protected) -> None:
    """Take the triggers of tables away."""
    for table in tables:
        if vendor == "sqlite":
            for name in table.triggers:
                execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            execute(f"DROP FUNCTION IF EXISTS {table.function}() CASCADE")


def missing(connection: BaseDatabaseWrapper, *tables: Protected) -> list[str]:
    """Name the triggers of tables that are gone or asleep."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if sqlite
            else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
            " AND pg_table_is_visible(tgrelid)"
        )
        there = {row[0] for row in cursor.fetchall()}
    return sorted(name for table in tables for name in table.names(connection.vendor) - there)


def _statements(vendor: str, table: Protected) -> Iterator[str]:
    if vendor == "sqlite":
        when = f"WHEN {table.when} " if table.when else ""
        for name, act in table.triggers.items():
            yield (
                f"CREATE TRIGGER {name} BEFORE {act} ON {table.table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{table.said}'); END"
            )
        return
    yield (
        f"CREATE FUNCTION {table.function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table.said}'; END $$"
    )
    when = f"WHEN ({table.when}) " if table.when else ""
    moments = [(name, act, f"{_ROW} {when}") for name, act in table.triggers.items()]
    for name, act, scope in [*moments, (table.emptied, "TRUNCATE", f"{_STATEMENT} ")]:
        yield (
            f"CREATE TRIGGER {name} BEFORE {act} ON {table.table} {scope}"
            f"EXECUTE FUNCTION {table.function}()"
        )
