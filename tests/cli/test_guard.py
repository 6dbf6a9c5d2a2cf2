from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from parvis.cli.guard import guard
from parvis.engine.guard import Kind, Treatment
from parvis.engine.guard.policy_file import policy_from_toml
from parvis.governance.actions import publish_contact
from tests.conftest import Bank

IBAN = "FR76 3000 6000 0112 3456 7890 189"
START = "from parvis.cli.main import main; main()"


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(guard, arguments, input=given)


def checked(*replies: dict[str, object], options: tuple[str, ...] = ()) -> list[dict[str, object]]:
    given = "".join(json.dumps(reply) + "\n" for reply in replies)
    done = run("reply", *options, given=given)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_explain_says_what_is_found_and_why_and_never_repeats_it() -> None:
    done = run("explain", f"mon code secret est 4821, mon IBAN {IBAN}")
    assert done.exit_code == 0
    assert "PIN at 20-24: the words beside it say so" in done.stdout
    assert "IBAN at 35-68: its check digits are right" in done.stdout
    assert "[PIN], mon IBAN [IBAN ••••0189]" in done.stdout
    assert "4821" not in done.stdout
    assert "3456" not in done.stdout


def test_explain_says_that_a_value_was_disguised() -> None:
    done = run("explain", "zéro six douze trente-quatre cinquante-six soixante-dix-huit")
    assert "PHONE at 0-60" in done.stdout
    assert "disguised" in done.stdout


def test_explain_reads_from_standard_input_too() -> None:
    assert "Nothing confidential" in run("explain", "-", given="bonjour").stdout
    assert "IBAN at 0-33" in run("explain", "-", given=IBAN).stdout


def test_explain_goes_by_a_policy_file(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('version = 1\n[kinds.IBAN]\nreceived_public = "destroy"\n')
    assert "received_public   '[IBAN]'" in run("explain", IBAN, "--policy", str(file)).stdout
    assert run("explain", IBAN, "--policy", str(file), "--entity", "x").exit_code == 2


def test_each_reply_comes_back_with_whether_it_may_be_sent() -> None:
    asking = {"id": 1, "text": "Quel est votre IBAN ?", "visibility": "private", "mine": 1}
    holding = {"id": 2, "text": f"Voici : {IBAN}", "visibility": "public"}
    fine = {"id": 3, "text": "Bonjour, écrivez-nous en message privé.", "visibility": "public"}
    first, second, third = checked(asking, holding, fine)
    assert first["mine"] == 1
    assert first["allowed"] is False
    assert [each["code"] for each in first["reasons"]] == ["asks_forbidden"]
    assert second["reasons"] == [{"code": "contains_secret", "start": 8, "end": 41}]
    assert (third["allowed"], third["reasons"]) == (True, [])


def test_a_reply_without_visibility_is_read_as_public() -> None:
    (row,) = checked({"id": 1, "text": "Quel est votre nom ?"})
    assert [each["code"] for each in row["reasons"]] == ["asks_in_public"]


def test_what_the_bank_published_may_be_sent(tmp_path: Path) -> None:
    reply = {"id": 1, "text": "Appelez-nous au 01 42 98 00 00.", "visibility": "public"}
    (row,) = checked(reply)
    assert row["allowed"] is False
    file = tmp_path / "policy.toml"
    file.write_text('version = 1\n[allowed]\nphones = ["+33 1 42 98 00 00"]\n')
    (row,) = checked(reply, options=("--policy", str(file)))
    assert row["allowed"] is True


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "scan.not_json"),
        ('{"id": 1}', "post.field_missing"),
        ('{"text": 12}', "post.field_not_text"),
        ('{"text": "a", "visibility": "loud"}', "post.visibility_unknown"),
        ("[]", "post.not_an_object"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_run_goes_on(line: str, code: str) -> None:
    done = run("reply", given=f'{line}\n{{"text": "merci"}}\n')
    assert done.exit_code == 1
    [said] = done.stderr.splitlines()
    assert re.fullmatch(rf"line 1: [A-Z].{{20,}}\. \({code}\)", said)
    assert json.loads(done.stdout)["allowed"] is True


def test_kinds_are_all_listed_with_what_becomes_of_them() -> None:
    lines = run("kinds").stdout.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [kind.value for kind in Kind]
    assert all(set(line.split()[-3:]) <= set(Treatment) for line in lines)
    said = {line.split()[0]: line for line in lines}
    assert "Balance or income" in said["BALANCE"]
    assert "Phone number" in said["PHONE"]
    assert len({line.index(line.split()[-3]) for line in lines}) == 1


def test_the_template_is_a_policy() -> None:
    text = run("policy", "template").stdout
    assert policy_from_toml(text).rules == policy_from_toml("version = 1").rules


def test_a_policy_file_is_told_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('version = 1\n[kinds.CVV]\nsent = "keep"\n[kinds.IBANN]\nlast = 40\n')
    done = run("policy", "check", str(file))
    assert done.exit_code == 1
    assert "line 3: kinds.CVV.sent: " in done.stdout
    assert "Take this line out. (guard.policy.never_stored)" in done.stdout
    assert "Did you mean: IBAN?" in done.stdout
    file.write_text("version = 1\n")
    assert run("policy", "check", str(file)).exit_code == 0


def test_problems_are_said_in_sentences_where_no_setting_is_known(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("version =\n")
    command = [sys.executable, "-c", START, "guard", "policy", "check", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, env={}, check=False)
    assert done.returncode == 1, done.stderr
    assert "line 1: This is not TOML" in done.stdout


@pytest.mark.parametrize("command", ["explain", "reply"])
def test_help_keeps_its_lines_and_shows_no_marks(command: str) -> None:
    said = run(command, "--help").stdout
    assert "Example:\n" in said
    assert "\\b" not in said


@pytest.mark.django_db
def test_explain_goes_by_the_policy_in_force_of_an_entity(bank: Bank) -> None:
    publish_contact(
        actor=bank.ada, entity=bank.north, kind=Kind.PHONE, value="01 42 98 00 00", label="Hotline"
    )
    said = "appelez le 01 42 98 00 00"
    assert "PHONE" in run("explain", said).stdout
    assert "Nothing confidential" in run("explain", said, "--entity", "north").stdout
    unknown = run("explain", said, "--entity", "nowhere")
    assert unknown.exit_code == 2
    assert "nowhere" in unknown.stderr
    assert "north" in unknown.stderr
