"""Auditors read every act of the ledger in words, beside its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

import parvis.governance
from parvis.governance.verbs import verb_words
from parvis.outbox.models import State
from tests.conftest import Bank

ROOMS = Path(parvis.governance.__file__).parent.parent
VERB = re.compile(r"(governance|intake|outbox|desk)(\.[a-z_]+){2}")
BEGINS = {
    "governance/actions/access.py": "governance.person.",
    "governance/actions/accounts.py": "governance.account.",
    "governance/actions/charters.py": "governance.charter.",
    "governance/actions/contacts.py": "governance.contact.",
    "governance/actions/guard_policies.py": "governance.guard_policy.",
    "governance/actions/sealed.py": "governance.sealed.",
    "outbox/actions.py": "outbox.delivery.",
}
"""Files whose acts give the last word of their verb only."""

SPELLED = {
    *(f"outbox.delivery.{state.value}" for state in State),
    *(f"intake.dead_letter.{outcome}" for outcome in ("replayed", "discarded")),
    *(f"intake.posts.{change}" for change in ("received", "masked", "edited", "deleted")),
    *(f"governance.person.{change}" for change in ("deactivated", "reactivated")),
}
"""Verbs that are put together while the program runs."""


def verbs_of(path: Path) -> set[str]:
    begins = BEGINS.get(path.relative_to(ROOMS).as_posix(), "")
    found = set()
    for call in (node for node in ast.walk(ast.parse(path.read_text())) if type(node) is ast.Call):
        given = [keyword.value for keyword in call.keywords if keyword.arg == "verb"]
        if getattr(call.func, "id", "") == "_record":
            given += call.args
        words = [
            item.value
            for item in given
            if isinstance(item, ast.Constant) and isinstance(item.value, str)
        ]
        found |= {word if "." in word else begins + word for word in words}
    return {verb for verb in found if VERB.fullmatch(verb)}


VERBS = SPELLED.union(*(verbs_of(path) for path in ROOMS.rglob("*.py")))


def test_verbs_are_found_where_they_are_written() -> None:
    assert {
        "desk.reply.queued",
        "governance.account.mode_signed",
        "governance.ledger.exported",
        "governance.person.logged_in",
        "intake.source.paused",
        "outbox.delivery.cancelled",
    } <= VERBS


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_its_words(verb: str) -> None:
    assert verb_words(verb)


def test_a_verb_that_nobody_registered_has_none() -> None:
    assert verb_words("desk.nothing.done") == ""


@pytest.mark.django_db
def test_the_ledger_shows_words_and_code(log_in: Callable[..., Client], bank: Bank) -> None:
    page = log_in(bank.claire).get("/ledger/").content.decode()
    assert "Entity added" in page
    assert "governance.entity.created" in page
