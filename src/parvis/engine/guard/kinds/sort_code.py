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
from parvis.engine.guard.owners import NUMBER, owned, owner
from parvis.engine.guard.reading import Reading

CODE = r"[0-9]{2}(?P<s>[\s.\-/_]{0,3})[0-9]{2}(?P=s)[0-9]{2}(?![^\W_])(?!\s?[/%€£$])"
_NAME = (
    r"(?:(?:sort(?:ing|s)?|srt|sotr|(?<!')s)[\s\-_.]{0,2}(?:code?s?|cde?|cod|numbers?|no|num|nbr)"
    r"|s/c|codes? de tri|code guichet anglais)(?![a-z])"
)
_WORD = (
    rf"(?<![^\W_])(?:{_NAME}|(?<=the )sort(?:'?s|\sis)(?=\s[0-9]{{2}}[ \-][0-9]{{2}}[ \-])"
    rf"|sort(?=\s{{0,2}}[:=#]|\s(?:[0-9]{{6}}|[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}})"
    r"(?![0-9]))|sc(?=\s{0,2}[:=#]|\s[0-9]{2}[.\-][0-9]|\s[0-9]{6}(?![0-9])))"
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
    r"(?![^\W_]|[.,:/\-][0-9]|[ \-][0-9]{1,2}(?![0-9])|\s?[%€$£])"
)
_NAMED = re.compile(rf"(?<![^\W_]){_NAME}")
# A pair of pairs that is no day, near a word of banks, is hardly anything else.
_OF_BANKS = re.compile(
    r"(?<![^\W_])(?:uk|royaume[- ]uni|angleterre|anglaise?s?|britannique|british|london|londres"
    r"|ecosse|irlande|barclays|lloyds|hsbc|natwest|monzo|starling|santander|halifax|rbs|nationwide"
    r"|tsb|revolut|tide|chase|first direct|co-?op|metro bank|virgin money|payees?|branch(?:es)?"
    r"|acc?o?u?n?ts?|acct?|acc|a/c|comptes?|cpte?|banks?|banque|bancaire|cards?|cartes?|payroll"
    r"|wages|salary|transfer(?:red|s)?|virements?|iban|bic|sort|guichet|agence|statement|releve"
    r"|paid|pay|paying|refund(?:ed)?|rembours\w{1,6}|rent|loyer)(?![^\W_])"
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
# "call us on 08 45 12".
_CALLED = re.compile(r"(?<![^\W_])(?:call|ring|dial|phone|appel\w{0,3}|tel)(?: \w{1,4}){0,2} \Z")
_BRANCH_NOUNS = frozenset({"branch"})
_BANK_NOUNS = frozenset({"branch", "account", "card"})
_OTHER_CODE = re.compile(
    r"(?<![^\W_])(?:otp|sms|texto|pin|one[- ]time|verif\w{0,8}|comb(?:o|in\w{0,6})|lock|cadenas"
    r"|darts|scores?|postcode|promo)"
    r"(?![^\W_])"
)


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
        if sum(map(str.isdecimal, found[0])) != _LENGTH:
            continue
        low, high = max(0, found.start() - _NEAR), found.end() + _NEAR
        if _CALLED.search(plain, low, found.start()):
            continue
        word = _NAMED.search(plain, low, high) or _bank_near(plain, found)
        if word:
            yield Span(*found.span(), Proof.SAID, word.span())


def _bank_near(plain: str, found: re.Match[str]) -> re.Match[str] | None:
    """Give the word of banks near two pairs, where they are a code and not a day."""
    low, high = max(0, found.start() - _BESIDE_ACCOUNT), found.end() + _BESIDE_ACCOUNT
    account = _EIGHT.search(plain, low, high)
    if not account and (found["by"] != "-" or _DAY.fullmatch(found[0])):
        return None
    if account and (not found["by"] or found["by"] not in "-/ "):
        return None
    if _OTHER_CODE.search(plain, low, high):
        return None
    whose = owner(plain, *found.span())
    if whose and whose[0] not in _BANK_NOUNS:
        return None
    return _OF_BANKS.search(plain, low, high)


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


_NAMED_CUES = (
    "^sort", "^srt", "^sotr", "^s.code", "^s code", "^s-code", "^scode", "^s/c$", "s de tri",
    "code de tri", "code guichet",
)  # fmt: skip
DETECTORS = (
    Detector(Kind.SORT_CODE, spans, digits=6, cues=(*_NAMED_CUES, "sc:", "sc :", "sc ")),
    Detector(Kind.SORT_CODE, with_account, digits=14),
    Detector(Kind.SORT_CODE, in_pairs, digits=6),
    Detector(Kind.SORT_CODE, in_one_piece, digits=6, cues=_NAMED_CUES),
)
