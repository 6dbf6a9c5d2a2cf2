"""A policy as a table to fill in says what its text says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.guard import Direction, Kind, Treatment
from parvis.engine.guard.finding import NEVER_STORED
from parvis.engine.guard.policy import NEVER_SEALED
from parvis.engine.guard.policy_changes import changes_between
from parvis.engine.guard.policy_file import policy_from_toml, template
from parvis.governance import actions
from parvis.governance.forms.policy_table import PolicyTableForm, filled_from
from parvis.governance.models import GuardPolicy, User
from tests.conftest import Bank

Enter = Callable[[User], Client]

FULL = """version = 1
# Agreed with the branches.
[kinds.PHONE]
received_public = "keep"
received_private = "mask"
last = 3
[kinds.IBAN]
received_public = "seal"
first = 2
days = 30
[kinds.CARD]
sent = "destroy"
[customer_ids]
forms = ["AA999999", "9999-9999"]
[allowed]
phones = ["+33 3 20 12 34 56", "+32 2 123 45 67"]
emails = ["@banque.example"]
[answers.delete_post]
fr = "Merci de supprimer votre message : il montre \\"tout\\"."
"""


def written(given: dict[str, Any]) -> str:
    form = PolicyTableForm(given)
    assert form.is_valid(), form.errors
    return form.policy_text()


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def path(bank: Bank, place: str = "draft/table/") -> str:
    return f"/guard/{bank.north.pk}/{place}"


@pytest.mark.parametrize("policy", [FULL, "version = 1\n", template()])
def test_a_policy_comes_back_as_it_was(policy: str) -> None:
    result = written(filled_from(policy))
    assert not changes_between(policy_from_toml(policy), policy_from_toml(result))
    assert written(filled_from(result)) == result


def test_published_values_are_written_as_people_wrote_them() -> None:
    assert '"+33 3 20 12 34 56"' in written(filled_from(FULL))


@st.composite
def filled(draw: st.DrawFn) -> dict[str, Any]:
    given = filled_from("version = 1\n")
    for kind in set(Kind) - NEVER_STORED:
        sealed = kind not in NEVER_SEALED
        choices = list(Treatment) if sealed else [Treatment.MASK, Treatment.DESTROY]
        given |= {f"{kind}-{way}": str(draw(st.sampled_from(choices))) for way in Direction}
        given |= {
            f"{kind}-first": str(draw(st.integers(0, 6))),
            f"{kind}-last": str(draw(st.integers(0, 4))),
            f"{kind}-days": str(draw(st.integers(1, 3650))),
        }
    return given


@settings(max_examples=25, deadline=None)
@given(filled())
def test_whatever_is_chosen_the_text_says_the_same(given: dict[str, Any]) -> None:
    policy = policy_from_toml(written(given))
    for kind in set(Kind) - NEVER_STORED:
        for way in Direction:
            rule = policy.rule(kind, way)
            assert rule.treatment == given[f"{kind}-{way}"]
            if rule.treatment in {Treatment.MASK, Treatment.SEAL}:
                shown = (given[f"{kind}-first"], given[f"{kind}-last"])
                assert (str(rule.first), str(rule.last)) == shown
            if rule.treatment is Treatment.SEAL:
                assert str(rule.days) == given[f"{kind}-days"]


def test_the_table_writes_the_draft_that_the_text_shows(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    given = filled_from("version = 1\n") | {"PHONE-sent": "destroy", "note": "Pilot"}
    assert "The draft is saved" in text(client.post(path(bank), given, follow=True))
    draft = GuardPolicy.objects.get()
    assert (draft.text, draft.note) == (
        'version = 1\n\n[kinds.PHONE]\nsent = "destroy"\n', "Pilot",
    )  # fmt: skip
    assert client.get(path(bank, "draft/")).context["form"].initial["text"] == draft.text
    form = client.get(path(bank)).context["form"]
    assert form["PHONE-sent"].value() == "destroy"
    assert form["note"].value() == "Pilot"


def test_what_is_not_saved_goes_along_from_one_to_the_other(bank: Bank, log_in: Enter) -> None:
    client = log_in(bank.ada)
    page = client.post(path(bank), {"text": FULL, "note": "Why", "go_on": "table"})
    form = page.context["form"]
    assert form["IBAN-days"].value() == 30
    assert form["note"].value() == "Why"
    filled = {name: form[name].value() for name in form.fields}
    page = client.post(path(bank), filled | {"PLATE-sent": "keep", "go_on": "text"})
    shown = page.context["form"].initial
    assert '[kinds.PLATE]\nsent = "keep"' in shown["text"]
    assert '"+32 2 123 45 67"' in shown["text"]
    assert shown["note"] == "Why"
    assert f'action="{path(bank, "draft/")}"' in text(page)
    assert not GuardPolicy.objects.exists()


def test_a_text_that_does_not_hold_stays_a_text_with_its_problems(
    bank: Bank, log_in: Enter
) -> None:
    wrong = 'version = 1\n[kinds.CVV]\nsent = "keep"\n'
    page = log_in(bank.ada).post(path(bank), {"text": wrong, "note": "", "go_on": "table"})
    assert "always destroyed" in text(page)
    assert page.context["form"]["text"].value() == wrong


def test_what_does_not_hold_is_said_beside_its_field(bank: Bank, log_in: Enter) -> None:
    wrong = {
        "IBAN-last": "5",
        "PHONE-sent": "burn",
        "customer_forms": "99",
        "answer-delete_post-fr": "Quel est votre mot de passe ?",
    }
    client = log_in(bank.ada)
    base = filled_from("version = 1\n")
    form = client.post(path(bank), base | wrong).context["form"]
    assert set(form.errors) == {"IBAN-last", "PHONE-sent"}
    kept = {name: wrong[name] for name in ("customer_forms", "answer-delete_post-fr")}
    page = client.post(path(bank), base | kept)
    assert set(page.context["form"].errors) == set(kept)
    assert "asks the reader for something" in text(page)
    assert re.search(r"<details open>", text(page))
    assert not GuardPolicy.objects.exists()


def test_what_must_never_be_kept_cannot_be_chosen(bank: Bank, log_in: Enter) -> None:
    page = text(log_in(bank.ada).get(path(bank)))
    assert 'name="CVV-sent"' not in page
    [card] = re.findall(r'<select name="CARD-sent".*?</select>', page, re.DOTALL)
    assert re.findall(r'value="(\w+)"', card) == ["mask"]
    assert "reply refused" in card
    forged = filled_from("version = 1\n") | {"CVV-sent": "keep", "CARD-sent": "keep"}
    assert log_in(bank.ada).post(path(bank), forged).context["form"].errors
    forged["CARD-sent"] = "mask"
    log_in(bank.ada).post(path(bank), forged)
    assert "CVV" not in GuardPolicy.objects.get().text


def test_a_forged_beginning_is_refused(bank: Bank, log_in: Enter) -> None:
    for base in ('version = 1\n[allowed]\nphones = "x"\n', "x = ", "version = 1\n\0"):
        given = filled_from("version = 1\n") | {"base": base}
        page = log_in(bank.ada).post(path(bank), given)
        assert page.status_code == 200, base
        assert page.context["form"].errors, base
    assert not GuardPolicy.objects.exists()


@pytest.mark.parametrize("who", ["karim", "claire", "anne"])
def test_only_administrators_fill_the_table_in(bank: Bank, log_in: Enter, who: str) -> None:
    client = log_in(getattr(bank, who))
    given = filled_from("version = 1\n")
    assert client.get(path(bank)).status_code in {403, 404}
    assert client.post(path(bank), given).status_code in {403, 404}
    assert not GuardPolicy.objects.exists()


def test_a_version_that_an_older_parvis_allowed_is_shown_as_text(bank: Bank, log_in: Enter) -> None:
    draft = actions.draft_policy(actor=bank.ada, entity=bank.north, text=FULL)
    GuardPolicy.objects.filter(pk=draft.pk).update(text="version = 0\n")
    assert log_in(bank.ada).get(path(bank))["Location"] == path(bank, "draft/")
