"""``parvis run`` as a person would start it: in a process of its own, on a folder of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import psycopg
import pytest

PARVIS = Path(sys.executable).with_name("parvis")
START_SECONDS = 60
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")


class House(NamedTuple):
    """A data folder, and the database that goes with it: none is the embedded one."""

    data: Path
    database_url: str

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("PARVIS_") and key != "DJANGO_SETTINGS_MODULE"
        }
        kept.pop("DATABASE_URL", None)
        given = {"DATABASE_URL": self.database_url} if self.database_url else {}
        return kept | given | {"PARVIS_DATA": str(self.data)}


class Run:
    """A started ``parvis run``, with all that it said."""

    def __init__(self, house: House, *arguments: str) -> None:
        self.log = house.data.with_suffix(".log")
        self.began = time.monotonic()
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [PARVIS, "run", *arguments],
                env=house.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.log.read_text()

    def address(self) -> str:
        """Wait for the address; the time it took is in ``seconds``."""
        while time.monotonic() < self.began + START_SECONDS and self.process.poll() is None:
            if found := re.search(r"open at (http://\S+)", self.said()):
                self.seconds = time.monotonic() - self.began
                return found[1]
            time.sleep(0.02)
        raise AssertionError(f"it did not start:\n{self.said()}")

    def stop(self, sign: signal.Signals = signal.SIGINT) -> tuple[int, float]:
        """Send a signal; gives exit code and seconds until the end."""
        began = time.monotonic()
        self.process.send_signal(sign)
        return self.process.wait(timeout=30), time.monotonic() - began


@contextmanager
def fresh_database() -> Iterator[str]:
    """Give the address of an empty database on the suite's server; none on SQLite."""
    if not ON_POSTGRES:
        yield ""
        return
    name = f"house_{uuid4().hex[:12]}"
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running(house: House, *arguments: str) -> Iterator[Run]:
    run = Run(house, *(arguments or ("--port", "0")))
    try:
        yield run
    finally:
        if run.process.poll() is None:
            run.process.kill()
            run.process.wait()


def log_in(address: str) -> httpx.Client:
    client = httpx.Client(base_url=address, follow_redirects=True, timeout=20)
    page = client.get("login/")
    assert page.status_code == 200
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token
    entered = client.post(
        "login/",
        data={
            "username": "anne",
            "password": "place-du-parvis",
            "csrfmiddlewaretoken": token[1],
        },
    )
    assert entered.status_code == 200
    assert "sessionid" in client.cookies
    return client


@pytest.fixture(scope="module")
def installation(tmp_path_factory: Any) -> Iterator[House]:
    """A house as the first start leaves it, with the demonstration bank."""
    folder = tmp_path_factory.mktemp("house")
    with fresh_database() as database_url:
        house = House(folder / "var", database_url)
        with running(house) as run:
            run.address()
            code, _ = run.stop()
        assert code == 0
        assert "Traceback" not in run.said()
        yield house


def test_the_first_start_makes_a_private_folder_with_keys_and_names_the_demo_log_ins(installation):
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    data = installation.data
    assert mode(data) == 0o700
    files = ["secret-key", "sealing-keys"] + ["parvis.sqlite3"] * (not ON_POSTGRES)
    for name in files:
        assert mode(data / name) == 0o600
    said = data.with_suffix(".log").read_text()
    for who in ("anne", "bruno", "karim", "claire", "ada", "place-du-parvis"):
        assert who in said


def test_a_second_start_keeps_data_and_is_quick(installation):
    key = (installation.data / "secret-key").read_bytes()
    with running(installation) as run:
        client = log_in(run.address())
        # Under 5 s where nothing else runs; here other tests run beside it.
        assert run.seconds < 15
        page = client.get("")
        assert page.status_code == 200
        script = re.search(r'src="(/static/[^"]+\.js)"', page.text)
        assert script
        assert client.get(script[1]).status_code == 200
        code, seconds = run.stop()
    assert (code, (installation.data / "secret-key").read_bytes()) == (0, key)
    assert not re.search("Loading|Traceback|Warning", run.said())
    assert seconds < 10


def test_posts_of_the_demo_reach_the_inbox(installation):
    with running(installation) as run:
        client = log_in(run.address())
        deadline = time.monotonic() + 30
        while "Colette Marchand" not in (page := client.get("").text):
            assert time.monotonic() < deadline, page
            time.sleep(0.2)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_while_a_browser_listens_to_events(installation, sign):
    with running(installation) as run:
        client = log_in(run.address())
        with client.stream("GET", "events/") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            code, seconds = run.stop(sign)
            for _ in stream.iter_raw():
                pass  # the stream ends in good order: a broken one would raise here
    assert code == 0
    assert seconds < 10
    assert "Traceback" not in run.said()
    assert run.said().rstrip().endswith("Stopped.")


def test_a_taken_port_is_said_and_the_next_one_used(installation):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(installation, "--port", str(port)) as run:
            address = run.address()
            assert f"Port {port} is taken" in run.said()
            assert str(port) not in address
            assert httpx.get(f"{address}login/").status_code == 200


def test_two_do_not_run_on_the_same_data(installation):
    with running(installation) as first:
        address = first.address()
        with running(installation) as second:
            assert second.process.wait(timeout=30) == 1
        assert address in second.said()
        assert "already runs" in second.said()
        assert httpx.get(f"{address}login/").status_code == 200


def test_without_demo_an_installation_begins_empty_and_says_how_to_begin(tmp_path):
    house = House(tmp_path / "var", "")
    with running(house, "--no-demo", "--no-worker", "--port", "0") as run:
        run.address()
        code, _ = run.stop()
    assert code == 0
    assert "anne" not in run.said()
    assert "parvis begin" in run.said()
    assert not (house.data / "demo").exists()
    begin = [PARVIS, "begin", "--entity", "Banque Exemple", "--administrator", "ada"]
    for password, outcome in (("12345", 1), ("correct horse battery", 0), ("another one here", 1)):
        done = subprocess.run(
            [*begin, "--password", password],
            env=house.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == outcome, done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_said_without_a_traceback(tmp_path):
    done = subprocess.run(
        [PARVIS, "run"],
        env={"PATH": os.environ["PATH"], "PARVIS_DATA": str(tmp_path), "PARVIS_DEBUG": "maybe"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "PARVIS_DEBUG must be 1 or 0" in done.stderr
    assert "Traceback" not in done.stderr
