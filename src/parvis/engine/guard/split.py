"""Numbers cut over several messages: read as one text, found, and masked in each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from parvis.engine.guard.finding import Finding, Kind, Mark, Masked
from parvis.engine.guard.folding import BARRIER, fold
from parvis.engine.guard.guard import find, mask
from parvis.engine.guard.policy import DEFAULT, Direction, Policy
from parvis.engine.guard.reading import Reading

_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a masked text has to become, since a later message showed that it holds more.

    In ``masked`` the marks that were there stand first, in their order, and the new ones behind.
    ``hidden`` are the values that it hides now, to be looked for wherever the text was copied.
    """

    masked: Masked
    hidden: tuple[tuple[Kind, str], ...] = field(repr=False)


def find_across(texts: Sequence[str], policy: Policy = DEFAULT) -> list[tuple[Finding, ...]]:
    """Find confidential data in consecutive messages of one author, together and each alone.

    Gives the findings of each text, in its own offsets. A finding that lies in several texts is
    in each of them as a part (``whole`` is False), of which a mask shows nothing.
    """
    alone = [find(text, policy) for text in texts]
    starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in texts)]
    together = find(_BETWEEN.join(texts), policy)
    return [
        _united(own, _part(together, start, start + len(text)))
        for own, start, text in zip(alone, starts, texts, strict=False)
    ]


def _part(findings: Sequence[Finding], start: int, end: int) -> Iterator[Finding]:
    """Give what lies between two places, in offsets from the first."""
    for finding in findings:
        first, last = max(finding.start, start), min(finding.end, end)
        if first < last:
            inside = finding.start >= start and finding.end <= end
            cue = finding.cue
            if cue is not None:
                told_here = start <= cue[0] and cue[1] <= end
                cue = (cue[0] - start, cue[1] - start) if told_here else None
            yield replace(finding, start=first - start, end=last - start, cue=cue, whole=inside)


def _united(own: tuple[Finding, ...], shared: Iterator[Finding]) -> tuple[Finding, ...]:
    """Add what is found only together; where both found something, the wider one stays."""
    found = list(own)
    for finding in shared:
        met = [each for each in found if each.start < finding.end and finding.start < each.end]
        if all(finding.start <= each.start and each.end <= finding.end for each in met):
            found = [each for each in found if each not in met]
            found.append(finding)
    return tuple(sorted(found, key=lambda each: each.start))


def mask_more(
    before: Masked, findings: Sequence[Finding], policy: Policy, direction: Direction
) -> Masked | None:
    """Mask what was found later in a text that is masked already; None where nothing is."""
    treated = policy.treated(tuple(findings), direction)
    if not treated:
        return None
    after = mask(before.text, treated, policy, direction)
    moved = [_moved(mark, treated, after.marks) for mark in before.marks]
    to_seal = (replace(each, mark=each.mark + len(moved)) for each in after.to_seal)
    return Masked(after.text, (*moved, *after.marks), (*before.to_seal, *to_seal))


def amended(
    before: Masked, across: Sequence[Finding], policy: Policy, direction: Direction
) -> Amendment | None:
    """Say what a masked text has to become, given what was found in it read with later ones."""
    if not across:
        return None
    known = set(find(before.text, policy))
    new = policy.treated(tuple(each for each in across if each not in known), direction)
    masked = mask_more(before, new, policy, direction)
    if masked is None:
        return None
    hidden = tuple((each.kind, before.text[each.start : each.end]) for each in new)
    return Amendment(masked, hidden)


def mask_values(
    before: Masked, values: Sequence[tuple[Kind, str]], policy: Policy, direction: Direction
) -> Masked | None:
    """Mask values wherever a text holds them, however they are separated; None where nowhere."""
    reading = fold(before.text)
    findings: list[Finding] = []
    for kind, value in values:
        findings += _places(reading, kind, value)
    return mask_more(before, _apart(findings), policy, direction)


def _places(reading: Reading, kind: Kind, value: str) -> Iterator[Finding]:
    """Give where a text holds the letters and digits of a value, in their order."""
    wanted = "".join(filter(str.isalnum, fold(value).text)).casefold()
    signs = [
        (sign, place)
        for place, sign in enumerate(reading.text)
        if sign.isalnum() or sign == BARRIER
    ]
    held = "".join(sign.casefold()[:1] for sign, _ in signs)
    at = held.find(wanted) if wanted else -1
    while at >= 0:
        start, end = reading.span(signs[at][1], signs[at + len(wanted) - 1][1] + 1)
        yield Finding(kind, start, end, whole=False)
        at = held.find(wanted, at + len(wanted))


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what overlaps what stands before it."""
    kept: list[Finding] = []
    for each in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _moved(mark: Mark, findings: Sequence[Finding], markers: Sequence[Mark]) -> Mark:
    """Give where a mark stands once findings of its text became markers."""
    start, end = mark.start, mark.end
    for finding, marker in zip(findings, markers, strict=True):
        shift = (marker.end - marker.start) - (finding.end - finding.start)
        if finding.end <= mark.start:
            start, end = start + shift, end + shift
        elif finding.start < mark.end:
            return Mark(mark.kind, marker.start, marker.start)  # hidden by a wider one
    return Mark(mark.kind, start, end)
