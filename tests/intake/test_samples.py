"""Stored posts on which a policy is tried."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from parvis.engine.guard import Direction, Kind
from parvis.governance.guard_samples import samples
from parvis.intake.models import Post
from tests.intake.test_policy import IBAN, PRIVATE, given, store


def test_posts_are_given_the_last_received_first_with_what_was_masked(bank):
    store(bank, given(1, "Bonjour"), given(2, f"Mon IBAN {IBAN}", **PRIVATE))
    hour_ago = timezone.now() - timedelta(hours=1)
    last, first = samples([bank.north.pk], hour_ago, 10)
    assert (first.text, first.direction, first.masked) == (
        "Bonjour",
        Direction.RECEIVED_PUBLIC,
        (),
    )
    assert last.text == "Mon IBAN [IBAN ••••0189]"
    assert (last.direction, last.masked) == (Direction.RECEIVED_PRIVATE, (Kind.IBAN,))


def test_neither_older_ones_nor_those_of_other_entities_nor_more_than_asked(bank):
    store(bank, *(given(number, "Bonjour") for number in range(5)))
    now = timezone.now()
    hour_ago = now - timedelta(hours=1)
    assert len(list(samples([bank.north.pk], hour_ago, 3))) == 3
    assert not list(samples([bank.south.pk], hour_ago, 3))
    Post.objects.filter(network_id="p4").update(received_at=now)
    Post.objects.exclude(network_id="p4").update(received_at=now - timedelta(days=2))
    assert len(list(samples([bank.north.pk], hour_ago, 10))) == 1
