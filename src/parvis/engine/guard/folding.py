"""One reading of a text for all detectors, with the way back to the original code points.

Writers and attackers vary what digits and separators look like: full-width or Arabic digits,
narrow spaces, ten sorts of dashes, invisible characters, Cyrillic letters that look Latin.
Folding reads each character as the plain one that it stands for, or as nothing. One character
never becomes two, so that every folded character has one offset in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SEPARATOR = r"[\s.\-/_]"
"""What people put between the groups of a number, in folded text."""

GAP = SEPARATOR + r"{0,5}"
"""The most that may stand between two characters of one number; bounds every search."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me", "Mn"})
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_DASHES = frozenset("\u00af\u02c9\u02d7\u06d4\u2043\u2212\u2796\u30fc\uff70")
_DOTS = frozenset("\u00b7\u0387\u2022\u2024\u2027\u2219\u22c5\u25cf\u3002\u30fb\uff61\uff65")
_SLASHES = frozenset("\u2044\u2215\u2571\u29f8")
_FIRST_PICTURE = "\u2300"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
LETTERS = {
    chr(first + place): letter
    for first in (0x1F150, 0x1F170, 0x1F1E6)
    for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
"""Pictures of letters, which flags are made of: letters where an IBAN begins, else pictures."""

_LINES = "\n\r\t\v\f\x1c\x1d\x1e\x1f\x85"

# Letters of other alphabets drawn like Latin ones (Unicode Technical Standard 39, confusables).
_LOOK_ALIKES = dict(
    zip(
        "АВЕКМНОРСТХІЈЅԚԜаеорсхіјѕԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικ",
        "ABEKMHOPCTXIJSQWaeopcxijsqwABEZHIKMNOPTYXovik",
        strict=True,
    )
)


class _Table(dict[int, str]):
    """Reads a code point once and remembers what it stands for."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold_character(chr(point))
        return folded


def _fold_character(character: str) -> str:
    if character in _LINES:
        return "\n" if character != "\t" else " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    sign = _sign(character, category)
    if sign is not None:
        return sign
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    normal = unicodedata.normalize("NFKC", character)
    if normal == character and _is_picture(character, category):
        return " "
    return normal if len(normal) == 1 else character


def _is_picture(character: str, category: str) -> bool:
    """Whether a character is an emoji or the like: people part the groups of a number by them."""
    return (category == "So" and character >= _FIRST_PICTURE and character not in LETTERS) or (
        character in _SKIN_TONES
    )


def _sign(character: str, category: str) -> str | None:
    """Give the separator that a character stands for, "" for an invisible one, else None."""
    if character in _BLANKS or category == "Zs":
        return " "
    if category in {"Zl", "Zp"}:
        return "\n"
    if category in _INVISIBLE or character == "\N{REPLACEMENT CHARACTER}":
        return ""
    if category == "Pd" or character in _DASHES:
        return "-"
    if character in _DOTS:
        return "."
    return "/" if character in _SLASHES else None


_TABLE = _Table()


_ESCAPED = re.compile("%([0-9A-Fa-f]{2})")
_ASCII = 128


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``starts`` and ``ends`` give each character's place in the original.

    They are None where both texts have the same places.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a non-empty span of the folded text into one of the original."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Read a text as plain characters, in time linear in its length."""
    if "%" in text and _ESCAPED.search(text):
        return _fold_address(text)
    folded = text.translate(_TABLE)
    if len(folded) == len(text):
        return Folded(folded)
    starts = [at for at, sign in enumerate(text) if _TABLE[ord(sign)]]
    return Folded(folded, starts, [at + 1 for at in starts])


def _fold_address(text: str) -> Folded:
    """Fold a text with the escapes of web addresses in it: ``%20`` is a space."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        escape = _ESCAPED.match(text, at)
        point = int(escape[1], 16) if escape else ord(text[at])
        end = escape.end() if escape else at + 1
        sign = "" if escape and point >= _ASCII else _TABLE[point]
        if sign:
            signs.append(sign)
            starts.append(at)
            ends.append(end)
        at = end
    return Folded("".join(signs), starts, ends)
