"""The demonstration bank: made whole through actions, with posts that any network could give."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import resources

import orjson
import pytest

from parvis.engine.guard import Direction, Kind, find, masked
from parvis.engine.interchange import BadLine, read_jsonl
from parvis.engine.post import Visibility
from parvis.errors import Conflict
from parvis.governance.models import Account, Entity, GuardPolicy, Mode, User
from parvis.governance.queries.guard import in_force, policy_for
from parvis.governance.queries.guard_pages import is_as_signed, reasons_of
from parvis.governance.queries.listed_names import mentions_for
from parvis.governance.verification import verify
from parvis.intake.models import Source
from parvis.web.beginning import begin, is_empty
from parvis.web.demo import PASSWORD
from parvis.web.demo.bank import CONTACTS, NAMES, PEOPLE, load_demo, logins

ROWS = [
    orjson.loads(line)
    for line in (resources.files("parvis.web.demo") / "posts.jsonl").read_bytes().splitlines()
]


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.DATA = tmp_path
    load_demo()
    return tmp_path / "demo"


def test_the_demo_makes_a_group_its_people_and_two_accounts_of_which_one_may_answer(demo):
    assert Entity.objects.filter(parent=None).count() == 1
    assert Entity.objects.exclude(parent=None).count() == 3
    assert {person.username for person in PEOPLE} == set(
        User.objects.values_list("username", flat=True)
    )
    modes = dict(Account.objects.values_list("handle", "mode"))
    assert modes == {
        "banque.parvis.nord": Mode.ANSWER,
        "banque.parvis.sud": Mode.LISTEN_ONLY,
    }
    assert Source.objects.count() == 2
    assert not list(verify())


def test_the_guard_of_the_demo_follows_a_signed_policy_and_lets_contacts_stand(demo):
    north = Entity.objects.get(key="parvis-nord")
    found = in_force([north.pk])[north.pk]
    signed = GuardPolicy.objects.get(pk=found.version)
    assert (signed.drafted_by.username, signed.signed_by.username) == ("ada", "karim")
    assert is_as_signed(signed)
    assert reasons_of([signed])[signed.pk]
    assert found.policy.rule(Kind.IBAN, Direction.RECEIVED_PRIVATE).days == 30
    assert [each.kind for each in find("Je suis client PV123456", found.policy)] == ["CUSTOMER_ID"]
    assert {key for key, _label, _kind, _value in CONTACTS} == {
        "parvis",
        "parvis-nord",
        "parvis-sud",
    }
    (post,) = (row for row in ROWS if CONTACTS[0][3] in row["text"])
    assert [each.kind for each in find(post["text"], found.policy)] == [Kind.PHONE]
    assert CONTACTS[0][3] in masked(post["text"], found.policy)
    for key, _label, kind, value in CONTACTS:
        said = f"Écrivez ou appelez : {value}"
        assert kind in {each.kind for each in find(said)}
        assert not find(said, policy_for(Entity.objects.get(key=key)))


def test_posts_of_the_demo_name_its_products_and_branches(demo):
    named = {
        (place, mention.name)
        for place in ("nord", "sud")
        for mentions in [mentions_for(Entity.objects.get(key=f"parvis-{place}"))]
        for row in ROWS
        if row["account"] == place
        for mention in mentions.of(row["text"])
    }
    assert {
        ("nord", "Livret Bleu"),
        ("nord", "Agence Lille Vieux-Parvis"),
        ("nord", "Agence d'Amiens"),
        ("nord", "Agence du Vieux Port"),
        ("sud", "Prêt Campus"),
        ("sud", "Agence Nice Masséna"),
        ("sud", "Agence Marseille Grand-Quai"),
    } <= named
    assert {name for _place, name in named} <= {
        *(name for _key, _kind, name, _ways in NAMES),
        *(label for _key, label, _kind, _value in CONTACTS),
    }


def test_everybody_of_the_demo_can_log_in(demo, client):
    assert [name for name, _ in logins()] == [person.username for person in PEOPLE]
    for name, _ in logins():
        assert User.objects.get(username=name).check_password(PASSWORD)


def test_posts_are_laid_out_readable_and_just_written(demo):
    for place in ("nord", "sud"):
        with (demo / place / "inbox.jsonl").open("rb") as file:
            posts = list(read_jsonl(file))
        assert len(posts) > 25
        assert not [post for post in posts if isinstance(post, BadLine)]
        latest = max(post.created_at for post in posts)
        assert timedelta() <= datetime.now(UTC) - latest < timedelta(hours=1)
        assert {post.visibility for post in posts} == {Visibility.PUBLIC, Visibility.PRIVATE}


def test_every_answer_follows_what_it_answers_in_the_same_account():
    by_id = {row["id"]: row for row in ROWS}
    assert len(by_id) == len(ROWS) > 85
    for row in ROWS:
        if parent := by_id.get(row.get("in_reply_to", "")):
            assert parent["minutes"] > row["minutes"]
            assert parent["account"] == row["account"]
        assert row.get("in_reply_to", row["id"]) in by_id


def test_an_installation_that_is_no_demo_names_no_log_ins(db, settings, tmp_path):
    settings.DATA = tmp_path
    begin(entity="Banque Exemple", administrator="ada", password=PASSWORD)
    assert logins() == []


def test_an_empty_installation_begins_once_with_its_administrator(db):
    assert is_empty()
    ada = begin(entity="Banque Exemple", administrator="ada", password="correct horse battery")
    assert not is_empty()
    assert Entity.objects.get().name == "Banque Exemple"
    assert ada.memberships.get().role == "administrator"
    with pytest.raises(Conflict):
        begin(entity="Autre", administrator="eve", password="correct horse battery")
    assert User.objects.count() == 1
