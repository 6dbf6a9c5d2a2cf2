"""The guard: finds confidential data in texts and masks it.

One file a kind gives spans in *folded* text (``folding``); ``guard`` settles overlaps and masks;
``values`` does the same for fields of any shape. To add a kind: a file with ``spans(text)``, a
member of ``Kind`` placed by strength, a line in ``guard``.
"""

from parvis.engine.guard.finding import Finding, Kind, Masked
from parvis.engine.guard.guard import find, find_all, mask, masked
from parvis.engine.guard.values import guard_value, safe_id

__all__ = [
    "Finding",
    "Kind",
    "Masked",
    "find",
    "find_all",
    "guard_value",
    "mask",
    "masked",
    "safe_id",
]
