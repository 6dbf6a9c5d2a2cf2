"""Numbers of national identity cards, said to be such; forms by country of the register PRADO.

France twelve digits (cards until 2021: year, month, department, office, order) or nine signs (the
new card, ICAO's alphabet); Germany nine signs; Italy two letters, five digits, two letters, or two
letters and seven digits; Spain's support number, three letters and six digits; Poland the same;
Belgium 3-7-2 digits; Portugal eight digits, one, two letters, one. Spain's DNI is a ``TAX_ID``.
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
from parvis.engine.guard.kinds.tax_id import is_valid
from parvis.engine.guard.owners import owner
from parvis.engine.guard.reading import Reading

_CUE = re.compile(
    r"cartes?\s(?:nationale\s)?(?:d'?\s?)?identites?\b|\bcnie?\b|\bcin\b|piece\sd'?\s?identite\b"
    r"|titre\sd'identite\b|\bid\s?card\b|identity\s(?:card|document)\b|identification\scard\b"
    r"|\bnational\sid\b|\bid\s(?:no|number|num|doc(?:ument)?)\b|\bphoto\sid\b"
    r"|personalausweis\w{0,8}|\bausweis\W?(?:nr|nummer)?\b|\bperso\W?(?:nr|nummer)\b"
    r"|\bdni\b|documento\s(?:nacional\s)?de\sident\w{0,6}|numero\sde\ssoporte\b|\bidesp\b"
    r"|carta\sd'?\s?identita\b|\bcie\b|cartao\sde\scidadao\b|bilhete\sde\sidentidade\b"
    r"|identiteitskaart\w{0,8}|\beid\b(?=\W{0,3}(?:no|number|card|nr|is|:))"
    r"|dowod\w?\s(?:osobist\w{1,4})|\bid\s?kaart\w{0,8}"
)
_WORD = re.compile(
    rf"(?:{LINK_WORD.pattern})|(?:nationale|national|belge|belgian|german|deutscher|deutsche"
    r"|allemande|spanish|espagnole|italian|italienne|polish|polonaise|french|portuguese|portugaise"
    r"|dutch|romanian|roumaine|marocaine|moroccan|tunisienne|document|card|osobistego|europeenne"
    r"|mari|femme|fils|fille|husband|wife|son|daughter|number's|nrs|ref|elettronica|eid|numerote"
    r"|bio"
    r"|seule|only|one|me|biometrique|electronique|recto|there|below|doc|cni|de|delivree|from|y)"
    r"(?![^\W_'])"
)
_END = r"(?![^\W_]|[.,][0-9]|\s?(?:€|\$|£|%|eur))"
_FORMS = (
    r"[0-9]{3}-[0-9]{7}-[0-9]{2}|[0-9]{8}[\s\-]?[0-9][\s\-]?[A-Z0-9]{2}[\s\-]?[0-9]"
    r"|[A-Z]{2}\s[0-9A-Z]{5}[0-9]\s?[0-9]"
    r"|[0-9]{12}|[0-9]{4}([\s.\-])[0-9]{4}\1[0-9]{4}|[0-9]{2}(?:[\s.\-][0-9]{2}){2,5}"
    r"(?:[\s.\-][0-9]{3,6}){0,2}|[A-Z]{1,3}[\s\-]?[0-9]{5,8}|[A-Z]{2}\s?[0-9]{5}\s?[A-Z]{2}"
    r"|[0-9]{7}\s?[A-Z]{2}|(?=(?:[A-Z]{0,5}[0-9]){3})(?=[0-9]{0,11}[A-Z])[A-Z0-9]{8,12}"
    r"|(?-i:(?=[A-Z]*[0-9][A-Z]*[0-9])[A-Z0-9]{9})|[1-9][0-9]{7,8}|[0-9]{11}"
)
_NUMBER = re.compile(rf"(?:{_FORMS}){_END}", re.IGNORECASE)
_BACKWARDS = re.compile(rf"(?<![^\W_])(?:{_FORMS})(?![^\W_])", re.IGNORECASE)
_MIXED = re.compile(
    rf"(?:(?=(?:[A-Z]{{0,4}}[0-9]){{3}})(?=[0-9]{{0,8}}[A-Z])[A-Z0-9]{{9}}|[0-9]{{12}}){_END}"
)
_CHECKED = (
    (re.compile(r"[0-9](?<![\w\-/][0-9])[0-9]{2}-[0-9]{7}-[0-9]{2}(?![\w\-])"), "be.eid"),
    (
        re.compile(r"[0-9](?<![^\W_][0-9])[0-9]{7}\s?[0-9]\s?[A-Z]{2}\s?[0-9](?![^\W_])"),
        "pt.cc",
    ),
)
# Forms that are little else, wherever their noun stands: the new French card's nine signs, twelve
# digits, Germany's, Italy's, Spain's support number, two letters and seven digits.
_STRICT = re.compile(
    r"[0-9A-Z](?<![^\W_][0-9A-Z])(?<![@#/][0-9A-Z])(?:"
    r"(?<=[A-Z])(?=(?:[A-Z]{0,6}[0-9]){2})[A-Z0-9]{8}|(?<=[A-Z])[A-Z][\s\-]?[0-9]{5,7}[\s\-]?"
    r"[A-Z]{0,2}|(?<=[A-Z])[A-Z]{2}[\s\-]?[0-9]{6}"
    r"|(?<=[0-9])(?:84-[0-9]{4}-[0-9]{7}-[0-9]|[0-9]{11}|[0-9]{3}[\s.\-][0-9]{4}[\s.\-][0-9]{4}"
    r"|[0-9](?:[ .\-][0-9]{2}){5}|[0-9]{2}-[0-9]{7}-[0-9]{2}))" + _END,
)
_SKIPPED = frozenset({"file", "card", "secret", "account", "branch", "customer"})
_DATE = re.compile(r"(?:[0-9]{1,2}[\s.\-]){2}(?:19|20)?[0-9]{2}\Z|(?:19|20)[0-9]{6}\Z")
# What every value holds; looked for first, because most texts with a word of these have none.
_CANDIDATE = re.compile(
    r"[0-9](?:[\s.\-]?[0-9]|[A-Za-z]){5}|[A-Za-z]{2,5}[0-9]{4}|[A-Za-z]{2}\s[0-9A-Za-z]?[0-9]{4}"
)
_FEW_WORDS = 4


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of identity card numbers that words say to be such."""
    if not _CANDIDATE.search(reading.text):
        return
    yield from value_after(reading, _CUE, written(_NUMBER, _is_no_date), _WORD)
    yield from value_after(reading, _CUE, written(_MIXED), ANY_WORD, _FEW_WORDS)
    yield from value_before(reading, _CUE, _BACKWARDS)


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of what has the strict form of a card and has it for its nearest noun."""
    for found in _STRICT.finditer(reading.text):
        whose = owner(reading.plain, *found.span(), _SKIPPED)
        if whose and whose[0] in {"identity", "own_id"} and not _DATE.match(found[0]):
            yield Span(*found.span(), Proof.SAID, whose[1])


def with_check_digits(reading: Reading) -> Iterator[Span]:
    """Give the numbers of cards of Belgium and Portugal as printed, which need no words."""
    for form, name in _CHECKED:
        for found in form.finditer(reading.text):
            if is_valid(name, compact(found[0])) and not is_said_otherwise(reading, found.start()):
                yield Span(*found.span(), Proof.CHECK_DIGITS)


def _is_no_date(raw: str) -> bool:
    digits = sum(map(str.isdecimal, raw))
    few = digits < 10 and raw[0].isdecimal() and not raw.isalnum()  # noqa: PLR2004 - 01 02 03
    return not few and not _DATE.match(raw)


DETECTORS = (
    Detector(Kind.ID_CARD, with_check_digits, digits=10),
    Detector(
        Kind.ID_CARD,
        spans,
        digits=2,
        cues=(
            "identi", "^cni", "^cin$", "^id card", "^idcard", "^id n", "^id doc", "national id",
            "photo id", "ausweis", "perso-", "persono", "^dni", "soporte", "idesp", "^cie$",
            "cidadao", "bilhete", "^eid", "dowod", "id kaart", "id-kaart", "idkaart",
        ),
    ),
    Detector(
        Kind.ID_CARD,
        near,
        digits=2,
        cues=(
            "identi", "^cni", "^ci$", "^id card", "^idcard", "^id doc", "national id", "photo id",
            "ausweis", "^perso$", "^dni", "^eid", "idkaart", "government id", "gov id", "state id",
            "proof of id", "^cie$", "^my id", "^his id", "^her id", "dowod", "emirates id",
        ),
    ),
)  # fmt: skip
