"""What of a text people see: nothing invisible, and no flood of signs that pushes the rest away.

All tiers read a text as ``visible`` gives it. They read so many characters and no more; without
this, a few thousand blanks would hide a request between two insults.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 4000
"""Characters of a visible text that are read, half of them from its start, half from its end."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""Signs of no width: joiners, marks of direction, tags, fillers. Pictures lose nothing by them."""

_SUSPECT: Final = re.compile("[^\x00-\u00ac\u00ae-\u024f\u2018-\u201f\u2026\u20ac]")
_BLANKS = re.compile(r"\s{3,}")
_ALIKE = re.compile(r"(\S)\1{3,}")
_SAME = re.compile(r"(\S{1,40}\s+)\1{3,}")
_BEGINNING: Final = 11
_MANY_HANDLES = re.compile(r"(?:(?<!\S)@[\w.\-]{1,200}\s+){6,}")
_HANDLE = re.compile(r"(?<!\S)@(?=[\w.\-])")
_FEWEST_HANDLES: Final = 4


def visible(text: str) -> str:
    """Give a text as it is seen; one that is short and holds nothing odd as it is."""
    if _SUSPECT.search(text):
        text = _INVISIBLE.sub("", text)
    if len(text) > LONGEST:
        text = _SAME.sub(r"\1", _ALIKE.sub(r"\1\1\1", _BLANKS.sub("  ", text)))
        text = _MANY_HANDLES.sub("@somebody ", text)
    if text.find(text[:_BEGINNING], _BEGINNING) > 0:
        text = _said_once(text)
    if text.count("@") >= _FEWEST_HANDLES and _is_all_handles(text):
        text = _HANDLE.sub("", text)
    return text


def _said_once(text: str) -> str:
    """Give a text that begins by saying one thing again and again without the repetitions."""
    again = text.find(text[:_BEGINNING], _BEGINNING)
    said = text[:again].rstrip()
    repeated = re.match(rf"(?:{re.escape(said)}\s{{0,3}}){{2,}}", text)
    return f"{said} {text[repeated.end() :]}".rstrip() if repeated else text


def _is_all_handles(text: str) -> bool:
    """Whether next to nothing but handles stands there: then its words are what it says."""
    words = text.split()
    handles = sum(word.startswith("@") for word in words)
    return handles >= _FEWEST_HANDLES and len(words) - handles < _FEWEST_HANDLES


def head_and_tail(text: str, longest: int) -> str:
    """Give the two ends of a text that is longer than what is read of it."""
    if len(text) <= longest:
        return text
    half = longest // 2 - 1
    return f"{text[:half]} {text[-half:]}"
