"""What a draft would have changed, tried on the posts of the last days, and what rules decided."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Final

from django.utils import timezone

from parvis.engine.charter.judging import judge_all
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.situation import Situation
from parvis.engine.charter.trial import Comparison, Trial
from parvis.engine.post import Visibility
from parvis.governance.charter_posts import (
    JudgedPost,
    counts_overrides,
    decided_by_rule,
    judged_posts,
    overridden_by_rule,
)
from parvis.governance.models import Entity
from parvis.governance.queries.charter import with_followers

DAYS: Final = (7, 14, 30)
COUNTED_DAYS: Final = 30
POSTS_LIMIT: Final = 50_000
SECONDS_LIMIT: Final = 10.0
"""Somebody waits for the page: what was looked at by then is told, and that it is not all."""

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class CharterTrial:
    """A trial of a charter, and whether it looked at all posts of those days.

    ``otherwise`` are posts with the same act, but another recipient, queue, priority or proposed
    answer.
    """

    trial: Trial
    otherwise: int
    days: int
    whole: bool


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How many of the last days' posts each rule decided, and was overridden at, by its name.

    ``overridden`` is None where nobody counts that. ``posts`` are all that the charter decided.
    """

    decided: Counter[str]
    overridden: Counter[str] | None
    days: int

    @property
    def posts(self) -> int:
        """How many posts the charter decided."""
        return self.decided.total()


def try_charter(
    entity: Entity,
    charter: Charter,
    *,
    days: int,
    limit: int = POSTS_LIMIT,
    seconds: float = SECONDS_LIMIT,
) -> CharterTrial:
    """Try a charter on what came to the entity, and to those below it that would follow it.

    Stored posts are judged anew from their labels, by the charter in force and by this one; the
    newest first, until the limit of posts or of time.
    """
    in_force, followers = with_followers(entity)
    since = timezone.now() - timedelta(days=days)
    end = time.monotonic() + seconds
    comparison = Comparison()
    whole, count, otherwise = True, 0, 0
    for posts in _chunks(judged_posts(followers, since, limit)):
        if time.monotonic() > end:
            whole = False
            break
        otherwise += _compare(comparison, posts, in_force.charter, charter)
        count += len(posts)
    return CharterTrial(comparison.result(), otherwise, days, whole and count < limit)


def rule_counts(entity: Entity, version: int | None) -> RuleCounts:
    """Count what the rules of the charter in force decided; ``version`` is its id, None if default.

    Of the entity, and of those below it that follow the same charter.
    """
    _in_force, followers = with_followers(entity)
    since = timezone.now() - timedelta(days=COUNTED_DAYS)
    return RuleCounts(
        decided_by_rule(followers, since, POSTS_LIMIT, version),
        overridden_by_rule(followers, since, version) if counts_overrides() else None,
        COUNTED_DAYS,
    )


def _chunks(posts: Iterable[JudgedPost]) -> Iterator[list[JudgedPost]]:
    stream = iter(posts)
    while chunk := list(islice(stream, _AT_ONCE)):
        yield chunk


def _compare(comparison: Comparison, posts: list[JudgedPost], old: Charter, new: Charter) -> int:
    """Take posts in; gives how many have the same act, and are treated otherwise all the same."""
    situations = [post.situation for post in posts]
    otherwise = 0
    for post, before, after in zip(
        posts, judge_all(old, situations), judge_all(new, situations), strict=True
    ):
        # Confidential data that everybody can read is protected, whatever a charter says.
        held = after if _is_exposed(post.situation) else before
        comparison.add(held, after, post.shown)
        if held.act is after.act:
            otherwise += _treatment(before.rule) != _treatment(after.rule)
    return otherwise


def _is_exposed(situation: Situation) -> bool:
    return bool(situation.findings) and situation.visibility is Visibility.PUBLIC


def _treatment(rule: Rule) -> tuple[str, ...]:
    return (rule.to, rule.queue, rule.priority, rule.answer)
