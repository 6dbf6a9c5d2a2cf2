"""The worker: everything at once, nobody in anybody's way, and it stops when told."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.db import transaction
from django.utils import timezone

from parvis.engine.post import Post as Given
from parvis.engine.post import Visibility
from parvis.governance import schedule
from parvis.governance.actions import register_account
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import WorkerBeat
from parvis.governance.schedule import live_workers
from parvis.governance.verification import verify
from parvis.intake.actions import start_source
from parvis.intake.models import Post, Source
from parvis.networks.folder import Folder
from parvis.networks.network import Batch, Reply, Sent
from parvis.outbox.actions import queue_delivery
from parvis.outbox.models import Delivery, State
from parvis.web import worker as module
from parvis.web.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def running() -> Iterator[Callable[..., Worker]]:
    workers = []

    def start(**fields: object) -> Worker:
        worker = Worker(**fields)  # type: ignore[arg-type]
        worker.start()
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.stop()
        worker.join()


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


def another_source(bank, name: str) -> Source:
    """Make one more folder account, told apart by its path."""
    path = bank.folder.parent / name
    path.mkdir()
    account = register_account(
        actor=SYSTEM,
        entity=bank.north,
        network="folder",
        handle=name,
        owner=bank.karim,
        purpose="Another",
        settings={"path": str(path)},
    )
    return start_source(actor=SYSTEM, account=account)


def drop(folder, *ids: str) -> None:
    with (folder / "posts.jsonl").open("a") as file:
        file.writelines(json.dumps({"id": name, "text": "Bonjour"}) + "\n" for name in ids)


def queue(bank, *, thread: str = "t") -> Delivery:
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


def test_posts_come_in_and_replies_go_out(bank, running):
    start_source(actor=SYSTEM, account=bank.account)
    drop(bank.folder, *map(str, range(700)))
    for number in range(10):
        queue(bank, thread=f"t{number % 3}")
    worker = running()
    until(lambda: Post.objects.count() == 700)
    until(lambda: not Delivery.objects.exclude(state=State.SENT).exists())
    drop(bank.folder, "later")
    until(lambda: Post.objects.filter(network_id="later").exists())
    until(lambda: [beat.name for beat in live_workers(now=timezone.now())] == [worker.name])
    assert list(verify()) == []


def test_a_source_that_breaks_or_hangs_stops_no_other(bank, running, monkeypatch, caplog):
    hanging = Event()
    real = Folder.read

    def read(self, cursor: Mapping[str, object], *, stop: Event) -> Iterator[Batch]:
        if self.settings.path.endswith("hangs"):
            hanging.wait(30)
        if self.settings.path.endswith("breaks"):
            raise RuntimeError("what a customer wrote")
        if self.settings.path.endswith("lies"):
            yield "no batch at all"  # type: ignore[misc]
        yield from real(self, cursor, stop=stop)

    monkeypatch.setattr(Folder, "read", read)
    bad = [another_source(bank, name) for name in ("breaks", "hangs", "lies")]
    start_source(actor=SYSTEM, account=bank.account)
    drop(bank.folder, "1", "2", "3")
    with caplog.at_level(logging.DEBUG):
        worker = running()
        until(lambda: Post.objects.count() == 3)
        until(lambda: Source.objects.filter(failures__gte=1).count() == 2)
        began = time.monotonic()
        worker.stop()
        worker.join()
        assert time.monotonic() - began < 3
    hanging.set()
    assert "customer" not in caplog.text
    assert Source.objects.get(pk=bad[1].pk).lease == ""


def test_streams_take_turns_when_there_are_more_than_threads(bank, running, monkeypatch):
    monkeypatch.setattr(module, "TURN", 0.3)
    start_source(actor=SYSTEM, account=bank.account)
    names = ["second", "third"]
    for name in names:
        another_source(bank, name)
    for folder in (bank.folder, *(bank.folder.parent / name for name in names)):
        drop(folder, folder.name)
    running(readers=1)
    until(lambda: Post.objects.count() == 3)


def test_a_network_that_hangs_leaves_senders_to_others(bank, running, monkeypatch):
    released = Event()
    real = Folder.send

    def send(self, reply: Reply) -> Sent:
        if reply.conversation.startswith("slow"):
            released.wait(30)
        return real(self, reply)

    monkeypatch.setattr(Folder, "send", send)
    for number in range(6):
        queue(bank, thread=f"slow{number}")
    source = another_source(bank, "quick")
    type(source.account).objects.filter(pk=source.account_id).update(mode="answer")
    quick = Delivery.objects.get(pk=queue(bank).pk)
    Delivery.objects.filter(pk=quick.pk).update(account=source.account)
    running(senders=4)
    until(lambda: Delivery.objects.get(pk=quick.pk).state == State.SENT)
    released.set()
    until(lambda: not Delivery.objects.exclude(state=State.SENT).exists())


def test_a_lease_is_kept_as_long_as_its_holder_works(bank, running, monkeypatch):
    def read(self, cursor: Mapping[str, object], *, stop: Event) -> Iterator[Batch]:
        stop.wait(2.5)
        yield Batch(posts=(Given(id="slow", text="Enfin"),))

    monkeypatch.setattr(Folder, "read", read)
    start_source(actor=SYSTEM, account=bank.account)
    running(lease=1)
    until(Post.objects.exists)


def test_periodic_tasks_run_and_one_that_fails_stops_no_other(bank, running, monkeypatch, caplog):
    calls = {"good": 0, "bad": 0}

    def good() -> int:
        calls["good"] += 1
        return 1 if calls["good"] < 5 else 0

    def bad() -> int:
        calls["bad"] += 1
        raise ValueError("what a customer wrote")

    monkeypatch.setattr(schedule, "_tasks", {})
    schedule.register_task("test.good", good, every_seconds=60)
    schedule.register_task("test.bad", bad, every_seconds=0.01)
    running()
    until(lambda: calls["good"] == 5 and calls["bad"] >= 1)
    until(lambda: calls["good"] == 5 and "ValueError" in caplog.text)
    assert "customer" not in caplog.text


def test_a_worker_that_stopped_has_no_sign_of_life_and_silent_ones_are_forgotten(bank, running):
    now = timezone.now()
    WorkerBeat.objects.create(name="old", kind="run", started_at=now, at=now - timedelta(days=2))
    worker = running()
    until(lambda: WorkerBeat.objects.filter(name=worker.name).exists())
    worker.stop()
    worker.join()
    until(lambda: not WorkerBeat.objects.exists())


def test_the_command_works_until_it_is_told_to_stop(tmp_path):
    environment = os.environ | {
        "PARVIS_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/parvis.sqlite3",
        "PARVIS_KEYS": Fernet.generate_key().decode(),
        "PARVIS_SECRET_KEY": "x",
        "DJANGO_SETTINGS_MODULE": "parvis.web.settings",
    }
    parvis = [sys.executable, "-c", "from parvis.cli.main import main; main()"]
    subprocess.run([*parvis, "manage", "migrate", "-v0"], env=environment, check=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        worker = subprocess.Popen(
            [*parvis, "worker"], env=environment, stderr=subprocess.PIPE, text=True
        )
        first = worker.stderr.readline()
        assert first.startswith("Working as "), first
        began = time.monotonic()
        worker.send_signal(number)
        status = worker.wait(timeout=60)
        said = worker.stderr.read()
        assert status == 0, said
        assert time.monotonic() - began < 15  # three seconds, and a machine with much to do
        assert "Traceback" not in said
