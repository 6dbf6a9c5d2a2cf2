"""Run DataFog's engine of patterns on texts. The same exchange as ``run_presidio.py``.

Its German patterns are on: they are all that it has of Europe. Its native engine does not build
from the package index alone and is not measured.
"""

from __future__ import annotations

import itertools
import json
import sys
import time

import datafog

WARM_UP = 50


def analyse(rows: list[dict], entities: list[str]) -> list[list]:
    """Give the findings of each text."""
    found = []
    for row in rows:
        result = datafog.scan(row["text"], engine="regex", entity_types=entities, locales=["de"])
        found.append([[each.type, each.start, each.end] for each in result.entities])
    return found


def main() -> None:
    head, *rows = map(json.loads, sys.stdin)
    analyse(rows[:WARM_UP], head["entities"])
    seconds = {}
    for group, members in itertools.groupby(rows, key=lambda row: row["group"]):
        batch = list(members)
        for _ in range(head["rounds"]):
            began = time.process_time()
            found = analyse(batch, head["entities"])
            spent = time.process_time() - began
            seconds[group] = min(spent, seconds.get(group, spent))
        for findings in found:
            print(json.dumps(findings))
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
