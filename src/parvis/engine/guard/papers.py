"""Numbers of a person's papers: of the paper that the nearest noun names, where the form fits.

People name the paper before the number, behind it, in the sentence before. What has letters and
digits in the form of the paper is its number wherever the noun stands; digits alone are many
things, so they must be tied to the noun, or be said to be a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from parvis.engine.guard.context import AFTER_A_NUMBER, is_in_a_name
from parvis.engine.guard.detector import Span
from parvis.engine.guard.finding import Proof
from parvis.engine.guard.owners import owner
from parvis.engine.guard.reading import Reading

SKIPPED = frozenset({"file", "card", "secret", "account", "branch", "customer"})
"""Nouns that stand between a paper's noun and its number without owning it."""

START = r"(?<![^\W_])(?<![@/+*€$£])(?<![0-9][.\-])(?<![A-Za-z]-)"

_ELSEWHERE = frozenset({"other", "phone", "paper", "loan", "cheque"})
"""Nouns that stand behind a number without owning it, where its paper stands before."""

_BARE = re.compile(r"(?:licen[cs]es?|titre|permit|residents?|provisional|tie|settlement)\Z")
_SUPPORT = re.compile(
    r"sejour|rec[ei]p[ei]|prefectur|etranger|refugee|home office|immigra|visa|settle|driv|dvla|brp"
    r"|conduire|photocard|\bcar\b|\bid\b|identi|(?:carte|celle) d"
)
_AROUND = 120
_LONG, _NEAR, _NEAR_BACK = 10, 60, 45
_TIED = re.compile(
    r"[^.!?;]{0,48}\Z"
    r"|[\s\S]{0,90}(?<![^\W_])(?:n|no|num|nr|numero|number|num|n°|#|c'?est|c|it'?s|is|was|etait|read|says|got|voici"
    r"|voila|code|porte|champ|case|indique|here)(?:'s)?(?: (?:le|la|the|du|de|:))?[^\w\n]{0,4}\n?\Z"
)
_TIED_BACK = re.compile(
    r"[^\w.!?\n]{0,4}(?:\w{1,12}[^\w.!?\n]{1,3}){0,6}\Z|[\s.:=>\-]{0,6}\Z",
)
_AFTER = re.compile(AFTER_A_NUMBER)
_OF_A_FILE = re.compile(
    r"(?<![^\W_])(?:dossiers?|contrats?|contracts?|ref(?:erence|s)?|file|application|mandat|case"
    r"|annonce|book(?:ed|ing)|pv|error|erreur|code|policy|modele?|ticket|hotline|tel)"
    r"(?: (?:numero|num|no|number|reference|ref|id))?[\s:#n°.=]{0,4}\Z"
)
_REACH = 40
_ADJACENT = range(1, 13)
"""How far in front of "ref. X" a paper stands that is meant by it."""

_DAY = re.compile(
    r"(?:[0-9]{1,2}[\s.\-]){2}(?:19|20)?[0-9]{2}\Z"
    r"|(?:19|20)[0-9]{2}[\s.\-]?(?:0[1-9]|1[0-2])[\s.\-]?(?:0[1-9]|[12][0-9]|3[01])\Z"
)
_PHONE = re.compile(r"(?:0[1-9]|00?[1-9]{2})[0-9]{8}\Z")
_FEWEST_DIGITS, _LONGEST_PHONE = 2, 12


def of_paper(
    reading: Reading,
    form: re.Pattern[str],
    sorts: frozenset[str],
    accepts: Callable[[str], bool] = lambda _raw: True,
    skip: frozenset[str] = SKIPPED,
) -> Iterator[Span]:
    """Give the values of a form (on the folded text) that belong to a paper of some sorts."""
    plain = reading.plain
    for found in form.finditer(reading.text):
        start, end = found.span()
        if not (_may_be_one(found[0]) and accepts(found[0]) and _AFTER.match(plain, end)):
            continue
        whose = owner(plain, start, end, skip)
        if whose and whose[0] in _ELSEWHERE and whose[1][0] >= end:
            whose = owner(plain[:end], start, end, skip)
        if not whose or whose[0] not in sorts:
            continue
        meant = start - whose[1][1] in _ADJACENT and not found[0].isdecimal()
        if not meant and _is_of_a_file(reading, start):
            continue
        if _is_of(plain, start, end, whose[1], found[0]):
            yield Span(start, end, Proof.SAID, whose[1])


def _may_be_one(raw: str) -> bool:
    """Whether a value is no date and no telephone number, and has digits enough."""
    digits = "".join(filter(str.isdecimal, raw))
    if len(digits) < _FEWEST_DIGITS or (raw.isdecimal() and len(set(raw)) == 1):
        return False
    return not (
        _DAY.match(raw)
        or (not raw.isupper() and len(digits) < _LONGEST_PHONE and _PHONE.match(digits))
    )


def _is_of(plain: str, start: int, end: int, noun: tuple[int, int], raw: str) -> bool:
    """Whether digits alone are tied to the noun; what has letters too need not be."""
    if any(map(str.isalpha, raw)):
        return True
    if _BARE.match(plain[slice(*noun)]) and not _SUPPORT.search(
        plain[max(0, start - _AROUND) : noun[0]] + plain[noun[1] : end + _AROUND]
    ):
        return False
    long = sum(map(str.isdecimal, raw)) >= _LONG and not _PHONE.match(raw)
    if noun[0] < start:
        between = plain[noun[1] : start]
        return (long and len(between) <= _NEAR) or _TIED.match(between) is not None
    between = plain[end : noun[0]]
    return (long and len(between) <= _NEAR_BACK) or _TIED_BACK.match(between) is not None


def _is_of_a_file(reading: Reading, start: int) -> bool:
    """Whether right before a number stands that it is one of a file, or it is in a handle."""
    before = reading.plain[max(0, start - _REACH) : start]
    return is_in_a_name(reading, start) or _OF_A_FILE.search(before) is not None
