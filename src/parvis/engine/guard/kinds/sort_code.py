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
from parvis.engine.guard.owners import NUMBER, owned
from parvis.engine.guard.reading import Reading

CODE = r"[0-9]{2}(?P<s>[\s.\-/_]{0,3})[0-9]{2}(?P=s)[0-9]{2}(?![^\W_])(?!\s?[/%€£$])"
_WORD = (
    r"(?<![^\W_])(?:sort(?:ing|s)?[\s\-_.]{0,2}(?:code?s?|number|no|num|cd)|sort(?=\s{0,2}[:=#]"
    r"|\s(?:[0-9]{6}|[0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9]))"
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
# In pairs, anywhere near the words, or near an account abroad.
_PAIRS = re.compile(
    r"[0-9](?<![^\W_][0-9])(?<![0-9][.,:/\-][0-9])"
    r"(?:[0-9](?P<by>[ ]{1,2}|[\-./])[0-9]{2}(?P=by)[0-9]{2}|[0-9]?(?: {1,3}[0-9]{1,2}){2,5})"
    r"(?![^\W_]|[.,:/\-][0-9]|[ \-][0-9]{2}(?![0-9])|\s?[%€$£])"
)
_NAMED = re.compile(r"(?<![^\W_])(?:sort(?:ing|s)?[\s\-_]{0,2}(?:codes?|number|cd)|s/c)(?![a-z])")
_BRITISH = re.compile(
    r"(?<![^\W_])(?:uk|royaume-uni|royaume uni|angleterre|anglaise?|britannique|british|london"
    r"|londres|ecosse|irlande|barclays|lloyds|hsbc|natwest|monzo|starling|santander|halifax|rbs"
    r"|nationwide|tsb|revolut|tide|chase|first direct|co-?op|metro bank|virgin money|payee"
    r"|branch|acc(?:oun)?ts?|acc(?:ount)?|a/c|current account)(?![^\W_])"
)
_EIGHT = re.compile(r"(?<![^\W_])(?<![0-9][ .\-])[0-9]{4}[ \-]?[0-9]{4}(?![^\W_]|[ .\-][0-9])")
_DAY = re.compile(
    r"(?:0[1-9]|[12][0-9]|3[01]).(?:0[1-9]|1[0-2]).[0-9]{2}|[0-9]{2}.(?:0[1-9]|1[0-2])."
    r"(?:0[1-9]|[12][0-9]|3[01])|(?:0[1-9]|1[0-2]).(?:0[1-9]|[12][0-9]|3[01]).[0-9]{2}"
)
_LENGTH = 6
_NEAR, _BESIDE_ACCOUNT = 110, 70
_WITH_ACCOUNT = re.compile(
    r"(?<![^\W_])(?<![0-9][\-./])(?P<value>[0-9]{2}-[0-9]{2}-[0-9]{2})[\s,;:/|]{1,4}"
    r"[0-9]{8}(?![^\W_])"
)
_BRANCH_NOUNS = frozenset({"branch"})


def spans(reading: Reading) -> Iterator[Span]:
    """Give the spans of sort codes that are said to be some, before or after."""
    for span in said(reading, _BEFORE):
        yield span
        second = _SECOND.match(reading.plain, span.end)
        if second:
            yield Span(*second.span("value"), Proof.SAID, span.cue)
    yield from said(reading, _AFTER)


def in_pairs(reading: Reading) -> Iterator[Span]:
    """Give the spans of six digits in pairs near the words, or near eight digits of a bank."""
    plain = reading.plain
    for found in _PAIRS.finditer(plain):
        low, high = max(0, found.start() - _NEAR), found.end() + _NEAR
        word = _NAMED.search(plain, low, high)
        if word and sum(map(str.isdecimal, found[0])) == _LENGTH:
            yield Span(*found.span(), Proof.SAID, word.span())
        elif found["by"] and found["by"] in " -" and not _DAY.fullmatch(found[0]):
            low, high = max(0, found.start() - _BESIDE_ACCOUNT), found.end() + _BESIDE_ACCOUNT
            word = _BRITISH.search(plain, low, high)
            if word and _EIGHT.search(plain, low, high):
                yield Span(*found.span(), Proof.SAID, word.span())


def in_one_piece(reading: Reading) -> Iterator[Span]:
    """Give the spans of six digits whose nearest noun is a sort code."""
    for span in owned(reading, NUMBER, _BRANCH_NOUNS, _is_one_piece):
        if span.cue and _NAMED.match(reading.plain, span.cue[0]):
            yield span


def _is_one_piece(value: str) -> bool:
    return value.isdecimal() and len(value) == _LENGTH


def with_account(reading: Reading) -> Iterator[Span]:
    """Give the spans of codes in pairs with an account number of eight digits behind."""
    for found in _WITH_ACCOUNT.finditer(reading.text):
        yield Span(*found.span("value"), Proof.FORM)


DETECTORS = (
    Detector(
        Kind.SORT_CODE, spans, digits=6, cues=("sort", "s/c", "sc:", "sc :", "sc ", "code de tri")
    ),
    Detector(Kind.SORT_CODE, with_account, digits=14),
    Detector(
        Kind.SORT_CODE,
        in_pairs,
        digits=6,
        cues=("^sort cod", "^sortcod", "^sort-cod", "^sorting", "^sort num", "^s/c$"),
    ),
    Detector(
        Kind.SORT_CODE,
        in_one_piece,
        digits=6,
        cues=("^sort cod", "^sortcod", "^sort-cod", "^sorting", "^sort num", "^s/c$"),
    ),
    Detector(
        Kind.SORT_CODE,
        in_pairs,
        digits=14,
        cues=(
            "^uk$",
            "royaume",
            "angl",
            "britann",
            "british",
            "lond",
            "ecosse",
            "irlande",
            "barclays",
            "lloyds",
            "hsbc",
            "natwest",
            "monzo",
            "starling",
            "santander",
            "halifax",
            "^rbs$",
            "nationwide",
            "^tsb$",
            "revolut",
            "^tide$",
            "chase",
            "first direct",
            "metro bank",
            "virgin money",
            "payee",
            "branch",
            "^acc",
            "^a/c$",
        ),
    ),
)
