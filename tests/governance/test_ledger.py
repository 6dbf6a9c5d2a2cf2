"""The ledger: what it takes, what it costs, and that the database itself protects it."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.errors import Invalid
from parvis.governance import ledger, protection
from parvis.governance.ledger import SYSTEM, Act
from parvis.governance.models import LedgerEntry
from parvis.governance.plain_facts import plain
from parvis.governance.verification import verify

pytestmark = pytest.mark.django_db

IBAN = "FR14 2004 1010 0505 0001 3M02 606"


class Colour(StrEnum):
    GREEN = "green"


def protect_fully() -> None:
    """Put back the trigger that tests live without."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        protection.protect(connection.vendor, cursor.execute, protection.LEDGER)


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        ledger.record(actor=SYSTEM, verb="test.thing.done", object="test.thing:1")


def test_appending_any_number_of_acts_takes_three_queries() -> None:
    ledger.lock()
    acts = [Act(verb="test.thing.done", object=f"test.thing:{n}") for n in range(50)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ledger.append(actor=SYSTEM, acts=acts)
    assert len(queries) == 3


def test_numbers_follow_without_a_gap_even_after_a_roll_back() -> None:
    first = ledger.record(actor=SYSTEM, verb="test.thing.done", object="test.thing:1")
    with transaction.atomic():
        ledger.record(actor=SYSTEM, verb="test.thing.done", object="test.thing:2")
        transaction.set_rollback(True)
    second = ledger.record(actor=SYSTEM, verb="test.thing.done", object="test.thing:3")
    assert second.number == first.number + 1
    assert second.before == first.digest


def test_data_is_made_plain() -> None:
    moment = datetime(2026, 5, 4, 12, 30, 15, 123456, tzinfo=UTC)
    assert plain(
        {
            "colour": Colour.GREEN,
            "at": moment,
            "key": UUID(int=5),
            "list": (1, 2.0, -0.0, True, None),
            "nested": {"b": {"z": 1, "a": [0.1]}},
        }
    ) == {
        "colour": "green",
        "at": "2026-05-04T12:30:15.123456+00:00",
        "key": "00000000-0000-0000-0000-000000000005",
        "list": [1, 2, 0, True, None],
        "nested": {"b": {"z": 1, "a": [0.1]}},
    }


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        1e23,
        2**63,
        -(2**63),
        "a\0b",
        "\ud800",
        {1: 2},
        {"a\0": 1},
        b"x",
        object(),
    ],
)
def test_what_would_come_back_changed_is_refused(value: object) -> None:
    with pytest.raises(Invalid):
        ledger.record(actor=SYSTEM, verb="test.thing.done", object="test.thing:1", value=value)


def test_endless_nesting_is_refused() -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(Invalid):
        plain({"loop": loop})


def test_a_name_that_does_not_fit_is_refused_on_every_database() -> None:
    with pytest.raises(Invalid):
        ledger.record(actor=SYSTEM, verb="v" * 81, object="test.thing:1")


def test_confidential_data_is_masked_whoever_lets_it_through() -> None:
    entry = ledger.record(
        actor=SYSTEM,
        verb="test.thing.done",
        object="test.thing:1",
        reason=f"Mon IBAN est {IBAN}",
        deep={"list": [IBAN]},
    )
    assert LedgerEntry.objects.get(pk=entry.pk).data == {
        "reason": "Mon IBAN est [IBAN ••••2606]",
        "deep": {"list": ["[IBAN ••••2606]"]},
    }


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(-(2.0**53), 2.0**53)
    | st.datetimes(timezones=st.just(UTC))
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.dictionaries(texts, values, max_size=5), name=texts)
def test_whatever_is_appended_is_read_back_sound(data: dict[str, object], name: str) -> None:
    ledger.append(actor=SYSTEM, acts=[Act(verb="test.thing.done", object=name, data=data)])
    assert list(verify()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE governance_ledgerentry SET actor = 'mallory'",
        "DELETE FROM governance_ledgerentry",
        "TRUNCATE governance_ledgerentry",
    ],
)
def test_the_database_refuses_to_change_the_ledger(statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    ledger.record(actor=SYSTEM, verb="test.thing.done", object="test.thing:1")
    protect_fully()
    with (
        pytest.raises(DatabaseError, match="only ever appended"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert LedgerEntry.objects.exclude(actor="system").count() == 0
    assert list(verify()) == []
