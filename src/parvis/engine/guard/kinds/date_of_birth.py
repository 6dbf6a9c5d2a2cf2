"""Dates said to be somebody's date of birth; all other dates are left alone.

A date of birth is personal data (GDPR, article 4) and, with a name, what a bank asks to know who is
there. What is born of public persons, banks and companies is no customer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parvis.engine.guard.context import LINK_WORD, value_after, value_before, written
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind
from parvis.engine.guard.reading import Reading

_MONTH = (
    r"(?:janv?(?:ier|uary|uar|uari)?|feb(?:ruary|ruar|rero|braio|r)?|fevr?(?:ier|ereiro)?|fev"
    r"|mar(?:s|ch|z|zo|co|t)?|maerz|maart|avr(?:il)?|apr(?:il|ile)?|abr(?:il)?"
    r"|mai|may(?:o)?|maggio|maio|mei|jui?n(?:e|i|io|ho)?|giugno|juil(?:let)?|jul(?:y|i|io|ho)?"
    r"|luglio|aout|aug(?:ust|ustus)?|ago(?:sto)?|sept?(?:embre|ember|iembre|tembre)?|set(?:embro)?"
    r"|settembre|o[ck]t(?:obre|ober|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:embre|ember|iembre|embro)?"
    r"|de[cz](?:embre|ember|iembre|embro)?|dic(?:iembre|embre)?|ene(?:ro)?|gen(?:naio)?|jan(?:eiro)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_LONG = r"(?:19[0-9]{2}|20[0-2][0-9])"
_YEAR = rf"(?:{_LONG}|'?[0-9]{{2}})"
_SIGN = r"(?:\s?[/.\-|,_]\s?|\s{1,3})"
_ORDINAL = r"(?:er|st|nd|rd|th|e|\.|o)?"
_DATE = (
    rf"(?:{_LONG}{_SIGN}{_NUMBER}{_SIGN}{_DAY}"
    rf"|{_DAY}{_SIGN}{_NUMBER}{_SIGN}{_YEAR}|{_NUMBER}{_SIGN}{_DAY}{_SIGN}{_YEAR}"
    rf"|{_DAY}{_ORDINAL}(?:\s?of|\s?de|\s?d')?[\s.\-/]{{0,3}}{_MONTH}[\s,.\-/]{{0,3}}(?:del?\s)?{_YEAR}"
    rf"|{_MONTH}[\s\-/]{{0,3}}(?:the\s)?{_DAY}(?:st|nd|rd|th)?[\s,.\-/]{{1,3}}(?:{_LONG}|'[0-9]{{2}})"
    rf"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2]){_YEAR}"
    rf"|{_LONG}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![^\W_]|[/\-.][0-9]|\s?(?:€|\$|£|%))"
)
_VALUE = re.compile(_DATE)
_BACKWARDS = re.compile(rf"(?<![^\W_])(?<![0-9][/\-.]){_DATE}")
_LABEL = re.compile(
    r"dates?\W{0,2}(?:et\slieu\s)?(?:de\s)?naiss\w{0,6}|\bd\.?d\.?n\b\.?|\bnaissance\b"
    r"|dates?\W{0,2}of\W{0,2}births?\b|\bd\W?o\W?b(?:\b|_)\W?|\bdob(?=\d)|\bbirth\W?dates?\b"
    r"|geburtsdatum\b|fecha\sde\snac\w{0,8}|data\sdi\snascita\b|data\sde\snasc\w{0,6}"
    r"|geboortedatum\b|\bd\W?d\W?naiss\w{0,5}|\bgeb\W?\s?dat\w{0,3}"
)
_PARTY = re.compile(r"\bbirthdays?\b|\bb-?day\b|\banniv(?:ersaire)?\b|\bgeburtstag\b|cumpleanos\b")
_BORN = re.compile(
    r"\bne(?:\(e\)|[.\-/]e\b|e\b|\b)(?=\W{0,3}(?:le|l'|les?|un|du|:|en|au|aux|a|[0-9]))|\bborn\b"
    r"|\bgeb(?:oren|\.)|\bnacid[oa]\b|\bnat[oa]\b(?=\s(?:il|a|l'))|\bnascid[oa]\b"
)
_WORD = re.compile(
    rf"(?:{LINK_WORD.pattern})|(?:on|il|am|el|em|op|ne|nee|naissance|the|around|jour|date|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|birth|sur|mine|given|bien|real|mari|femme|fils|fille|husband|wife|son|daughter|pere"
    r"|mere|mother|father|mum|dad|you|have|down|should|registered|exacte|on|record)(?![^\W_'])"
)
# "née à Saint-Denis (93) le", "born in London on".
_PLACE = re.compile(
    rf"(?:{_BORN.pattern})[\s,:]{{1,3}}(?:a|au|aux|en|in|at|dans)\s"
    r"(?!(?:colere|retard|avance|fait)\b)(?:[a-z][a-z'\-]{0,24}[\s,]{1,2}){1,5}"
    r"(?:\(?[0-9a-z]{2,5}\)?[\s,]{1,2})?(?:le|on|the|il|el|am)\b"
)
_OTHERS = re.compile(
    r"\b(?:est|etait|fut|is|was|were|sont|qui|who|wurde|ist|fue|il|elle|he|she)\W{1,2}$"
)
_SELF = re.compile(r"(?:\bje\s|\bj'|\bi\s|\bi')(?:suis|etais|was|am|m)\W{1,2}$|\bi\W{1,2}$")
_OWN = re.compile(
    r"\b(?:je|j'|i|i'm|moi|me|mon|ma|mes|notre|nos|my|our|suis|am|client\w{0,2}|customer|titulaire"
    r"|holder|conjointe?|epou\w{1,3}|mr|mme|mrs|ms|m|monsieur|madame|nom|name|bin|wurde ich)\b"
)
_THINGS = re.compile(
    r"agence|banque|\bbanks?\b|\basso|entreprise|societe|compan|mouvement|livret|\bloi\b|projet"
    r"|idee|branch|\bclub\b|caisse|\beuro\b|marque|start|app(?:li)?\b"
)
_PUBLIC = re.compile(
    r"chanteu|\bact(?:eur|rice|or|ress)\b|president|ministre|minister|footbal|ecrivain|singer"
    r"|author\b|wikipedia|decede|\bmort\s|\bdied\b|\broi\b|\bking\b|queen\b|prince|\bpape\b|legend"
    r"|genie\b|poete|peintre|inventeur|fondateur|founder|politi|senat|depute|governor|gouverneur"
)
_REACH, _FEW_WORDS = 60, 5
_LATEST_PARTY = re.compile(r"202[5-9]")


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of dates that words say to be dates of birth."""
    plain = replace(reading, text=reading.plain)
    date = written(_VALUE)
    yield from value_after(plain, _LABEL, date, _WORD)
    yield from value_before(plain, _LABEL, _BACKWARDS)
    for span in (
        *value_after(plain, _PARTY, date, _WORD, _FEW_WORDS),
        *value_before(plain, _PARTY, _BACKWARDS),
    ):
        if not _LATEST_PARTY.search(plain.text, span.start, span.end):
            yield span
    for cue in (_BORN, _PLACE):
        for span in value_after(plain, cue, date, _WORD, _FEW_WORDS):
            if span.cue and _is_of_a_customer(plain.text, span.cue[0], span.end):
                yield span


def _is_of_a_customer(plain: str, start: int, end: int) -> bool:
    """Whether who is born is not said to be a public person, a thing, or "he" and no more."""
    low = max(0, start - _REACH)
    before = plain[low:start]
    if _SELF.search(before):
        return True
    if _PUBLIC.search(plain, low, end + _REACH):
        return False
    if not _OTHERS.search(before):
        return True
    return _OWN.search(before) is not None and not _THINGS.search(before)


DETECTORS = (
    Detector(
        Kind.DATE_OF_BIRTH,
        spans,
        digits=3,
        cues=(
            "naiss", "ddn", "d.d.n", "of birth", "ofbirth", "of_birth", "dob", "d.o.b", "d o b",
            "d/o/b", "birth", "bday", "b-day", "anniv", "geburt", "geb", "nacid", "nacim", "nascit",
            "nasc", "geboor", "born", "ne le", "nee le", "ne(e", "ne.e", "nee", "ne :", "ne en",
            "ne a", "ne l", "ne un", "ne du", "ne:", "ne 1", "ne 2", "ne 3", "ne 0", "nato",
            "nata", "cumple", "ne-e", "ne/e", "ne\nle",
        ),
    ),
)  # fmt: skip
