"""Sources: made, paused, resumed, leased, settled."""

from __future__ import annotations

from datetime import datetime
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from parvis.governance import ledger
from parvis.governance.ledger import Actor
from parvis.governance.models import Account
from parvis.governance.permissions import require
from parvis.intake import rules
from parvis.intake.models import Source
from parvis.intake.queries import due_sources
from parvis.intake.rules import SOURCES


@transaction.atomic
def start_source(*, actor: Actor, account: Account, every: int = 60) -> Source:
    """Begin to read an account, ``every`` so many seconds; nothing if it is read already."""
    require(actor, SOURCES, account.entity_id)
    ledger.lock()
    source, created = Source.objects.get_or_create(
        account=account, defaults={"every": every, "due_at": timezone.now()}
    )
    if created:
        _record(actor, source, "intake.source.created", every=every)
    return source


@transaction.atomic
def pause_source(*, actor: Actor, source: Source) -> Source:
    """Stop reading a source, its cursor kept. Whoever reads it now can store nothing more."""
    require(actor, SOURCES, source.account.entity_id)
    ledger.lock()
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    if source.paused:
        return source
    source.paused, source.lease, source.leased_until = True, "", None
    source.save(update_fields=["paused", "lease", "leased_until"])
    _record(actor, source, "intake.source.paused")
    return source


@transaction.atomic
def resume_source(*, actor: Actor, source: Source) -> Source:
    """Read a source again at once: after a pause, or without waiting for the next try."""
    require(actor, SOURCES, source.account.entity_id)
    ledger.lock()
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    source.paused, source.failures, source.due_at = False, 0, timezone.now()
    source.save(update_fields=["paused", "failures", "due_at"])
    _record(actor, source, "intake.source.resumed")
    return source


def claim_source(
    *, lease: str, now: datetime, until: datetime, only: Source | None = None
) -> Source | None:
    """Take the lease of the source that has been due longest; None when nothing is due.

    PostgreSQL passes over rows that another worker is taking; on SQLite, and against any race,
    the lease is taken only if it is still free.
    """
    due = due_sources(now) if only is None else due_sources(now).filter(pk=only.pk)
    if not due.exists():
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        source = due.first()
        if source is None:
            return None
        source.lease, source.leased_until = lease, until
        free = due_sources(now).filter(pk=source.pk).order_by()
        # An update cannot join, and the lease alone is what workers compete for.
        taken = Source.objects.filter(pk__in=free.values("pk")).update(
            lease=lease, leased_until=until
        )
    return source if taken else None


def renew_leases(*, leases: list[str], until: datetime) -> int:
    """Keep sources whose readers live; gives how many are still theirs."""
    return Source.objects.filter(lease__in=leases).update(leased_until=until)


def release_leases(*, leases: list[str], now: datetime) -> int:
    """Give back sources whose readers are left alone: what they still store is refused."""
    return Source.objects.filter(lease__in=leases).update(lease="", leased_until=None, due_at=now)


def end_reading(*, source: Source, lease: str, due_at: datetime) -> bool:
    """Give a source back; False when it was no longer ours."""
    return bool(
        Source.objects.filter(pk=source.pk, lease=lease).update(
            lease="", leased_until=None, due_at=due_at
        )
    )


@transaction.atomic
def note_failure(
    *, source: Source, lease: str, error: Exception, now: datetime, rng: Random
) -> rules.Failure | None:
    """Give a source back after a failure, to be read again later; None when it was not ours."""
    kept = Source.objects.select_for_update(no_key=True).filter(pk=source.pk, lease=lease).first()
    if kept is None:
        return None
    kept.failures += 1
    failure = rules.failure_of(error, failures=kept.failures, now=now, rng=rng)
    kept.last_error, kept.last_error_at = failure.error, now
    kept.due_at, kept.lease, kept.leased_until = failure.due_at, "", None
    kept.save(
        update_fields=["failures", "last_error", "last_error_at", "due_at", "lease", "leased_until"]
    )
    return failure


def _record(actor: Actor, source: Source, verb: str, **data: object) -> None:
    ledger.record(
        actor=actor,
        verb=verb,
        object=f"intake.source:{source.pk}",
        entity=source.account.entity_id,
        **data,
    )
