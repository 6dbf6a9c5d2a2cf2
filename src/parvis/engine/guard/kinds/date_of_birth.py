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
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

_MONTH = (
    r"(?:janv?(?:ier|uary|uar|uari)?|feb(?:ruary|ruar|rero|braio|r)?|fevr?(?:ier|ereiro)?|fev"
    r"|mar(?:s|ch|z|zo|co|t)?|maerz|maart|avr(?:il)?|apr(?:il|ile)?|abr(?:il)?"
    r"|mai|may(?:o)?|maggio|maio|mei|jui?n(?:e|i|io|ho)?|giugno|juil(?:let)?|jul(?:y|i|io|ho)?"
    r"|luglio|aout|aug(?:ust|ustus)?|ago(?:sto)?|sept?(?:embre|ember|iembre|tembre)?|set(?:embro)?"
    r"|settembre|o[ck]t(?:obre|ober|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:embre|ember|iembre"
    r"|embro)?"
    r"|de[cz](?:embre|ember|iembre|embro)?|dic(?:iembre|embre)?|ene(?:ro)?|gen(?:naio)?"
    r"|jan(?:eiro)?)\.?"
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
    rf"|premier\s{_MONTH}\s{_LONG}"
    rf"|{_DAY}{_ORDINAL}(?:\s?of|\s?de"
    rf"|\s?d')?[\s.\-/]{{0,3}}{_MONTH}[\s,.\-/]{{0,3}}(?:del?\s)?{_YEAR}"
    rf"|{_MONTH}[\s\-/]{{0,3}}(?:the\s)?{_DAY}(?:st|nd|rd|th)?[\s,.\-/]{{1,3}}(?:{_LONG}"
    rf"|'[0-9]{{2}})"
    rf"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2]){_YEAR}"
    rf"|{_LONG}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![^\W_]|[/\-.][0-9]|\s?(?:€|\$|£|%))"
)
_VALUE = re.compile(_DATE)
# What every date holds; looked for first, because most texts with a word of these have none.
_CANDIDATE = re.compile(
    rf"[0-9](?:[0-9]{{5}}|{_ORDINAL}(?:\s?of|\s?de|\s?d')?[\s/.\-|,_]{{0,3}}(?:the\s)?"
    rf"(?:[0-9]|'[0-9]|{_MONTH}))|premier\s"
)
_BACKWARDS = re.compile(rf"(?<![^\W_])(?<![0-9][/\-.]){_DATE}")
_LABEL = re.compile(
    r"dates?\W{0,2}(?:et\slieu\s)?(?:de\s)?naiss\w{0,6}|\bd\.?d\.?n\b\.?"
    r"|\bnaissance\b(?! du (?!client|titulaire|mari))"
    r"|dates?\W{0,2}of\W{0,2}births?\b|\bd\W?o\W?b(?:\b|_)\W?|\bdob(?=\d)|\bbirth\W?dates?\b"
    r"|geburtsdatum\b|fecha\sde\snac\w{0,8}|data\sdi\snascita\b|data\sde\snasc\w{0,6}"
    r"|geboortedatum\b|\bd\W?d\W?naiss\w{0,5}|\bgeb\W?\s?dat\w{0,3}"
)
_PARTY = re.compile(r"\bbirthdays?\b|\bb-?day\b|\banniv(?:ersaire)?\b|\bgeburtstag\b|cumpleanos\b")
_WISHED = re.compile(r"(?:happy|joyeux|bon|bel)\s$")
_BORN_EN = r"\bborn\b(?! (?:to [a-z]{3,6}\b(?! in)|free|again|out))"
_BORN = re.compile(
    r"\bne(?:\(e\)|[.\-/]e\b|e?s?\b)(?=\W{0,3}(?:le|l'|les?|un|du|:|en|au|aux|a|[0-9]))"
    rf"|{_BORN_EN}"
    r"|\bgeb(?:oren|\.)|\bnaci(?:d[oa])?\b|\bnat[oa]\b(?=\s(?:il|a|l'))|\bnascid[oa]\b"
)
_WORD = re.compile(
    rf"(?:{LINK_WORD.pattern})|(?:on|il|am|el|em|op|ne|nee|naissance|the|around|jour|date|un"
    rf"|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|birth|sur|mine|given|bien|real|mari|femme|fils|fille|husband|wife|son|daughter|pere"
    r"|mere|mother|father|mum|dad|you|have|down|should|registered|exacte|on|record)(?![^\W_'])"
)
# "née à Saint-Denis (93) le", "born in London on".
_PLACE = re.compile(
    rf"(?:{_BORN.pattern})[\s,:]{{1,3}}(?:a|au|aux|en|in|at|dans)\s"
    rf"(?!(?:colere|retard|avance|fait)\b)(?:(?!{_MONTH}\s[0-9])[a-z][a-z'\-]{{0,24}}[\s,]{{1,2}})"
    r"{1,5}?(?:\(?[0-9a-z]{2,5}\)?[\s,]{1,2})?(?:(?:le|on|the|il|el|am)\b"
    rf"|(?=[0-9]|{_MONTH}\s[0-9]))"
)
_OTHERS = re.compile(
    r"\b(?:est|etait|fut|is|was|were|sont|qui|who|wurde|ist|fue|il|elle|he|she)\W{1,2}$"
)
_SELF = re.compile(r"(?:\bje\s|\bj'|\bi\s|\bi')(?:suis|etais|was|am|m)\W{1,2}$|\bi\W{1,2}$")
_OWN = re.compile(
    r"\b(?:maman|papa|mamie|papy|papi|mere|pere|fils|fille|mari|femme|freres?|soeurs?|oncle|tante"
    r"|neveu|niece|gamine?|enfants?|bebe|petite?|compagnon|compagne|copine?|mum|mom|dad|nan|gran"
    r"|brother|sister|kid|kids|baby|boy|girl|son|daughter|wife|husband|partner|grand\w{2,9}"
    r"|je|j'|jsuis?|i|i'm|moi|me|mon|ma|mes|notre|nos|my|our|suis|am|client\w{0,2}|customer"
    r"|titulaire"
    r"|holder|conjointe?|epou\w{1,3}|mr|mme|mrs|ms|m|monsieur|madame|nom|name|bin|wurde ich)\b"
)
_LATE = re.compile(
    r"\b(?:mr|mrs|ms|mme|late|feu|defunte?|certificat\w{0,3}|probate|succession|notaire|estate)\b"
)
_THINGS = re.compile(
    r"agence|banque|\bbanks?\b|\basso|entreprise|societe|compan|mouvement|livret|\bloi\b|projet"
    r"|idee|branch|\bclub\b|caisse|\beuro\b|marque|start|app(?:li)?\b"
)
_PUBLIC = re.compile(
    r"on this day|chanteu|\bact(?:eur|rice|or|ress)\b|president|ministre|minister"
    r"|footbal|ecrivain|singer"
    r"|author\b|wikipedia|decede|\bmort\s|\bdied\b|\broi\b|\bking\b|queen\b|prince|\bpape\b|legend"
    r"|genie\b|poete|peintre|inventeur|fondateur|founder|politi|senat|depute|governor|gouverneur"
)
# Words of births anywhere near; and words of other dates, the nearest of which counts.
_NEAR = re.compile(
    r"(?<![^\W_])(?:(?P<birth>n[ae]i?s{1,2}[ae]nces?(?! du (?!client|titulaire|mari))|naiss"
    r"|of b(?:irth|rith|irht|ith)|birth(?=:)|birth cert\w{0,9}|d\.?o\.?b|d\.? ?of\.? ?b|ddn|d\.n"
    r"|b(?=\.? ?:? ?\Z)|birth\W?(?:date|day)(?<!happy birthday)|bday|b-?day"
    r"|(?<!bon )anniv(?:ersaires?)?(?<!joyeux anniversaire)|venue?s? au monde|vu le jour|bougies"
    r"|(?:fete|eu) mes [0-9]{1,2} ans|came into (?:the|this) world|(?:i |just )?turn(?:ed|s|ing)?"
    r" [0-9]{1,2}|i was born|i'?m born|majeure? depuis (?:hier|peu|le)|my age|mon age)"
    rf"|(?P<born>{_BORN_EN}|nees?|(?:suis|etais|est|sont|ete|etait) nes?"
    r"|ne(?= le\b))"
    r"|(?P<asked>verif\w{0,8} (?:d')?identite|(?:identity|id|security) (?:check|question)s?"
    r"|etat civil)"
    r"|(?P<other>r\.?d\.?v|rendez-vous|virements?|mariages?|wedding|married|mariee?s?|expir\w{1,6}"
    r"|valables?|valid\w{0,6}|delivree?|issued|ouvert\w{0,4}|opened|contrats?|embauchee?|deces|mort"
    r"|decedee?|died|death|depuis|since|avant le|until|deadline|signee?s?|signed|retrait\w{0,2}"
    r"|paye\w{0,2}|paid|prelev\w{1,8}|facture|courrier|letter|envoye\w{0,2}|sent|recu\w{0,2}"
    r"|received|joined|operation|achat|echeance|perim\w{1,4}|creat\w{1,3}|cree\w{0,2}|bapteme"
    r"|appel\w{0,3}|called|demenag\w{1,4}|moved|fonde\w{0,2}|founded|launched|lance\w{0,2}))"
    r"(?![^\W_])"
)
_IS_OF = re.compile(
    r"(?<![^\W_])(?P<cue>je suis|j'?suis?|chui[st]?|(?:il|elle) est|(?:mon|ma) (?:fils|fille|mari"
    r"|femme|pere|mere|conjointe?|frere|soeur) est|ma maman est|moi c'est) (?:du|de l'annee|d') ?"
    rf"(?P<value>{_DATE})"
)
_GROWN = re.compile(
    r"(?:19[2-9][0-9]|200[0-9]|201[0-5]|(?<![0-9])'?(?:[3-9][0-9]|0[0-9]|1[0-5]))\Z"
)
_LIVING = re.compile(r"(?:19[1-9][0-9]|20[01][0-9]|202[01])|(?<![0-9])'?[0-9]{2}\Z|[0-9]{6,8}\Z")
_OF_KIN = re.compile(
    r"(?<![^\W_])(?P<cue>(?:mon|ma|mes|notre|nos|my|our)(?: [a-z]{2,12})? (?:fils|filles?"
    r"|enfants?|gamine?s?"
    r"|jumeaux|jumelles|petite?s?|bebe|mari|femme|conjointe?|compagn\w{2,3}|mere|pere|mother|father|brother|sister|nan|gran|frere|soeur|lads?|sons?"
    r"|daughters?|twins|kids?|bab(?:y|ies)|wife|husband|partner|mum|dad|boys?|girls?|fiancee?))"
    rf"(?: [a-z]{{2,14}})?(?:,|:| -| \(|,? est(?: de)?"
    rf"|'s)\s?(?:le )?(?P<value>{_DATE})(?=\s?(?:[),.;:-]|\Z))"
)
_AGED = re.compile(
    r"(?<![^\W_])(?P<cue>(?:j'ai|jai|il a|elle a|i'?m|i am|he'?s|she'?s|aged?|turned"
    r"|a) (?P<age>[0-9]{1,3})"
    r"(?: ?(?:ans|years?(?: old)?|yo|yrs?(?: old)?))?)"
    rf"[^\w.!?]{{1,4}}(?:le |ne le |nee le |on )?(?P<value>{_DATE})"
)
_OF_AGE = (
    "j'ai",
    "^jai",
    "il a",
    "elle a",
    "i'm",
    "^im",
    "i am",
    "he's",
    "she's",
    "^aged",
    "^age",
    "turned",
)
_YEAR_OF = re.compile(r"(?:19|20)[0-9]{2}")
_EARLIEST, _LATEST = 2022, 2036
"""Years in which people of an age and a year of birth write: with some air on both sides."""
_BESIDE_MASKED = re.compile(
    rf"{BARRIER}[ ]?[,;:(\n\-/][^\w.!?{BARRIER}]{{0,3}}(?:le )?(?P<value>{_DATE})"
)
_IDENTIFYING = re.compile(
    r"(?<![^\W_])(?:identi\w{2,8}|verif\w{1,9}|security|nom|prenom|name|etat civil|civilite"
    r"|who i am|suffi\w{1,4}"
    r"|(?:mon|ma|my) (?:dossier|profil|details))(?![^\W_])"
)
_RECENT = re.compile(r"202[4-9]\Z|\A202[4-9]")
_BEFORE, _BEHIND, _ENDED = 70, 48, 12
_SENTENCE = re.compile(r"[.!?](?=\s)|\n")
_REACH, _FEW_WORDS = 60, 5
_LATEST_PARTY = re.compile(r"202[5-9]")


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of dates that words say to be dates of birth."""
    if not _CANDIDATE.search(reading.plain):
        return
    plain = replace(reading, text=reading.plain)
    date = written(_VALUE)
    yield from value_after(plain, _LABEL, date, _WORD)
    yield from value_before(plain, _LABEL, _BACKWARDS)
    for span in (
        *value_after(plain, _PARTY, date, _WORD, _FEW_WORDS),
        *value_before(plain, _PARTY, _BACKWARDS),
    ):
        if span.cue and _WISHED.search(plain.text, max(0, span.cue[0] - 8), span.cue[0]):
            continue
        if not _LATEST_PARTY.search(plain.text, span.start, span.end):
            yield span
    for cue in (_BORN, _PLACE):
        for span in value_after(plain, cue, date, _WORD, _FEW_WORDS):
            if span.cue and _is_of_a_customer(plain.text, span.cue[0], span.end):
                yield span


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of dates whose nearest word is one of births, before or behind."""
    plain = reading.plain
    if not _CANDIDATE.search(plain):
        return
    for found in _BACKWARDS.finditer(plain):
        word = _nearest(plain, *found.span())
        if (
            word
            and _LIVING.search(found[0])
            and (word["born"] is None or _is_of_a_customer(plain, word.start(), found.end()))
            and (word["asked"] is None or _GROWN.search(found[0]))
            and not _PUBLIC.search(plain, max(0, found.start() - _REACH), found.end() + _REACH)
            and not _THINGS.search(plain, max(0, found.start() - _REACH), found.start())
        ):
            yield Span(*found.span(), Proof.SAID, word.span())
    for found in _IS_OF.finditer(plain):
        if _GROWN.search(found["value"]):
            yield Span(*found.span("value"), Proof.SAID, found.span("cue"))


def beside(reading: Reading) -> Iterator[Span]:
    """Give the spans of dates beside a child, a fitting age or a name: ``my son (5/6/2011)``."""
    plain = reading.plain
    if not _CANDIDATE.search(plain):
        return
    for found in _OF_KIN.finditer(plain):
        if _LIVING.search(found["value"]) and not _RECENT.search(found["value"]):
            yield Span(*found.span("value"), Proof.SAID, found.span("cue"))
    for found in _AGED.finditer(plain):
        year = _YEAR_OF.search(found["value"])
        if year and _EARLIEST <= int(year[0]) + int(found["age"]) <= _LATEST:
            yield Span(*found.span("value"), Proof.SAID, found.span("cue"))
    for found in _BESIDE_MASKED.finditer(plain):
        if _GROWN.search(found["value"]) and _IDENTIFYING.search(plain):
            yield Span(*found.span("value"), Proof.SAID)


def _nearest(plain: str, start: int, end: int) -> re.Match[str] | None:
    """Give the nearest word of births, unless one of other dates is nearer."""
    best: re.Match[str] | None = None
    least = _BEFORE
    for word in _NEAR.finditer(plain, max(0, start - _BEFORE), start):
        far = start - word.end() + _ENDED * len(_SENTENCE.findall(plain, word.end(), start))
        if far <= least:
            least, best = far, None if word["other"] else word
    word_behind = _NEAR.search(plain, end, end + _BEHIND)
    if word_behind:
        ended = len(_SENTENCE.findall(plain, end, word_behind.start()))
        if word_behind.start() - end + _ENDED * (ended + 1) < least:
            best = None if word_behind["other"] else word_behind
    return best


def _is_of_a_customer(plain: str, start: int, end: int) -> bool:
    """Whether who is born is not said to be a public person, a thing, or "he" and no more."""
    low = max(0, start - _REACH)
    before = plain[low:start]
    if _SELF.search(before):
        return True
    if _PUBLIC.search(plain, low, end + _REACH) and not _LATE.search(plain, low, end + _REACH):
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
            "d/o/b", "birth", "bday", "b-day", "anniv", "geburt", "^geb", "nacid", "nacim",
            "^naci ",
            "^nasc", "geboor", "^born", "^ne le", "^ne(e", "^ne.e", "^nee$", "^ne :", "^ne en",
            "^ne a", "^ne l'", "^ne un", "^ne du", "^ne:", "^ne 1", "^ne 2", "^ne 3", "^ne 0",
            "^ne 4", "^ne 5", "^ne 6", "^ne 7", "^ne 8", "^ne 9", "^nees$",
            "^nato$",
            "^nata$", "cumple", "^ne-e", "^ne/e", "^ne\nle",
        ),
    ),
    Detector(
        Kind.DATE_OF_BIRTH, near, digits=4,
        cues=(
            "naiss", "birth", "^dob", "d.o.b", "^ddn", "bday", "b-day", "anniv", "au monde",
            "le jour", "bougies", "j'ai fete", "j'ai eu mes", "into the world", "into this world",
            "turned", "^i turn ", "^born", "suis du", "suis d", "est du", "moi c'est du",
            "chui", "of b", "of.b", "^nais", "naisance", "^d.n", "^b. ", "^b.1", "^nee$",
            "^nees$", "suis ne", "est ne", "sont ne", "ete ne", "^ne le", "majeur",
            "my age", "mon age",
            "fete mes", "eu mes", "verif", "identity check", "^id check", "security", "etat civil",
        ),
    ),
    Detector(
        Kind.DATE_OF_BIRTH, beside, digits=4,
        cues=(
            BARRIER, "^fils", "^fille", "enfant", "gamin", "jumeau", "jumelle", "^bebe", "^mari,",
            "^mari (",
            "femme,", "femme (", "conjoint", "^mere,", "^pere,", "^lad", "^son,", "^son (",
            "daughter", "twins",
            "^kid", "^bab", "wife", "husband", "^mum,", "^dad,",
            "mother (", "father (", "mother,", "father,", "brother (", "sister (",
            "frere (", "soeur (", "pere (", "mere (",
            "^boy", "^girl",
            *(f"{word} {digit}" for word in _OF_AGE for digit in "123456789"),
        ),
    ),
)  # fmt: skip
