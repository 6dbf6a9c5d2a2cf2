"""Sources: claimed by one worker at a time, read from their cursor, none in the way of another."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from random import Random
from threading import Event

import pytest
from django.utils import timezone

from parvis.engine.post import Post as Given
from parvis.errors import Conflict, CredentialsRefused, NotAllowed, RateLimited, Transient
from parvis.governance.actions import close_account
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry
from parvis.intake.actions import pause_source, resume_source, start_source
from parvis.intake.actions.sources import release_leases, renew_leases
from parvis.intake.models import DeadLetter, Post, Source
from parvis.intake.queries import sources
from parvis.intake.tasks import claim_due_source, poll_once, read_source
from parvis.networks.folder import Folder
from parvis.networks.network import Batch

IBAN = "FR7630006000011234567890189"


@pytest.fixture
def source(bank) -> Source:
    return start_source(actor=SYSTEM, account=bank.account)


def drop(bank, name: str, *rows: object) -> None:
    with (bank.folder / name).open("a") as file:
        file.writelines(
            f"{row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)}\n"
            for row in rows
        )


class StopWhenQuiet(Event):
    """Says stop when the folder waits for more: it has caught up."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


def read() -> Exception | None:
    reading = claim_due_source("test", timezone.now() + timedelta(days=2))
    assert reading is not None
    return read_source(reading, StopWhenQuiet(), rng=Random(1))


def broken(monkeypatch, error: Exception) -> None:
    def read(self, cursor: Mapping[str, object], *, stop: Event) -> Iterator[Batch]:
        yield Batch(posts=(Given(id="before", text="Avant"),), cursor={"at": 1})
        raise error

    monkeypatch.setattr(Folder, "read", read)


def test_a_folder_is_read_into_the_store_and_only_what_is_new_the_second_time(bank, source):
    drop(bank, "a.jsonl", {"id": "1", "text": f"Mon IBAN {IBAN}"}, {"id": "2", "text": "Bonjour"})
    assert read() is None
    drop(bank, "a.jsonl", {"id": "3", "text": "Merci"}, {"id": "1", "deleted": True})
    assert read() is None
    assert sorted(Post.objects.values_list("network_id", flat=True)) == ["1", "2", "3"]
    assert Post.objects.get(network_id="1").deleted_at is not None
    assert not Post.objects.filter(text__contains="3000").exists()
    source.refresh_from_db()
    assert source.last_success_at is not None
    assert (source.lease, source.failures) == ("", 0)


def test_a_crash_between_reading_and_storing_reads_again_and_doubles_nothing(bank, source):
    drop(bank, "a.jsonl", *[{"id": str(n), "text": "Bonjour"} for n in range(1_200)])
    read()
    Source.objects.update(cursor={})
    read()
    assert Post.objects.count() == 1_200


def test_an_unreadable_line_is_kept_aside_and_the_rest_is_read(bank, source):
    drop(
        bank,
        "a.jsonl",
        {"id": "1", "text": "x"},
        "{not json",
        {"text": "no id"},
        {"id": "2", "text": "y"},
    )
    read()
    assert Post.objects.count() == 2
    assert DeadLetter.objects.count() == 2


def test_only_one_worker_has_a_source_until_its_lease_runs_out(bank, source):
    now = timezone.now()
    first = claim_due_source("one", now)
    assert first is not None
    assert claim_due_source("two", now) is None
    renew_leases(leases=[first.lease], until=now + timedelta(seconds=60))
    assert claim_due_source("two", now + timedelta(seconds=59)) is None
    second = claim_due_source("two", now + timedelta(seconds=61))
    assert second is not None
    assert second.lease != first.lease


def test_who_lost_the_lease_stores_nothing(bank, source):
    drop(bank, "a.jsonl", {"id": "1", "text": "x"})
    lost = claim_due_source("one", timezone.now())
    taken = claim_due_source("two", timezone.now() + timedelta(seconds=30))
    assert read_source(lost, StopWhenQuiet()) is None
    assert not Post.objects.exists()
    source.refresh_from_db()
    assert source.lease == taken.lease
    assert read_source(taken, StopWhenQuiet()) is None
    assert Post.objects.count() == 1


def test_a_source_given_back_is_due_at_once(bank, source):
    now = timezone.now()
    reading = claim_due_source("one", now)
    assert release_leases(leases=[reading.lease], now=now) == 1
    assert claim_due_source("two", now) is not None


def test_a_paused_source_is_not_read_and_its_reader_stores_nothing_more(bank, source):
    drop(bank, "a.jsonl", {"id": "1", "text": "x"})
    reading = claim_due_source("one", timezone.now())
    pause_source(actor=bank.karim, source=source)
    read_source(reading, StopWhenQuiet())
    assert not Post.objects.exists()
    assert claim_due_source("two", timezone.now() + timedelta(days=1)) is None
    resume_source(actor=bank.karim, source=source)
    read()
    assert Post.objects.count() == 1
    verbs = LedgerEntry.objects.filter(object=f"intake.source:{source.pk}").order_by("number")
    assert [act.verb for act in verbs] == [
        "intake.source.created",
        "intake.source.paused",
        "intake.source.resumed",
    ]


def test_who_may_pause_a_source(bank, source):
    for person in (bank.anne, bank.sam, bank.claire):
        with pytest.raises(NotAllowed):
            pause_source(actor=person, source=source)
    pause_source(actor=bank.ada, source=source)


def test_the_source_of_a_closed_account_is_not_read(bank, source):
    close_account(actor=bank.ada, account=bank.account)
    assert claim_due_source("one", timezone.now()) is None
    [line] = sources()
    assert line.state(timezone.now()) == "closed"


def test_a_failure_keeps_what_was_stored_before_and_is_tried_later(bank, source, monkeypatch):
    broken(monkeypatch, Transient("network.down"))
    assert isinstance(read(), Transient)
    source.refresh_from_db()
    assert source.cursor == {"at": 1}
    assert (source.failures, source.last_error, source.lease) == (1, "network.down", "")
    assert Post.objects.get().network_id == "before"
    [line] = sources()
    assert line.state(timezone.now()) == "failing"


def test_a_rate_limit_is_obeyed(bank, source, monkeypatch):
    until = timezone.now() + timedelta(minutes=9)
    broken(monkeypatch, RateLimited("network.rate_limited", retry_at=until))
    read()
    source.refresh_from_db()
    assert until <= source.due_at <= until + timedelta(seconds=5)


def test_refused_credentials_are_said_and_not_hammered(bank, source, monkeypatch):
    broken(monkeypatch, CredentialsRefused("network.credentials_refused"))
    read()
    source.refresh_from_db()
    assert source.last_error == "network.credentials_refused"
    assert source.due_at > timezone.now() + timedelta(minutes=50)


def test_whatever_an_adapter_raises_is_a_failure_of_its_source_without_a_word_of_it(
    bank, source, monkeypatch, caplog
):
    broken(monkeypatch, RuntimeError(f"customer wrote {IBAN}"))
    with caplog.at_level(logging.DEBUG):
        read()
    source.refresh_from_db()
    assert source.last_error == "unexpected.RuntimeError"
    assert IBAN not in caplog.text


def test_an_account_that_cannot_be_connected_is_a_failure(bank, source):
    type(bank.account).objects.update(settings={"strange": 1})
    read()
    source.refresh_from_db()
    assert source.last_error == "network.setting_unknown"


def test_a_success_forgets_failures(bank, source):
    Source.objects.update(failures=7, last_error="network.down")
    drop(bank, "a.jsonl", {"id": "1", "text": "x"})
    read()
    source.refresh_from_db()
    assert (source.failures, source.last_error) == (0, "")


def test_a_source_can_be_polled_now_unless_somebody_reads_it(bank, source):
    drop(bank, "a.jsonl", {"id": "1", "text": "x"})
    Source.objects.update(due_at=timezone.now() + timedelta(hours=1))
    assert poll_once(source, stop=StopWhenQuiet()) is None
    assert Post.objects.count() == 1
    assert claim_due_source("one", timezone.now() + timedelta(seconds=5)) is not None
    with pytest.raises(Conflict):
        poll_once(source, stop=StopWhenQuiet())


def test_a_source_is_started_once(bank, source):
    assert start_source(actor=bank.ada, account=bank.account) == source
    assert Source.objects.count() == 1


def test_looking_for_work_is_one_query_when_there_is_none(bank, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert claim_due_source("idle", timezone.now()) is None
