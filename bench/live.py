"""Measure how long a post takes from the network to an open inbox.

    python bench/live.py [--rounds 30]

Starts ``parvis run`` with the demonstration bank on data of its own (on the server of DATABASE_URL,
if that is set), logs in, listens to the event stream as a browser does, appends a post to the
account's folder and waits until the rows that the page fetches hold it. The folder is looked at
four times a second, which is part of the figure. Prints one JSON line a figure.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import httpx

from parvis.web.demo import PASSWORD

PARVIS = Path(sys.executable).with_name("parvis")
PATIENCE = 30


@contextmanager
def running(data: Path) -> Iterator[str]:
    """Run Parvis on a data folder; gives its address."""
    log = data.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [PARVIS, "run", "--port", "0"],
            env=os.environ | {"PARVIS_DATA": str(data)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _address(process, log)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"open at (http://\S+)", log.read_text()):
            return found[1]
        time.sleep(0.05)
    raise SystemExit(f"parvis did not start:\n{log.read_text()}")


def logged_in(address: str) -> httpx.Client:
    """Log in as the demo's agent."""
    client = httpx.Client(base_url=address, follow_redirects=True, timeout=PATIENCE)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("login/").text)
    if token is None:
        raise SystemExit("the page to log in has no form")
    client.post(
        "login/",
        data={"username": "anne", "password": PASSWORD, "csrfmiddlewaretoken": token[1]},
    ).raise_for_status()
    return client


def settle(client: httpx.Client) -> None:
    """Wait until the demo's own posts are in the inbox and no more come."""
    before, deadline = "", time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        time.sleep(1.5)
        now = re.sub(r"value=\"[^\"]+\"", "", client.get("").text)
        if "Colette Marchand" in now and len(now) == len(before):
            return
        before = now
    raise SystemExit("the demo's posts did not reach the inbox")


def latencies(client: httpx.Client, inbox: Path, rounds: int) -> list[float]:
    """Append posts one by one; gives the seconds that each took to be in the rows of the page."""
    spent = []
    with client.stream("GET", "events/", timeout=PATIENCE) as stream:
        events = _changed(stream)
        for number in range(rounds):
            time.sleep(0.37)  # never in step with the folder's own rhythm
            word = f"mesure{uuid4().hex[:8]}"
            line = json.dumps(
                {"id": word, "author": f"client{number}", "text": f"Bonjour, {word} ?"}
            )
            began = time.perf_counter()
            with inbox.open("a") as file:
                file.write(line + "\n")
            _wait_for(word, client, events)
            spent.append(time.perf_counter() - began)
    return spent


def _changed(stream: httpx.Response) -> Iterator[list[int]]:
    """Give the conversations that each event names."""
    name = ""
    for line in stream.iter_lines():
        if line.startswith("event:"):
            name = line.partition(":")[2].strip()
        elif line.startswith("data:") and name == "conversations":
            data = json.loads(line.partition(":")[2])
            yield [*data.get("ids", ()), *data.get("new", ())]


def _wait_for(word: str, client: httpx.Client, events: Iterator[list[int]]) -> None:
    for ids in events:
        rows = client.get("inbox/rows/", params={"ids": ",".join(map(str, ids))})
        if word in rows.text:
            return
    raise SystemExit("the event stream ended")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args(arguments).rounds
    database = (
        "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    )
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        data = Path(folder) / "var"
        with running(data) as address, closing(logged_in(address)) as client:
            settle(client)
            spent = latencies(client, data / "demo" / "nord" / "inbox.jsonl", rounds)
    prefix = "scripts/with_postgres --durable " if database == "postgresql" else ""
    command = f"{prefix}python bench/live.py --rounds {rounds}"
    figures = {
        "median": statistics.median(spent),
        "p95": statistics.quantiles(spent, n=20, method="inclusive")[-1]
        if rounds > 1
        else spent[0],
        "slowest": max(spent),
    }
    for name, value in figures.items():
        figure = {
            "name": f"live.{name}.{database}",
            "value": round(value * 1000),
            "unit": "ms",
            "command": command,
        }
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
