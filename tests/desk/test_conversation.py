"""What the conversation view tells: everything that happened, once, in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.desk.conftest import EXPOSED, START, Desk

from parvis.desk.actions import (
    add_note,
    assign_conversation,
    reply_to_conversation,
    resolve_conversation,
)
from parvis.desk.follow import follow_intake
from parvis.desk.queries import (
    accounts_for,
    agents_for,
    conversation_for,
    other_conversations,
    parents,
    reply_for,
    timeline,
)
from parvis.engine.post import Visibility
from parvis.errors import NotFound
from parvis.governance.models import User

pytestmark = pytest.mark.django_db


def test_the_timeline_tells_everything_in_order(desk: Desk) -> None:
    anne = desk.bank.anne
    seen = desk.receive()
    assign_conversation(actor=anne, conversation=seen, agent=anne)
    add_note(actor=anne, conversation=seen, text="Cliente fidèle")
    reply_to_conversation(
        actor=anne, conversation=seen, text="Bonjour.", visibility=Visibility.PUBLIC
    )
    resolve_conversation(actor=anne, conversation=seen)
    items = timeline(seen)
    assert [item.kind for item in items] == ["post", "act", "note", "reply", "act"]
    assert [item.by for item in items] == ["", "Anne", "Anne", "Anne", "Anne"]
    assert [item.ours for item in items] == [False, True, True, True, True]
    assert [item.kind for item in timeline(seen, limit=2)] == ["reply", "act"]


def test_earlier_states_of_a_post_stay_beside_it(desk: Desk) -> None:
    seen = desk.receive("Pourquoi ?", id="root", created_at=START)
    desk.store(
        desk.post(EXPOSED, id="root", created_at=START, edited_at=START + timedelta(minutes=5))
    )
    desk.store(gone=("root",))
    follow_intake()
    (item,) = timeline(seen)
    assert item.post is not None
    assert item.post.deleted_at is not None
    assert [version.change for version in item.versions] == ["edited", "deleted"]
    assert item.versions[0].text == "Pourquoi ?"


def test_the_way_up_the_thread_is_shown_highest_first(desk: Desk) -> None:
    desk.receive("Bonjour à tous", id="root", author="@omar")
    desk.receive("Réponse", id="above", author="@mina", in_reply_to="root")
    seen = desk.receive("Et moi ?", id="mine", in_reply_to="above", conversation="root")
    desk.receive("Encore moi", id="more", in_reply_to="mine", conversation="root")
    assert [post.network_id for post in parents(seen)] == ["root", "above"]


def test_the_root_is_shown_where_the_way_up_is_broken(desk: Desk) -> None:
    desk.receive("Bonjour à tous", id="root", author="@omar")
    seen = desk.receive("Et moi ?", in_reply_to="unseen", conversation="root")
    assert [post.network_id for post in parents(seen)] == ["root"]


def test_a_conversation_that_begins_a_thread_has_nothing_above_it(desk: Desk) -> None:
    assert parents(desk.receive()) == []


def test_posts_that_answer_each_other_in_a_circle_are_shown_once(desk: Desk) -> None:
    desk.store(
        desk.post(id="a", in_reply_to="b"), desk.post(id="b", in_reply_to="a", author="@omar")
    )
    follow_intake()
    assert [post.network_id for post in parents(desk.of("a"))] == ["b"]


def test_other_conversations_are_those_of_the_author_that_one_may_read(desk: Desk) -> None:
    bank = desk.bank
    south = desk.account("exemple-sud", entity=bank.south)
    first, second = desk.receive(), desk.receive()
    desk.receive(author="@omar")
    desk.store(desk.post(id="south"), account=south)
    follow_intake()
    assert other_conversations(first) == [second]
    assert other_conversations(first, user=bank.anne) == [second]
    assert other_conversations(first, user=bank.claire) == [desk.of("south"), second]
    assert other_conversations(first, 0) == []


def test_only_whoever_may_read_finds_a_conversation(desk: Desk) -> None:
    bank = desk.bank
    seen = desk.receive()
    for reader in (bank.anne, bank.karim, bank.claire):
        assert conversation_for(reader, seen.pk) == seen
    for stranger in (bank.sam, bank.ada):
        with pytest.raises(NotFound):
            conversation_for(stranger, seen.pk)
    with pytest.raises(NotFound):
        conversation_for(bank.anne, 10**9)


def test_only_whoever_may_read_finds_a_reply(desk: Desk) -> None:
    bank = desk.bank
    made = reply_to_conversation(
        actor=bank.anne,
        conversation=desk.receive(),
        text="Bonjour.",
        visibility=Visibility.PUBLIC,
    )
    assert reply_for(bank.claire, made.pk) == made
    with pytest.raises(NotFound):
        reply_for(bank.sam, made.pk)


def test_work_is_given_to_agents_and_supervisors_of_the_entity_and_above(desk: Desk) -> None:
    bank = desk.bank
    seen = desk.receive()
    assert agents_for(seen) == [bank.anne, bank.karim]
    User.objects.filter(pk=bank.anne.pk).update(is_active=False)
    assert agents_for(seen) == [bank.karim]


def test_accounts_are_those_whose_conversations_one_may_read(desk: Desk) -> None:
    bank = desk.bank
    south = desk.account("exemple-sud", entity=bank.south)
    assert accounts_for(bank.anne) == [bank.account]
    assert accounts_for(bank.claire) == [bank.account, south]
    assert accounts_for(bank.ada) == []
    assert "credentials" in accounts_for(bank.anne)[0].get_deferred_fields()
