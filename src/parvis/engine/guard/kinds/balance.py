"""Amounts that are somebody's own: balance, overdraft, salary, income, limit, savings, debt.

Prices, fees, offers and figures of the news are amounts too; so each sum is weighed by the words
around it: a noun of one's own money, a verb of holding, a place of money, how often it comes.
Words of paying and moving count against it. What a bank knows of its customer's money is under
banking secrecy (France: Code monétaire et financier, art. L. 511-33).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from parvis.engine.guard import money_words as words
from parvis.engine.guard.context import is_a_year
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading

_BEFORE, _BEHIND = 90, 64
_ENOUGH = 4
_SENTENCE = re.compile(r"[.!?](?=\s|\Z)|\n")
_FEWEST_FIGURES = 3
_FAR = 18


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum of money in a plain text, with the words of its own around it."""

    start: int
    end: int
    written: str
    signed: bool
    bare: bool
    before: str
    said: str
    behind: str


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of amounts that somebody is said to hold, owe or earn."""
    yield from _own(reading.plain, [each for each in _sums(reading.plain) if not _is_bare(each)])


def spans_without_currency(reading: Reading) -> Iterator[Span]:
    """Give the same in texts that may have sums without a currency."""
    found = list(_sums(reading.plain))
    if any(map(_is_bare, found)):
        yield from _own(reading.plain, found)


def spans_in_grand(reading: Reading) -> Iterator[Span]:
    """Give the same of sums of thousands in words: "ten grand"."""
    yield from _own(reading.plain, list(words.IN_GRAND.finditer(reading.plain)))


def _own(plain: str, found: list[re.Match[str]]) -> Iterator[Span]:
    """Give the sums that are somebody's own; one spreads to the next: "from 900 to 30"."""
    last, cue = -1, None
    about_accounts = words.ACCOUNT_TALK.search(plain) is not None
    for place, each in enumerate(found):
        floor = found[place - 1].end() if place else 0
        ceiling = found[place + 1].start() if place + 1 < len(found) else len(plain)
        one = _sum(plain, each, floor, ceiling)
        spread = last == floor and not one.bare and _follows(plain[last : one.start], one)
        if not spread:
            said_by = _said_by(one)
            if _weight(one, said_by, about_accounts=about_accounts) < _ENOUGH:
                continue
            cue = _cue(one, said_by)
        last = each.end()
        yield Span(one.start, one.end, Proof.SAID, cue)


def _sums(plain: str) -> Iterator[re.Match[str]]:
    return filter(_may_be_sum, words.AMOUNT.finditer(plain))


def _is_bare(found: re.Match[str]) -> bool:
    return found["bare"] is not None and "k" not in found[0]


def _sum(plain: str, found: re.Match[str], floor: int, ceiling: int) -> _Sum:
    """Look at a sum and around it, as far as the next sums."""
    start, end = found.span()
    sign = words.SIGN.search(plain, max(floor, start - 9), start)
    start = sign.start() if sign else start
    before = plain[max(floor, start - _BEFORE) : start]
    said = before[_last(_SENTENCE, before) :]
    behind = plain[end : min(ceiling, end + _BEHIND)]
    stop = _SENTENCE.search(behind)
    behind = behind[: stop.start()] if stop else behind
    code = words.CODE_BEFORE.search(plain, max(floor, start - 4), start)
    start = code.start() if code else start
    signed = bool(sign and sign[0].strip() != "+") or "-" in found[0]
    return _Sum(start, end, found[0], signed, _is_bare(found), before, said, behind)


def _may_be_sum(found: re.Match[str]) -> bool:
    """Whether a number may be a sum: without a currency no year, and not too small."""
    if not _is_bare(found):
        return True
    figures = sum(map(str.isdecimal, found[0]))
    return figures >= _FEWEST_FIGURES and not is_a_year(found[0].strip())


def _last(pattern: re.Pattern[str], text: str) -> int:
    end = 0
    for found in pattern.finditer(text):
        end = found.end()
    return end


def _follows(between: str, one: _Sum) -> bool:
    """Whether a sum goes on from one that is somebody's own: "from 900 to 30"."""
    if len(between) > _FAR and not (_states(between, one) or words.MOMENT_LAST.search(between)):
        return False
    moved = words.MOVED.search(between) or words.MOVED.search(_clause_behind(one))
    return words.SPREADS.match(between) is not None and not moved


def _clause_behind(one: _Sum) -> str:
    """Give what stands behind a sum, as far as its clause goes."""
    return words.CLAUSE.split(one.behind, maxsplit=1)[0]


class _SaidBy(NamedTuple):
    """What says that a sum is somebody's own: a noun, a verb, or a place."""

    named: re.Match[str] | None
    holds: re.Match[str] | None
    place: re.Match[str] | None


def _said_by(one: _Sum) -> _SaidBy:
    place = words.LABEL.search(one.said) or words.PLACE.search(one.said)
    return _SaidBy(
        words.NAMED.search(one.said) or words.NAMED.search(one.before),
        words.EARNS.search(one.said) or words.HOLDS.search(one.said),
        place or words.PLACE.search(one.behind),
    )


def _cue(one: _Sum, said_by: _SaidBy) -> tuple[int, int] | None:
    """Give where the words stand that say it."""
    named, holds, place = said_by
    if named:
        start = one.start - len(named.string)
        return start + named.start("word"), start + named.end("word")
    found = holds or place
    if found is None:
        return None
    start = one.end if found.string is one.behind else one.start - len(one.said)
    return start + found.start(), start + found.end()


def _weight(one: _Sum, said_by: _SaidBy, *, about_accounts: bool) -> int:
    """Weigh whether a sum is somebody's own."""
    weight = _named(one, said_by.named) + _held(one, said_by.holds, about_accounts=about_accounts)
    weight += _placed(one, said_by.place) + _behind(one)
    if weight + one.signed <= 0 or (one.bare and not _may_be_bare(one, said_by)):
        return 0
    weight += 2 * one.signed + (words.IS_EXACT.search(one.written) is not None)
    weight += one.signed and about_accounts
    return weight - _against(one, said_by) if weight >= _ENOUGH else 0


def _may_be_bare(one: _Sum, said_by: _SaidBy) -> bool:
    """Whether a number is a sum without its currency: "he earns 41,500 a year"."""
    earns = said_by.holds is not None and said_by.holds.re is words.EARNS
    return said_by.named is not None or one.signed or (earns and _is_regular(one))


def _named(one: _Sum, named: re.Match[str] | None) -> int:
    """Weigh the noun of money before a sum."""
    if named is None:
        return 0
    head = one.before[: named.start()]
    begins = not head.strip() or head.rstrip()[-1] in ".!?,;:("
    owned = words.OWNED.search(head) or words.OWN_BEHIND.search(named["link"])
    states = _states(named["link"], one) or words.CLOSE.fullmatch(named["link"])
    return (
        2
        + bool(owned or named["sure"] or (begins and not one.bare))
        + bool(states)
        + _is_regular(one)
    )


def _states(text: str, one: _Sum) -> bool:
    """Whether a sum is stated by the word before it; "a £90 phone" is no "à 90"."""
    found = words.STATES.search(text)
    return found is not None and not (found[0].strip() == "a" and one.written[0] in "$£")


def _is_regular(one: _Sum) -> bool:
    """Whether a sum comes in month by month."""
    return bool(words.REGULAR.search(one.written) or words.REGULAR.match(one.behind))


def _held(one: _Sum, holds: re.Match[str] | None, *, about_accounts: bool) -> int:
    """Weigh a verb of holding or earning before a sum, and a screen that names it."""
    if words.APP.search(one.said):
        return 3
    if _is_yearly(one):
        return 4
    if holds is None:
        return 0
    if holds.re is words.EARNS:
        return 2 + max(2 * _is_regular(one), 3 * ("k" in one.written))
    if holds["sure"]:
        return 4
    near = words.MOMENT.search(one.said) or words.MOMENT.search(one.behind)
    return 2 + (near is not None) + about_accounts


def _is_yearly(one: _Sum) -> bool:
    """Whether a sum is what somebody is on: "on £32k a year"."""
    return one.said.endswith("on ") and "k" in one.written and _is_regular(one)


def _placed(one: _Sum, place: re.Match[str] | None) -> int:
    """Weigh a place of money before a sum, as its label or further off, or behind it."""
    if place is None:
        return 0
    if place.re is words.LABEL:
        return 3 + (words.OWNED.search(one.said, 0, place.start()) is not None)
    if words.IN_PLACE.match(one.behind):
        return 3 + _states(one.said, one)
    return 2 + one.said.rstrip().endswith(":")


def _behind(one: _Sum) -> int:
    if words.MIRROR.match(one.behind):
        return 4
    found = words.BEHIND.match(one.behind)
    if not found:
        return 0
    if found["noun"]:
        return 3 + bool(_states(one.said, one) or words.EARNS.search(one.said))
    return 4 if found["sure"] else 1


def _against(one: _Sum, said_by: _SaidBy) -> int:
    """Weigh the words that say that a sum was moved, is wished for, or is nobody's."""
    weight = 5 * (_is_moved(one, said_by) or words.DO_I_HAVE.search(one.said) is not None)
    if words.ANYBODYS.search(one.said) or words.A_BANKS.search(one.said + one.behind):
        weight += 5
    if words.FOR_ALL.search(one.behind) or words.RATE_BEFORE.match(one.said):
        weight += 5
    named = said_by.named
    if named and words.LIMIT.search(named["word"]):
        wished = words.WISHED.search(one.said) or words.LIMIT_RAISED.search(named["link"])
        weight += 5 * bool(wished or words.OF_A_PRODUCT.search(one.said) or _is_of_all(named))
    return weight


def _is_of_all(named: re.Match[str]) -> bool:
    """Whether a limit that was changed is nobody's own: "plafond passé de 1500 à 3000"."""
    return (
        words.LIMIT_PASSED.match(named["word"]) is not None
        and words.PASSED.match(named["link"]) is not None
        and not words.OWNED.search(named.string, 0, named.start())
    )


def _is_moved(one: _Sum, said_by: _SaidBy) -> bool:
    """Whether the clause of a sum, from the noun or verb on, says that it was paid or moved."""
    named, holds, _ = said_by
    if words.MOVED.search(_clause_behind(one)):
        return True
    if holds and holds.re is words.EARNS and _is_regular(one):
        return False
    own = holds.start() if holds else 0
    if named and not words.IS_PLACE.search(named["word"]):
        own = max(own, named.end("word") - len(named.string) + len(one.said))
    return words.MOVED.search(one.said, max(own, _last(words.CLAUSE, one.said))) is not None


_UNITS = (
    "eur", "usd", "gbp", "chf", "cad", "balles", "boules", "pound", "quid", "dollar", "bucks",
    "franc", "fcfa", "cfa", "xof", "xaf", "mad", "tnd", "dh", "dirham", "dinar", "livres st",
    "grand", "k",
)  # fmt: skip
_CODES = ("aed", "kes", "ngn", "zar", "ghs", "inr", "pln", "sek", "nok", "dkk")
_NAMES = (
    "^solde", "^balance", "^bal$", "decouver", "overdr", "salaire", "salary", "^revenu", "^income",
    "^compte", "^account", "livret", "saving", "epargne", "plafond", "limit", "^moins$", "^minus$",
)  # fmt: skip
_BESIDE = (
    *_NAMES, "^dispo", "^ledger", "over draw", "^o/d", "debiteur", "crediteur", "negatif",
    "facilite de c", "the red", "le rouge", "^in red", "arrears", "^debt", "^dette", "ardoise",
    "^pay", "^pai", "wage", "earn", "take home", "take-home", "retraite", "pension", "chomage",
    "^alloc", "^rente", "^bourse", "^rsa", "^aah", "^apl$", "universal", "^uc$", "benefit", "smic",
    "^pip$", "^esa$", "economie", "encours", "avoirs", "patrimoine", "net worth", "tresorerie",
    "credit line", "^rest", "a payer", "a rembourser", "to pay", "outstanding", "remaining",
    "^cpte", "^cpt$", "^cc$", "^ldd", "^lep$", "^pel$", "^cel$", "^pea$", "^acct", "^acc$",
    "^isa$", "^isas$", "checking", "^bank", "banque", "^pot$", "tirelire", "^poche", "wallet",
    "matelas", "^pret", "^credit", "^card", "^carte", "^cb$", "^loan", "mortgage", "car finance",
    "de cote", "saved", "put by", "aside", "au compteur", "dessus", "dedans", "my name", "his name",
    "her name", "mon nom", "live on", "living on", "chez vous", "with you", "with u", "ailleurs",
    "^place", "invested", "^left", "plus que", "down to", "^owe", "^dois$", "^doit$", "gagn",
    "touch", "percoi", "vis avec", "vit avec", "surviv", "get by", "scrap", "makes", "i make",
    "we make", "bring", "takes home", "i get", "clear", "^i'm on", "^im on", "on est a", "on a sal",
    "^appli", "^app$", "guichet", "ecran", "screen", "distributeur", "^atm$", "cashpoint", "^dab$",
    "^suis$", "chui", "in there", "^in it$", "^on it$", "^site", "releve", "statement",
    "conseiller", "log in", "login", "until", "^till$", "^til$",
    "jusqu", "pour finir", "pour tenir", "pour vivre", "pour le mois", "pour le reste", "^dort",
    "dorment", "traine", "sitting", "^sat$", "a year", "per year", "/year", "annum", "/yr", "^yr$",
)  # fmt: skip

_TO_ELEVEN = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
)  # fmt: skip
_GRANDS = (
    *(f"{word} grand" for word in _TO_ELEVEN),
    "elve grand", "teen grand", "ty grand", "hundred grand", "^a grand$", "^an grand$",
)  # fmt: skip

DETECTORS = (
    Detector(
        Kind.BALANCE,
        spans,
        digits=1,
        cues=(
            *"€$£\u20a6\u20b9",
            *(f"^{code}$" for code in _CODES),
            "^chf",
            *(f"{digit}{gap}{unit}" for digit in range(10) for gap in ("", " ") for unit in _UNITS),
        ),
        beside=_BESIDE,
    ),
    Detector(
        Kind.BALANCE,
        spans_without_currency,
        digits=3,
        cues=(*_NAMES, "^earns$", "^earn$", "^gagne$", "^touche$"),
    ),
    Detector(Kind.BALANCE, spans_in_grand, cues=_GRANDS, beside=_BESIDE),
)
