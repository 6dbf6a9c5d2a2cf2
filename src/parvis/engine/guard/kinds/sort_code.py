"""Sort codes: six digits that name a bank's branch in the United Kingdom and in Ireland.

Written in pairs (Pay.UK, Extended Industry Sorting Code Directory). It has no check digit of its
own, so words must say it, or an account number of eight digits must stand behind its pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard.context import said
from parvis.engine.guard.detector import Detector, Span
from parvis.engine.guard.finding import Kind, Proof
from parvis.engine.guard.folding import BARRIER
from parvis.engine.guard.reading import Reading

CODE = r"[0-9]{2}(?P<s>[\s.\-/_]{0,3})[0-9]{2}(?P=s)[0-9]{2}(?![^\W_])(?!\s?[/%€£$])"
_WORD = (
    r"(?<![^\W_])(?:sort(?:ing|s)?[\s\-_.]{0,2}(?:code?s?|number|no|num|cd)|sort(?=\s{0,2}[:=#])"
    r"|s/c"
    r"|sc(?=\s{0,2}[:=#]|\s[0-9]{2}-[0-9]|\s[0-9]{6}(?![0-9]))|code de tri|code guichet anglais)"
)
_BEFORE = re.compile(rf"(?P<cue>{_WORD})[^0-9\n.?!{BARRIER}]{{0,36}}[\s.]{{0,3}}(?P<value>{CODE})")
_SECOND = re.compile(
    rf"\s{{0,2}}(?:,|/|&|or|and|to|now|then|ou|et|puis|->)\s{{0,2}}(?P<value>{CODE})"
)
_AFTER = re.compile(
    rf"(?<![^\W_])(?<![0-9][\-./])(?P<value>{CODE})[^\w{BARRIER}]{{0,4}}"
    rf"(?:[0-9]{{7,8}}[^\w{BARRIER}]{{0,4}})?(?:(?:is|was|as|for|being|est|c'est|that's|our|my|the"
    rf"|mon|le|a|old|new|branch|correct|right)[^\w{BARRIER}]{{1,3}}){{0,4}}(?P<cue>{_WORD})"
)
_WITH_ACCOUNT = re.compile(
    r"(?<![^\W_])(?<![0-9][\-./])(?P<value>[0-9]{2}-[0-9]{2}-[0-9]{2})[\s,;:/|]{1,4}"
    r"[0-9]{8}(?![^\W_])"
)


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of sort codes that are said to be some, before or after."""
    for span in said(reading, _BEFORE):
        yield span
        second = _SECOND.match(reading.plain, span.end)
        if second:
            yield Span(*second.span("value"), Proof.SAID, span.cue)
    yield from said(reading, _AFTER)


def with_account(reading: Reading) -> Iterator[Span]:
    """Give the spans of codes in pairs with an account number of eight digits behind."""
    for found in _WITH_ACCOUNT.finditer(reading.text):
        yield Span(*found.span("value"), Proof.FORM)


DETECTORS = (
    Detector(
        Kind.SORT_CODE, spans, digits=6, cues=("sort", "s/c", "sc:", "sc :", "sc ", "code de tri")
    ),
    Detector(Kind.SORT_CODE, with_account, digits=14),
)
