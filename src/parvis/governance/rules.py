"""Arithmetic of waiting, for every room whose machines try again."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

_MOST_DOUBLINGS = 32


def back_off(failures: int, *, base: float, cap: float, rng: Random) -> timedelta:
    """How long to wait after so many failures in a row: exponential, with full jitter.

    Between nothing and ``min(cap, base * 2 ** (failures - 1))`` seconds, evenly, so that what
    failed together does not come back together (Brooker, "Exponential Backoff And Jitter", AWS
    Architecture Blog, 2015).
    """
    if failures <= 0:
        return timedelta(0)
    ceiling = min(cap, base * 2 ** min(failures - 1, _MOST_DOUBLINGS))
    return timedelta(seconds=rng.uniform(0, ceiling))


def not_before(asked: datetime, *, now: datetime, longest: timedelta) -> datetime:
    """When to come back to a network that named a moment: then, yet never later than ``longest``.

    A broken or hostile answer must not silence an account for years.
    """
    return min(max(asked, now), now + longest)
