"""What rooms above and workers read from the outbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from parvis.errors import NotFound
from parvis.governance.models import User
from parvis.governance.permissions import entities_for
from parvis.outbox.models import OPEN, Delivery, State
from parvis.outbox.rules import READ


def deliveries(user: User, *, states: Collection[State] = tuple(State)) -> QuerySet[Delivery]:
    """Give the deliveries of the person's entities in the given states, the newest first."""
    return (
        Delivery.objects.filter(account__entity__in=entities_for(user, READ), state__in=states)
        .select_related("account__entity")
        .order_by("-pk")
    )


def delivery_for(user: User, delivery_id: int) -> Delivery:
    """Give one delivery; raises ``NotFound`` outside of what the person may see."""
    delivery = deliveries(user).filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound("outbox.delivery.unknown", id=delivery_id)
    return delivery


def standing() -> dict[State, int]:
    """Count deliveries that are not at rest, by state: for ``parvis doctor``."""
    states = (*OPEN, State.FAILED)
    rows = Delivery.objects.filter(state__in=states).values_list("state").annotate(Count("pk"))
    return {State(state): count for state, count in rows.order_by()}


def due_deliveries(now: datetime, *, busy: Collection[int] = ()) -> QuerySet[Delivery]:
    """Give the deliveries that a worker must look at, the longest due first.

    Of a thread only the first that is still open is sent: people read replies in order. An
    account in ``busy`` has enough on its way.
    """
    due = Delivery.objects.filter(state__in=OPEN, due_at__lte=now)
    if busy:
        due = due.exclude(account_id__in=busy)
    earlier = Delivery.objects.filter(
        account=OuterRef("account"),
        state__in=OPEN,
        pk__lt=OuterRef("pk"),
        thread=OuterRef("thread"),
    ).exclude(thread="")
    first = ~Exists(earlier)
    return due.filter(~Q(state=State.QUEUED) | first).order_by("due_at", "pk")
