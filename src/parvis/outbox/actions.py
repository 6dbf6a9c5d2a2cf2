"""Every change of a delivery that a person decides, and those that a worker reports."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from parvis.engine.guard.legible import legible
from parvis.engine.post import Visibility
from parvis.errors import Conflict, Invalid, NotAllowed
from parvis.governance import ledger
from parvis.governance.ledger import SYSTEM, Actor, System
from parvis.governance.models import Account
from parvis.governance.permissions import require
from parvis.networks.network import Sent
from parvis.outbox.models import Delivery, State
from parvis.outbox.queries import due_deliveries
from parvis.outbox.rules import DELIVER, RUN, SETTLE, Step

LISTEN_ONLY = "outbox.listen_only"


def queue_delivery(
    *,
    actor: Actor,
    account: Account,
    text: str,
    visibility: Visibility,
    in_reply_to: str,
    thread: str,
    to_author: str,
    lang: str,
    key: UUID,
    due_at: datetime,
) -> Delivery:
    """Write a delivery, in the transaction of the reply that it carries.

    Raises ``NotAllowed`` unless the account may answer, whoever asks. The account stays locked
    until the transaction ends, so that it cannot be silenced in between.
    """
    require(actor, DELIVER, account.entity_id)
    if not connection.in_atomic_block:
        raise RuntimeError("a delivery is queued in the transaction of what it carries")
    held = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if not held.may_answer:
        raise NotAllowed(LISTEN_ONLY, account=held.handle)
    delivery = Delivery.objects.create(
        key=key,
        account=held,
        text=text,
        visibility=visibility.value,
        in_reply_to=in_reply_to,
        thread=thread,
        to_author=to_author,
        lang=lang,
        composed_at=timezone.now(),
        composed_by=actor.name if isinstance(actor, System) else actor.get_username(),
        due_at=due_at,
    )
    _record(actor, delivery, "queued", visibility=visibility.value)
    return delivery


@transaction.atomic
def cancel_delivery(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Take back a delivery that has not left; raises ``Conflict`` once it may have."""
    held = _held(actor, delivery, DELIVER, {State.QUEUED})
    held.state = State.CANCELLED
    held.save(update_fields=["state"])
    _record(actor, held, "cancelled")
    return held


@transaction.atomic
def retry_delivery(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Send again what failed, under the same key."""
    held = _held(actor, delivery, DELIVER, {State.FAILED})
    if not held.account.may_answer:
        raise NotAllowed(LISTEN_ONLY, account=held.account.handle)
    held.state, held.attempts, held.error, held.due_at = State.QUEUED, 0, "", timezone.now()
    held.save(update_fields=["state", "attempts", "error", "due_at"])
    _record(actor, held, "queued", retried=True)
    return held


@transaction.atomic
def settle_unknown(*, actor: Actor, delivery: Delivery, sent: bool, reason: str) -> Delivery:
    """Say whether an unknown delivery was sent, having looked at the network; the reason is kept.

    Not sent, it fails, and can be retried.
    """
    reason = legible(reason)
    if not reason:
        raise Invalid("outbox.settle_needs_reason")
    held = _held(actor, delivery, SETTLE, {State.UNKNOWN})
    held.lease, held.leased_until = "", None
    held.state = State.SENT if sent else State.FAILED
    held.sent_at = timezone.now() if sent else None
    held.error = "" if sent else "outbox.settled_not_sent"
    held.save(update_fields=["state", "sent_at", "error", "lease", "leased_until"])
    _record(actor, held, held.state, settled=True, reason=reason[:300])
    return held


def claim_delivery(
    *, lease: str, now: datetime, until: datetime, busy: frozenset[int] = frozenset()
) -> Delivery | None:
    """Take the delivery that has been due longest; None when nothing is due.

    A queued one becomes sending, or fails where its account may not answer any more. One that was
    sending when its worker died becomes unknown. All of it is on the disk before the network is
    called. The delivery comes back as it stands then.
    """
    require(SYSTEM, RUN, 0)
    # Outside of any transaction: on SQLite each one keeps other writers waiting.
    if not due_deliveries(now, busy=busy).exists():
        return None
    with transaction.atomic():
        return _claim(lease, now, until, busy)


def _claim(lease: str, now: datetime, until: datetime, busy: frozenset[int]) -> Delivery | None:
    due = due_deliveries(now, busy=busy)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",), no_key=True)
    delivery = due.first()
    if delivery is None:
        return None
    delivery.account = Account.objects.select_for_update(no_key=True).get(pk=delivery.account_id)
    _step_to_work(delivery)
    if delivery.state != State.FAILED:
        delivery.lease, delivery.leased_until, delivery.due_at = lease, until, until
    delivery.save(update_fields=["state", "attempts", "error", "lease", "leased_until", "due_at"])
    return delivery


def renew_leases(*, leases: list[str], until: datetime) -> int:
    """Keep deliveries whose worker lives; gives how many are still its own."""
    return Delivery.objects.filter(lease__in=leases).update(leased_until=until, due_at=until)


@transaction.atomic
def note_sent(*, delivery: Delivery, sent: Sent, now: datetime) -> bool:
    """Keep the network's receipt. It is the truth, whoever holds the lease meanwhile."""
    require(SYSTEM, RUN, 0)
    held = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    if held.state == State.SENT:
        return False
    held.state, held.sent_at, held.error = State.SENT, now, ""
    held.network_id, held.url = sent.id[:2000], sent.url[:2000]
    held.network_key = sha256(sent.id.encode("utf-8", "surrogatepass")).hexdigest()
    held.lease, held.leased_until = "", None
    held.save()
    _record(SYSTEM, held, "sent", attempts=held.attempts)
    return True


@transaction.atomic
def note_step(*, delivery: Delivery, step: Step) -> bool:
    """Move a delivery on after a call that gave no receipt; False when the lease was lost."""
    require(SYSTEM, RUN, 0)
    held = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    if held.lease != delivery.lease:
        return False
    before = held.state
    held.state, held.error, held.due_at = step.state, step.error, step.due_at
    held.attempts -= 0 if step.counts else 1
    held.lease, held.leased_until = "", None
    held.save(update_fields=["state", "error", "due_at", "attempts", "lease", "leased_until"])
    if not step.counts:
        _hold_account(held)
    if step.state != before:
        _record(SYSTEM, held, step.state, error=step.error, attempts=held.attempts)
    return True


def _step_to_work(delivery: Delivery) -> None:
    if delivery.state == State.SENDING:
        delivery.state, delivery.error = State.UNKNOWN, "outbox.worker_lost"
        _record(SYSTEM, delivery, "unknown", error=delivery.error)
    elif delivery.state == State.QUEUED and not delivery.account.may_answer:
        delivery.state, delivery.error = State.FAILED, LISTEN_ONLY
        _record(SYSTEM, delivery, "failed", error=LISTEN_ONLY)
    elif delivery.state == State.QUEUED:
        delivery.state, delivery.attempts = State.SENDING, delivery.attempts + 1
        _record(SYSTEM, delivery, "sending", attempt=delivery.attempts)


def _hold_account(delivery: Delivery) -> None:
    """Let everything else of the account wait too: the network would only say the same again."""
    Delivery.objects.filter(
        account=delivery.account_id, state=State.QUEUED, due_at__lt=delivery.due_at
    ).update(due_at=delivery.due_at)


def _held(actor: Actor, delivery: Delivery, permission: str, states: set[State]) -> Delivery:
    held = (
        Delivery.objects.select_for_update(of=("self",), no_key=True)
        .select_related("account")
        .get(pk=delivery.pk)
    )
    require(actor, permission, held.account.entity_id)
    if held.state not in states:
        raise Conflict("outbox.delivery.not_possible", state=State(held.state).label)
    return held


def _record(actor: Actor, delivery: Delivery, what: str, **data: Any) -> None:
    ledger.record(
        actor=actor,
        verb=f"outbox.delivery.{what}",
        object=f"outbox.delivery:{delivery.pk}",
        entity=delivery.account.entity_id,
        **data,
    )
