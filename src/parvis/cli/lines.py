"""JSON Lines through a filter: read in batches, worked on by processes, written in order.

What is wrong with a line is told on standard error by its number, never by its content.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any, BinaryIO

import click
import orjson

from parvis.errors import Invalid

LINE_LIMIT = 16 * 1024 * 1024
"""Longest line read, in bytes; a longer one is skipped without being kept in memory."""

_CHUNK = 1024 * 1024
_BATCH_LINES = 2_048
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it came; ``raw`` is None where it was too long."""

    number: int
    raw: bytes | None


@dataclass(frozen=True, slots=True)
class Given:
    """A line that holds an object: its bytes, and what they say."""

    number: int
    raw: bytes
    row: dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """What became of a batch of lines: rows to write, and what was wrong with other lines."""

    rows: bytes = b""
    count: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


Work = Callable[[list[Line]], Outcome]


def run(work: Work, *, jobs: int) -> None:
    """Filter standard input to standard output, and end the process with what became of it.

    Exit code: 0 all lines were read, 1 some were not.
    """
    try:
        outcomes = _outcomes(work, _batches(sys.stdin.buffer), jobs)
        clean = _write_all(outcomes, sys.stdout.buffer)
    except BrokenPipeError:
        _let_go_of_stdout()
        sys.exit(128 + signal.SIGPIPE)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    sys.exit(0 if clean else 1)


def read(line: Line) -> Given | None:
    """Read the object of a line; None for an empty line. Raises ``Invalid`` for what is none."""
    if line.raw is None:
        raise Invalid("scan.line_too_long", limit=LINE_LIMIT)
    raw = line.raw.removeprefix(_BOM).strip() if line.number == 1 else line.raw.strip()
    if not raw:
        return None
    try:
        given = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Invalid("scan.not_json", place=error.colno) from error
    if not isinstance(given, dict):
        raise Invalid("post.not_an_object")
    return Given(line.number, raw, given)


def with_added(given: Given, added: dict[str, Any]) -> bytes:
    """Give a line with fields added to its own, which pass through as they are."""
    if added.keys().isdisjoint(given.row):
        # The bytes given pass through: numbers keep their very digits.
        return given.raw[:-1].rstrip() + b"," + orjson.dumps(added)[1:] + b"\n"
    return orjson.dumps(given.row | added, option=orjson.OPT_APPEND_NEWLINE)


def _let_go_of_stdout() -> None:
    """Keep Python from complaining at exit that nobody reads any more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _batches(stream: BinaryIO) -> Iterator[list[Line]]:
    """Give lines as they come: a slow pipe is not kept waiting for a full batch."""
    take: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    number = 0
    rest = b""
    skipping = False
    while chunk := take(_CHUNK):
        *ended, rest = (rest + chunk).split(b"\n")
        lines: list[Line] = []
        for raw in ended:
            number += 1
            too_long = skipping or len(raw) > LINE_LIMIT
            lines.append(Line(number, None if too_long else raw))
            skipping = False
        if skipping or len(rest) > LINE_LIMIT:
            rest, skipping = b"", True
        yield from _cut(lines)
    if rest or skipping:
        yield [Line(number + 1, None if skipping else rest)]


def _cut(lines: list[Line]) -> Iterator[list[Line]]:
    for start in range(0, len(lines), _BATCH_LINES):
        yield lines[start : start + _BATCH_LINES]


def _outcomes(work: Work, batches: Iterable[list[Line]], jobs: int) -> Iterator[Outcome]:
    """Work on batches and give the outcomes in order; few are under way at any time."""
    if jobs == 1:
        yield from map(work, batches)
        return
    context = get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupt)
    under_way: deque[Future[Outcome]] = deque()
    try:
        for batch in batches:
            under_way.append(pool.submit(work, batch))
            while under_way and (len(under_way) > 2 * jobs or under_way[0].done()):
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the process that people see."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _write_all(outcomes: Iterable[Outcome], out: BinaryIO) -> bool:
    """Write rows and problems in order; say whether there was no problem."""
    shows_progress = sys.stderr.isatty() and not sys.stdout.isatty()
    done = wrong = 0
    for outcome in outcomes:
        out.write(outcome.rows)
        out.flush()
        done += outcome.count
        wrong += len(outcome.problems)
        for number, reason in outcome.problems:
            click.echo(f"line {number}: {reason}", err=True)
        if shows_progress:
            click.echo(f"\r{done:,} lines, {wrong:,} unread", err=True, nl=False)
    if shows_progress:
        click.echo(err=True)
    return wrong == 0
