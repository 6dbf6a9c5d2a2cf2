"""What the bank answers: written with its delivery, taken back while it rests, tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from parvis.desk.actions.conversation import REOPENED, reopened
from parvis.desk.actions.hold import STANDING, hold, let_go, record, restand, stale
from parvis.desk.actions.override import (
    Against,
    keep_override,
    take_back_overrides,
    why_against,
)
from parvis.desk.models import Conversation, Override, Reply
from parvis.desk.queries.draft import answered_post, refusal_of, refused
from parvis.desk.queries.presence import presences
from parvis.desk.queries.standing import unsettled
from parvis.desk.rules import ANSWER, UNDO_SECONDS
from parvis.engine.outbound import check_reply
from parvis.engine.post import Visibility
from parvis.errors import Conflict, Invalid, NotAllowed, ParvisError
from parvis.governance.ledger import Actor
from parvis.governance.models import User
from parvis.governance.queries.guard import policy_for
from parvis.intake.models import Post
from parvis.outbox.actions import cancel_delivery, queue_delivery, retry_delivery
from parvis.outbox.models import Delivery, State

_RECORDED = frozenset({"desk.reply.listen_only", "desk.reply.refused"})
"""Refusals by the register or the charter: that they were tried is kept."""


def reply_to_conversation(
    *,
    actor: Actor,
    conversation: Conversation,
    text: str,
    visibility: Visibility,
    version: int | None = None,
    key: UUID | None = None,
    then: Literal["pending", "resolved"] = "pending",
    even_so: bool = False,
    why: str = "",
    why_words: str = "",
) -> Reply:
    """Answer the author's latest post, through the outbox, in ``UNDO_SECONDS``.

    The same ``key`` given twice answers once. ``then`` is where the conversation stands
    afterwards. While a colleague is writing it is refused, unless ``even_so``. Against the
    charter's advice it is refused (``desk.override.needs_reason``) unless the person says ``why``,
    a code of ``reasons``, for "other" in ``why_words``, or has said so before.
    Raises ``NotAllowed`` for a listen-only account, ``Invalid`` for a text or visibility that
    cannot be sent (``desk.reply.refused`` holds the objections), ``Conflict`` when somebody was
    faster or there is nothing left to answer.
    """
    with transaction.atomic():
        person, held = hold(actor=actor, conversation=conversation, permission=ANSWER)
        if key is not None and (earlier := _earlier(held, key)):
            return earlier
        if version is not None and version != held.version:
            raise stale(held)
        target = answered_post(held)
        refusal = _refusal(held, target=target, text=text, visibility=visibility)
        against = why_against(held, person=person, reason=why, words=why_words)
        if refusal is None and isinstance(against, Invalid):
            refusal = against
        if refusal is None and not even_so:
            refusal = _somebody_writing(held, person)
        if refusal is None and target is not None:
            return _answer(
                held,
                person=person,
                target=target,
                text=text.strip(),
                visibility=visibility,
                key=key or uuid4(),
                then=then,
                against=against if isinstance(against, Against) else None,
            )
        if refusal is not None and refusal.code in _RECORDED:
            _record_refusal(held, actor=actor, refusal=refusal, visibility=visibility)
    # Raised only now, so that the refused attempt stays in the ledger.
    raise refusal or Conflict("desk.reply.nothing_to_answer")


@transaction.atomic
def cancel_reply(*, actor: Actor, reply: Reply) -> Reply:
    """Take back a reply that rests in the outbox; ``Conflict`` once it may have left."""
    _, held = hold(actor=actor, conversation=reply.conversation, permission=ANSWER)
    delivery = Delivery.objects.get(pk=reply.delivery_id)
    if delivery.state != State.QUEUED:
        raise Conflict("desk.reply.has_left")
    cancel_delivery(actor=actor, delivery=delivery)
    take_back_overrides(reply, at=timezone.now())
    reopened(held)
    restand(held)
    let_go(
        held,
        actor=actor,
        verb="desk.reply.cancelled",
        fields=REOPENED + STANDING,
        reply=reply.pk,
        delivery=delivery.pk,
    )
    return _fresh(reply)


@transaction.atomic
def retry_reply(*, actor: Actor, reply: Reply) -> Reply:
    """Send again a reply that the network surely did not take."""
    _, held = hold(actor=actor, conversation=reply.conversation, permission=ANSWER)
    delivery = Delivery.objects.get(pk=reply.delivery_id)
    if delivery.state != State.FAILED:
        raise Conflict("desk.reply.has_not_failed")
    if not held.account.may_answer:
        raise NotAllowed("desk.reply.listen_only", account=held.account.handle)
    retry_delivery(actor=actor, delivery=delivery)
    restand(held)
    if held.waiting_since is None and held.state == Conversation.State.OPEN:
        held.state = Conversation.State.PENDING
    let_go(
        held,
        actor=actor,
        verb="desk.reply.retried",
        fields=("state", *STANDING),
        reply=reply.pk,
        delivery=delivery.pk,
    )
    return _fresh(reply)


def _earlier(held: Conversation, key: UUID) -> Reply | None:
    delivery = Delivery.objects.filter(key=key).first()
    if delivery is None:
        return None
    reply = Reply.objects.filter(delivery=delivery, conversation=held).first()
    if reply is None:
        raise Conflict("desk.reply.key_used")
    return _fresh(reply)


def _refusal(
    held: Conversation, *, target: Post | None, text: str, visibility: Visibility
) -> ParvisError | None:
    if not text.strip():
        return Invalid("desk.reply.empty")
    refusal = refusal_of(
        account=held.account, target=target, text=text.strip(), visibility=visibility
    )
    if refusal is not None:
        return refusal
    policy = policy_for(held.entity_id)
    objections = check_reply(text, visibility=visibility, lang=held.lang, policy=policy)
    return refused(objections) if objections else None


def _somebody_writing(held: Conversation, person: User) -> Conflict | None:
    for presence in presences(held, besides=person):
        if presence.writing:
            return Conflict("desk.somebody_is_writing", by=presence.user.shown_name)
    return None


def _answer(
    held: Conversation,
    *,
    person: User,
    target: Post,
    text: str,
    visibility: Visibility,
    key: UUID,
    then: Literal["pending", "resolved"],
    against: Against | None,
) -> Reply:
    now = timezone.now()
    delivery = queue_delivery(
        actor=person,
        account=held.account,
        text=text,
        visibility=visibility,
        in_reply_to=target.network_id,
        thread=target.thread or held.thread,
        to_author=target.author,
        lang=held.lang,
        key=key,
        due_at=now + timedelta(seconds=UNDO_SECONDS),
    )
    reply = Reply.objects.create(
        conversation=held,
        answers=target,
        author=person,
        text=text,
        visibility=visibility,
        delivery=delivery,
        created_at=now,
    )
    if against is not None:
        keep_override(
            held, person=person, against=against, done=Override.Done.ANSWERED, reply=reply
        )
    unsettled(held).update(settled_at=now, answered_by=reply)
    reopened(held)
    held.state = Conversation.State(then)
    if then == "resolved":
        held.outcome, held.resolved_at = Conversation.Outcome.ANSWERED, now
    held.assignee = held.assignee or person
    restand(held)
    held.presences.filter(user=person, until__gt=now).update(writing=False, changed_at=now)
    let_go(
        held,
        actor=person,
        verb="desk.reply.queued",
        fields=("assignee", *REOPENED, *STANDING),
        reply=reply.pk,
        delivery=delivery.pk,
        post=target.pk,
        visibility=visibility,
    )
    return reply


def _record_refusal(
    held: Conversation, *, actor: Actor, refusal: ParvisError, visibility: Visibility
) -> None:
    objections: Any = refusal.data.get("objections", [])
    codes = {f"{item['code']}:{item['what']}" for item in objections}
    record(
        held,
        actor=actor,
        verb="desk.reply.refused",
        code=refusal.code,
        objections=sorted(codes),
        visibility=visibility,
    )


def _fresh(reply: Reply) -> Reply:
    return Reply.objects.select_related("conversation", "author", "delivery").get(pk=reply.pk)
