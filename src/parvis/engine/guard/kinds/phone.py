"""Telephone numbers: our own cheap candidates, ``phonenumbers`` for their validity.

International numbers of all countries; national ones of France (plan of Arcep, decision
2018-0881), of the United Kingdom (Ofcom's plan: mobiles, and landlines as they are printed) and of
North America; of other countries where the words say so. Short numbers (3639), the French 08 range
and toll-free ones belong to services, not to persons. Ranges that a plan keeps for fiction are
numbers all the same: nobody could tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parvis.engine.guard.context import said_before
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER, GAP, plain
from parvis.engine.guard.reading import Reading

_BRACED = r"[\s.\-/_()]{0,5}"
# Each starts with one class of signs, which is searched fast; what may not stand before is looked
# at afterwards.
_INTERNATIONAL = re.compile(rf"[+0](?:(?<=\+)|(?<!\d0)0){_BRACED}[1-9](?:{_BRACED}[0-9]){{6,16}}")
_FRENCH_BARE = re.compile(rf"33(?<![\d+]33){GAP}(?:\(0\){GAP})?[67](?:{GAP}[0-9]){{8}}(?!\d)")
_FRENCH = re.compile(rf"0(?<![\d+]0)\)?{GAP}[1-79](?:{GAP}[0-9]){{8}}(?!\d)")
_BRITISH_MOBILE = re.compile(rf"0(?<![\d+]0)\)?{GAP}7(?:{GAP}[0-9]){{9}}(?!\d)")
_BRITISH_LANDLINE = re.compile(
    r"\(?0(?<![\d+]0)(?:2[03489]\)?[\s.\-]{1,2}\d{4}[\s.\-]{0,2}\d{4}"
    r"|1(?:\d1|1\d)\)?[\s.\-]{1,2}\d{3}[\s.\-]{0,2}\d{4}"
    r"|1\d{3}\)?[\s.\-]{1,2}(?:\d{3}[\s.\-]?\d{3}|\d{5,6}|\d{2}[\s.\-]\d{2}[\s.\-]\d{2}))(?!\d)"
)
_FRENCH_OVERSEAS = re.compile(
    rf"0(?<![\d+]0)(?:262|263|269|590|594|596|639|69[0-7]|976){GAP}(?:{GAP}[0-9]){{6}}(?!\d)"
)
_AMERICAN = re.compile(
    r"[2-9](?<![\d+.\-/][2-9])\d\d(?P<after>\)?[ .\-]{0,2})\d{3}(?P<sign>[ .\-])\d{4}"
    r"(?![\d\-/]|\.\d)"
)
_AMERICAN_LONG = re.compile(r"1(?<!\d1)[ .\-]\(?[2-9]\d\d\)?[ .\-]\d{3}[ .\-]\d{4}(?![\d\-/]|\.\d)")
# Pairs parted by any one sign: "06*12*34*56*78".
_FRENCH_PAIRS = re.compile(
    rf"0(?<![\d+]0)[1-79]([^\w{BARRIER}]{{1,4}})[0-9]{{2}}(?:\1[0-9]{{2}}){{3}}(?!\d)"
)
# Grouped as in Ireland: French service numbers that begin alike are not.
_IRISH = re.compile(r"0(?<![\d+]0)8[35679][ \-]\d{3}[ \-]?\d{4}(?![\d\-/]|\.\d)")
_NATIONAL = (
    (_FRENCH, "FR"),
    (_FRENCH_BARE, ""),
    (_BRITISH_MOBILE, "GB"),
    (_BRITISH_LANDLINE, "GB"),
    (_AMERICAN_LONG, "US"),
    (_AMERICAN, "US"),
    (_FRENCH_PAIRS, "FR"),
    (_FRENCH_OVERSEAS, "FR"),
    (_IRISH, "IE"),
)
_OF_SURE_FORM = frozenset(
    {_BRITISH_LANDLINE, _FRENCH_PAIRS, _FRENCH_OVERSEAS, _AMERICAN_LONG, _IRISH}
)

# Where words say that a number is a telephone's, any country's will do.
_SAID = re.compile(
    r"(?<![^\W_])(?:(?:numero de (?:tel(?:ephone)?|portable|mobile|fixe)|"
    r"(?:phone|mobile|cell|contact|telephone|whatsapp|landline) (?:number|no|num)|"
    r"rappelez?[- ](?:moi|nous) (?:au|sur le|s\.?v\.?p\.? au)|"
    r"appele[rz][- ](?:moi|nous) (?:au|sur le)|"
    r"joignable (?:au|sur le)|mon (?:tel|telephone|portable|mobile|fixe|num|06|07)|"
    r"my (?:phone|mobile|cell|landline|number))(?![^\W_])"
    r"|(?:call|ring|text|phone|reach|dial|whatsapp)[ :,]{1,2}(?:(?:me|us|him|her|them|on|at|back"
    r"|the|my|our|shop|office|home|house|work|number|desk)[ :,]{1,3}){0,4}(?=[(+0-9])"
    r"|(?:tel|telephone|phone|mobile|portable|cell|cellphone|whatsapp|fax|landline|fixe|ph|desk|"
    r"telefono|telefon|telefoon|handy|movil|cellulare|telemovel|rufnummer|tlf)\.?\s?(?=[:=(+0]))"
)
_ANY = re.compile(
    r"(?P<value>(?:\+?1[ .\-])?\(?[0-9]{1,5}\)?(?:(?:[ .\-/()]{0,2}|[ ][.\-][ ])[0-9]{1,8}){0,6})"
    r"(?![\d:]|[.,]\d|\s?[€$£%])"
)
_SAID_CUES = ("tel", "phone", "mobil", "portable", "cell", "whatsapp", "call ", "ring ", "fixe",
    "text me", "text us", "reach ", "rappele", "appele", "joignable", "handy", "movil", "rufnummer",
    "fax", "landline", "my number", "mon num", "tlf", "desk", "ph:", "ph ")  # fmt: skip
# Of companies: the French 08 and 09 69, the British 03, 08 and 09, Australian and American
# toll-free numbers.
_SERVICE = re.compile(
    r"0?8[0-9]{8}$|0969[0-9]{6}$|1?8(?:00|33|44|55|66|77|88)[0-9]{7}|0[39][0-9]{9}$"
    r"|1[38]00[0-9]{6}$|08"
)

_DICTATED = re.compile(rf"0(?<![\d+]0){GAP}[1-79](?:{GAP}[0-9]){{8,9}}(?!{GAP}[0-9])")
_NOT_DIGIT = re.compile("[^0-9]+")
_GROUP = re.compile("[0-9]+")
_DATE = re.compile(r"\d{1,2}([/.\-\s])\d{1,2}\1(?:19|20)\d\d(?!\d)")
_UNIT = re.compile(
    r"\s?(?:€|\$|£|%|k€|eur|usd|euro|million|dollar|km\b|kg\b|vues|views)", re.IGNORECASE
)
_OTHER = (
    r"(?:commandes?|dossiers?|ref(?:erence)?s?|colis|suivi|tickets?|factures?|contrats?|siret|siren"
    r"|isbn|ean|gtin|imei|issn|orders?|tracking|invoices?|inv|parcels?|cases?|bookings?|policy"
    r"|polices?|mandats?|mandates?|recus?|receipts?|serial|serie|meter|compteur|echeances?|avis"
    r"|quittances?|devis|quotes?|job|claims?|sinistres?|reclamations?|complaints?|transactions?"
    r"|cheques?|note de frais|bordereaux?|bons?|reservation|assurances?|articles?|produits?"
    r"|products?|amende|pv|abonnements?|licen[cs]es?|tirage|lot)"
)
# What a number that could be dialled is one of, at most two words before it.
_OTHER_NUMBER = re.compile(
    rf"(?<![^\W_]){_OTHER}[^\w.,;!?]{{0,4}}(?:\.[ ]?)?"
    r"(?:(?:n|no|num|numero|number|id|est|is|le|the|de)[^\w,;!?]{1,4}){0,3}\Z"
)
_OTHER_BEFORE = re.compile(
    rf"(?<![^\W_]){_OTHER}(?:\.|[ ]?:)?[ ]"
    r"(?!tel|appel|call|phone|joi|mobil|port|num|au\b|sur\b|on\b)"
    r"(?:d'|l')?[a-z]{2,12}(?:[ ][a-z]{2,9})?"
    r"(?:[ ](?:n[o°]?|no\.|numero|number|num))?[^\w,;!?]{1,3}\Z"
)
_DRAWN = re.compile(
    r"(?<![^\W_])(?:loto|lotto|lottery|euro ?millions?|eurodreams|keno|quinte|tierce|tirage"
    r"|thunderball|bingo|jackpot|powerball|combinaison|numeros? (?:gagnant|chance)s?"
    r"|winning numbers?|the draw|lucky (?:stars?|numbers?|dip)|etoiles?|bonus ball"
    r"|ticket gagnant|grille|cagnotte)(?![^\W_])"
)
_HIGHEST_DRAWN, _DRAWN_NEAR = 59, 40
_GLUED_WORD = re.compile(
    r"(?:t[eé]l|t[eé]l[eé]phone|mobile|portable|phone|num[eé]ro|au|sms|num)$", re.IGNORECASE
)
_GLUED_NUMBER = re.compile(r"\d[.\-]$")
_GROUP_BEFORE = re.compile(r"[0-9][A-Za-z0-9]{0,4} $")
_GROUP_AFTER = re.compile(r" [0-9]{1,4}(?![0-9\w/:,.])")
_GROUPS_OF_ACCOUNTS = (4, 4, 2)  # the end of many an IBAN
_MOBILE = "67"
_LONGEST_GROUP = 6
_CONTEXT = 48
_SHORTEST, _LONGEST = 8, 15
_FEWEST_SAID = 7
_LONGEST_NATIONAL = 14  # 00 and an international one; 15 digits are an IMEI
_MOST_ATTEMPTS = 5
_FRENCH_LENGTH = 10
_FEW_GROUPS = 2
_PAIR = 2
_OF_SERVICES = (
    "+338", "+33969", "+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888", "+448", "+443",
)  # fmt: skip


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of telephone numbers that their plan knows."""
    for start, end in _spans(reading.text):
        yield Span(start, end, Proof.NUMBERING_PLAN)


def said(reading: Reading) -> Iterator[Span]:
    """Give the numbers of any length in use that the words before call a telephone's."""
    for span in said_before(reading, _SAID, _ANY):
        raw = reading.text[span.start : span.end]
        digits = _NOT_DIGIT.sub("", raw)
        if (
            _FEWEST_SAID <= len(digits) <= (_LONGEST if "+" in raw else _LONGEST_NATIONAL)
            and not _SERVICE.match(digits)
            and not (_DATE.search(raw) or _is_a_list(raw))
        ):
            yield span


def dictated(reading: Reading) -> Iterator[Span]:
    """Give the numbers that begin with 0 in readings in which a disguise was undone.

    Who spells out a number of that length dictates a telephone's.
    """
    if reading.disguised:
        for match in _DICTATED.finditer(reading.text):
            if not _DATE.search(match[0]):
                yield Span(*match.span(), Proof.FORM)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _INTERNATIONAL.finditer(text):
        end = _end_of_international(match)
        start = match.start()
        if end is None or _is_something_else(text, start, end):
            continue
        if match[0][0] == "+" or not _is_inside_another(text, start, end, text[start:end]):
            yield start, end
    for pattern, region in _NATIONAL:
        for match in pattern.finditer(text):
            start, end = match.span()
            if ")" in match[0] and text[start - 1 : start] == "(":
                start -= 1
            sure = pattern in _OF_SURE_FORM or (pattern is _AMERICAN and _is_american(match))
            if (
                _is_national(match[0], region, sure=sure)
                and not _is_something_else(text, start, end)
                and not _is_inside_another(text, start, end, match[0])
            ):
                yield start, end


def _end_of_international(match: re.Match[str]) -> int | None:
    """Give the end of the longest valid number that ends where a group of digits does."""
    text = match.string
    plus = match[0][0] == "+"
    start = match.start() + (1 if plus else 2)
    ends = [group.end() for group in _GROUP.finditer(text, start, match.end())]
    if match.end() < len(text) and text[match.end()].isdecimal():
        ends.pop()  # the last group goes on: not the end of a number
    for possible in (False, True) if plus else (False,):
        for end in reversed(ends[-_MOST_ATTEMPTS:]):
            digits = _NOT_DIGIT.sub("", text[start:end])
            if _SHORTEST <= len(digits) <= _LONGEST + 1 and _is_valid(
                "+" + digits, None, possible=possible
            ):
                return end
    return None


def _is_national(raw: str, region: str, *, sure: bool) -> bool:
    digits = _NOT_DIGIT.sub("", raw)
    groups = tuple(len(group) for group in _GROUP.findall(raw))
    if (
        _DATE.search(raw)
        or _is_a_list(raw)
        or (groups == _GROUPS_OF_ACCOUNTS and digits[1] not in _MOBILE)
    ):
        return False
    if region != "IE" and _SERVICE.match(digits):
        return False
    if _is_valid(digits if region else "+" + digits, region or None):
        return True
    return sure or _is_of_form(raw, digits, region)


def _is_of_form(raw: str, digits: str, region: str) -> bool:
    """Whether a number that is not in use is written as only telephone numbers are."""
    groups = [len(group) for group in _GROUP.findall(raw)]
    if region == "GB":
        return digits[1] == "7"
    if region != "FR" or len(digits) != _FRENCH_LENGTH:
        return False
    return max(groups) <= _PAIR or (len(groups) == 1 and digits[1] in _MOBILE)


def _is_american(match: re.Match[str]) -> bool:
    """Whether the signs are those of a printed number: "(555) 222-3333", "555.555.5555"."""
    after, sign = match["after"], match["sign"]
    return (after == sign and sign in ".-") or (after.startswith(")") and sign in ".- ")


def _is_inside_another(text: str, start: int, end: int, raw: str) -> bool:
    """Whether groups of digits stand on either side, as in an account number; pairs do not mind."""
    groups = [len(group) for group in _GROUP.findall(raw)]
    if max(groups) <= _PAIR:
        return False
    before = _GROUP_BEFORE.search(text, max(0, start - _LONGEST_GROUP), start)
    return bool(before or (len(groups) > 1 and _GROUP_AFTER.match(text, end)))


def _is_a_list(raw: str) -> bool:
    """Whether the groups are the numbers of a list, one a line: 01, 02, 03."""
    numbers = [int(group) for group in _GROUP.findall(raw)]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return "\n" in raw and steps == {1}


def _is_something_else(text: str, start: int, end: int) -> bool:
    """Whether the words around say that it is an amount, or the number of something else."""
    if _UNIT.match(text, end):
        return True
    before = text[max(0, start - _CONTEXT) : start]
    if before[-1:].isalpha():
        return not _GLUED_WORD.search(before)
    if _GLUED_NUMBER.search(before):
        return True
    said = plain(before)
    if _OTHER_NUMBER.search(said) or _is_drawn(text, start, end):
        return True
    in_pairs = len(_GROUP.findall(text[start:end])) > _FEW_GROUPS
    return not in_pairs and _OTHER_BEFORE.search(said) is not None


def _is_drawn(text: str, start: int, end: int) -> bool:
    """Whether pairs are numbers of a lottery, which words around name."""
    pairs = _GROUP.findall(text[start:end])
    if any(len(pair) != _PAIR or int(pair) > _HIGHEST_DRAWN for pair in pairs):
        return False
    around = text[max(0, start - _DRAWN_NEAR) : start], text[end : end + _DRAWN_NEAR]
    return any(_DRAWN.search(plain(side)) for side in around)


def _is_valid(number: str, region: str | None, *, possible: bool = False) -> bool:
    """Whether a number is in use; ``possible``: or only has a length in use."""
    # Local, because loading it takes longer than most runs that never see a candidate.
    import phonenumbers  # noqa: PLC0415

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return False
    written = f"+{parsed.country_code}{parsed.national_number}"
    if written.startswith(_OF_SERVICES):
        return False
    known = phonenumbers.is_possible_number if possible else phonenumbers.is_valid_number
    return known(parsed)


DETECTORS = (
    Detector(Kind.PHONE, spans, digits=_SHORTEST),
    Detector(Kind.PHONE, dictated, digits=_FRENCH_LENGTH),
    Detector(Kind.PHONE, said, digits=_FEWEST_SAID, cues=_SAID_CUES),
)
