"""``parvis doctor``: whether the installation is well, and what to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from parvis.cli.findings import Finding, State
from parvis.cli.setup import django_ready

_COLOURS = {State.OK: "green", State.WARNING: "yellow", State.PROBLEM: "red"}


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Say it as a JSON list.")
def command(*, as_json: bool) -> None:
    """Check the installation and say what to do.

    Settings, keys, files, disk, database, migrations, ledger, clocks, workers, sources,
    deliveries, dead letters, sealed values, the model, a transformer. Each line is ok, a
    warning or a problem; exit code 1 if there is a problem.
    """
    found: list[Finding] = []
    for finding in _findings():
        found.append(finding)
        if not as_json:
            _say(finding)
    if as_json:
        click.echo(json.dumps([finding.as_row() for finding in found]))
    sys.exit(1 if any(finding.state is State.PROBLEM for finding in found) else 0)


def _findings() -> Iterator[Finding]:
    try:
        django_ready()
    except click.ClickException as error:
        yield Finding("settings", State.PROBLEM, error.message, "Correct the setting.")
        return
    from parvis.cli import checks_of_database, checks_of_house, checks_of_work  # noqa: PLC0415

    yield from checks_of_house.findings()
    reachable = yield from checks_of_database.findings()
    if reachable:
        yield from checks_of_work.findings()


def _say(finding: Finding) -> None:
    word = click.style(f"{finding.state.value:<8}", fg=_COLOURS[finding.state])
    click.echo(f"{word} {finding.check}: {finding.said}")
    if finding.todo:
        click.echo(f"         {finding.todo}")
