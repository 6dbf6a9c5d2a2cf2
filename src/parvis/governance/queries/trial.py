"""What a draft would have changed, tried on the posts of the last days."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone

from parvis.engine.guard import Policy
from parvis.engine.guard.trial import Comparison, Trial
from parvis.governance.guard_samples import samples
from parvis.governance.models import Entity
from parvis.governance.queries.guard import as_if_signed

DAYS: Final = (7, 30, 90)
SAMPLES_LIMIT: Final = 50_000
SECONDS_LIMIT: Final = 10.0
"""Somebody waits for the page: what was looked at by then is told, and that it is not all."""


@dataclass(frozen=True, slots=True)
class TrialOfDays:
    """A trial, and whether it looked at all posts of those days."""

    trial: Trial
    days: int
    whole: bool


def try_policy(
    entity: Entity,
    policy: Policy,
    *,
    days: int,
    limit: int = SAMPLES_LIMIT,
    seconds: float = SECONDS_LIMIT,
) -> TrialOfDays:
    """Try a policy on what came to the entity, and to those below it that would follow it.

    The newest posts first, until the limit of posts or of time.
    """
    old, new, followers = as_if_signed(entity, policy)
    comparison = Comparison(old, new)
    since = timezone.now() - timedelta(days=days)
    end = time.monotonic() + seconds
    whole, count = True, 0
    for sample in samples(followers, since, limit):
        if time.monotonic() > end:
            whole = False
            break
        comparison.add(sample)
        count += 1
    return TrialOfDays(comparison.result(), days, whole and count < limit)
