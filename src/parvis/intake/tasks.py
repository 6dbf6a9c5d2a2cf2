"""Reading a source: claimed, read batch by batch into the store, given back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from threading import Event
from uuid import uuid4

from django.db import OperationalError
from django.utils import timezone

from parvis.errors import Conflict, Transient
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Account
from parvis.governance.sealing import unseal_mapping
from parvis.intake.actions.batches import Lease, LeaseLost, store_batch
from parvis.intake.actions.erasing import erase_masked
from parvis.intake.actions.sources import claim_source, end_reading, note_failure
from parvis.intake.models import Source
from parvis.networks.network import Batch, Capability, Network
from parvis.networks.registry import connect, network

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=20)
"""How long a source stays with a worker that shows no life."""

RECONNECT = timedelta(seconds=1)
"""How soon a stream is opened again after it ended by itself."""


@dataclass(slots=True)
class Reading:
    """A source on loan: read it, then give it back. ``heard_at`` is its last sign of life."""

    source: Source
    lease: str
    length: timedelta
    heard_at: datetime
    batches: int = 0

    def step(self, now: datetime) -> Lease:
        """Note life, and give the right to store what was read."""
        self.heard_at = now
        self.batches += 1
        return Lease(source=self.source, name=self.lease, until=now + self.length)


def claim_due_source(
    worker_name: str, now: datetime, *, length: timedelta = LEASE, only: Source | None = None
) -> Reading | None:
    """Take the source that has been due longest; None when nothing is due."""
    lease = f"{worker_name[:27]}:{uuid4().hex}"
    source = claim_source(lease=lease, now=now, until=now + length, only=only)
    return None if source is None else Reading(source, lease, length, now)


def read_source(
    reading: Reading,
    stop: Event,
    *,
    rng: Random | None = None,
    stored: Callable[[], None] = lambda: None,
) -> Exception | None:
    """Read a source until it has caught up, fails, or ``stop`` is set; gives what it failed with.

    Whatever an adapter does wrong is a failure of its source alone. ``stored`` is called after
    each batch that held something.
    """
    rng = rng or Random()  # noqa: S311 - spreads waiting times, keeps no secret
    try:
        _read(reading, stop, stored)
    except LeaseLost:
        logger.info("source %s is read by another worker, or paused", reading.source.pk)
        return None
    except Exception as error:  # noqa: BLE001 - an adapter may raise anything; the worker goes on
        return _failed(reading, error, rng)
    now = timezone.now()
    end_reading(source=reading.source, lease=reading.lease, due_at=_next(reading, stop, now))
    return None


def poll_once(source: Source, *, stop: Event) -> Exception | None:
    """Read one source now, whether it is due or not; raises ``Conflict`` where it is being read."""
    now = timezone.now()
    Source.objects.filter(pk=source.pk, due_at__gt=now).update(due_at=now)
    reading = claim_due_source("poll", now, only=source)
    if reading is None:
        raise Conflict("intake.source.not_free", source=source.pk)
    return read_source(reading, stop)


def erase() -> int:
    """Take out of the database's files what was masked later; gives 1 where there was any."""
    return int(erase_masked(actor=SYSTEM))


def adapter_of(account: Account) -> Network:
    """Connect an account's network as the register has it now."""
    account = Account.objects.get(pk=account.pk)
    return connect(account.network, account.settings, unseal_mapping(account.credentials))


def _read(reading: Reading, stop: Event, stored: Callable[[], None]) -> None:
    source = reading.source
    with closing(_batches(source, stop)) as batches:
        for batch in batches:
            now = timezone.now()
            store_batch(
                actor=SYSTEM,
                account=source.account,
                batch=batch,
                lease=reading.step(now),
                now=now,
            )
            if batch.posts or batch.deletions or batch.unreadable:
                stored()


def _batches(source: Source, stop: Event) -> Generator[Batch, None, None]:
    """Read by a generator of ours: it can be closed, whatever kind of iterator an adapter gives."""
    yield from adapter_of(source.account).read(source.cursor, stop=stop)


def _next(reading: Reading, stop: Event, now: datetime) -> datetime:
    if stop.is_set():
        return now
    if Capability.STREAM in network(reading.source.account.network).capabilities:
        return now + RECONNECT
    return now + timedelta(seconds=reading.source.every)


def _failed(reading: Reading, error: Exception, rng: Random) -> Exception:
    """Note a failure. The log gets a code or the name of a class: a message may hold a post."""
    if isinstance(error, OperationalError):
        error = Transient("intake.database_failed")
    failure = note_failure(
        source=reading.source, lease=reading.lease, error=error, now=timezone.now(), rng=rng
    )
    if failure is not None:
        logger.warning("source %s failed: %s", reading.source.pk, failure.error)
    return error
