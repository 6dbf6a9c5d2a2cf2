"""Posts become conversations, once, in any order, and conversations keep telling the truth."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Bank
from tests.desk.conftest import EXPOSED, IBAN, INSULT, QUESTION, START, Desk

from parvis.desk.actions import (
    decline_to_answer,
    reopen_conversation,
    resolve_conversation,
    snooze_conversation,
)
from parvis.desk.follow import follow_intake
from parvis.desk.models import Author, Conversation, ConversationPost, DeskCursor
from parvis.engine.post import Visibility
from parvis.governance.models import LedgerEntry

pytestmark = pytest.mark.django_db


def test_a_post_opens_a_conversation_that_waits_since_it_was_written(desk: Desk) -> None:
    seen = desk.receive(QUESTION, created_at=START)
    assert (seen.state, seen.advice, seen.waiting_since) == ("open", "answer", START)
    assert (seen.entity, seen.account) == (desk.bank.north, desk.bank.account)
    assert (seen.post_count, seen.last_post.network_id) == (1, "p1")
    assert (seen.author.handle, seen.author.name) == ("@lucie", "Lucie")


def test_following_again_does_nothing(desk: Desk) -> None:
    desk.receive()
    before = LedgerEntry.objects.count()
    assert follow_intake() == 0
    assert (Conversation.objects.count(), LedgerEntry.objects.count()) == (1, before)


def test_a_post_dated_in_the_future_counts_as_written_when_received(desk: Desk) -> None:
    seen = desk.receive(created_at=START + timedelta(days=36_500))
    assert seen.waiting_since == seen.last_post.received_at


def test_posts_of_one_author_in_one_thread_are_one_conversation(desk: Desk) -> None:
    first = desk.receive(id="root")
    assert desk.receive("Toujours rien ?", id="more", conversation="root") == first
    assert desk.receive("Alors ?", id="third", in_reply_to="more") == first
    assert Conversation.objects.get().post_count == 3


def test_another_author_in_the_thread_has_a_conversation_of_their_own(desk: Desk) -> None:
    first = desk.receive(id="root")
    other = desk.receive("Moi aussi, pourquoi ?", author="@omar", in_reply_to="root")
    assert other != first
    assert other.thread == first.thread == "root"


def test_the_same_thread_seen_by_another_account_is_another_conversation(desk: Desk) -> None:
    second = desk.account("exemple-nord-bis")
    desk.receive(id="root")
    desk.store(desk.post(id="root"), account=second)
    follow_intake()
    assert Conversation.objects.filter(thread="root").count() == 2


def test_replies_to_a_post_that_we_never_saw_are_one_thread(desk: Desk) -> None:
    first = desk.receive(id="a", in_reply_to="unseen")
    assert desk.receive("Et alors ?", id="b", in_reply_to="unseen") == first
    assert first.thread == "unseen"


def test_a_thread_in_one_batch_finds_itself_whatever_its_order(desk: Desk) -> None:
    first, second, third = (
        desk.post(id="a"),
        desk.post(id="b", in_reply_to="a"),
        desk.post(id="c", in_reply_to="b"),
    )
    desk.store(third, first, second)
    follow_intake()
    seen = Conversation.objects.get()
    assert (seen.thread, seen.post_count, seen.last_post.network_id) == ("a", 3, "c")


def test_posts_that_answer_each_other_in_a_circle_end_somewhere(desk: Desk) -> None:
    desk.store(desk.post(id="a", in_reply_to="b"), desk.post(id="b", in_reply_to="a"))
    assert follow_intake() == 2
    assert ConversationPost.objects.count() == 2


def test_an_unanswered_request_is_not_hidden_by_a_later_insult(desk: Desk) -> None:
    desk.receive(QUESTION, id="root", created_at=START)
    seen = desk.receive(INSULT, in_reply_to="root")
    assert desk.stored("p2").act == "do_not_answer"
    assert (seen.advice, seen.waiting_since) == ("answer", START)


def test_confidential_data_comes_first(desk: Desk) -> None:
    desk.receive(EXPOSED, id="root")
    seen = desk.receive(QUESTION, in_reply_to="root")
    assert (seen.advice, seen.has_masked) == ("protect", True)


def test_what_needs_no_answer_is_open_and_does_not_wait(desk: Desk) -> None:
    seen = desk.receive(INSULT)
    assert (seen.state, seen.advice, seen.waiting_since) == ("open", "do_not_answer", None)


def test_a_new_post_reopens_what_was_resolved(desk: Desk) -> None:
    bank = desk.bank
    seen = resolve_conversation(actor=bank.anne, conversation=desk.receive(id="root"))
    assert (seen.state, seen.waiting_since) == ("resolved", None)
    again = desk.receive("Toujours bloqué, pourquoi ?", in_reply_to="root")
    assert again == seen
    assert (again.state, again.outcome, again.resolved_at) == ("open", "", None)
    assert again.waiting_since == START + timedelta(minutes=2)


def test_a_new_post_wakes_what_was_snoozed(desk: Desk) -> None:
    seen = desk.receive(id="root")
    later = seen.last_post.received_at + timedelta(days=1)
    snooze_conversation(actor=desk.bank.anne, conversation=seen, until=later)
    again = desk.receive("Alors ?", in_reply_to="root")
    assert (again.state, again.snoozed_until) == ("open", None)
    assert again.waiting_since == START + timedelta(minutes=1)


def test_reopening_lets_wait_again_only_what_the_last_resolution_put_aside(desk: Desk) -> None:
    anne = desk.bank.anne
    seen = desk.receive(id="root")
    decline_to_answer(actor=anne, conversation=seen, reason="Spam")
    desk.receive("Alors ?", in_reply_to="root", id="second")
    resolve_conversation(actor=anne, conversation=seen)
    seen = reopen_conversation(actor=anne, conversation=seen)
    assert seen.waiting_since == START + timedelta(minutes=2)


def test_an_edit_changes_advice_and_marks(desk: Desk) -> None:
    seen = desk.receive(QUESTION, id="root", created_at=START)
    desk.store(
        desk.post(EXPOSED, id="root", created_at=START, edited_at=START + timedelta(hours=1))
    )
    assert follow_intake() == 1
    again = Conversation.objects.get()
    assert (again.advice, again.has_masked, again.post_count) == ("protect", True, 1)
    assert again.version == seen.version + 1


def test_an_edit_that_brings_in_confidential_data_takes_up_what_was_resolved(desk: Desk) -> None:
    seen = desk.receive(QUESTION, id="root", created_at=START)
    resolve_conversation(actor=desk.bank.anne, conversation=seen)
    desk.store(
        desk.post(EXPOSED, id="root", created_at=START, edited_at=START + timedelta(hours=1))
    )
    follow_intake()
    again = Conversation.objects.get()
    assert (again.state, again.advice, again.waiting_since) == ("open", "protect", START)


def test_a_deleted_post_stays_and_nobody_waits_for_its_answer(desk: Desk) -> None:
    desk.receive(QUESTION, id="root")
    desk.store(gone=("root",))
    follow_intake()
    seen = Conversation.objects.get()
    assert (seen.waiting_since, seen.post_count, seen.state) == (None, 1, "open")
    assert seen.last_post.deleted_at is not None


def test_a_deletion_leaves_the_other_posts_waiting(desk: Desk) -> None:
    desk.receive(QUESTION, id="root")
    desk.receive("Et le second ?", id="second", in_reply_to="root")
    desk.store(gone=("root",))
    follow_intake()
    assert Conversation.objects.get().waiting_since == START + timedelta(minutes=2)


def test_what_the_bank_wrote_on_its_own_opens_nothing(desk: Desk) -> None:
    desk.store(desk.post("Nos agences ferment lundi.", author="Exemple-Nord"))
    assert follow_intake() == 1
    assert not Conversation.objects.exists()
    assert not Author.objects.exists()


def test_an_answer_given_on_the_network_itself_ends_the_waiting(desk: Desk) -> None:
    seen = desk.receive(id="root")
    desk.store(desk.post("Bonjour, nous regardons.", author="exemple-nord", in_reply_to="root"))
    follow_intake()
    again = Conversation.objects.get()
    assert (again.pk, again.waiting_since, again.state) == (seen.pk, None, "pending")
    assert ConversationPost.objects.get(post__network_id="p2").ours


def test_a_question_after_that_answer_waits(desk: Desk) -> None:
    desk.store(
        desk.post(id="root"),
        desk.post("Bonjour, nous regardons.", id="ours", author="exemple-nord", in_reply_to="root"),
        desk.post("Merci, et quand ?", id="more", in_reply_to="ours"),
    )
    follow_intake()
    seen = Conversation.objects.get()
    assert (seen.state, seen.post_count) == ("open", 3)
    assert seen.waiting_since == START + timedelta(minutes=3)


def test_who_sees_a_conversation_is_who_sees_its_latest_post(desk: Desk) -> None:
    desk.receive(id="root")
    seen = desk.receive("En privé ?", in_reply_to="root", visibility=Visibility.PRIVATE)
    assert seen.visibility == "private"


def test_an_author_is_shown_under_the_name_of_the_latest_post(desk: Desk) -> None:
    desk.receive(id="root")
    desk.receive("Alors ?", in_reply_to="root", author_name="Lucie B.")
    assert Author.objects.get().name == "Lucie B."


def test_the_ledger_says_what_was_opened_and_changed_and_no_word_more(desk: Desk) -> None:
    seen = desk.receive(EXPOSED, id="root")
    desk.receive("Alors ?", in_reply_to="root")
    acts = LedgerEntry.objects.filter(verb="desk.posts.threaded").order_by("number")
    assert [act.data for act in acts] == [
        {"opened": [seen.pk], "changed": []},
        {"opened": [], "changed": [seen.pk]},
    ]
    assert {act.entity_id for act in acts} == {desk.bank.north.pk}
    assert IBAN not in str(list(LedgerEntry.objects.values()))


def test_a_batch_costs_the_same_number_of_queries_whatever_its_size(desk: Desk) -> None:
    def queries_for(posts: int) -> int:
        roots = [desk.post(author=f"@a{posts}-{number}") for number in range(posts)]
        desk.store(*roots)
        follow_intake()
        answers = [desk.post("Alors ?", author=root.author, in_reply_to=root.id) for root in roots]
        desk.store(*answers, *[desk.post(author=f"@b{posts}-{number}") for number in range(posts)])
        with CaptureQueriesContext(connection) as queries:
            follow_intake()
        return len(queries)

    assert queries_for(3) == queries_for(20)


def test_batches_go_on_where_the_last_one_ended(desk: Desk) -> None:
    desk.store(*[desk.post() for _ in range(7)])
    assert [follow_intake(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert Conversation.objects.count() == 7


def test_a_step_that_breaks_leaves_nothing_behind_and_is_repeated(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.store(desk.post())
    with monkeypatch.context() as broken:
        broken.setattr(DeskCursor, "save", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            follow_intake()
    assert not Conversation.objects.exists()
    assert follow_intake() == 1
    assert Conversation.objects.count() == 1


_ids = st.sampled_from(["a", "b", "c", "d", ""])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    links=st.lists(
        st.tuples(_ids, _ids, st.sampled_from(["@x", "@y", "exemple-nord", ""])), max_size=6
    ),
    cut=st.integers(0, 6),
)
def test_whatever_answers_what_every_post_has_one_place(
    bank: Bank, links: list[tuple[str, str, str]], cut: int
) -> None:
    desk = Desk(bank)
    with transaction.atomic():
        posts = [
            desk.post(id=f"n{number}", in_reply_to=above, conversation=root, author=author)
            for number, (above, root, author) in enumerate(links)
        ]
        desk.store(*posts[:cut])
        follow_intake()
        desk.store(*posts[cut:])
        follow_intake()
        theirs = [post.id for post in posts if post.author != "exemple-nord"]
        placed = ConversationPost.objects.filter(ours=False)
        assert sorted(placed.values_list("post__network_id", flat=True)) == sorted(theirs)
        for seen in Conversation.objects.all():
            assert seen.post_count == seen.entries.count()
        transaction.set_rollback(True)
