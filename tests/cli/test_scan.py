from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import parvis.errors
from parvis.cli.line_reasons import reason
from parvis.errors import Invalid

COMMAND = [sys.executable, "-c", "from parvis.cli.scan import scan; scan()"]
IBAN = "FR7630006000011234567890189"


def scan(given: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *options], input=given, capture_output=True, check=False, timeout=120
    )


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def lines(*posts: dict[str, object]) -> bytes:
    return b"".join(json.dumps(post).encode() + b"\n" for post in posts)


def test_each_post_comes_back_with_what_was_understood() -> None:
    text = f"@BanqueParvis mon virement est où ? {IBAN}"
    done = scan(lines({"id": 1, "text": text, "mine": [1.50]}), "--alias", "p=Banque Parvis,BP")
    assert done.returncode == 0
    assert done.stderr == b""
    (row,) = rows(done)
    assert {key: row[key] for key in ("id", "text", "mine", "findings", "masked", "matches")} == {
        "id": 1,
        "text": text,
        "mine": [1.50],
        "findings": [{"start": 36, "end": 63, "kind": "IBAN"}],
        "masked": "@BanqueParvis mon virement est où ? [IBAN ••••0189]",
        "matches": ["p"],
    }
    assert (row["lang"], row["tone"]["label"], row["topic"]["label"]) == ("fr", "calm", "transfer")
    assert row["intent"]["request"] > 0.5 > row["intent"]["praise"]
    assert -1 <= row["sentiment"] <= 1
    verdict = row["verdict"]
    assert (verdict["act"], verdict["rule"]["name"]) == ("protect", "private_data_in_public")
    assert set(verdict["reasons"]) == {"fr", "en"}


def test_posts_in_doubt_may_be_read_once_only() -> None:
    given = lines(
        *({"id": n, "text": text} for n, text in enumerate(["vos horaires", "Et ma carte ?"]))
    )
    quick, whole = rows(scan(given, "--quick")), rows(scan(given))
    assert [row["id"] for row in quick] == [row["id"] for row in whole] == [0, 1]
    assert quick != whole


def test_fields_that_the_scan_writes_replace_given_ones() -> None:
    (row,) = rows(scan(lines({"id": "1", "text": "my card is blocked", "lang": "fr", "masked": 1})))
    assert (row["lang"], row["masked"]) == ("en", "my card is blocked")


def test_safe_masks_every_field() -> None:
    post = {"id": "1", "text": IBAN, "bio": {IBAN: [IBAN]}, "author": "a@b.fr"}
    done = scan(lines(post), "--safe")
    assert IBAN.encode() not in done.stdout
    (row,) = rows(done)
    shown = "[IBAN ••••0189]"
    assert (row["text"], row["author"], row["bio"]) == (shown, "[EMAIL]", {shown: [shown]})


def test_a_bad_line_is_named_without_its_content_and_the_run_goes_on() -> None:
    given = b"\n".join(
        [
            b'\xef\xbb\xbf{"id":"1","text":"a"}',
            b"",
            b"not json " + IBAN.encode(),
            b'{"id":"2"}',
            b'{"id":"3","text":"\xff"}',
            b"[1]",
            b'{"id":"4","text":NaN}',
            b'{"id":"5","text":"b","visibility":"' + IBAN.encode() + b'"}\r',
            b'{"id":"6","text":"c"}',
        ]
    )
    done = scan(given)
    assert done.returncode == 1
    assert [row["id"] for row in rows(done)] == ["1", "6"]
    said = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in said] == [f"line {at}" for at in (3, 4, 5, 6, 7, 8)]
    assert IBAN not in done.stderr.decode()
    assert said[0] == (
        "line 3: It is no JSON, from character 1 on. Write one whole object a line, in UTF-8; an"
        " object over several lines has to be put on one. (scan.not_json)"
    )
    assert said[1] == 'line 4: The field "text" is missing or empty. Add it. (post.field_missing)'
    assert "none of public, private, secure. Write one" in said[-1]


def test_every_code_of_a_line_has_its_sentence() -> None:
    folder = Path(parvis.errors.__file__).parent
    places = ("engine/post.py", "cli/lines.py", "cli/scan.py", "cli/guard.py")
    source = "".join((folder / place).read_text() for place in places)
    codes = set(re.findall(r'"((?:post|scan)\.[a-z_]+)"', source))
    assert {"scan.not_json", "scan.not_writable", "post.date_unreadable"} <= codes
    for code in codes:
        said = reason(Invalid(code, field="text", limit=12, place=3))
        assert not said.startswith("It cannot be read."), code
        assert "…" not in said, code


def test_a_line_that_never_ends_is_skipped_and_counted() -> None:
    huge = b'{"id":"1","text":"' + b"a" * (17 * 1024 * 1024) + b'"}\n'
    done = scan(huge + b'{"id":"2","text":"b"}\n' + huge[:-1])
    assert [row["id"] for row in rows(done)] == ["2"]
    assert [line[:7] for line in done.stderr.decode().splitlines()] == ["line 1:", "line 3:"]


def test_deep_nesting_is_a_bad_line_not_a_crash() -> None:
    deep = b'{"id":"1","text":"a","lang":"fr","x":' + b"[" * 900 + b"]" * 900 + b"}\n"
    done = scan(deep + b'{"id":"2","text":"b"}\n')
    assert rows(done)[-1]["id"] == "2"
    assert done.returncode in {0, 1}


def test_several_processes_keep_the_order() -> None:
    given = lines(*({"id": str(at), "text": f"post {at} {IBAN}"} for at in range(9_000)))
    alone, together = scan(given), scan(given, "--jobs", "2")
    assert together.returncode == 0
    assert together.stdout == alone.stdout
    assert [row["id"] for row in rows(together)] == [str(at) for at in range(9_000)]


def test_queries_come_from_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "queries.json"
    file.write_text('{"bank": ["Banque Parvis"]}')
    (row,) = rows(scan(lines({"id": "1", "text": "#banqueparvis"}), "--queries", str(file)))
    assert row["matches"] == ["bank"]


@pytest.mark.parametrize("content", ["[]", '{"a": "b"}', "no", '{"a": ["!"]}'])
def test_wrong_queries_are_a_wrong_option(content: str, tmp_path: Path) -> None:
    file = tmp_path / "queries.json"
    file.write_text(content)
    assert scan(b"", "--queries", str(file)).returncode == 2
    assert scan(b"", "--alias", "nothing").returncode == 2


def test_products_and_branches_are_told_by_the_names_that_the_bank_has_for_them() -> None:
    text = "Le #LivretBleu ? À l'agence Parvis de Nantes on m'a dit <b>1 %</b>"
    options = ["--product", "Livret Bleu=LB,livret b.", "--branch", "Nantes Centre=@ParvisNantes"]
    given = lines({"id": "1", "text": text}, {"id": "2", "text": "Nantes"})
    named, bare = rows(scan(given, "--alias", "p=Banque Parvis", *options, "--jobs", "2"))
    assert named["mentions"] == [
        {"kind": "product", "name": "Livret Bleu"},
        {"kind": "branch", "name": "Nantes Centre"},
    ]
    assert bare["mentions"] == []


@pytest.mark.parametrize("option", ["--product", "--branch"])
@pytest.mark.parametrize("value", ["nothing", "=a", "a=", "a= ,", "a=!!", "!!=a"])
def test_a_wrong_product_or_branch_is_a_wrong_option(option: str, value: str) -> None:
    assert scan(b"", option, value).returncode == 2


def test_a_slow_writer_is_answered_line_by_line() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("1", "2"):
            process.stdin.write(lines({"id": name, "text": "a"}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_a_reader_that_leaves_is_no_error_to_shout_about() -> None:
    given = lines(*({"id": str(at), "text": "a" * 200} for at in range(20_000)))
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        _none, errors = process.communicate(given, timeout=60)
        assert errors == b""
        assert process.returncode == 128 + signal.SIGPIPE


def test_ctrl_c_is_quiet() -> None:
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines({"id": "1", "text": "a"}))
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.3)  # until it waits for more
        os.kill(process.pid, signal.SIGINT)
        _out, errors = process.communicate(timeout=20)
        assert errors == b""
        assert process.returncode == 128 + signal.SIGINT


def test_memory_stays_flat_on_a_long_input() -> None:
    code = (
        "import resource, sys\n"
        "from parvis.cli.scan import scan\n"
        "try:\n    scan()\n"
        "finally:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
    )

    def peak(count: int) -> int:
        given = lines({"id": "1", "text": "Bonjour, mon virement ? " * 8}) * count
        done = subprocess.run(
            [sys.executable, "-c", code], input=given, capture_output=True, check=False, timeout=120
        )
        return int(done.stderr.split()[-1])

    assert peak(40_000) < 1.3 * peak(8_000)
