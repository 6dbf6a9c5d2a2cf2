"""Workers and agents at the same instant: nothing twice, nobody overwritten, nobody stuck.

SQLite has one writer at a time and no row to lock: what is proven here is proven on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from tests.desk.conftest import Desk

from parvis.desk.actions import assign_conversation, reply_to_conversation
from parvis.desk.follow import follow_intake
from parvis.desk.models import Author, Conversation, ConversationPost, Reply
from parvis.engine.post import Visibility
from parvis.errors import ParvisError
from parvis.governance.actions import set_account_mode
from parvis.governance.models import LedgerEntry, Mode
from parvis.outbox.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_postgresql(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row locks are PostgreSQL's: run with DATABASE_URL=postgres://...")


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all of them from one instant on, each on a connection of its own; errors come back."""
    together = Barrier(len(acts))

    def alone(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            together.wait(10)
            return act()
        except ParvisError as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [running.result(60) for running in [threads.submit(alone, act) for act in acts]]


def test_several_workers_thread_each_post_once(desk: Desk) -> None:
    posts = []
    for number in range(40):
        root = desk.post(author=f"@a{number % 7}")
        posts += [root, desk.post("Alors ?", author=root.author, in_reply_to=root.id)]
    desk.store(*posts)

    def work() -> int:
        taken = 0
        while step := follow_intake(limit=6):
            taken += step
        return taken

    assert sum(at_once(work, work, work, work)) == 80
    assert ConversationPost.objects.count() == 80
    assert Conversation.objects.count() == 40
    assert Author.objects.count() == 7
    told = [
        pk
        for entry in LedgerEntry.objects.filter(verb="desk.posts.threaded")
        for pk in entry.data["opened"]
    ]
    assert sorted(told) == sorted(Conversation.objects.values_list("pk", flat=True))


def test_of_two_replies_at_once_one_leaves_and_the_other_learns_of_it(desk: Desk) -> None:
    bank, seen = desk.bank, desk.receive()

    def reply(who: Any) -> Callable[[], Any]:
        return lambda: reply_to_conversation(
            actor=who,
            conversation=seen,
            text="Bonjour, nous regardons.",
            visibility=Visibility.PUBLIC,
            version=seen.version,
        )

    outcomes = at_once(reply(bank.anne), reply(bank.karim))
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, ParvisError)]
    (made,) = [outcome for outcome in outcomes if isinstance(outcome, Reply)]
    assert refused.code == "desk.changed_meanwhile"
    assert refused.data == {"by": made.author.shown_name}
    assert Delivery.objects.count() == 1


def test_one_form_sent_twice_at_once_answers_once(desk: Desk) -> None:
    seen, key = desk.receive(), uuid4()

    def reply() -> Reply:
        return reply_to_conversation(
            actor=desk.bank.anne,
            conversation=seen,
            text="Bonjour, nous regardons.",
            visibility=Visibility.PUBLIC,
            version=seen.version,
            key=key,
        )

    first, *others = at_once(reply, reply, reply)
    assert isinstance(first, Reply)
    assert set(others) == {first}
    assert Delivery.objects.count() == 1


def test_a_new_post_and_an_act_at_once_both_count(desk: Desk) -> None:
    bank, seen = desk.bank, desk.receive(id="root")
    for number in range(5):
        desk.store(desk.post("Alors ?", in_reply_to="root"))
        agent = bank.anne if number % 2 else bank.karim
        at_once(
            follow_intake,
            lambda agent=agent: assign_conversation(
                actor=bank.karim, conversation=seen, agent=agent
            ),
        )
        now = Conversation.objects.get()
        assert (now.post_count, now.assignee) == (number + 2, agent)
    assert Conversation.objects.get().version == seen.version + 10


def test_signing_a_mode_while_replies_are_written_leaves_nobody_stuck(desk: Desk) -> None:
    bank = desk.bank
    rows = [desk.receive(author=f"@a{number}") for number in range(6)]

    def reply() -> None:
        for row in rows:
            reply_to_conversation(
                actor=bank.anne,
                conversation=row,
                text="Bonjour, nous regardons.",
                visibility=Visibility.PUBLIC,
                even_so=True,
            )

    def sign() -> None:
        for _ in range(6):
            for mode in (Mode.PUBLISH, Mode.ANSWER):
                set_account_mode(actor=bank.karim, account=bank.account, mode=mode, reason="Test")

    def receive() -> None:
        for number in range(6):
            desk.store(desk.post(id=f"more-{number}", author="@z"))
            follow_intake()

    outcomes = at_once(reply, sign, receive)
    assert outcomes == [None, None, None]
    assert Delivery.objects.count() == 6
