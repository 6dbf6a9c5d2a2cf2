"""Lists of products and branches: typed, changed, removed, taken in from a file, undone, read."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.guard import Kind
from parvis.engine.mentions import Mention, Sort
from parvis.errors import Conflict, Invalid, NotAllowed
from parvis.governance import actions
from parvis.governance.csv_file import ROWS_LIMIT, SIZE_LIMIT
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Entity, LedgerEntry, ListedName
from parvis.governance.names_file import HEADINGS, read_names, refusal_of
from parvis.governance.queries.listed_names import (
    NamesPlan,
    last_change_of_names,
    mentions_for,
    names_of,
)
from tests.conftest import Bank

PRODUCT, BRANCH = Sort.PRODUCT, Sort.BRANCH
HEADER = "name,kind,other names\n"
CARD = "4970101234567893"


def listed(bank: Bank, name: str = "Livret Bleu", *ways: str, kind: Sort = PRODUCT) -> ListedName:
    return actions.list_name(actor=bank.ada, entity=bank.north, kind=kind, name=name, ways=ways)


def imported(bank: Bank, rows: str, header: str = HEADER) -> NamesPlan:
    return actions.import_names(actor=bank.ada, entity=bank.north, content=(header + rows).encode())


def counts(plan: NamesPlan) -> tuple[int, int, int, int]:
    return len(plan.added), len(plan.changed), len(plan.removed), plan.unchanged


def live(bank: Bank) -> set[tuple[str, str]]:
    rows = ListedName.objects.filter(entity=bank.north, removed_at=None)
    return set(rows.values_list("kind", "name"))


def named(entity: Entity, text: str) -> list[str]:
    return [mention.name for mention in mentions_for(entity).of(text)]


def undo(bank: Bank, change: datetime | None = None) -> tuple[int, int]:
    last = last_change_of_names(bank.north)
    assert last is not None
    return actions.undo_names(actor=bank.ada, entity=bank.north, change=change or last.at)


# One by one


def test_a_name_is_listed_once_however_it_is_written(bank: Bank) -> None:
    listed(bank, " Livret   Bleu ", "LB+2", "", "LB+2")
    for again in ("livret bleu", "LIVRET-BLEU", "Livret Bleü"):
        with pytest.raises(Conflict, match="exists"):
            listed(bank, again)
    listed(bank, "Lyon Bellecour", kind=BRANCH)
    with pytest.raises(Conflict, match="exists"):
        listed(bank, "Agence de Lyon Bellecour", kind=BRANCH)
    assert live(bank) == {("product", "Livret Bleu"), ("branch", "Lyon Bellecour")}
    assert ListedName.objects.get(name="Livret Bleu").ways == ["LB+2"]


def test_a_name_may_be_a_product_and_a_branch_and_stand_in_two_entities(bank: Bank) -> None:
    listed(bank, "Horizon")
    listed(bank, "Horizon", kind=BRANCH)
    actions.list_name(actor=bank.ada, entity=bank.south, kind=PRODUCT, name="Horizon")
    assert ListedName.objects.count() == 3


def test_a_changed_name_is_found_as_it_is_written_now(bank: Bank) -> None:
    row = actions.change_listed_name(
        actor=bank.ada, listed=listed(bank), name="Livret Azur", ways=["LAz"]
    )
    assert (row.kind, row.name, row.ways) == ("product", "Livret Azur", ["LAz"])
    assert named(bank.north, "livret bleu, laz") == ["Livret Azur"]
    with pytest.raises(Conflict, match="exists"):
        actions.change_listed_name(
            actor=bank.ada, listed=listed(bank, "Carte Or"), name="livret azur", ways=[]
        )
    assert live(bank) == {("product", "Livret Azur"), ("product", "Carte Or")}


def test_what_was_removed_may_be_listed_again(bank: Bank) -> None:
    row = listed(bank)
    actions.remove_listed_name(actor=bank.ada, listed=row)
    with pytest.raises(Conflict, match="gone"):
        actions.remove_listed_name(actor=bank.ada, listed=row)
    with pytest.raises(Conflict, match="gone"):
        actions.change_listed_name(actor=bank.ada, listed=row, name="x2", ways=[])
    assert named(bank.north, "livret bleu") == []
    listed(bank)
    assert named(bank.north, "livret bleu") == ["Livret Bleu"]


def test_only_administrators_change_lists(bank: Bank) -> None:
    row = listed(bank)
    for person in (bank.anne, bank.karim, bank.claire):
        with pytest.raises(NotAllowed):
            actions.list_name(actor=person, entity=bank.north, kind=PRODUCT, name="Autre")
        with pytest.raises(NotAllowed):
            actions.change_listed_name(actor=person, listed=row, name="Autre", ways=[])
        with pytest.raises(NotAllowed):
            actions.remove_listed_name(actor=person, listed=row)
        with pytest.raises(NotAllowed):
            actions.import_names(actor=person, entity=bank.north, content=b"name\nAutre\n")
        with pytest.raises(NotAllowed):
            actions.undo_names(actor=person, entity=bank.north, change=row.changed_at)
    assert live(bank) == {("product", "Livret Bleu")}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name"),
        ("  ", "name"),
        ("L" * 121, "name"),
        ("Livret\u202eBleu", "name"),
        ("Livret\u200bBleu", "name"),
        pytest.param("\ufdfa" * 100, "name", id="a name that reads as 1,800 letters"),
        ("!!", "too_short"),
        ("A", "too_short"),
        ("🙂🙂", "too_short"),
        (f"Carte {CARD}", "confidential"),
        ("FR76 3000 6000 0112 3456 7890 189", "confidential"),
    ],
)
def test_what_is_no_name_is_refused_as_a_name_and_as_a_way(
    bank: Bank, name: str, code: str
) -> None:
    with pytest.raises(Invalid, match=f"governance.listed.{code}"):
        listed(bank, name)
    if name.strip():
        with pytest.raises(Invalid, match=f"governance.listed.{code}"):
            listed(bank, "Livret Bleu", name)
    assert not ListedName.objects.exists()


def test_a_name_has_at_most_twenty_ways(bank: Bank) -> None:
    with pytest.raises(Invalid, match="ways"):
        listed(bank, "Livret Bleu", *(f"way {n}" for n in range(21)))


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", ".*Z2", "a|b(c", "%s %(x)s", "C++ 2"]
)
def test_signs_in_a_name_are_only_signs(bank: Bank, name: str) -> None:
    listed(bank, name)
    assert named(bank.north, f"bonjour {name} merci") == [name]
    assert named(bank.north, "tout autre chose") == []


def test_the_ledger_says_what_was_done(bank: Bank) -> None:
    row = actions.change_listed_name(actor=bank.ada, listed=listed(bank), name="LB 2", ways=[])
    actions.remove_listed_name(actor=bank.ada, listed=row)
    imported(bank, "Carte Or,product,\n")
    undo(bank)
    acts = LedgerEntry.objects.filter(verb__startswith="governance.listed.").order_by("number")
    assert [(act.verb.rpartition(".")[2], act.data) for act in acts] == [
        ("added", {"list": "product", "listed": "Livret Bleu"}),
        ("changed", {"list": "product", "listed": "LB 2"}),
        ("removed", {"list": "product", "listed": "LB 2"}),
        ("imported", {"added": 1, "changed": 0, "removed": 0, "refused": 0}),
        ("undone", {"added": 0, "removed": 1}),
    ]


# Undoing


def test_the_last_change_is_undone_and_that_too(bank: Bank) -> None:
    row = listed(bank)
    actions.change_listed_name(actor=bank.ada, listed=row, name="Livret Azur", ways=[])
    assert undo(bank) == (1, 1)
    assert live(bank) == {("product", "Livret Bleu")}
    assert undo(bank) == (1, 1)
    assert live(bank) == {("product", "Livret Azur")}
    with pytest.raises(Conflict, match="changed_since"):
        undo(bank, row.changed_at)


def test_an_undone_change_is_read_at_once(bank: Bank) -> None:
    listed(bank)
    assert named(bank.north, "livret bleu") == ["Livret Bleu"]
    undo(bank)
    assert named(bank.north, "livret bleu") == []


# A file


def test_a_file_is_taken_in_and_followed(bank: Bank) -> None:
    listed(bank, "Livret Typé")
    rows = 'Livret Bleu,product,"LB, livret b."\nNantes Centre,agence,@ParvisNantes|BPN\n,,\n'
    assert counts(imported(bank, rows)) == (2, 0, 0, 0)
    assert counts(imported(bank, rows)) == (0, 0, 0, 2)
    assert named(bank.north, "agence de Nantes, LB, #LivretType") == [
        "Nantes Centre",
        "Livret Bleu",
        "Livret Typé",
    ]
    assert counts(imported(bank, "livret BLEU,Produit,\n")) == (0, 1, 1, 0)
    assert live(bank) == {("product", "Livret Typé"), ("product", "livret BLEU")}


@pytest.mark.parametrize(
    "header",
    ["Nom;Nature;Autres noms\n", "NOM\tSorte\tAutres graphies\n", "\ufeffName;TYPE;aliases\n"],
)
def test_columns_are_named_in_both_languages(bank: Bank, header: str) -> None:
    delimiter = "\t" if "\t" in header else ";"
    imported(bank, delimiter.join(["Lyon Vaise", "Agence", "@vaise"]), header)
    assert live(bank) == {("branch", "Lyon Vaise")}


def test_a_file_of_names_alone_is_one_of_products(bank: Bank) -> None:
    imported(bank, "Livret Bleu\nCarte Or\n", "Nom\n")
    assert live(bank) == {("product", "Livret Bleu"), ("product", "Carte Or")}


def test_rows_that_do_not_hold_are_told_and_what_they_name_stays(bank: Bank) -> None:
    imported(bank, "Livret Bleu,,\nCarte Or,,\n")
    plan = imported(bank, f'Carte Or,magazin,\n"x",,\nAutre,,{CARD}\nCarte Noire,,\n')
    assert [(row.line, row.code.rpartition(".")[2], row.name) for row in plan.refused] == [
        (2, "kind", "Carte Or"),
        (3, "too_short", "x"),
        (4, "confidential", "Autre"),
    ]
    assert live(bank) == {("product", "Carte Or"), ("product", "Carte Noire")}


def test_a_name_twice_in_a_file_has_the_ways_of_both(bank: Bank) -> None:
    plan = imported(bank, "Livret Bleu,,LB 1\nLIVRET BLEU,,LB 2\n")
    assert [(each.name, each.ways) for each in plan.added] == [("Livret Bleu", ("LB 1", "LB 2"))]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "listed.header"),
        (b"kind,aliases\nproduct,x\n", "listed.header"),
        (b"name,price\nLivret,3\n", "register.column"),
        (b"name,nom\nLivret,3\n", "register.twice"),
        (b"name\n", "register.empty"),
        (b"name\n!\n", "register.empty"),
        (b"name\n" + b"x" * SIZE_LIMIT, "register.too_large"),
        (b"name\n" + b"ab\n" * (ROWS_LIMIT + 1), "register.too_many"),
    ],
)
def test_a_file_that_is_none_changes_nothing(bank: Bank, content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        actions.import_names(actor=bank.ada, entity=bank.north, content=content)
    assert not ListedName.objects.exists()


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        names = read_names(b"name,kind\n" + content)
    except Invalid:
        return
    assert all(refusal_of(each) == "" for each in names.named.values())


def test_headings_of_two_columns_are_never_the_same() -> None:
    said = [
        (column, w) for column, tongues in HEADINGS.items() for ws in tongues.values() for w in ws
    ]
    assert len({word.casefold() for _, word in said}) == len({(c, w.casefold()) for c, w in said})


def test_ten_thousand_rows_are_taken_in_and_read_with_few_queries(bank: Bank) -> None:
    rows = "".join(f"Produit {n} Plus,,P{n}+\n" for n in range(10_000))
    with CaptureQueriesContext(connection) as asked:
        plan = imported(bank, rows)
    assert (len(plan.added), len(asked) < 120) == (10_000, True)
    assert named(bank.north, "le produit 9876 plus et p12+") == [
        "Produit 12 Plus",
        "Produit 9876 Plus",
    ]
    page = names_of(bank.north, search="produit 9876", kind="", page="")
    assert [line.name for line in page.object_list] == ["Produit 9876 Plus"]


def test_a_plan_that_was_read_is_the_one_that_is_done(bank: Bank) -> None:
    plan = imported(bank, "Livret Bleu,,\n")
    with pytest.raises(Conflict, match="changed_since_looked"):
        actions.import_names(
            actor=bank.ada, entity=bank.north, content=b"name\nAutre\n", planned=plan.digest
        )


# What posts are read with


def test_entities_below_follow_the_lists_above_and_not_the_other_way(bank: Bank) -> None:
    actions.list_name(actor=SYSTEM, entity=bank.group, kind=PRODUCT, name="Livret du Groupe")
    listed(bank, "Livret du Nord")
    text = "livret du groupe, livret du nord"
    assert named(bank.group, text) == named(bank.south, text) == ["Livret du Groupe"]
    assert named(bank.north, text) == ["Livret du Nord", "Livret du Groupe"]


def test_branches_of_the_register_need_not_be_typed_again(bank: Bank) -> None:
    register = b"Agence;Telephone\nLyon Bellecour;+33 4 72 00 00 01\n!!;+33 4 72 00 00 02\n"
    actions.import_contacts(actor=bank.ada, entity=bank.north, content=register)
    actions.publish_contact(
        actor=bank.ada, entity=bank.north, kind=Kind.PHONE, value="+33 4 72 00 00 03",
        label="Standard",
    )  # fmt: skip
    assert mentions_for(bank.north).of("l'agence de Lyon") == (Mention(BRANCH, "Lyon Bellecour"),)
    page = names_of(bank.north, search="", kind="", page="")
    assert [(line.name, line.pk) for line in page.object_list] == [("Lyon Bellecour", None)]
    actions.publish_contact(
        actor=bank.ada, entity=bank.group, kind=Kind.PHONE, value="+33 4 72 00 00 04",
        label="Agence Dijon",
    )  # fmt: skip
    assert named(bank.north, "agence de dijon, agence standard") == ["Agence Dijon"]
    # Another way to write it is typed under the same name, and it stays one branch.
    listed(bank, "Agence Lyon Bellecour", "@ParvisBellecour", kind=BRANCH)
    assert named(bank.north, "@parvisbellecour, agence lyon bellecour") == ["Agence Lyon Bellecour"]
    page = names_of(bank.north, search="", kind="", page="")
    assert [line.name for line in page.object_list] == ["Agence Lyon Bellecour"]


def test_a_branch_that_leaves_the_register_is_no_longer_named(bank: Bank) -> None:
    register = b"Agence;Telephone\nLyon;+33 4 72 00 00 01\n"
    actions.import_contacts(actor=bank.ada, entity=bank.north, content=register)
    assert named(bank.north, "agence de lyon") == ["Lyon"]
    other = b"Agence;Telephone\nDijon;+33 3 80 00 00 01\n"
    actions.import_contacts(actor=bank.ada, entity=bank.north, content=other)
    assert named(bank.north, "agence de lyon, agence de dijon") == ["Dijon"]


def test_the_name_of_the_bank_may_stand_between(bank: Bank) -> None:
    listed(bank, "Nantes Centre", kind=BRANCH)
    assert named(bank.north, "agence Banque Exemple de Nantes") == ["Nantes Centre"]
    assert named(bank.north, "agence immobilière de Nantes") == []


def test_lists_that_did_not_change_cost_one_query_and_are_kept(bank: Bank) -> None:
    listed(bank)
    first = mentions_for(bank.north)
    with CaptureQueriesContext(connection) as asked:
        assert mentions_for(bank.north.pk) is first
    assert len(asked) == 1
    assert not mentions_for(bank.south)
    assert not mentions_for(987_654)


def test_a_page_finds_names_whatever_the_accents(bank: Bank) -> None:
    listed(bank, "Épargne Océan", "compte bleu")
    listed(bank, "Paris Opéra", kind=BRANCH)

    def found(search: str, kind: str = "") -> list[str]:
        page = names_of(bank.north, search=search, kind=kind, page="")
        return [line.name for line in page.object_list]

    assert found("") == ["Épargne Océan", "Paris Opéra"]
    assert found("ocean") == found("BLEU") == found("", "product") == ["Épargne Océan"]
    assert found("opera", "product") == []
