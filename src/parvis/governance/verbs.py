"""What the ledger's verbs mean, in words that people read.

Rooms register theirs from ``apps.py``; a verb without words is shown as it is, and a test fails
on it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

_words: dict[str, str | Promise] = {}


def register_verbs(words: Mapping[str, str | Promise]) -> None:
    """Say what the verbs of a room mean."""
    _words.update(words)


def verb_words(verb: str) -> str:
    """Give the words of a verb in the reader's language; "" for one that nobody registered."""
    return str(_words.get(verb, ""))
