"""Cues of a post's words: lists of words that ask, complain, scorn, threaten, each one bit.

The lists are ``parvis.engine.lexicon``'s. Models read the bits beside n-grams: a word in a list
counts even if no post that was trained on held it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from parvis.engine.lexicon import entries
from parvis.engine.phrases import Phrases, bits_of, phrases
from parvis.engine.plain import Plain, plain_words
from parvis.engine.words import phrase

LISTS = (
    "ask", "interrogative", "trouble", "subject", "complaint", "insult", "disdain", "rhetoric",
    "threat", "second", "first", "negation", "distress", "weapon", "intent", "wish", "dealing",
    "worst", "act", "lasting", "praise",
)  # fmt: skip
"""The lists, in the order of their bits: new ones come last, or models must be trained anew."""


def cues_of(words: Sequence[str]) -> int:
    """Give the bits of the lists that hold a word or phrase of a text, by its plain words."""
    return int(cues_of_all(plain_words([phrase(words)]))[0])


def cues_of_all(plain: Plain) -> NDArray[np.uint32]:
    """Give the same for the plain words of many texts."""
    return bits_of(plain, _lists())


@cache
def _lists() -> Phrases:
    bits: dict[str, int] = {}
    for place, name in enumerate(LISTS):
        for entry in entries(name):
            bits[entry] = bits.get(entry, 0) | 1 << place
    return phrases(bits)
