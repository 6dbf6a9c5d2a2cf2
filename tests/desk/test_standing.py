"""How a conversation stands follows from its posts alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parvis.desk.rules import Entry, key_of, same_handle, standing, written_at

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def entry(number: int, act: str = "answer", **given: bool) -> Entry:
    return Entry(
        post_id=number,
        at=NOON + timedelta(minutes=number),
        ours=given.pop("ours", False),
        act=act,
        visibility="public",
        reasons=(f"reason-{number}",),
        **given,
    )


def test_the_latest_post_decides_once_everything_is_settled() -> None:
    now = standing([entry(1, "protect", settled=True), entry(2, "do_not_answer", settled=True)])
    assert (now.advice, now.reasons, now.waiting_since) == ("do_not_answer", ["reason-2"], None)


def test_the_strongest_of_what_nobody_dealt_with_decides() -> None:
    now = standing([entry(1, "answer"), entry(2, "protect"), entry(3, "do_not_answer")])
    assert (now.advice, now.reasons) == ("protect", ["reason-2"])
    assert now.waiting_since == NOON + timedelta(minutes=1)


def test_a_deleted_post_decides_nothing_while_another_stands() -> None:
    now = standing([entry(1, "answer"), entry(2, "protect", deleted=True)])
    assert (now.advice, now.last_post_id, now.post_count) == ("answer", 2, 2)


def test_what_the_bank_wrote_is_last_but_advises_nothing() -> None:
    now = standing([entry(1, "answer", settled=True), entry(2, "", ours=True)])
    assert (now.advice, now.last_post_id, now.waiting_since) == ("answer", 2, None)


_entries = st.lists(
    st.builds(
        lambda number, act, ours, deleted, settled: entry(
            number, act, ours=ours, deleted=deleted, settled=settled
        ),
        st.integers(0, 99),
        st.sampled_from(["protect", "answer", "do_not_answer", ""]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda made: made.post_id,
)


@given(_entries, st.randoms(use_true_random=False))
def test_the_order_in_which_posts_came_says_nothing(entries: list[Entry], chance: object) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert standing(shuffled) == standing(entries)


@given(_entries)
def test_somebody_waits_exactly_when_a_post_waits(entries: list[Entry]) -> None:
    waiting = [made.at for made in entries if made.waits]
    assert standing(entries).waiting_since == (min(waiting) if waiting else None)


def test_nobody_has_written_after_we_received() -> None:
    late = NOON + timedelta(days=1)
    assert written_at(created_at=late, received_at=NOON) == NOON
    assert written_at(created_at=NOON, received_at=late) == NOON


def test_handles_are_the_same_with_and_without_the_at_sign_in_any_case() -> None:
    assert same_handle("@Exemple", "exemple")
    assert not same_handle("", "")
    assert not same_handle("exemple", "exemple2")


def test_identifiers_of_any_characters_have_a_key() -> None:
    assert len(key_of("\ud800")) == 64
