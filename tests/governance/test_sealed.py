"""Sealed values: kept for a time, opened for a reason, destroyed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.guard import Kind
from parvis.errors import Invalid, NotAllowed, NotFound
from parvis.governance import actions
from parvis.governance.actions import Sealing
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry, SealedValue
from parvis.governance.queries.sealed import sealed_for, sealed_in
from parvis.governance.schedule import periodic_tasks
from parvis.governance.sealing import open_envelope, seal_in_envelope
from tests.conftest import Bank

IBAN = "FR7630006000011234567890189"
REASON = "The customer asks to correct it"
POST = "intake.post:42"


def sealing(bank: Bank, **changes: object) -> Sealing:
    given = {
        "entity_id": bank.north.pk,
        "object": POST,
        "mark": 0,
        "kind": Kind.IBAN,
        "value": IBAN,
        "days": 90,
    }
    return Sealing(**given | changes)  # type: ignore[arg-type]


def seal(bank: Bank, **changes: object) -> SealedValue:
    value = sealing(bank, **changes)
    actions.seal_values(actor=SYSTEM, values=[value])
    return SealedValue.objects.get(object=value.object, mark=value.mark)


# Sealing


def test_a_sealed_value_is_in_no_column(bank: Bank) -> None:
    seal(bank)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM governance_sealedvalue")
        row = [bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()]
    assert IBAN not in repr(row)
    assert IBAN not in repr(sealing(bank))


def test_sealing_many_costs_as_much_as_sealing_one(bank: Bank) -> None:
    def cost(count: int) -> int:
        values = [sealing(bank, object=f"intake.post:{n}") for n in range(count)]
        with CaptureQueriesContext(connection) as asked:
            actions.seal_values(actor=SYSTEM, values=values)
        return len(asked)

    assert cost(1) == cost(50)
    with CaptureQueriesContext(connection) as asked:
        actions.seal_values(actor=SYSTEM, values=[])
    assert not [query for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]]


def test_people_do_not_seal(bank: Bank) -> None:
    for person in (bank.ada, bank.karim, bank.anne):
        with pytest.raises(NotAllowed):
            actions.seal_values(actor=person, values=[sealing(bank)])
        with pytest.raises(NotAllowed):
            actions.destroy_sealed(actor=person, objects=[POST])


def test_an_edited_post_keeps_what_it_holds_now_and_nothing_else(bank: Bank) -> None:
    seal(bank)
    seal(bank, object="intake.post:43")
    actions.seal_values(actor=SYSTEM, values=[sealing(bank, kind=Kind.PHONE, value="0612345678")])
    assert SealedValue.objects.get(object=POST).kind == Kind.PHONE
    actions.seal_values(actor=SYSTEM, values=[], replaced=[POST])
    assert [each.object for each in SealedValue.objects.all()] == ["intake.post:43"]


def test_the_ledger_counts_what_is_sealed(bank: Bank) -> None:
    values = [
        sealing(bank, mark=0),
        sealing(bank, mark=1, kind=Kind.PHONE, value="0612345678"),
        sealing(bank, mark=2),
        sealing(bank, object="intake.post:43", entity_id=bank.south.pk),
    ]
    assert actions.seal_values(actor=SYSTEM, values=values) == 4
    acts = LedgerEntry.objects.filter(verb="governance.sealed.stored")
    assert [(act.entity_id, act.data["kinds"]) for act in acts] == [
        (bank.north.pk, {"IBAN": 2, "PHONE": 1}),
        (bank.south.pk, {"IBAN": 1}),
    ]


# Opening


def test_a_supervisor_opens_with_a_reason_and_the_ledger_says_so(bank: Bank) -> None:
    sealed = seal(bank)
    assert actions.open_sealed(actor=bank.karim, sealed=sealed, reason=REASON) == IBAN
    sealed.refresh_from_db()
    assert sealed.opened == 1
    act = LedgerEntry.objects.get(verb="governance.sealed.opened")
    assert (act.actor, act.object, act.entity_id) == ("karim", POST, bank.north.pk)
    assert (act.data["kind"], act.data["mark"], act.data["reason"]) == ("IBAN", 0, REASON)
    assert IBAN not in str(act.data)


@pytest.mark.parametrize("who", ["anne", "sam", "claire", "ada"])
def test_nobody_else_opens(bank: Bank, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.open_sealed(actor=getattr(bank, who), sealed=seal(bank), reason=REASON)


def test_a_supervisor_of_another_entity_does_not_even_see_it(bank: Bank) -> None:
    elsewhere = seal(bank, entity_id=bank.south.pk)
    with pytest.raises(NotAllowed):
        actions.open_sealed(actor=bank.karim, sealed=elsewhere, reason=REASON)
    with pytest.raises(NotFound):
        sealed_for(bank.karim, elsewhere.pk)
    assert sealed_in(bank.karim, [POST]) == {POST: []}


@pytest.mark.parametrize("reason", ["", "why not", " " * 40, "x" * 301])
def test_no_reason_opens_nothing(bank: Bank, reason: str) -> None:
    sealed = seal(bank)
    with pytest.raises(Invalid, match="needs_reason"):
        actions.open_sealed(actor=bank.karim, sealed=sealed, reason=reason)
    sealed.refresh_from_db()
    assert sealed.opened == 0


def test_a_reason_is_masked_before_it_is_kept(bank: Bank) -> None:
    actions.open_sealed(actor=bank.karim, sealed=seal(bank), reason=f"Look for {IBAN} in it")
    act = LedgerEntry.objects.get(verb="governance.sealed.opened")
    assert IBAN not in act.data["reason"]
    assert "IBAN" in act.data["reason"]


@pytest.mark.parametrize("field", ["object", "mark", "kind", "ciphertext", "data_key"])
def test_what_was_altered_or_moved_does_not_open(bank: Bank, field: str) -> None:
    sealed = seal(bank)
    changed = {"object": "intake.post:7", "mark": 3, "kind": "PHONE", "ciphertext": b"x" * 40}
    other = changed.get(field, bytes(seal(bank, object="intake.post:9").data_key))
    SealedValue.objects.filter(pk=sealed.pk).update(**{field: other})
    with pytest.raises(Invalid, match="seal_broken"):
        actions.open_sealed(actor=bank.karim, sealed=sealed, reason=REASON)
    assert not LedgerEntry.objects.filter(verb="governance.sealed.opened").exists()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(max_size=20))
def test_an_envelope_opens_at_its_place_only(value: str, place: str) -> None:
    place = place.encode("utf-8", "ignore").decode()
    ciphertext, key = seal_in_envelope(value, place=place)
    assert open_envelope(ciphertext, key, place=place) == value
    with pytest.raises(Invalid):
        open_envelope(ciphertext, key, place=place + "x")


def test_the_same_value_is_never_sealed_the_same() -> None:
    one, other = (seal_in_envelope(IBAN, place="here") for _ in range(2))
    assert one[0] != other[0]
    assert one[1] != other[1]


# Destroying


def expire(sealed: SealedValue) -> None:
    SealedValue.objects.filter(pk=sealed.pk).update(expires_at=timezone.now())


def test_an_expired_value_opens_no_more_and_is_destroyed(bank: Bank) -> None:
    sealed, kept = seal(bank), seal(bank, object="intake.post:43", days=1)
    assert kept.expires_at - kept.sealed_at == timedelta(days=1)
    expire(sealed)
    with pytest.raises(NotFound):
        actions.open_sealed(actor=bank.karim, sealed=sealed, reason=REASON)
    assert sealed_in(bank.karim, [POST]) == {POST: []}
    assert actions.destroy_expired(actor=SYSTEM) == 1
    assert actions.destroy_expired(actor=SYSTEM) == 0
    assert SealedValue.objects.get() == kept
    act = LedgerEntry.objects.get(verb="governance.sealed.destroyed")
    assert (act.entity_id, act.data) == (bank.north.pk, {"kinds": {"IBAN": 1}})


def test_expired_values_are_destroyed_in_batches(bank: Bank) -> None:
    for number in range(5):
        expire(seal(bank, object=f"intake.post:{number}"))
    done = [actions.destroy_expired(actor=SYSTEM, limit=2) for _ in range(4)]
    assert done == [2, 2, 1, 0]


def test_workers_destroy_what_is_expired(bank: Bank) -> None:
    expire(seal(bank))
    [task] = [task for task in periodic_tasks() if task.name == "governance.destroy_expired"]
    assert task.function() == 1
    assert not SealedValue.objects.exists()


def test_what_a_deleted_post_held_is_destroyed(bank: Bank) -> None:
    seal(bank)
    seal(bank, object="intake.post:43")
    assert actions.destroy_sealed(actor=SYSTEM, objects=[POST, "intake.post:99"]) == 1
    assert SealedValue.objects.get().object == "intake.post:43"


# Reading


def test_what_may_be_opened_is_given_by_object_in_one_query(bank: Bank) -> None:
    seal(bank, mark=1)
    actions.seal_values(
        actor=SYSTEM, values=[sealing(bank, mark=1), sealing(bank, mark=0), sealing(bank, mark=4)]
    )
    sealed_in(bank.karim, [])
    with CaptureQueriesContext(connection) as asked:
        found = sealed_in(bank.karim, [POST, "intake.post:43"])
    assert len(asked) == 1
    assert [each.mark for each in found[POST]] == [0, 1, 4]
    assert found["intake.post:43"] == []
    assert sealed_in(bank.anne, [POST]) == {POST: []}


# Reasons


@pytest.mark.parametrize("reason", ["\u200b" * 12, "\u2800" * 12, "\u3164 " * 8])
def test_a_reason_that_nobody_can_read_is_none(bank: Bank, reason: str) -> None:
    sealed = seal(bank)
    with pytest.raises(Invalid) as refused:
        actions.open_sealed(actor=bank.karim, sealed=sealed, reason=reason)
    assert refused.value.code == "governance.sealed.needs_reason"


def test_a_customer_number_as_the_bank_writes_them_is_masked_in_a_reason(bank: Bank) -> None:
    policy = 'version = 1\n[customer_ids]\nforms = ["AA999999"]'
    draft = actions.draft_policy(
        actor=bank.ada, entity=bank.north, text=policy, note="As for QX123456, who wrote to us"
    )
    assert "QX123456" not in draft.note
    actions.sign_policy(actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    sealed = seal(bank)
    actions.open_sealed(actor=bank.karim, sealed=sealed, reason="Asked for by QX123456 himself")
    told = LedgerEntry.objects.get(verb="governance.sealed.opened").data["reason"]
    assert told == "Asked for by [CUSTOMER_ID] himself"
