"""Find confidential data in texts, and put markers in its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter

from parvis.engine.clean import clean_text
from parvis.engine.guard import disguise
from parvis.engine.guard.detector import Detector
from parvis.engine.guard.finding import (
    NEVER_STORED,
    Finding,
    Kind,
    Mark,
    Masked,
    Proof,
    ToSeal,
)
from parvis.engine.guard.folding import BARRIER, fold, holds_escapes, plain
from parvis.engine.guard.gate import Gate, Look
from parvis.engine.guard.kinds import detectors
from parvis.engine.guard.policy import DEFAULT, Direction, Policy, Treatment
from parvis.engine.guard.reading import Reading

# Where check digits prove two kinds at once, the longer number is the one that was meant.
_PROVEN = frozenset({Kind.IBAN, Kind.RIB, Kind.NIR, Kind.CARD, Kind.SIRET})
_ORDER = {kind: rank for rank, kind in enumerate(Kind)}
_STRENGTH = _ORDER | dict.fromkeys(_PROVEN, _ORDER[Kind.IBAN])
_SHORTEST = 4
_FEWEST_DIGITS = 2
_MOST_ROUNDS = 12


def find(text: str, policy: Policy = DEFAULT) -> tuple[Finding, ...]:
    """Find confidential data; offsets are code points of ``text``, in order, without overlap.

    What the policy allows (the bank's own hotline) is no finding. Linear in the length of the
    text, whatever it holds: every pattern is bounded.
    """
    if len(text) < _SHORTEST:
        return ()
    found = _look_once(text, policy)
    return _settled(text, found, policy) if found else ()


def find_all(texts: Sequence[str], policy: Policy = DEFAULT) -> list[tuple[Finding, ...]]:
    """Find confidential data in each text of a batch."""
    return [find(text, policy) for text in texts]


def mask(
    text: str,
    findings: Sequence[Finding],
    policy: Policy = DEFAULT,
    direction: Direction = Direction.RECEIVED_PUBLIC,
) -> Masked:
    """Treat each finding as the policy says, and make the rest safe to store.

    Masking what is masked changes nothing.
    """
    if not findings:
        return Masked(clean_text(text))
    pieces: list[str] = []
    marks: list[Mark] = []
    to_seal: list[ToSeal] = []
    length = after = 0
    for finding in findings:
        rule = policy.rule_of(finding, direction)
        if rule.treatment is Treatment.KEEP:
            continue
        value = text[finding.start : finding.end]
        before = clean_text(text[after : finding.start])
        marker = rule.marker(finding.kind, value if finding.whole else "")
        if rule.treatment is Treatment.SEAL:
            to_seal.append(ToSeal(finding.kind, len(marks), value, rule.days))
        start = length + len(before)
        length = start + len(marker)
        marks.append(Mark(finding.kind, start, length))
        pieces += (before, marker)
        after = finding.end
    pieces.append(clean_text(text[after:]))
    return Masked("".join(pieces), tuple(marks), tuple(to_seal))


def masked(
    text: str, policy: Policy = DEFAULT, direction: Direction = Direction.RECEIVED_PUBLIC
) -> str:
    """Give a text with its confidential data treated as the policy says, safe to store."""
    findings = find(text, policy)
    return mask(text, findings, policy, direction).text if findings else clean_text(text)


@cache
def _gate() -> Gate:
    return Gate(detectors())


def _look_once(text: str, policy: Policy) -> list[Finding]:
    """Find what can be found in one go, without overlap."""
    reading = fold(text) if holds_escapes(text) else None
    low = reading.plain if reading else plain(text)
    own = policy.customer_ids is not None
    look = _gate().look(low, of_the_bank=own)
    if reading is None:
        look = _gate().without_names(look, text, low)
    letters = look.digits >= _FEWEST_DIGITS and disguise.may_be_disguised(low, look.digits)
    backwards = disguise.is_turned(text) or (len(low) != len(text) and disguise.is_tagged(text))
    apart = look.detectors != 0 and disguise.is_apart(low)
    if not (look.detectors or look.spelled or letters or backwards):
        return []
    reading = reading or fold(text)
    if own:
        reading = replace(reading, customer_ids=policy.customer_ids)
    found = list(_findings(reading, look))
    if look.spelled or letters or backwards or apart:
        for other in disguise.undone(
            text, reading, spelled=look.spelled, letters=letters, apart=apart
        ):
            found += _findings(other, _gate().look(other.plain, of_the_bank=own))
    return _without_overlap(found, text, policy)


def _findings(reading: Reading, look: Look) -> Iterator[Finding]:
    for detector in _wanted(look.detectors):
        if reading.disguised and not (detector.undisguised or reading.of_letters):
            continue
        for start, end, proof, cue in detector.spans(reading):
            if BARRIER in reading.text[start:end]:
                continue  # a wide pattern went over what is masked already
            yield Finding(
                detector.kind,
                *reading.span(start, end),
                proof=proof,
                cue=reading.span(*cue) if cue else None,
                disguised=reading.disguised,
            )


@cache
def _wanted(bits: int) -> tuple[Detector, ...]:
    return tuple(detector for place, detector in enumerate(detectors()) if bits >> place & 1)


def _settled(text: str, found: list[Finding], policy: Policy) -> tuple[Finding, ...]:
    """Look again at the text with markers in it, until nothing more is found.

    What stands beside a finding can read as a finding once that one is masked; so what is masked
    never holds one.
    """
    settled = list(found)
    for _ in range(_MOST_ROUNDS):
        hidden, markers, shifts = _with_markers(text, settled)
        more = [
            _moved_back(part, markers, shifts)
            for finding in _look_once(hidden, policy)
            for part in _beside(finding, markers)
        ]
        if not more:
            break
        settled += more
        settled.sort(key=lambda finding: finding.start)
    return tuple(settled)


def _with_markers(
    text: str, findings: Sequence[Finding]
) -> tuple[str, list[tuple[int, int]], list[int]]:
    """Put bare markers into a text; give the span of each, and how far what follows has moved."""
    pieces: list[str] = []
    markers: list[tuple[int, int]] = []
    shifts: list[int] = []
    after = length = 0
    for finding in findings:
        marker = f"[{finding.kind}]"
        pieces += (text[after : finding.start], marker)
        after = finding.end
        length += len(pieces[-2]) + len(marker)
        markers.append((length - len(marker), length))
        shifts.append(after - length)
    return "".join(pieces) + text[after:], markers, shifts


def _beside(finding: Finding, markers: list[tuple[int, int]]) -> list[Finding]:
    """Give what of a finding is not masked yet: what is shown backwards may lie around markers."""
    first = bisect_right(markers, finding.start, key=itemgetter(1))
    last = bisect_left(markers, finding.end, key=itemgetter(0))
    if first >= last:
        return [finding]
    parts: list[Finding] = []
    after = finding.start
    for start, end in [*markers[first:last], (finding.end, finding.end)]:
        if after < start:
            parts.append(replace(finding, start=after, end=start, whole=False))
        after = end
    return parts


def _moved_back(finding: Finding, markers: list[tuple[int, int]], shifts: list[int]) -> Finding:
    def back(place: int) -> int:
        rank = bisect_right(markers, place, key=itemgetter(1)) - 1
        return place + shifts[rank] if rank >= 0 else place

    cue = (back(finding.cue[0]), back(finding.cue[1])) if finding.cue else None
    return replace(finding, start=back(finding.start), end=back(finding.end - 1) + 1, cue=cue)


def _precedence(finding: Finding) -> tuple[int, int, int, int]:
    length = finding.end - finding.start
    return _STRENGTH[finding.kind], -length, _ORDER[finding.kind], finding.start


def _without_overlap(findings: list[Finding], text: str, policy: Policy) -> list[Finding]:
    """Keep the strongest kind of overlapping findings, then the longest, then the first.

    What the policy allows is left out, and weaker kinds where it stands with it.
    """
    kept: list[Finding] = []
    opening: list[Finding] = []
    taken = bytearray()
    for each in sorted(findings, key=_precedence):
        if each.end > len(taken):
            taken.extend(bytes(each.end - len(taken)))
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            if not policy.allows(each, text):
                kept.append(each)
        elif each.kind in NEVER_STORED:
            opening.append(each)
    if opening:
        kept = _with_what_opens(kept, opening, len(taken))
    return sorted(kept, key=lambda finding: finding.start)


def _with_what_opens(kept: list[Finding], opening: list[Finding], length: int) -> list[Finding]:
    """Say of findings that they may be a password or a code; check digits prove that they are not.

    Else a password in the form of an e-mail address would be kept, or sealed, as such.
    """
    may_open = bytearray(length)
    for each in opening:
        may_open[each.start : each.end] = b"\1" * (each.end - each.start)
    return [
        replace(each, opens=True)
        if each.proof is not Proof.CHECK_DIGITS and any(may_open[each.start : each.end])
        else each
        for each in kept
    ]
