"""Numbers of cheques: seven digits in France, six in the United Kingdom, three and more elsewhere.

The number is the first field of the line of magnetic characters (France: norme CMC-7, AFNOR
NF K 11-111; United Kingdom: Cheque and Credit Clearing Company, standard 3). Words must say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import AFTER_A_NUMBER, filler, said
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.owners import NUMBER, is_number, owned
from parvis.engine.guard.reading import Reading

_CHEQUE = r"(?:cheques?|cheqs?|chq[se]?|chks?|cks?|scheck|formules?)"
_NUMBER = (
    r"(?:n[°o.]s?|n\s?°|numeros?|nums?|nmr|nbr|nb|nos?|nr"
    r"|numbers?|#|№|ref(?:erence)?|nummer|numbered|serial|nmbr)"
)
_LINK = filler(
    "est", "c'est", "cest", r"c(?=[\s'])", "s", "is", "was", "it", "le", "the", "suivant", "no",
    "n", "du",
    "nos", "etait", "bien", "are", "sont", "les", "from", "de", "a", "and", "et",
)  # fmt: skip
_VALUE = rf"(?P<value>[0-9]{{3,10}}|[0-9]{{3,4}}[ \-][0-9]{{3,4}}){AFTER_A_NUMBER}"
_SAID = re.compile(
    rf"(?<![^\W_])(?P<cue>{_CHEQUE}[^.!?\n{BARRIER}]{{0,48}}?(?<![a-z]){_NUMBER}(?![a-z])"
    rf"|{_NUMBER}\s{{0,2}}(?:(?:de|du|d'|of|for|on|sur|the|my|mon|le|ce|this)\s{{0,2}}){{0,3}}"
    rf"{_CHEQUE}|checks?[\s\-(]{{0,3}}(?:numbers?|no\.?|num|nbr|#)"
    rf"|numbers? (?:on|of) (?:the|my) check)"
    rf"{_LINK}{_VALUE}"
)
_LONE = re.compile(
    rf"(?<![^\W_])(?P<cue>{_CHEQUE}|checks?(?=\s[0-9]{{3,6}}\s(?:bounced|was|has|hasn|never"
    rf"|cleared|didn|got)))[\s:=(#]{{1,4}}(?:(?:est|is)\s)?"
    rf"(?P<value>[0-9]{{6,7}}|0[0-9]{{4,9}}|(?<=check )[0-9]{{3,6}}){AFTER_A_NUMBER}"
)
_MIRROR = re.compile(
    rf"(?<![^\W_])(?P<value>[0-9]{{4,8}})[^\w{BARRIER}]{{1,4}}(?:(?:is|was|est|c'est|cest|as|the|my"
    rf"|le|mon|c)[^\w{BARRIER}]{{1,3}}){{1,4}}(?P<cue>{_NUMBER}\s(?:(?:de|du|of|on|the|my|mon)\s)"
    rf"{{0,2}}{_CHEQUE}|(?:cheque|check) (?:number|no))"
)
# Checks have three digits and more; they are paid, stopped, and lost, which no other check is.
_AMERICAN = re.compile(
    rf"(?<![^\W_])(?P<cue>(?:a|the|my|this|that|your|stop payment on|void(?:ed)?|wrote|cashed"
    rf"|paid by|box of)?\s?c(?:hec)?ks?(?![^\W_])(?:[^.!?\n0-9{BARRIER}]{{0,40}}"
    rf"(?<![a-z])(?:numbers?|no\.?|num|nbr|#)\s{{0,2}}(?:is\s)?"
    rf"|\s(?=[0-9]{{3,10}}(?:\s(?:and|&|to|or)\s[0-9]{{3,8}})?\s(?:are|is|were|was|bounced|has|have"
    rf"|hasn|haven|never|cleared|didn|got|posted|went|came|missing)(?![a-z]))"
    rf"|(?<=payment on ck)\s|(?<=payment on check)\s))"
    rf"(?P<value>[0-9]{{3,10}}){AFTER_A_NUMBER}"
)
_THAT_ONE = re.compile(
    r"(?<![^\W_])(?<![€$£#@/.,\-])(?P<value>[0-9]{3,8})[\s,]{1,3}(?:that'?s|is|was|it'?s|c'?est) "
    r"(?:the|my|that|le|mon) (?P<cue>c(?:hec)?k|cheque)(?![^\W_])(?! (?:in|out|up|mark|digit|box"
    r"|point|list))"
)
_NEXT = re.compile(
    r"\s{0,2}(?:,|/|&|-|to|and|et|a|au|or|ou|through|jusqu'a|jusqu'au"
    r"|(?:et |and )?(?:finit|termine|se termine|ends?|finish(?:es)?) (?:au|a|at|par|in|on"
    r"|with))\s{0,2}(?:n[°o]\s?|#)?"
    rf"(?P<value>[0-9]{{6,8}}|(?<=and )[0-9]{{3,5}}){AFTER_A_NUMBER}"
)
_MOST_NEXT = 8
_FEWEST_OWNED, _MOST_OWNED = 6, 8
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
_CHEQUE_NOUNS = frozenset({"cheque"})


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of numbers of cheques, and of those that follow in a row."""
    for pattern in (_SAID, _LONE, _MIRROR):
        for span in said(reading, pattern):
            value = reading.plain[span.start : span.end]
            if not _YEAR.match(value):
                yield span
                yield from _next(reading, span)


def _next(reading: Reading, span: Span) -> Iterator[Span]:
    end = span.end
    for _ in range(_MOST_NEXT):
        found = _NEXT.match(reading.plain, end)
        if found is None:
            return
        end = found.end("value")
        yield Span(*found.span("value"), Proof.SAID, span.cue)


def near(reading: Reading) -> Iterator[Span]:
    """Give the spans of numbers of six to eight digits whose nearest noun is a cheque."""
    for span in owned(
        reading, NUMBER, _CHEQUE_NOUNS, lambda value: is_number(value, _FEWEST_OWNED, _MOST_OWNED)
    ):
        yield span
        yield from _next(reading, span)
    for pattern in (_AMERICAN, _THAT_ONE):
        for span in said(reading, pattern):
            if not _YEAR.match(reading.plain[span.start : span.end]):
                yield span
                yield from _next(reading, span)


DETECTORS = (
    Detector(
        Kind.CHEQUE_NUMBER, spans, digits=3,
        cues=("cheq", "chq", "chk", "check ", "check#", "checks ", "check-n", "scheck", "formule"),
    ),
    Detector(
        Kind.CHEQUE_NUMBER, near, digits=3,
        cues=("cheq", "^chq", "^chk", "scheck", "carnet", "^stub", "souche", "^talon",
              "counterfoil", "^ck", "^check ", "^check,", "^checks "),
    ),
)  # fmt: skip
