"""Checks of the database: whether it is there, whole, up to date, on time, its ledger sound."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from parvis.cli.findings import Finding, good, problem, warning
from parvis.governance.models import LedgerHead
from parvis.governance.protection import CHARTERS, LEDGER, MODELS, POLICIES, missing
from parvis.governance.verification import verify

_SKEW: Final = 2.0
_ENTRIES: Final = 1_000


def findings() -> Generator[Finding, None, bool]:
    """Give what is found; returns whether the database can be asked further."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield _unreachable(error)
        return False
    try:
        yield _which()
        if connection.vendor == "sqlite":
            yield from _sqlite()
        unapplied = _missing_migrations()
        if unapplied:
            yield problem(
                "migrations",
                f"{len(unapplied)} not applied, the first is {unapplied[0]}",
                "Run `parvis manage migrate` (`parvis run` does it by itself).",
            )
            return False
        yield good("migrations", "all applied")
        yield _clock()
        yield _protection()
        yield _signed_policies()
        yield _ledger()
    except DatabaseError as error:
        yield _unreachable(error)
        return False
    return True


def _unreachable(error: DatabaseError) -> Finding:
    first = (str(error).splitlines() or [type(error).__name__])[0]
    return problem(
        "database",
        f"{_address()} does not answer: {first}",
        "Start the database, or correct DATABASE_URL. Nothing is lost meanwhile.",
    )


def _address() -> str:
    """Name the database without its password."""
    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(kept["NAME"])
    return f"{kept['HOST'] or 'local'}:{kept['PORT'] or '5432'}/{kept['NAME']}"


def _which() -> Finding:
    version = ".".join(map(str, connection.get_database_version()))
    return good("database", f"{connection.display_name} {version}, {_address()}")


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        result = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
    if result != "ok":
        yield problem(
            "integrity",
            "the database file is damaged",
            "Stop Parvis, keep a copy of the file, restore the last backup.",
        )
    else:
        yield good("integrity", "the database file is whole")
    if journal != "wal":
        yield warning(
            "journal",
            f"the journal is {journal}: readers wait for writers",
            "Put the database on a local disk; write-ahead logging does not work on a network's.",
        )
    else:
        yield good("journal", "write-ahead")


def _missing_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _clock() -> Finding:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")
            theirs = datetime.fromisoformat(cursor.fetchone()[0])
        else:
            cursor.execute("SELECT clock_timestamp()")
            theirs = cursor.fetchone()[0].astimezone(UTC)
    skew = (theirs - datetime.now(UTC)).total_seconds()
    if abs(skew) > _SKEW:
        return problem(
            "clocks",
            f"the database's clock is {skew:+.1f} s off ours",
            "Let both machines keep time by NTP: leases and waits are counted by these clocks.",
        )
    return good("clocks", f"database and process agree to {abs(skew):.2f} s")


def _protection() -> Finding:
    """See that the triggers are there: SQLite drops them when a table is rebuilt."""
    if gone := missing(connection, LEDGER):
        return problem(
            "ledger protection",
            f"{', '.join(gone)} is gone: somebody can change the ledger unhindered",
            "Find out who dropped it, verify the whole ledger (`parvis ledger verify`), then run"
            " `parvis ledger protect`.",
        )
    return good("ledger protection", "the database refuses to change the ledger")


def _signed_policies() -> Finding:
    """See that signed policies of the guard, charters and models are under triggers too."""
    if gone := missing(connection, POLICIES, CHARTERS, MODELS):
        return problem(
            "policy protection",
            f"{', '.join(gone)} is gone: somebody can change what was signed unhindered",
            "Find out who dropped it, look at the versions on the pages of the guard, the"
            " charter and the models, then run `parvis ledger protect`.",
        )
    return good("policy protection", "the database refuses to change what was signed")


def _ledger() -> Finding:
    head = LedgerHead.objects.filter(only=1).first()
    number = head.number if head else 0
    fault = next(verify(since=max(1, number - _ENTRIES + 1)), None)
    if fault is not None:
        return problem(
            "ledger",
            f"the chain does not hold at entry {fault.number}: {fault.what.value}",
            "Tell security before anything else, then run `parvis ledger verify`.",
        )
    count = min(number, _ENTRIES)
    return good(
        "ledger", f"the last {count} of {number} entries hold (`parvis ledger verify`: all)"
    )
