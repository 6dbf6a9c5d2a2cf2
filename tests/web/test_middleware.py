"""No page is kept by a browser or a proxy."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.conftest import Bank

PAGES = ["/accounts/", "/people/", "/entities/", "/ledger/", "/deliveries/", "/password/", "/"]


@pytest.mark.parametrize("address", [*PAGES, "/nowhere/", "/dead-letters/"])
def test_a_page_is_kept_in_no_cache(address: str, bank: Bank, client: Client) -> None:
    client.force_login(bank.claire)
    assert "no-store" in client.get(address)["Cache-Control"]


def test_what_is_taken_out_of_the_ledger_is_kept_in_no_cache(bank: Bank, client: Client) -> None:
    client.force_login(bank.claire)
    assert "no-store" in client.post("/ledger/export/")["Cache-Control"]
