"""People say what a post is where the models erred: kept as training data, in codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.desk.actions.conversation import REOPENED, reopened
from parvis.desk.actions.hold import STANDING, hold, let_go, record, restand
from parvis.desk.models import Conversation, LabelCorrection
from parvis.desk.queries.understood import can_be_corrected, written_in
from parvis.desk.rules import HEADS, WORK, alarm_in, labels_of, needs_another_look
from parvis.engine.charter import Act
from parvis.engine.understand import Decision, Intent
from parvis.engine.understand.training.examples import labelled
from parvis.errors import Conflict, Invalid
from parvis.governance.ledger import Actor
from parvis.intake.models import Post

_State = Conversation.State
_STANDS = ("waiting_since", "advice", "priority", "deciding_id", "reasons", "state")


@transaction.atomic
def correct_labels(
    *,
    actor: Actor,
    conversation: Conversation,
    post: Post,
    labels: Mapping[str, Any],
    version: int | None = None,
) -> LabelCorrection:
    """Say what a post is. It takes the place of a correction that counted until now.

    ``version`` is that of the post which was read. Its text is read when a model is trained, never
    copied here. The verdict stays as it is: it was given on what was understood. Yet who says that
    it holds a threat or distress, or that a person must read it, leaves the conversation to one.
    """
    person, held = hold(actor=actor, conversation=conversation, permission=WORK)
    seen = written_in(held, post.pk)
    if not can_be_corrected(seen):
        raise Conflict("desk.labels.nothing_to_read")
    if version is not None and version != seen.version:
        raise Conflict("desk.labels.post_changed")
    meant, said = _checked(labels), labels_of(seen.labels)
    before = LabelCorrection.objects.filter(post=seen, taken_back_at=None).first()
    if meant == (before.labels if before else said):
        raise Invalid("desk.labels.same")
    now = timezone.now()
    LabelCorrection.objects.filter(post=seen, taken_back_at=None).update(taken_back_at=now)
    made = LabelCorrection.objects.create(
        entity_id=held.entity_id,
        post=seen,
        post_version=seen.version,
        said=said,
        labels=meant,
        by=person,
        at=now,
    )
    changed = {head: meant[head] for head in HEADS if meant[head] != said.get(head)}
    if _alarms(meant) and not (before and _alarms(before.labels)):
        _unsettle(held, seen)
    _stand(held, seen, actor=actor, verb="desk.labels.corrected", labels=changed)
    return made


@transaction.atomic
def take_back_correction(*, actor: Actor, conversation: Conversation, post: Post) -> None:
    """Take back the correction of a post that counts: what the models said stands again.

    So does the verdict. What waits for an answer goes on waiting until somebody deals with it.
    """
    _person, held = hold(actor=actor, conversation=conversation, permission=WORK)
    seen = written_in(held, post.pk)
    counting = LabelCorrection.objects.filter(post=seen, taken_back_at=None)
    if not counting.update(taken_back_at=timezone.now()):
        raise Conflict("desk.labels.nothing_to_take_back")
    _stand(held, seen, actor=actor, verb="desk.labels.taken_back")


def _stand(held: Conversation, post: Post, *, actor: Actor, verb: str, **data: Any) -> None:
    """Say again how the conversation stands, and keep the act."""
    before = [getattr(held, field) for field in _STANDS]
    restand(held)
    if held.waiting_since is not None and held.state in {_State.PENDING, _State.RESOLVED}:
        reopened(held)
    if [getattr(held, field) for field in _STANDS] == before:
        record(held, actor=actor, verb=verb, post=post.pk, **data)
        return
    let_go(held, actor=actor, verb=verb, fields=REOPENED + STANDING, post=post.pk, **data)


def _unsettle(held: Conversation, post: Post) -> None:
    """Take a post that was dealt with as one to be seen again, where its verdict asked for less."""
    if needs_another_look(before=post.act, now=Act.ESCALATE, more_masked=False):
        held.entries.filter(post=post).update(settled_at=None, answered_by=None)


def _alarms(labels: Mapping[str, Any]) -> bool:
    return bool(alarm_in(labels)) or labels["decision"] == Decision.PERSON


def _checked(labels: Mapping[str, Any]) -> dict[str, Any]:
    """Give labels as they are kept: codes in their own order; raises ``Invalid``."""
    try:
        _exclusive, held = labelled(labels)
        sentiment = int(labels["sentiment"])
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("desk.labels.invalid") from error
    intents = [str(intent) for intent in Intent if held[intent]]
    if not intents:
        raise Invalid("desk.labels.intents")
    if Intent.NONE in intents and len(intents) > 1:
        raise Invalid("desk.labels.none_alone")
    one_of = {head: str(labels[head]) for head in ("tone", "target", "topic", "decision")}
    meant = {"intents": intents, **one_of, "sentiment": sentiment}
    if alarm_in(meant) and meant["decision"] == Decision.SILENT:
        raise Invalid("desk.labels.left_to_nobody")
    return meant
