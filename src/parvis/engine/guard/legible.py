"""What of somebody's words people can read, before the words are kept as a reason or a note."""

from __future__ import annotations

import re

from parvis.engine.guard.folding import fold

_MISLEADING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Controls, signs of no width and marks of direction; joiners stay, for pictures are made of them.

Signs that part lines stay too: whoever keeps the words says what becomes of lines.
"""


def legible(words: str) -> str:
    """Give words without what hides in them or turns them round; "" where nobody can read any."""
    kept = _MISLEADING.sub("", words).strip()
    return kept if fold(kept).text.strip() else ""
