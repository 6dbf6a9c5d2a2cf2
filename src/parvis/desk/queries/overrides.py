"""How often, where and why people did otherwise than the charter advises."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from parvis.desk.models import Override
from parvis.desk.rules import READ_OVERRIDES
from parvis.governance.models import Entity, User
from parvis.governance.permissions import entities_for

PAGE = 50
MOST_RULES = 200
"""Rules that are counted on one page: more than any charter of people has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideFilter:
    """What somebody looks at: the last ``days``, an entity with those below it, a rule."""

    days: int = 30
    entity: int | None = None
    rule: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How often an advice of a rule was not followed, and why: codes with how often each."""

    rule: str
    advised: str
    count: int
    reasons: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverridePage:
    """Counts over all that fits, and some of it, the latest first."""

    counts: Sequence[RuleCount]
    rows: Sequence[Override]
    next_before: int | None


def overrides_page(user: User, chosen: OverrideFilter, *, size: int = PAGE) -> OverridePage:
    """Give what fits of the entities that the person watches over.

    What was taken back is listed, and not counted.
    """
    every = _fitting(_watched(user, chosen.entity), chosen.days)
    if chosen.rule:
        every = every.filter(rule=chosen.rule)
    found = every if chosen.before is None else every.filter(pk__lt=chosen.before)
    rows = list(
        found.select_related("conversation__author", "by", "entity")
        .defer("entity__aliases")
        .order_by("-pk")[: size + 1]
    )
    return OverridePage(
        counts=_counted(every),
        rows=rows[:size],
        next_before=rows[size - 1].pk if len(rows) > size else None,
    )


def overridden_rules(user: User, chosen: OverrideFilter) -> list[str]:
    """Name the rules whose advice was not followed, for a filter."""
    rows = _fitting(_watched(user, chosen.entity), chosen.days).exclude(rule="")
    return list(rows.order_by("rule").values_list("rule", flat=True).distinct()[:MOST_RULES])


def override_counts(
    entity_ids: Collection[int], since: datetime, version: int | None
) -> Mapping[str, int]:
    """Count by rule how often a charter was not followed; ``version`` None for the default."""
    rows = Override.objects.filter(
        entity_id__in=entity_ids, at__gte=since, charter=version, taken_back_at=None
    ).exclude(rule="")
    return dict(rows.order_by().values_list("rule").annotate(count=Count("pk")))


def _watched(user: User, entity: int | None) -> frozenset[int]:
    """Ids of the entities that the person watches over, or of those below one of them."""
    watched = entities_for(user, READ_OVERRIDES)
    if entity is None or entity not in watched:
        return watched if entity is None else frozenset()
    tree = list(Entity.objects.values_list("id", "parent_id"))
    found, waiting = {entity}, [entity]
    while waiting:
        above = waiting.pop()
        below = [child for child, parent in tree if parent == above and child not in found]
        found.update(below)
        waiting += below
    return watched & found


def _fitting(entities: frozenset[int], days: int) -> QuerySet[Override]:
    since = timezone.now() - timedelta(days=days)
    return Override.objects.filter(entity_id__in=entities, at__gte=since)


def _counted(every: QuerySet[Override]) -> list[RuleCount]:
    rows = (
        every.filter(taken_back_at=None)
        .order_by()
        .values_list("rule", "advised", "reason")
        .annotate(count=Count("pk"))
    )
    by_rule: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for rule, advised, reason, count in rows:
        by_rule.setdefault((rule, advised), []).append((reason, count))
    counted = [
        RuleCount(
            rule=rule,
            advised=advised,
            count=sum(count for _, count in reasons),
            reasons=sorted(reasons, key=lambda each: (-each[1], each[0])),
        )
        for (rule, advised), reasons in by_rule.items()
    ]
    return sorted(counted, key=lambda each: (-each.count, each.rule, each.advised))[:MOST_RULES]
