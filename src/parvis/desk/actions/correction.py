"""People say what a post is where the models erred: kept as training data, in codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.desk.actions.hold import hold, record
from parvis.desk.models import Conversation, LabelCorrection
from parvis.desk.queries.understood import can_be_corrected, written_in
from parvis.desk.rules import HEADS, WORK, labels_of
from parvis.engine.understand import Intent
from parvis.engine.understand.training.examples import labelled
from parvis.errors import Conflict, Invalid
from parvis.governance.ledger import Actor
from parvis.intake.models import Post


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
    copied here. The verdict stays as it is: it was given on what was understood.
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
    record(held, actor=actor, verb="desk.labels.corrected", post=seen.pk, labels=changed)
    return made


@transaction.atomic
def take_back_correction(*, actor: Actor, conversation: Conversation, post: Post) -> None:
    """Take back the correction of a post that counts: what the models said stands again."""
    _person, held = hold(actor=actor, conversation=conversation, permission=WORK)
    seen = written_in(held, post.pk)
    counting = LabelCorrection.objects.filter(post=seen, taken_back_at=None)
    if not counting.update(taken_back_at=timezone.now()):
        raise Conflict("desk.labels.nothing_to_take_back")
    record(held, actor=actor, verb="desk.labels.taken_back", post=seen.pk)


def _checked(labels: Mapping[str, Any]) -> dict[str, Any]:
    """Give labels as they are kept: codes in their own order; raises ``Invalid``."""
    try:
        _exclusive, held = labelled(labels)
        sentiment = int(labels["sentiment"])
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("desk.labels.invalid") from error
    intents = [str(intent) for intent in Intent if held[intent]]
    if not intents or (Intent.NONE in intents and len(intents) > 1):
        raise Invalid("desk.labels.intents")
    one_of = {head: str(labels[head]) for head in ("tone", "target", "topic", "decision")}
    return {"intents": intents, **one_of, "sentiment": sentiment}
