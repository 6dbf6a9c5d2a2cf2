"""Numbers of driving licences.

Britain's sixteen signs show what they are: five of the surname, the date of birth, initials, three
more (DVLA, INF4). All others need words: France twelve digits, or two digits, two letters, five
digits (directive 2006/126/EC); the United States a form for each state (AAMVA), Italy, Germany.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import (
    ANY_WORD,
    LINK_WORD,
    compact,
    is_said_otherwise,
    value_after,
    value_before,
    written,
)
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.reading import Reading

_BRITISH = re.compile(
    r"[A-Z](?<![^\W_][A-Z])[A-Z9]{4}\s?[0-9](?:[05][1-9]|[16][0-2])\s?"
    r"(?:0[1-9]|[12][0-9]|3[01])[0-9]\s?(?:[A-Z][A-Z9]|99)\s?[A-Z0-9][A-Z]{2}"
    r"(?:[0-9]{2}|\s0[1-9])?(?![^\W_])"
    r"|[A-Z](?<![^\W_][A-Z])[A-Z9]{4}\s?[0-9](?:[05][1-9]|[16][0-2])\s?"
    r"(?:0[1-9]|[12][0-9]|3[01])[0-9]\s?(?:[A-Z][A-Z9]|99)[0-9][0-9A-Z][A-Z]"
    r"(?:[0-9]{2}|\s0[1-9])?(?![^\W_])",
    re.IGNORECASE,
)
_PADDED = re.compile(r"[A-Z]{1,5}9{0,4}")
_CUE = re.compile(
    r"\bpermis\b(?!\s(?:de\s)?(?:construire|sejour|travail|chass\w+|feu|louer|visite|inhumer|peche"
    r"|vacances|bateau|poids))(?:\s(?:de\s)?(?:conduire|conduite|b\b|voiture|auto))?|\bneph\b"
    r"|driv(?:er|ing|er'?s|ers')\W{0,2}s?\s?(?:licen[cs]es?|permit|lic)\b|\bdl\s?(?:no|num|number|\#|n)"
    r"|\bdvla\b(?:\s(?:licen[cs]e|no|number))?|\bprovisional\slicen[cs]e\b|\blicen[cs]e\s(?:no|number|num)\b"
    r"|(?:\bmy|\bher|\bhis|\bus|\buk|\b[a-z]{2,14})\slicen[cs]e\b(?=\W{0,3}(?:is|number|no)\b)"
    r"|f(?:u|ue)hrerschein\w{0,8}|patente(?:\sdi\sguida|\sb)?\b|(?:permiso|carnet)\sde\sconducir\b"
    r"|rijbewijs\w{0,8}|carta\sde\sconducao\b|carteira\sde\smotorista\b|\bcnh\b"
)
_SHORT_CUE = re.compile(r"\blicen[cs]es?\b|\blic\b")
_WORD = re.compile(
    rf"(?:{LINK_WORD.pattern})|(?:conduire|conduite|b|voiture|auto|belge|belgian|german|french|uk"
    r"|us|american|british|italien|italian|spanish|irish|licen[cs]e|lic|rose|papier|carte|format"
    r"|european|europeen|state|il|ca|ny|tx|fl|wa|texas|california|florida|illinois|york|ohio"
    r"|georgia|nevada|arizona|michigan|virginia|washington|mari|femme|fils|fille|husband|wife|son"
    r"|daughter|document|ref|de|full|dvla|y|doc|dossier|provisional|pink|from|delivre)(?![^\W_'])"
)
_END = r"(?![^\W_*]|[.,][0-9]|\s?(?:€|\$|£|%|eur))"
_FORMS = (
    r"[0-9]{12}|[0-9]{2}(?:[\s.\-][0-9]{2}){2}[\s.\-][0-9]{6}|[0-9]{2}(?:[\s.\-][0-9]{2}){5}"
    r"|[0-9]{4}([\s.\-])[0-9]{4}\1[0-9]{4}|[0-9]{6}[\s\-][0-9]{6}"
    r"|[0-9]{2}[\s\-]?[A-Z]{2}[\s\-]?[0-9]{5}"
    r"|[A-Z]{1,2}[0-9]{2,5}(?:[\s\-][0-9]{2,7}){1,4}|[0-9]{3}(?:[\s\-][0-9]{3}){2}"
    r"|[A-Z]{1,2}[\s\-]?[0-9]{5,14}|[A-Z][A-Z0-9*]{6,11}[0-9*][A-Z0-9*]{0,3}"
    r"|(?=(?:[A-Z]{0,6}[0-9]){5})[A-Z0-9]{7,18}"
)
_NUMBER = re.compile(rf"(?:{_FORMS}){_END}", re.IGNORECASE)
_BACKWARDS = re.compile(
    rf"(?<![^\W_])(?:{_FORMS.replace('|[A-Z][A-Z0-9*]{6,11}[0-9*][A-Z0-9*]{0,3}', '')})(?![^\W_])",
    re.IGNORECASE,
)
_MIXED = re.compile(
    rf"(?:[0-9]{{12}}|[0-9]{{2}}[A-Z]{{2}}[0-9]{{5}}|[A-Z]{{1,2}}[0-9]{{6,14}}|U1[A-Z0-9]{{7}}[A-Z]"
    rf"|[A-Z]{{2}}[0-9]{{7}}[A-Z]){_END}"
)
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])\Z")
_PHONE = re.compile(r"0[1-9][0-9]{8}\Z")
_FEWEST_DIGITS = 3
_FEW_WORDS = 4
_NAME = 5


def british(reading: Reading) -> Iterator[Span]:
    """Give the spans of British licence numbers, which no words need name."""
    for found in _BRITISH.finditer(reading.text):
        name = compact(found[0])[:_NAME]
        if _PADDED.fullmatch(name) and not is_said_otherwise(reading, found.start()):
            yield Span(*found.span(), Proof.FORM)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of licence numbers that words say to be such."""
    yield from value_after(reading, _CUE, written(_NUMBER, _is_plausible), _WORD)
    yield from value_after(reading, _CUE, written(_MIXED, _is_plausible), ANY_WORD, _FEW_WORDS)
    yield from value_after(reading, _SHORT_CUE, written(_MIXED, _is_plausible))
    yield from value_before(reading, _CUE, _BACKWARDS)


def _is_plausible(raw: str) -> bool:
    digits = sum(map(str.isdecimal, raw))
    return digits >= _FEWEST_DIGITS and not _DAY.match(raw) and not _PHONE.match(raw)


DETECTORS = (
    Detector(Kind.DRIVING_LICENCE, british, digits=6),
    Detector(
        Kind.DRIVING_LICENCE,
        spans,
        digits=3,
        cues=(
            "permis", "neph", "licen", "lic ", "lic:", "lic#", "dvla", "drive", "driving",
            "dl n", "dl#", "hrerschein", "patente", "conducir", "rijbewijs", "conducao",
            "motorista", "cnh",
        ),
    ),
)  # fmt: skip
