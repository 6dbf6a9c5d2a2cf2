"""``parvis scan``: posts in on standard input, the same posts understood out on standard output."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, BinaryIO

import click
import orjson

from parvis.engine.match import Matcher, Query
from parvis.engine.pipeline import Enriched, enrich
from parvis.engine.post import Post, post_from_json, post_to_json
from parvis.errors import Invalid

LINE_LIMIT = 16 * 1024 * 1024
"""Longest line read, in bytes; a longer one is skipped without being kept in memory."""

_CHUNK = 1024 * 1024
_BATCH_LINES = 2_048
_ADDED = frozenset({"findings", "masked", "lang", "matches", "verdict"})
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    raw: bytes | None  # None: too long


@dataclass(frozen=True, slots=True)
class _Given:
    """A line that holds an object: its bytes, and what they say."""

    number: int
    raw: bytes
    row: dict[str, Any]


@dataclass(slots=True)
class _Outcome:
    """What became of a batch of lines: rows to write, and what was wrong with other lines."""

    rows: bytes = b""
    count: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


_Work = Callable[[list[_Line]], _Outcome]


def _queries(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[Query, ...]:
    queries = []
    for value in values:
        key, equals, aliases = value.partition("=")
        if not key.strip() or not equals or not aliases.strip():
            raise click.BadParameter("write it NAME=ALIAS,ALIAS")
        queries.append(Query(key.strip(), tuple(filter(str.strip, aliases.split(",")))))
    return tuple(queries)


def _queries_of_file(
    _context: click.Context, _parameter: click.Parameter, path: Path | None
) -> tuple[Query, ...]:
    if path is None:
        return ()
    wrong = click.BadParameter('the file must hold a JSON object: {"name": ["alias", ...], ...}')
    try:
        content = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise wrong from error
    if not isinstance(content, dict) or not all(map(_are_aliases, content.values())):
        raise wrong
    return tuple(Query(key, tuple(aliases)) for key, aliases in content.items())


def _are_aliases(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(alias, str) for alias in value)


@click.command()
@click.option(
    "--alias",
    "named",
    metavar="NAME=ALIAS,...",
    multiple=True,
    callback=_queries,
    help="A query and the ways people write it; may be given several times.",
)
@click.option(
    "--queries",
    "filed",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=_queries_of_file,
    help='Queries from a JSON file: {"name": ["alias", ...]}.',
)
@click.option("--safe", is_flag=True, help="Mask every field of the posts, the text included.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use."
)
def scan(named: tuple[Query, ...], filed: tuple[Query, ...], jobs: int, *, safe: bool) -> None:
    r"""Guard and understand posts: JSON Lines in, the same JSON Lines out.

    Each line is a post, an object with at least "id" and "text". It is written back, in order,
    with its own fields and these:

    \b
      findings  [{"start", "end", "kind"}]: IBAN, CARD, EMAIL, PHONE;
                offsets in code points of the text as given
      masked    the text with a marker in the place of each finding
      lang      "fr", "en" or "other"
      matches   names of the queries found in the text
      verdict   {"act", "reasons"}: protect, answer, do_not_answer

    The fields given pass through as they are, confidential data included; with --safe they are
    masked as well. A line that cannot be read is named on standard error, by its number and
    never by its content, and the run goes on.

    \b
    Exit code: 0 all lines were read, 1 some were not, 2 wrong options.

    \b
    Example:
      echo '{"id": "1", "text": "@BanqueParvis mon virement est où ?"}' \\
        | parvis scan --alias "parvis=Banque Parvis,Parvis Bank"
    """
    queries = named + filed
    try:
        Matcher(queries)
    except Invalid as error:
        raise click.UsageError("an alias must hold a letter or a digit") from error
    work: _Work = partial(_scan_batch, queries=queries, safe=safe)
    stdin = sys.stdin.buffer
    try:
        outcomes = _outcomes(work, _batches(stdin), jobs)
        clean = _write_all(outcomes, sys.stdout.buffer)
    except BrokenPipeError:
        _let_go_of_stdout()
        sys.exit(128 + signal.SIGPIPE)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    sys.exit(0 if clean else 1)


command = scan


def _let_go_of_stdout() -> None:
    """Keep Python from complaining at exit that nobody reads any more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _batches(stream: BinaryIO) -> Iterator[list[_Line]]:
    """Give lines as they come: a slow pipe is not kept waiting for a full batch."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    number = 0
    rest = b""
    skipping = False
    while chunk := read(_CHUNK):
        *ended, rest = (rest + chunk).split(b"\n")
        lines: list[_Line] = []
        for raw in ended:
            number += 1
            too_long = skipping or len(raw) > LINE_LIMIT
            lines.append(_Line(number, None if too_long else raw))
            skipping = False
        if skipping or len(rest) > LINE_LIMIT:
            rest, skipping = b"", True
        yield from _cut(lines)
    if rest or skipping:
        yield [_Line(number + 1, None if skipping else rest)]


def _cut(lines: list[_Line]) -> Iterator[list[_Line]]:
    for start in range(0, len(lines), _BATCH_LINES):
        yield lines[start : start + _BATCH_LINES]


def _outcomes(work: _Work, batches: Iterable[list[_Line]], jobs: int) -> Iterator[_Outcome]:
    """Work on batches and give the outcomes in order; few are under way at any time."""
    if jobs == 1:
        yield from map(work, batches)
        return
    context = get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupt)
    under_way: deque[Future[_Outcome]] = deque()
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


_matchers: dict[tuple[Query, ...], Matcher] = {}


def _scan_batch(lines: list[_Line], *, queries: tuple[Query, ...], safe: bool) -> _Outcome:
    outcome = _Outcome()
    posts: list[Post] = []
    givens: list[_Given] = []
    for line in lines:
        try:
            given = _read(line)
            if given is not None:
                posts.append(post_from_json(given.row))
                givens.append(given)
        except Invalid as error:
            outcome.problems.append((line.number, _reason(error)))
    if queries not in _matchers:
        _matchers[queries] = Matcher(queries)
    enriched = enrich(posts, matcher=_matchers[queries])
    rows: list[bytes] = []
    for given, post in zip(givens, enriched, strict=True):
        try:
            rows.append(_row(given, post, safe=safe))
        except orjson.JSONEncodeError:  # nested deeper than can be written
            outcome.problems.append((given.number, "scan.not_writable"))
    outcome.rows = b"".join(rows)
    outcome.count = len(lines)
    outcome.problems.sort()
    return outcome


def _read(line: _Line) -> _Given | None:
    """Read the object of a line; None for an empty line."""
    if line.raw is None:
        raise Invalid("scan.line_too_long", limit=LINE_LIMIT)
    raw = line.raw.removeprefix(_BOM).strip() if line.number == 1 else line.raw.strip()
    if not raw:
        return None
    try:
        given = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Invalid("scan.not_json") from error
    if not isinstance(given, dict):
        raise Invalid("post.not_an_object")
    return _Given(line.number, raw, given)


def _reason(error: Invalid) -> str:
    """Say what is wrong; codes, field names and sizes only, never content."""
    details = {name: value for name, value in error.data.items() if name != "value"}
    shown = ", ".join(f"{name}={value}" for name, value in details.items())
    return f"{error.code} ({shown})" if shown else error.code


def _row(given: _Given, post: Enriched, *, safe: bool) -> bytes:
    added = {
        "findings": [
            {"start": found.start, "end": found.end, "kind": found.kind} for found in post.findings
        ],
        "masked": post.masked,
        "lang": post.lang,
        "matches": post.matches,
        "verdict": {"act": post.verdict.act, "reasons": post.verdict.reasons},
    }
    if safe:
        return orjson.dumps(post_to_json(post.post) | added, option=orjson.OPT_APPEND_NEWLINE)
    if _ADDED.isdisjoint(given.row):
        # The bytes given pass through: numbers keep their very digits.
        return given.raw[:-1].rstrip() + b"," + orjson.dumps(added)[1:] + b"\n"
    return orjson.dumps(given.row | added, option=orjson.OPT_APPEND_NEWLINE)


def _write_all(outcomes: Iterable[_Outcome], out: BinaryIO) -> bool:
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
