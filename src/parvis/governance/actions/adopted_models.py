"""Which model reads posts: one person proposes, another signs, and what is signed stays."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parvis.engine.guard import DEFAULT, masked
from parvis.engine.guard.legible import legible
from parvis.engine.understand.model_file import digest_of, read_model
from parvis.engine.understand.training.adoption import scores_from_json, scores_from_text
from parvis.errors import Conflict, Invalid, NotAllowed
from parvis.governance import ledger
from parvis.governance.model_files import keep_model, kept_model
from parvis.governance.models import AdoptedModel, User
from parvis.governance.permissions import PROPOSE_MODEL, SIGN_MODEL
from parvis.governance.queries.models import in_force, may_everywhere

NOTE_LIMIT: Final = 300
REASON_LIMIT: Final = 500


def propose_model(*, actor: User, content: bytes, scores: str, note: str = "") -> AdoptedModel:
    """Propose a model by its file and its ``scores.json``; it takes the place of what is proposed.

    Raises ``Invalid`` where the file is no model, the scores are none or of another model, or the
    model is not better than the other; ``Conflict`` where that other is not in force any more.
    """
    require_everywhere(actor, PROPOSE_MODEL)
    read_model(content)
    said = scores_from_text(scores)
    if said.model != digest_of(content):
        raise Invalid("governance.model.other_scores")
    _hold_against(said.to_json())
    digest = keep_model(content)
    return _propose(actor, digest=digest, scores=said.to_json(), note=note)


def propose_shipped(*, actor: User, note: str = "") -> AdoptedModel:
    """Propose the return to the model that comes with Parvis."""
    require_everywhere(actor, PROPOSE_MODEL)
    return _propose(actor, digest="", scores={}, note=note)


@transaction.atomic
def sign_model(*, actor: User, proposal: AdoptedModel, digest: str, reason: str) -> AdoptedModel:
    """Put a proposal into force, in every entity. Whoever proposed it does not sign it.

    ``digest`` is the ``content_digest`` of what was read: another one is a ``Conflict``. The file,
    and that it is better than what is in force, are looked at again.
    """
    require_everywhere(actor, SIGN_MODEL)
    held = _held(proposal)
    if held.content_digest != digest:
        raise Conflict("governance.model.proposal_changed")
    if held.proposed_by_id == actor.pk:
        raise NotAllowed("governance.model.own_proposal")
    reason = _readable(reason)
    if held.is_shipped:
        _require_adopted()
    else:
        _hold_against(held.scores)
        kept_model(held.digest)
    held.signed_by, held.signed_at = actor, timezone.now()
    held.save(update_fields=["signed_by", "signed_at"])
    _record(actor, "signed", held, drafted_by=held.proposed_by_id, reason=reason)
    return held


@transaction.atomic
def discard_model(*, actor: User, proposal: AdoptedModel) -> None:
    """Throw a proposal away; the file stays in the data folder and is not used."""
    require_everywhere(actor, PROPOSE_MODEL)
    held = _held(proposal)
    _record(actor, "discarded", held)
    held.delete()


def require_everywhere(actor: User, permission: str) -> None:
    """Raise ``NotAllowed`` unless the person holds the permission at every root."""
    if not may_everywhere(actor, permission):
        raise NotAllowed("governance.not_allowed", permission=permission)


@transaction.atomic
def _propose(actor: User, *, digest: str, scores: dict[str, Any], note: str) -> AdoptedModel:
    note = masked(" ".join(legible(note).split()), DEFAULT.strict())
    if len(note) > NOTE_LIMIT:
        raise Invalid("governance.model.note_too_long", limit=NOTE_LIMIT)
    ledger.lock()  # two who propose at once do it one after the other
    if not digest:
        _require_adopted()
    proposal = AdoptedModel.objects.filter(signed_at=None).first() or AdoptedModel()
    proposal.digest, proposal.scores, proposal.note = digest, scores, note
    proposal.proposed_by, proposal.proposed_at = actor, timezone.now()
    proposal.save()
    _record(actor, "proposed", proposal)
    return proposal


def _hold_against(scores: dict[str, Any]) -> None:
    """See that a model is better than what is in force now."""
    said = scores_from_json(scores)
    if said.objections:
        raise Invalid("governance.model.not_better", why=list(said.objections))
    now = in_force().digest
    if said.model == now:
        raise Conflict("governance.model.in_force_already")
    if said.against != now:
        raise Conflict("governance.model.scored_against_another")


def _require_adopted() -> None:
    """See that another model than the shipped one is signed, even if its file does not hold."""
    last = AdoptedModel.objects.filter(signed_at__isnull=False).order_by("-pk").first()
    if last is None or last.is_shipped:
        raise Conflict("governance.model.shipped_already")


def _readable(reason: str) -> str:
    """Give a reason as it is kept; what nobody can read is none."""
    reason = masked(" ".join(legible(reason).split()), DEFAULT.strict())
    if not reason:
        raise Invalid("governance.model.needs_reason")
    if len(reason) > REASON_LIMIT:
        raise Invalid("governance.model.reason_too_long", limit=REASON_LIMIT)
    return reason


def _held(proposal: AdoptedModel) -> AdoptedModel:
    """Lock a proposal that is still one."""
    ledger.lock()
    held = (
        AdoptedModel.objects.select_for_update(no_key=True)
        .filter(pk=proposal.pk, signed_at=None)
        .first()
    )
    if held is None:
        raise Conflict("governance.model.no_proposal")
    return held


def _record(actor: User, done: str, proposal: AdoptedModel, **data: object) -> None:
    if proposal.is_shipped:
        data["shipped"] = True
    else:
        # As a UUID: half of the digest, in a form that the ledger keeps letter by letter.
        data["digest"] = UUID(hex=proposal.digest[:32])
    ledger.record(
        actor=actor,
        verb=f"governance.model.{done}",
        object=f"governance.adopted_model:{proposal.pk}",
        entity=None,
        **data,
    )
