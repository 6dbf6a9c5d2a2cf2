"""Posts are stored with the products and branches that they name."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.engine.mentions import Sort
from parvis.engine.post import Post as Given
from parvis.governance.actions import change_listed_name, import_contacts, list_name
from parvis.governance.ledger import SYSTEM
from parvis.intake.actions import store_batch
from parvis.intake.models import Post
from parvis.networks.network import Batch
from tests.conftest import Bank

TEXT = "Le Livret Bleu à l'agence de Nantes, IBAN FR76 3000 6000 0112 3456 7890 189"


def store(bank: Bank, *posts: Given) -> None:
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=posts))


def test_a_post_says_what_it_names_in_the_words_of_the_lists(bank: Bank) -> None:
    livret = list_name(
        actor=bank.ada, entity=bank.group, kind=Sort.PRODUCT, name="Livret Bleu", ways=["LB+2"]
    )
    register = b"Agence;Telephone\nNantes Centre;+33 2 40 00 00 01\n"
    import_contacts(actor=bank.ada, entity=bank.north, content=register)
    store(bank, Given(id="1", text=TEXT), Given(id="2", text="Nantes, livret vert"))
    named, bare = Post.objects.order_by("pk")
    # The nearest entity's list first.
    assert named.mentions == [["branch", "Nantes Centre"], ["product", "Livret Bleu"]]
    assert "0189" in named.text
    assert "7890" not in named.text
    assert bare.mentions == []

    # An edit is read by the lists of its day; what came in before stays as it was said.
    change_listed_name(actor=bank.ada, listed=livret, name="Livret Azur", ways=["livret bleu"])
    store(bank, Given(id="2", text="livret bleu"))
    named.refresh_from_db()
    bare.refresh_from_db()
    assert named.mentions[1] == ["product", "Livret Bleu"]
    assert bare.mentions == [["product", "Livret Azur"]]


def test_lists_are_asked_for_once_a_batch(bank: Bank) -> None:
    list_name(actor=bank.ada, entity=bank.north, kind=Sort.PRODUCT, name="Livret Bleu")

    def asked(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            store(bank, *(Given(id=f"{count}-{n}", text="livret bleu") for n in range(count)))
        return len(queries)

    asked(1)
    assert asked(2) == asked(40)
