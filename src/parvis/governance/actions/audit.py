"""What auditors do, which is in the ledger too."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from django.db import connection, transaction

from parvis.governance import ledger, protection
from parvis.governance.ledger import Actor
from parvis.governance.models import LedgerHead, User
from parvis.governance.permissions import PROTECT, READ_LEDGER, require, require_anywhere
from parvis.governance.queries import LedgerFilter
from parvis.governance.verification import Fault, verify

VERIFIED_AT_ONCE: Final = 10_000
"""Entries that a page verifies while somebody waits; the command verifies all."""


def verify_end(*, actor: User) -> tuple[int, list[Fault]]:
    """Verify the last ``VERIFIED_AT_ONCE`` entries; gives how many, and the faults."""
    require_anywhere(actor, READ_LEDGER)
    head = LedgerHead.objects.filter(only=1).first()
    number = head.number if head else 0
    since = max(1, number - VERIFIED_AT_ONCE + 1)
    faults = list(verify(since=since))
    count = number - since + 1
    with transaction.atomic():
        ledger.record(
            actor=actor,
            verb="governance.ledger.verified",
            object="governance.ledger:1",
            since=since,
            until=number,
            faults=len(faults),
        )
    return count, faults


@transaction.atomic
def record_export(*, actor: User, chosen: LedgerFilter) -> None:
    """Note that somebody takes a part of the ledger out."""
    require_anywhere(actor, READ_LEDGER)
    ledger.record(
        actor=actor,
        verb="governance.ledger.exported",
        object="governance.ledger:1",
        filter={name: value for name, value in asdict(chosen).items() if value},
    )


@transaction.atomic
def protect_ledger(*, actor: Actor) -> None:
    """Put back the triggers on the ledger and on signed policies; which were gone is recorded."""
    require(actor, PROTECT, 0)
    gone = protection.missing(connection, *protection.ALL)
    with connection.cursor() as cursor:
        protection.protect(connection.vendor, cursor.execute, *protection.ALL)
    ledger.record(
        actor=actor,
        verb="governance.ledger.protected",
        object="governance.ledger:1",
        were_gone=gone,
    )
