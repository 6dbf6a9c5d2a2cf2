"""``parvis worker``: the same workers as in ``parvis run``, as a process of their own."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from parvis.cli.setup import django_ready
from parvis.cli.transformer import transformer_ready


@click.command(name="worker")
@click.option("--readers", default=32, show_default=True, help="Most sources read at once.")
@click.option("--senders", default=8, show_default=True, help="Most replies sent at once.")
@click.option(
    "--lease",
    type=click.FloatRange(min=1),
    help="Seconds that work stays with a worker that was killed (20 for a source, 60 for a reply).",
)
def command(readers: int, senders: int, lease: float | None) -> None:
    """Run workers without a web server: read sources, send replies, bring the desk up to date.

    Any number of them share the work of one database; more than one machine needs PostgreSQL.
    Ctrl-C or SIGTERM stops within three seconds; being killed loses nothing.
    """
    django_ready()
    transformer_ready()
    from parvis.web.worker import Worker  # noqa: PLC0415 - after settings

    ended = threading.Event()

    def heard(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, heard)
    signal.signal(signal.SIGINT, heard)
    worker = Worker(kind="worker", readers=readers, senders=senders, lease=lease)
    # Said before any thread has something to say of its own.
    click.echo(f"Working as {worker.name}. Ctrl-C stops it.", err=True)
    worker.start()
    ended.wait()
    worker.stop()
    worker.join()
