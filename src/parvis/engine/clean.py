"""Text that every store accepts: no NUL, no half of a surrogate pair."""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Remove NUL, which PostgreSQL refuses; put U+FFFD for lone surrogates, which are not UTF-8.

    Clean text comes back as the very same object.
    """
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub(REPLACEMENT, text)
    return text
