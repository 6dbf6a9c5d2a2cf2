"""A reply leaves once, by the right way, and not at all when something forbids it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from tests.desk.conftest import IBAN, START, Desk

from parvis.desk.actions import (
    announce_presence,
    cancel_reply,
    reply_to_conversation,
    resolve_conversation,
    retry_reply,
)
from parvis.desk.follow import follow_intake, follow_outbox
from parvis.desk.models import Conversation, ConversationPost, Reply
from parvis.desk.queries import check_reply_draft, timeline
from parvis.desk.rules import UNDO_SECONDS
from parvis.engine.post import Visibility
from parvis.errors import Conflict, Invalid, NotAllowed, ParvisError
from parvis.governance import ledger
from parvis.governance.actions import set_account_mode
from parvis.governance.models import LedgerEntry, Mode
from parvis.intake.rules import key_of
from parvis.outbox.models import Delivery, State

pytestmark = pytest.mark.django_db

GOOD = "Bonjour Lucie, nous regardons cela aujourd’hui."


def reply(desk: Desk, seen: Conversation, **given: Any) -> Reply:
    usual: dict[str, Any] = {"actor": desk.bank.anne, "text": GOOD, "visibility": Visibility.PUBLIC}
    return reply_to_conversation(conversation=seen, **(usual | given))


def told(desk: Desk, made: Reply, state: State, **receipt: str) -> None:
    """Have the outbox report what became of a delivery, as its worker does."""
    with transaction.atomic():
        Delivery.objects.filter(pk=made.delivery_id).update(state=state, **receipt)
        ledger.record(
            actor=ledger.SYSTEM,
            verb=f"outbox.delivery.{state}",
            object=f"outbox.delivery:{made.delivery_id}",
            entity=desk.bank.north,
        )


def sent(desk: Desk, made: Reply, id: str) -> None:  # noqa: A002
    told(desk, made, State.SENT, network_id=id, network_key=key_of(id))


def test_a_reply_is_written_with_its_delivery(desk: Desk) -> None:
    seen = desk.receive(id="root")
    before = timezone.now()
    made = reply(desk, seen, text=f"  {GOOD}\n")
    delivery = Delivery.objects.get()
    assert made.delivery == delivery
    assert (delivery.text, delivery.in_reply_to, delivery.thread) == (GOOD, "root", "root")
    assert (delivery.to_author, delivery.visibility) == ("@lucie", "public")
    assert delivery.account == desk.bank.account
    assert delivery.due_at >= before + timedelta(seconds=UNDO_SECONDS)
    now = Conversation.objects.get()
    assert (now.state, now.waiting_since, now.assignee) == ("pending", None, desk.bank.anne)


def test_a_reply_may_resolve(desk: Desk) -> None:
    reply(desk, desk.receive(), then="resolved")
    now = Conversation.objects.get()
    assert (now.state, now.outcome) == ("resolved", "answered")
    assert now.resolved_at is not None


def test_whoever_has_the_conversation_keeps_it(desk: Desk) -> None:
    seen = desk.receive()
    reply(desk, seen, actor=desk.bank.karim)
    reply(desk, seen, actor=desk.bank.anne)
    assert Conversation.objects.get().assignee == desk.bank.karim


def test_a_form_sent_twice_answers_once(desk: Desk) -> None:
    seen, key = desk.receive(), uuid4()
    first = reply(desk, seen, key=key, version=seen.version)
    assert reply(desk, seen, key=key, version=seen.version) == first
    assert Delivery.objects.count() == 1
    other = desk.receive(author="@omar")
    with pytest.raises(Conflict) as refused:
        reply(desk, other, key=key)
    assert refused.value.code == "desk.reply.key_used"


def test_a_reply_answers_the_latest_post_that_is_still_there(desk: Desk) -> None:
    seen = desk.receive(id="root")
    desk.receive("Alors ?", id="second", in_reply_to="root")
    desk.store(gone=("second",))
    follow_intake()
    assert reply(desk, seen).answers.network_id == "root"


def test_nothing_is_said_to_somebody_who_has_taken_everything_back(desk: Desk) -> None:
    seen = desk.receive(id="root")
    desk.store(gone=("root",))
    follow_intake()
    with pytest.raises(Conflict) as refused:
        reply(desk, seen)
    assert refused.value.code == "desk.reply.nothing_to_answer"


def test_an_account_that_only_listens_does_not_answer_and_the_attempt_is_kept(desk: Desk) -> None:
    seen = desk.receive()
    bank = desk.bank
    set_account_mode(actor=bank.karim, account=bank.account, mode=Mode.LISTEN_ONLY, reason="Pause")
    with pytest.raises(NotAllowed) as refused:
        reply(desk, seen)
    assert refused.value.code == "desk.reply.listen_only"
    kept = LedgerEntry.objects.get(verb="desk.reply.refused")
    assert (kept.actor, kept.data["code"]) == ("anne", "desk.reply.listen_only")
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("text", "visibility", "code"),
    [
        (f"Votre compte {IBAN} est débloqué.", Visibility.PRIVATE, "contains_secret"),
        ("Donnez-nous votre mot de passe.", Visibility.PRIVATE, "asks_forbidden"),
        ("Quelle est votre date de naissance ?", Visibility.PUBLIC, "asks_in_public"),
    ],
)
def test_a_reply_that_the_charter_refuses_is_not_written_and_says_why(
    desk: Desk, text: str, visibility: Visibility, code: str
) -> None:
    seen = desk.receive()
    with pytest.raises(Invalid) as refused:
        reply(desk, seen, text=text, visibility=visibility)
    objections: Any = refused.value.data["objections"]
    assert refused.value.code == "desk.reply.refused"
    assert code in {item["code"] for item in objections}
    assert not Delivery.objects.exists()
    kept = str(LedgerEntry.objects.get(verb="desk.reply.refused").data)
    assert code in kept
    assert IBAN not in kept + str(refused.value)


def test_name_and_date_of_birth_may_be_asked_for_in_private(desk: Desk) -> None:
    reply(
        desk,
        desk.receive(),
        text="Merci de nous donner vos nom, prénom et date de naissance.",
        visibility=Visibility.PRIVATE,
    )
    assert Delivery.objects.get().visibility == "private"


def test_what_was_written_in_private_is_not_answered_in_public(desk: Desk) -> None:
    seen = desk.receive(visibility=Visibility.PRIVATE)
    with pytest.raises(Invalid) as refused:
        reply(desk, seen, visibility=Visibility.PUBLIC)
    assert refused.value.code == "desk.reply.private_stays_private"
    assert reply(desk, seen, visibility=Visibility.PRIVATE).visibility == "private"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": " \n "}, "desk.reply.empty"),
        ({"text": "x" * 5_001}, "desk.reply.too_long"),
        ({"visibility": Visibility.SECURE}, "desk.reply.visibility_impossible"),
    ],
)
def test_what_the_network_cannot_carry_is_refused(
    desk: Desk, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        reply(desk, desk.receive(), **given)
    assert refused.value.code == code
    assert not LedgerEntry.objects.filter(verb="desk.reply.refused").exists()


def test_while_a_colleague_is_writing_one_is_asked_first(desk: Desk) -> None:
    seen = desk.receive()
    announce_presence(actor=desk.bank.karim, conversation=seen, writing=True)
    with pytest.raises(Conflict) as refused:
        reply(desk, seen)
    assert (refused.value.code, refused.value.data) == (
        "desk.somebody_is_writing",
        {"by": "Karim"},
    )
    reply(desk, seen, actor=desk.bank.karim)
    assert reply(desk, seen, even_so=True).pk


def test_a_reply_that_rests_can_be_taken_back(desk: Desk) -> None:
    seen = desk.receive()
    made = reply(desk, seen, then="resolved")
    taken = cancel_reply(actor=desk.bank.anne, reply=made)
    assert taken.delivery.state == State.CANCELLED
    now = Conversation.objects.get()
    assert (now.state, now.waiting_since, now.outcome) == ("open", seen.waiting_since, "")
    assert [item.kind for item in timeline(now)] == ["post"]


@pytest.mark.parametrize("state", [State.SENDING, State.SENT, State.UNKNOWN, State.FAILED])
def test_a_reply_that_may_have_left_cannot_be_taken_back(desk: Desk, state: State) -> None:
    made = reply(desk, desk.receive())
    Delivery.objects.update(state=state)
    with pytest.raises(Conflict):
        cancel_reply(actor=desk.bank.anne, reply=made)
    assert Conversation.objects.get().waiting_since is None


def test_a_reply_that_failed_brings_the_conversation_back(desk: Desk) -> None:
    seen = desk.receive()
    made = reply(desk, seen, then="resolved")
    told(desk, made, State.FAILED)
    assert follow_outbox() == 1
    assert follow_outbox() == 0
    now = Conversation.objects.get()
    assert (now.state, now.waiting_since) == ("open", seen.waiting_since)
    entry = LedgerEntry.objects.get(verb="desk.conversation.reopened")
    assert (entry.actor, entry.object) == ("system", f"desk.conversation:{seen.pk}")


def test_a_reply_that_failed_is_seen_also_where_nobody_was_waiting(desk: Desk) -> None:
    seen = desk.receive("Super concert hier soir")
    assert seen.waiting_since is None
    made = reply(desk, seen, then="resolved", why="regular_customer")
    told(desk, made, State.FAILED)
    assert follow_outbox() == 1
    assert Conversation.objects.get().state == "open"


def test_a_failed_reply_can_be_sent_again(desk: Desk) -> None:
    made = reply(desk, desk.receive())
    with pytest.raises(Conflict):
        retry_reply(actor=desk.bank.anne, reply=made)
    told(desk, made, State.FAILED)
    follow_outbox()
    again = retry_reply(actor=desk.bank.anne, reply=made)
    assert again.delivery.state == State.QUEUED
    now = Conversation.objects.get()
    assert (now.state, now.waiting_since) == ("pending", None)


def test_another_reply_answers_what_a_failed_one_did_not(desk: Desk) -> None:
    seen = desk.receive()
    told(desk, reply(desk, seen), State.FAILED)
    follow_outbox()
    second = reply(desk, seen)
    assert ConversationPost.objects.get(ours=False).answered_by == second
    assert Conversation.objects.get().waiting_since is None


def test_resolving_settles_what_a_failed_reply_left(desk: Desk) -> None:
    seen = desk.receive()
    told(desk, reply(desk, seen), State.FAILED)
    follow_outbox()
    assert resolve_conversation(actor=desk.bank.anne, conversation=seen).waiting_since is None


def test_a_delivered_reply_that_is_read_back_is_shown_once(desk: Desk) -> None:
    seen = desk.receive(id="root")
    made = reply(desk, seen)
    sent(desk, made, "ours")
    follow_outbox()
    version = Conversation.objects.get().version
    desk.store(desk.post(GOOD, id="ours", author="exemple-nord", in_reply_to="root"))
    follow_intake()
    now = Conversation.objects.get()
    assert now.version == version, "our own reply coming back is no news"
    assert (now.waiting_since, now.state, now.post_count) == (None, "pending", 2)
    assert [item.kind for item in timeline(now)] == ["post", "reply"]


def test_a_reply_read_back_under_another_handle_is_known_by_its_receipt(desk: Desk) -> None:
    made = reply(desk, desk.receive(id="root"))
    sent(desk, made, "ours")
    desk.store(desk.post(GOOD, id="ours", author="did:plc:other"))
    follow_intake()
    assert Conversation.objects.count() == 1
    assert ConversationPost.objects.get(post__network_id="ours").ours


def test_a_reply_read_back_late_does_not_answer_what_came_between(desk: Desk) -> None:
    seen = desk.receive(id="root")
    made = reply(desk, seen)
    sent(desk, made, "ours")
    desk.receive("Et pourquoi ?", id="more", in_reply_to="root", created_at=START)
    desk.store(desk.post(GOOD, id="ours", author="exemple-nord", in_reply_to="root"))
    follow_intake()
    now = Conversation.objects.get()
    assert (now.state, now.waiting_since) == ("open", START)


def test_an_answer_to_our_reply_comes_back_to_its_conversation(desk: Desk) -> None:
    seen = desk.receive(id="root")
    sent(desk, reply(desk, seen), "ours")
    again = desk.receive("Merci, mais pourquoi ?", id="more", in_reply_to="ours")
    assert again == seen
    assert again.state == "open"


@pytest.mark.parametrize(
    ("text", "visibility"),
    [
        (GOOD, Visibility.PUBLIC),
        (f"Votre IBAN {IBAN}", Visibility.PRIVATE),
        ("x" * 5_001, Visibility.PUBLIC),
        (GOOD, Visibility.SECURE),
        ("", Visibility.PUBLIC),
    ],
)
@pytest.mark.parametrize("who", ["anne", "claire"])
def test_the_composer_says_beforehand_what_the_action_will_say(
    desk: Desk, text: str, visibility: Visibility, who: str
) -> None:
    seen, actor = desk.receive(), getattr(desk.bank, who)
    said = check_reply_draft(actor, seen, text, visibility)
    try:
        reply(desk, seen, actor=actor, text=text, visibility=visibility)
        code = ""
    except ParvisError as refusal:
        code = refusal.code
    assert said.allowed == (not code)
    assert said.refusal == (code if text else "")
    assert (said.length, said.limit) == (len(text), 5_000)


def test_objections_stand_where_they_were_typed(desk: Desk) -> None:
    text = f"  Nous avons noté {IBAN}"
    said = check_reply_draft(desk.bank.anne, desk.receive(), text, Visibility.PRIVATE)
    (objection,) = said.objections
    assert text[objection.start : objection.end] == IBAN
