"""Posts are judged by the charter of their account's entity, and charters are tried on posts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.engine.charter.file import read_charter
from parvis.engine.charter.situation import Mode
from parvis.engine.post import Visibility
from parvis.governance.actions import create_person, draft_charter, sign_charter
from parvis.governance.charter_posts import decided_by_rule, judged_posts
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import CharterVersion, Role
from parvis.governance.protection import CHARTERS
from parvis.governance.queries.charter_trial import rule_counts, try_charter
from parvis.intake.models import Post
from tests.conftest import PASSWORD, drop_triggers
from tests.intake.test_policy import IBAN, PRIVATE, given, store

MUTE = """\
version = 1
[[rules]]
name = "mute"
fr = "Personne ne répond."
en = "Nobody answers."
act = "do_not_answer"
"""
QUESTION = "Bonjour, comment ouvrir un compte pour mon fils ?"
HOUR = timedelta(hours=1)


@pytest.fixture
def signed(bank) -> CharterVersion:
    draft = draft_charter(actor=bank.ada, entity=bank.group, text=MUTE)
    return sign_charter(actor=other(bank), draft=draft, digest=draft.content_digest, reason="Tried")


def other(bank):
    return create_person(
        actor=SYSTEM,
        username="signer",
        password=PASSWORD,
        entity=bank.group,
        role=Role.SUPERVISOR,
    )


def test_without_a_signed_charter_the_default_judges(bank):
    store(bank, given(1, QUESTION))
    post = Post.objects.get()
    assert post.act == "answer"
    assert post.verdict["charter"] is None


def test_a_signed_charter_judges_what_comes_from_then_on_and_is_named_with_each_post(bank, signed):
    Post.objects.all().delete()
    store(bank, given(1, QUESTION))
    post = Post.objects.get()
    assert (post.act, post.verdict["rule"]["name"]) == ("do_not_answer", "mute")
    assert post.verdict["charter"] == signed.pk


def test_posts_that_are_there_keep_their_verdict_when_a_charter_is_signed(bank):
    store(bank, given(1, QUESTION))
    draft = draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    sign_charter(actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    store(bank, given(2, QUESTION))
    assert list(Post.objects.order_by("pk").values_list("act", flat=True)) == [
        "answer", "do_not_answer",
    ]  # fmt: skip


def test_a_charter_that_does_not_hold_judges_nothing(bank, signed):
    drop_triggers(CHARTERS)
    CharterVersion.objects.filter(pk=signed.pk).update(digest="0" * 64)
    store(bank, given(1, QUESTION))
    post = Post.objects.get()
    assert (post.act, post.verdict["charter"]) == ("answer", None)


def test_secrets_in_public_are_protected_whatever_a_charter_says(bank, signed):
    store(bank, given(1, f"Mon IBAN {IBAN}"))
    post = Post.objects.get()
    assert (post.act, post.verdict["act"]) == ("protect", "do_not_answer")


def test_posts_are_given_as_charters_see_them_the_newest_first(bank):
    store(bank, given(1, QUESTION), given(2, f"Mon IBAN {IBAN}", **PRIVATE))
    private, public = judged_posts([bank.north.pk], timezone.now() - HOUR, 10)
    assert public.shown == QUESTION
    assert public.situation.labels.intents["request"] > 0.5
    assert public.situation.mode is Mode.ANSWER
    assert public.situation.network == "folder"
    assert private.shown == ""
    assert private.situation.findings == {"IBAN"}
    assert private.situation.visibility is Visibility.PRIVATE


def test_neither_older_posts_nor_those_of_others_nor_more_than_asked_nor_unread_ones(bank):
    store(bank, *(given(number, QUESTION) for number in range(5)))
    since = timezone.now() - HOUR
    assert len(list(judged_posts([bank.north.pk], since, 3))) == 3
    assert not list(judged_posts([bank.south.pk], since, 3))
    Post.objects.filter(network_id="p3").update(labels={})
    assert len(list(judged_posts([bank.north.pk], since, 10))) == 4
    Post.objects.filter(network_id="p4").update(deleted_at=timezone.now())
    assert next(judged_posts([bank.north.pk], since, 10)).shown == ""
    Post.objects.exclude(network_id="p4").update(received_at=timezone.now() - timedelta(days=2))
    assert len(list(judged_posts([bank.north.pk], since, 10))) == 1


def test_judging_again_by_the_same_charter_changes_nothing_and_by_another_what_it_says(bank):
    store(
        bank,
        given(1, QUESTION),
        given(2, "Vous êtes nuls"),
        given(3, f"Mon IBAN {IBAN}"),
        given(4, "Où est mon virement ?", **PRIVATE),
    )
    mute = read_charter(MUTE).charter
    assert mute is not None
    tried = try_charter(bank.group, mute, days=7)
    assert tried.trial.looked_at == 4
    acts = Post.objects.exclude(act__in=["do_not_answer", "protect"]).count()
    assert tried.trial.changed == acts


def test_what_each_rule_decided_is_counted_for_the_charter_in_force(bank, signed):
    store(bank, given(1, QUESTION), given(2, QUESTION))
    counts = rule_counts(bank.group, signed.pk)
    assert (counts.decided, counts.posts) == ({"mute": 2}, 2)
    assert rule_counts(bank.group, None).posts == 0
    old = timezone.now() - timedelta(days=40)
    Post.objects.filter(network_id="p1").update(received_at=old)
    assert rule_counts(bank.group, signed.pk).posts == 1
    assert decided_by_rule([bank.north.pk], old - HOUR, 1, signed.pk).total() == 1
    assert not decided_by_rule([bank.south.pk], old, 10, signed.pk)


def test_posts_of_an_entity_with_its_own_charter_are_not_tried_from_above(bank):
    store(bank, given(1, QUESTION))
    draft = draft_charter(actor=bank.ada, entity=bank.north, text=MUTE)
    sign_charter(actor=bank.karim, draft=draft, digest=draft.content_digest, reason="Tried")
    mute = read_charter(MUTE).charter
    assert mute is not None
    assert try_charter(bank.group, mute, days=7).trial.looked_at == 0
    assert try_charter(bank.north, mute, days=7).trial.looked_at == 1


def test_the_charter_is_asked_for_in_one_query_a_batch_whatever_its_size(bank, signed):
    def asked(count: int, first: int) -> int:
        posts = [given(first + number, QUESTION) for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            store(bank, *posts)
        return sum("governance_charterversion" in each["sql"] for each in queries)

    assert asked(1, 100) == asked(30, 200) == 1
