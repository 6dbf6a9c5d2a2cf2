"""Who enters: every try is counted, every outcome is in the ledger."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from parvis.errors import Invalid, NotAllowed, ParvisError
from parvis.governance.actions import confirm_password, deactivate_person, log_in_person
from parvis.governance.models import LedgerEntry, LogInWait, User
from tests.conftest import PASSWORD, Bank

HERE = "192.0.2.7"


def enter(username: str = "anne", password: str = PASSWORD, address: str = HERE) -> User:
    return log_in_person(username=username, password=password, address=address)


def outcome(**given: str) -> str:
    try:
        enter(**given)
    except ParvisError as refusal:
        return refusal.code
    return "in"


def let_time_pass() -> None:
    LogInWait.objects.update(until=timezone.now() - timedelta(seconds=1))


def verbs() -> list[tuple[str, str, str]]:
    return list(
        LedgerEntry.objects.filter(verb__startswith="governance.person.log").values_list(
            "verb", "actor", "object"
        )
    )


def test_a_log_in_is_in_the_ledger(bank: Bank) -> None:
    assert enter() == bank.anne
    assert verbs() == [("governance.person.logged_in", "anne", f"governance.user:{bank.anne.pk}")]


def test_a_failed_log_in_is_in_the_ledger_without_what_was_typed(bank: Bank) -> None:
    assert outcome(password="wrong") == "governance.log_in_failed"
    assert outcome(username="my-secret-password") == "governance.log_in_failed"
    assert verbs() == [
        ("governance.person.log_in_failed", "system", f"governance.user:{bank.anne.pk}"),
        ("governance.person.log_in_failed", "system", "governance.user:unknown"),
    ]
    assert "my-secret" not in repr(list(LedgerEntry.objects.values()))
    assert "my-secret" not in repr(list(LogInWait.objects.values()))


def test_after_five_failures_even_the_right_password_has_to_wait(bank: Bank) -> None:
    for _ in range(5):
        assert outcome(password="wrong") == "governance.log_in_failed"
    with pytest.raises(NotAllowed) as refusal:
        enter()
    assert refusal.value.data == {"seconds": 2}
    let_time_pass()
    assert outcome(password="wrong") == "governance.log_in_failed"
    with pytest.raises(NotAllowed) as refusal:
        enter()
    assert refusal.value.data == {"seconds": 4}
    let_time_pass()
    assert outcome() == "in"
    assert outcome(password="wrong") == "governance.log_in_failed"
    assert outcome() == "in"


def test_the_wait_ends_at_a_quarter_of_an_hour(bank: Bank) -> None:
    for _ in range(40):
        outcome(password="wrong")
        let_time_pass()
    outcome(password="wrong")
    with pytest.raises(NotAllowed) as refusal:
        enter()
    assert refusal.value.data == {"seconds": 900}


def test_waits_of_one_person_keep_nobody_else_out(bank: Bank) -> None:
    for _ in range(6):
        outcome(password="wrong")
    assert outcome(username="karim") == "in"
    assert outcome(address="192.0.2.8") == "in"


def test_an_address_that_tries_many_names_has_to_wait(bank: Bank) -> None:
    for name in range(31):
        assert outcome(username=f"name-{name}") == "governance.log_in_failed"
    assert outcome() == "governance.log_in_too_often"


def test_a_person_tried_from_many_addresses_waits_half_a_minute_at_most(bank: Bank) -> None:
    for address in range(60):
        outcome(password="wrong", address=f"198.51.100.{address}")
        let_time_pass()
    outcome(password="wrong", address="198.51.100.99")
    with pytest.raises(NotAllowed) as refusal:
        enter(address="203.0.113.1")
    assert 0 < int(str(refusal.value.data["seconds"])) <= 30


def test_a_deactivated_person_is_told_no_more_than_a_stranger(bank: Bank) -> None:
    deactivate_person(actor=bank.ada, user=bank.anne)
    assert outcome() == outcome(username="nobody") == "governance.log_in_failed"


def test_failures_are_forgotten_after_a_day(bank: Bank) -> None:
    for _ in range(5):
        outcome(password="wrong")
    LogInWait.objects.update(last_at=timezone.now() - timedelta(days=2))
    assert outcome() == "in"


def test_a_confirmation_is_slowed_down_like_a_log_in(bank: Bank) -> None:
    confirm_password(actor=bank.karim, password=PASSWORD)
    for _ in range(5):
        with pytest.raises(Invalid):
            confirm_password(actor=bank.karim, password="guess")
    with pytest.raises(NotAllowed):
        confirm_password(actor=bank.karim, password=PASSWORD)
    assert LedgerEntry.objects.latest("number").verb == "governance.person.confirmation_failed"


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_no_way_around_the_count(bank: Bank) -> None:
    if connection.vendor == "sqlite" and "mode=memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads share one connection on a database in memory")

    def one_try(_: int) -> str:
        try:
            return outcome(password="wrong")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(one_try, range(24)))
    assert outcomes.count("governance.log_in_failed") <= 5
