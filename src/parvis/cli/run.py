"""``parvis run``: everything in one process, from nothing to a page in a browser."""

from __future__ import annotations

import ipaddress
import os
import signal
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from parvis.cli.setup import django_ready
from parvis.cli.transformer import transformer_ready
from parvis.errors import Conflict

if TYPE_CHECKING:
    import socket

PORT = 8000


@click.command(name="run")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    envvar="PARVIS_HOST",
    help="Address to listen on. Others reach it only if PARVIS_HOSTS names the host they type.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    envvar="PARVIS_PORT",
    help="Port to listen on; the next free one where it is taken (0: any).",
)
@click.option("--worker/--no-worker", default=True, help="Read sources and send replies, or not.")
@click.option("--demo/--no-demo", default=True, help="Fill an empty database with the demo bank.")
def command(*, host: str, port: int, worker: bool, demo: bool) -> None:
    """Start web server and workers, ready for a browser.

    The first start makes a data folder (PARVIS_DATA, `var` if unset) with keys and database, and
    fills it with a demonstration bank; later starts keep what is there. Stop it with Ctrl-C.
    """
    # A shell may have started us deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.umask(0o077)
    data = Path(os.environ.get("PARVIS_DATA") or "var").absolute()
    from parvis.web.data import held, prepare_data  # noqa: PLC0415 - `--help` needs none of it

    try:
        prepare_data(data)
    except OSError as error:
        raise click.ClickException(f"{data} cannot be used: {error.strerror}") from error
    try:
        with held(data) as holder:
            _start(holder, host=host, port=port, worker=worker, demo=demo)
    except Conflict as error:
        raise click.ClickException(
            f"Parvis already runs on {data} ({error.data['by']}). Stop it first, or give this one"
            " a folder of its own: PARVIS_DATA=other-folder"
        ) from error
    except KeyboardInterrupt:
        sys.exit(130)


def _start(holder: IO[str], *, host: str, port: int, worker: bool, demo: bool) -> None:
    django_ready()
    transformer_ready()
    from django.db import DatabaseError  # noqa: PLC0415 - after settings

    from parvis.web.serve import address_of, bring_database_up_to_date, serve  # noqa: PLC0415

    try:
        bring_database_up_to_date(lambda: click.echo("Preparing the database"))
        people = _who_can_log_in(demo=demo)
    except DatabaseError as error:
        raise click.ClickException(f"the database cannot be used: {error}") from error
    listener = _open_port(host, port)
    address = address_of(listener)
    holder.write(f"process {os.getpid()}, {address}")
    holder.flush()
    serve(listener, worker=worker, opened=lambda: click.echo(_welcome(host, address, people)))
    click.echo("Stopped.")


def _who_can_log_in(*, demo: bool) -> list[str]:
    """Fill an empty database if wanted; say who can log in, as far as that can be known."""
    from parvis.web.beginning import is_empty  # noqa: PLC0415 - after settings
    from parvis.web.demo import PASSWORD  # noqa: PLC0415
    from parvis.web.demo.bank import load_demo, logins  # noqa: PLC0415

    if is_empty():
        if not demo:
            return ["  Nobody can log in yet. Make the first administrator: parvis begin", ""]
        click.echo("Loading the demonstration bank")
        load_demo()
    people = [f"    {name:<8} {what}" for name, what in logins()]
    if not people:
        return []
    return [f"  Demonstration bank. Log in with the password {PASSWORD} as", *people, ""]


def _open_port(host: str, port: int) -> socket.socket:
    from parvis.web.serve import open_port  # noqa: PLC0415 - after settings

    try:
        listener = open_port(host, port)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host}: {error.strerror}") from error
    got = listener.getsockname()[1]
    if port not in {0, got}:
        click.echo(f"Port {port} is taken; using {got}.")
    return listener


def _welcome(host: str, address: str, people: list[str]) -> str:
    lines = ["", f"  Parvis is open at {address}", "", *people]
    if not _is_loopback(host):
        lines += ["  CAREFUL: others can reach this address, without HTTPS.", ""]
    return "\n".join([*lines, "  Ctrl-C stops it.", ""])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
