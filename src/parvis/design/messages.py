"""The sentences that people read for a code.

Rooms register theirs from ``apps.py``; a code without a sentence is shown as it is, and a test
fails on it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.errors import ParvisError

_sentences: dict[str, str | Promise] = {}


def register_messages(sentences: Mapping[str, str | Promise]) -> None:
    """Give codes their sentences, with named placeholders: ``%(network)s``."""
    _sentences.update(sentences)


def explain(error: ParvisError) -> str:
    """Give the sentence of an error in the reader's language."""
    return sentence(error.code, error.data)


def has_sentence(code: str) -> bool:
    """Whether a code has its sentence."""
    return code in _sentences


def sentence(code: str, data: Mapping[str, object] | None = None) -> str:
    """Give the sentence of a code, filled with its data."""
    if code not in _sentences:
        return _("Something was refused (%(code)s).") % {"code": code}
    return str(_sentences[code]) % _Data(data or {})


class _Data(dict[str, object]):
    """What fills a sentence: a code that was kept without its data still reads."""

    def __missing__(self, key: str) -> str:
        return "…"
