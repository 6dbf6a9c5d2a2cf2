"""No page is kept by a browser or a proxy, and moments are those of the reader's clock."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.conftest import PASSWORD, Bank

from parvis.governance.models import LedgerEntry

PAGES = ["/accounts/", "/people/", "/entities/", "/ledger/", "/deliveries/", "/password/", "/"]


@pytest.mark.parametrize("address", [*PAGES, "/nowhere/", "/dead-letters/"])
def test_a_page_is_kept_in_no_cache(address: str, bank: Bank, client: Client) -> None:
    client.force_login(bank.claire)
    assert "no-store" in client.get(address)["Cache-Control"]


def test_what_is_taken_out_of_the_ledger_is_kept_in_no_cache(bank: Bank, client: Client) -> None:
    client.force_login(bank.claire)
    assert "no-store" in client.post("/ledger/export/")["Cache-Control"]


def test_moments_are_shown_in_the_zone_of_the_persons_entity(bank: Bank, client: Client) -> None:
    bank.group.time_zone = "Pacific/Tahiti"
    bank.group.save()
    client.post("/login/", {"username": "claire", "password": PASSWORD})
    logged = LedgerEntry.objects.filter(verb="governance.person.logged_in").latest("number")
    there = logged.at.astimezone(ZoneInfo("Pacific/Tahiti"))
    page = client.get("/ledger/").content.decode()
    assert f"{there:%Y-%m-%d %H:%M:%S}</time>" in page
    assert f"{logged.at:%Y-%m-%d %H:%M:%S}</time>" not in page


def test_a_part_of_a_page_never_becomes_the_log_in_page(db: None, client: Client) -> None:
    for asked in (client.get, client.post):
        answer = asked("/conversations/1/reply/", headers={"HX-Request": "true"})
        assert answer.status_code == 401
        assert "Your session has ended" in answer.content.decode()
        assert 'name="password"' not in answer.content.decode()
    going = {"HX-Request": "true", "HX-Target": "conversation"}
    answer = client.get("/conversations/1/?view=mine", headers=going)
    assert answer.headers["HX-Redirect"] == "/login/?next=%2Fconversations%2F1%2F%3Fview%3Dmine"
    assert client.post("/conversations/1/reply/").status_code == 302
