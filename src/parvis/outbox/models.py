"""State of the outbox: deliveries."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.governance.models import Account


class State(models.TextChoices):
    """Where a delivery stands."""

    QUEUED = "queued", _("queued")
    SENDING = "sending", _("sending")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    UNKNOWN = "unknown", _("unknown")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (State.QUEUED, State.SENDING, State.UNKNOWN)
"""States in which a worker still has to look at a delivery."""


class Delivery(models.Model):
    """One reply on its way out. It is its own place in the work queue.

    ``key`` stays the same at every attempt. ``lease`` names the worker that holds it.
    ``network_key`` is the SHA-256 of the network's id once sent, as in ``intake.Post``.
    While it is queued, sending or unknown, ``due_at`` is when a worker must look at it next.
    ``error`` is a code.
    """

    key = models.UUIDField(unique=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="deliveries")
    text = models.TextField()
    visibility = models.CharField(max_length=10)
    in_reply_to = models.CharField(max_length=2000)
    thread = models.CharField(max_length=2000, blank=True)
    to_author = models.CharField(max_length=2000, blank=True)
    lang = models.CharField(max_length=8, blank=True)
    composed_at = models.DateTimeField()
    composed_by = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    lease = models.CharField(max_length=64, blank=True, default="")
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    network_id = models.CharField(max_length=2000, blank=True)
    network_key = models.CharField(max_length=64, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["state", "due_at"], name="delivery_due"),
            models.Index(fields=["account", "network_key"], name="delivery_by_receipt"),
            models.Index(fields=["account", "state", "id"], name="delivery_in_order"),
        ]
