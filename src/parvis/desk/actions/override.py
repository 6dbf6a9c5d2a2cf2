"""Doing otherwise than the charter advises: for a reason, which is kept and counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from parvis.desk.actions.hold import record
from parvis.desk.models import Conversation, Override, Reply
from parvis.desk.queries.standing import deciding_post
from parvis.desk.queries.verdict import asked_why, given_before
from parvis.desk.reasons import ANSWERING, OTHER, code_of
from parvis.desk.rules import OVERRIDE_NOTE_LIMIT, declines_against
from parvis.engine.guard import masked
from parvis.engine.guard.legible import legible
from parvis.errors import Invalid
from parvis.governance.models import User
from parvis.governance.queries.guard import policy_for
from parvis.intake.models import Post

_CODES = frozenset(code for code, _ in ANSWERING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why somebody does otherwise than advised: ``reason`` a code, ``note`` their own words."""

    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """An advice as it stood before something was done against it."""

    advised: str
    post: Post
    because: Because


def why_against(
    held: Conversation, *, person: User, reason: str, words: str
) -> Against | Invalid | None:
    """Say why a reply goes against the advice; None where it does not, the refusal where unsaid.

    ``reason`` is a code of ``reasons.ANSWERING``. Who has said why before, of the same advice in
    the same conversation, is not asked again; taken back with a reply, it stands for the next.
    """
    asked = asked_why(held, person=person)
    if asked is None:
        return None
    before = given_before(held, person=person, asked=asked)
    if before is not None:
        if before.taken_back_at is None:
            return None
        said = Because(reason=before.reason, note=before.note)
        return Against(advised=held.advice, post=asked.post, because=said)
    note = masked(legible(words), policy_for(held.entity_id)) if reason == OTHER else ""
    if reason not in _CODES or (reason == OTHER and not note):
        return Invalid("desk.override.needs_reason")
    if len(note) > OVERRIDE_NOTE_LIMIT:
        return Invalid("desk.override.note_too_long", length=len(note), limit=OVERRIDE_NOTE_LIMIT)
    said = Because(reason=reason, note=note)
    return Against(advised=held.advice, post=asked.post, because=said)


def declined_against(held: Conversation, *, reason: str) -> Against | None:
    """Say why somebody declines to answer against the advice; ``reason`` as it is kept, masked."""
    if not declines_against(held.advice):
        return None
    code, own = code_of(reason)
    return Against(
        advised=held.advice, post=deciding_post(held), because=Because(reason=code, note=own)
    )


def keep_override(
    held: Conversation,
    *,
    person: User,
    against: Against,
    done: Override.Done,
    reply: Reply | None = None,
) -> None:
    """Keep that, and why, something was done against the advice: in its table and the ledger."""
    verdict = against.post.verdict
    rule = verdict.get("rule", {}).get("name", "")
    Override.objects.create(
        entity_id=held.entity_id,
        conversation=held,
        post=against.post,
        reply=reply,
        advised=against.advised,
        rule=rule,
        charter=verdict.get("charter"),
        done=done,
        reason=against.because.reason,
        note=against.because.note,
        by=person,
        at=timezone.now(),
    )
    record(
        held,
        actor=person,
        verb="desk.verdict.overridden",
        advised=against.advised,
        rule=rule,
        charter=verdict.get("charter"),
        done=str(done),
        reason=_kept(against.because),
        post=against.post.pk,
        reply=reply.pk if reply else None,
    )


def take_back_overrides(reply: Reply, *, at: datetime) -> None:
    """Count no more what went with a reply that was taken back before it left."""
    reply.overrides.filter(taken_back_at=None).update(taken_back_at=at)


def _kept(because: Because) -> str:
    return f"{because.reason}: {because.note}" if because.note else because.reason
