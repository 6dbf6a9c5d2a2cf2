"""What a command says of an error that nobody foresaw: its trace, masked."""

from __future__ import annotations

import sys
import threading
from traceback import format_exception
from types import TracebackType

import click


def guard_traces() -> None:
    """Mask confidential data in the traces of errors that end the process, or a thread of it."""
    sys.excepthook = _tell
    threading.excepthook = _tell_of_thread


def masked_usage(error: click.UsageError) -> click.UsageError:
    """Mask what a usage error repeats of the command line: scripts keep what they print."""
    from parvis.engine.guard import masked  # noqa: PLC0415 - `--help` starts without it

    return click.UsageError(masked(error.format_message()), ctx=error.ctx)


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    from parvis.engine.guard import masked  # noqa: PLC0415 - as above

    try:
        told = masked("".join(format_exception(kind, error, trace)))
    except Exception as failure:  # noqa: BLE001 - Python itself would write all of it
        told = f"{kind.__name__}, and its trace cannot be guarded: {type(failure).__name__}\n"
    sys.stderr.write(told)


def _tell_of_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and not isinstance(given.exc_value, SystemExit):
        _tell(given.exc_type, given.exc_value, given.exc_traceback)
