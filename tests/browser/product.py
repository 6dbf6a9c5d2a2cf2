"""The product itself, started as a bank would start it, on data of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import psycopg

READY_SECONDS = 60
PARVIS = Path(sys.executable).with_name("parvis")


class Product:
    """``parvis run`` on an empty database, with a bank that ``furnish`` makes before the start.

    ``url`` is its address, ``log`` all that it wrote to its output.
    """

    def __init__(self, folder: Path, database_url: str, furnish: str) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "product.log"
        self.database_url = database_url
        self._furnish = furnish
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which every command of this installation runs."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PARVIS_")}
        kept |= {"PARVIS_DATA": str(self.data), "DATABASE_URL": self.database_url}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return kept

    def __enter__(self) -> Self:
        """Make the database and the bank, start, and return once the address answers."""
        self.start()
        self.stop()
        self.run("manage", "shell", "-v", "0", "-c", self._furnish)
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.stop()

    def start(self) -> None:
        """Start the product and wait for its address."""
        already = len(self.said())
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [PARVIS, "run", "--no-demo", "--port", "21800"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if found := re.search(r"http://127\.0\.0\.1:\d+", self.said()[already:]):
                self.url = found[0]
                return
            time.sleep(0.05)
        raise AssertionError(f"the product did not start:\n{self.said()}")

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=15)
            finally:
                if self._process.poll() is None:
                    os.killpg(self._process.pid, signal.SIGKILL)

    def said(self) -> str:
        """Everything it has written so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def run(self, *arguments: str) -> str:
        """Run one ``parvis`` command on this installation and give what it printed."""
        done = subprocess.run(
            [PARVIS, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """Give the address of an empty database of the kind that the suite runs on."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        (folder / "data").mkdir(exist_ok=True)
        yield f"sqlite:///{folder / 'data' / 'parvis.sqlite3'}"
        return
    name = f"square_{uuid.uuid4().hex[:12]}"
    parts = urlsplit(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def bytes_stored(product: Product) -> Iterator[tuple[str, bytes]]:
    """Give every byte that the product keeps: each file of its data, and its whole database."""
    for path in product.folder.rglob("*"):
        if path.is_file() and not path.name.startswith("shot-"):
            yield str(path), path.read_bytes()
    if product.database_url.startswith("postgres"):
        with psycopg.connect(product.database_url) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (table,) in tables:
                with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
                    yield f"table {table}", b"".join(bytes(part) for part in copy)
