"""Dead letters: tried again, or put aside by somebody who says why."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from parvis.engine.guard.legible import legible
from parvis.errors import Conflict, Invalid, ParvisError
from parvis.governance import ledger
from parvis.governance.ledger import SYSTEM, Actor
from parvis.governance.permissions import require
from parvis.governance.sealing import unseal, unseal_mapping
from parvis.intake.actions.batches import store_batch
from parvis.intake.models import DeadLetter
from parvis.intake.rules import DEAD_LETTERS
from parvis.networks.network import Batch
from parvis.networks.registry import connect


def replay_dead_letter(*, actor: Actor, letter: DeadLetter) -> DeadLetter:
    """Try a dead letter again, as its network reads payloads now.

    Taken in, it is settled; else it stays, with its attempt counted and the reason of this time.
    Raises ``Conflict`` where it is settled already.
    """
    require(actor, DEAD_LETTERS, letter.account.entity_id)
    try:
        with transaction.atomic():
            ledger.lock()
            kept = _open(letter)
            _take_in(kept)
            return _settled(actor, kept, DeadLetter.Outcome.REPLAYED)
    except Invalid as error:
        return _tried(actor, letter, error)


def discard_dead_letter(*, actor: Actor, letter: DeadLetter, reason: str) -> DeadLetter:
    """Put a dead letter aside for good; it stays sealed in the store until retention removes it."""
    require(actor, DEAD_LETTERS, letter.account.entity_id)
    reason = legible(reason)
    if not reason:
        raise Invalid("intake.dead_letter.needs_reason")
    with transaction.atomic():
        ledger.lock()
        kept = _open(letter)
        return _settled(actor, kept, DeadLetter.Outcome.DISCARDED, reason=reason[:300])


def _take_in(letter: DeadLetter) -> None:
    """Store the post of a letter; raises ``Invalid`` with what is still wrong with it."""
    account = letter.account
    adapter = connect(account.network, account.settings, unseal_mapping(account.credentials))
    post = adapter.parse(unseal(letter.sealed))
    # The right to replay is checked already; storing itself is the machine's.
    stored = store_batch(actor=SYSTEM, account=account, batch=Batch(posts=(post,)))
    if stored.refused:
        raise Invalid(stored.refused[0].reason)


def _open(letter: DeadLetter) -> DeadLetter:
    kept = DeadLetter.objects.select_for_update(of=("self",)).select_related("account")
    found = kept.get(pk=letter.pk)
    if found.settled_at is not None:
        raise Conflict(
            "intake.dead_letter.settled", outcome=DeadLetter.Outcome(found.outcome).label
        )
    return found


def _settled(
    actor: Actor, letter: DeadLetter, outcome: DeadLetter.Outcome, **data: object
) -> DeadLetter:
    letter.attempts += outcome == DeadLetter.Outcome.REPLAYED
    letter.settled_at, letter.outcome = timezone.now(), outcome
    letter.save(update_fields=["attempts", "settled_at", "outcome"])
    _record(actor, letter, f"intake.dead_letter.{outcome.value}", **data)
    return letter


@transaction.atomic
def _tried(actor: Actor, letter: DeadLetter, error: ParvisError) -> DeadLetter:
    ledger.lock()
    kept = _open(letter)
    field = error.data.get("field")
    kept.attempts += 1
    kept.reason = f"{error.code}: {field}" if field else error.code
    kept.save(update_fields=["attempts", "reason"])
    _record(actor, kept, "intake.dead_letter.tried", reason=kept.reason)
    return kept


def _record(actor: Actor, letter: DeadLetter, verb: str, **data: object) -> None:
    ledger.record(
        actor=actor,
        verb=verb,
        object=f"intake.dead_letter:{letter.pk}",
        entity=letter.account.entity_id,
        **data,
    )
