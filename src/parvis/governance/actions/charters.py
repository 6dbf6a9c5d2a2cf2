"""Changes of the charter: one person drafts, another signs, and what is signed stays."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parvis.engine.charter.approval import approved
from parvis.engine.guard import masked
from parvis.engine.guard.folding import fold
from parvis.engine.guard.legible import legible
from parvis.errors import Conflict, Invalid, NotAllowed
from parvis.governance import ledger
from parvis.governance.digests import charter_digest
from parvis.governance.ledger import Actor
from parvis.governance.models import CharterVersion, Entity, User
from parvis.governance.permissions import DRAFT_CHARTER, SIGN_CHARTER, require
from parvis.governance.plain_facts import plain_text
from parvis.governance.queries.charter import changes_of, charter_for
from parvis.governance.queries.guard import policy_for
from parvis.governance.queries.writers import writers_of

NOTE_LIMIT: Final = 300
REASON_LIMIT: Final = 500


@transaction.atomic
def draft_charter(*, actor: User, entity: Entity, text: str, note: str = "") -> CharterVersion:
    """Write the draft of an entity's charter, in place of the one that is there.

    Raises ``Invalid`` with all ``problems`` of the text; nothing that does not hold is stored.
    """
    require(actor, DRAFT_CHARTER, entity)
    text = plain_text(text.replace("\r\n", "\n"))
    _approve(text)
    note = _masked(note, entity.pk)
    if len(note) > NOTE_LIMIT:
        raise Invalid("governance.charter.note_too_long", limit=NOTE_LIMIT)
    ledger.lock()  # two who draft at once do it one after the other
    draft = CharterVersion.objects.filter(entity=entity, signed_at=None).first()
    draft = draft or CharterVersion(entity=entity, number=_next_number(entity))
    if draft.pk is None or draft.text != text:  # another note alone makes nobody the author
        draft.drafted_by, draft.drafted_at = actor, timezone.now()
    draft.text, draft.note = text, note
    draft.digest = charter_digest(entity.pk, draft.number, text)
    draft.save()
    _record(actor, "drafted", draft)
    return draft


@transaction.atomic
def sign_charter(*, actor: User, draft: CharterVersion, digest: str, reason: str) -> CharterVersion:
    """Put a draft into force. Whoever wrote on it does not sign it.

    A reason is asked for, and kept in the ledger; confidential data in it is masked. Posts that are
    stored already keep the verdict that they have.

    ``digest`` is the ``content_digest`` of the draft which was read: another one is a ``Conflict``,
    so that nobody signs what they have not seen. A draft that says the same as a signed
    version in force is one too. The default may be signed: then another default of a later Parvis
    changes nothing.
    """
    require(actor, SIGN_CHARTER, draft.entity_id)
    held = _held(draft)
    if held.content_digest != digest or held.digest != held.digest_of_text:
        raise Conflict("governance.charter.draft_changed")
    if actor.username in writers_of(held):
        raise NotAllowed("governance.charter.own_draft")
    _approve(held.text)
    reason = _readable(reason, held.entity_id)
    if charter_for(held.entity_id).version is not None and not changes_of(held):
        raise Conflict("governance.charter.changes_nothing")
    held.signed_by, held.signed_at = actor, timezone.now()
    held.save(update_fields=["signed_by", "signed_at"])
    _record(actor, "signed", held, drafted_by=held.drafted_by_id, reason=reason)
    return held


@transaction.atomic
def discard_charter(*, actor: User, draft: CharterVersion) -> None:
    """Throw a draft away."""
    require(actor, DRAFT_CHARTER, draft.entity_id)
    held = _held(draft)
    _record(actor, "discarded", held)
    held.delete()


def _approve(text: str) -> None:
    problems = approved(text).problems
    if problems:
        raise Invalid(
            "governance.charter.invalid",
            count=len(problems),
            problems=[problem.plain() for problem in problems],
        )


def _readable(reason: str, entity: int) -> str:
    """Give a reason as it is kept; what nobody can read is none: folding drops invisible signs."""
    reason = _masked(reason, entity)
    if not fold(reason).text.strip():
        raise Invalid("governance.charter.needs_reason")
    if len(reason) > REASON_LIMIT:
        raise Invalid("governance.charter.reason_too_long", limit=REASON_LIMIT)
    return reason


def _masked(words: str, entity: int) -> str:
    return masked(" ".join(legible(words).split()), policy_for(entity).strict())


def _held(draft: CharterVersion) -> CharterVersion:
    """Lock a draft that is still one."""
    ledger.lock()
    held = (
        CharterVersion.objects.select_for_update(no_key=True)
        .filter(pk=draft.pk, signed_at=None)
        .first()
    )
    if held is None:
        raise Conflict("governance.charter.no_draft")
    return held


def _next_number(entity: Entity) -> int:
    last = CharterVersion.objects.filter(entity=entity).order_by("-number").first()
    return last.number + 1 if last else 1


def _record(actor: Actor, done: str, charter: CharterVersion, **data: object) -> None:
    ledger.record(
        actor=actor,
        verb=f"governance.charter.{done}",
        object=f"governance.charter:{charter.pk}",
        entity=charter.entity_id,
        version=charter.number,
        # As a UUID: half of the digest, in a form that the ledger keeps letter by letter.
        digest=UUID(hex=charter.digest[:32]),
        **data,
    )
