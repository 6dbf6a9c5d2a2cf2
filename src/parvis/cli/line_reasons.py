"""What is wrong with a line of a filter, in a sentence: names of fields and sizes, never content.

Plain English, as all of the command line, and without settings: a filter starts fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from parvis.errors import Invalid

_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "charter.author_kinds": (
            'The field "{field}" is no list of a few short words. Write it as ["customer"].'
        ),
        "charter.labels_unreadable": (
            'The field "{field}" holds no labels with probabilities from 0 to 1. Write it as'
            ' "parvis scan" does: {{"request": 0.9}}.'
        ),
        "charter.word_unknown": (
            'The word in "{field}" is not known. See: parvis charter template.'
        ),
        "post.date_not_text": (
            'The field "{field}" is no text. Write a date such as "2026-03-01T09:30:00Z".'
        ),
        "post.date_unreadable": (
            'The field "{field}" is no date of RFC 3339. Write one such as "2026-03-01T09:30:00Z".'
        ),
        "post.date_without_zone": (
            'The date in "{field}" says no time zone. Add Z or +02:00 at its end.'
        ),
        "post.descriptions_not_texts": (
            'The field "{field}" is no list of texts. Write it as ["one", "two"].'
        ),
        "post.field_missing": 'The field "{field}" is missing or empty. Add it.',
        "post.field_not_text": 'The field "{field}" is no text. Put its value in quotes.',
        "post.field_too_long": (
            'The field "{field}" is longer than {limit} characters. Shorten it.'
        ),
        "post.metrics_not_an_object": (
            'The field "{field}" is no object. Write it as {{"likes": 3}}.'
        ),
        "post.not_an_object": (
            'It is JSON, but no object. Write one object a line: {{"id": "1", "text": "Hello"}}.'
        ),
        "post.visibility_unknown": (
            'The field "{field}" is none of public, private, secure. Write one of them.'
        ),
        "scan.line_too_long": (
            "It is longer than {limit} bytes. Look whether a line break is missing; each object"
            " stands on a line of its own."
        ),
        "scan.not_json": (
            "It is no JSON, from character {place} on. Write one whole object a line, in UTF-8;"
            " an object over several lines has to be put on one."
        ),
        "scan.not_writable": (
            "It is nested too deeply to be written back. Flatten it, or leave that field out."
        ),
    }
)


def reason(error: Invalid) -> str:
    """Say what is wrong and what to do, then the code, which stays the same in every version."""
    given = _Data(error.data)
    return f"{_SENTENCES.get(error.code, _OTHER).format_map(given)} ({error.code})"


_OTHER: Final = "It cannot be read."


class _Data(dict[str, object]):
    """What fills a sentence; a gap is shown as one."""

    def __missing__(self, key: str) -> str:
        return "…"
