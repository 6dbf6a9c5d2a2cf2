"""Value-added tax numbers: the European Union's, the British, Swiss and Norwegian ones.

Structures and check digits are those of the European Commission's VIES and of the countries' tax
authorities, as python-stdnum has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from parvis.engine.guard.context import is_said_otherwise, value_after
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

# The countries' prefixes, and the module that knows their rule.
_COUNTRIES = {
    "AT": "at.uid", "BE": "be.vat", "BG": "bg.vat", "CY": "cy.vat", "CZ": "cz.dic", "DE": "de.vat",
    "DK": "dk.cvr", "EE": "ee.kmkr", "EL": "gr.vat", "GR": "gr.vat", "ES": "es.nif",
    "FI": "fi.alv", "FR": "fr.tva", "HR": "hr.oib", "HU": "hu.anum", "IE": "ie.vat",
    "IT": "it.iva", "LT": "lt.pvm", "LU": "lu.tva", "LV": "lv.pvn", "MT": "mt.vat",
    "NL": "nl.btw", "PL": "pl.nip", "PT": "pt.nif", "RO": "ro.cf", "SE": "se.vat", "SI": "si.ddv",
    "SK": "sk.dph", "GB": "gb.vat", "XI": "gb.vat", "CH": "ch.uid", "NO": "no.orgnr",
    "MC": "mc.tva", "SM": "sm.coe", "IS": "is_.vsk", "FO": "fo.vn", "EU": "eu.oss",
    "LI": "li.peid",
}  # fmt: skip
_WEAK = frozenset({"SM", "IS", "FO", "EU", "LI"})
"""Rules that many numbers fit: found only where words say what they are, with the letters."""

_WEAK_BELOW = {"RO": 8, "CZ": 8, "BG": 9}
"""Numbers of these countries with fewer digits need words."""

_HEAD = re.compile(
    r"(?:[A-Z]{2}(?<![^\W_][A-Z]{2})|[Ff][Rr](?<![^\W_][Ff][Rr]))(?=[\s.\-:(]{0,3}[0-9A-Z])"
)
_CUE = re.compile(
    r"\b(?:n[o°\W]?\s?)?(?:tva|vat|ust|btw|mwst|iva|moms|mva|alv|dph|pvm|gst)(?:\b|_)"
    r"|umsatzsteuer[\w\-]{0,20}|mehrwertsteuer\w{0,8}|intra\W?com\w{0,14}"
)
_WORD = re.compile(
    r"(?:intra\W?com\w{0,14}|reg(?:istration)?|registered|number|numero|num|no|nos|n|nr|nummer|id"
    r"|ident\w{0,12}|idnr|identification|code|is|est|c'est|ist|es|lautet|the|le|la|notre|our|my"
    r"|mon|de|di|der|fr|it|as|follows|s|it's|company|tax|value|added|nummer|fiscal|voici|here"
    r"|etait|was|of|for|que|you|need)(?![^\W_'])"
)
_GROUP = re.compile(r"[0-9A-Za-z]{1,16}(?![^\W_])")
_BETWEEN = re.compile(rf"[^\w{BARRIER}]{{1,3}}")
_AMOUNT = re.compile(r"\s?(?:€|\$|£|%|euros?\b|eur\b)", re.IGNORECASE)
_NEXT = re.compile(r"[\s.\-]?[0-9]")
_SUFFIXES = ("TVA", "MWST", "IVA", "MVA", "VAT", "TPV")
_MOST_GROUPS, _MOST_SIGNS = 15, 16
_FEWEST_DIGITS = 6
_SWISS = "CHE"


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of VAT numbers with their country's letters."""
    text = reading.text
    for head in _HEAD.finditer(text):
        if head[0].upper() not in _COUNTRIES:
            continue
        end = _end(text, head.start(), said=False)
        if end is not None and not is_said_otherwise(reading, head.start()):
            yield Span(head.start(), end, Proof.CHECK_DIGITS)


def spans_said(reading: Reading) -> Iterator[Span]:
    """Give the spans of VAT numbers behind words that say so."""
    yield from value_after(reading, _CUE, _end_of_said, _WORD, several=True)


def is_vat(number: str, *, said: bool) -> bool:
    """Whether letters and digits (upper case) are a VAT number; ``said`` allows no country."""
    for suffix in _SUFFIXES:
        if said or number[:2] in {"CH", "NO"}:
            number = number.removesuffix(suffix)
    if number.startswith(_SWISS):
        return _is_valid("CH", number)
    country, rest = number[:2], number[2:]
    if country in _COUNTRIES and (said or _is_strong(country, rest)) and _is_of(country, rest):
        return True
    return said and any(_is_of(each, number) for each in _COUNTRIES if each not in _WEAK)


def _is_strong(country: str, rest: str) -> bool:
    return country not in _WEAK and len(rest) >= _WEAK_BELOW.get(country, 0)


def _is_of(country: str, rest: str) -> bool:
    if country == "CH":
        return _is_valid(country, _SWISS + rest)
    if country == "ES" and rest[:1].isdecimal() and len(rest) != 9:  # noqa: PLR2004 - as printed
        return False
    return _is_valid(country, country + rest if country == "EU" else rest)


def _is_valid(country: str, number: str) -> bool:
    return bool(_rule(country).is_valid(number))


@cache
def _rule(country: str) -> Any:
    # Local, because the countries' rules are many and most runs need few.
    return import_module(f"stdnum.{_COUNTRIES[country]}")


def _is_word(group: str) -> bool:
    """Whether letters are a word ("no", "de") and not a country's: only France's in lower case."""
    return group.isalpha() and group.islower() and group != "fr"


def _end_of_said(text: str, at: int) -> int | None:
    end = _end(text, at, said=True)
    return None if end is None or _AMOUNT.match(text, end) else end


def _end(text: str, at: int, *, said: bool) -> int | None:
    """Give where the longest VAT number that starts at a place ends."""
    number, best = "", None
    for _ in range(_MOST_GROUPS):
        group = _GROUP.match(text, at)
        if group is None or (not number and _is_word(group[0])):
            break
        number += group[0].upper()
        if len(number) > _MOST_SIGNS:
            break
        at = group.end()
        if sum(map(str.isdecimal, number)) >= _FEWEST_DIGITS and is_vat(number, said=said):
            best = at
        between = _BETWEEN.match(text, at)
        if between is None:
            break
        at = between.end()
    if best is not None and not said and _NEXT.match(text, best):
        return None  # the number goes on: an account, an amount
    return best


DETECTORS = (
    Detector(Kind.VAT, spans, digits=6),
    Detector(
        Kind.VAT, spans_said, digits=6,
        cues=("tva", "vat", "ust$", "btw", "mwst", "iva", "moms", "mva", "alv", "dph", "pvm", "gst",
              "umsatz", "mehrwert", "intra"),
    ),
)  # fmt: skip
