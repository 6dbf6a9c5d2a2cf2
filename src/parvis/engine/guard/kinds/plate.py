"""Number plates of vehicles.

France: ``AA-123-AA`` without I, O, U (decree 2009-136 and order of 9 February 2009), before 2009
``1234 AB 75``. United Kingdom: DVLA INF104. The hyphens of the French form are like nothing else;
all other forms need words beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_FR = "[a-hj-np-tv-z]{2}"
_BARE = re.compile(
    rf"[a-hj-np-tv-z](?<![\w\-/.][a-hj-np-tv-z])[a-hj-np-tv-z]-[0-9]{{3}}-{_FR}(?![\w\-/])"
)
_FORMS = re.compile(
    r"(?<![\w\-/])(?=[^0-9]{0,5}[0-9])(?:"
    r"[a-hj-np-tv-z] [a-hj-np-tv-z] [0-9] ?[0-9] ?[0-9] [a-hj-np-tv-z] [a-hj-np-tv-z]"
    r"|[a-hj-pr-y] [a-hj-pr-y] [0-9] [0-9] (?:space |espace )?[a-hj-pr-z] [a-hj-pr-z] [a-hj-pr-z]|"
    rf"{_FR}[\s.\-_]{{0,3}}[0-9]{{3}}[\s.\-_]{{0,3}}{_FR}"
    r"|[0-9]{1,4}[ .\-]{0,3}[a-hj-np-tv-z]{2,3}[ .\-]{0,3}(?:[0-9]{2}|2[ab]|97[1-6])"
    r"|[a-hj-pr-y]{2}(?:0[1-9]|[1-8][0-9])[ \-]{0,2}[a-hj-pr-z]{3}"
    r"|[a-hj-npr-tv-y][0-9]{1,3} ?[a-hj-pr-y]{3}|[a-hj-pr-y]{3} ?[0-9]{1,3}[a-hj-npr-tv-y]"
    r")(?![\w\-/])"
)
_FOREIGN = re.compile(
    r"(?<![\w\-/])(?=[^0-9]{0,5}[0-9])(?:[A-Z]{1,3}[ -][A-Z]{1,2} ?[0-9]{1,4}[EH]?"
    r"|[0-9]{4} ?[BCDFGHJ-NP-TV-Z]{3}"
    r"|[A-Z]{2} ?[0-9]{3} ?[A-Z]{2}|[12]-[A-Z]{3}-[0-9]{3}|[0-9]{2,3}-[A-Z]{1,2}-[0-9]{1,6}"
    r"|[A-Z]{2}[ -][0-9]{1,6}|[0-9][A-Z]{3}[0-9]{3}"
    r"|(?!CFR|UCC|USC|ISO|RFC|USD|GBP|EUR|CHF|APR|TVA|VAT|TTC|JAN|FEB|MAR|MAY|JUN|JUL|AUG|SEP|OCT|NOV"
    r"|DEC)[A-Z]{3}[ -]?[0-9]{4})(?![\w\-/])"
)
# Swiss: the canton, then up to six digits; Irish: year, county, number.
_LIKE_NO_OTHER = re.compile(
    r"(?<![\w\-/])(?:(?:A[GIR]|B[ELS]|FR|G[ELR]|JU|LU|N[EW]|OW|S[GHOZ]|T[GI]|UR|V[DS]|Z[GH])"
    r"[ \-]{1,2}"
    r"(?:[0-9]{5,6}|[0-9]{2,3}[ '.][0-9]{3})|[0-9]{2}[12]?-(?:C[ENW]?|DL?|G|K[EKY]|L[DHMS]?|M[HNO]"
    r"|OY|RN"
    r"|SO|T[NS]?|W[DHWX]?)-[0-9]{1,6})(?![\w\-/])"
)
_MAY_BE_UK = re.compile(r"[0-9](?<=[a-z]{2}[0-9])[0-9] ?[a-z]{3}")
_UK_NOW = re.compile(
    r"(?<![\w\-/])(?:[A-HJ-PR-Y]{2}(?:0[1-9]|[12][0-9]|[5-7][0-9]) ?[A-HJ-PR-Z]{3}"
    r"|[a-hj-pr-y]{2}(?:0[1-9]|[12][0-9]|[5-7][0-9]) ?[a-hj-pr-z]{3})(?![\w\-/])"
)
_WORDS = re.compile(
    r"plaque|immat|whoever|\bown(?:s|er)\b|belongs|third party|\bclaim\b|blocking"
    r"|vehicul|voiture|\bauto\b|bagnole|caisse|carte grise|camion|moto\b|scooter"
    r"|fourgon|utilitaire|remorque|sinistre|constat|clio|megane|twingo|peugeot|renault|citroen"
    r"|dacia"
    r"|\bplates?\b|\breg(?:istration|o|\.)?\b(?! [a-z]\b(?! ?[0-9]))|vehicle"
    r"|\bcars?\b|\bvans?\b|motor|\bbike\b|truck"
    r"|lorry"
    r"|\bford\b|vauxhall|toyota|nissan|\bbmw\b|audi\b|volkswagen|\bvw\b|golf\b|polo\b|tesla|fiesta"
    r"|corsa|\bkia\b|hyundai|mercedes|parked|gare[ers]?\b|stationn|\bv5c?\b|\btransit\b|\bsorn\b"
    r"|\bcrash|accident|\bprang|clamped|assurance|insur|\bdriv(?:e|ing|er)|\bdrove\b|garage"
    r"|\btaxi\b|\bexpert\b|carrosser|covers?\b|logbook|\bmot\b|dvla"
    r"|speeding|\bcamera\b|\bpv\b|fourriere|towed|leasing|\bloa\b|\blld\b|hire purchase|car finance"
)
_FRENCH = re.compile(rf"{_FR} [0-9]{{3}} {_FR}")
_OTHER = re.compile(
    r"(?<![^\W_])(?:vols?|flights?|refs?|references?|dossier|commande|order|ticket|voucher|promo"
    r"|code|train|postcode|booking)\W{1,3}\Z"
)
_SAMPLE = re.compile(r"\b(?:is|est|was) (?:just |only |juste )?(?:an? |un )?ex[ae]mpl")
_PLATE_WORDS = re.compile(
    r"plaques?\b|immatricul\w{0,8}|\bimmat\b|\bplates?\b"
    r"|\breg(?:istration)?\b(?! [a-z]\b(?! ?[0-9]))|number ?plate"
    r"|(?:truck|car|van|bike|suv|trailer|vehicle)[^.!?]{0,12}\btag\b|\btag\b[^.!?]{0,24}(?:truck|car|van|dmv)\b"
    r"|(?:licen[cs]e|state|dmv) tags?\b"
    r"|licen[cs]e plate|kennzeichen|matricula|targa\b|kenteken|nummerplaat|carte grise|vehicule\b"
    r"|vehicle\b"
)
_REACH = 120
_NO_LETTERS = re.compile(
    r"\d{1,4}[\s.\-]{0,3}(?:et|ou|de|le|la|an|kg|km|cm|mm|eur|ko|go|mo|gb|mb|st|th)\b"
)
_OFFERS = {
    "off",
    "may",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "nov",
    "dec",
    "the",
}


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of plates."""
    for found in _BARE.finditer(reading.plain):
        yield Span(*found.span(), Proof.FORM)


def spans_by_words(reading: Reading) -> Iterator[Span]:
    """Give the spans of plates of any form, near words about vehicles."""
    plain = reading.plain
    for found in _UK_NOW.finditer(reading.text) if _MAY_BE_UK.search(plain) else ():
        if found[0][-3:].lower() not in _OFFERS:
            yield from _near(reading, found, _WORDS, _REACH)
    for found in _FORMS.finditer(plain):
        if not _NO_LETTERS.match(found[0]) and found[0][-3:] not in _OFFERS:
            written = reading.text[slice(*found.span())]
            spaced = written.isupper() or written.count(" ") >= _SPELLED
            wide = spaced and len(written) >= _LONG
            yield from _near(reading, found, _WORDS if wide else _PLATE_WORDS, _CLOSE)
            if not wide and len(written) >= _LONG and _FRENCH.fullmatch(written.lower()):
                yield from _near(reading, found, _WORDS, _NEXT)
    for found in _FOREIGN.finditer(reading.text):
        yield from _near(reading, found, _PLATE_WORDS, _NEXT)
    for found in _LIKE_NO_OTHER.finditer(reading.text):
        yield from _near(reading, found, _WORDS, _NEXT)


_LONG, _CLOSE, _NEXT, _SPELLED = 7, 80, 32, 4


def _near(
    reading: Reading, found: re.Match[str], words: re.Pattern[str], reach: int
) -> Iterator[Span]:
    start, end = found.span()
    said = words.search(reading.plain, max(0, start - reach), start) or words.search(
        reading.plain, end, end + reach
    )
    before = reading.plain[max(0, start - _NEXT) : start]
    sample = _SAMPLE.search(reading.plain, end, end + _NEXT)
    if said and not sample and BARRIER not in found[0] and not _OTHER.search(before):
        yield Span(start, end, Proof.SAID, said.span())


DETECTORS = (
    Detector(Kind.PLATE, spans, digits=3, cues=("-",)),
    Detector(
        Kind.PLATE,
        spans_by_words,
        digits=2,
        cues=(
            "plaque", "immat", "^owns$", "^owner", "whoever", "belongs", "third party", "^claim$",
            "blocking", "vehic", "voiture", "auto", "bagnole", "carte grise", "utilitaire",
            "camion",
            "moto", "scooter", "fourgon", "remorque", "sinistre", "constat", "clio", "megane",
            "twingo", "peugeot", "renault", "citroen", "dacia", "plate", "reg", " car", "car ",
            "van ", " van", "truck", "lorry", "ford", "vauxhall", "toyota", "nissan", "bmw",
            "audi", "volksw", "tesla", "fiesta", "corsa", "kia", "mercedes", "parked",
            "v5", "camera$",
            "logbook", "mot ", "dvla", "speeding", "fourriere", "towed", "leasing", "kennz",
            "matricul", "targa", "kentek", "bike", "golf", "polo", "transit", "sorn", "crash",
            "accident", "insur", "assurance", "driv", "drove", "garage", "taxi", "motor",
        ),
    ),
)  # fmt: skip
