"""Checks that need no database: settings, keys, files, disk, the process's own clock."""

from __future__ import annotations

import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet
from django.conf import settings

from parvis.cli.findings import Finding, good, problem, warning
from parvis.cli.transformer import posts_a_second, said_of
from parvis.errors import Invalid
from parvis.intake.third import third_tier

_AT_HOME: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})
_SHORTEST_KEY: Final = 32
_MB: Final = 1_000_000
_LITTLE_DISK, _NO_DISK = 2_000, 200  # MB
_SLOW: Final = 5  # posts a second
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def findings() -> Iterator[Finding]:
    """Give what is found, in the order in which it should be mended."""
    yield from _settings()
    yield _keys()
    yield from _files()
    yield _disk()
    yield _clock()
    yield _transformer()


def _settings() -> Iterator[Finding]:
    public = sorted(set(settings.ALLOWED_HOSTS) - _AT_HOME)
    if settings.DEBUG:
        yield problem(
            "debug", "PARVIS_DEBUG is on: error pages show the inside", "Unset PARVIS_DEBUG."
        )
    else:
        yield good("debug", "off")
    if "*" in public:
        yield problem("hosts", "any name is answered", "Name the hosts in PARVIS_HOSTS.")
    elif public and not settings.HTTPS:
        yield problem(
            "https",
            f"{public[0]} is answered without HTTPS: passwords travel in clear",
            "Put a proxy with a certificate in front, and set PARVIS_HTTPS=1.",
        )
    else:
        where = ", ".join(public) or "this machine only"
        yield good("https", f"{'on' if settings.HTTPS else 'off'}, hosts: {where}")


def _keys() -> Finding:
    if len(settings.SECRET_KEY) < _SHORTEST_KEY:
        return problem(
            "keys",
            f"PARVIS_SECRET_KEY is shorter than {_SHORTEST_KEY} characters: sessions can be forged",
            "Set a long random one; people then log in again.",
        )
    for place, key in enumerate(settings.PARVIS_KEYS, start=1):
        try:
            Fernet(key)
        except ValueError:
            return problem(
                "keys",
                f"key {place} of PARVIS_KEYS is no Fernet key",
                "Restore it from where you keep your keys: 32 bytes in URL-safe base 64.",
            )
    if not settings.PARVIS_KEYS:
        return problem("keys", "PARVIS_KEYS is empty", "Restore the keys.")
    return good("keys", f"{len(settings.PARVIS_KEYS)} sealing, 1 secret")


def _files() -> Iterator[Finding]:
    data: Path = settings.DATA
    if not data.exists():
        return
    names = ["secret-key", "sealing-keys", "parvis.sqlite3"]
    paths = [data, *(path for name in names if (path := data / name).exists())]
    open_ones = [path for path in paths if path.stat().st_mode & _OTHERS]
    if open_ones:
        shown = ", ".join(str(path) for path in open_ones)
        yield problem(
            "files",
            f"other users of this machine may read {shown}",
            f"chmod go= {shown}",
        )
    else:
        yield good("files", f"{data} and its keys are readable by their owner only")


def _disk() -> Finding:
    place = settings.DATA if settings.DATA.exists() else Path.cwd()
    free = shutil.disk_usage(place).free // _MB
    said = f"{free:,} MB free at {place}"
    if free < _NO_DISK:
        return problem("disk", said, "Make room now: intake stops when the disk is full.")
    if free < _LITTLE_DISK:
        return warning("disk", said, "Make room soon.")
    return good("disk", said)


def _clock() -> Finding:
    """See that a short wait is as long by the wall's clock as by the steady one."""
    wall, steady = time.time(), time.monotonic()
    time.sleep(0.05)
    drift = abs((time.time() - wall) - (time.monotonic() - steady))
    if drift > 1:
        return problem(
            "clock",
            f"the clock jumped by {drift:.1f} s while it was looked at",
            "Let the machine keep time by NTP.",
        )
    return good("clock", "steady")


def _transformer() -> Finding:
    """See that the transformer that is set can be used, and how fast it is."""
    try:
        transformer = third_tier()
    except Invalid as error:
        return problem(
            "transformer", said_of(error), "Mend the folder, or unset PARVIS_TRANSFORMER."
        )
    if transformer is None:
        return good("transformer", "none is set: posts left unsure go to a person")
    speed = posts_a_second(transformer)
    if speed < _SLOW:
        return warning(
            "transformer",
            f"reads {speed:.1f} posts a second",
            "Sources wait for it: use a smaller model, quantized, or a smaller longest.",
        )
    return good("transformer", f"reads {speed:,.0f} posts a second")
