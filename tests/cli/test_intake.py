"""``parvis intake``: what came in, and what did not."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from parvis.cli.intake import command
from parvis.governance.ledger import SYSTEM
from parvis.intake.actions import start_source, store_batch
from parvis.intake.models import DeadLetter, Post, Source
from parvis.intake.tasks import claim_due_source
from parvis.networks.network import Batch, Unreadable

IBAN = "FR7630006000011234567890189"


def run(*arguments: object):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def letters(bank) -> list[DeadLetter]:
    good = json.dumps({"id": "1", "text": f"Mon IBAN {IBAN}"}).encode()
    unreadable = (Unreadable(b"{broken", "line.not_json"), Unreadable(good, "some.bug"))
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(unreadable=unreadable))
    return list(DeadLetter.objects.order_by("pk"))


def test_sources_are_listed(bank, letters):
    start_source(actor=SYSTEM, account=bank.account)
    assert "account=exemple-nord" in run("sources").output
    [row] = [json.loads(line) for line in run("sources", "--json").output.splitlines()]
    assert (row["state"], row["dead_letters"], row["last_success"]) == ("waiting", 2, None)


def test_dead_letters_are_listed_masked(bank, letters):
    shown = run("dead-letters").output
    assert "reason=line.not_json" in shown
    assert IBAN not in shown
    rows = [json.loads(line) for line in run("dead-letters", "--json").output.splitlines()]
    assert [row["id"] for row in rows] == [letter.pk for letter in reversed(letters)]


def test_dead_letters_are_replayed_one_or_all(bank, letters):
    result = run("replay", letters[0].pk)
    assert result.exit_code == 1
    assert "line.not_json" in result.output
    everything = run("replay", "--all")
    assert everything.exit_code == 1
    assert "taken in" in everything.output
    assert Post.objects.get().network_id == "1"
    assert len(run("dead-letters").output.splitlines()) == 1
    assert len(run("dead-letters", "--all").output.splitlines()) == 2


def test_a_settled_letter_is_not_replayed(bank, letters):
    assert run("replay", letters[1].pk).exit_code == 0
    assert run("replay", letters[1].pk).exit_code == 2
    assert Post.objects.count() == 1


@pytest.mark.parametrize("arguments", [["replay"], ["replay", 999], ["poll", "nobody"]])
def test_mistakes_of_use_are_said(bank, arguments):
    assert run(*arguments).exit_code == 2


def test_a_source_is_paused_and_resumed(bank):
    source = start_source(actor=SYSTEM, account=bank.account)
    assert run("pause", "exemple-nord").exit_code == 0
    assert Source.objects.get().paused
    assert run("poll", source.pk).exit_code == 1
    assert run("resume", source.pk).exit_code == 0
    assert not Source.objects.get().paused


def test_a_source_that_is_read_already_is_not_polled(bank):
    source = start_source(actor=SYSTEM, account=bank.account)
    claim_due_source("other", source.due_at)
    result = run("poll", "exemple-nord")
    assert result.exit_code == 1
    assert "being read" in result.output


def test_a_poll_that_fails_says_with_what(bank):
    start_source(actor=SYSTEM, account=bank.account)
    bank.folder.rmdir()
    result = run("poll", "exemple-nord")
    assert result.exit_code == 1
    assert "folder.missing" in result.output
