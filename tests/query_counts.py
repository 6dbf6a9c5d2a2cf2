"""How many queries each page may ask: a number that grows unseen makes a desk slow.

``query_counts.json`` holds them; ``PARVIS_QUERY_COUNTS=write`` writes what is measured, to be
looked at and committed with the change that explains it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

KEPT = Path(__file__).with_name("query_counts.json")
MOST = 12


@contextmanager
def as_many_queries_as_kept(page: str) -> Iterator[None]:
    """Fail when a page asks another number of queries than is kept for it, or more than 12."""
    counts = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        yield
    if os.environ.get("PARVIS_QUERY_COUNTS") == "write":
        counts[page] = len(asked)
        KEPT.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n")
    said = "\n".join(query["sql"][:200] for query in asked.captured_queries)
    assert len(asked) == counts.get(page), f"{page} asks {len(asked)}:\n{said}"
    assert len(asked) <= MOST, f"{page} asks {len(asked)}:\n{said}"
