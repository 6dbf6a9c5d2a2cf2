"""E-mail addresses (RFC 5321, as people write them); public handles are not addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading

_LOCAL_SIGN = re.compile(r"[\w.%+'\-]")
_AT = re.compile(r"@|[\[(] ?(?:at|arobase|arobas) ?[\])]|\barobase\b", re.IGNORECASE)
_LABEL = r"[^\W_](?:[\w\-]{0,61}[^\W_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{0,8}}\.(?:xn--[a-z0-9\-]{{2,59}}|[^\W\d_]{{2,24}})")
_SPACED_PROVIDER = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|orange|wanadoo|free|sfr"
    r"|neuf|bbox|laposte|aol|proton|protonmail|gmx)[\s_]{0,3}"
    r"(?:\.|,|[\[(]? ?(?:point|dot) ?[\])]?)[\s_]{0,3}"
    r"(?:com|fr|net|me|ch|be|de|co\.uk|uk)\b",
    re.IGNORECASE,
)
_COMMON_ENDING = re.compile(
    r".*\.(?:com|net|org|info|fr|be|ch|lu|ca|de|es|it|uk|eu|io|me)\Z", re.IGNORECASE
)
_LONGEST_LOCAL = 64
_MOST_SPACES = 3


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of e-mail addresses.

    ``@name`` and ``@name@server`` are public handles; an ``@`` with a space before it only is one.
    """
    after = 0
    for sign in _AT.finditer(reading.text):
        span = _address(reading.text, sign, after)
        if span is not None:
            after = span[1]
            yield Span(*span, Proof.FORM)


def _address(text: str, sign: re.Match[str], floor: int) -> tuple[int, int] | None:
    begin = _skip_spaces(text, sign.start(), -1)
    follow = _skip_spaces(text, sign.end(), 1)
    if sign[0] == "@" and begin < sign.start() and follow == sign.end():
        return None  # "merci @bank.example": a handle
    domain = _DOMAIN.match(text, follow)
    if domain and (begin, follow) != sign.span() and not _COMMON_ENDING.match(domain[0]):
        domain = None  # "on Sunday @ home.Keep"
    provider = _SPACED_PROVIDER.match(text, follow)
    end = max((match.end() for match in (domain, provider) if match), default=None)
    start = _start_of_local(text, begin, floor)
    if end is None or start is None:
        return None
    return start, end


def _start_of_local(text: str, end: int, floor: int) -> int | None:
    start = end
    floor = max(floor, end - _LONGEST_LOCAL)
    while start > floor and _LOCAL_SIGN.match(text, start - 1):
        start -= 1
    if start == end or (start and text[start - 1] == "@"):
        return None
    while start < end - 1 and text[start] in "'.-":
        start += 1
    return start


def _skip_spaces(text: str, at: int, step: int) -> int:
    """Go over at most three spaces, backwards from ``at`` or forwards."""
    reach = at
    for _ in range(_MOST_SPACES):
        neighbour = reach - 1 if step < 0 else reach
        if not 0 <= neighbour < len(text) or text[neighbour] not in " \n":
            break
        reach += step
    return reach


DETECTORS = (
    Detector(
        Kind.EMAIL, spans, cues=("@", "roba", "(at", "[at", "( at", "[ at"), undisguised=False
    ),
)
