"""``parvis intake``: sources and dead letters, for whoever runs an installation."""

from __future__ import annotations

import json
import signal
import sys
import threading
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from parvis.cli.setup import django_ready
from parvis.errors import Conflict, NotFound, ParvisError

if TYPE_CHECKING:
    from parvis.intake.models import DeadLetter, Source


@click.group(name="intake")
def command() -> None:
    """Look at what came in: sources, dead letters."""
    django_ready()


@command.command(name="sources")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def sources_(*, as_json: bool) -> None:
    """List sources: what is read, when it last worked, what is wrong."""
    from django.utils import timezone  # noqa: PLC0415 - after settings

    from parvis.intake.queries import sources  # noqa: PLC0415

    now = timezone.now()
    for line in sources():
        source = line.source
        row = {
            "source": source.pk,
            "account": source.account.handle,
            "network": source.account.network,
            "state": line.state(now),
            "last_success": source.last_success_at and source.last_success_at.isoformat(),
            "failures": source.failures,
            "last_error": source.last_error,
            "due": source.due_at.isoformat(),
            "dead_letters": line.open_dead_letters,
        }
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(row))


@command.command(name="dead-letters")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--all", "all_", is_flag=True, help="Also those that are settled.")
def dead_letters_(*, as_json: bool, all_: bool) -> None:
    """List payloads that could not be taken in, newest first; their data is masked."""
    from parvis.intake.queries import dead_letters  # noqa: PLC0415 - after settings

    for letter in dead_letters(settled=all_).iterator():
        row = {
            "id": letter.pk,
            "account": letter.account.handle,
            "network": letter.account.network,
            "received": letter.received_at.isoformat(),
            "reason": letter.reason,
            "attempts": letter.attempts,
            "outcome": letter.outcome,
            "shown": letter.shown,
        }
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(row))


@command.command()
@click.argument("letter", required=False, type=int)
@click.option("--all", "all_", is_flag=True, help="Every payload that is not settled.")
def replay(letter: int | None, *, all_: bool) -> None:
    """Try dead letters again, by the number that dead-letters shows.

    Exit code: 0 if all were taken in, 1 if some are still unreadable.
    """
    if (letter is None) == (not all_):
        raise click.UsageError("give the number of one, or --all")
    from parvis.intake.queries import dead_letters  # noqa: PLC0415 - after settings

    rows = dead_letters() if letter is None else dead_letters(settled=True).filter(pk=letter)
    # Listed first: what is taken in leaves the list that is walked.
    found = list(rows.values_list("pk", flat=True))
    if not found and letter is not None:
        raise click.UsageError(f"there is no dead letter {letter}")
    results = [_replayed(number) for number in reversed(found)]
    sys.exit(0 if all(results) else 1)


@command.command()
@click.argument("source")
def poll(source: str) -> None:
    """Read SOURCE once now, whether it is due or not; Ctrl-C stops a stream.

    SOURCE is the number that sources shows, or the handle of its account.
    """
    from parvis.intake.tasks import poll_once  # noqa: PLC0415 - after settings

    stop = threading.Event()

    def heard(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, heard)
    signal.signal(signal.SIGTERM, heard)
    found = _source(source)
    try:
        error = poll_once(found, stop=stop)
    except Conflict as conflict:
        raise click.ClickException(f"{source} is being read, or it is paused") from conflict
    found.refresh_from_db()
    if error is not None:
        raise click.ClickException(f"{source} failed: {found.last_error}")
    click.echo(f"{source} was read")


@command.command()
@click.argument("source")
def pause(source: str) -> None:
    """Stop reading SOURCE; its place is kept."""
    from parvis.governance.ledger import SYSTEM  # noqa: PLC0415 - after settings
    from parvis.intake.actions import pause_source  # noqa: PLC0415

    pause_source(actor=SYSTEM, source=_source(source))
    click.echo(f"{source} is paused")


@command.command()
@click.argument("source")
def resume(source: str) -> None:
    """Read SOURCE again, from where it was left."""
    from parvis.governance.ledger import SYSTEM  # noqa: PLC0415 - after settings
    from parvis.intake.actions import resume_source  # noqa: PLC0415

    resume_source(actor=SYSTEM, source=_source(source))
    click.echo(f"{source} is read again")


def _replayed(number: int) -> bool:
    from parvis.governance.ledger import SYSTEM  # noqa: PLC0415 - after settings
    from parvis.intake.actions import replay_dead_letter  # noqa: PLC0415
    from parvis.intake.models import DeadLetter  # noqa: PLC0415

    letter: DeadLetter = DeadLetter.objects.select_related("account").get(pk=number)
    try:
        letter = replay_dead_letter(actor=SYSTEM, letter=letter)
    except ParvisError as error:
        _refused(error)
    taken = letter.settled_at is not None
    click.echo(f"{number}: {'taken in' if taken else letter.reason}")
    return taken


def _source(name: str) -> Source:
    from parvis.intake.queries import source_named  # noqa: PLC0415 - after settings

    try:
        return source_named(name)
    except NotFound as error:
        _refused(error)


def _refused(error: ParvisError) -> NoReturn:
    from parvis.design.messages import explain  # noqa: PLC0415 - after settings

    raise click.UsageError(explain(error)) from error


def _line(row: dict[str, object]) -> str:
    return "  ".join(f"{name}={value}" for name, value in row.items() if value not in {"", None})
