"""Web server and workers in one process: how a small installation runs, and a first try."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import warnings
from collections.abc import Callable
from types import FrameType
from typing import cast

import uvicorn
from asgiref.typing import ASGI3Application
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from parvis.web.asgi import application
from parvis.web.streams import EndingStreams
from parvis.web.worker import Worker

PORTS_TRIED = 50
"""How many ports, from the one asked for on, are tried."""

GRACE = 2
"""Seconds that requests under way are given when the server stops."""


def bring_database_up_to_date(before: Callable[[], None]) -> None:
    """Apply what migrations there are to apply; ``before`` is called first, if there are any."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        before()
        call_command("migrate", verbosity=0, interactive=False)


def open_port(host: str, port: int) -> socket.socket:
    """Bind the port, or the next one that is free (0: any).

    Raises ``OSError`` when the host is not of this machine, or none of the ports is free.
    """
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    for number in range(port, min(port + PORTS_TRIED, 65_536)):
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address[0], number, *address[2:]))
        except OSError as error:
            listener.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            return listener
    raise OSError(errno.EADDRINUSE, f"no port from {port} on is free")


def address_of(listener: socket.socket) -> str:
    """Give the address to type into a browser."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - only shown
    return f"http://{f'[{shown}]' if ':' in shown and not shown.startswith('[') else shown}:{port}/"


def serve(listener: socket.socket, *, worker: bool, opened: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; ``opened`` is called once the address answers.

    Streams are ended and workers asked to stop at the first signal; a second SIGINT cuts what is
    still open.
    """
    streams = EndingStreams(application)
    workers = [Worker()] if worker else []

    def closing() -> None:
        streams.end()
        for each in workers:
            each.stop()

    server = _Server(_config(streams), opened=opened, closing=closing)
    # Static files are read whole, which they are small enough for.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")
    # uvicorn repeats the signal to whoever had it before; for us the work is done by then.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _heard)
    connections.close_all()
    for each in workers:
        each.start()
    try:
        server.run(sockets=[listener])
    finally:
        closing()
        for each in workers:
            each.join()


class _Server(uvicorn.Server):
    """A server that says when it is open, and when it begins to close."""

    def __init__(
        self, config: uvicorn.Config, *, opened: Callable[[], None], closing: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._opened = opened
        self._closing = closing

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._opened()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing()
        await super().shutdown(sockets)


def _config(streams: EndingStreams) -> uvicorn.Config:
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    return uvicorn.Config(
        cast("ASGI3Application", streams),
        log_config=None,
        # Addresses of the desk hold what people search for.
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
    )


def _heard(number: int, frame: FrameType | None) -> None:
    """Let a signal pass that has been dealt with."""
