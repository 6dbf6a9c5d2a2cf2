"""Addresses that are handed on: to the log-in page, to a log. A query may hold what was typed."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.utils.http import urlencode

from parvis.engine.guard import masked

_QUERY = re.compile(r"\?[^\s\"'<>?]*=[^\s\"'<>]*")


def address_of(request: HttpRequest) -> str:
    """Give the path of a request with its query, where confidential data is masked."""
    given = [(name, value) for name, values in request.GET.lists() for value in values]
    safe = [(masked(name), masked(value)) for name, value in given]
    if safe == given:
        return request.get_full_path()
    return f"{request.path}?{urlencode(safe)}"


def without_queries(text: str) -> str:
    """Leave the queries of addresses out of a text: escaped, they hide data from the guard."""
    return _QUERY.sub("?…", text)
