"""Makes ``.venv`` with the ``parvis`` command in it, exactly as the lock file says.

    python3 scripts/install.py run      what running needs
    python3 scripts/install.py test     that, and what checking and testing need

Where ``uv`` is missing, a pinned one goes into the user's cache folder: by pip where there is pip,
else straight from the package index, checked against the digests below. When nothing has changed
since the last time it ends at once. Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile
from http.client import HTTPResponse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = (3, 11)
UV = "0.13.9"
OLDEST_UV = (0, 9)
DIGESTS = {
    "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl": (
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19"
    ),
    "uv-0.13.9-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl": (
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe"
    ),
}
INDEX = "https://pypi.org/simple"


# A bank's proxy often signs with the bank's own certificate, which only the system knows. The
# second name is that of older releases.
TRUST = (
    {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true"}
    if Path("/etc/ssl/certs/ca-certificates.crt").exists()
    else {}
)


class CannotInstall(Exception):
    """Something is missing that only a person can give; the message says what."""


def install(what: str) -> None:
    """Bring ``.venv`` up to date, for running or for testing."""
    if sys.version_info < PYTHON:
        raise CannotInstall(
            f"Python {PYTHON[0]}.{PYTHON[1]} or newer is needed; this is"
            f" {platform.python_version()} (Debian 12: apt install python3)"
        )
    wanted = _fingerprint()
    if _is_installed(what, wanted):
        return
    _sync(find_uv(), what)
    _stamp(what).write_text(wanted)


def _fingerprint() -> str:
    """Digest all that decides what is installed; the place counts, for it is written into .venv."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _stamp(what: str) -> Path:
    return VENV / f".installed-{what}"


def _is_installed(what: str, wanted: str) -> bool:
    if not (VENV / "bin" / "parvis").exists() or not (VENV / "bin" / "python").exists():
        return False
    # What testing needs holds what running needs.
    stamps = [_stamp(name) for name in {what, "test"}]
    return any(stamp.exists() and stamp.read_text() == wanted for stamp in stamps)


def _sync(uv: Path, what: str) -> None:
    # --inexact: `make run` must not take away what a developer's `make test` put there.
    command = [str(uv), "sync", "--quiet", "--frozen", "--inexact"]
    if what == "run":
        command.append("--no-dev")
    environment = (
        TRUST
        | os.environ
        | {
            "UV_PYTHON_DOWNLOADS": "never",
            "UV_PROJECT_ENVIRONMENT": str(VENV),
        }
    )
    environment.pop("VIRTUAL_ENV", None)
    _say("installing Parvis into .venv (once; half a minute or so)")
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise CannotInstall(
            "uv could not install the packages (see above). Is the package index within reach?"
            " Behind a mirror: set UV_DEFAULT_INDEX; behind a proxy: set HTTPS_PROXY."
        )


def find_uv() -> Path:
    """Give a uv that is new enough, putting one into the cache folder where there is none."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    own = cache / "parvis" / f"uv-{UV}" / "uv"
    places = [shutil.which("uv"), Path.home() / ".local/bin/uv", Path.home() / ".cargo/bin/uv", own]
    for place in places:
        if place and _is_new_enough(Path(place)):
            return Path(place)
    _say(f"installing uv {UV} into {own.parent} (once)")
    own.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=own.parent) as draft:
        found = _uv_by_pip(Path(draft)) or _uv_from_index(Path(draft))
        found.chmod(0o755)
        found.replace(own)
    if not _is_new_enough(own):
        raise CannotInstall(f"the uv put into {own} does not run on this machine")
    return own


def _is_new_enough(uv: Path) -> bool:
    try:
        said = subprocess.run([str(uv), "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    version = re.search(r"(\d+)\.(\d+)", said.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST_UV


def _uv_by_pip(folder: Path) -> Path | None:
    """Let pip do it, which knows of mirrors and proxies; None where there is no pip."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--target", str(folder), f"uv=={UV}"]
    done = subprocess.run(command, capture_output=True, check=False)
    found = folder / "bin" / "uv"
    return found if done.returncode == 0 and found.exists() else None


def _uv_from_index(folder: Path) -> Path:
    """Fetch the wheel and take the program out of it: a fresh Debian has neither pip nor venv."""
    name = next((name for name in DIGESTS if f"{platform.machine()}." in name), None)
    if name is None or platform.system() != "Linux":
        raise CannotInstall(
            f"no uv is known for {platform.system()} on {platform.machine()}; install uv"
            f" {OLDEST_UV[0]}.{OLDEST_UV[1]} or newer by hand (https://docs.astral.sh/uv)"
        )
    try:
        wheel = _fetched(name, folder)
        with zipfile.ZipFile(wheel) as archive:
            inside = f"uv-{UV}.data/scripts/uv"
            return Path(archive.extract(inside, folder))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CannotInstall(
            f"uv could not be fetched ({error}). Give this machine pip (Debian 12: apt install"
            " python3-pip) or uv itself, or set UV_DEFAULT_INDEX to a package index within reach."
        ) from error


def _fetched(name: str, folder: Path) -> Path:
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or INDEX
    page = f"{index.rstrip('/')}/uv/"
    accept = {"Accept": "application/vnd.pypi.simple.v1+json"}
    with _open(page, accept) as answer:
        files = json.load(answer)["files"]
    address = next((file["url"] for file in files if file["filename"] == name), None)
    if address is None:
        raise ValueError(f"{page} does not hold {name}")
    wheel = folder / name
    with _open(urllib.parse.urljoin(page, address), {}) as answer, wheel.open("wb") as file:
        shutil.copyfileobj(answer, file)
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != DIGESTS[name]:
        raise ValueError(f"{name} is not the file that was expected")
    return wheel


def _open(address: str, headers: dict[str, str]) -> HTTPResponse:
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - the set index
    answer: HTTPResponse = urllib.request.urlopen(request, timeout=60)  # noqa: S310
    return answer


def _say(line: str) -> None:
    sys.stderr.write(f"parvis: {line}\n")
    sys.stderr.flush()


def main(arguments: list[str]) -> int:
    """Install for ``run`` or for ``test``."""
    if arguments not in (["run"], ["test"]):
        _say((__doc__ or "").strip())
        return 2
    try:
        install(arguments[0])
    except CannotInstall as error:
        _say(f"CANNOT INSTALL: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
