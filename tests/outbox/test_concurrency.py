"""Several workers at the same instant: each piece of work is taken by one of them.

SQLite has one writer at a time and no row to lock: what is proven here is proven on PostgreSQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from parvis.engine.post import Post as Given
from parvis.engine.post import Visibility
from parvis.errors import NotAllowed
from parvis.governance.actions import register_account, set_account_mode
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Mode
from parvis.governance.verification import verify
from parvis.intake.actions import start_source, store_batch
from parvis.intake.models import Post
from parvis.intake.tasks import claim_due_source
from parvis.networks.network import Batch
from parvis.outbox.actions import queue_delivery
from parvis.outbox.models import Delivery, State
from parvis.outbox.tasks import claim_due_delivery

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_postgresql(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row locks are PostgreSQL's: run with DATABASE_URL=postgres://...")


def at_once(act: Callable[[int], Any], workers: int = 6) -> list[Any]:
    together = Barrier(workers)

    def alone(number: int) -> Any:
        try:
            connection.ensure_connection()
            together.wait(10)
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as threads:
        return list(threads.map(alone, range(workers), timeout=60))


def queue(bank, thread: str) -> Delivery:
    with transaction.atomic():
        return queue_delivery(
            actor=bank.anne,
            account=bank.account,
            text="Bonjour",
            visibility=Visibility.PUBLIC,
            in_reply_to="1",
            thread=thread,
            to_author="lea",
            lang="fr",
            key=uuid4(),
            due_at=timezone.now(),
        )


def test_each_delivery_is_taken_by_one_worker_and_a_thread_goes_in_order(bank):
    for number in range(30):
        queue(bank, f"t{number % 10}")

    def take(_number: int) -> list[int]:
        taken = []
        for _ in range(30):
            delivery = claim_due_delivery("worker", timezone.now())
            if delivery is not None:
                taken.append(delivery.pk)
        return taken

    taken = Counter(pk for each in at_once(take) for pk in each)
    assert set(taken.values()) == {1}
    # The first of each thread: the others wait for it.
    assert sorted(taken) == list(Delivery.objects.order_by("pk").values_list("pk", flat=True)[:10])
    assert list(verify()) == []


def test_each_source_is_taken_by_one_worker(bank):
    for number in range(12):
        account = register_account(
            actor=SYSTEM,
            entity=bank.north,
            network="folder",
            handle=f"a{number}",
            owner=bank.karim,
            purpose="x",
            settings={"path": str(bank.folder)},
        )
        start_source(actor=SYSTEM, account=account)

    def take(_number: int) -> list[int]:
        readings = [claim_due_source("worker", timezone.now()) for _ in range(12)]
        return [reading.source.pk for reading in readings if reading is not None]

    taken = [pk for each in at_once(take) for pk in each]
    assert len(taken) == len(set(taken)) == 12


def test_the_same_posts_stored_by_several_at_once_are_stored_once_in_commit_order(bank):
    posts = tuple(Given(id=str(number), text="Bonjour") for number in range(200))

    def store(number: int) -> None:
        for start in range(0, 200, 20):
            shifted = (start + 40 * number) % 200
            batch = Batch(posts=posts[shifted : shifted + 20])
            store_batch(actor=SYSTEM, account=bank.account, batch=batch)

    at_once(store, workers=4)
    sequences = list(Post.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, 201))
    assert list(verify()) == []


def test_who_silences_an_account_waits_for_nobody_and_nothing_is_queued_after(bank):
    def act(number: int) -> bool:
        if number == 0:
            account = set_account_mode(
                actor=bank.karim, account=bank.account, mode=Mode.LISTEN_ONLY, reason="Stop"
            )
            return account.may_answer
        try:
            for turn in range(10):
                queue(bank, f"{number}-{turn}")
                batch = Batch(posts=(Given(id=f"{number}-{turn}", text="x"),))
                store_batch(actor=SYSTEM, account=bank.account, batch=batch)
        except NotAllowed:
            return True
        return False

    at_once(act)
    with pytest.raises(NotAllowed):
        queue(bank, "late")
    while (delivery := claim_due_delivery("worker", timezone.now())) is not None:
        assert delivery.state == State.FAILED
    assert list(verify()) == []
