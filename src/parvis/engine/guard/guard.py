"""Find confidential data in texts, and put markers in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from parvis.engine.clean import clean_text
from parvis.engine.guard import card, email, iban, phone
from parvis.engine.guard.finding import Finding, Kind, Masked
from parvis.engine.guard.folding import fold

_Span = tuple[int, int, Kind]
_Detector = tuple[Kind, Callable[[str], Iterator[tuple[int, int]]]]

_NUMBERS = ((Kind.IBAN, iban.spans), (Kind.CARD, card.spans), (Kind.PHONE, phone.spans))
_ADDRESSES = ((Kind.EMAIL, email.spans),)
_STRENGTH = {kind: rank for rank, kind in enumerate(Kind)}

# The first pass reads the text as it was given, and must let through all that folding can turn
# into a number: digits that Python's \d does not know, and blanks that it takes for letters.
# One pattern a question: each starts with one class of signs, which is searched ten times faster
# than several.
_ODD_DIGITS = "²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒\U0001f100-\U0001f10a"
_DIGIT = rf"[\d{_ODD_DIGITS}]"
_GAP = "[\\W_\u02c9\u115f\u1160\u30fc\u3164\uff70\uffa0]{0,12}"
# Where such digits lie; other scripts are let in whole, emoji and accented letters are not.
_OTHER_DIGIT = re.compile(
    "[²³¹\u0660-\u1fff\u2070-\u209c\u2460-\u24ff\u2776-\u2793\ua000-\uabff\uff10-\uff19"
    "\U00010000-\U0001f2ff\U0001fbf0-\U0001fbf9]"
)
_TEN_DIGITS = re.compile(rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{9}}")
_TEN_PLAIN_DIGITS = re.compile(r"[0-9](?:[^0-9A-Za-z]{0,12}[0-9]){9}")
_SHORT_PHONE = re.compile(rf"[+＋﹢⁺₊﬩]{_GAP}{_DIGIT}(?:{_GAP}{_DIGIT}){{7}}")
_IBAN_IN_ONE = re.compile(r"\d(?<=[A-Za-z][A-Za-z]\d)\d[0-9A-Za-z]{11}")
_IBAN_IN_GROUPS = re.compile(rf"\d{_GAP}\d(?:{_GAP}[0-9A-Z]){{11}}")
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")
_NOT_DIGITS = bytes(sign for sign in range(128) if not chr(sign).isdecimal())
_FEWEST_DIGITS = 8
_SHORTEST = len("a@b.fr")
# Not the at sign of a handle, which stands after a space or slash and before a letter.
_AT = re.compile(r"[@＠﹫%](?:(?<=[^\s/][@＠﹫])|(?<=[@＠﹫])(?!\w)|(?<=%)40)")
_AT_IN_WORDS = re.compile(r"[\[(（]\W{0,3}(?:at|arobas)\b|\barobas", re.IGNORECASE)
_BARRIER = "]"
_MOST_ROUNDS = 12


def find(text: str) -> tuple[Finding, ...]:
    """Find confidential data; offsets are code points of ``text``, in order, without overlap.

    Linear in the length of the text, whatever it holds: every pattern is bounded.
    """
    if len(text) < _SHORTEST:
        return ()
    detectors = _detectors_for(text)
    if not detectors:
        return ()
    folded = fold(text)
    spans = _settled_spans(folded.text, detectors)
    return tuple(Finding(kind, *folded.span(start, end)) for start, end, kind in spans)


def _detectors_for(text: str) -> tuple[_Detector, ...]:
    numbers = _NUMBERS if _may_hold_number(text) else ()
    addresses = _ADDRESSES if _may_hold_address(text) else ()
    return numbers + addresses


def _may_hold_number(text: str) -> bool:
    digits = len(text.encode("ascii", "ignore").translate(None, _NOT_DIGITS))
    if text.isascii() or not _OTHER_DIGIT.search(text):
        if digits < _FEWEST_DIGITS:
            return False
        ten = _TEN_PLAIN_DIGITS if text.isascii() else _TEN_DIGITS
    else:
        ten = _TEN_DIGITS
    return bool(
        ten.search(text)
        or ("%" in text and _ESCAPED.search(text))
        or _SHORT_PHONE.search(text)
        or _IBAN_IN_GROUPS.search(text)
        or _IBAN_IN_ONE.search(text)
    )


def _may_hold_address(text: str) -> bool:
    # Plain searches for one character first: they cost a tenth of a pattern.
    if ("@" in text or "%40" in text or "＠" in text or "﹫" in text) and _AT.search(text):
        return True
    if "(" in text or "[" in text or "roba" in text or "ROBA" in text or "（" in text:
        return _AT_IN_WORDS.search(text) is not None
    return False


def find_all(texts: Sequence[str]) -> list[tuple[Finding, ...]]:
    """Find confidential data in each text of a batch."""
    return [find(text) for text in texts]


def mask(text: str, findings: Sequence[Finding]) -> Masked:
    """Put each finding's marker in its place, and make the rest safe to store.

    No digit of the data stays. Masking what is masked changes nothing.
    """
    if not findings:
        return Masked(clean_text(text))
    pieces: list[str] = []
    marks: list[Finding] = []
    length = after = 0
    for finding in findings:
        before = clean_text(text[after : finding.start])
        marker = finding.kind.marker
        start = length + len(before)
        length = start + len(marker)
        marks.append(Finding(finding.kind, start, length))
        pieces += (before, marker)
        after = finding.end
    pieces.append(clean_text(text[after:]))
    return Masked("".join(pieces), tuple(marks))


def masked(text: str) -> str:
    """Give a text with its confidential data masked, safe to store."""
    findings = find(text)
    return mask(text, findings).text if findings else clean_text(text)


def _settled_spans(text: str, detectors: tuple[_Detector, ...]) -> list[_Span]:
    """Search again behind barriers until nothing more is found.

    What stands beside a finding can read as a finding once that one is masked.
    """
    settled: list[_Span] = []
    for _ in range(_MOST_ROUNDS):
        found = _without_overlap(_all_spans(text, detectors))
        if not found:
            break
        settled += found
        pieces: list[str] = []
        after = 0
        for start, end, _kind in found:
            pieces += (text[after:start], _BARRIER * (end - start))
            after = end
        text = "".join(pieces) + text[after:]
        detectors = _detectors_for(text)
    return sorted(settled)


def _all_spans(text: str, detectors: tuple[_Detector, ...]) -> Iterator[_Span]:
    for kind, spans in detectors:
        for start, end in spans(text):
            yield start, end, kind


def _without_overlap(spans: Iterator[_Span]) -> list[_Span]:
    """Keep the strongest kind of overlapping spans, then the longest, then the first."""
    kept: list[_Span] = []
    taken = bytearray()
    for start, end, kind in sorted(spans, key=lambda s: (_STRENGTH[s[2]], s[0] - s[1], s[0])):
        if end > len(taken):
            taken.extend(bytes(end - len(taken)))
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, kind))
    return sorted(kept)
