"""Numbers of national identity cards, said to be such; forms by country of the register PRADO.

France twelve digits (cards until 2021: year, month, department, office, order) or nine signs (the
new card, ICAO's alphabet); Germany nine signs; Italy two letters, five digits, two letters, or two
letters and seven digits; Spain's support number, three letters and six digits; Poland the same;
Belgium 3-7-2 digits; Portugal eight digits, one, two letters, one. Spain's DNI is a ``TAX_ID``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import compact, is_said_otherwise
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.kinds.tax_id import is_valid
from parvis.engine.guard.papers import SKIPPED, START, of_paper
from parvis.engine.guard.reading import Reading

_FORM = re.compile(
    START + r"(?:[0-9]{3}(?P<sep>[\s.\-])[0-9]{7}(?P=sep)[0-9]{2}"
    r"|[0-9]{8}[\s\-]?[0-9][\s\-]?[A-Z0-9]{2}[\s\-]?[0-9]"
    r"|[A-Z]{2}\s[0-9A-Z]{5}[0-9]\s?[0-9]|[0-9]{12}|[0-9]{4}(?P<by>[\s.\-])[0-9]{4}(?P=by)[0-9]{4}"
    r"|[0-9]{2}(?:[\s.\-][0-9]{2}){5}|[0-9]{2}(?:[\s.\-][0-9]{2}){2,5}(?:[\s.\-][0-9]{3,6}){1,2}"
    r"|784-[0-9]{4}-[0-9]{7}-[0-9]|[0-9]{2}-[0-9]{7}-[0-9]{2}"
    r"|[A-Z]{1,3}[\s\-]?[0-9]{5,8}|[a-z]{1,3}[0-9]{5,8}|[A-Z]{2}\s?[0-9]{5}\s?[A-Z]{2}"
    r"|[a-z]{2}[0-9]{5}[a-z]{2}|[0-9]{7}\s?[A-Z]{2}"
    r"|(?=(?:[A-Z]{0,6}[0-9]){2})(?=[0-9]{0,9}[A-Z])[A-Z0-9]{9}"
    r"|(?=(?:[A-Z]{0,7}[0-9]){3})(?=[0-9]{0,11}[A-Z])[A-Z0-9]{8,12}"
    r"|(?=(?:[a-z]{0,5}[0-9]){3})(?=[0-9]{0,11}[a-z])[a-z0-9]{9}|[1-9][0-9]{7,8}|[0-9]{11})"
    r"(?![^\W_])"
)
_SORTS = frozenset({"identity", "own_id"})
# "ID" alone is a customer's too: with these words beside, and the form of a card, it is a card.
_ON_A_CARD = (
    "french", "german", "belgian", "italian", "spanish", "dutch", "^exp", "card", "selfie", "photo",
    "scan", "verif", "charact", "upload", "document", "passpor", "licen", "recto", "kyc", "issuing",
)  # fmt: skip
_ID_FORM = re.compile(START + r"(?=(?:[A-Z]{0,6}[0-9]){2})(?=[0-9]{0,8}[A-Z])[A-Z0-9]{9}(?![^\W_])")
_ID = frozenset({"customer", "own_id"})
_CHECKED = (
    (re.compile(r"[0-9](?<![\w\-/][0-9])[0-9]{2}-[0-9]{7}-[0-9]{2}(?![\w\-])"), "be.eid"),
    (
        re.compile(r"[0-9](?<![^\W_][0-9])[0-9]{7}\s?[0-9]\s?[A-Z]{2}\s?[0-9](?![^\W_])"),
        "pt.cc",
    ),
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of card numbers that belong to a word for such a card."""
    return of_paper(reading, _FORM, _SORTS)


def spans_by_id(reading: Reading) -> Iterator[Span]:
    """Give the spans of what has the form of a card, where "ID" alone stands nearest."""
    for span in of_paper(reading, _ID_FORM, _ID, skip=SKIPPED - _ID):
        if span.cue and reading.plain[slice(*span.cue)].split()[-1] == "id":
            yield span


def with_check_digits(reading: Reading) -> Iterator[Span]:
    """Give the numbers of cards of Belgium and Portugal as printed, which need no words."""
    for form, name in _CHECKED:
        for found in form.finditer(reading.text):
            if is_valid(name, compact(found[0])) and not is_said_otherwise(reading, found.start()):
                yield Span(*found.span(), Proof.CHECK_DIGITS)


DETECTORS = (
    Detector(Kind.ID_CARD, with_check_digits, digits=10),
    Detector(
        Kind.ID_CARD,
        spans,
        digits=2,
        cues=(
            "identi", "^cni", "^c.n.i", "^cin$", "^ci$", "id card", "idcard", "carte id", "^id doc",
            "ident doc", "^national id", "carte nat",
            "cartes nat", "citizen card", "de la piece", "de ma piece", "de sa piece", "de piece",
            "photo id", "ausweis", "^perso$", "^dni", "^eid", "dowod",
            "soporte", "support number", "id kaart", "id-kaart", "idkaart", "emirates id",
            "government id", "gov id", "state id", "proof of id", "^cie$", "cidadao", "bilhete de",
            "^my id", "^his id", "^her id", "^our id", "^mon id", "^ma id", "^sa id", "french id",
            "german id", "polish id", "belgian id", "italian id", "spanish id", "dutch id",
            "portuguese id", "romanian id", "swiss id",
        ),
    ),
    Detector(Kind.ID_CARD, spans_by_id, digits=2, cues=("^id$",), beside=_ON_A_CARD),
)  # fmt: skip
