"""Whose a conversation is, and where it stands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from parvis.desk.actions.hold import STANDING, hold, let_go, restand
from parvis.desk.actions.override import declined_against, keep_override
from parvis.desk.models import Conversation, Override
from parvis.desk.queries.access import agents_for
from parvis.desk.queries.standing import unsettled
from parvis.desk.reasons import OTHER
from parvis.desk.rules import FOLLOW, LONGEST_SNOOZE, REASON_LIMIT, WORK
from parvis.engine.guard import masked
from parvis.engine.guard.legible import legible
from parvis.errors import Conflict, Invalid
from parvis.governance import ledger
from parvis.governance.ledger import SYSTEM, Act, Actor
from parvis.governance.models import User
from parvis.governance.permissions import require
from parvis.governance.queries.guard import policy_for

_State = Conversation.State
_WAKE_AT_ONCE = 500


@transaction.atomic
def assign_conversation(
    *, actor: Actor, conversation: Conversation, agent: User | None, version: int | None = None
) -> Conversation:
    """Give the conversation to somebody who may work on it, or to nobody."""
    _, held = hold(actor=actor, conversation=conversation, permission=WORK, version=version)
    if agent is not None and agent not in agents_for(held):
        raise Invalid("desk.assign.not_an_agent")
    before = held.assignee_id
    if before == (agent.pk if agent else None):
        return held
    held.assignee = agent
    return let_go(
        held,
        actor=actor,
        verb="desk.conversation.assigned",
        fields=("assignee",),
        before=before,
        after=held.assignee_id,
    )


@transaction.atomic
def snooze_conversation(
    *, actor: Actor, conversation: Conversation, until: datetime, version: int | None = None
) -> Conversation:
    """Put it aside until a moment; who waits goes on waiting."""
    _, held = hold(actor=actor, conversation=conversation, permission=WORK, version=version)
    now = timezone.now()
    if not now < until <= now + LONGEST_SNOOZE:
        raise Invalid("desk.snooze.out_of_range")
    if held.state == _State.RESOLVED:
        raise Conflict("desk.conversation.is_resolved")
    held.state, held.snoozed_until = _State.SNOOZED, until
    return let_go(
        held,
        actor=actor,
        verb="desk.conversation.snoozed",
        fields=("state", "snoozed_until"),
        until=until.isoformat(),
    )


@transaction.atomic
def resolve_conversation(
    *, actor: Actor, conversation: Conversation, version: int | None = None
) -> Conversation:
    """Say that nothing is left to do. Its outcome is "answered" when the bank has answered."""
    _, held = hold(actor=actor, conversation=conversation, permission=WORK, version=version)
    answered = (
        held.entries.filter(ours=True).exists() or held.entries.exclude(answered_by=None).exists()
    )
    _settle(held, outcome=Conversation.Outcome.ANSWERED if answered else "", reason="")
    return let_go(
        held,
        actor=actor,
        verb="desk.conversation.resolved",
        fields=_RESOLVED + STANDING,
        outcome=held.outcome,
    )


@transaction.atomic
def decline_to_answer(
    *, actor: Actor, conversation: Conversation, reason: str, version: int | None = None
) -> Conversation:
    """Decide not to answer, and say why. The reason is masked before it is kept.

    Where the charter advises anything else, it is kept as an override too.
    """
    person, held = hold(actor=actor, conversation=conversation, permission=WORK, version=version)
    reason = masked(legible(reason), policy_for(held.entity_id))
    if _lacks_words(reason):
        raise Invalid("desk.decline.needs_reason")
    if len(reason) > REASON_LIMIT:
        raise Invalid("desk.decline.reason_too_long", length=len(reason), limit=REASON_LIMIT)
    against = declined_against(held, reason=reason)
    _settle(held, outcome=Conversation.Outcome.NOT_ANSWERED, reason=reason)
    if against is not None:
        keep_override(held, person=person, against=against, done=Override.Done.DECLINED)
    return let_go(
        held,
        actor=actor,
        verb="desk.conversation.declined",
        fields=_RESOLVED + STANDING,
        reason=reason,
    )


@transaction.atomic
def reopen_conversation(
    *, actor: Actor, conversation: Conversation, version: int | None = None
) -> Conversation:
    """Take it up again. What was put aside by resolving it waits again, since it was written."""
    _, held = hold(actor=actor, conversation=conversation, permission=WORK, version=version)
    if held.state == _State.OPEN:
        raise Conflict("desk.conversation.is_open")
    if held.resolved_at is not None:
        held.entries.filter(settled_at=held.resolved_at, answered_by=None).update(settled_at=None)
    reopened(held)
    restand(held)
    return let_go(held, actor=actor, verb="desk.conversation.reopened", fields=REOPENED + STANDING)


@transaction.atomic
def wake_snoozed() -> int:
    """Open again the conversations whose time has come; gives how many."""
    require(SYSTEM, FOLLOW, 0)
    now = timezone.now()
    due = list(
        Conversation.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(state=_State.SNOOZED, snoozed_until__lte=now)
        .order_by("snoozed_until")[:_WAKE_AT_ONCE]
    )
    for held in due:
        held.state, held.snoozed_until = _State.OPEN, None
        held.version += 1
        held.changed_by = None
    Conversation.objects.bulk_update(due, ["state", "snoozed_until", "version", "changed_by"])
    ledger.append(
        actor=SYSTEM,
        acts=[
            Act(
                verb="desk.conversation.woken",
                object=f"desk.conversation:{held.pk}",
                entity_id=held.entity_id,
            )
            for held in due
        ],
    )
    return len(due)


REOPENED = ("state", "outcome", "outcome_reason", "resolved_at", "snoozed_until")
"""The fields that ``reopened`` sets."""

_RESOLVED = REOPENED


def reopened(held: Conversation) -> None:
    """Set the state of a conversation that is open again."""
    held.state = _State.OPEN
    held.outcome = held.outcome_reason = ""
    held.resolved_at = held.snoozed_until = None


def _lacks_words(reason: str) -> bool:
    """Whether a reason is none, or the one that stands only with words, and has none."""
    return not legible(reason.removeprefix(OTHER).lstrip(": "))


def _settle(held: Conversation, *, outcome: str, reason: str) -> None:
    if held.state == _State.RESOLVED:
        raise Conflict("desk.conversation.is_resolved")
    held.state, held.outcome, held.outcome_reason = _State.RESOLVED, outcome, reason
    held.resolved_at, held.snoozed_until = timezone.now(), None
    unsettled(held).update(settled_at=held.resolved_at, answered_by=None)
    restand(held)
