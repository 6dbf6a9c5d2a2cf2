"""The screens of intake: sources and dead letters, within a person's entities."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.governance.actions import create_person, register_account
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry, Role, User
from parvis.intake.actions import pause_source, start_source, store_batch
from parvis.intake.models import DeadLetter, Post, Source
from parvis.intake.views import words_of
from parvis.networks.network import Batch, Unreadable
from tests.conftest import PASSWORD, Bank

Enter = Callable[[User], Client]
IBAN = "FR14 2004 1010 0505 0001 3M02 606"


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def source(bank: Bank) -> Source:
    return start_source(actor=SYSTEM, account=bank.account)


def letter(bank: Bank, payload: bytes = b"{broken", reason: str = "line.not_json") -> DeadLetter:
    store_batch(
        actor=SYSTEM,
        account=bank.account,
        batch=Batch(unreadable=(Unreadable(payload, reason),)),
    )
    return DeadLetter.objects.latest("pk")


@pytest.fixture
def southerner(bank: Bank) -> User:
    return create_person(
        actor=SYSTEM,
        username="sven",
        password=PASSWORD,
        entity=bank.south,
        role=Role.SUPERVISOR,
        language="en",
    )


@pytest.mark.parametrize("path", ["/sources/", "/dead-letters/"])
@pytest.mark.parametrize(("who", "status"), [("anne", 403), ("karim", 200), ("ada", 200)])
def test_supervisors_and_administrators_look_after_intake(
    bank: Bank, log_in: Enter, path: str, who: str, status: int
) -> None:
    assert log_in(getattr(bank, who)).get(path).status_code == status


def test_a_source_is_shown_with_its_last_success_and_error(
    bank: Bank, source: Source, log_in: Enter
) -> None:
    Source.objects.update(
        failures=3,
        last_error="folder.missing",
        last_error_at=timezone.now(),
        last_success_at=timezone.now(),
    )
    page = text(log_in(bank.karim).get("/sources/"))
    assert "exemple-nord" in page
    assert "3 failures" in page
    assert "The folder is not there" in page


def test_a_source_is_paused_and_read_again(bank: Bank, source: Source, log_in: Enter) -> None:
    client = log_in(bank.karim)
    client.post(f"/sources/{source.pk}/pause/")
    source.refresh_from_db()
    assert source.paused
    assert "Resume" in text(client.get("/sources/"))
    client.post(f"/sources/{source.pk}/resume/")
    source.refresh_from_db()
    assert not source.paused
    assert source.due_at <= timezone.now()
    verbs = LedgerEntry.objects.filter(actor="karim").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["intake.source.paused", "intake.source.resumed"]


def test_an_account_that_nothing_reads_can_be_started(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.karim)
    assert "nothing reads" in text(client.get("/sources/"))
    assert client.post(f"/sources/start/{bank.account.pk}/").status_code == 302
    assert Source.objects.get().account == bank.account
    assert client.post(f"/sources/start/{bank.account.pk}/").status_code == 404


def test_the_register_says_when_an_account_was_last_read(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.karim)
    assert "nothing reads it" in text(client.get("/accounts/"))
    source = start_source(actor=SYSTEM, account=bank.account)
    assert "not yet" in text(client.get("/accounts/"))
    pause_source(actor=SYSTEM, source=source)
    assert "paused" in text(client.get(f"/accounts/{bank.account.pk}/"))


def test_another_entity_neither_sees_nor_touches_a_source(
    bank: Bank, source: Source, southerner: User, log_in: Enter
) -> None:
    client = log_in(southerner)
    assert "exemple-nord" not in text(client.get("/sources/"))
    for act in ("pause", "resume"):
        assert client.post(f"/sources/{source.pk}/{act}/").status_code == 404
    assert client.post(f"/sources/start/{bank.account.pk}/").status_code == 404
    assert not Source.objects.get().paused


def test_nothing_changes_by_a_link(bank: Bank, source: Source, log_in: Enter) -> None:
    client = log_in(bank.karim)
    found = letter(bank)
    for path in (
        f"/sources/{source.pk}/pause/",
        f"/sources/{source.pk}/resume/",
        f"/dead-letters/{found.pk}/replay/",
        f"/dead-letters/{found.pk}/discard/",
    ):
        assert client.get(path).status_code == 405


def test_a_dead_letter_is_shown_masked_and_inert(bank: Bank, log_in: Enter) -> None:
    found = letter(bank, f"<script>alert(1)</script> {IBAN}".encode(), "line.not_json")
    page = text(log_in(bank.karim).get(f"/dead-letters/{found.pk}/"))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "3M02" not in page
    assert "This line is no JSON" in page


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("line.not_json", "This line is no JSON."),
        ("post.field_missing: text", "The field text is missing or empty."),
        ("my file.csv:71 post.field_missing: a: b", "my file.csv:71 · The field a: b is missing"),
        ("unexpected.KeyError", "unexpected.KeyError"),
        ("what a network said: 4", "what a network said: 4"),
    ],
)
def test_a_reason_is_said_in_words_wherever_it_stood(reason: str, said: str) -> None:
    assert words_of(reason).startswith(said)


def test_a_dead_letter_that_is_mended_by_now_is_taken_in(bank: Bank, log_in: Enter) -> None:
    found = letter(bank, b'{"id": "1", "text": "bonjour"}', "unexpected.KeyError")
    page = log_in(bank.karim).post(f"/dead-letters/{found.pk}/replay/", follow=True)
    assert "was taken in" in text(page)
    assert Post.objects.get().text == "bonjour"
    found.refresh_from_db()
    assert found.settled_at is not None


def test_a_dead_letter_that_is_still_broken_says_why(bank: Bank, log_in: Enter) -> None:
    found = letter(bank, b'{"id": "1"}', "x")
    page = log_in(bank.karim).post(f"/dead-letters/{found.pk}/replay/", follow=True)
    assert "The field text is missing" in text(page)
    assert not Post.objects.exists()


def test_a_dead_letter_is_put_aside_with_a_reason(bank: Bank, log_in: Enter) -> None:
    client, found = log_in(bank.karim), letter(bank)
    path = f"/dead-letters/{found.pk}/discard/"
    assert client.post(path, {"reason": ""}).status_code == 422
    client.post(path, {"reason": "Advertising"})
    assert f"/dead-letters/{found.pk}/" not in text(client.get("/dead-letters/"))
    assert "discarded" in text(client.get("/dead-letters/?settled=on"))
    page = client.post(f"/dead-letters/{found.pk}/replay/", follow=True)
    assert "settled already" in text(page)


def test_another_entity_neither_sees_nor_touches_a_dead_letter(
    bank: Bank, southerner: User, log_in: Enter
) -> None:
    client, found = log_in(southerner), letter(bank)
    assert f"/dead-letters/{found.pk}/" not in text(client.get("/dead-letters/"))
    assert client.get(f"/dead-letters/{found.pk}/").status_code == 404
    for act in ("replay", "discard"):
        assert client.post(f"/dead-letters/{found.pk}/{act}/", {"reason": "x"}).status_code == 404


def test_dead_letters_are_read_page_by_page(bank: Bank, log_in: Enter) -> None:
    unreadable = tuple(Unreadable(b"{%d" % n, "line.not_json") for n in range(120))
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(unreadable=unreadable))
    client, seen, before = log_in(bank.karim), [], ""
    for _ in range(3):
        context = client.get("/dead-letters/", {"before": before}).context
        seen += [row.pk for row, _reason in context["letters"]]
        before = context["next_before"] or ""
    assert before == ""
    assert len(set(seen)) == 120


@pytest.mark.parametrize(("path", "most"), [("/sources/", 8), ("/dead-letters/", 6)])
def test_a_list_costs_the_same_whatever_its_length(
    bank: Bank, source: Source, log_in: Enter, path: str, most: int
) -> None:
    client = log_in(bank.karim)
    letter(bank)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for n in range(5):
        letter(bank, b"{%d" % n)
        for start in (True, False):
            account = register_account(
                actor=SYSTEM,
                entity=bank.north,
                network="folder",
                handle=f"a{n}{start}",
                owner=bank.karim,
                purpose="x",
                settings={"path": str(bank.folder)},
            )
            if start:
                start_source(actor=SYSTEM, account=account)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) <= len(few) + 1  # accounts that nothing reads are asked for their entities
    assert len(many) <= most, "\n".join(query["sql"][:160] for query in many.captured_queries)
