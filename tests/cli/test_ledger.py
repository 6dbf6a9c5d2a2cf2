"""``parvis ledger``: exit codes and words that somebody can act on."""

from __future__ import annotations

import hashlib
import json

import pytest
from click.testing import CliRunner, Result
from django.db import DatabaseError, connection, transaction

from parvis.cli.ledger import command
from parvis.governance import ledger
from parvis.governance.ledger import SYSTEM, Act
from parvis.governance.models import LedgerEntry, LedgerHead
from parvis.governance.protection import ALL, missing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chain(db: None) -> None:
    """A chain of seven acts, in a database whose triggers somebody has dropped."""
    table = "" if connection.vendor == "sqlite" else " ON governance_ledgerentry"
    with connection.cursor() as cursor:
        for name in ("ledger_never_changed", "ledger_never_removed"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")
    acts = [
        Act(verb=f"test.thing.{n}", object=f"test.thing:{n}", data={"n": n}) for n in range(1, 8)
    ]
    ledger.append(actor=SYSTEM, acts=acts)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def tamper() -> None:
    LedgerEntry.objects.filter(number=3).update(actor="mallory")
    LedgerEntry.objects.filter(number=5).delete()


def test_a_sound_ledger_says_so() -> None:
    done = run("verify")
    assert (done.exit_code, done.output) == (0, "The ledger holds: 7 entries verified.\n")


def test_each_fault_is_named_and_the_exit_code_is_one() -> None:
    tamper()
    done = run("verify")
    assert done.exit_code == 1
    assert "Entry 3 (test.thing.3) was edited." in done.output
    assert "Entries 5 to 5 were removed." in done.output


def test_faults_are_told_to_programs() -> None:
    tamper()
    done = run("verify", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (told["entries"], told["since"]) == (7, 1)
    assert told["faults"] == [
        {"number": 3, "what": "edited", "verb": "test.thing.3"},
        {"number": 5, "what": "removed", "verb": "", "until": 5},
    ]


def test_a_part_is_verified_alone() -> None:
    tamper()
    assert run("verify", "--since", "6").exit_code == 0


def test_what_was_kept_elsewhere_finds_a_cut_with_its_head() -> None:
    kept = run("head").output.strip()
    assert run("verify", "--expect", kept).exit_code == 0
    tail = LedgerEntry.objects.get(number=6)
    LedgerEntry.objects.filter(number=7).delete()
    LedgerHead.objects.update(number=6, digest=tail.digest)
    assert run("verify").exit_code == 0
    done = run("verify", "--expect", kept)
    assert done.exit_code == 1
    assert "Entry 7" in done.output


def test_a_digest_that_is_none_is_a_wrong_use() -> None:
    assert run("verify", "--expect", "7:abc").exit_code == 2


def test_an_empty_ledger_holds() -> None:
    LedgerEntry.objects.all().delete()
    LedgerHead.objects.all().delete()
    assert run("verify").exit_code == 0
    assert run("head").output == f"0:{'0' * 64}\n"


def test_the_last_acts_are_shown_in_order() -> None:
    lines = run("show", "--limit", "2").output.splitlines()
    assert [line.split()[0] for line in lines] == ["6", "7"]
    assert "test.thing.7 test.thing:7" in lines[1]
    assert run("show", "--object", "test.thing:4").output.split()[0] == "4"
    assert run("show", "--actor", "nobody").output == ""
    assert len(run("show", "--verb", "test.").output.splitlines()) == 7


def test_what_is_exported_can_be_verified_by_anybody() -> None:
    rows = [json.loads(line) for line in run("export").output.splitlines()]
    before = "0" * 64
    for row in rows:
        digest = row.pop("digest")
        assert row.pop("before") == before
        content = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256((before + content).encode()).hexdigest() == digest
        before = digest
    assert len(rows) == 7
    assert len(run("export", "--since", "6").output.splitlines()) == 2


def test_dropped_triggers_are_put_back_and_that_is_an_entry() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert "ledger_never_changed" in missing(connection, *ALL)
    assert run("protect").exit_code == 0
    assert missing(connection, *ALL) == []
    entry = LedgerEntry.objects.latest("number")
    assert entry.verb == "governance.ledger.protected"
    assert "ledger_never_changed" in entry.data["were_gone"]
    with pytest.raises(DatabaseError, match="only ever appended"), transaction.atomic():
        LedgerEntry.objects.filter(number=3).update(actor="mallory")
