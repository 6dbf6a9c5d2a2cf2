"""A number cut over several messages is masked in all of them, whenever they come."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.engine.post import Post as Given
from parvis.engine.post import Visibility
from parvis.governance.actions import open_sealed
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry, SealedValue
from parvis.governance.verification import verify
from parvis.intake import beside, seals
from parvis.intake.actions import batches, store_batch
from parvis.intake.changes import Outcome
from parvis.intake.models import Post, PostVersion
from parvis.intake.queries import search_posts, versions_of
from parvis.networks.network import Batch, Deletion

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DIGESTS = re.compile(r"[0-9a-f]{32,}|md5\$.*")
FIRST, SECOND = "Ma carte : 4970 101", "2345 6789 3 merci"
IBAN_PARTS = ("mon iban FR76 3000 6000", "0112 3456 7890 189")


def given(number: int, text: str, *, minute: float | None = None, **fields: object) -> Given:
    usual = {
        "author": "lea",
        "created_at": MORNING + timedelta(minutes=number if minute is None else minute),
    }
    return Given(id=f"p{number}", text=text, **(usual | fields))  # type: ignore[arg-type]


def store(bank, *posts: Given, **fields: object):
    return store_batch(actor=SYSTEM, account=bank.account, batch=Batch(posts=posts, **fields))  # type: ignore[arg-type]


def texts() -> dict[str, str]:
    return dict(Post.objects.values_list("network_id", "text"))


def everything_stored() -> str:
    """Give what every row of every table says, in lines.

    Numbers, times and digests are left out: four digits stand in one of them by chance every now
    and then.
    """
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            # The index of words keeps what it forgot until it tidies up: search is asked instead.
            if not table.startswith("intake_post_words"):
                cursor.execute(f'SELECT * FROM "{table}"')
                values = (value for row in cursor.fetchall() for value in row)
                said += [
                    str(value) for value in values if not isinstance(value, bool | int | datetime)
                ]
    return DIGESTS.sub("", "\n".join(said))


def test_the_part_that_came_first_is_masked_once_the_other_one_comes(bank):
    store(bank, given(1, FIRST))
    before = Post.objects.get()
    stored = store(bank, given(2, SECOND))
    assert texts() == {"p1": "Ma carte : [CARD]", "p2": "[CARD] merci"}
    post = Post.objects.get(network_id="p1")
    assert post.marks == [[11, 17, "CARD"]]
    assert (post.act, post.version) == ("protect", 2)
    assert "confidential_data" in post.reasons
    assert post.sequence > before.sequence
    assert stored.counts == {Outcome.RECEIVED: 1}
    assert not PostVersion.objects.exists()
    assert search_posts("4970") == search_posts("101") == search_posts("2345") == []
    assert search_posts("carte") == [post.pk]
    assert "4970" not in everything_stored()


def test_the_ledger_tells_which_posts_and_which_kinds_and_nothing_of_them(bank):
    store(bank, given(1, FIRST))
    store(bank, given(2, SECOND))
    act = LedgerEntry.objects.get(verb="intake.posts.masked_later")
    assert act.data == {"posts": [Post.objects.get(network_id="p1").pk], "kinds": {"CARD": 1}}
    masked = LedgerEntry.objects.get(verb="intake.posts.masked")
    assert masked.data == {"kinds": {"CARD": 1}}
    assert not LedgerEntry.objects.filter(verb="intake.posts.edited").exists()
    assert list(verify()) == []


def test_a_number_in_five_messages_is_masked_in_all(bank):
    for number, part in enumerate(["4970", "1012", "3456", "789", "3"]):
        store(bank, given(number, part, minute=number / 2))
    assert set(texts().values()) == {"[CARD]"}


@pytest.mark.parametrize(
    "other",
    [
        {"author": "paul"},
        {"minute": 12},
        {"visibility": Visibility.PRIVATE},
    ],
)
def test_what_others_wrote_or_to_others_or_long_after_is_not_read_together(bank, other):
    store(bank, given(1, FIRST))
    store(bank, given(2, SECOND, **other))
    assert texts() == {"p1": FIRST, "p2": SECOND}


def test_posts_of_another_account_are_not_read_together(bank):
    from tests.desk.conftest import Desk  # noqa: PLC0415 - only this test needs a second account

    other = Desk(bank).account("second")
    store(bank, given(1, FIRST))
    store_batch(actor=SYSTEM, account=other, batch=Batch(posts=(given(2, SECOND),)))
    assert texts() == {"p1": FIRST, "p2": SECOND}


@pytest.mark.parametrize("cut", [[(1,), (2,)], [(1, 2)]])
@pytest.mark.parametrize("again", [(1,), (2,), (1, 2), (2, 1)])
def test_reading_again_however_it_is_cut_changes_nothing(bank, cut, again):
    posts = {1: given(1, FIRST), 2: given(2, SECOND)}
    for numbers in cut:
        store(bank, *(posts[number] for number in numbers))
    kept, acts = texts(), LedgerEntry.objects.count()
    sequences = list(Post.objects.values_list("sequence", "version"))
    for _ in range(2):
        stored = store(bank, *(posts[number] for number in again))
        assert stored.counts == {Outcome.UNCHANGED: len(again)}
    assert kept == texts() == {"p1": "Ma carte : [CARD]", "p2": "[CARD] merci"}
    assert list(Post.objects.values_list("sequence", "version")) == sequences
    assert LedgerEntry.objects.count() == acts
    assert not PostVersion.objects.exists()


def test_a_stored_post_that_comes_again_with_the_rest_is_masked_and_no_version_keeps_it(bank):
    store(bank, given(1, FIRST))
    store(bank, given(1, FIRST), given(2, SECOND))
    assert texts() == {"p1": "Ma carte : [CARD]", "p2": "[CARD] merci"}
    assert "4970" not in everything_stored()
    assert LedgerEntry.objects.filter(verb="intake.posts.masked_later").count() == 1


def test_earlier_versions_that_hold_the_digits_are_masked_too(bank):
    store(bank, given(1, "Ma crte : 4970-101"))
    store(bank, given(1, FIRST))
    store(bank, given(2, SECOND), deletions=(Deletion("p1"),))
    post = Post.objects.get(network_id="p1")
    assert post.deleted_at is not None
    assert post.text == "Ma carte : [CARD]"
    versions = versions_of([post.pk])[post.pk]
    assert [version.text for version in versions] == ["Ma crte : [CARD]", "Ma carte : [CARD]"]
    assert versions[0].marks == [[10, 16, "CARD"]]


def test_an_edit_after_it_was_masked_later_is_an_edit(bank):
    store(bank, given(1, FIRST))
    store(bank, given(2, SECOND))
    store(bank, given(1, "Pardon, rien"))
    store(bank, given(1, FIRST))
    assert texts()["p1"] == "Ma carte : [CARD]"
    assert [version.text for version in PostVersion.objects.order_by("number")] == [
        "Ma carte : [CARD]",
        "Pardon, rien",
    ]
    assert "4970" not in everything_stored()


def test_a_crash_leaves_the_first_part_as_it_was_and_the_next_try_masks_it(bank, monkeypatch):
    store(bank, given(1, FIRST))

    def crash(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(batches.ledger, "append", crash)
        with pytest.raises(KeyboardInterrupt):
            store(bank, given(2, SECOND))
    assert texts() == {"p1": FIRST}
    store(bank, given(2, SECOND))
    assert texts() == {"p1": "Ma carte : [CARD]", "p2": "[CARD] merci"}


def test_what_is_stored_while_a_batch_is_read_is_read_together_too(bank, monkeypatch):
    real = batches._Incoming.read
    reads = []

    def overtaken(self, *, at=0):
        read = real(self, at=at)
        reads.append(at)
        if len(reads) == 1:
            store(bank, given(1, FIRST))
        return read

    monkeypatch.setattr(batches._Incoming, "read", overtaken)
    store(bank, given(2, SECOND))
    assert texts() == {"p1": "Ma carte : [CARD]", "p2": "[CARD] merci"}


def test_a_batch_asks_once_for_what_came_before_however_many_wrote(bank):
    def asked(count: int) -> list[str]:
        posts = [
            given(number, "Bonjour", author=f"a{number}", minute=number)
            for number in range(count * 100, count * 100 + count)
        ]
        with CaptureQueriesContext(connection) as queries:
            store(bank, *posts)
        return [query["sql"] for query in queries.captured_queries]

    asked(1)
    few, many = asked(2), asked(60)
    assert len(few) == len(many)
    assert sum("WITH wanted" in sql for sql in many) == 1


def test_masking_later_costs_as_much_for_many_as_for_one(bank):
    def asked(first: int, count: int) -> int:
        numbers = range(first, first + count)
        store(bank, *(given(n, FIRST, author=f"a{n}", minute=1) for n in numbers))
        with CaptureQueriesContext(connection) as queries:
            store(bank, *(given(n + 500, SECOND, author=f"a{n}", minute=2) for n in numbers))
        return len(queries)

    assert asked(1, 1) == asked(100, 20)
    assert not any("4970" in text for text in texts().values())


def test_in_private_each_part_is_sealed_under_the_mark_that_stands_for_it(bank):
    email = "lea@gmail.com"
    private = {"visibility": Visibility.PRIVATE}
    store(bank, given(1, f"{email}, {IBAN_PARTS[0]}", **private))
    store(bank, given(2, IBAN_PARTS[1], **private))
    post = Post.objects.get(network_id="p1")
    assert post.text == "[EMAIL], mon iban [IBAN]"
    states = seals.objects_of(post, [])
    assert states == {2: [seals.object_of(post.pk, 1), seals.object_of(post.pk, 2)]}
    opened = {
        each.mark: open_sealed(actor=bank.karim, sealed=each, reason="The customer asks for it")
        for each in SealedValue.objects.filter(object__in=states[2])
    }
    assert opened == {0: email, 1: "FR76 3000 6000"}
    assert [post.marks[place][2] for place in (0, 1)] == ["EMAIL", "IBAN"]
    assert "3000" not in everything_stored()


def test_a_post_without_a_date_is_read_with_what_came_just_before(bank):
    now = timezone.now()
    store(bank, given(1, FIRST, created_at=now - timedelta(minutes=2)))
    store(bank, given(2, SECOND, created_at=None))
    assert texts()["p1"] == "Ma carte : [CARD]"


def test_at_most_four_posts_on_each_side_are_looked_at_again(bank):
    store(bank, *(given(number, f"rien {number}", minute=number / 10) for number in range(20)))
    found = beside.neighbours_of(
        [given(99, "2345", minute=1)], account=bank.account, now=timezone.now()
    )
    assert [each.masked.text for each in found.before[0]] == [f"rien {n}" for n in (7, 8, 9, 10)]
    assert [each.masked.text for each in found.after[0]] == [f"rien {n}" for n in (11, 12, 13, 14)]


def test_a_part_that_comes_after_the_one_that_follows_it_is_masked_with_it(bank):
    store(bank, given(2, SECOND))
    store(bank, given(1, FIRST))
    assert texts() == {"p1": "Ma carte : [CARD]", "p2": "[CARD] merci"}
    assert "4970" not in everything_stored()
    for numbers in ((1,), (2,), (1, 2)):
        again = {1: given(1, FIRST), 2: given(2, SECOND)}
        stored = store(bank, *(again[number] for number in numbers))
        assert stored.counts == {Outcome.UNCHANGED: len(numbers)}


def test_a_part_in_the_middle_joins_both_ends(bank):
    store(bank, given(1, "Ma carte : 4970"))
    store(bank, given(3, "789 3 merci"))
    store(bank, given(2, "1012 3456"))
    assert texts() == {"p1": "Ma carte : [CARD]", "p2": "[CARD]", "p3": "[CARD] merci"}
