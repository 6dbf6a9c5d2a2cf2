"""The panel of a conversation says which products and branches its posts name."""

from __future__ import annotations

import re

from django.urls import reverse
from tests.query_counts import as_many_queries_as_kept

from parvis.engine.mentions import Sort
from parvis.governance.actions import list_name
from parvis.intake.models import Post

HOSTILE = "<b>Livret</b> Bleu"


def listed(bank, kind: Sort, name: str) -> None:
    list_name(actor=bank.ada, entity=bank.group, kind=kind, name=name)


def panel(client, seen) -> str:
    page = client.get(reverse("conversation", args=[seen.pk])).content.decode()
    return page.partition('id="facts-title"')[2].partition("</section>")[0]


def names_of(shown: str) -> list[str]:
    return re.findall(r"<bdi[^>]*>(.*?)</bdi>", shown)


def test_the_panel_names_products_and_branches_once_and_as_text(desk, bank, client):
    listed(bank, Sort.PRODUCT, HOSTILE)
    listed(bank, Sort.PRODUCT, "Carte Or")
    listed(bank, Sort.BRANCH, "Nantes Centre")
    desk.receive("Carte or refusée à l'agence de Nantes", id="a")
    seen = desk.receive(f"Et la carte or ? Et {HOSTILE} ?", id="b", in_reply_to="a")
    client.force_login(bank.anne)
    shown = panel(client, seen)
    assert "Products" in shown
    assert "Branches" in shown
    assert names_of(shown)[:3] == [
        "Carte Or",
        "&lt;b&gt;Livret&lt;/b&gt; Bleu",
        "Nantes Centre",
    ]


def test_where_nothing_is_named_nothing_is_said(desk, bank, client):
    listed(bank, Sort.PRODUCT, "Carte Or")
    seen = desk.receive("Bonjour, mon virement ?")
    client.force_login(bank.anne)
    shown = panel(client, seen)
    assert "Network" in shown
    assert "Products" not in shown
    assert "Branches" not in shown


def test_what_a_deleted_post_named_is_not_said(desk, bank, client):
    listed(bank, Sort.PRODUCT, "Carte Or")
    desk.receive("Carte or ?", id="a")
    seen = desk.receive("Bonjour ?", id="b", in_reply_to="a")
    desk.store(gone=("a",))
    assert Post.objects.get(network_id="a").mentions == [["product", "Carte Or"]]
    client.force_login(bank.anne)
    assert "Products" not in panel(client, seen)


def test_the_panel_asks_nothing_more_of_the_database(desk, bank, client):
    seen = desk.receive("Carte or refusée")
    client.force_login(bank.anne)
    client.get(reverse("conversation", args=[seen.pk]))
    with as_many_queries_as_kept("desk conversation, without names"):
        client.get(reverse("conversation", args=[seen.pk]))
    listed(bank, Sort.PRODUCT, "Carte Or")
    seen = desk.receive("Carte or bloquée", author="@other")
    with as_many_queries_as_kept("desk conversation, without names"):
        client.get(reverse("conversation", args=[seen.pk]))
