"""The kinds of confidential data, one file each; whoever adds a file adds a kind.

A file's ``DETECTORS`` give spans of a reading. Every file of this folder is asked, in no order:
which kind wins where two overlap is said by ``Kind``.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from parvis.engine.guard.detector import Detector


@cache
def detectors() -> tuple[Detector, ...]:
    """Give the detectors of every kind."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (import_module(f"{__name__}.{name}") for name in names)
    return tuple(detector for module in modules for detector in module.DETECTORS)
