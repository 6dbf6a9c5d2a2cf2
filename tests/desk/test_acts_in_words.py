"""The timeline says of an act what a colleague would ask next: to whom, until when, why."""

from __future__ import annotations

from datetime import timedelta

from django.template import Context, Template
from django.utils import timezone, translation
from tests.desk.conftest import Desk

from parvis.desk import actions
from parvis.desk.actions import wake_snoozed
from parvis.desk.models import Conversation
from parvis.desk.queries import timeline


def said(seen: Conversation) -> list[str]:
    """Give the acts of a conversation, as its timeline says them."""
    line = Template("{% load desk %}{% act_in_words item %}")
    acts = [item for item in timeline(seen) if item.kind == "act"]
    with translation.override("en"):
        return [line.render(Context({"item": item})) for item in acts]


def test_who_was_given_a_conversation_is_named(desk: Desk):
    seen, anne, karim = desk.receive(), desk.bank.anne, desk.bank.karim
    for agent in (karim, anne, None):
        seen = actions.assign_conversation(actor=anne, conversation=seen, agent=agent)
    assert said(seen) == [
        "Anne gave it to Karim",
        "Anne took it",
        "Anne gave it back to everybody",
    ]


def test_the_reason_why_nobody_answers_is_given(desk: Desk):
    seen = actions.decline_to_answer(
        actor=desk.bank.anne, conversation=desk.receive(), reason="not_for_us: a joke"
    )
    assert len(said(seen)) == 1
    assert said(seen)[0].startswith("Anne decided not to answer: ")
    assert said(seen)[0].endswith(": a joke")


def test_a_snooze_says_until_when_and_its_end_who_ended_it(desk: Desk):
    until = timezone.now() + timedelta(days=2)
    seen = actions.snooze_conversation(
        actor=desk.bank.anne, conversation=desk.receive(), until=until
    )
    clock = timezone.localtime(until).strftime("%H:%M")
    assert said(seen)[0].startswith("Anne snoozed it until ")
    assert said(seen)[0].endswith(clock)
    Conversation.objects.filter(pk=seen.pk).update(snoozed_until=timezone.now())
    assert wake_snoozed() == 1
    assert said(seen)[1] == "Parvis opened it again: its time has come"
