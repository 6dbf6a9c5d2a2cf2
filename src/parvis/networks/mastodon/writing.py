"""How a text is addressed, counted, and recognised when it is read back."""

from __future__ import annotations

import re

LIMIT = 500
"""Characters, where the server's own configuration says nothing else."""

URL_LENGTH = 23
"""What any address counts: https://docs.joinmastodon.org/user/posting/#text."""

_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MENTION = re.compile(
    r"(?<![=/\w])@(?P<name>\w+(?:[\w.-]*\w)?)(?:@(?P<domain>[\w.-]*\w))?", re.IGNORECASE
)


def addressed(text: str, to_author: str) -> str:
    """Name the person answered at the start, unless the text does: nobody else is notified."""
    if not to_author:
        return text
    wanted = to_author.lstrip("@")
    named = (match.group()[1:].casefold() for match in _MENTION.finditer(text))
    return text if wanted.casefold() in named else f"@{wanted} {text}"


def length(text: str) -> int:
    """Count code points, an address as 23, a person of another server without the server.

    Mastodon counts what a reader sees as one character: the same or less, never more.
    """
    return len(_without_domains(_URL.sub("x" * URL_LENGTH, text)))


def same_text(shown: str, written: str) -> bool:
    """Say whether a text read back is the one that was written.

    Servers show people without their domain, and add or drop spaces between paragraphs.
    """
    return _bare(shown) == _bare(written)


def _bare(text: str) -> str:
    return "".join(_without_domains(text).split())


def _without_domains(text: str) -> str:
    return _MENTION.sub(lambda match: "@" + match["name"], text)
