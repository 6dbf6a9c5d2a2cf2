"""Typed readers of the environment. What is set wrongly stops the start, and says how to mend it.

Every secret ``NAME`` may also be given as ``NAME_FILE``, a file that holds it.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_BYTES_OF_A_KEY = 32
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """Read a text."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes or no."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0")
    return value in _TRUE


def paths(name: str, *default: Path) -> list[Path]:
    """Read absolute paths, separated as in ``PATH``."""
    given = [Path(part) for part in text(name).split(os.pathsep) if part]
    if any(not path.is_absolute() for path in given):
        raise ImproperlyConfigured(f"{name} must hold absolute paths, separated by {os.pathsep}")
    return given or list(default)


def folder(name: str) -> Path | None:
    """Read the absolute path of a folder that is there; None where it is not set."""
    given = text(name)
    if not given:
        return None
    if not Path(given).is_absolute() or not Path(given).is_dir():
        raise ImproperlyConfigured(f"{name} must be the absolute path of a folder that exists")
    return Path(given)


def words(name: str, default: str = "") -> list[str]:
    """Read a list of words separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def secret(name: str, *, file: Path | None = None) -> str:
    """Read a secret from ``NAME``, from the file ``NAME_FILE``, or from ``file`` if it exists."""
    if value := os.environ.get(name):
        return value
    path = Path(os.environ[f"{name}_FILE"]) if os.environ.get(f"{name}_FILE") else file
    if path is None or (path == file and not path.exists()):
        raise ImproperlyConfigured(
            f"{name} is not set: give it in the environment, or a file in {name}_FILE"
            " (`parvis run` makes both keys by itself for a first try)"
        )
    try:
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{path}, with {name}, is not text: restore it") from error


def sealing_keys(name: str, *, file: Path) -> list[str]:
    """Read Fernet keys (32 bytes in URL-safe base 64), as a secret; at least one."""
    keys = secret(name, file=file).replace(",", " ").split()
    if not keys:
        raise ImproperlyConfigured(f"{name} is empty: restore it from where you keep your keys")
    for place, key in enumerate(keys, start=1):
        if not _is_sealing_key(key):
            raise ImproperlyConfigured(
                f"key {place} of {name} is no key: restore it from where you keep your keys"
                " (32 bytes in URL-safe base 64)"
            )
    return keys


def _is_sealing_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key)) == _BYTES_OF_A_KEY
    except ValueError:
        return False


def database(name: str, default: str) -> dict[str, Any]:
    """Read the address of a database, SQLite or PostgreSQL; it may hold a password."""
    advice = f"{name} must read postgres://user:password@host/name or sqlite:///path"
    try:
        found = dict(dj_database_url.parse(text(name) or default, conn_max_age=60))
    except ValueError as error:
        raise ImproperlyConfigured(advice) from error
    if str(found.get("ENGINE")).rpartition(".")[2] not in {"sqlite3", "postgresql"}:
        raise ImproperlyConfigured(advice)
    return found
