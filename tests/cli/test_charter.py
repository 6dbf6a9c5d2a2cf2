from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from parvis.cli.main import main
from parvis.engine.charter.default import default_charter, default_text

IBAN = "FR7630006000011234567890189"
CODE = "mon code secret est 4821"
RULES = len(default_charter().rules)
START = "from parvis.cli.main import main; main()"
LAST = '[[rules]]\nname = "end"\nfr = "Fin."\nen = "End."\nact = "escalate"\nto = "agent"\n'
SILENT = (
    'version = 1\n[[rules]]\nname = "mute"\nfr = "Muet."\nen = "Mute."\nact = "do_not_answer"\n'
)
MUTE = f"{SILENT}when.tone.insulting.at_least = 0.5\n{LAST}"


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", START, "charter", *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
    )


def lines(*posts: dict[str, object]) -> bytes:
    return b"".join(json.dumps(post).encode() + b"\n" for post in posts)


@pytest.fixture
def charter(tmp_path: Path) -> str:
    file = tmp_path / "charter.toml"
    file.write_text(MUTE)
    return str(file)


HEATED = {
    "id": 1,
    "text": "bande de voleurs, mon virement est où ?",
    "intent": {"request": 0.93},
    "tone": {"label": "insulting", "p": 0.97},
}
INSULT = {"id": "2", "text": "nuls", "intent": {"request": 0.04}, "tone": {"insulting": 0.97}}


def test_the_command_is_registered_and_explains_itself() -> None:
    found = main.get_command(None, "charter")  # type: ignore[arg-type]
    assert found is not None
    assert found.help


def test_the_template_is_a_right_charter(tmp_path: Path) -> None:
    file = tmp_path / "charter.toml"
    done = run("template")
    assert done.returncode == 0
    file.write_bytes(done.stdout)
    checked = run("check", str(file))
    assert checked.returncode == 0
    assert checked.stdout.decode().strip() == f"The charter is right: {RULES} rules."
    assert default_text() in done.stdout.decode()


def test_check_says_all_that_is_wrong_with_its_line_and_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "charter.toml"
    file.write_text(MUTE.replace("do_not_answer", "do_not_anser").replace("0.5", "1.5"))
    done = run("check", str(file))
    assert done.returncode == 1
    act, probability = done.stdout.decode().splitlines()
    assert act.startswith(
        "line 6: rules[1].act: There is no such act. Did you mean: do_not_answer?"
    )
    assert act.endswith("(charter.unknown_act)")
    assert probability.startswith("line 7: rules[1].when.tone.insulting.at_least: A probability is")
    french = run("check", str(file), "--lang", "fr").stdout.decode()
    assert "ligne 6 : rules[1].act: Il n'y a pas de tel acte." in french


def test_check_warns_of_rules_that_are_at_odds_or_never_decide_and_that_is_no_failure(
    tmp_path: Path,
) -> None:
    file = tmp_path / "charter.toml"
    asking = '[[rules]]\nname = "ask"\nfr = "D."\nen = "A."\nact = "answer"\n'
    idle = asking.replace("ask", "idle") + "when.intent.request.at_least = 0.6\n"
    text = MUTE.replace(LAST, f"{asking}when.intent.request.at_least = 0.5\n{idle}{LAST}")
    file.write_text(text)
    done = run("check", str(file))
    assert done.returncode == 0
    conflict, unreachable, right = done.stdout.decode().splitlines()
    assert conflict.startswith("warning: line 2: Rules 1 (mute) and 2 (ask) can both hold")
    assert "Example: insult (0.50), request (0.50)." in conflict
    assert unreachable.startswith("warning: line 14: Rule 3 (idle) never decides: rule 2 (ask)")
    assert right == "The charter is right: 4 rules."
    assert run("check", str(file), "--lang", "fr").stdout.decode().startswith("attention : ligne 2")


def test_a_file_that_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "charter.toml"
    file.write_bytes(b"\xff\xfe")
    assert run("check", str(file)).returncode == 2
    assert run("check", str(tmp_path / "none.toml")).returncode == 2


def test_try_says_both_verdicts_of_each_post_and_what_would_change(charter: str) -> None:
    done = run("try", charter, given=lines(HEATED, INSULT))
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["changed"], second["changed"]) == ("1", True, False)
    assert first["verdict"] == {
        "act": "do_not_answer",
        "rule": {"number": 1, "name": "mute"},
        "priority": "normal",
        "reasons": {
            "fr": "insulte (0,97) : règle 1 de la charte",
            "en": "insult (0.97): charter rule 1",
        },
    }
    assert first["default"]["act"] == "answer"
    assert second["default"]["rule"]["name"] == "insult_alone"
    head, turn, example = done.stderr.decode().splitlines()
    assert head == "2 posts read, 1 would have another verdict."
    assert turn.split() == ["answer", "→", "do", "not", "answer", "1"]
    assert example.strip() == HEATED["text"]


def test_try_shows_nothing_confidential_and_goes_by_what_the_guard_finds(charter: str) -> None:
    secret = HEATED | {"text": f"nuls, {CODE}, {IBAN}", "id": IBAN}
    done = run("try", charter, given=lines(secret))
    (row,) = (json.loads(line) for line in done.stdout.splitlines())
    assert row["default"]["rule"]["name"] == "secret_in_public"
    assert "PIN" in row["default"]["reasons"]["en"]
    assert b"4821" not in done.stdout + done.stderr
    assert IBAN.encode() not in done.stdout + done.stderr
    assert "[PIN]" in done.stderr.decode()


def test_try_takes_circumstances_from_options_and_from_lines(charter: str) -> None:
    calm = {"id": "3", "text": "Bonjour", "intent": {"request": 0.9}}
    told = [calm, calm | {"mode": "answer"}, calm | {"author_kinds": ["journalist"]}]
    done = run("try", charter, "--mode", "listen_only", "--closed", given=lines(*told))
    names = [json.loads(line)["default"]["rule"]["name"] for line in done.stdout.splitlines()]
    assert names == ["asked_where_we_only_listen", "request_or_complaint", "press"]


def test_a_summary_is_all_there_is_on_standard_output_in_french_too(charter: str) -> None:
    done = run("try", charter, "--summary", "--lang", "fr", given=lines(HEATED, INSULT))
    out = done.stdout.decode()
    assert out.startswith("2 messages lus, 1 auraient un autre avis.\n  répondre → ne pas répondre")
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("post", "code"),
    [
        ({"id": 1}, "post.field_missing"),
        (HEATED | {"mode": "loud"}, "charter.word_unknown"),
        (HEATED | {"state": 3}, "charter.word_unknown"),
        (HEATED | {"author_kinds": "x"}, "charter.author_kinds"),
        (HEATED | {"intent": {"request": 2}}, "charter.labels_unreadable"),
        (HEATED | {"tone": {"label": [], "p": 1}}, "charter.labels_unreadable"),
        (HEATED | {"tone": [1]}, "charter.labels_unreadable"),
        (HEATED | {"topic": {"money": 0.5}}, "charter.labels_unreadable"),
        (HEATED | {"sentiment": "sad"}, "charter.labels_unreadable"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_run_goes_on(
    charter: str, post: dict[str, object], code: str
) -> None:
    done = run("try", charter, given=lines(post, INSULT))
    assert done.returncode == 1
    assert f"({code})" in done.stderr.decode()
    assert done.stderr.decode().startswith("line 1: ")
    assert "1 posts read" in done.stderr.decode()
    assert len(done.stdout.splitlines()) == 1


def test_try_refuses_a_file_that_is_no_charter_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / "charter.toml"
    file.write_text("version = 1")
    done = run("try", str(file), given=lines(HEATED))
    assert done.returncode == 2
    assert b"charter.no_rules" in done.stderr
