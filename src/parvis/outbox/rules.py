"""Pure decisions of the outbox: permissions, waiting times, what an error of a network leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from parvis.errors import NetworkError, ParvisError, RateLimited, Transient
from parvis.governance.rules import back_off, not_before
from parvis.outbox.models import State

DELIVER = "outbox.deliver"
"""Permission to queue, cancel and retry deliveries: a person's decision."""

READ = "outbox.read"
"""Permission to see deliveries with their states."""

SETTLE = "outbox.settle"
"""Permission to say whether an unknown delivery was sent."""

RUN = "outbox.run"
"""Permission to carry deliveries out: the machines' own."""

FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0
"""Seconds at most between two tries, and between two looks for an unknown delivery."""

MOST_ATTEMPTS = 10
"""Tries after which a delivery fails: about half an hour of a network that does not answer."""

LONGEST_SILENCE = timedelta(hours=24)
"""The longest a network can make us wait by asking for it."""

ERROR_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Step:
    """Where a delivery goes next: ``due_at`` where a worker must look at it again."""

    state: State
    error: str
    due_at: datetime
    counts: bool = True
    """Whether the attempt counts: being asked to wait is no failure."""


def code_of(error: Exception) -> str:
    """Give an error's code, or its class's name: a message may hold what somebody wrote."""
    code = error.code if isinstance(error, ParvisError) else f"unexpected.{type(error).__name__}"
    return code[:ERROR_LIMIT]


def after_sending(error: Exception, *, attempts: int, now: datetime, rng: Random) -> Step:
    """Say what follows a sending that failed with ``error`` on attempt number ``attempts``.

    Only what surely did nothing is sent again: an error that is not of the protocol may have come
    after the request left, so it leaves the delivery unknown, as ``Uncertain`` does.
    """
    code = code_of(error)
    wait = back_off(attempts, base=FIRST_WAIT, cap=LONGEST_WAIT, rng=rng)
    if isinstance(error, RateLimited):
        due_at = not_before(error.retry_at, now=now, longest=LONGEST_SILENCE)
        return Step(State.QUEUED, code, due_at, counts=False)
    if isinstance(error, Transient):
        if attempts >= MOST_ATTEMPTS:
            return Step(State.FAILED, code, now)
        return Step(State.QUEUED, code, now + wait)
    if isinstance(error, ParvisError) and (not isinstance(error, NetworkError) or error.permanent):
        return Step(State.FAILED, code, now)
    return Step(State.UNKNOWN, code, now + wait)


def after_looking(
    error: Exception | None, *, attempts: int, since: datetime, now: datetime, rng: Random
) -> Step:
    """Say what follows a look for an unknown delivery that was not found.

    Without an error it surely is not on the network, so it may be sent again. Else it stays
    unknown, looked for ever more seldom the older it is.
    """
    if error is None and attempts >= MOST_ATTEMPTS:
        return Step(State.FAILED, "outbox.gave_up", now)
    if error is None:
        wait = back_off(attempts, base=FIRST_WAIT, cap=LONGEST_WAIT, rng=rng)
        return Step(State.QUEUED, "outbox.not_found", now + wait)
    if isinstance(error, RateLimited):
        due_at = not_before(error.retry_at, now=now, longest=LONGEST_SILENCE)
        return Step(State.UNKNOWN, code_of(error), due_at)
    age = max((now - since).total_seconds(), 0.0)
    seconds = min(max(age / 4, FIRST_WAIT), LONGEST_WAIT) * rng.uniform(0.75, 1.25)
    return Step(State.UNKNOWN, code_of(error), now + timedelta(seconds=seconds))
