"""Measure everything: ``make bench``, or ``make bench ARGS=--quick`` for a short look.

    python -m bench [--quick] [--only NAME ...]

Each measure is a program of this folder that can be run by itself (``python -m bench.NAME``). Those
that use a database run on SQLite and on a PostgreSQL made for the purpose, which waits for its disk
as a bank's would. One JSON line a figure, each with the command that gives it; what fails is said,
and the rest goes on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = "scripts/with_postgres"


class Measure(NamedTuple):
    """A program of this folder: its arguments in full and in short, and whether it stores."""

    name: str
    full: tuple[str, ...]
    quick: tuple[str, ...]
    stores: bool


MEASURES = (
    Measure("engine", (), ("--posts", "4000"), stores=False),
    Measure("guard", (), ("--posts", "2000", "--without-peers"), stores=False),
    Measure("charter", (), ("--posts", "4096"), stores=False),
    Measure("understand", (), ("--posts", "2000", "--without-peers"), stores=False),
    Measure("live", (), ("--rounds", "5"), stores=True),
    Measure("intake", (), ("--posts", "5000"), stores=True),
    Measure("desk", (), ("--messages", "20000", "--rounds", "2"), stores=True),
)


def commands(measure: Measure, *, quick: bool) -> Iterator[list[str]]:
    """Give the command of a measure on each database that it needs."""
    program = [sys.executable, "-m", f"bench.{measure.name}"]
    program += measure.quick if quick else measure.full
    yield program
    if measure.stores:
        yield [POSTGRES, "--durable", *program]


def run(command: list[str]) -> bool:
    """Run one on data of its own; whether it went well."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment = kept | {"PARVIS_DATA": folder, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.stderr.write(f"bench: failed: {' '.join(command)}\n")
    return done.returncode == 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few posts: a look, not a measure")
    parser.add_argument("--only", nargs="+", choices=[measure.name for measure in MEASURES])
    chosen = parser.parse_args(arguments)
    outcomes = [
        run(command)
        for measure in MEASURES
        if not chosen.only or measure.name in chosen.only
        for command in commands(measure, quick=chosen.quick)
    ]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
