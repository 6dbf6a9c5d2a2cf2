"""In what two charters differ: rules added, removed, changed and moved, known by their names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parvis.engine.charter.rules import Charter, Rule


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule, and its number in its charter, from 1."""

    number: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that both charters have, and that says or does something else."""

    before: Placed
    after: Placed


@dataclass(frozen=True, slots=True)
class CharterChanges:
    """What a new charter changes.

    ``moved`` are the fewest rules that would have to be taken out so that all others stand in their
    old order: one rule put on top is one that is moved, not all that stand below it now.
    """

    added: tuple[Placed, ...]
    removed: tuple[Placed, ...]
    changed: tuple[RuleChange, ...]
    moved: tuple[RuleChange, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.moved)


def changes_between(old: Charter, new: Charter) -> CharterChanges:
    """Say in what a new charter differs from an old one."""
    before, after = _placed(old), _placed(new)
    both = [name for name in after if name in before]
    kept = _in_order([before[name].number for name in both])
    pairs = [RuleChange(before[name], after[name]) for name in both]
    return CharterChanges(
        added=tuple(each for name, each in after.items() if name not in before),
        removed=tuple(each for name, each in before.items() if name not in after),
        changed=tuple(each for each in pairs if each.before.rule != each.after.rule),
        moved=tuple(each for place, each in enumerate(pairs) if place not in kept),
    )


def _placed(charter: Charter) -> Mapping[str, Placed]:
    return {rule.name: Placed(number, rule) for number, rule in enumerate(charter.rules, 1)}


def _in_order(numbers: Sequence[int]) -> frozenset[int]:
    """Give the places of the most numbers that stand in growing order (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    behind: list[int | None] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        behind.append(at[pile - 1] if pile else None)
        tops[pile : pile + 1] = [number]
        at[pile : pile + 1] = [place]
    chosen: list[int] = []
    here = at[-1] if at else None
    while here is not None:
        chosen.append(here)
        here = behind[here]
    return frozenset(chosen)
