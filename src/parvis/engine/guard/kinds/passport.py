"""Passport numbers, said to be such; forms by country of the Council's register PRADO.

France two digits, two letters, five digits; Britain and the United States nine digits, or a letter
or two and seven or eight digits; Germany nine signs of ICAO's alphabet (Doc 9303); Spain three
letters and six digits; Italy, Poland, Morocco, the Netherlands, Belgium one to three letters and
digits. The zone for machines is in ``mrz``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import ANY_WORD, LINK_WORD, value_after, value_before, written
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.owners import owner
from parvis.engine.guard.reading import Reading

_CUE = re.compile(
    r"pass?e?ports?(?:\b|_)|pass?eport(?=\d)|\bppt\b|\bpp\s?(?:no|num|number)\b|reisepa(?:ss"
    r"|ß)\w{0,8}"
    r"|\bpa(?:ss|ß)\W?(?:nr|nummer)\b|pasaporte\b|passaporto\b|paspoort\w{0,8}|passaporte\b"
    r"|\bpaszport\w?"
    r"|travel\s(?:document|permit)\b|document\sde\svoyage\b|\bhmpo\b"
)
_WORD = re.compile(
    rf"(?:{LINK_WORD.pattern})|(?:francais|francaise|french|british|uk|gb|us|usa|american|americain"
    r"|belge|belgian|german|deutscher|deutsche|allemand|spanish|espagnol|espanol|italian|italien"
    r"|italiano|indian|indien|marocain|moroccan|algerien|algerian|tunisien|tunisian|senegalais"
    r"|senegalese|ivoirien|malien|camerounais|portugais|portuguese|polish|polonais|irish|irlandais"
    r"|dutch|suisse|swiss|canadien|canadian|australian|chinois|chinese|turkish|turc|ukrainian"
    r"|ukrainien|russe|russian|romanian|roumain|nigerian|kenyan|ghanaian|pakistani|brazilian"
    r"|korean|austrian|libanais|biometrique|biometric|bio|europeen|document|mari|femme|fils|fille"
    r"|husband|wife|son|daughter|delivre|issued|seul|only|lui|there|below|bearing|no's|y|perso"
    r"|ref|doc|holder|personnel|de)(?![^\W_'])"
)
_END = r"(?![^\W_]|[.,][0-9]|\s?(?:€|\$|£|%|eur))"
_FORMS = (
    r"[0-9]{2}[\s\-]?[A-Z]{2}[\s\-]?[0-9]{5}"
    r"|[A-Z]{1,3}[\s\-]?[0-9]{5,8}|[A-Z][0-9]{2}\s[0-9]{5}"
    r"|[0-9]{3}([\s\-]?)[0-9]{3}\1[0-9]{3}|[0-9]{8}"
    r"|(?=(?:[A-Z]{0,4}[0-9]){4})(?=[0-9]{0,9}[A-Z])[A-Z0-9]{8,10}"
)
_NUMBER = re.compile(rf"(?:{_FORMS}){_END}", re.IGNORECASE)
_BACKWARDS = re.compile(rf"(?<![^\W_])(?:{_FORMS})(?![^\W_])", re.IGNORECASE)
_MIXED = re.compile(rf"(?:[0-9]{{2}}[A-Z]{{2}}[0-9]{{5}}|[A-Z]{{1,3}}[0-9]{{6,8}}){_END}")
# Forms that are little else, wherever their noun stands.
_STRICT = re.compile(
    r"[0-9A-Z](?<![^\W_][0-9A-Z])(?<![@#/][0-9A-Z])(?:"
    r"(?<=[0-9])[0-9][\s\-]?[A-Z]{2}[\s\-]?[0-9]{5}|(?<=[A-Z])[A-Z]{0,2}[\s\-]?[0-9]{6,8}"
    r"|(?<=[A-Z])(?=(?:[A-Z]{0,5}[0-9]){3})[A-Z0-9]{8}|(?<=[0-9])(?:[0-9]{8}"
    r"|[0-9]{2} [0-9]{3} [0-9]{3}))" + _END,
)
_FRENCH_FORM = re.compile(r"[0-9]{2}[\s\-]?[A-Z]{2}[\s\-]?[0-9]{5}\Z")
_SKIPPED = frozenset({"file", "card", "secret", "account", "branch", "customer"})
_FRENCH = re.compile(r"\s{0,20}([0-9]{2}[A-Z]{2}[0-9]{5})\s{0,20}[.!]?\s{0,20}")
_GERMAN = re.compile(
    r"\s{0,20}([CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{7}[0-9])\s{0,20}[.!]?\s{0,20}"
)
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])\Z")
_FEW_WORDS = 6


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of passport numbers that words say to be such."""
    strict = written(_NUMBER, lambda raw: not _DAY.match(raw))
    yield from value_after(reading, _CUE, strict, _WORD)
    yield from value_after(reading, _CUE, written(_MIXED), ANY_WORD, _FEW_WORDS)
    yield from value_before(reading, _CUE, _BACKWARDS)


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of what has the form of a passport and has it for its nearest noun."""
    for found in _STRICT.finditer(reading.text):
        french = _FRENCH_FORM.match(found[0])
        skipped = _SKIPPED | {"identity", "paper", "other"} if french else _SKIPPED
        whose = owner(reading.plain, *found.span(), skipped)
        if whose and whose[0] == "passport" and not _DAY.match(found[0]):
            yield Span(*found.span(), Proof.SAID, whose[1])


def alone(reading: Reading) -> Iterator[Span]:
    """Give a number that is all that a message says: an answer.

    Of the French form, or of the German one with a right check digit.
    """
    found = _FRENCH.fullmatch(reading.text)
    if found:
        yield Span(*found.span(1), Proof.FORM)
    found = _GERMAN.fullmatch(reading.text)
    if found and _has_check_digit(found[1]):
        yield Span(*found.span(1), Proof.CHECK_DIGITS)


def _has_check_digit(number: str) -> bool:
    """Whether the last digit is that of ICAO Doc 9303: weights 7, 3, 1, modulo 10."""
    weights = (7, 3, 1) * 3
    total = sum(int(sign, 36) * weight for sign, weight in zip(number[:-1], weights, strict=False))
    return total % 10 == int(number[-1])


DETECTORS = (
    Detector(
        Kind.PASSPORT,
        spans,
        digits=4,
        cues=(
            "passpor", "passepor", "paseport", "ppt", "pp no", "pp num", "reisepa", "pass-nr",
            "passnr", "passnummer", "pass nr", "paßn", "pasaport", "passaport", "paspoort",
            "paszport", "travel doc", "travel perm", "de voyage", "hmpo",
        ),
    ),
    Detector(
        Kind.PASSPORT,
        near,
        digits=5,
        cues=("passpor", "passepor", "^ppt$", "reisepa", "pasaport", "passaport", "paspoort",
              "paszport", "travel doc", "de voyage", "^pass tu", "^pass ma", "^pass al", "^pass fr",
              "^pass be", "^pass su", "^pass br", "^pass uk", "^pass it", "^pass es", "^pass po",
              "^pass n"),
    ),
    Detector(Kind.PASSPORT, alone, digits=7),
)  # fmt: skip
