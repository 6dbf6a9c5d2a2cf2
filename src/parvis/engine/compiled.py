"""Functions that are compiled to machine code when they are first called.

What was compiled is kept for later processes: in ``NUMBA_CACHE_DIR`` where it is set, else beside
the source, else in the user's own cache folder. numba keeps a function until its own file changes,
and does not see a change of what it calls in another file: so the folder is named by the digest of
all files that hold compiled functions, and an upgrade never runs machine code of an older version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

_ENGINE: Final = Path(__file__).parent
_MARK: Final = b"@compiled"


def compiled(function: Function) -> Function:
    """Compile a function of numbers and arrays.

    Where no folder can be written to, as in a container that may write nothing, each process
    compiles anew, which takes it some seconds.
    """
    try:
        return cast("Function", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder to keep it in
        return cast("Function", numba.njit(nogil=True)(function))


def _digest() -> str:
    digest = sha256()
    for path in sorted(_ENGINE.rglob("*.py")):
        if _MARK in (source := path.read_bytes()):
            digest.update(source)
    return digest.hexdigest()[:16]


def _folders() -> Iterator[Path]:
    yield _ENGINE / "__pycache__"
    try:
        yield Path.home() / ".cache" / "parvis"
    except RuntimeError:  # nobody's home
        return


def _prepare() -> None:
    """Have numba keep what it compiles of this version apart from that of others."""
    if numba.config.CACHE_DIR:  # type: ignore[attr-defined]
        return
    name = f"compiled-{_digest()}"
    for folder in _folders():
        try:
            (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        numba.config.CACHE_DIR = str(folder / name)  # type: ignore[attr-defined]
        return


_prepare()
