"""One reading of a text for all detectors, with the way back to the original code points.

Writers and attackers vary what digits and separators look like: full-width or Arabic digits,
narrow spaces, ten sorts of dashes, invisible characters, Cyrillic letters that look Latin, the
escapes of web pages. Folding reads each character as the plain one that it stands for, or as
nothing. A marker of what was masked before is read as one sign, ``BARRIER``, which no detector
goes over, so that a masked text reads as the text that it was made from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from parvis.engine.guard.finding import NEVER_STORED, Kind
from parvis.engine.guard.reading import Reading

BARRIER = "\ue000"
"""Stands for what is masked. A private character, which no text brings in: folding drops them."""

SEPARATOR = r"[\s.\-/_]"
"""What people put between the groups of a number, in folded text."""

GAP = SEPARATOR + r"{0,5}"
"""The most that may stand between two characters of one number; bounds every search."""

# As a rule of the policy writes it: "[CVV]", "[IBAN ••••1234]", "[CARD 497010••••1234]". What
# shows more than any rule does, a code or a whole telephone number, is no marker but a disguise.
_SHORT = frozenset({Kind.PHONE, Kind.NIR, Kind.SIREN, Kind.SIRET, Kind.PLATE})
_MARKER = (
    rf"\[(?:{'|'.join(Kind)}"
    rf"|(?:(?:{'|'.join(sorted(_SHORT))})(?= [^\]]{{4,12}}\])"
    rf"|{'|'.join(kind for kind in Kind if kind not in _SHORT | NEVER_STORED)})"
    r" [0-9A-Za-z]{0,6}••••[0-9A-Za-z]{0,4})\]"
)
MARKER = re.compile(_MARKER)
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
        "АВЕКМНОРСТХІЈЅԚԜаеорсхіјѕԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικУҮуүԌԁһӀӏԐѡգհոսօՕՏՍᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᏔᏃ",
        "ABEKMHOPCTXIJSQWaeopcxijsqwABEZHIKMNOPTYXovikYYyyGdhIlEwqhnuoOSUABCDEHJKLMPRSTVWZ",
        strict=True,
    )
) | dict(zip("〇零一二三四五六七八九З", "001234567893", strict=True))


class _Table(dict[int, str]):
    """Reads a code point once and remembers what it stands for."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold_character(chr(point))
        return folded


class _PlainTable(dict[int, str]):
    """The same in lower case and without accents, one for one."""

    def __missing__(self, point: int) -> str:
        self[point] = plain = _plain_character(_TABLE[point])
        return plain


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


_QUOTES = dict.fromkeys("\u2019\u2018\u02bc\u0060\u00b4\u2032", "'")


def _plain_character(folded: str) -> str:
    if not folded:
        return folded
    folded = _QUOTES.get(folded, folded)
    lower = folded.lower()[0]
    base = unicodedata.normalize("NFD", lower)[0]
    return base if base.isalpha() else lower


_TABLE = _Table()
_PLAIN = _PlainTable()

_ESCAPED = re.compile(
    rf"(?P<marker>{_MARKER})|%(?P<byte>[0-9A-Fa-f]{{2}})"
    r"|(?P<line></?(?i:br|p|div|li|tr|td)\s?/?>)"
    r"|(?P<style></?(?i:b|i|u|s|a|em|strong|span|font|code|mark|small|big|su[bp]|wbr)\s?/?>)"
    r"|&(?:(?P<name>nbsp|amp|ensp|emsp|thinsp|commat|period|zwnj|shy);"
    # As browsers read them: with zeros before, and without the semicolon.
    r"|#(?P<point>0{0,9}[0-9]{1,7})(?![0-9]);?"
    r"|#[xX](?P<hex>0{0,9}[0-9a-fA-F]{1,6})(?![0-9a-fA-F]);?)|\\u(?P<code>[0-9a-fA-F]{4})"
)
_ASCII = 128
_LAST_POINT = 0x10FFFF


# Most posts are written with the 256 signs of Windows-1252, whose bytes are read by one table.
_WESTERN = "cp1252"


class _Western(NamedTuple):
    """How each byte is read; ``dropped`` bytes are not, ``odd`` ones no byte can stand for."""

    table: bytes
    dropped: bytes
    odd: bytes

    def read(self, signs: bytes) -> str:
        return signs.translate(self.table, self.dropped).decode(_WESTERN)


@cache
def _western(*, lower: bool) -> _Western:
    table, dropped, odd = bytearray(range(256)), bytearray(), bytearray()
    for byte in range(256):
        character = bytes([byte]).decode(_WESTERN, "ignore")
        folded = (_PLAIN if lower else _TABLE)[ord(character)] if character else ""
        read = folded.encode(_WESTERN, "ignore")
        if read:
            table[byte] = read[0]
        elif character:
            (odd if folded else dropped).append(byte)
    return _Western(bytes(table), bytes(dropped), bytes(odd))


def plain(text: str) -> str:
    """Fold a text and give it in lower case and without accents: what the first pass looks at.

    Escapes and markers are left as they are.
    """
    try:
        signs = text.encode(_WESTERN)
    except UnicodeEncodeError:
        return text.translate(_PLAIN)
    return _western(lower=True).read(signs)


def holds_escapes(text: str) -> bool:
    """Whether a text holds escapes or markers, which stand for other characters."""
    # Five plain searches cost less than one for a class of signs.
    if "%" in text or "&" in text or "[" in text or "<" in text or "\\" in text:
        return _ESCAPED.search(text) is not None
    return False


def fold(text: str) -> Reading:
    """Read a text as plain characters, in time linear in its length."""
    return _fold_escaped(text) if holds_escapes(text) else _fold_signs(text)


def _fold_signs(text: str) -> Reading:
    western = _fold_western(text)
    if western is not None:
        return western
    folded = text.translate(_TABLE)
    lower = text.translate(_PLAIN)
    if len(folded) == len(text):
        return Reading(folded, lower)
    starts = [at for at, sign in enumerate(text) if _TABLE[ord(sign)]]
    return Reading(folded, lower, starts, [at + 1 for at in starts])


def _fold_western(text: str) -> Reading | None:
    """Fold a text of Western signs of which none is dropped, as most are; else give nothing."""
    try:
        signs = text.encode(_WESTERN)
    except UnicodeEncodeError:
        return None
    table = _western(lower=False)
    if len(signs.translate(None, table.dropped + table.odd)) != len(signs):
        return None
    return Reading(table.read(signs), _western(lower=True).read(signs))


def _fold_escaped(text: str) -> Reading:
    pieces = list(_pieces(text))
    return Reading(
        "".join(piece.text for piece in pieces),
        "".join(piece.plain for piece in pieces),
        list(chain.from_iterable(piece.starts or () for piece in pieces)),
        list(chain.from_iterable(piece.ends or () for piece in pieces)),
    )


def _pieces(text: str) -> Iterator[Reading]:
    """Read each escape, and what stands between them; places are those of the whole text."""
    after = 0
    for escape in _ESCAPED.finditer(text):
        yield _piece(text, after, escape.start())
        after = escape.end()
        sign = _escaped_sign(escape)
        read = sign if sign == BARRIER else _TABLE[ord(sign)]
        if read:
            yield Reading(read, _plain_character(read), (escape.start(),), (after,))
    yield _piece(text, after, len(text))


def _piece(text: str, start: int, end: int) -> Reading:
    read = _fold_signs(text[start:end])
    if read.starts is None:
        return Reading(read.text, read.plain, range(start, end), range(start + 1, end + 1))
    starts = [start + place for place in read.starts]
    return Reading(read.text, read.plain, starts, [place + 1 for place in starts])


def _escaped_sign(escape: re.Match[str]) -> str:
    if escape["marker"]:
        return BARRIER
    if escape["byte"]:
        point = int(escape["byte"], 16)
        return chr(point) if point < _ASCII else "\0"  # a byte of a longer character
    if escape["line"] or escape["style"]:
        return "\n" if escape["line"] else "\0"
    if escape["name"]:
        return html.unescape(escape[0])
    point = int(escape["point"]) if escape["point"] else int(escape["hex"] or escape["code"], 16)
    return chr(point) if point <= _LAST_POINT else "\0"
