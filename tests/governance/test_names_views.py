"""The page of products and branches: who sees it, what it says, a file that is looked at first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.engine.mentions import Sort
from parvis.governance import actions
from parvis.governance.models import HandedInRegister, LedgerEntry, ListedName, User
from parvis.governance.names_file import HEADINGS
from tests.conftest import Bank
from tests.query_counts import as_many_queries_as_kept

Enter = Callable[[User], Client]
HOSTILE = "<script>alert(1)</script>"


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def here(bank: Bank) -> str:
    return f"/entities/{bank.north.pk}/names/"


def hand_in(client: Client, bank: Bank, rows: str) -> object:
    file = SimpleUploadedFile("names.csv", rows.encode())
    return client.post(f"{here(bank)}import/", {"file": file}, follow=True)


def take_in(client: Client, bank: Bank, page: object) -> object:
    register, plan = page.context["register"], page.context["plan"]  # type: ignore[attr-defined]
    given = {"file": register.digest, "planned": plan.digest}
    return client.post(f"{here(bank)}import/look/", given, follow=True)


def test_names_are_added_found_changed_removed_and_brought_back(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    assert "No product and no branch yet" in text(client.get(here(bank)))
    given = {"kind": "product", "name": "Livret Bleu", "ways": "LB 2\n#LivretBleu, LB 2"}
    assert client.post(f"{here(bank)}new/", given).status_code == 302
    assert "on the list already" in text(client.post(f"{here(bank)}new/", given))
    assert "Livret Bleu" in text(client.get(here(bank), {"q": "lb 2", "kind": "product"}))
    assert "No name fits" in text(client.get(here(bank), {"kind": "branch"}))
    row = ListedName.objects.get()
    assert row.ways == ["LB 2", "#LivretBleu"]

    change = f"/names/{row.pk}/"
    assert "#LivretBleu" in text(client.get(change))
    assert "gone" not in text(client.post(change, {"name": "Livret Azur", "ways": ""}, follow=True))
    assert "removed already" in text(client.post(change, {"name": "Livret Azur", "ways": ""}))
    new = ListedName.objects.get(removed_at=None)
    page = client.post(f"/names/{new.pk}/remove/", follow=True)
    assert "still say so" in text(page)
    assert "removed already" in text(client.post(f"/names/{new.pk}/remove/", follow=True))
    page = client.post(
        f"{here(bank)}undo/",
        {"change": page.context["last"].key},  # type: ignore[attr-defined]
        follow=True,
    )
    assert "Livret Azur" in text(page)
    assert "changed since" in text(client.post(f"{here(bank)}undo/", {"change": "x"}, follow=True))


def test_whoever_may_read_reads_and_only_administrators_change(bank: Bank, log_in: Enter) -> None:
    row = actions.list_name(actor=bank.ada, entity=bank.north, kind=Sort.PRODUCT, name="Livret")
    for who in (bank.karim, bank.claire):
        client = log_in(who)
        page = text(client.get(here(bank)))
        assert "Livret" in page
        assert "Remove" not in page
        for path in (f"{here(bank)}new/", f"{here(bank)}import/", f"{here(bank)}import/look/"):
            assert client.get(path).status_code == 403
        assert client.get(f"/names/{row.pk}/").status_code == 403
        client.post(f"/names/{row.pk}/remove/")
        assert client.post(f"{here(bank)}undo/", {"change": "x"}).status_code == 403
        assert client.post(f"{here(bank)}import/leave/").status_code == 403
    assert ListedName.objects.filter(removed_at=None).count() == 1
    for path in (here(bank), f"/names/{row.pk}/"):
        assert log_in(bank.sam).get(path).status_code == 404


def test_what_does_not_hold_is_refused_in_place(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    for name, said in (
        ("!!", "two letters or digits"),
        ("Livret\u202eBleu", "characters that can be seen"),
        ("Carte 4970101234567893", "confidential data"),
    ):
        page = client.post(f"{here(bank)}new/", {"kind": "product", "name": name, "ways": ""})
        assert said in text(page)
    assert client.post(f"{here(bank)}new/", {"kind": "person", "name": "x y"}).status_code == 200
    assert not ListedName.objects.exists()


def test_hostile_names_are_shown_as_text(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    given = {"kind": "branch", "name": HOSTILE, "ways": f"@{HOSTILE}"}
    client.post(f"{here(bank)}new/", given)
    pages = [client.get(here(bank)), hand_in(client, bank, f'name\n"{HOSTILE} 2"\n"{HOSTILE}"\n')]
    for page in pages:
        assert HOSTILE not in text(page)
        assert "&lt;script&gt;" in text(page)


def test_a_file_is_looked_at_before_it_is_taken_in(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    page = hand_in(
        client, bank, "Nom;Nature;Autres noms\nLivret Bleu;produit;LB 2\nX;;\n;magazin;\n"
    )
    assert "Nothing is changed yet" in text(page)
    assert "LB 2" in text(page)
    assert "two letters or digits" in text(page)
    assert "has to be “product” or “branch”" in text(page)
    assert not ListedName.objects.exists()
    assert "taken in" in text(take_in(client, bank, page))
    assert [row.name for row in ListedName.objects.all()] == ["Livret Bleu"]
    assert not HandedInRegister.objects.exists()

    page = hand_in(client, bank, "Nom\nCarte Or\n")
    assert "Would be removed" in text(page)
    digest = page.context["register"].digest  # type: ignore[attr-defined]
    left = client.post(f"{here(bank)}import/leave/", {"file": digest}, follow=True)
    assert "Nothing was changed" in text(left)
    assert "no file of yours" in text(client.get(f"{here(bank)}import/look/", follow=True))
    verbs = LedgerEntry.objects.filter(verb__startswith="governance.names_file.")
    assert [entry.verb.rpartition(".")[2] for entry in verbs.order_by("number")] == [
        "handed_in",
        "handed_in",
        "left",
    ]


def test_a_branch_register_and_a_file_of_names_wait_side_by_side(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    hand_in(client, bank, "Nom\nLivret Bleu\n")
    register = SimpleUploadedFile("b.csv", b"Agence;Telephone\nLyon;+33 4 72 00 00 01\n")
    contacts = f"/guard/{bank.north.pk}/contacts/"
    page = client.post(f"{contacts}import/", {"file": register}, follow=True)
    given = {
        "file": page.context["register"].digest,
        "planned": page.context["plan"].digest,
    }
    client.post(f"{contacts}import/look/", given)
    assert not ListedName.objects.exists()
    take_in(client, bank, client.get(f"{here(bank)}import/look/"))
    shown = text(client.get(here(bank)))
    assert "Livret Bleu" in shown
    assert "Lyon" in shown
    assert "published contact" in shown
    # Its other ways are typed beside it, its name is filled in.
    assert 'value="Lyon"' in text(client.get(f"{here(bank)}new/?kind=branch&name=Lyon"))


def test_a_file_that_changed_since_is_looked_at_again(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    first = hand_in(client, bank, "Nom\nLivret Bleu\n")
    hand_in(client, bank, "Nom\nCarte Or\n")
    assert "another file since" in text(take_in(client, bank, first))
    second = client.get(f"{here(bank)}import/look/")
    actions.list_name(actor=bank.ada, entity=bank.north, kind=Sort.PRODUCT, name="Carte Or")
    assert "changed since you looked" in text(take_in(client, bank, second))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("kind\nproduct\n", "one of them is the name"),
        ("name,price\nx,3\n", "column that is not known"),
        ("name\n!\n", "two letters or digits"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_to_do(
    bank: Bank, log_in: Enter, rows: str, said: str
) -> None:
    assert said in text(hand_in(log_in(bank.ada), bank, rows))


def test_what_columns_may_be_called_is_shown(bank: Bank, log_in: Enter) -> None:
    page = text(log_in(bank.ada).get(f"{here(bank)}import/"))
    for languages in HEADINGS.values():
        assert all(heading in page for words in languages.values() for heading in words)


def test_lists_are_paged_lead_to_those_above_and_ask_few_queries(bank: Bank, log_in: Enter) -> None:
    rows = "".join(f"Produit {n:03},,P{n:03}+\n" for n in range(250))
    actions.import_names(
        actor=bank.ada, entity=bank.north, content=f"name,kind,aliases\n{rows}".encode()
    )
    client = log_in(bank.ada)
    with as_many_queries_as_kept("governance names"):
        page = client.get(here(bank), {"q": "produit", "page": "2"})
    assert "Produit 150" in text(page)
    assert "Produit 001" not in text(page)
    assert "q=produit&amp;page=3" in text(page)
    assert f"/entities/{bank.group.pk}/names/" in text(page)
    assert here(bank) in text(client.get("/entities/"))
    # Who may not read the entity above sees its name, and no way that ends nowhere.
    page = text(log_in(bank.karim).get(here(bank)))
    assert bank.group.name in page
    assert f"/entities/{bank.group.pk}/names/" not in page


@pytest.mark.parametrize("name", ["Carte", "Prêt", "compte", "Loan"])
def test_a_name_of_one_everyday_word_is_warned_of(bank: Bank, log_in: Enter, name: str) -> None:
    client = log_in(bank.ada)
    page = hand_in(client, bank, f"Nom;Autres noms\nLivret Bleu;\n{name};{name} Or\n")
    assert f"mean something else: {name}." in text(page)
    given = {"kind": "product", "name": name, "ways": ""}
    assert f"mean something else: {name}." in text(
        client.post(f"{here(bank)}new/", given, follow=True)
    )
    assert ListedName.objects.get().name == name


def test_a_name_of_its_own_or_of_a_branch_is_not_warned_of(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    page = hand_in(client, bank, "Nom;Nature\nCarte Or;produit\nBourse;agence\n")
    assert "mean something else" not in text(page)


def test_a_row_without_a_name_is_told_so(bank: Bank, log_in: Enter) -> None:
    page = hand_in(log_in(bank.ada), bank, "Nom;Autres noms\nLivret Bleu;\n;LB 2\n")
    assert "The name is missing." in text(page)
