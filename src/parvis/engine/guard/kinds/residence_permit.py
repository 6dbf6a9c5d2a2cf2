"""Numbers of residence permits and of foreigners' files, said to be such.

France: the foreigner's number of ten digits (AGDREF; CESEDA, R. 142-11) and the card's nine signs;
Britain: BRP, two letters (three in the older form) and seven digits (Home Office); the United
States: A-number, and the green card's three letters and ten digits (USCIS); Germany, Spain (NIE is
a ``TAX_ID``), Belgium: nine or ten signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import ANY_WORD, LINK_WORD, value_after, value_before, written
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind
from parvis.engine.guard.reading import Reading

_CUE = re.compile(
    r"(?:titres?|cartes?|permis)\s(?:de\s)?(?:sejour|resident)\b|recepisse\b|\bagdref\b|\banef\b"
    r"|numero\s(?:d')?etranger\b|\bn[o°\W]?\s?(?:d')?etranger\b|\bidentifiant\setranger\b"
    r"|carte\sde\sresident\b|\bvlsts\b|\bvls\Wts\b|\bvisa\slong\ssejour\b|\btds\b"
    r"|residen(?:ce|cy|t)\s(?:permit|card)s?\b|\bbrps?\b|\bbrc\b|green\W?card\b"
    r"|\buscis\b(?:\sno|\snumber)?|\balien\s(?:registration\s)?(?:no|number)\b|\ba-number\b"
    r"|permanent\sresident\b|settlement\spermit\b|leave\sto\sremain\b|share\scode\b"
    r"|aufenthalts(?:titel|erlaubnis|karte)\w{0,8}|niederlassungserlaubnis\b"
    r"|tarjeta\sde\sresidencia\b|\btie\b(?=\W{0,3}(?:no|num|number|nr|numero|:))"
    r"|permesso\sdi\ssoggiorno\b|verblijfs\w{4,12}"
    r"|titulo\sde\sresidencia\b|autorizacao\sde\sresidencia\b"
)
_OF_STAYS = re.compile(r"sejour|recepisse|prefecture|\banef\b|etranger|immigr|resident")
_TITLE = re.compile(r"\b(?:titre|carte|recepisse|numero)\b")
_WORD = re.compile(
    rf"(?:{LINK_WORD.pattern})|(?:de|sejour|resident|biometric|biometrique|permit|card|agdref"
    rf"|etranger"
    r"|pluriannuel|pluriannuelle|provisoire|temporaire|salarie|etudiant|usager|document|old|mari"
    r"|femme|fils|fille|husband|wife|son|daughter|registration|alien|uscis|ref|from|y|prefecture"
    r"|expire|renouvele|renouvelee|renewed|permanent|ok|vie|privee|familiale|doc|ans|10)(?![^\W_'])"
)
_END = r"(?![^\W_]|[.,][0-9]|\s?(?:€|\$|£|%|eur|ans\b|mois\b|years))"
_FORMS = (
    r"[0-9]{10}|[0-9]{2}(?:[\s.\-][0-9]{2}){4}|[0-9]{4}[\s.\-][0-9]{6}"
    r"|[0-9]{3}[\s.\-][0-9]{3}[\s.\-][0-9]{4}"
    r"|[A-Z]{1,3}[\s\-]?[0-9]{6,10}|A[\s\-]?[0-9]{3}[\s\-][0-9]{3}[\s\-][0-9]{3}"
    r"|[A-Z]{3}[\s\-]?[0-9]{2}[\s\-]?[0-9]{3}[\s\-]?[0-9]{5}"
    r"|(?=(?:[A-Z]{0,5}[0-9]){4})(?=[0-9]{0,9}[A-Z])[A-Z0-9]{9,10}|[0-9]{9}"
    r"|[A-Z]\s?[0-9]{7}\s?[A-Z]?"
)
_NUMBER = re.compile(rf"(?:{_FORMS}){_END}", re.IGNORECASE)
_BACKWARDS = re.compile(rf"(?<![^\W_])(?:{_FORMS})(?![^\W_])", re.IGNORECASE)
_MIXED = re.compile(
    r"(?:(?=(?:[A-Z]{0,3}[0-9]){4})(?=[0-9]{0,8}[A-Z])[A-Z0-9]{9}|[A-Z]{2,3}[0-9]{7}|[0-9]{10})"
    + _END
)
_PHONE = re.compile(r"0[1-79]")
_FEW_WORDS = 5
# What every value holds; looked for first, because most texts with a word of these have none.
_CANDIDATE = re.compile(r"[0-9](?:[\s.\-]?[A-Za-z]{0,5}[\s.\-]?[0-9]){3}")


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of permit numbers that words say to be such."""
    if not _CANDIDATE.search(reading.text):
        return
    yield from value_after(reading, _CUE, written(_NUMBER, _is_no_phone), _WORD)
    yield from value_after(reading, _CUE, written(_MIXED, _is_no_phone), ANY_WORD, _FEW_WORDS)
    yield from value_before(reading, _CUE, _BACKWARDS)
    if _OF_STAYS.search(reading.plain):
        yield from value_after(reading, _TITLE, written(_MIXED, _is_no_phone), _WORD, _FEW_WORDS)


def _is_no_phone(raw: str) -> bool:
    return not _PHONE.match(raw)


DETECTORS = (
    Detector(
        Kind.RESIDENCE_PERMIT,
        spans,
        digits=4,
        cues=(
            "sejour", "resident", "recepisse", "agdref", "^anef$", "etranger", "^vls", "^tds$",
            "residen", "^brp", "^brc$", "green card", "greencard", "green-card", "uscis", "^alien",
            "a-number", "settlement", "leave to", "share code", "aufenthalt",
            "niederlassung", "^tie$", "soggiorno", "verblijf",
        ),
    ),
)  # fmt: skip
