"""What the bank published itself: added, removed, and imported from the branch register."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.guard import Kind, find
from parvis.errors import Conflict, Invalid, NotAllowed, NotFound
from parvis.governance import actions
from parvis.governance.branch_register import COLUMNS, HEADINGS, read_register
from parvis.governance.csv_file import SIZE_LIMIT
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import HandedInRegister, LedgerEntry, PublishedContact
from parvis.governance.queries.contacts import ImportPlan, last_change_of, plan_import
from parvis.governance.queries.guard import policy_for
from tests.conftest import Bank

IBAN = "FR7630006000011234567890189"
LILLE, LYON = "+33 3 20 12 34 56", "+33 4 72 12 34 56"
HEADER = "label,phone,email,address,iban\n"
VALUES = {
    "phone": LILLE,
    "email": "lille@banque.example",
    "address": "12 rue Nationale 59000 Lille",
    "iban": IBAN,
}


def publish(bank: Bank, value: str = LILLE, label: str = "Agence Lille") -> PublishedContact:
    return actions.publish_contact(
        actor=bank.ada, entity=bank.north, kind=Kind.PHONE, value=value, label=label
    )


def imported(bank: Bank, rows: str, header: str = HEADER) -> ImportPlan:
    return actions.import_contacts(
        actor=bank.ada, entity=bank.north, content=(header + rows).encode()
    )


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    return len(plan.added), len(plan.changed), len(plan.removed), plan.unchanged


def live(bank: Bank) -> set[tuple[str, str]]:
    contacts = PublishedContact.objects.filter(entity=bank.north, removed_at=None)
    return set(contacts.values_list("label", "value"))


# One by one


def test_a_value_is_published_once_however_it_is_written(bank: Bank) -> None:
    publish(bank)
    with pytest.raises(Conflict, match="exists"):
        publish(bank, "03.20.12.34.56")
    assert live(bank) == {("Agence Lille", LILLE)}


def test_what_was_removed_may_be_published_again(bank: Bank) -> None:
    contact = publish(bank)
    actions.remove_contact(actor=bank.ada, contact=contact)
    with pytest.raises(Conflict, match="gone"):
        actions.remove_contact(actor=bank.ada, contact=contact)
    publish(bank)
    assert PublishedContact.objects.count() == 2


def test_only_administrators_publish(bank: Bank) -> None:
    contact = publish(bank)
    for person in (bank.anne, bank.karim, bank.claire):
        with pytest.raises(NotAllowed):
            actions.publish_contact(
                actor=person, entity=bank.north, kind=Kind.PHONE, value=LYON, label="Lyon"
            )
        with pytest.raises(NotAllowed):
            actions.remove_contact(actor=person, contact=contact)
        with pytest.raises(NotAllowed):
            actions.import_contacts(actor=person, entity=bank.north, content=HEADER.encode())


@pytest.mark.parametrize(
    ("kind", "value", "label", "code"),
    [
        (Kind.PHONE, "3639", "Lille", "guard.allowed.phone"),
        (Kind.CARD, "4970101234567890", "Lille", "guard.allowed.kind"),
        (Kind.EMAIL, "@gmail.com", "Lille", "guard.allowed.everybodys_email"),
        (Kind.PHONE, LILLE, "", "governance.contact.label"),
        (Kind.PHONE, LILLE, "L" * 121, "governance.contact.label"),
    ],
)
def test_what_does_not_hold_is_refused(
    bank: Bank, kind: Kind, value: str, label: str, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        actions.publish_contact(
            actor=bank.ada, entity=bank.north, kind=kind, value=value, label=label
        )
    assert not PublishedContact.objects.exists()


def test_the_ledger_names_the_kind_and_not_the_value(bank: Bank) -> None:
    actions.remove_contact(actor=bank.ada, contact=publish(bank))
    acts = LedgerEntry.objects.filter(verb__startswith="governance.contact.")
    assert [act.verb.rpartition(".")[2] for act in acts] == ["published", "removed"]
    assert {str(act.data) for act in acts} == {"{'kind': 'PHONE'}"}


# The branch register


def test_a_register_is_taken_in_and_followed(bank: Bank) -> None:
    text = f"Votre agence : {LILLE}, lille@banque.example, 12 rue Nationale 59000 Lille"
    assert find(text, policy_for(bank.north))
    row = f'Lille,{LILLE},lille@banque.example,"12 rue Nationale, 59000 Lille",{IBAN}\n'
    result = imported(bank, row)
    assert (*counts(result), result.refused) == (4, 0, 0, 0, ())
    assert not find(text, policy_for(bank.north))
    assert not find(IBAN, policy_for(bank.north))


def test_the_next_register_adds_changes_and_removes(bank: Bank) -> None:
    imported(bank, f"Lille,{LILLE},lille@banque.example\nLyon,{LYON}\n")
    result = imported(bank, f"Lille Centre,{LILLE}\nLyon,{LYON},lyon@banque.example\n")
    assert counts(result) == (1, 1, 1, 1)
    assert live(bank) == {
        ("Lille Centre", LILLE), ("Lyon", LYON), ("Lyon", "lyon@banque.example"),
    }  # fmt: skip
    act = LedgerEntry.objects.filter(verb="governance.contact.imported").latest("number")
    assert act.data == {"added": 1, "changed": 1, "removed": 1, "refused": 0}


def test_what_was_typed_outlives_an_import(bank: Bank) -> None:
    publish(bank, LYON, "Lyon")
    imported(bank, f"Lille,{LILLE}\n")
    imported(bank, "Nice,+33 4 93 12 34 56\n")
    assert live(bank) == {("Lyon", LYON), ("Nice", "+33 4 93 12 34 56")}


def test_refused_rows_are_told_and_their_branches_lose_nothing(bank: Bank) -> None:
    imported(bank, f"Lille,{LILLE}\nLyon,{LYON}\n")
    result = imported(bank, "Lille,12,moi@gmail.com\n,+33 4 93 12 34 56\nNice\n\nLyon,,nope\n")
    assert [(row.line, row.column, row.code) for row in result.refused] == [
        (2, "phone", "guard.allowed.phone"),
        (3, "label", "governance.contact.label"),
        (4, "label", "governance.contact.none"),
        (6, "email", "guard.allowed.email"),
    ]
    assert live(bank) == {("Lille", LILLE), ("Lyon", LYON), ("Lille", "moi@gmail.com")}


def test_a_file_without_anything_to_take_removes_nothing(bank: Bank) -> None:
    imported(bank, f"Lille,{LILLE}\n")
    for rows in ("", "Lille,12\n"):
        with pytest.raises(Invalid, match="empty"):
            imported(bank, rows)
    assert live(bank) == {("Lille", LILLE)}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "header"),
        (b"label\nLille\n", "header"),
        (b"phone,label,phone\n", "twice"),
        ("Libellé;Tél;Numéro de téléphone\n".encode(), "twice"),
        (b"label,fone\n", "column"),
        (b"x" * (SIZE_LIMIT + 1), "too_large"),
        (b"label,phone\n" + b"\n" * 20_001, "too_many"),
        (b'label,phone\n"' + b"x" * 200_000, "not_csv"),
    ],
)
def test_a_file_that_is_no_register_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=f"governance.register.{code}"):
        read_register(content)


def test_what_spreadsheets_write_is_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        content = f"Phone;Label\r\n{LILLE};Agence d'Orléans\r\n".encode(encoding)
        [value] = read_register(content).values.values()
        assert (value.label, value.value) == ("Agence d'Orléans", LILLE)


@pytest.mark.parametrize(
    "header",
    [
        "Label;Phone;Email;Address;IBAN",
        "Libellé;Téléphone;Courriel;Adresse;IBAN",
        "LIBELLE ; Tel. ; adresse  e-mail ; Adresse Postale ; iban",
        "Nom de l\u2019agence;Numéro de te\u0301le\u0301phone;E-mail;adresse_postale;I.B.A.N.;;",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_headings_are_read_in_english_and_in_french(header: str, encoding: str) -> None:
    row = f"Lille;{LILLE};lille@banque.example;12 rue Nationale, 59000 Lille;{IBAN};;"
    for delimiter in ";\t":
        file = f"{header}\r\n{row}\r\n".replace(";", delimiter)
        register = read_register(file.encode(encoding))
        assert [kind for kind, _name in register.values] == [
            Kind.PHONE, Kind.EMAIL, Kind.POSTAL_ADDRESS, Kind.IBAN,
        ]  # fmt: skip
        assert {value.label for value in register.values.values()} == {"Lille"}


def test_headings_that_spreadsheets_on_windows_write_are_read() -> None:
    content = f"Libellé;Téléphone\r\nAgence d'Orléans;{LILLE}\r\n".encode("cp1252")
    [value] = read_register(content).values.values()
    assert (value.label, value.kind) == ("Agence d'Orléans", Kind.PHONE)


def test_every_heading_that_is_listed_means_its_column() -> None:
    for column, languages in HEADINGS.items():
        other, value = ("phone", LILLE) if column == "label" else ("label", "Lille")
        for heading in (each for headings in languages.values() for each in headings):
            given = "Lille" if column == "label" else VALUES[column]
            [found] = read_register(
                f"{heading};{other}\n{given};{value}\n".encode()
            ).values.values()
            assert (found.label, found.kind) == ("Lille", COLUMNS.get(column, Kind.PHONE))


def test_a_heading_that_is_nearly_right_is_named_in_both_languages() -> None:
    with pytest.raises(Invalid) as refused:
        read_register(b"libelle;telefone\n")
    assert refused.value.data == {"place": 2, "known": "Phone / Téléphone"}
    with pytest.raises(Invalid) as refused:
        read_register(f"label;{IBAN}\n".encode())
    assert "Address / Adresse, IBAN" in str(refused.value.data["known"])


def test_a_refused_row_is_named_by_the_line_where_it_begins() -> None:
    rows = f'Lille,"{LILLE}\n"\n\n,"+33 4\n93 12 34 56"\nLyon,12\n'
    refused = read_register(f"label,phone\n{rows}".encode()).refused
    assert [(row.line, row.label) for row in refused] == [(5, ""), (7, "Lyon")]


def test_a_row_that_does_not_say_whose_it_is_removes_nothing_of_what_it_holds(bank: Bank) -> None:
    imported(bank, f"Lille,{LILLE}\nLyon,{LYON}\nNice,+33 4 93 12 34 56\n")
    result = imported(bank, f"Lille,{LILLE}\n,{LYON.replace(' ', '.')}\n")
    assert [each.label for each in result.removed] == ["Nice"]
    assert live(bank) == {("Lille", LILLE), ("Lyon", LYON)}


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda rows: (HEADER + rows).encode("utf-8", "ignore"))
)
def test_whatever_file_is_given_it_is_read_or_refused(content: bytes) -> None:
    try:
        register = read_register(content)
    except Invalid as refused:
        code = refused.code
    else:
        code = ""
        assert all(value.label and value.name for value in register.values.values())
    assert code.startswith("governance.register.") or not code


def test_an_import_costs_a_query_a_hundred_rows(bank: Bank) -> None:
    def cost(start: int, count: int) -> int:
        rows = "".join(f"B{n},+33 1 42 {n:06d}\n" for n in range(start, start + count))
        with CaptureQueriesContext(connection) as asked:
            imported(bank, rows)
        return len(asked)

    cost(100_000, 2)
    assert cost(300_000, 400) - cost(200_000, 2) <= 4


# Looked at first


def handed_in(bank: Bank, rows: str) -> HandedInRegister:
    return actions.hand_in_register(
        actor=bank.ada, entity=bank.north, content=(HEADER + rows).encode()
    )


def test_a_file_that_is_handed_in_changes_nothing_and_is_sealed(bank: Bank) -> None:
    imported(bank, f"Lille,{LILLE}\n")
    register = handed_in(bank, f"Lyon,{LYON}\n")
    assert live(bank) == {("Lille", LILLE)}
    assert LYON.encode() not in bytes(register.content)
    assert handed_in(bank, f"Lyon,{LYON}\n").pk == register.pk
    with pytest.raises(Invalid, match="empty"):
        handed_in(bank, "")


def test_what_was_looked_at_is_taken_in_and_gone(bank: Bank) -> None:
    imported(bank, f"Lille,{LILLE}\n")
    register = handed_in(bank, f"Lyon,{LYON}\n")
    plan = plan_of(bank, f"Lyon,{LYON}\n")
    assert counts(plan) == (1, 0, 1, 0)
    actions.take_in_register(
        actor=bank.ada, register=register, file=register.digest, planned=plan.digest
    )
    assert live(bank) == {("Lyon", LYON)}
    assert not HandedInRegister.objects.exists()


def plan_of(bank: Bank, rows: str) -> ImportPlan:
    return plan_import(bank.north, read_register((HEADER + rows).encode()))


def test_what_would_do_something_else_now_is_not_taken_in(bank: Bank) -> None:
    register = handed_in(bank, f"Lyon,{LYON}\n")
    planned = plan_of(bank, f"Lyon,{LYON}\n").digest
    imported(bank, f"Lille,{LILLE}\n")
    with pytest.raises(Conflict, match="changed"):
        actions.take_in_register(
            actor=bank.ada, register=register, file=register.digest, planned=planned
        )
    assert live(bank) == {("Lille", LILLE)}
    assert HandedInRegister.objects.exists()


def test_only_the_very_file_that_was_looked_at_is_taken_in_or_left(bank: Bank) -> None:
    first = handed_in(bank, f"Lyon,{LYON}\n,12\n")
    plan = plan_of(bank, f"Lyon,{LYON}\n").digest
    # Another file, though it would do the very same.
    second = handed_in(bank, f"Lyon,{LYON}\n")
    for register in (first, second):
        with pytest.raises(Conflict, match="replaced"):
            actions.take_in_register(
                actor=bank.ada, register=register, file=first.digest, planned=plan
            )
        with pytest.raises(Conflict, match="replaced"):
            actions.leave_register(actor=bank.ada, register=register, file=first.digest)
    assert live(bank) == set()
    assert HandedInRegister.objects.get().digest == second.digest
    actions.take_in_register(actor=bank.ada, register=first, file=second.digest, planned=plan)
    with pytest.raises(NotFound, match="gone"):
        actions.take_in_register(actor=bank.ada, register=first, file=first.digest, planned=plan)
    with pytest.raises(NotFound, match="gone"):
        actions.leave_register(actor=bank.ada, register=first, file=first.digest)


def test_a_file_is_forgotten_after_a_day(bank: Bank) -> None:
    register = handed_in(bank, f"Lyon,{LYON}\n")
    assert actions.destroy_forgotten(actor=SYSTEM) == 0
    HandedInRegister.objects.filter(pk=register.pk).update(at=register.at - timedelta(days=2))
    assert actions.destroy_forgotten(actor=SYSTEM) == 1


def test_only_administrators_hand_in_and_undo(bank: Bank) -> None:
    register = handed_in(bank, f"Lyon,{LYON}\n")
    change = changed(bank)
    for person in (bank.anne, bank.karim, bank.claire):
        with pytest.raises(NotAllowed):
            actions.hand_in_register(actor=person, entity=bank.north, content=HEADER.encode())
        with pytest.raises(NotAllowed):
            actions.take_in_register(
                actor=person, register=register, file=register.digest, planned=""
            )
        with pytest.raises(NotAllowed):
            actions.leave_register(actor=person, register=register, file=register.digest)
        with pytest.raises(NotAllowed):
            actions.undo_contacts(actor=person, entity=bank.north, change=change)


# Undone


def changed(bank: Bank) -> datetime | None:
    last = last_change_of(bank.north)
    return last and last.at


def undo(bank: Bank) -> tuple[int, int]:
    return actions.undo_contacts(actor=bank.ada, entity=bank.north, change=changed(bank))


def everything(bank: Bank) -> set[tuple[str, str, str]]:
    contacts = PublishedContact.objects.filter(entity=bank.north, removed_at=None)
    return set(contacts.values_list("label", "value", "source"))


def test_an_import_is_undone_as_a_whole_and_that_too(bank: Bank) -> None:
    publish(bank, LYON, "Lyon")
    imported(bank, f"Lille,{LILLE},lille@banque.example\n")
    before = everything(bank)
    imported(bank, f"Lille Centre,{LILLE}\nLyon 2,{LYON}\nNice,+33 4 93 12 34 56\n")
    after = everything(bank)
    assert undo(bank) == (3, 3)
    assert everything(bank) == before
    assert undo(bank) == (3, 3)
    assert everything(bank) == after
    act = LedgerEntry.objects.latest("number")
    assert (act.verb, act.data) == ("governance.contact.undone", {"added": 3, "removed": 3})


def test_a_removal_is_undone_and_the_guard_knows(bank: Bank) -> None:
    contact = publish(bank)
    actions.remove_contact(actor=bank.ada, contact=contact)
    assert find(LILLE, policy_for(bank.north))
    assert undo(bank) == (1, 0)
    assert not find(LILLE, policy_for(bank.north))
    assert undo(bank) == (0, 1)
    assert find(LILLE, policy_for(bank.north))


def test_only_the_last_change_is_undone_and_once(bank: Bank) -> None:
    assert changed(bank) is None
    with pytest.raises(Conflict, match="changed_since"):
        undo(bank)
    contact = publish(bank)
    first = changed(bank)
    actions.remove_contact(actor=bank.ada, contact=contact)
    with pytest.raises(Conflict, match="changed_since"):
        actions.undo_contacts(actor=bank.ada, entity=bank.north, change=first)
    second = changed(bank)
    undo(bank)
    with pytest.raises(Conflict, match="changed_since"):
        actions.undo_contacts(actor=bank.ada, entity=bank.north, change=second)
    assert live(bank) == {("Agence Lille", LILLE)}


def test_a_change_of_another_entity_is_left_alone(bank: Bank) -> None:
    publish(bank)
    actions.publish_contact(
        actor=bank.ada, entity=bank.south, kind=Kind.PHONE, value=LYON, label="Lyon"
    )
    undo(bank)
    assert PublishedContact.objects.get(entity=bank.south).removed_at is None
