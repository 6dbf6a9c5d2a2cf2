"""Waiting times and the age of what comes in: pure rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from parvis.errors import CredentialsRefused, Gone, RateLimited, Transient
from parvis.governance.rules import back_off, not_before
from parvis.intake.rules import (
    LONGEST_SILENCE,
    LONGEST_WAIT,
    REFUSED_WAIT,
    failure_of,
    is_stale,
    written_at,
)

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
moments = st.datetimes(timezones=st.just(UTC))
seeds = st.integers().map(Random)


@given(st.integers(-1, 10**9), seeds)
def test_a_wait_is_never_negative_and_never_beyond_the_cap(failures, rng):
    wait = back_off(failures, base=2, cap=300, rng=rng)
    assert timedelta(0) <= wait <= timedelta(seconds=300)


@given(st.integers(1, 6), seeds)
def test_the_ceiling_doubles_with_each_failure(failures, rng):
    wait = back_off(failures, base=2, cap=10_000, rng=rng)
    assert wait <= timedelta(seconds=2 * 2 ** (failures - 1))


def test_waits_are_spread_over_the_whole_range():
    rng = Random(7)
    waits = [back_off(8, base=2, cap=100, rng=rng).total_seconds() for _ in range(1_000)]
    assert min(waits) < 5
    assert max(waits) > 95
    assert 45 < sum(waits) / len(waits) < 55


@given(moments, moments)
def test_a_network_is_obeyed_but_not_for_ever(asked, now):
    if now > datetime(9000, 1, 1, tzinfo=UTC):
        return
    due = not_before(asked, now=now, longest=timedelta(hours=24))
    assert now <= due <= now + timedelta(hours=24)
    if now <= asked <= now + timedelta(hours=24):
        assert due == asked


@given(st.integers(1, 10_000), seeds)
def test_a_rate_limit_is_waited_for(failures, rng):
    until = NOW + timedelta(minutes=7)
    error = RateLimited("network.rate_limited", retry_at=until)
    failure = failure_of(error, failures=failures, now=NOW, rng=rng)
    assert until <= failure.due_at <= until + timedelta(seconds=5)
    assert failure.error == "network.rate_limited"


def test_a_rate_limit_of_years_is_cut_to_a_day():
    error = RateLimited("x", retry_at=NOW + timedelta(days=3_650))
    failure = failure_of(error, failures=1, now=NOW, rng=Random(1))
    assert failure.due_at <= NOW + LONGEST_SILENCE + timedelta(seconds=5)


def test_refused_credentials_wait_for_a_person():
    failure = failure_of(CredentialsRefused("x.refused"), failures=1, now=NOW, rng=Random(1))
    assert failure.due_at == NOW + REFUSED_WAIT


@given(st.sampled_from([Transient("x"), Gone("x"), ValueError("x")]), st.integers(1, 99), seeds)
def test_every_other_failure_comes_back_within_minutes(error, failures, rng):
    failure = failure_of(error, failures=failures, now=NOW, rng=rng)
    assert NOW <= failure.due_at <= NOW + timedelta(seconds=LONGEST_WAIT)


def test_the_message_of_an_unexpected_error_is_not_kept():
    failure = failure_of(KeyError("FR7630006000011234567890189"), failures=1, now=NOW, rng=Random())
    assert failure.error == "unexpected.KeyError"


@given(st.none() | moments, st.none() | moments)
def test_of_two_states_at_most_one_is_stale(one, other):
    assert not (is_stale(stored=one, incoming=other) and is_stale(stored=other, incoming=one))
    assert not is_stale(stored=one, incoming=one)


@given(st.none() | moments, moments)
def test_nothing_is_written_after_it_was_received(created, received):
    assert written_at(created, received_at=received) <= received
