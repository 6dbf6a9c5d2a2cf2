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

# Digits that Python's \d does not know: superscript, subscript, circled, with a full stop.
_OTHER_DIGITS = "²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒\U0001f100-\U0001f10a"
_EIGHT_DIGITS = re.compile(rf"(?:[\d{_OTHER_DIGITS}][^\d{_OTHER_DIGITS}]*){{8}}")
# Not the at sign of a handle, which stands after a space and before a letter.
_AT = re.compile(r"(?<=\S)[@＠﹫]|[@＠﹫](?!\w)|[\[(]\s?at\s?[\])]|aroba|%40", re.IGNORECASE)
_BARRIER = "]"
_MOST_ROUNDS = 12


def find(text: str) -> tuple[Finding, ...]:
    """Find confidential data; offsets are code points of ``text``, in order, without overlap.

    Linear in the length of the text, whatever it holds: every pattern is bounded.
    """
    numbers: tuple[_Detector, ...] = _NUMBERS if _EIGHT_DIGITS.search(text) else ()
    addresses: tuple[_Detector, ...] = _ADDRESSES if _AT.search(text) else ()
    if not numbers and not addresses:
        return ()
    folded = fold(text)
    spans = _settled_spans(folded.text, numbers + addresses)
    return tuple(Finding(kind, *folded.span(start, end)) for start, end, kind in spans)


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
    return mask(text, find(text)).text


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
