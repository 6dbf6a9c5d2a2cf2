"""Auditors read what each entry of the ledger says in words, in their language."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

import parvis.governance
from parvis.governance import actions, ledger
from parvis.governance.ledger_words import _facts, in_words, knows_fact, told_of
from parvis.governance.models import LedgerEntry, Mode, User
from parvis.governance.queries.ledger_names import names_in
from tests.conftest import Bank

ROOMS = Path(parvis.governance.__file__).parent.parent
RECORDS = {"record", "_record", "let_go", "_settled"}
NO_FACTS = {"actor", "verb", "object", "entity", "entity_id", "fields", "data", "acts"}
PUT_TOGETHER = {"count", "first", "last", "digest", "kinds", "posts", "opened", "changed", "whole"}
"""Facts that are put together while the program runs."""


def facts_written() -> Iterator[str]:
    """Read out of the code how the facts are named that acts leave in the ledger."""
    for room in ("governance", "intake", "outbox", "desk"):
        for path in (ROOMS / room).rglob("*.py"):
            calls = (
                node for node in ast.walk(ast.parse(path.read_text())) if type(node) is ast.Call
            )
            for call in calls:
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                if name in RECORDS:
                    yield from (keyword.arg for keyword in call.keywords if keyword.arg)


FACTS = PUT_TOGETHER | set(facts_written()) - NO_FACTS


def test_facts_are_found_where_they_are_written() -> None:
    assert {"reason", "owner_before", "visibility", "objections", "were_gone"} <= FACTS


BEFORE_AND_AFTER = {"before", "after"}


@pytest.mark.parametrize("name", sorted(FACTS - BEFORE_AND_AFTER))
def test_every_fact_has_its_words(name: str) -> None:
    known = knows_fact(name) or any(key.endswith(f" {name}") for key in _facts)
    assert known, f"say what {name!r} is called in ledger_facts.py"


@pytest.mark.parametrize("name", sorted(BEFORE_AND_AFTER))
def test_what_was_before_and_after_is_said_for_each_act(name: str) -> None:
    assert knows_fact(name, "governance.account.mode_signed")
    assert knows_fact(name, "desk.conversation.assigned")


def entry(verb: str, thing: str = "desk.conversation:7", **data: Any) -> LedgerEntry:
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    return LedgerEntry(number=1, at=now, actor="karim", verb=verb, object=thing, data=data)


def said(one: LedgerEntry, language: str = "en") -> dict[str, str]:
    with translation.override(language):
        return dict(in_words([one], names_in([one]))[0].facts)


@pytest.mark.django_db
def test_kinds_are_called_as_elsewhere_with_how_many_of_each() -> None:
    masked = entry("intake.posts.masked", kinds={"IBAN": 2, "PHONE": 1})
    assert said(masked) == {"Kinds, and how many of each": "IBAN (2), Phone number (1)"}
    assert list(said(masked, "fr").values()) == ["IBAN (2), Numéro de téléphone (1)"]
    assert said(entry("governance.contact.published", kind="PHONE")) == {"Kind": "Phone number"}


@pytest.mark.django_db
def test_modes_states_and_codes_are_said_in_both_languages() -> None:
    signed = entry("governance.account.mode_signed", before="listen_only", after="answer")
    assert list(said(signed).values()) == ["listen only", "answer"]
    assert list(said(signed, "fr").values()) == ["écoute seule", "réponse"]
    refused = entry(
        "desk.reply.refused",
        code="desk.reply.refused",
        objections=["contains_secret:PHONE", "asks_forbidden:password"],
        visibility="private",
    )
    assert "Phone number, asks for a password" in said(refused).values()
    for language in ("en", "fr"):
        assert not re.search(r"desk\.|_forbidden|contains_", str(said(refused, language)))
        assert "_" not in str(said(entry("desk.conversation.resolved", outcome="not_answered")))


@pytest.mark.django_db
def test_people_are_called_by_name_and_nobody_nobody(bank: Bank) -> None:
    assigned = entry("desk.conversation.assigned", before=None, after=bank.karim.pk)
    assert said(assigned) == {
        "Assigned until then to": "nobody",
        "Assigned to": bank.karim.shown_name,
    }
    gone = entry("desk.conversation.assigned", before=None, after=987_654)
    assert said(gone)["Assigned to"] == "987654"


@pytest.mark.django_db
def test_of_a_long_list_the_beginning_is_said_and_how_much_more_there_is() -> None:
    posts = said(entry("intake.posts.edited", count=12, posts=list(range(1, 13))))["Posts"]
    assert posts == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more"


def test_what_nobody_gave_words_is_shown_as_it_is() -> None:
    one = entry("test.thing.done", "test.thing:3", odd_name="odd_value")
    with translation.override("en"):
        line = in_words([one], names_in([one]))[0]
    assert (line.act, line.thing) == ("test.thing.done", "test.thing:3")
    assert line.facts == [("odd_name", "odd_value")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(key=st.sampled_from(sorted(_facts)), value=JSON, data=JSON)
def test_an_entry_that_was_tampered_with_is_still_shown(key: str, value: Any, data: Any) -> None:
    verb, _space, name = key.rpartition(" ")
    odd = entry(verb or "governance.account.changed", **{name: value})
    odder = entry("intake.posts.masked")
    odder.data = data
    told_of([odd, odder])
    lines = in_words([odd, odder], names_in([]))
    assert all(isinstance(text, str) for line in lines for _label, text in line.facts)
    assert json.loads(lines[0].recorded)["data"] == odd.data


Enter = Callable[[User], Client]


def recorded(page: str) -> list[dict[str, Any]]:
    found = re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    return [json.loads(unescape(each)) for each in found]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_words_and_keeps_what_is_recorded(
    bank: Bank, log_in: Enter, language: str
) -> None:
    hostile = "<b>because</b>"
    actions.set_account_mode(
        actor=bank.karim, account=bank.account, mode=Mode.ANSWER, reason=hostile
    )
    here = log_in(bank.claire).get(
        "/ledger/?verb=governance.account.", headers={"accept-language": language}
    )
    page = here.content.decode()
    shown = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    table = shown[shown.index("<tbody>") :]
    assert "&lt;b&gt;because" in table
    assert hostile not in page
    assert {"en": "Mode signed", "fr": "Mode signé"}[language] in table
    assert not re.search(r">[^<]*(governance\.|listen_only|mode_signed|after)[^<]*<", table)
    signed = recorded(page)[0]
    kept = LedgerEntry.objects.get(number=signed["number"])
    assert signed["digest"] == kept.digest == ledger.digest_of(kept)
    assert signed["data"]["after"] == "answer"
