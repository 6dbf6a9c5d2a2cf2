"""Numbers of driving licences.

Britain's sixteen signs show what they are: five of the surname, the date of birth, initials, three
more (DVLA, INF4). All others need words: France twelve digits, or two digits, two letters, five
digits (directive 2006/126/EC); the United States a form for each state (AAMVA), Italy, Germany.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import compact, is_said_otherwise
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.kinds.residence_permit import is_swiss
from parvis.engine.guard.papers import START, of_paper
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
_FORM = re.compile(
    START
    + r"(?:[0-9]{12}|[0-9]{2}(?:[\s.\-][0-9]{2}){2}[\s.\-][0-9]{6}|[0-9]{2}(?:[\s.\-][0-9]{2}){5}"
    r"|[0-9]{4}(?P<by>[\s.\-])[0-9]{4}(?P=by)[0-9]{4}|[0-9]{6}[\s\-][0-9]{6}"
    r"|[0-9]{2}[\s\-]?[A-Z]{2}[\s\-]?[0-9]{5}|[0-9]{2}[a-z]{2}[0-9]{5}"
    r"|[A-Z](?:\s[0-9]{3}){4}|[A-Z]{1,2}[0-9]{2,5}(?:[\s\-][0-9]{1,7}){1,5}"
    r"|[0-9]{3}(?:[\s\-][0-9]{3}){2}|[0-9]{8,10}"
    r"|[A-Z]{1,2}-?[0-9]{5,14}|[a-z]{1,2}[0-9]{6,14}"
    r"|(?=(?:[A-Z*]{0,8}[0-9]){3})[A-Z][A-Z0-9*]{6,13}"
    r"|(?=(?:[A-Z]{0,6}[0-9]){5})(?=[0-9]{0,9}[A-Z])[A-Z0-9]{7,18}"
    r"|(?=(?:[a-z]{0,6}[0-9]){5})(?=[0-9]{0,9}[a-z])[a-z0-9]{7,18})(?![^\W_*])"
)
_SORTS = frozenset({"licence"})
_NAME = 5


def british(reading: Reading) -> Iterator[Span]:
    """Give the spans of British licence numbers, which no words need name."""
    for found in _BRITISH.finditer(reading.text):
        name = compact(found[0])[:_NAME]
        if _PADDED.fullmatch(name) and not is_said_otherwise(reading, found.start()):
            yield Span(*found.span(), Proof.FORM)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of licence numbers that belong to a word for a licence."""
    for span in of_paper(reading, _FORM, _SORTS):
        if not is_swiss(reading, span):
            yield span


DETECTORS = (
    Detector(Kind.DRIVING_LICENCE, british, digits=6),
    Detector(
        Kind.DRIVING_LICENCE,
        spans,
        digits=3,
        cues=(
            "permis", "permi de cond", "permi cond", "neph", "licen", "^lic$", "dvla",
            "drivers num", "driver num", "driver lic", "drivers lic", "driving lic",
            "driving perm", "driver perm", "drivers perm", "driver's",
            "photocard", "provisional", "^dl$", "hrerschein", "patente", "conduire", "conducir",
            "rijbewijs", "conducao", "motorista", "^cnh$",
        ),
    ),
)  # fmt: skip
