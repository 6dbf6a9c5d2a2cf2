"""Pure decisions of intake: when to read again, and what a newer state of a post means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from parvis.errors import CredentialsRefused, NetworkError, ParvisError, RateLimited
from parvis.governance.rules import back_off, not_before

STORE = "intake.store"
"""Permission to put posts into the store, which machines have."""

DEAD_LETTERS = "intake.dead_letters"
"""Permission to list, replay and discard dead letters."""

SOURCES = "intake.sources"
"""Permission to see, start, pause and resume sources."""

FIRST_WAIT = 2.0
"""Seconds at most before the second try."""

LONGEST_WAIT = 300.0
"""Seconds at most between two tries of a source that fails for a passing reason."""

REFUSED_WAIT = timedelta(hours=1)
"""Between two tries with credentials that were refused: only a person can mend that."""

LONGEST_SILENCE = timedelta(hours=24)
"""The longest a network can make us wait by asking for it."""

CODE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """What a failed reading leads to; ``error`` is a code or a class's name, never a message."""

    error: str
    due_at: datetime


def failure_of(error: Exception, *, failures: int, now: datetime, rng: Random) -> Failure:
    """Say when to read again after the ``failures``-th failure in a row.

    A message may hold what a customer wrote, so only codes and names of classes are kept.
    """
    code = error.code if isinstance(error, ParvisError) else f"unexpected.{type(error).__name__}"
    waited = back_off(failures, base=FIRST_WAIT, cap=LONGEST_WAIT, rng=rng)
    if isinstance(error, RateLimited):
        due_at = not_before(error.retry_at, now=now, longest=LONGEST_SILENCE)
        # Sources that were limited together come back spread over a few seconds.
        return Failure(code[:CODE_LIMIT], due_at + timedelta(seconds=rng.uniform(0, FIRST_WAIT)))
    if isinstance(error, CredentialsRefused):
        return Failure(code[:CODE_LIMIT], now + REFUSED_WAIT)
    if isinstance(error, NetworkError) and error.permanent:
        return Failure(code[:CODE_LIMIT], now + timedelta(seconds=LONGEST_WAIT))
    return Failure(code[:CODE_LIMIT], now + waited)


def is_stale(*, stored: datetime | None, incoming: datetime | None) -> bool:
    """Whether a state of a post is older than the one in the store, by the network's edit dates.

    A state without a date is the first one where the store has a later one with a date.
    """
    if stored is None:
        return False
    return incoming is None or incoming < stored


def written_at(created_at: datetime | None, *, received_at: datetime) -> datetime:
    """When a post was written: as the network says, but never after it came in."""
    if created_at is None:
        return received_at
    return min(created_at, received_at)


def key_of(network_id: str) -> str:
    """Give the key of a network's id: the same for any length of id, and never empty for one."""
    return sha256(network_id.encode("utf-8", "surrogatepass")).hexdigest() if network_id else ""
