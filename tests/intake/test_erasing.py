"""What was masked later stands nowhere in the bytes of the database's files."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from django.db import OperationalError, connection, connections, transaction

from parvis.engine.post import Post as Given
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry
from parvis.governance.verification import verify
from parvis.intake import search
from parvis.intake.actions import erase_masked, erasing, store_batch
from parvis.intake.models import Post
from parvis.intake.queries import search_posts
from parvis.intake.tasks import erase
from parvis.networks.network import Batch
from tests.conftest import Bank

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL vacuums by itself"),
]

NUMBERS = count(1)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARTS = ("mon IBAN est FR76 3000 6000 0112", "3456 7890 189")
SPLIT = ("mon IBAN est FR7630006000011234", "567890189")
# As they stand in a row, and as the index keeps words: without what they share with others.
TRACES = (b"3000 6000 0112", b"3456 7890 189", b"0006000011234", b"67890189")


def store(bank: Bank, *posts: Given) -> None:
    batch = Batch(posts=posts)
    store_batch(actor=SYSTEM, account=bank.account, batch=batch, now=START + timedelta(hours=1))


def said(text: str, minute: int = 0, **given: object) -> Given:
    usual = {"author": "@lucie", "created_at": START + timedelta(minutes=minute)}
    return Given(id=str(next(NUMBERS)), text=text, **(usual | given))


def others(name: str, many: int = 300) -> list[Given]:
    words = ["bonjour", "virement", "carte", "agence", "client", "question", "frais"]
    rng = Random(name)
    return [
        said(" ".join(rng.choices(words, k=20)), number, author=f"@{name}{number}")
        for number in range(many)
    ]


def traces() -> dict[str, list[bytes]]:
    """Give what is found of the parts in each file of the database."""
    path = Path(connection.settings_dict["NAME"])
    return {
        file.name.removeprefix(path.name): [trace for trace in TRACES if trace in file.read_bytes()]
        for file in path.parent.glob(f"{path.name}*")
    }


def masked_later(bank: Bank) -> None:
    """Store numbers in parts among other posts, the second parts after the first."""
    store(bank, *others("a"))
    for number, (first, _second) in enumerate((PARTS, SPLIT)):
        store(bank, said(first, author=f"@lucie{number}"))
    store(bank, *others("b"))
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for number, (_first, second) in enumerate((PARTS, SPLIT)):
        store(bank, said(second, 1, author=f"@lucie{number}"))


def test_no_byte_of_what_was_masked_later_is_left(bank: Bank) -> None:
    masked_later(bank)
    assert traces()["-wal"], "nothing to erase: this test would prove nothing"
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert traces()[""], "the index would be known to forget by itself"
    assert not Post.objects.filter(text__contains="3000").exists()
    assert erase() == 1
    assert set(traces()) >= {"", "-wal"}
    assert not any(traces().values())
    assert len(search_posts("virement", limit=1_000)) > 100
    assert not search_posts("3000")
    assert not list(verify())


def test_it_is_done_once_and_again_when_more_is_masked(bank: Bank) -> None:
    store(bank, *others("a", 10))
    assert erase() == 0
    masked_later(bank)
    assert [erase(), erase()] == [1, 0]
    store(bank, said(PARTS[0], 20, author="@omar"))
    store(bank, said(PARTS[1], 21, author="@omar"))
    assert [erase(), erase()] == [1, 0]
    told = LedgerEntry.objects.filter(verb="intake.posts.erased").order_by("number")
    assert [entry.data["whole"] for entry in told] == [True, True]
    assert not any(traces().values())


def test_a_large_file_is_not_written_anew_and_that_is_told(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "WRITTEN_ANEW", 1)
    masked_later(bank)
    assert erase() == 1
    assert LedgerEntry.objects.get(verb="intake.posts.erased").data["whole"] is False
    assert not any(traces().values())


def test_while_somebody_reads_an_older_state_it_is_left_for_later(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "_WAITS_MILLISECONDS", 50)
    masked_later(bank)
    reader = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM intake_post").fetchone()
        assert erase() == 0
        assert not LedgerEntry.objects.filter(verb="intake.posts.erased").exists()
    finally:
        reader.close()
    assert erase() == 1
    assert not any(traces().values())


def test_every_connection_overwrites_what_it_deletes() -> None:
    connections.close_all()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


def test_the_merged_index_finds_what_it_found(bank: Bank) -> None:
    for name in "abc":
        store(bank, *others(name, 50))
    before = search_posts("virement carte", limit=1_000)
    search.merge()
    assert search_posts("virement carte", limit=1_000) == before
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_post_words(intake_post_words) VALUES ('integrity-check')"
        )


def test_inside_of_a_transaction_nothing_is_erased(bank: Bank) -> None:
    masked_later(bank)
    with pytest.raises(OperationalError), transaction.atomic():
        erase_masked(actor=SYSTEM)
    assert erase() == 1
