"""What was masked later is taken out of the database's files, too.

A row that is written anew leaves no bytes of what it was: SQLite overwrites them with zeros
(``secure_delete`` in the settings). Three places keep them all the same: the index of words, until
its parts are merged; pages that rows moved out of, until the file is written anew (``VACUUM``); and
the write-ahead log, until it is emptied. PostgreSQL's own vacuum sees to the like there.
"""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

from parvis.governance import ledger
from parvis.governance.ledger import Actor
from parvis.governance.models import LedgerEntry
from parvis.governance.permissions import require
from parvis.intake import search
from parvis.intake.rules import STORE

WRITTEN_ANEW: Final = 256 * 1024 * 1024
"""Bytes of a file that is written anew: writers wait meanwhile, about a second for so many."""

_WAITS_MILLISECONDS: Final = 2_000
_MASKED: Final = "intake.posts.masked_later"
_ERASED: Final = "intake.posts.erased"


def erase_masked(*, actor: Actor) -> bool:
    """Take out of SQLite's files what was masked later; says whether there was anything to do.

    Outside of a transaction only. Where somebody reads an older state, it is tried again later.
    """
    require(actor, STORE, 0)
    if connection.vendor != "sqlite":
        return False
    masked, erased = _last(_MASKED), _last(_ERASED)
    if masked is None or (erased is not None and erased.data["until"] >= masked.number):
        return False
    search.merge()
    whole = _size() <= WRITTEN_ANEW
    if whole:
        _run("VACUUM")
    if not _log_emptied():
        return False
    with transaction.atomic():
        told = {"until": masked.number, "whole": whole}
        ledger.record(actor=actor, verb=_ERASED, object="intake.posts:all", **told)
    return True


def _last(verb: str) -> LedgerEntry | None:
    return LedgerEntry.objects.filter(verb=verb).order_by("-number").first()


def _size() -> int:
    return int(_run("PRAGMA page_count")[0]) * int(_run("PRAGMA page_size")[0])


def _log_emptied() -> bool:
    """Empty the write-ahead log into the file; False where somebody still reads from it."""
    usual = _run("PRAGMA busy_timeout")[0]
    _run(f"PRAGMA busy_timeout={_WAITS_MILLISECONDS}")
    try:
        busy, *_pages = _run("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        _run(f"PRAGMA busy_timeout={usual}")
    return not busy


def _run(statement: str) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchone() or ()) if cursor.description else ()
