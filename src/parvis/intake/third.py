"""The transformer that the bank provides, loaded once in a process."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from django.conf import settings

from parvis.engine.understand.transformer import Transformer, load

_loaded: dict[Path, Transformer] = {}
_loading = Lock()


def third_tier() -> Transformer | None:
    """Give the transformer of the folder ``PARVIS_TRANSFORMER``; None where none is set.

    Raises ``Invalid`` where it cannot be used: nothing is read without what the bank asked for.
    """
    folder: Path | None = settings.PARVIS_TRANSFORMER
    if folder is None:
        return None
    with _loading:  # several sources may ask for it at once, and it is big
        if folder not in _loaded:
            _loaded[folder] = load(folder)
        return _loaded[folder]
