"""The bar leads to few places; what belongs to one of them is reached from there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parvis.design.navigation import Entry, links_beside, links_for, register_entry
from parvis.design.navigation import _entries as registered


@pytest.fixture
def notes(monkeypatch):
    monkeypatch.setattr("parvis.design.navigation._entries", dict(registered))
    entry = Entry(
        key="try",
        label="Try",
        url="try_text",
        icon="check",
        order=1,
        visible=lambda user: user.username == "karim",
        beside="guards",
    )
    register_entry(entry)
    return entry


def current(user, path):
    return [link.address for link in links_for(user, path) if link.current]


def test_a_place_beside_another_stands_on_its_pages_and_not_in_the_bar(bank, notes):
    address = reverse(notes.url)
    assert address not in {link.address for link in links_for(bank.karim, "/")}
    assert [link.address for link in links_beside(bank.karim, "guards")] == [address]
    assert links_beside(bank.anne, "guards") == []
    assert links_beside(bank.karim, "inbox") == []


def test_in_a_place_beside_another_that_other_one_is_current(bank, notes):
    assert current(bank.karim, reverse(notes.url)) == [reverse("guards")]
    assert current(bank.karim, reverse("guards")) == [reverse("guards")]
    assert current(bank.karim, "/") == ["/"]
