"""A text as plain words: what matching, language and the charter read.

Lower case, without accents, in any style of letters; whatever is no letter and no digit is a
space. ``Où est mon VIREMENT ?`` reads ``["ou", "est", "mon", "virement"]``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_REMOVED = frozenset({"Cf", "Me", "Mn", "Cs"})
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TAG = re.compile(r"[#@]\w*[a-zà-ÿ][A-Z]\w*")
_HUMP = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])")


class _Table(dict[int, str]):
    """Reads a code point once and remembers what it reads as."""

    def __missing__(self, point: int) -> str:
        self[point] = plain = _read(chr(point))
        return plain


def _read(character: str) -> str:
    if unicodedata.category(character) in _REMOVED:
        return ""
    normal = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).lower())
    letters = (_LIGATURES.get(sign, sign) for sign in normal if unicodedata.category(sign) != "Mn")
    return "".join(sign if sign.isalnum() else " " for sign in letters)


_TABLE = _Table()


def plain_character(point: int) -> str:
    """Give what the character of a code point reads as: letters and digits, spaces, or nothing."""
    return _TABLE[point]


def without_addresses(text: str) -> str:
    """Leave web addresses out of a text."""
    return _ADDRESS.sub(" ", text) if "://" in text or "www." in text else text


def words(text: str) -> list[str]:
    """Give the plain words of a text. Web addresses are left out."""
    return without_addresses(text).translate(_TABLE).split()


def split_tags(text: str) -> str:
    """Cut tags and handles written in capitals for spaces: ``#BanqueParvis`` -> ``#Banque Parvis``.

    Gives the very same object where there is none.
    """
    if "#" not in text and "@" not in text:
        return text
    return _TAG.sub(lambda tag: _HUMP.sub(" ", tag[0]), text)


def phrase(tokens: Iterable[str]) -> str:
    """Join words so that a whole phrase is found by looking for ``" phrase "``."""
    return f" {' '.join(tokens)} "
