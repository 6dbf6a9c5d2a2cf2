"""``parvis doctor``: it finds what is wrong, says what to do, and never falls over itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from django.db import connection
from django.utils import timezone

from parvis.cli import checks_of_work
from parvis.cli.checks_of_database import findings as findings_of_database
from parvis.cli.checks_of_house import findings as findings_of_house
from parvis.cli.checks_of_work import findings as findings_of_work
from parvis.cli.doctor import command
from parvis.engine.guard import Kind
from parvis.governance import ledger
from parvis.governance.actions import Sealing, register_account, seal_values
from parvis.governance.ledger import SYSTEM
from parvis.governance.models import LedgerEntry
from parvis.governance.protection import POLICIES
from parvis.governance.schedule import beat
from parvis.intake.actions import start_source, store_batch
from parvis.intake.models import Source
from parvis.networks.network import Batch, Unreadable
from parvis.outbox.models import Delivery, State
from tests.conftest import Bank, drop_triggers

PARVIS = Path(sys.executable).with_name("parvis")


def states(findings: Any, check: str) -> list[tuple[str, str]]:
    found = [(f.state.value, f.said) for f in findings if f.check.startswith(check)]
    assert found, check
    return found


def house(check: str) -> tuple[str, str]:
    return states(findings_of_house(), check)[0]


def database(check: str) -> tuple[str, str]:
    return states(findings_of_database(), check)[0]


def work(check: str) -> tuple[str, str]:
    return states(findings_of_work(), check)[0]


# The house


def test_debug_and_hosts_without_https_are_problems(settings: Any) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["desk.bank.example"]
    assert house("debug")[0] == "problem"
    assert house("https")[0] == "problem"
    settings.DEBUG, settings.HTTPS = False, True
    assert house("debug")[0] == "ok"
    assert house("https")[0] == "ok"
    settings.ALLOWED_HOSTS = ["*"]
    assert house("hosts")[0] == "problem"


@pytest.mark.parametrize(
    ("secret", "keys", "state"),
    [
        ("x" * 50, [Fernet.generate_key().decode()], "ok"),
        ("5hort", [Fernet.generate_key().decode()], "problem"),
        ("x" * 50, ["not-a-key"], "problem"),
        ("x" * 50, [], "problem"),
    ],
)
def test_keys_are_looked_at_and_never_shown(
    settings: Any, secret: str, keys: list[str], state: str
) -> None:
    settings.SECRET_KEY, settings.PARVIS_KEYS = secret, keys
    found = house("keys")
    assert found[0] == state
    assert not any(key in found[1] for key in [secret, *keys])


def test_keys_that_others_may_read_are_a_problem(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    tmp_path.chmod(0o700)
    key = tmp_path / "sealing-keys"
    key.touch(mode=0o600)
    assert house("files")[0] == "ok"
    key.chmod(0o644)
    assert house("files") == ("problem", f"other users of this machine may read {key}")


# The database


@pytest.mark.django_db
def test_a_sound_database_is_said_to_be_so(bank: Bank) -> None:
    found = {f.check: f.state.value for f in findings_of_database()}
    tests_live_without = {"ledger protection", "policy protection", "journal"}
    assert {v for k, v in found.items() if k not in tests_live_without} == {"ok"}
    assert {"database", "migrations", "clocks", "ledger"} <= set(found)


@pytest.mark.django_db
def test_a_dropped_trigger_and_a_tampered_ledger_are_found(bank: Bank) -> None:
    table = "" if connection.vendor == "sqlite" else " ON governance_ledgerentry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER ledger_never_changed{table}")
    assert "ledger_never_changed" in database("ledger protection")[1]
    number = LedgerEntry.objects.latest("number").number
    LedgerEntry.objects.filter(number=number).update(actor="mallory")
    (state,) = [f.state.value for f in findings_of_database() if f.check == "ledger"]
    assert state == "problem"


@pytest.mark.django_db
def test_only_the_end_of_a_long_ledger_is_verified(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parvis.cli.checks_of_database._ENTRIES", 2)
    said = [f.said for f in findings_of_database() if f.check == "ledger"]
    assert said[0].startswith("the last 2 of")


def outside(data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PARVIS_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return subprocess.run(
        [PARVIS, "doctor", *environment.pop("arguments", "").split()],
        env=kept | {"PARVIS_DATA": str(data)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def keys() -> dict[str, str]:
    return {"PARVIS_SECRET_KEY": "x" * 50, "PARVIS_KEYS": Fernet.generate_key().decode()}


@pytest.mark.parametrize(
    "address",
    ["postgres://somebody:s3cr3t@127.0.0.1:1/nothing", "sqlite:////nowhere/at/all.sqlite3"],
)
def test_a_database_that_is_down_is_said_without_a_traceback(
    tmp_path: Path, keys: dict[str, str], address: str
) -> None:
    done = outside(tmp_path, DATABASE_URL=address, **keys)
    assert done.returncode == 1
    assert "problem  database:" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "s3cr3t" not in done.stdout + done.stderr


def test_a_file_that_is_no_database_is_said_without_a_traceback(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    (tmp_path / "parvis.sqlite3").write_bytes(os.urandom(8192))
    done = outside(tmp_path, **keys)
    assert done.returncode == 1
    assert "problem  database:" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_missing_keys_are_said_without_a_traceback(tmp_path: Path) -> None:
    done = outside(tmp_path, arguments="--json")
    assert done.returncode == 1
    (row,) = json.loads(done.stdout)
    assert (row["check"], row["state"]) == ("settings", "problem")
    assert "PARVIS_SECRET_KEY" in row["said"]


def test_a_database_without_tables_is_told_to_migrate(tmp_path: Path, keys: dict[str, str]) -> None:
    done = outside(tmp_path, **keys)
    assert done.returncode == 1
    assert "parvis manage migrate" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


# The work


@pytest.mark.django_db
def test_a_key_that_is_lost_is_found_by_trying(bank: Bank, settings: Any) -> None:
    register_account(
        actor=bank.ada,
        entity=bank.north,
        network="bluesky",
        handle="nord.example",
        owner=bank.karim,
        purpose="x",
        credentials={"handle": "nord.example", "password": "y"},
    )
    assert work("sealed") == ("ok", "1 credentials can be opened")
    settings.PARVIS_KEYS = [Fernet.generate_key().decode()]
    state, said = work("sealed")
    assert state == "problem"
    assert "nord.example (bluesky)" in said


@pytest.mark.django_db
def test_sealed_values_that_no_key_opens_are_counted(
    bank: Bank, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seal(number: int) -> None:
        values = [
            Sealing(
                entity_id=bank.north.pk, object=f"intake.post:{number}", mark=mark,
                kind=Kind.IBAN, value="FR7630006000011234567890189", days=9,
            )
            for mark in range(3)
        ]  # fmt: skip
        seal_values(actor=SYSTEM, values=values)

    assert work("sealed values") == ("ok", "0 can be opened")
    seal(1)
    assert work("sealed values") == ("ok", "3 can be opened")
    settings.PARVIS_KEYS = [Fernet.generate_key().decode()]
    seal(2)
    state, said = work("sealed values")
    assert state == "problem"
    assert said.startswith("3 of the guard's sealed values cannot be opened (6 looked at)")
    assert "FR76" not in said
    monkeypatch.setattr(checks_of_work, "_MOST_OPENED", 3)
    assert "(3 of 6 looked at)" in work("sealed values")[1]


@pytest.mark.django_db
def test_a_dropped_trigger_on_signed_policies_is_found(bank: Bank) -> None:
    drop_triggers(POLICIES)
    state, said = database("policy protection")
    assert state == "problem"
    assert "signed_policy_never_changed" in said


@pytest.mark.django_db
def test_workers_are_seen_by_their_signs_of_life(bank: Bank) -> None:
    now = timezone.now()
    assert work("workers")[0] == "problem"
    beat(name="one", kind="run", now=now - timedelta(minutes=5))
    assert work("workers")[0] == "problem"
    beat(name="two", kind="worker", now=now)
    assert work("workers") == ("ok", "two (worker)")
    beat(name="three", kind="worker", now=now + timedelta(minutes=5))
    assert work("worker clocks")[0] == "problem"


@pytest.mark.django_db
def test_sources_tell_their_last_success_and_error(bank: Bank) -> None:
    assert work("sources")[0] == "warning"
    source = start_source(actor=SYSTEM, account=bank.account)
    assert work("source ") == ("ok", "never read")
    Source.objects.update(failures=2, last_error="folder.missing", last_success_at=timezone.now())
    state, said = work("source ")
    assert state == "problem"
    assert "2 failures, folder.missing, last success" in said
    Source.objects.update(failures=0, due_at=timezone.now() - timedelta(hours=1))
    assert "nobody reads it" in work("source ")[1]
    # Who reads without an end is due all the while.
    held = {"lease": "w", "leased_until": timezone.now() + timedelta(minutes=1)}
    Source.objects.filter(pk=source.pk).update(**held)
    assert work("source ")[0] == "ok"
    Source.objects.filter(pk=source.pk).update(paused=True, lease="", leased_until=None)
    assert work("source ")[0] == "ok"


@pytest.mark.django_db
def test_deliveries_and_dead_letters_that_wait_for_somebody_are_counted(bank: Bank) -> None:
    assert work("deliveries")[0] == work("dead letters")[0] == "ok"
    for state in (State.UNKNOWN, State.FAILED):
        Delivery.objects.create(
            key=uuid4(),
            account=bank.account,
            text="x",
            visibility="public",
            in_reply_to="1",
            composed_at=timezone.now(),
            composed_by="anne",
            state=state,
            due_at=timezone.now(),
        )
    unreadable = (Unreadable(b"{", "line.not_json"),)
    store_batch(actor=SYSTEM, account=bank.account, batch=Batch(unreadable=unreadable))
    assert [state for state, _said in states(findings_of_work(), "deliveries")] == [
        "problem",
        "warning",
    ]
    assert work("dead letters") == ("warning", "1 open: they could not be taken in")


@pytest.mark.django_db
def test_all_of_it_is_told_to_programs(bank: Bank) -> None:
    ledger.record(actor=SYSTEM, verb="test.thing.done", object="test.thing:1")
    done = CliRunner().invoke(command, ["--json"], catch_exceptions=False)
    rows = json.loads(done.stdout)
    assert {"debug", "keys", "database", "ledger", "workers", "sources"} <= {
        row["check"] for row in rows
    }
    assert all(row["todo"] for row in rows if row["state"] != "ok")
    assert done.exit_code == 1  # no worker is alive in a test
