"""Changes of the guard's policy: one person drafts, another signs, and what is signed stays."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parvis.engine.guard import Policy, masked
from parvis.engine.guard.legible import legible
from parvis.engine.policies import approved_policy
from parvis.errors import Conflict, Invalid, NotAllowed
from parvis.governance import ledger
from parvis.governance.digests import guard_digest
from parvis.governance.ledger import Actor
from parvis.governance.models import Entity, GuardPolicy, User
from parvis.governance.permissions import DRAFT_GUARD, SIGN_GUARD, require
from parvis.governance.plain_facts import plain_text
from parvis.governance.queries.guard import changes_of, in_force
from parvis.governance.queries.writers import writers_of

NOTE_LIMIT: Final = 300
REASON_LIMIT: Final = 500


@transaction.atomic
def draft_policy(*, actor: User, entity: Entity, text: str, note: str = "") -> GuardPolicy:
    """Write the draft of an entity's policy, in place of the one that is there.

    Raises ``Invalid`` with all ``problems`` of the text; nothing that does not hold is stored.
    """
    require(actor, DRAFT_GUARD, entity)
    text = plain_text(text.replace("\r\n", "\n"))
    drafted = approved_policy(text)
    note = masked(" ".join(legible(note).split()), drafted.strict())
    if len(note) > NOTE_LIMIT:
        raise Invalid("governance.guard.note_too_long", limit=NOTE_LIMIT)
    ledger.lock()  # two who draft at once do it one after the other
    draft = GuardPolicy.objects.filter(entity=entity, signed_at=None).first()
    draft = draft or GuardPolicy(entity=entity, number=_next_number(entity))
    if draft.pk is None or draft.text != text:  # another note alone makes nobody the author
        draft.drafted_by, draft.drafted_at = actor, timezone.now()
    draft.text, draft.note = text, note
    draft.digest = guard_digest(entity.pk, draft.number, text)
    draft.save()
    _record(actor, "drafted", draft)
    return draft


@transaction.atomic
def sign_policy(*, actor: User, draft: GuardPolicy, digest: str, reason: str) -> GuardPolicy:
    """Put a draft into force. Whoever wrote on it does not sign it.

    A reason is asked for, and kept in the ledger; confidential data in it is masked.

    ``digest`` is the ``content_digest`` of the draft which was read: another one is a ``Conflict``,
    so that nobody signs what they have not seen. A draft that changes nothing is one too,
    unless the version in force does not hold: then any that does is an end of that.
    """
    require(actor, SIGN_GUARD, draft.entity_id)
    held = _held(draft)
    if held.content_digest != digest or held.digest != held.digest_of_text:
        raise Conflict("governance.guard.draft_changed")
    if actor.username in writers_of(held):
        raise NotAllowed("governance.guard.own_draft")
    reason = _readable(reason, approved_policy(held.text))
    if not (in_force([held.entity_id])[held.entity_id].broken or changes_of(held)):
        raise Conflict("governance.guard.changes_nothing")
    held.signed_by, held.signed_at = actor, timezone.now()
    held.save(update_fields=["signed_by", "signed_at"])
    _record(actor, "signed", held, drafted_by=held.drafted_by_id, reason=reason)
    return held


@transaction.atomic
def discard_draft(*, actor: User, draft: GuardPolicy) -> None:
    """Throw a draft away."""
    require(actor, DRAFT_GUARD, draft.entity_id)
    held = _held(draft)
    _record(actor, "discarded", held)
    held.delete()


def _readable(reason: str, policy: Policy) -> str:
    """Give a reason as it is kept; what nobody can read is none."""
    reason = masked(" ".join(legible(reason).split()), policy.strict())
    if not reason:
        raise Invalid("governance.guard.needs_reason")
    if len(reason) > REASON_LIMIT:
        raise Invalid("governance.guard.reason_too_long", limit=REASON_LIMIT)
    return reason


def _held(draft: GuardPolicy) -> GuardPolicy:
    """Lock a draft that is still one."""
    ledger.lock()
    held = (
        GuardPolicy.objects.select_for_update(no_key=True)
        .filter(pk=draft.pk, signed_at=None)
        .first()
    )
    if held is None:
        raise Conflict("governance.guard.no_draft")
    return held


def _next_number(entity: Entity) -> int:
    last = GuardPolicy.objects.filter(entity=entity).order_by("-number").first()
    return last.number + 1 if last else 1


def _record(actor: Actor, done: str, policy: GuardPolicy, **data: object) -> None:
    ledger.record(
        actor=actor,
        verb=f"governance.guard_policy.{done}",
        object=f"governance.guard_policy:{policy.pk}",
        entity=policy.entity_id,
        version=policy.number,
        # As a UUID: half of the digest, in a form that the ledger keeps letter by letter.
        digest=UUID(hex=policy.digest[:32]),
        **data,
    )
