"""The inbox lists what one may read, in order, page after page, nothing twice or left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.conftest import EXPOSED, INSULT, START, Desk

from parvis.desk.actions import (
    announce_presence,
    assign_conversation,
    reply_to_conversation,
    resolve_conversation,
    snooze_conversation,
)
from parvis.desk.follow import follow_intake
from parvis.desk.models import Conversation
from parvis.desk.queries import InboxFilter, View, branches, inbox, inbox_counts, inbox_rows
from parvis.desk.queries import inbox as inbox_module
from parvis.desk.queries.keyset import Sort, read_place
from parvis.engine.post import Visibility
from parvis.errors import Invalid
from parvis.governance.actions import create_entity, grant_role
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import Membership, Role, User

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """Give the person as the next request knows them, with nothing kept."""
    return User.objects.get(pk=user.pk)


def ids(user: User, size: int = 50, **asked: Any) -> list[int]:
    return [row.pk for row in inbox(fresh(user), InboxFilter(**asked), size).conversations]


def pages(user: User, size: int, **asked: Any) -> list[int]:
    """Walk every page."""
    found: list[int] = []
    after = ""
    while True:
        page = inbox(fresh(user), InboxFilter(**asked, after=after), size)
        found += [row.pk for row in page.conversations]
        assert len(page.conversations) <= size
        if page.next_after is None:
            return found
        after = page.next_after


def many(desk: Desk, number: int = 23) -> list[Conversation]:
    """Receive conversations with ties in their dates, some of which wait and some not."""
    desk.store(
        *[
            desk.post(
                INSULT if place % 3 == 0 else "Pourquoi ce délai ?",
                author=f"@a{place}",
                created_at=START + timedelta(minutes=place // 4),
            )
            for place in range(number)
        ]
    )
    follow_intake()
    return list(Conversation.objects.all())


@pytest.mark.parametrize("size", [1, 2, 4, 50])
def test_pages_by_date_leave_nothing_out_and_repeat_nothing(desk: Desk, size: int) -> None:
    rows = many(desk)
    expected = sorted(rows, key=lambda row: (row.last_post_at, row.pk), reverse=True)
    assert pages(desk.bank.anne, size) == [row.pk for row in expected]


@pytest.mark.parametrize("size", [1, 2, 4, 50])
@pytest.mark.parametrize("view", [View.OPEN, View.ALL])
def test_the_longest_wait_comes_first_and_who_does_not_wait_last(
    desk: Desk, size: int, view: View
) -> None:
    rows = many(desk)
    waits = sorted(
        (row for row in rows if row.waiting_since), key=lambda row: (row.waiting_since, row.pk)
    )
    rests = sorted(
        (row for row in rows if not row.waiting_since),
        key=lambda row: (row.last_post_at, row.pk),
        reverse=True,
    )
    assert waits
    assert rests
    found = pages(desk.bank.anne, size, sort="waiting", view=view)
    assert found == [row.pk for row in [*waits, *rests]]


def test_one_order_over_several_entities(desk: Desk) -> None:
    bank = desk.bank
    south = desk.account("exemple-sud", entity=bank.south)
    north = desk.receive()
    desk.store(desk.post(), account=south)
    follow_intake()
    both = [Conversation.objects.get(account=south).pk, north.pk]
    assert ids(bank.claire) == both
    assert pages(bank.claire, 1) == both
    assert ids(bank.claire, network="folder") == both
    assert ids(bank.claire, account=south.pk) == both[:1]
    assert ids(bank.anne) == both[1:]
    assert ids(bank.anne, account=south.pk) == []
    assert ids(bank.sam) == both[:1]
    assert ids(bank.ada) == []


def test_any_number_of_entities_is_one_order(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = desk.bank
    accounts = [bank.account]
    for number in range(9):
        entity = create_entity(actor=SYSTEM, key=f"e{number}", name=f"E{number}", parent=bank.group)
        accounts.append(desk.account(f"account-{number}", entity=entity))
    for number, account in enumerate(accounts):
        when = START + timedelta(minutes=number * 7 % 10)
        desk.store(desk.post(id=f"of{number}", created_at=when), account=account)
    follow_intake()
    expected = [row.pk for row in Conversation.objects.order_by("-last_post_at", "-id").only("pk")]
    monkeypatch.setattr(branches, "MOST_TOGETHER", 3)
    assert pages(bank.claire, 3) == pages(bank.claire, 3, view=View.ALL) == expected
    assert pages(bank.claire, 4, network="folder", sort="waiting") == [
        row.pk for row in Conversation.objects.order_by("waiting_since", "id").only("pk")
    ]


def test_each_view_holds_its_own(desk: Desk) -> None:
    bank = desk.bank
    seen = {
        name: desk.receive(author=f"@{name}") for name in ("new", "mine", "late", "done", "said")
    }
    assign_conversation(actor=bank.anne, conversation=seen["mine"], agent=bank.anne)
    snooze_conversation(
        actor=bank.anne, conversation=seen["late"], until=timezone.now() + timedelta(days=1)
    )
    resolve_conversation(actor=bank.anne, conversation=seen["done"])
    reply_to_conversation(
        actor=bank.anne,
        conversation=seen["said"],
        text="Bonjour, nous regardons.",
        visibility=Visibility.PUBLIC,
    )
    held = {
        View.OPEN: {"new", "mine"},
        View.MINE: {"mine", "said"},
        View.UNASSIGNED: {"new"},
        View.SNOOZED: {"late"},
        View.RESOLVED: {"done"},
        View.ALL: set(seen),
    }
    for view, names in held.items():
        assert set(ids(bank.anne, view=view)) == {seen[name].pk for name in names}
    assert inbox_counts(fresh(bank.anne)) == {view: len(names) for view, names in held.items()}
    assert inbox_counts(fresh(bank.karim))[View.MINE] == 0
    assert set(inbox_counts(fresh(bank.sam)).values()) == {0}
    assert set(inbox_counts(fresh(bank.ada)).values()) == {0}


def test_counts_stop_at_their_cap(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    many(desk, 9)
    module = inbox_module.__globals__
    monkeypatch.setitem(module, "COUNT_CAP", 5)
    assert inbox_counts(fresh(desk.bank.anne))[View.OPEN] == 5


def test_filters_narrow(desk: Desk) -> None:
    anne = desk.bank.anne
    now = timezone.now()
    exposed = desk.receive(EXPOSED, author="@a", created_at=now - timedelta(hours=3))
    asked = desk.receive(author="@b", created_at=now - timedelta(minutes=5))
    rude = desk.receive(INSULT, author="@c", created_at=now - timedelta(hours=5))
    assert ids(anne, advice="protect") == [exposed.pk]
    assert ids(anne, advice="do_not_answer") == [rude.pk]
    assert ids(anne, waiting=60) == [exposed.pk]
    assert ids(anne, waiting=1) == [asked.pk, exposed.pk]
    assert ids(anne, network="unheard-of") == []
    assert ids(anne, waiting=1, advice="answer", network="folder") == [asked.pk]


def test_search_finds_conversations_by_words_of_any_of_their_posts(desk: Desk) -> None:
    bank = desk.bank
    first = desk.receive("Pourquoi mon virement est-il bloqué ?", id="root")
    desk.receive("Et ma carte ?", in_reply_to="root")
    desk.receive("Où est l’agence ?", author="@omar")
    assert ids(bank.anne, search="virement") == [first.pk]
    assert ids(bank.anne, search=" carte ") == [first.pk]
    assert ids(bank.anne, search="introuvable") == []
    assert ids(bank.anne, search="virement", view=View.RESOLVED) == []
    assert ids(bank.sam, search="virement") == []


def test_a_page_says_who_is_there(desk: Desk) -> None:
    seen = desk.receive()
    announce_presence(actor=desk.bank.karim, conversation=seen, writing=True)
    page = inbox(fresh(desk.bank.anne), InboxFilter())
    assert [row.user for row in page.presences[seen.pk]] == [desk.bank.karim]


def test_rows_are_given_in_the_order_asked_and_only_to_whom_may_read_them(desk: Desk) -> None:
    one, two = desk.receive(author="@a"), desk.receive(author="@b")
    wanted = [two.pk, 10**9, one.pk]
    rows = inbox_rows(fresh(desk.bank.anne), wanted).conversations
    assert [row.pk for row in rows] == [two.pk, one.pk]
    assert inbox_rows(fresh(desk.bank.sam), wanted).conversations == []


def test_a_page_costs_the_same_queries_for_one_conversation_and_for_fifty(desk: Desk) -> None:
    def cost(**asked: Any) -> int:
        user = fresh(desk.bank.claire)
        with CaptureQueriesContext(connection) as queries:
            page = inbox(user, InboxFilter(**asked))
            inbox_counts(user)
            for row in page.conversations:
                assert row.account.handle
                assert row.author.name is not None
                assert row.entity.name
                assert row.last_post.text
                assert row.assignee is None
        return len(queries)

    desk.receive()
    asked: list[dict[str, Any]] = [
        {},
        {"sort": "waiting"},
        {"search": "virement", "network": "folder"},
    ]
    before = [cost(**one) for one in asked]
    many(desk, 60)
    assert [cost(**one) for one in asked] == before
    # Memberships, tree of entities, place, rows, presences, counts; then search and accounts.
    assert before[0] == 6
    assert max(before) <= 9


def test_a_role_given_twice_over_does_not_double_rows(desk: Desk) -> None:
    bank = desk.bank
    seen = desk.receive()
    grant_role(actor=SYSTEM, user=bank.anne, entity=bank.group, role=Role.SUPERVISOR)
    assert Membership.objects.filter(user=bank.anne).count() == 2
    assert ids(bank.anne) == [seen.pk]


@given(st.text(min_size=1, max_size=300))
def test_a_page_that_nobody_gave_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"desk\.inbox\.page_unreadable"):
        read_place(text, Sort.NEWEST)


def test_a_page_of_another_order_is_refused(desk: Desk) -> None:
    many(desk, 5)
    page = inbox(fresh(desk.bank.anne), InboxFilter(sort="waiting"), 2)
    with pytest.raises(Invalid):
        inbox(fresh(desk.bank.anne), InboxFilter(after=page.next_after or "x"), 2)
