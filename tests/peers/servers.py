"""Servers that we did not write, installed from npm and run on loopback for tests.

The packages go into the user's cache, in a folder named for the lock file that pins them, so that
the clone stays clean and a second run installs nothing:

    python -m tests.peers.servers install    # what `make test` calls first
    python -m tests.peers.servers where      # the folder
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import httpx

HERE = Path(__file__).parent
NODE = (20, 0)
INSTALL_SECONDS = 900
READY_SECONDS = 60


class PeerMissing(Exception):
    """A peer cannot be installed or started here; the message says why and what to do."""


class Account(NamedTuple):
    """An account made on a test server."""

    did: str
    password: str


def installed_at() -> Path:
    """Give the folder of the packages that the lock file names, there or not."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    pins = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:16]
    return Path(cache) / "parvis" / "peers" / pins


def ensure_installed() -> Path:
    """Install the npm packages unless they are there; safe when several processes ask at once.

    Raises ``PeerMissing`` when Node.js is missing or too old, or when npm fails.
    """
    home = installed_at()
    if home.is_dir():
        return home
    _require_node()
    home.parent.mkdir(parents=True, exist_ok=True)
    with _alone(home.with_suffix(".lock")):
        if not home.is_dir():
            _install(home)
    return home


def axe_script() -> Path:
    """Give axe-core's script, which checks a page's accessibility from inside a browser."""
    return ensure_installed() / "node_modules" / "axe-core" / "axe.min.js"


def _require_node() -> None:
    if not shutil.which("npm") or not (node := shutil.which("node")):
        raise PeerMissing("Node.js and npm are not installed (Debian: apt install nodejs npm)")
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2])
    if version < NODE:
        raise PeerMissing(f"Node.js {said.strip()} is too old; {NODE[0]} or newer is needed")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    # The lock belongs to the open file: it ends with the process, whatever ends that.
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _install(home: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, draft / name)
        _npm_ci(draft)
        draft.rename(home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _npm_ci(folder: Path) -> None:
    _say(f"test servers: npm ci (once, 2 to 3 minutes) in {folder.parent}")
    log = folder / "npm.log"
    began = time.monotonic()
    with log.open("wb") as output:
        npm = subprocess.Popen(
            ["npm", "ci", "--no-audit", "--no-fund"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(npm, began)
        finally:
            _end(npm)
    if npm.returncode != 0:
        raise PeerMissing(f"npm ci failed ({npm.returncode}):\n{_tail(log)}")
    _say(f"test servers: installed in {time.monotonic() - began:.0f} s")


def _wait(process: subprocess.Popen[bytes], began: float) -> None:
    while (spent := time.monotonic() - began) < INSTALL_SECONDS:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            _say(f"test servers: still installing, {spent + 15:.0f} s")
        else:
            return
    raise PeerMissing(f"npm ci took more than {INSTALL_SECONDS} s")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, kindly first."""
    for sign, patience in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        if process.poll() is not None:
            return
        os.killpg(process.pid, sign)
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            continue


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


class PdsServer:
    """A personal data server of the AT Protocol with its firehose, on a free port of loopback.

    Used as a context manager. ``url`` is its address, ``stream`` that of the firehose, ``log`` the
    file of all that it says. Data lives in a temporary folder and goes with the server.
    """

    url: str
    stream: str
    log: Path

    def __init__(self) -> None:
        self._packages = ensure_installed()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it, and return once it answers; raises ``PeerMissing``."""
        self._folder = tempfile.TemporaryDirectory(prefix="parvis-pds-")
        self.log = Path(self._folder.name) / "pds.log"
        self._ready = Path(self._folder.name) / "port"
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                ["node", str(HERE / "pds.cjs"), str(self._ready)],
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            port = self._port()
        except BaseException:
            self.stop()
            raise
        self.url = f"http://127.0.0.1:{port}"
        self.stream = f"ws://127.0.0.1:{port}/xrpc/com.atproto.sync.subscribeRepos"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it and remove its data."""
        self.stop()

    def stop(self) -> None:
        """Stop it and remove its data; harmless when it is stopped."""
        process, self._process = self._process, None
        if process is None:
            return
        _end(process)
        if process.stdin is not None:
            process.stdin.close()
        self._folder.cleanup()

    def create_account(self, handle: str) -> Account:
        """Make an account; ``handle`` ends in ``.test`` and has at least three letters before."""
        password = f"pass-{handle}"
        made = httpx.post(
            f"{self.url}/xrpc/com.atproto.server.createAccount",
            json={
                "handle": handle,
                "email": f"{handle.replace('.', '-')}@example.test",
                "password": password,
            },
            timeout=30,
        )
        made.raise_for_status()
        return Account(made.json()["did"], password)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": self._folder.name,
            "TMPDIR": self._folder.name,
            "NODE_PATH": str(self._packages / "node_modules"),
            "LOG_ENABLED": "false",
        }

    def _port(self) -> int:
        assert self._process is not None
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if self._ready.exists():
                return int(self._ready.read_text())
            time.sleep(0.05)
        raise PeerMissing(f"the PDS did not start:\n{_tail(self.log)}")


def main(arguments: list[str]) -> int:
    """Run ``install`` or ``where``."""
    if arguments == ["where"]:
        sys.stdout.write(f"{installed_at()}\n")
        return 0
    if arguments != ["install"]:
        _say((__doc__ or "").strip())
        return 2
    try:
        ensure_installed()
    except PeerMissing as error:
        _say(f"test servers: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
