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
_PROVIDER = (
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|orange|wanadoo|free|sfr"
    r"|neuf|bbox|laposte|aol|proton|protonmail|gmx|btinternet|sky|virginmedia)"
)
_SPACED_PROVIDER = re.compile(
    rf"{_PROVIDER}[\s_]{{0,3}}(?:\.|,|[\[(]? ?(?:point|dot) ?[\])]?)[\s_]{{0,3}}"
    r"(?:com|fr|net|me|ch|be|de|co\.uk|uk)\b",
    re.IGNORECASE,
)
_ENDING = (
    r"(?:com|net|org|info|fr|be|ch|lu|ca|de|es|it|uk|eu|io|me|pt|nl|ie|sn|tn|ci|dz|za|nz|pl|cz|ro"
    r"|gr|se|dk|bzh|paris|edu|biz|dev|tech|example)"
)
_COMMON_ENDING = re.compile(rf"\.{_ENDING}\Z", re.IGNORECASE)
_LONGEST_LOCAL = 64
_MOST_SPACES = 3

# In words, or with its signs in brackets: "zoe dot adams at mail dot com", on plain text.
_DOT = r"(?:\s{1,2}(?:point|dot|pt)\s{1,2}|\s?[\[({<]\s?(?:point|dot|\.)\s?[\])}>]\s?)"
_SPOKEN_AT = (
    r"(?:\s{1,2}(?:at|arobase|arobas|arrobase|chez|a commercial)\s{1,2}"
    r"|\s?[\[({<]\s?(?:at|arobase|arobas|@|a)\s?[\])}>]\s?|\s{0,2}@\s{0,2})"
)
_SPOKEN_SIGN = (
    rf"(?:{_DOT}|\s{{1,2}}(?:tiret(?: du)?(?: bas| 6| 8)?|underscore|dash|hyphen|moins|plus)"
    r"\s{1,2}|\s?[.\-_+]\s?)"
)
_WORD = r"[a-z0-9](?:[a-z0-9._\-]{0,28}[a-z0-9])?"
_SPOKEN_LOCAL = re.compile(rf"(?<![a-z0-9])(?:{_WORD}{_SPOKEN_SIGN}){{0,5}}{_WORD}$")
_SPOKEN_DOMAIN = re.compile(
    rf"(?P<domain>[a-z0-9\-]{{2,30}}(?:(?:{_DOT}|\s?\.\s?)[a-z0-9\-]{{2,20}}){{0,2}})"
    rf"(?P<dot>{_DOT}|\s?\.\s?){_ENDING}(?![a-z0-9])"
)
_SPOKEN_AT_SIGN = re.compile(_SPOKEN_AT)
_SPELLED = re.compile(
    r"(?<![^\W_])[a-z0-9](?:\s[a-z0-9._\-]){2,40}\s@(?:\s[a-z0-9.\-]){4,40}(?![^\W_])"
)
_KNOWN = re.compile(rf"{_PROVIDER}(?:{_DOT}|\s?\.)")
_ADDRESS_FORM = re.compile(r"\w[._+]\w|[a-z]\d|\w\s(?:point|dot|tiret|underscore|dash|hyphen)\s\w")
_ADDRESS_SAID = re.compile(
    r"(?:mail|courriel|adresse|address|contact|ecri\w{1,4}|write|reach|reply|repon\w{1,4})\W{1,3}"
    r"(?:(?:est|is|c'est|perso|pro|here|ici|me|moi|on|at|sur|to|us|nous|a|it|mon|my)\W{1,3}){0,3}$"
)
_NAME_BEFORE = re.compile(r"(?<![^\W_])[a-z][a-z.\-]{1,20}\s$")
_LONGEST_NAME = 24
_REACH = 100
_IN_WORDS = re.compile(r"[a-z]")


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


def spoken(reading: Reading) -> Iterator[Span]:
    """Give the addresses whose signs are said in words, or whose letters stand apart."""
    plain = reading.plain
    for sign in _SPOKEN_AT_SIGN.finditer(plain):
        domain = _SPOKEN_DOMAIN.match(plain, sign.end())
        if domain is None:
            continue
        floor = max(0, sign.start() - _REACH)
        local = _SPOKEN_LOCAL.search(plain[floor : sign.start()])
        if local is None:
            continue
        start = floor + local.start()
        if local[0].isdecimal():  # "bernard 54 at yahoo point fr"
            name = _NAME_BEFORE.search(plain, max(0, start - _LONGEST_NAME), start)
            start = name.start() if name else start
        if plain[start - 1 : start] != "@" and _is_spoken(plain, start, sign[0], domain):
            yield Span(start, domain.end(), Proof.FORM)
    for spelled in _SPELLED.finditer(plain):
        yield Span(*spelled.span(), Proof.FORM)


def _is_spoken(plain: str, start: int, sign: str, domain: re.Match[str]) -> bool:
    """Whether an "at" between words makes an address: not in "found it at bbc dot com".

    By its signs, its provider, its form, or the words before.
    """
    local = plain[start : domain.start() - len(sign)]
    if sign.strip()[:1] in set("[({<") or ("arob" in sign and _IN_WORDS.search(sign)):
        return True
    if _ADDRESS_FORM.search(local) or _ADDRESS_SAID.search(plain, max(0, start - 40), start):
        return True
    return "chez" not in sign and _KNOWN.match(domain[0]) is not None


def _address(text: str, sign: re.Match[str], floor: int) -> tuple[int, int] | None:
    begin = _skip_spaces(text, sign.start(), -1)
    follow = _skip_spaces(text, sign.end(), 1)
    if sign[0] == "@" and begin < sign.start() and follow == sign.end():
        return None  # "merci @bank.example": a handle
    domain = _DOMAIN.match(text, follow)
    if domain and (begin, follow) != sign.span() and not _COMMON_ENDING.search(domain[0]):
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


# A sign before the at sign: most at signs of posts begin a handle.
_SIGNED = tuple(f"{sign}@" for sign in "abcdefghijklmnopqrstuvwxyz0123456789._-+'")
_SAID_CUES = (
    "robas", " dot ", "[dot", "(dot", "{dot", "<dot", " point ", "[point", "(point", "[.]", "(.)",
    " @ ", "[at", "(at", "{at", "<at", "mail", "yahoo", "outlook", "icloud", "orange.", "free.fr",
    "sfr.", "laposte.",
)  # fmt: skip

DETECTORS = (
    Detector(
        Kind.EMAIL,
        spans,
        cues=(*_SIGNED, "roba", "(at", "[at", "( at", "[ at", ")@", "]@"),
        undisguised=False,
    ),
    Detector(Kind.EMAIL, spoken, cues=_SAID_CUES, undisguised=False),
)
