"""Functions that are compiled to machine code when they are first called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile a function of numbers and arrays; what was compiled is kept for later processes.

    It is kept beside the source, else in the user's own cache folder or in ``NUMBA_CACHE_DIR``.
    Where none can be written to, as in a container that may write nothing, each process compiles
    anew, which takes it some seconds.
    """
    try:
        return cast("Function", njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder to keep it in
        return cast("Function", njit(nogil=True)(function))
