"""``parvis ledger``: verify the chain, look at it, take it out."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from parvis.cli.setup import django_ready

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parvis.governance.models import LedgerEntry
    from parvis.governance.verification import Expected, Fault

_NOTHING = "0" * 64


@click.group(name="ledger")
def command() -> None:
    """Verify the ledger, look at it, take it out.

    Every act is an entry of one chain. What is edited, removed, moved or inserted behind Parvis'
    back is found and named. An end cut off or rewritten together with the chain's head cannot be
    found from inside: keep what `parvis ledger head` prints somewhere else, from time to time,
    and give it back to `parvis ledger verify --expect`.
    """
    django_ready()


@command.command()
@click.option("--since", default=1, type=click.IntRange(min=1), help="Begin at this number.")
@click.option(
    "--expect",
    "kept",
    multiple=True,
    metavar="NUMBER:DIGEST",
    help="What `parvis ledger head` printed earlier. May be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Say it as one JSON object.")
def verify(since: int, kept: tuple[str, ...], *, as_json: bool) -> None:
    """Walk the chain and name every row that does not hold. Exit code 1 if there is any."""
    from parvis.governance.models import LedgerHead  # noqa: PLC0415 - after settings
    from parvis.governance.verification import sentence_of  # noqa: PLC0415
    from parvis.governance.verification import verify as walk  # noqa: PLC0415

    expected = tuple(map(_expected, kept))
    head = LedgerHead.objects.filter(only=1).first()
    number = head.number if head else 0
    count = 0
    found: list[dict[str, object]] = []
    with _progress(number - since + 1) as progress:
        for fault in walk(since=since, expected=expected, progress=progress):
            count += 1
            if as_json:
                found.append(_row(fault))
            else:
                click.echo(sentence_of(fault))
    if as_json:
        digest = head.digest if head else _NOTHING
        click.echo(json.dumps({"entries": number, "head": digest, "since": since, "faults": found}))
    elif count:
        click.echo(f"{count} faults in {number} entries. Tell security before anything else.")
    else:
        click.echo(f"The ledger holds: {max(0, number - since + 1)} entries verified.")
    sys.exit(1 if count else 0)


@command.command(name="head")
def show_head() -> None:
    """Print NUMBER:DIGEST of the last entry, to be kept somewhere else."""
    from parvis.governance.models import LedgerHead  # noqa: PLC0415 - after settings

    end = LedgerHead.objects.filter(only=1).first()
    click.echo(f"{end.number}:{end.digest}" if end else f"0:{_NOTHING}")


@command.command()
def protect() -> None:
    """Have the database refuse again to change the ledger, where its triggers were dropped.

    The same for signed policies of the guard.
    """
    from parvis.governance.actions import protect_ledger  # noqa: PLC0415 - after settings
    from parvis.governance.ledger import SYSTEM  # noqa: PLC0415

    protect_ledger(actor=SYSTEM)
    click.echo("The database refuses to change the ledger. That it was put back is an entry.")


@command.command()
@click.option("--object", "thing", default="", help="Only acts on it: desk.conversation:42.")
@click.option("--actor", default="", help="Only acts of this log-in name.")
@click.option("--verb", default="", help="Only this act; all that begin so if it ends with a dot.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1))
def show(*, thing: str, actor: str, verb: str, limit: int) -> None:
    """Print the last acts, one a line, the last one at the end."""
    from parvis.governance.ledger import moment  # noqa: PLC0415 - after settings

    entries = _chosen(thing, actor, verb).order_by("-number")[:limit]
    for entry in reversed(entries):
        facts = json.dumps(entry.data, ensure_ascii=True) if entry.data else ""
        click.echo(
            f"{entry.number} {moment(entry.at)} {entry.actor} {entry.verb} {entry.object} {facts}"
        )


@command.command()
@click.option("--object", "thing", default="", help="Only acts on it: desk.conversation:42.")
@click.option("--actor", default="", help="Only acts of this log-in name.")
@click.option("--verb", default="", help="Only this act; all that begin so if it ends with a dot.")
@click.option("--since", default=1, type=click.IntRange(min=1), help="Begin at this number.")
def export(*, thing: str, actor: str, verb: str, since: int) -> None:
    """Write entries as JSON Lines to standard output, each with the digests that prove it."""
    from parvis.governance.ledger import lines_of  # noqa: PLC0415 - after settings

    entries = _chosen(thing, actor, verb).filter(number__gte=since).order_by("number")
    output = sys.stdout.buffer
    for line in lines_of(entries.iterator(2_000)):
        output.write(line)


def _chosen(thing: str, actor: str, verb: str) -> QuerySet[LedgerEntry]:
    from parvis.governance.models import LedgerEntry  # noqa: PLC0415 - after settings

    entries = LedgerEntry.objects.all()
    if thing:
        entries = entries.filter(object=thing)
    if actor:
        entries = entries.filter(actor=actor)
    if verb:
        entries = entries.filter(**{"verb__startswith" if verb.endswith(".") else "verb": verb})
    return entries


def _expected(kept: str) -> Expected:
    from parvis.governance.verification import Expected  # noqa: PLC0415 - after settings

    if not re.fullmatch(r"\d{1,18}:[0-9a-f]{64}", kept):
        raise click.BadParameter(f"{kept!r} is not NUMBER:DIGEST", param_hint="--expect")
    number, digest = kept.split(":")
    return Expected(int(number), digest)


def _row(fault: Fault) -> dict[str, object]:
    row = {"number": fault.number, "what": fault.what.value, "verb": fault.verb}
    return row | {k: v for k in ("until", "was") if (v := getattr(fault, k)) is not None}


@contextmanager
def _progress(length: int) -> Iterator[Callable[[int], None] | None]:
    """Show how far it is, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=length, label="Verifying", file=sys.stderr) as bar:
        yield lambda read: bar.update(read - bar.pos)
