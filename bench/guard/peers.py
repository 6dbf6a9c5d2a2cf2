"""Run the peers of ``bench/peers`` on the same texts, in environments of their own.

An environment is made once by uv from its lock in ``bench/peers``, in the user's cache, in a folder
named for that lock; the project's own environment never holds them.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.guard.mapped import PEERS
from bench.guard.scores import Found
from scripts.install import TRUST, CannotInstall, find_uv

PROGRAMS = Path(__file__).resolve().parent.parent / "peers"
LOCK = PROGRAMS / "requirements.txt"
INSTALL_SECONDS = 900
RUN_SECONDS = 900
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "DO_NOT_TRACK": "1",
    "DATAFOG_NO_TELEMETRY": "1",
}


class PeerMissing(Exception):
    """A peer cannot be installed or run here; the message says why."""


class Environment(NamedTuple):
    """What is installed for some peers: its folder's name, its lock, its size on disk."""

    name: str
    lock: Path
    megabytes: int


GUARD = Environment("guard-peers", LOCK, 330)
READING = Environment("reading-peers", PROGRAMS / "readers.txt", 310)


class Row(NamedTuple):
    """A text for a peer; the texts of a group stand together and are timed together."""

    group: str
    lang: str
    text: str


class Outcome(NamedTuple):
    """What a peer found in each text, and the processor seconds of each group."""

    found: list[list[Found]]
    seconds: dict[str, float]


def run(name: str, rows: Sequence[Row], rounds: int) -> Outcome:
    """Let a peer analyse texts; raises ``PeerMissing``."""
    kinds = PEERS[name]
    head = {"entities": sorted(kinds), "rounds": rounds}
    lines = [json.dumps(line) for line in (head, *(row._asdict() for row in rows))]
    said = start(GUARD, f"run_{name}.py", given="\n".join(lines))
    *found, last = map(json.loads, said.splitlines())
    return Outcome(
        [[Found(kinds[entity], start, end) for entity, start, end in each] for each in found],
        last["seconds"],
    )


def start(environment: Environment, program: str, *arguments: str, given: str = "") -> str:
    """Let a program of ``bench/peers`` read what is given; gives what it writes.

    Raises ``PeerMissing``.
    """
    python = ensure_installed(environment) / "bin" / "python"
    try:
        done = subprocess.run(
            [python, "-I", "-W", "ignore", PROGRAMS / program, *arguments],
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=RUN_SECONDS,
            env=os.environ | ONE_THREAD,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise PeerMissing(f"{program} took more than {RUN_SECONDS} s") from slow
    if done.returncode:
        raise PeerMissing(f"{program} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def ensure_installed(environment: Environment) -> Path:
    """Give the folder of an environment, made now if it is not there."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    pins = hashlib.sha256(environment.lock.read_bytes() + sys.version.encode()).hexdigest()[:16]
    home = Path(cache) / "parvis" / environment.name / pins
    if home.is_dir():
        return home
    home.parent.mkdir(parents=True, exist_ok=True)
    with _alone(home.with_suffix(".lock")):
        if not home.is_dir():
            _install(environment, home)
    return home


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    # The lock belongs to the open file: it ends with the process, whatever ends that.
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _install(environment: Environment, home: Path) -> None:
    size = environment.megabytes
    sys.stderr.write(f"bench: installing the peers into {home} (once, {size} MB)\n")
    try:
        uv = str(find_uv())
    except CannotInstall as reason:
        raise PeerMissing(str(reason)) from reason
    draft = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
    try:
        _uv(uv, "venv", "--allow-existing", "--python", sys.executable, str(draft))
        python, lock = str(draft / "bin/python"), str(environment.lock)
        _uv(uv, "pip", "sync", "--require-hashes", "--python", python, lock)
        draft.rename(home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _uv(uv: str, *arguments: str) -> None:
    environment = TRUST | os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)
    try:
        done = subprocess.run(
            [uv, *arguments, "--quiet"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise PeerMissing(f"uv took more than {INSTALL_SECONDS} s") from slow
    if done.returncode:
        raise PeerMissing(f"uv could not install the peers:\n{done.stderr[-2000:]}")
