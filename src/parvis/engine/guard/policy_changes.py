"""In what two policies differ, said piece by piece."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.engine.guard.finding import Kind
from parvis.engine.guard.policy import Direction, Policy, Rule


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A kind and direction that two policies treat otherwise."""

    kind: Kind
    direction: Direction
    before: Rule
    after: Rule


@dataclass(frozen=True, slots=True)
class PolicyChanges:
    """What a new policy changes: rules, customer numbers, published values, answers by name."""

    rules: tuple[RuleChange, ...]
    forms_added: tuple[str, ...]
    forms_removed: tuple[str, ...]
    allowed_added: int
    allowed_removed: int
    answers: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(
            self.rules
            or self.forms_added
            or self.forms_removed
            or self.allowed_added
            or self.allowed_removed
            or self.answers
        )


def changes_between(old: Policy, new: Policy) -> PolicyChanges:
    """Say in what a new policy differs from an old one."""
    rules = (
        RuleChange(kind, way, old.rule(kind, way), new.rule(kind, way))
        for kind in Kind
        for way in Direction
    )
    names = sorted({*old.answers, *new.answers})
    return PolicyChanges(
        rules=tuple(change for change in rules if change.before != change.after),
        forms_added=tuple(form for form in new.customer_forms if form not in old.customer_forms),
        forms_removed=tuple(form for form in old.customer_forms if form not in new.customer_forms),
        allowed_added=len(new.allowed.values - old.allowed.values),
        allowed_removed=len(old.allowed.values - new.allowed.values),
        answers=tuple(name for name in names if old.answers.get(name) != new.answers.get(name)),
    )
