"""Reasons and notes that colleagues will read can be read."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.desk.conftest import INSULT, QUESTION, Desk

from parvis.desk.actions import add_note, decline_to_answer, reply_to_conversation
from parvis.desk.models import Note, Override, Reply
from parvis.engine.post import Visibility
from parvis.errors import Invalid
from parvis.governance.actions import set_account_mode
from parvis.governance.models import LedgerEntry, Mode

pytestmark = pytest.mark.django_db

UNREADABLE = ["\u200b", "\u202e \u2066", "\u3164", "\u2800", "\u0301"]
TURNED = "Known\u202e customer\u202c\x07"


@pytest.mark.parametrize("words", UNREADABLE)
def test_a_reply_against_the_advice_needs_words_that_can_be_read(desk: Desk, words: str) -> None:
    seen = desk.receive(INSULT)
    with pytest.raises(Invalid) as refusal:
        reply_to_conversation(
            actor=desk.bank.anne, conversation=seen, text="Bonjour", why="other", why_words=words,
            visibility=Visibility.PUBLIC,
        )  # fmt: skip
    assert refusal.value.code == "desk.override.needs_reason"
    assert not Reply.objects.exists()


def test_marks_of_direction_are_left_out_of_why_a_reply_was_written(desk: Desk) -> None:
    reply_to_conversation(
        actor=desk.bank.anne, conversation=desk.receive(INSULT), text="Bonjour", why="other",
        why_words=TURNED, visibility=Visibility.PUBLIC,
    )  # fmt: skip
    assert Override.objects.get().note == "Known customer"


@pytest.mark.parametrize("words", [*UNREADABLE, *(f"other: {words}" for words in UNREADABLE)])
def test_who_declines_says_why_in_words_that_can_be_read(desk: Desk, words: str) -> None:
    seen = desk.receive(QUESTION)
    with pytest.raises(Invalid) as refusal:
        decline_to_answer(actor=desk.bank.anne, conversation=seen, reason=words)
    assert refusal.value.code == "desk.decline.needs_reason"


def test_a_reason_is_kept_without_marks_of_direction(desk: Desk) -> None:
    seen = desk.receive(QUESTION)
    decline_to_answer(actor=desk.bank.anne, conversation=seen, reason=f"other: {TURNED}")
    seen.refresh_from_db()
    assert seen.outcome_reason == "other: Known customer"


def test_the_form_leaves_out_words_that_cannot_be_read(desk: Desk, client: Client) -> None:
    seen = desk.receive(QUESTION)
    client.force_login(desk.bank.anne)
    given = {"reason": "spam", "words": "\u200b\u3164", "version": seen.version}
    client.post(f"/conversations/{seen.pk}/decline/", given)
    seen.refresh_from_db()
    assert seen.outcome_reason == "spam"


@pytest.mark.parametrize("words", UNREADABLE)
def test_a_note_is_one_that_can_be_read(desk: Desk, words: str) -> None:
    seen = desk.receive(QUESTION)
    with pytest.raises(Invalid, match=r"desk\.note\.empty"):
        add_note(actor=desk.bank.anne, conversation=seen, text=words)
    add_note(actor=desk.bank.anne, conversation=seen, text=TURNED + words)
    assert "\u202e" not in Note.objects.get().text


@pytest.mark.parametrize("words", UNREADABLE)
def test_how_far_an_account_may_speak_is_signed_with_a_reason_that_can_be_read(
    desk: Desk, words: str
) -> None:
    signed = {"actor": desk.bank.karim, "account": desk.bank.account, "mode": Mode.ANSWER}
    with pytest.raises(Invalid, match=r"governance\.mode_needs_reason"):
        set_account_mode(**signed, reason=words)
    set_account_mode(**signed, reason=TURNED)
    last = LedgerEntry.objects.filter(verb="governance.account.mode_signed").latest("number")
    assert last.data["reason"] == "Known customer"
