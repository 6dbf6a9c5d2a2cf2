"""What people do with conversations: who may, what it changes, and who is told of a clash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.desk.conftest import IBAN, Desk

from parvis.desk.actions import (
    add_note,
    announce_presence,
    assign_conversation,
    cancel_reply,
    decline_to_answer,
    forget_presences,
    leave_conversation,
    reopen_conversation,
    reply_to_conversation,
    resolve_conversation,
    retry_reply,
    snooze_conversation,
    wake_snoozed,
)
from parvis.desk.models import Conversation, Note, Presence, Reply
from parvis.desk.queries import presences
from parvis.engine.post import Visibility
from parvis.errors import Conflict, Invalid, NotAllowed, NotFound, ParvisError
from parvis.governance.ledger import SYSTEM, Actor
from parvis.governance.models import LedgerEntry, User
from parvis.governance.schedule import periodic_tasks

pytestmark = pytest.mark.django_db

Act = Callable[..., Any]


def _tomorrow() -> Any:
    return timezone.now() + timedelta(days=1)


def _reply(actor: Actor, conversation: Conversation, **given: Any) -> Reply:
    usual = {"text": "Bonjour, nous regardons.", "visibility": Visibility.PUBLIC}
    return reply_to_conversation(actor=actor, conversation=conversation, **(usual | given))


ACTS: dict[str, Act] = {
    "assign": lambda who, seen, **v: assign_conversation(
        actor=who, conversation=seen, agent=seen.account.owner, **v
    ),
    "snooze": lambda who, seen, **v: snooze_conversation(
        actor=who, conversation=seen, until=_tomorrow(), **v
    ),
    "resolve": lambda who, seen, **v: resolve_conversation(actor=who, conversation=seen, **v),
    "decline": lambda who, seen, **v: decline_to_answer(
        actor=who, conversation=seen, reason="Spam", **v
    ),
    "reply": _reply,
}
VERSIONLESS: dict[str, Act] = {
    "note": lambda who, seen: add_note(actor=who, conversation=seen, text="Rappeler demain"),
    "write": lambda who, seen: announce_presence(actor=who, conversation=seen, writing=True),
}


def _reopen(who: Actor, seen: Conversation) -> Conversation:
    resolve_conversation(actor=seen.account.owner, conversation=seen)
    return reopen_conversation(actor=who, conversation=seen)


def _cancel(who: Actor, seen: Conversation) -> Reply:
    return cancel_reply(actor=who, reply=_reply(seen.account.owner, seen))


def _retry(who: Actor, seen: Conversation) -> Reply:
    reply = _reply(seen.account.owner, seen)
    type(reply.delivery).objects.filter(pk=reply.delivery_id).update(state="failed")
    return retry_reply(actor=who, reply=reply)


EVERY = ACTS | VERSIONLESS | {"reopen": _reopen, "cancel": _cancel, "retry": _retry}


@pytest.mark.parametrize("act", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("who", ["anne", "karim"])
def test_agents_and_supervisors_do_everything(desk: Desk, act: Act, who: str) -> None:
    act(getattr(desk.bank, who), desk.receive())


@pytest.mark.parametrize("act", EVERY.values(), ids=EVERY)
def test_auditors_read_and_do_nothing(desk: Desk, act: Act) -> None:
    seen = desk.receive()
    with pytest.raises(NotAllowed):
        act(desk.bank.claire, seen)


@pytest.mark.parametrize("act", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("who", ["sam", "ada"])
def test_for_other_entities_and_administrators_there_is_no_such_conversation(
    desk: Desk, act: Act, who: str
) -> None:
    seen = desk.receive()
    with pytest.raises(NotFound):
        act(getattr(desk.bank, who), seen)


@pytest.mark.parametrize("act", EVERY.values(), ids=EVERY)
def test_machines_decide_nothing(desk: Desk, act: Act) -> None:
    seen = desk.receive()
    with pytest.raises(NotAllowed):
        act(SYSTEM, seen)


@pytest.mark.parametrize("act", EVERY.values(), ids=EVERY)
def test_a_person_who_left_the_bank_does_nothing(desk: Desk, act: Act) -> None:
    seen = desk.receive()
    User.objects.filter(pk=desk.bank.anne.pk).update(is_active=False)
    with pytest.raises(ParvisError):
        act(User.objects.get(pk=desk.bank.anne.pk), seen)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_of_two_who_act_at_once_the_second_learns_who_was_faster(desk: Desk, act: Act) -> None:
    seen = desk.receive()
    act(desk.bank.anne, seen, version=seen.version)
    before = Conversation.objects.get()
    with pytest.raises(Conflict) as refused:
        act(desk.bank.karim, seen, version=seen.version)
    assert (refused.value.code, refused.value.data) == ("desk.changed_meanwhile", {"by": "Anne"})
    assert Conversation.objects.get().version == before.version


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_who_has_not_seen_the_latest_post_is_told_so(desk: Desk, act: Act) -> None:
    seen = desk.receive(id="root")
    desk.receive("Alors ?", in_reply_to="root")
    with pytest.raises(Conflict) as refused:
        act(desk.bank.anne, seen, version=seen.version)
    assert refused.value.code == "desk.moved_on_meanwhile"


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_each_act_raises_the_version_by_one_and_stands_in_the_ledger(desk: Desk, act: Act) -> None:
    seen = desk.receive()
    act(desk.bank.anne, seen, version=seen.version)
    now = Conversation.objects.get()
    assert (now.version, now.changed_by) == (seen.version + 1, desk.bank.anne)
    kept = LedgerEntry.objects.exclude(verb="desk.verdict.overridden")
    entry = kept.get(object=f"desk.conversation:{seen.pk}")
    assert (entry.actor, entry.entity) == ("anne", desk.bank.north)


def test_a_conversation_is_given_only_to_somebody_who_may_work_on_it(desk: Desk) -> None:
    bank, seen = desk.bank, desk.receive()
    for stranger in (bank.sam, bank.claire, bank.ada):
        with pytest.raises(Invalid):
            assign_conversation(actor=bank.karim, conversation=seen, agent=stranger)
    assert assign_conversation(actor=bank.karim, conversation=seen, agent=bank.anne).assignee
    freed = assign_conversation(actor=bank.anne, conversation=seen, agent=None)
    assert freed.assignee is None


def test_giving_it_to_whoever_has_it_changes_nothing(desk: Desk) -> None:
    seen = desk.receive()
    first = assign_conversation(actor=desk.bank.anne, conversation=seen, agent=desk.bank.anne)
    again = assign_conversation(actor=desk.bank.karim, conversation=seen, agent=desk.bank.anne)
    assert again.version == first.version


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_conversation_sleeps_until_a_moment_within_a_year(desk: Desk, days: int) -> None:
    with pytest.raises(Invalid):
        snooze_conversation(
            actor=desk.bank.anne,
            conversation=desk.receive(),
            until=timezone.now() + timedelta(days=days),
        )


def test_a_snoozed_conversation_wakes_when_its_time_has_come(desk: Desk) -> None:
    seen = desk.receive()
    snooze_conversation(actor=desk.bank.anne, conversation=seen, until=_tomorrow())
    assert wake_snoozed() == 0
    Conversation.objects.update(snoozed_until=timezone.now())
    assert wake_snoozed() == 1
    assert wake_snoozed() == 0
    now = Conversation.objects.get()
    assert (now.state, now.snoozed_until, now.changed_by) == ("open", None, None)
    assert LedgerEntry.objects.get(verb="desk.conversation.woken").actor == "system"


def test_resolving_ends_the_waiting_and_reopening_brings_it_back(desk: Desk) -> None:
    seen = desk.receive()
    done = resolve_conversation(actor=desk.bank.anne, conversation=seen)
    assert (done.state, done.outcome, done.waiting_since) == ("resolved", "", None)
    again = reopen_conversation(actor=desk.bank.karim, conversation=done)
    assert (again.state, again.waiting_since) == ("open", seen.waiting_since)
    assert again.resolved_at is None


def test_a_conversation_that_was_answered_resolves_as_answered(desk: Desk) -> None:
    seen = desk.receive()
    _reply(desk.bank.anne, seen)
    assert resolve_conversation(actor=desk.bank.anne, conversation=seen).outcome == "answered"


def test_one_state_is_not_entered_twice(desk: Desk) -> None:
    anne, seen = desk.bank.anne, desk.receive()
    with pytest.raises(Conflict):
        reopen_conversation(actor=anne, conversation=seen)
    resolve_conversation(actor=anne, conversation=seen)
    for again in (ACTS["resolve"], ACTS["decline"], ACTS["snooze"]):
        with pytest.raises(Conflict):
            again(anne, seen)


def test_declining_needs_a_reason_and_keeps_it_masked(desk: Desk) -> None:
    anne, seen = desk.bank.anne, desk.receive()
    for reason in ("", "  ", "x" * 301):
        with pytest.raises(Invalid):
            decline_to_answer(actor=anne, conversation=seen, reason=reason)
    done = decline_to_answer(actor=anne, conversation=seen, reason=f"Doublon de {IBAN}")
    assert (done.outcome, done.outcome_reason) == ("not_answered", "Doublon de [IBAN ••••0189]")
    assert IBAN not in str(list(LedgerEntry.objects.values()))


def test_a_note_is_masked_before_it_is_stored(desk: Desk) -> None:
    seen = desk.receive()
    note = add_note(actor=desk.bank.anne, conversation=seen, text=f" Son IBAN : {IBAN} ")
    stored = Note.objects.get()
    assert stored.text == note.text == "Son IBAN : [IBAN ••••0189]"
    assert stored.marks == [[11, 26, "IBAN"]]
    assert Conversation.objects.get().version == seen.version


@pytest.mark.parametrize("text", ["", " \n", "x" * 10_001])
def test_a_note_says_something_and_is_no_book(desk: Desk, text: str) -> None:
    with pytest.raises(Invalid):
        add_note(actor=desk.bank.anne, conversation=desk.receive(), text=text)


def test_colleagues_see_who_looks_and_who_writes(desk: Desk) -> None:
    bank, seen = desk.bank, desk.receive()
    announce_presence(actor=bank.anne, conversation=seen, writing=False)
    announce_presence(actor=bank.karim, conversation=seen, writing=True)
    assert [(row.user, row.writing) for row in presences(seen, besides=bank.claire)] == [
        (bank.karim, True),
        (bank.anne, False),
    ]
    assert [row.user for row in presences(seen, besides=bank.anne)] == [bank.karim]
    leave_conversation(actor=bank.karim, conversation=seen)
    assert presences(seen, besides=bank.anne) == []


def test_a_presence_of_which_nothing_more_is_heard_ends(desk: Desk) -> None:
    seen = desk.receive()
    announce_presence(actor=desk.bank.anne, conversation=seen, writing=True)
    Presence.objects.update(until=timezone.now())
    assert presences(seen, besides=desk.bank.karim) == []


def test_repeating_a_presence_changes_only_how_long_it_holds(desk: Desk) -> None:
    seen = desk.receive()
    announce_presence(actor=desk.bank.anne, conversation=seen, writing=True)
    first = Presence.objects.get()
    announce_presence(actor=desk.bank.anne, conversation=seen, writing=True)
    again = Presence.objects.get()
    assert again.changed_at == first.changed_at
    assert again.until > first.until


def test_an_auditor_may_be_seen_looking(desk: Desk) -> None:
    seen = desk.receive()
    announce_presence(actor=desk.bank.claire, conversation=seen, writing=False)
    assert [row.user for row in presences(seen, besides=desk.bank.anne)] == [desk.bank.claire]


def test_presences_are_forgotten_an_hour_after_they_ended(desk: Desk) -> None:
    seen = desk.receive()
    announce_presence(actor=desk.bank.anne, conversation=seen, writing=True)
    announce_presence(actor=desk.bank.karim, conversation=seen, writing=True)
    past = timezone.now() - timedelta(hours=2)
    Presence.objects.filter(user=desk.bank.anne).update(until=past)
    assert forget_presences() == 1
    assert Presence.objects.get().user == desk.bank.karim


def test_what_machines_do_at_the_desk_is_on_the_workers_list() -> None:
    tasks = {task.name: task for task in periodic_tasks() if task.name.startswith("desk.")}
    assert set(tasks) == {
        "desk.follow_intake",
        "desk.follow_outbox",
        "desk.wake_snoozed",
        "desk.forget_presences",
    }
    assert tasks["desk.follow_intake"].every_seconds <= 0.1
