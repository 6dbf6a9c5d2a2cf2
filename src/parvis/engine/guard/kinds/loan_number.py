"""Numbers of loans and mortgages: each bank has its own form, so words must say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import AFTER_A_NUMBER, filler, said
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.owners import NUMBER, is_number, owned
from parvis.engine.guard.reading import Reading

_LOAN = (
    r"(?:prets?|emprunts?|credits?|ptz|loans?|mortgages?|hypotheque|darlehen|prestamo|hipoteca"
    r"|mutuo|finance agreement|hire purchase|hp agreement|refinancing|remortgage|heloc|pge)"
)
_SORT = (
    r"(?:immo(?:bilier)?s?|conso(?:mmation)?|auto(?:mobile)?|travaux|etudiant|perso(?:nnel)?s?"
    r"|relais|renouvelable|revolving|habitat|voiture|moto|a la consommation|in fine|affecte|student"
    r"|personal|car|home|auto|business|repayment|payday|secured|unsecured|interest only|bancaire)"
)
_NUMBER = (
    r"(?:n[°o.]s?|n\s?[°.]?|numeros?|nums?|nmr|nbr|nb|nos?|nr|numbers?|#|№|ref(?:erences?)?\.?|id"
    r"|contrats?|contract|dossiers?|file|account|a/c|acct|acc|roll|agreement|application|offre"
    r"|offer)"
)
_CUE = (
    rf"(?:{_LOAN}(?:\s{{1,2}}{_SORT}){{0,2}}[\s.:,\-('/]{{0,3}}{_NUMBER}(?![a-z])"
    rf"(?:[\s.:\-]{{0,2}}{_NUMBER}(?![a-z])){{0,2}}"
    rf"|{_NUMBER}\s{{0,2}}(?:(?:de|du|d'|of|for|mon|my|the|your|notre|our|sur)\s{{0,2}}){{0,2}}"
    rf"(?:{_NUMBER}\s{{0,2}}(?:(?:de|du|d'|of)\s{{0,2}})?)?(?:{_SORT}\s{{1,2}})?{_LOAN}(?![a-z])"
    rf"(?:\s{{1,2}}{_SORT}){{0,2}})"
)
_LINK = filler(
    "est", "c'est", "cest", r"c(?=[\s'])", "s", "is", "was", "it", "le", "la", "the", "suivant",
    "voici",
    "here", "immo", "immobilier", "conso", "auto", "chez", "vous", "with", "you", "de", "mon", "my",
    "number", "numero", "num", "n", "no", "ref", "reference", "etait", "bien", "contrat", "as",
)  # fmt: skip
_COLON = rf"[^0-9\n:=.!?{BARRIER}]{{0,30}}[:=]\s{{0,3}}"
_FORM = r"(?:[a-z]{1,5}[\-/]?)?[0-9](?:[a-z]?[\-/. ]?[0-9]){4,18}(?:[\-/]?[a-z]{1,3})?"
_VALUE = rf"(?P<value>{_FORM}){AFTER_A_NUMBER}"
_SAID = re.compile(rf"(?<![^\W_])(?P<cue>{_CUE})(?:{_LINK}|{_COLON}){_VALUE}")
# "mon prêt 00417-8835209": what no amount looks like.
_LONE = re.compile(
    rf"(?<![^\W_])(?P<cue>{_LOAN}(?:\s{{1,2}}{_SORT}){{0,2}})[\s:=(]{{1,4}}(?:est |is )?"
    r"(?P<value>[a-z]{1,4}[\-/]?[0-9]{4,12}(?:[\-/][0-9a-z]{1,8}){0,3}|0[0-9]{5,14}|[0-9]{8,14}"
    rf"|[0-9]{{3,8}}[\-/][0-9]{{3,10}}(?:[\-/][0-9]{{1,6}})?){AFTER_A_NUMBER}"
)
_MIRROR = re.compile(
    rf"(?<![^\W_])(?P<value>[a-z]{{0,4}}[\-/]?[0-9]{{5,14}}(?:[\-/][0-9a-z]{{1,8}}){{0,3}})"
    rf"[^\w{BARRIER}]{{1,4}}(?:(?:is|was|est|c'est|cest|as|comme|for|pour|the|my|our|le|mon|c)"
    rf"[^\w{BARRIER}]{{1,3}}){{1,4}}(?P<cue>{_CUE})"
)
_DATE = re.compile(
    r"[0-9]{1,2}([ ./\-])[0-9]{1,2}\1(?:19|20)?[0-9]{2}\Z|(?:19|20)[0-9]{2}[ ./\-][0-9]{1,4}\Z"
)
_FEWEST = 5
_LETTERED = re.compile(
    r"[a-z](?<![^\W_][a-z])(?<![@#][a-z])[a-z]{0,3}[\-/]?(?:[0-9]{2,4}[\-/])?[0-9]{5,12}(?:[\-/][0-9a-z]{1,4})?"
    r"(?![^\W_])"
    r"|[0-9](?<![^\W_][0-9])(?<![@#.,:/\-][0-9])[0-9]{5,11}[a-z]{1,2}(?![^\W_])"
)
# As lotteries are told: "4-19-33-47-61".
_DRAWN = re.compile(r"[0-9]{1,2}(?:([ \-/])[0-9]{1,2})(?:\1[0-9]{1,2}){2,8}\Z")
_SPLIT = re.compile(
    r"[0-9](?<![^\W_][0-9])(?<![0-9][.,:/\-][0-9])[0-9]{1,7}[\-/][0-9]{3,8}"
    r"(?:[\-/][0-9a-z]{1,6}){0,2}(?![^\W_])(?![.,:/\-][0-9])(?!\s?[€$£%])"
)
_FEWEST_OWNED, _MOST_OWNED = 7, 16
# What files are numbered by: "2026-004517".
_OF_A_YEAR = re.compile(r"20[1-3][0-9][\-/ ]")
_FILE = frozenset({"file"})
_NO_LOAN = re.compile(
    r"(?:carte|cartes|card|debit|score|note)\s{1,2}(?:de\s{1,2})?$|tax\s$|d'impot$"
)
_REACH = 16
_LOAN_NOUNS = frozenset({"loan"})


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of numbers of loans."""
    for pattern in (_SAID, _LONE, _MIRROR):
        for span in said(reading, pattern):
            value = reading.plain[span.start : span.end]
            cue = span.cue[0] if span.cue else span.start
            if (
                sum(map(str.isdecimal, value)) >= _FEWEST
                and not _DATE.match(value)
                and not _NO_LOAN.search(reading.plain, max(0, cue - _REACH), cue)
            ):
                yield span


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of long numbers whose nearest noun is a loan; files of loans are loans."""
    for form in (NUMBER, _LETTERED, _SPLIT):
        yield from owned(reading, form, _LOAN_NOUNS, _is_long, _FILE)


def _is_long(value: str) -> bool:
    if _OF_A_YEAR.match(value) or _DRAWN.match(value):
        return False
    digits = "".join(filter(str.isdecimal, value))
    if not value.isdecimal() and not value.replace(" ", "").isdecimal():
        return len(digits) >= _FEWEST_OWNED - value[0].isalpha() and not _DATE.match(value)
    return is_number(value, _FEWEST_OWNED, _MOST_OWNED)


DETECTORS = (
    Detector(
        Kind.LOAN_NUMBER, spans, digits=5,
        cues=("pret", "emprunt", "credit", "ptz", "loan", "mortgage", "hypothe", "darlehen", "pge",
              "prestamo", "hipoteca", "mutuo", "agreement", "refinanc", "heloc"),
    ),
    Detector(
        Kind.LOAN_NUMBER, near, digits=7,
        cues=("^pret", "emprunt", "credit", "^ptz", "loan", "mortgage", "hypothe", "darlehen",
              "^pge$", "prestamo", "hipoteca", "mutuo", "refinanc", "heloc", "amortiss",
              "echeancier", "revolving", "car finance", "hire purch", "^pcp$"),
    ),
)  # fmt: skip
