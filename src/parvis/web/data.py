"""The data folder of an installation: private, with its keys, and held by one `parvis run`."""

from __future__ import annotations

import base64
import fcntl
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from parvis.errors import Conflict

LOCK = "run.lock"


def prepare_data(data: Path) -> None:
    """Make the folder and, where the environment gives no keys, the keys; what is there stays.

    The folder can be entered by its owner only. Raises ``OSError`` when it cannot be made.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    data.chmod(0o700)
    for name, (file, make) in _KEYS.items():
        if not _is_given(name, os.environ):
            _write_once(data / file, make())


@contextmanager
def held(data: Path) -> Iterator[IO[str]]:
    """Hold the folder while it is used; what is written into the file tells others by whom.

    Raises ``Conflict`` with what the holder wrote. The hold ends with the process, however it ends.
    """
    with (data / LOCK).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise Conflict("web.already_running", by=file.read().strip()) from error
        file.truncate(0)
        yield file


def _secret_key() -> str:
    return secrets.token_urlsafe(48)


def _sealing_key() -> str:
    """Make a Fernet key: 32 random bytes in URL-safe base 64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


_KEYS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "PARVIS_SECRET_KEY": ("secret-key", _secret_key),
    "PARVIS_KEYS": ("sealing-keys", _sealing_key),
}
"""The file of each secret, and how it is made."""


def _is_given(name: str, environment: Mapping[str, str]) -> bool:
    return bool(environment.get(name) or environment.get(f"{name}_FILE"))


def _write_once(path: Path, content: str) -> None:
    """Write a file whole or not at all, and never over one that is there."""
    if path.exists():
        return
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(content + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link fails where a rename would replace: of two that start at once, one key stays.
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return
    finally:
        draft.unlink()
