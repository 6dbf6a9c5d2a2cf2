"""Secret codes of cards and apps: four to six digits (ISO 9564-1 allows four to twelve).

Nothing in the digits shows it: only words do, "mon code secret est 4821", "pin 0611".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.code_words import CUES
from parvis.engine.guard.context import (
    SHORT_CODE,
    code_after,
    count_of_digits,
    is_said_received,
)
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading
from parvis.engine.guard.short_codes import codes, is_no_secret, is_two, without_others

_CARD = r"(?:cartes?(?: (?:bleue|bancaire|visa|gold|de credit|mastercard))?|cb|visa|mastercard)"
_WHOSE = r"(?:(?:de|d'|a|pour|du|des)\s)?(?:(?:la|ma|sa|ta|votre|notre|leur|mon|son|cette|l')\s?)?"
_NAMED = re.compile(
    r"(?<![^\W_])(?:codes?[ \-]{0,2}"
    rf"(?:pin|secret|confidentiel|perso(?:nnel)?|{_WHOSE}{_CARD}|bancaire|bleu|de retrait"
    r"|de deverrouillage|a (?:4|quatre) chiffres)(?![^\W_])"
    rf"(?: (?:{_WHOSE}{_CARD}|de (?:papa|maman|mamie|papi)|a (?:4|quatre) chiffres|personnel))?"
    r"|(?:(?:4|four)[ \-]digit )?(?:card|atm|debit card|app|banking) ?(?:pin|code)"
    r"|(?:my |the )?(?:4|four)[ \-]digit (?:pin|code)"
    r"|pin[ \-]?(?:codes?|numbers?|no|num|nr|is)?|nip|geheimzahl|pincode|codigo pin|codice pin)"
    r"(?![^\W_])"
)
_BARE = re.compile(r"(?<![^\W_])(?P<whose>(?:mon|son|ton|my|his|her|notre|leur|our|their)\s)?code")
_PLAIN_LINK = re.compile(
    rf"(?:[^\w.!?{BARRIER}]|(?:est|c'est|cest|is|was|etait|le|bien|ecrit|note)(?![^\W_])){{0,8}}"
)
_AT_THE_CARD = re.compile(
    r"\b(?:cartes?|cb|dab|gab|distrib\w{0,8}|retrait|retirer|porte-?(?:monnaie|feuille)|cards?|atm"
    r"|cash ?(?:machine|point)|wallet|purse|guichet|vole|stolen|terminal|tpe)(?![^\W_])"
)
_MIRROR = re.compile(
    SHORT_CODE.pattern + r"[\s\"'»”)\],:]{0,4}(?:is|est|c'?est|c|was|etait|=|as|comme)[\s:\-]{0,3}"
    r"(?:my|mon|son|ton|votre|notre|leur|your|his|her|our|their|the|le)\s(?:\w{1,8}\s){0,2}?"
    r"(?P<cue>(?:code\s)?(?:pin|secret|confidentiel)|code (?:de )?(?:carte|cb)|code(?! \w))"
    r"(?![^\W_])"
    r"(?!\s(?:de|of|for|le plus|most|des|from)\s(?:la moitie|half|tout|every|france|most|all|gens))"
)
_FEWEST, _MOST = 4, 6
_REACH = 70


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of secret codes."""
    plain = reading.plain
    if not SHORT_CODE.search(plain):
        return
    weighed = codes(reading)
    for code in weighed:
        fits = _FEWEST <= count_of_digits(plain[code.start : code.end]) <= _MOST
        if fits and code.sort == "pin":
            yield Span(code.start, code.end, Proof.SAID)
    for span in without_others(_said(reading), weighed, "pin"):
        if not is_two(reading, span.start, span.end):
            yield span


def _said(reading: Reading) -> Iterator[Span]:
    """Give the codes in the wordings that are most common."""
    plain = reading.plain
    for cue in _NAMED.finditer(plain):
        found = code_after(reading, cue)
        if found:
            yield from _span(found, cue.span())
    for cue in _BARE.finditer(plain):
        link = _PLAIN_LINK.match(plain, cue.end())
        found = SHORT_CODE.match(plain, link.end() if link else cue.end())
        if found and _is_of_a_card(plain, cue) and not is_said_received(plain, *cue.span()):
            yield from _span(found, cue.span())
    for found in _MIRROR.finditer(plain):
        yield from _span(found, found.span("cue"))


def _is_of_a_card(plain: str, cue: re.Match[str]) -> bool:
    if cue["whose"]:
        return True
    return bool(_AT_THE_CARD.search(plain, max(0, cue.start() - _REACH), cue.end() + _REACH))


def _span(found: re.Match[str], cue: tuple[int, int]) -> Iterator[Span]:
    value = found["value"]
    fits = BARRIER not in value and _FEWEST <= count_of_digits(value) <= _MOST
    if fits and not is_no_secret(found.string, *found.span("value")):
        yield Span(*found.span("value"), Proof.SAID, cue)


DETECTORS = (
    Detector(
        Kind.PIN,
        spans,
        digits=_FEWEST,
        cues=("nip", "geheimzahl", *CUES),
    ),
)
