"""The worker: reads sources, sends deliveries, and runs the periodic tasks of all rooms.

Everything runs in threads of this process, and what each of them holds is a lease in the database:
any number of workers share the work, and a worker that is killed loses nothing. A source or a
network that hangs, fails or floods takes its own thread with it, never the others.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Lock, Thread
from uuid import uuid4

from django.db import connections
from django.utils import timezone

from parvis.governance.schedule import (
    PeriodicTask,
    beat,
    end_beat,
    forget_silent_workers,
    periodic_tasks,
)
from parvis.intake import tasks as reading
from parvis.intake.actions import sources
from parvis.intake.queries import due_sources
from parvis.outbox import actions as deliveries
from parvis.outbox import tasks as sending
from parvis.outbox.models import Delivery

logger = logging.getLogger(__name__)

IDLE = 0.1
"""Seconds between two looks for work."""

AFTER_ERROR = 1.0
"""Seconds of rest after a step failed, usually because the database did not answer."""

BEAT = 5.0
"""Seconds between two signs of life."""

TURN = 30.0
"""Seconds that a source may be read while others wait for a thread."""

HUNG = 300.0
"""Seconds without a batch after which a reader is given up: another may take its source."""

GRACE = 2.5
"""Seconds that threads are given to end."""

PER_ACCOUNT = 2
"""Deliveries of one account under way at once: a network that hangs leaves threads to others."""


@dataclass(slots=True)
class _Reader:
    """A thread that reads one source."""

    reading: reading.Reading
    stop: Event = field(default_factory=Event)
    thread: Thread | None = None
    began: float = field(default_factory=time.monotonic)

    def hung(self) -> bool:
        return (timezone.now() - self.reading.heard_at).total_seconds() > HUNG


class Worker:
    """Works in the background from ``start`` until ``stop``.

    ``readers`` and ``senders`` are the most threads that read sources and send deliveries.
    ``lease`` shortens, in seconds, how long work stays with a worker that was killed; a lease must
    be longer than any pause of the machine.
    """

    def __init__(
        self,
        *,
        kind: str = "run",
        readers: int = 32,
        senders: int = 8,
        lease: float | None = None,
    ) -> None:
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"
        self._kind = kind
        self._most_readers = readers
        self._source_lease = reading.LEASE if lease is None else timedelta(seconds=lease)
        self._delivery_lease = sending.LEASE if lease is None else timedelta(seconds=lease)
        self._stop = Event()
        self._readers: list[_Reader] = []
        self._under_way: dict[str, Delivery] = {}
        self._claiming = Lock()
        self._nudges: list[Event] = []
        self._turned = 0.0
        self._threads = [self._loop("sources", self._read_next)]
        self._threads += [self._loop(f"sender {n}", self._send_next) for n in range(senders)]
        self._threads += [self._periodic(task) for task in periodic_tasks()]
        renewal = min(self._source_lease, self._delivery_lease).total_seconds() / 3
        self._threads.append(self._loop("leases", self._renew, pause=renewal))
        self._threads.append(self._loop("beat", self._beat, pause=BEAT))

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ask everything to end; comes back at once, and may be called again."""
        self._stop.set()
        for nudge in self._nudges:
            nudge.set()
        for reader in list(self._readers):
            reader.stop.set()

    def join(self) -> None:
        """Wait for the end, ``GRACE`` seconds at most; give back what is still being read.

        A delivery that is still under way keeps its lease: another worker looks for it later.
        """
        deadline = time.monotonic() + GRACE
        # The loop that starts readers ends first, so that none is missed.
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for reader in list(self._readers):
            reader.stop.set()
            if reader.thread is not None:
                reader.thread.join(max(0.0, deadline - time.monotonic()))
        try:
            left = [reader.reading.lease for reader in self._readers]
            if left:
                sources.release_leases(leases=left, now=timezone.now())
            end_beat(name=self.name)
        except Exception as error:  # noqa: BLE001 - the database is gone, and so are we
            logger.warning("worker could not say that it stops: %s", type(error).__name__)
        finally:
            connections.close_all()

    def _loop(self, name: str, step: Callable[[], bool], *, pause: float = IDLE) -> Thread:
        """Make a thread that takes steps; after one that found nothing to do it pauses."""
        nudge = Event()
        self._nudges.append(nudge)

        def run() -> None:
            while not self._stop.is_set():
                if not self._guarded(name, step):
                    nudge.wait(pause)
                    nudge.clear()
            connections.close_all()

        return Thread(target=run, name=f"parvis {name}", daemon=True)

    def _guarded(self, name: str, step: Callable[[], bool]) -> bool:
        try:
            return step()
        except Exception as error:  # noqa: BLE001 - one step failed; the worker goes on
            # No message: what the database quotes in one may be what a customer wrote.
            logger.warning("worker: %s failed: %s", name, type(error).__name__)
            connections.close_all()
            self._stop.wait(AFTER_ERROR)
            return False

    def _periodic(self, task: PeriodicTask) -> Thread:
        return self._loop(task.name, lambda: task.function() > 0, pause=task.every_seconds)

    def _nudge(self) -> None:
        """Have everybody look for work now, for something was stored."""
        for nudge in self._nudges:
            nudge.set()

    def _read_next(self) -> bool:
        self._readers = [each for each in self._readers if each.thread and each.thread.is_alive()]
        if sum(not reader.hung() for reader in self._readers) >= self._most_readers:
            self._let_others_read()
            return False
        taken = reading.claim_due_source(self.name, timezone.now(), length=self._source_lease)
        if taken is None:
            return False
        reader = _Reader(taken)
        reader.thread = Thread(
            target=self._read, args=(reader,), name=f"parvis source {taken.source.pk}", daemon=True
        )
        self._readers.append(reader)
        reader.thread.start()
        return True

    def _read(self, reader: _Reader) -> None:
        def step() -> bool:
            reading.read_source(reader.reading, reader.stop, stored=self._nudge)
            return True

        if self._stop.is_set():
            reader.stop.set()
        self._guarded(f"source {reader.reading.source.pk}", step)
        connections.close_all()
        self._nudge()

    def _let_others_read(self) -> None:
        """When no thread is left and a source waits, end the turn of who has read longest."""
        now = time.monotonic()
        if now - self._turned < 1 or not due_sources(timezone.now()).exists():
            return
        self._turned = now
        longest = min(self._readers, key=lambda reader: (reader.stop.is_set(), reader.began))
        if now - longest.began >= TURN:
            longest.stop.set()

    def _send_next(self) -> bool:
        """Take one delivery and carry it out; one thread looks for work while the others wait."""
        with self._claiming:
            if self._stop.is_set():
                return False
            accounts = Counter(each.account_id for each in list(self._under_way.values()))
            busy = frozenset(pk for pk, count in accounts.items() if count >= PER_ACCOUNT)
            delivery = sending.claim_due_delivery(
                self.name, timezone.now(), length=self._delivery_lease, busy=busy
            )
            if delivery is None:
                self._stop.wait(IDLE)
                return True
            if not delivery.lease:  # it may not be sent, and failed at once
                return True
            self._under_way[delivery.lease] = delivery
        try:
            sending.carry_out(delivery)
        finally:
            self._under_way.pop(delivery.lease, None)
            self._nudge()
        return True

    def _renew(self) -> bool:
        now = timezone.now()
        leases = [reader.reading.lease for reader in list(self._readers) if not reader.hung()]
        if leases:
            sources.renew_leases(leases=leases, until=now + self._source_lease)
        if under_way := list(self._under_way):
            deliveries.renew_leases(leases=under_way, until=now + self._delivery_lease)
        return False

    def _beat(self) -> bool:
        now = timezone.now()
        beat(name=self.name, kind=self._kind, now=now)
        forget_silent_workers(now=now)
        return False
