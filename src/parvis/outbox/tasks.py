"""Carrying one delivery out: sent once, or looked for when nobody knows whether it was."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from django.utils import timezone

from parvis.engine.post import Visibility
from parvis.governance.sealing import unseal_mapping
from parvis.networks.network import Network, Reply, Sent
from parvis.networks.registry import connect
from parvis.outbox.actions import claim_delivery, note_sent, note_step
from parvis.outbox.models import Delivery, State
from parvis.outbox.rules import Step, after_looking, after_sending

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long a delivery stays with a worker that shows no life, before it is looked for."""


def claim_due_delivery(
    worker_name: str,
    now: datetime,
    *,
    length: timedelta = LEASE,
    busy: frozenset[int] = frozenset(),
) -> Delivery | None:
    """Take the delivery that has been due longest, of an account that is not busy."""
    lease = f"{worker_name[:27]}:{uuid4().hex}"
    return claim_delivery(lease=lease, now=now, until=now + length, busy=busy)


def carry_out(delivery: Delivery, *, rng: Random | None = None) -> None:
    """Do what a claimed delivery needs: send it, or look for it; the outcome is in the store."""
    rng = rng or Random()  # noqa: S311 - spreads waiting times, keeps no secret
    if delivery.state == State.SENDING:
        _send(delivery, rng)
    elif delivery.state == State.UNKNOWN:
        _look_for(delivery, rng)


def reply_of(delivery: Delivery) -> Reply:
    """Give a delivery as the network's adapters know it: the same at every attempt."""
    return Reply(
        key=str(delivery.key),
        text=delivery.text,
        in_reply_to=delivery.in_reply_to,
        conversation=delivery.thread,
        to_author=delivery.to_author,
        visibility=Visibility(delivery.visibility),
        composed_at=delivery.composed_at,
        lang=delivery.lang,
    )


def _send(delivery: Delivery, rng: Random) -> None:
    now = timezone.now()
    try:
        adapter = _adapter(delivery)
    except Exception as error:  # noqa: BLE001 - nothing has left: the account cannot be connected
        _moved(delivery, Step(State.FAILED, f"outbox.not_connected.{type(error).__name__}", now))
        return
    if delivery.leased_until is None or timezone.now() >= delivery.leased_until:
        # Somebody may be looking for it already: to send now could be to send twice.
        _moved(delivery, Step(State.QUEUED, "outbox.lease_too_short", now, counts=False))
        return
    try:
        sent = adapter.send(reply_of(delivery))
    except Exception as error:  # noqa: BLE001 - whatever an adapter raises, the delivery is told
        now = timezone.now()
        _moved(delivery, after_sending(error, attempts=delivery.attempts, now=now, rng=rng))
    else:
        note_sent(delivery=delivery, sent=sent, now=timezone.now())


def _look_for(delivery: Delivery, rng: Random) -> None:
    failure: Exception | None = None
    found: Sent | None = None
    try:
        found = _adapter(delivery).find(reply_of(delivery))
    except Exception as error:  # noqa: BLE001 - as above
        failure = error
    now = timezone.now()
    if found is not None:
        note_sent(delivery=delivery, sent=found, now=now)
        return
    since = delivery.composed_at
    _moved(
        delivery,
        after_looking(failure, attempts=delivery.attempts, since=since, now=now, rng=rng),
    )


def _adapter(delivery: Delivery) -> Network:
    account = delivery.account
    return connect(account.network, account.settings, unseal_mapping(account.credentials))


def _moved(delivery: Delivery, step: Step) -> None:
    if step.state != State.QUEUED:
        logger.warning("delivery %s is %s: %s", delivery.pk, step.state, step.error)
    if not note_step(delivery=delivery, step=step):
        logger.warning("delivery %s was taken over by another worker", delivery.pk)
