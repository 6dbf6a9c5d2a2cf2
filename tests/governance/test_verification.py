"""Whatever is done to the ledger behind its back is found, and named as near as can be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.governance import ledger
from parvis.governance.ledger import GENESIS, SYSTEM, Act
from parvis.governance.models import Entity, LedgerEntry, LedgerHead
from parvis.governance.verification import Expected, Fault, Wrong, verify

pytestmark = pytest.mark.django_db

LENGTH = 7
numbers = st.integers(1, LENGTH)
tampering = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def chain(db: None) -> None:
    """A chain of ``LENGTH`` acts, in a database whose triggers somebody has dropped."""
    with connection.cursor() as cursor:
        table = "" if connection.vendor == "sqlite" else " ON governance_ledgerentry"
        for name in ("ledger_never_changed", "ledger_never_removed"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")
    Entity.objects.create(pk=1, key="a", name="A")
    Entity.objects.create(pk=2, key="b", name="B")
    acts = [
        Act(verb=f"test.thing.{n}", object="test.thing:1", entity_id=1, data={"n": n, "x": [0.5]})
        for n in range(1, LENGTH + 1)
    ]
    ledger.append(actor=SYSTEM, acts=acts)
    assert faults() == []


def faults(**options: Any) -> list[Fault]:
    return list(verify(**options))


def edit(number: int, **columns: Any) -> None:
    LedgerEntry.objects.filter(number=number).update(**columns)


def verb(number: int) -> str:
    return f"test.thing.{number}"


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is done inside, so that one chain serves many tamperings."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


COLUMNS: dict[str, st.SearchStrategy[Any]] = {
    "actor": st.text("abcdef\u0430", max_size=10),
    "verb": st.text("abc.", max_size=10),
    "object": st.text("abc:1", max_size=10),
    "entity_id": st.sampled_from([None, 2]),
    "data": st.dictionaries(st.sampled_from("nxy"), st.integers() | st.text("ab"), max_size=3),
    "digest": st.text("0123456789abcdef", min_size=64, max_size=64),
    "before": st.text("0123456789abcdef", min_size=64, max_size=64),
}


@tampering
@given(number=numbers, column=st.sampled_from(sorted(COLUMNS)), data=st.data())
def test_an_edited_column_is_named(number: int, column: str, data: st.DataObject) -> None:
    value = data.draw(COLUMNS[column])
    with undone():
        if getattr(LedgerEntry.objects.get(number=number), column) == value:
            return
        edit(number, **{column: value})
        (fault,) = faults()
    assert (fault.number, fault.what) == (number, Wrong.EDITED)
    assert fault.verb == (value if column == "verb" else verb(number))


@tampering
@given(number=numbers)
def test_a_microsecond_is_enough(number: int) -> None:
    with undone():
        entry = LedgerEntry.objects.get(number=number)
        edit(number, at=entry.at + timedelta(microseconds=1))
        assert faults() == [Fault(number=number, what=Wrong.EDITED, verb=verb(number))]


@tampering
@given(first=numbers, second=numbers, whole=st.booleans())
def test_two_rows_that_change_places_are_named(first: int, second: int, whole: bool) -> None:
    if first == second:
        return
    columns = ["at", "actor", "verb", "object", "entity_id", "data"]
    columns += ["before", "digest"] if whole else []
    with undone():
        one, other = (
            LedgerEntry.objects.filter(number=n).values(*columns).get() for n in (first, second)
        )
        edit(first, **other)
        edit(second, **one)
        found = faults()
    if whole:
        assert [(f.number, f.what, f.was) for f in found] == sorted(
            [(first, Wrong.MOVED, second), (second, Wrong.MOVED, first)]
        )
    else:
        assert [(f.number, f.what) for f in found] == sorted(
            [(first, Wrong.EDITED), (second, Wrong.EDITED)]
        )


@tampering
@given(first=numbers, last=numbers)
def test_removed_rows_are_named(first: int, last: int) -> None:
    first, last = sorted((first, last))
    with undone():
        LedgerEntry.objects.filter(number__range=(first, last)).delete()
        what = Wrong.CUT_OFF if last == LENGTH else Wrong.REMOVED
        assert faults() == [Fault(number=first, until=last, what=what)]


@tampering
@given(removed=st.integers(1, LENGTH - 1), with_head=st.booleans())
def test_closing_the_gap_after_a_removal_names_all_that_moved(
    removed: int, with_head: bool
) -> None:
    with undone():
        LedgerEntry.objects.filter(number=removed).delete()
        for number in range(removed + 1, LENGTH + 1):
            LedgerEntry.objects.filter(number=number).update(number=number - 1)
        if with_head:
            LedgerHead.objects.update(number=LENGTH - 1)
        found = faults()
    moved = [f for f in found if f.what is Wrong.MOVED]
    assert [(f.number, f.was) for f in moved] == [(n, n + 1) for n in range(removed, LENGTH)]
    assert with_head or Fault(number=LENGTH, until=LENGTH, what=Wrong.CUT_OFF) in found


@tampering
@given(number=numbers, data=st.dictionaries(st.sampled_from("nx"), st.integers(0, 9), max_size=1))
def test_a_row_rewritten_with_a_digest_that_fits_is_named(
    number: int, data: dict[str, int]
) -> None:
    with undone():
        entry = LedgerEntry.objects.get(number=number)
        entry.data = data
        edit(number, data=data, digest=ledger.digest_of(entry))
        what = Wrong.HEAD if number == LENGTH else Wrong.REWRITTEN
        assert faults() == [Fault(number=number, what=what, verb=verb(number))]


def forged(number: int, before: str) -> LedgerEntry:
    entry = LedgerEntry(
        number=number,
        at=datetime(2026, 1, 2, tzinfo=UTC),
        actor="mallory",
        verb="test.thing.forged",
        object="test.thing:1",
        before=before,
    )
    entry.digest = ledger.digest_of(entry)
    return entry


@pytest.mark.parametrize("number", [-3, 0, LENGTH + 1, LENGTH + 9])
def test_an_inserted_row_is_named(number: int) -> None:
    before = LedgerEntry.objects.get(number=LENGTH).digest if number > 0 else GENESIS
    forged(number, before).save(force_insert=True)
    assert faults() == [Fault(number=number, what=Wrong.INSERTED, verb="test.thing.forged")]


@tampering
@given(number=numbers)
def test_a_row_put_in_the_place_of_another_is_named(number: int) -> None:
    with undone():
        entry = LedgerEntry.objects.get(number=number)
        entry.delete()
        forged(number, entry.before).save(force_insert=True)
        (fault,) = faults()
    assert (fault.number, fault.verb) == (number, "test.thing.forged")


def test_room_made_for_an_inserted_row_is_named() -> None:
    for number in range(LENGTH, 2, -1):
        LedgerEntry.objects.filter(number=number).update(number=number + 1)
    forged(3, LedgerEntry.objects.get(number=2).digest).save(force_insert=True)
    LedgerHead.objects.update(number=LENGTH + 1)
    found = {f.number: f for f in faults()}
    assert {n: f.was for n, f in found.items() if f.what is Wrong.MOVED} == {
        n + 1: n for n in range(3, LENGTH + 1)
    }


def test_the_end_cut_off_together_with_a_head_edited_by_half_is_found() -> None:
    LedgerEntry.objects.filter(number__gt=4).delete()
    LedgerHead.objects.update(number=4)
    assert faults() == [Fault(number=4, what=Wrong.HEAD, verb=verb(4))]


def test_a_head_moved_back_shows_all_that_stands_after_it() -> None:
    LedgerHead.objects.update(number=4, digest=LedgerEntry.objects.get(number=4).digest)
    assert [(f.number, f.what) for f in faults()] == [
        (n, Wrong.INSERTED) for n in range(5, LENGTH + 1)
    ]


def test_a_missing_head_is_found() -> None:
    LedgerHead.objects.all().delete()
    assert [f.what for f in faults()] == [Wrong.HEAD]


def test_an_emptied_ledger_is_found() -> None:
    LedgerEntry.objects.all().delete()
    assert faults() == [Fault(number=1, until=LENGTH, what=Wrong.CUT_OFF)]


def test_a_rewritten_end_and_head_are_found_by_what_was_kept_elsewhere_only() -> None:
    kept = Expected(LENGTH, LedgerHead.objects.get().digest)
    LedgerEntry.objects.filter(number__gt=4).delete()
    LedgerHead.objects.update(number=4, digest=LedgerEntry.objects.get(number=4).digest)
    assert faults() == []
    assert faults(expected=(kept,)) == [Fault(number=LENGTH, what=Wrong.UNEXPECTED)]


def test_what_was_kept_elsewhere_is_found_again_in_a_sound_chain() -> None:
    kept = Expected(3, LedgerEntry.objects.get(number=3).digest)
    ledger.record(actor=SYSTEM, verb="test.thing.more", object="test.thing:1")
    assert faults(expected=(kept, Expected(0, GENESIS))) == []


@pytest.mark.parametrize("column", ["data", "at", "verb", "entity_id", "digest"])
def test_values_that_are_not_even_of_their_type_are_named(column: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite stores a value of another type")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE governance_ledgerentry SET {column} = x'FF00' WHERE number = 3")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
        cursor.execute("PRAGMA defer_foreign_keys = ON")
    assert [(f.number, f.what) for f in faults()] == [(3, Wrong.EDITED)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM governance_ledgerentry WHERE number = 3")


def test_a_moment_that_python_cannot_hold_is_named() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has infinite moments")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE governance_ledgerentry SET at = 'infinity' WHERE number = 3")
    assert [(f.number, f.what) for f in faults()] == [(3, Wrong.EDITED)]


@tampering
@given(since=st.integers(1, LENGTH + 2), number=numbers)
def test_a_part_of_the_chain_can_be_walked_alone(since: int, number: int) -> None:
    with undone():
        assert faults(since=since) == []
        edit(number, actor="mallory")
        named = [f.number for f in faults(since=since)]
    assert named == ([number] if number >= min(since, LENGTH) else [])


def test_progress_is_told_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parvis.governance.verification._STEP", 2)
    told: list[int] = []
    assert faults(progress=told.append) == []
    assert told == [2, 4, 6]
