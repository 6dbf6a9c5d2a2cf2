"""What is logged is guarded like everything else: an address or an error may hold anything."""

from __future__ import annotations

import logging
import re
from copy import copy
from traceback import format_exception

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

from parvis.engine.guard import masked
from parvis.web.addresses import without_queries

_LONGEST = 100_000
_ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4}))")


class GuardedFormatter(logging.Formatter):
    """Masks confidential data in a whole entry, the trace of an error included."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the entry as it is written; what is longer than any entry of ours is cut.

        One that cannot be made, or not be guarded, is left out: logging itself would write, of an
        entry that failed, all that was to be in it.
        """
        try:
            return guarded(super().format(_without_strange_path(record)))
        except Exception as error:  # noqa: BLE001 - as above
            place = f"{record.levelname} {record.name} line {record.lineno}"
            return f"{place}: entry left out: {type(error).__name__}"


class GuardedReporter(ExceptionReporter):
    """Tells developers of an error by its trace alone: requests and variables hold posts."""

    def get_traceback_text(self) -> str:  # type: ignore[override]  # plain, not HTML
        """Give the trace, masked; of a record of the log without an error, its message."""
        if self.exc_type is None:
            return guarded(str(self.exc_value))
        return guarded("".join(format_exception(self.exc_type, self.exc_value, self.tb)))

    def get_traceback_html(self) -> SafeString:
        """Give the trace as a page."""
        page = '<!doctype html><meta charset="utf-8"><title>Parvis</title><pre>{}</pre>'
        return format_html(page, self.get_traceback_text())


def guarded(text: str) -> str:
    """Give a text as it may be written anywhere.

    Escapes are read first: words that Python wrote with them introduce data like any others.
    """
    plain = _ESCAPED.sub(_unescaped, text[: 2 * _LONGEST])
    return masked(without_queries(plain))[:_LONGEST]


def _unescaped(match: re.Match[str]) -> str:
    sign = chr(int(match[1] or match[2], 16))
    # An entry is one line: what would end it stays escaped.
    return sign if sign.isprintable() else match[0]


def _without_strange_path(record: logging.LogRecord) -> logging.LogRecord:
    """Leave out the path of an address that leads nowhere: it is whatever somebody typed."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest) or request.resolver_match is not None:
        return record
    told = copy(record)
    told.msg, told.args = "%s: an address that leads nowhere", (getattr(record, "status_code", ""),)
    return told
