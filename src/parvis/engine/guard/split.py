"""Numbers cut over several messages: read as one text, found, and masked in each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from parvis.engine.guard.finding import Finding
from parvis.engine.guard.guard import find
from parvis.engine.guard.policy import DEFAULT, Policy

_BETWEEN = "\n"


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
