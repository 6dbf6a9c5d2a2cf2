"""What people read when the outbox refuses something: what happened, what to do."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "outbox.listen_only": _("This account only listens: nothing was sent."),
    "outbox.delivery.unknown": _("There is no such delivery, or you may not read it."),
    "outbox.delivery.not_possible": _("This is not possible for a delivery that is %(state)s."),
    "outbox.settle_needs_reason": _("Say how you know whether it was sent."),
    "outbox.settled_not_sent": _("Somebody has looked: it was not sent."),
    "outbox.lease_too_short": _("The worker was too slow to send safely; it is tried again."),
    "outbox.gave_up": _("The network did not take it after many tries."),
    "outbox.not_found": _("It was not on the network, and is sent again."),
    "outbox.worker_lost": _("Sending was interrupted; the network is being asked."),
}

VERBS: Final[dict[str, str | Promise]] = {
    "outbox.delivery.cancelled": _("Delivery cancelled"),
    "outbox.delivery.failed": _("Delivery failed"),
    "outbox.delivery.queued": _("Delivery queued"),
    "outbox.delivery.sending": _("Delivery begun"),
    "outbox.delivery.sent": _("Delivery sent"),
    "outbox.delivery.unknown": _("Delivery unknown"),
}
"""Acts of this room in the ledger."""
