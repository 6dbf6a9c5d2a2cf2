"""What is logged is guarded like everything else: an address or an error may hold anything."""

from __future__ import annotations

import logging

from parvis.engine.guard import masked

_LONGEST = 100_000


class GuardedFormatter(logging.Formatter):
    """Masks confidential data in a whole entry, the trace of an error included."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the entry as it is written; what is longer than any entry of ours is cut."""
        entry = super().format(record)
        return masked(entry[: 2 * _LONGEST])[:_LONGEST]
