"""Deliveries: sent once, in order, never through an account that only listens."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from parvis.engine.post import Visibility
from parvis.errors import (
    Conflict,
    CredentialsRefused,
    Gone,
    Invalid,
    NotAllowed,
    RateLimited,
    Rejected,
    Transient,
    Uncertain,
)
from parvis.governance.actions import set_account_mode
from parvis.governance.models import LedgerEntry, Mode
from parvis.networks.folder import Folder
from parvis.outbox.actions import (
    cancel_delivery,
    queue_delivery,
    retry_delivery,
    settle_unknown,
)
from parvis.outbox.models import Delivery, State
from parvis.outbox.queries import delivery_for, standing
from parvis.outbox.rules import MOST_ATTEMPTS
from parvis.outbox.tasks import carry_out, claim_due_delivery


def queue(bank, *, thread: str = "t1", key: UUID | None = None, actor=None, wait: int = 0):
    with transaction.atomic():
        return queue_delivery(
            actor=actor or bank.anne,
            account=bank.account,
            text="Bonjour, nous regardons.",
            visibility=Visibility.PUBLIC,
            in_reply_to="p1",
            thread=thread,
            to_author="lea",
            lang="fr",
            key=key or uuid4(),
            due_at=timezone.now() + timedelta(seconds=wait),
        )


def work(*, after: timedelta = timedelta(0)) -> Delivery | None:
    """Take the next delivery and carry it out, as a worker does; gives it as it stands then."""
    delivery = claim_due_delivery("test", timezone.now() + after)
    if delivery is None:
        return None
    carry_out(delivery, rng=Random(1))
    return Delivery.objects.get(pk=delivery.pk)


def lines(bank) -> list[dict]:
    path = bank.folder / "replies.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def verbs(delivery) -> list[str]:
    acts = LedgerEntry.objects.filter(object=f"outbox.delivery:{delivery.pk}").order_by("number")
    return [act.verb.removeprefix("outbox.delivery.") for act in acts]


def failing(monkeypatch, name: str, error: Exception, *, times: int = 1):
    """Have the real folder fail so many times before it does its work."""
    left = [times]
    real = getattr(Folder, name)

    def call(self, reply):
        if left[0]:
            left[0] -= 1
            raise error
        return real(self, reply)

    monkeypatch.setattr(Folder, name, call)


def test_a_reply_is_sent_once_and_its_receipt_kept(bank):
    key = uuid4()
    queue(bank, key=key)
    sent = work()
    assert sent.state == State.SENT
    assert sent.network_id == str(key)
    assert len(sent.network_key) == 64
    assert work() is None
    assert [line["key"] for line in lines(bank)] == [str(key)]
    assert verbs(sent) == ["queued", "sending", "sent"]


def test_the_ledger_never_holds_the_text(bank):
    delivery = queue(bank)
    work()
    acts = LedgerEntry.objects.filter(object=f"outbox.delivery:{delivery.pk}")
    assert acts.count() == 3
    assert not any("regardons" in str(act.data) for act in acts)
    assert all(act.entity_id == bank.north.pk for act in acts)


def test_nothing_is_queued_for_an_account_that_only_listens(bank):
    set_account_mode(actor=bank.karim, account=bank.account, mode=Mode.LISTEN_ONLY, reason="Pause")
    with pytest.raises(NotAllowed, match=r"outbox\.listen_only"):
        queue(bank)
    with pytest.raises(NotAllowed, match=r"outbox\.listen_only"):
        queue(bank, actor=bank.karim)
    assert not Delivery.objects.exists()


def test_what_was_queued_before_the_account_was_silenced_fails_unsent(bank):
    delivery = queue(bank)
    set_account_mode(actor=bank.karim, account=bank.account, mode=Mode.LISTEN_ONLY, reason="Pause")
    failed = work()
    assert (failed.state, failed.error) == (State.FAILED, "outbox.listen_only")
    assert lines(bank) == []
    with pytest.raises(NotAllowed):
        retry_delivery(actor=bank.anne, delivery=delivery)


def test_a_reply_that_is_not_in_a_transaction_is_refused(bank, monkeypatch):
    outside = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr("parvis.outbox.actions.connection", outside)
    with pytest.raises(RuntimeError):
        queue_delivery(
            actor=bank.anne,
            account=bank.account,
            text="x",
            visibility=Visibility.PUBLIC,
            in_reply_to="p",
            thread="t",
            to_author="a",
            lang="",
            key=uuid4(),
            due_at=timezone.now(),
        )


def test_only_people_of_the_entity_deliver(bank):
    for actor in (bank.sam, bank.claire, bank.ada):
        with pytest.raises(NotAllowed, match=r"governance\.not_allowed"):
            queue(bank, actor=actor)
    delivery = queue(bank)
    with pytest.raises(NotAllowed):
        cancel_delivery(actor=bank.sam, delivery=delivery)
    assert delivery_for(bank.anne, delivery.pk) == delivery


def test_nothing_leaves_before_it_is_due(bank):
    queue(bank, wait=5)
    assert work() is None
    assert work(after=timedelta(seconds=6)).state == State.SENT


def test_a_queued_delivery_can_be_cancelled_and_a_sent_one_cannot(bank):
    first, second = queue(bank), queue(bank, thread="t2")
    cancel_delivery(actor=bank.anne, delivery=first)
    assert work().pk == second.pk
    assert work() is None
    with pytest.raises(Conflict):
        cancel_delivery(actor=bank.anne, delivery=second)


def test_replies_of_a_thread_leave_in_order_and_other_threads_do_not_wait(bank, monkeypatch):
    first, second, other = queue(bank), queue(bank), queue(bank, thread="t2")
    failing(monkeypatch, "send", Transient("network.down"))
    assert work().state == State.QUEUED
    Delivery.objects.filter(pk=first.pk).update(due_at=timezone.now() + timedelta(hours=1))
    assert work().pk == other.pk
    assert work() is None
    Delivery.objects.filter(pk=first.pk).update(due_at=timezone.now())
    assert [work().pk, work().pk] == [first.pk, second.pk]


def test_a_network_that_does_not_answer_is_tried_again_and_in_the_end_given_up(bank, monkeypatch):
    delivery = queue(bank)
    failing(monkeypatch, "send", Transient("network.down"), times=MOST_ATTEMPTS)
    states = []
    while (done := work(after=timedelta(hours=1))) is not None:
        states.append(done.state)
    assert states == [State.QUEUED] * (MOST_ATTEMPTS - 1) + [State.FAILED]
    assert standing() == {State.FAILED: 1}
    retry_delivery(actor=bank.anne, delivery=delivery)
    assert work().state == State.SENT
    assert len(lines(bank)) == 1


def test_a_rate_limit_holds_the_whole_account_and_counts_no_attempt(bank, monkeypatch):
    queue(bank)
    queue(bank, thread="t2")
    until = timezone.now() + timedelta(minutes=10)
    failing(monkeypatch, "send", RateLimited("network.rate_limited", retry_at=until))
    held = work()
    assert (held.state, held.attempts) == (State.QUEUED, 0)
    assert set(Delivery.objects.values_list("due_at", flat=True)) == {until}
    assert work() is None
    assert work(after=timedelta(minutes=11)).state == State.SENT


@pytest.mark.parametrize(
    "error",
    [Rejected("network.refused"), Gone("network.gone"), CredentialsRefused("network.credentials")],
)
def test_what_the_network_refuses_fails_with_its_code(bank, monkeypatch, error):
    queue(bank)
    failing(monkeypatch, "send", error)
    failed = work()
    assert (failed.state, failed.error) == (State.FAILED, error.code)
    assert work() is None


@pytest.mark.parametrize("error", [Uncertain("network.cut"), ValueError("text of a customer")])
def test_what_may_have_left_is_unknown_then_looked_for_then_sent_under_the_same_key(
    bank, monkeypatch, error
):
    key = uuid4()
    queue(bank, key=key)
    failing(monkeypatch, "send", error)
    unknown = work()
    assert unknown.state == State.UNKNOWN
    assert "customer" not in unknown.error
    found_out = work(after=timedelta(minutes=1))
    assert found_out.state == State.QUEUED
    assert work(after=timedelta(hours=1)).state == State.SENT
    assert [line["key"] for line in lines(bank)] == [str(key)]


def test_what_had_left_is_found_and_not_sent_again(bank, monkeypatch):
    delivery = queue(bank)
    real = Folder.send
    calls = []

    def send_and_lose_the_answer(self, reply):
        calls.append(real(self, reply))
        raise Uncertain("network.cut")

    monkeypatch.setattr(Folder, "send", send_and_lose_the_answer)
    assert work().state == State.UNKNOWN
    assert work(after=timedelta(minutes=1)).state == State.SENT
    assert len(calls) == len(lines(bank)) == 1
    assert verbs(delivery) == ["queued", "sending", "unknown", "sent"]


def test_what_nobody_can_know_stays_unknown_until_somebody_settles_it(bank, monkeypatch):
    delivery = queue(bank)
    failing(monkeypatch, "send", Uncertain("network.cut"))
    failing(monkeypatch, "find", Uncertain("network.no_way_to_know"), times=1_000)
    work()
    for _ in range(5):
        assert work(after=timedelta(hours=1)).state == State.UNKNOWN
    with pytest.raises(Invalid):
        settle_unknown(actor=bank.anne, delivery=delivery, sent=True, reason=" ")
    settled = settle_unknown(actor=bank.anne, delivery=delivery, sent=False, reason="Looked there")
    assert settled.state == State.FAILED
    assert verbs(delivery) == ["queued", "sending", "unknown", "failed"]


def test_a_worker_that_died_while_sending_leaves_it_unknown_and_it_is_looked_for(bank):
    queue(bank)
    dead = claim_due_delivery("dead", timezone.now())
    assert dead.state == State.SENDING
    assert work() is None
    found_out = work(after=timedelta(minutes=2))
    assert found_out.state == State.QUEUED
    assert found_out.error == "outbox.not_found"
    assert work(after=timedelta(hours=1)).state == State.SENT
    assert len(lines(bank)) == 1


def test_a_worker_that_was_too_slow_sends_nothing_and_changes_nothing(bank):
    queue(bank)
    slow = claim_due_delivery("slow", timezone.now())
    slow.leased_until = timezone.now()
    Delivery.objects.update(leased_until=timezone.now(), due_at=timezone.now())
    assert work().state == State.QUEUED
    carry_out(slow, rng=Random(1))
    assert lines(bank) == []


def test_a_receipt_that_comes_late_is_still_the_truth(bank):
    queue(bank)
    slow = claim_due_delivery("slow", timezone.now())
    Delivery.objects.update(leased_until=timezone.now(), due_at=timezone.now())
    assert work().state == State.QUEUED
    carry_out(slow, rng=Random(1))
    assert Delivery.objects.get().state == State.SENT
    assert work(after=timedelta(hours=1)) is None
    assert len(lines(bank)) == 1


def test_looking_for_work_is_one_query_when_there_is_none(bank, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert claim_due_delivery("idle", timezone.now()) is None
