"""``parvis import``: a file of posts into the store."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click
import orjson

from parvis.cli.setup import django_ready
from parvis.errors import NotFound

if TYPE_CHECKING:
    from parvis.governance.models import Account
    from parvis.intake.importing import Progress, Reject

REJECTED = 1
"""Exit code when rows were rejected."""

INTERRUPTED = 130


@click.command(name="import")
@click.argument("file", type=click.Path(allow_dash=True, exists=True, dir_okay=False))
@click.option("--account", "name", required=True, help="Handle or number of the account.")
@click.option("--network", default="", help="Its network, where several have that handle.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv"]),
    help="By the name of the file if not given; JSON Lines from standard input.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, writable=True),
    help="Where rejected rows are told, with line and reason.  [default: FILE.rejects.jsonl]",
)
def command(
    file: str, name: str, network: str, format_: str | None, *, dry_run: bool, rejects: str | None
) -> None:
    """Take in FILE, a file of posts in JSON Lines or CSV (- for standard input).

    Each line holds one post, with at least "id" and "text". A post that is in the store already is
    left alone, so that an import that was interrupted is simply started again. Confidential data
    is masked before anything is stored.

    \b
    parvis import posts.jsonl --account my-bank --dry-run
    parvis import posts.csv --account my-bank --network mastodon
    parvis scan < posts.jsonl | parvis import - --account my-bank

    Exit code: 0 if every row was taken in, 1 if some were rejected, 2 if it could not begin.
    """  # noqa: D301 - click's sign for lines kept as they are
    django_ready()
    kind = format_ or ("csv" if file.lower().endswith(".csv") else "jsonl")
    account = _account(name, network)
    told = Path(rejects or ("stdin" if file == "-" else file) + ".rejects.jsonl")
    with ExitStack() as stack:
        source: BinaryIO = sys.stdin.buffer if file == "-" else stack.enter_context(_opened(file))
        meter = _Meter(sys.stderr, total=0 if file == "-" else Path(file).stat().st_size)
        writer = stack.enter_context(_Rejects(told))
        progress, ended = _run(source, kind, account, writer, meter, dry_run=dry_run)
    _tell(progress, meter, dry_run=dry_run, rejects=writer.path if writer.count else None)
    if not ended:
        click.echo("Interrupted: what is counted above is stored. Start again to go on.", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(REJECTED if progress.rejected else 0)


def _account(name: str, network: str) -> Account:
    from parvis.design.messages import explain  # noqa: PLC0415 - after settings
    from parvis.intake.queries import account_named  # noqa: PLC0415

    try:
        return account_named(name, network=network)
    except NotFound as error:
        raise click.UsageError(explain(error)) from error


def _opened(file: str) -> BinaryIO:
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from error


def _run(
    source: BinaryIO,
    kind: str,
    account: Account,
    rejects: _Rejects,
    meter: _Meter,
    *,
    dry_run: bool,
) -> tuple[Progress, bool]:
    """Import until the end or Ctrl-C; gives what was done, and whether the end was reached."""
    from django.utils import timezone  # noqa: PLC0415 - after settings

    from parvis.engine.interchange import bounded_lines, read_csv, read_jsonl  # noqa: PLC0415
    from parvis.intake.importing import Progress, import_rows  # noqa: PLC0415

    progress = Progress()
    read = read_csv if kind == "csv" else read_jsonl
    # Posts make no cycles, and are many: to look for cycles takes a fifth of the time.
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1_000)
    try:
        for progress in import_rows(
            read(meter.watched(bounded_lines(source))),
            account=account,
            now=timezone.now,
            reject=rejects.write,
            dry_run=dry_run,
        ):
            meter.show(progress)
    except KeyboardInterrupt:
        return progress, False
    finally:
        gc.set_threshold(*before)
        meter.end()
    return progress, True


def _tell(progress: Progress, meter: _Meter, *, dry_run: bool, rejects: Path | None) -> None:
    counts = ", ".join(f"{count} {what.value}" for what, count in sorted(progress.counts.items()))
    verb = "would be" if dry_run else "done"
    click.echo(f"{progress.rows} rows in {meter.seconds:.1f} s ({meter.speed(progress):.0f}/s)")
    click.echo(f"{verb}: {counts or 'nothing'}, {progress.rejected} rejected")
    masked = ", ".join(f"{count} {kind}" for kind, count in sorted(progress.findings.items()))
    click.echo(f"masked: {masked or 'nothing'}")
    if rejects is not None:
        click.echo(f"rejected rows are told in {rejects}", err=True)


class _Rejects(AbstractContextManager["_Rejects"]):
    """The reject file, made when there is something to tell."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: BinaryIO | None = None

    def write(self, reject: Reject) -> None:
        if self._file is None:
            self._file = self.path.open("wb")
        row = {"line": reject.line, "reason": reject.reason, "shown": reject.shown}
        self._file.write(orjson.dumps(row) + b"\n")
        self.count += 1

    def __exit__(self, *_error: object) -> None:
        if self._file is not None:
            self._file.close()


class _Meter:
    """Shows progress on a terminal, and nothing where there is none."""

    def __init__(self, stream: TextIO, *, total: int) -> None:
        self._stream = stream
        self._total = total
        self._read = 0
        self._began = time.monotonic()
        self._shown = stream.isatty()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def watched(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            self._read += len(line)
            yield line

    def speed(self, progress: Progress) -> float:
        return progress.rows / max(self.seconds, 1e-9)

    def show(self, progress: Progress) -> None:
        if not self._shown:
            return
        part = f"{self._read / self._total:4.0%} " if self._total else ""
        line = f"{part}{progress.rows} rows, {self.speed(progress):.0f}/s"
        line += f", {progress.rejected} rejected" if progress.rejected else ""
        self._stream.write(f"\r\033[K{line}")
        self._stream.flush()

    def end(self) -> None:
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()
