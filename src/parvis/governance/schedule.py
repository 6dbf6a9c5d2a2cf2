"""What machines do again and again, and the sign of life of whoever does it.

A room registers its periodic tasks from ``apps.py``; the worker runs each in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from parvis.governance.models import WorkerBeat

_FORGOTTEN_AFTER = timedelta(days=1)
_ALIVE_WITHIN = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class PeriodicTask:
    """A function to call every so many seconds.

    It gives the number of things it did; more than none means that it is called again at once.
    """

    name: str
    function: Callable[[], int]
    every_seconds: float


_tasks: dict[str, PeriodicTask] = {}


def register_task(name: str, function: Callable[[], int], every_seconds: float) -> None:
    """Have workers call a function; ``name`` reads ``desk.follow_intake``."""
    _tasks[name] = PeriodicTask(name, function, every_seconds)


def periodic_tasks() -> tuple[PeriodicTask, ...]:
    """Every task that rooms have registered."""
    return tuple(_tasks.values())


def beat(*, name: str, kind: str, now: datetime) -> None:
    """Note that a worker lives."""
    WorkerBeat.objects.update_or_create(
        name=name,
        defaults={"at": now},
        create_defaults={"kind": kind, "started_at": now, "at": now},
    )


def end_beat(*, name: str) -> None:
    """Forget a worker that stopped as it should."""
    WorkerBeat.objects.filter(name=name).delete()


def forget_silent_workers(*, now: datetime) -> int:
    """Forget the workers that have said nothing for a day; gives how many."""
    return WorkerBeat.objects.filter(at__lt=now - _FORGOTTEN_AFTER).delete()[0]


def live_workers(*, now: datetime, within: timedelta = _ALIVE_WITHIN) -> list[WorkerBeat]:
    """Workers that have shown life lately, for ``parvis doctor``."""
    return list(WorkerBeat.objects.filter(at__gte=now - within).order_by("name"))
