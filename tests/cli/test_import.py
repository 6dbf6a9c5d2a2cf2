"""``parvis import``: everything in, or told why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.cli.import_ import command
from parvis.governance.models import LedgerEntry
from parvis.governance.verification import verify
from parvis.intake import importing
from parvis.intake.models import DeadLetter, Post, PostVersion

IBAN = "FR7630006000011234567890189"


def run(path: Path | str, *options: str, account: str = "exemple-nord", stdin: bytes | None = None):
    arguments = [str(path), "--account", account, *options]
    return CliRunner().invoke(command, arguments, input=stdin)


@pytest.fixture
def write(tmp_path):
    def to_file(*rows: object, name: str = "posts.jsonl") -> Path:
        path = tmp_path / name
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    return to_file


def rejects(path: Path) -> list[dict]:
    told = Path(f"{path}.rejects.jsonl")
    return (
        [json.loads(line) for line in told.read_text().split("\n") if line] if told.exists() else []
    )


def test_a_file_is_taken_in_and_a_second_time_changes_nothing(bank, write):
    path = write(*[{"id": str(n), "text": f"Bonjour {n}"} for n in range(2_500)])
    first = run(path)
    assert first.exit_code == 0, first.output
    assert "2500 received, 0 rejected" in first.output
    before = LedgerEntry.objects.count()
    second = run(path)
    assert "2500 unchanged" in second.output
    assert Post.objects.count() == 2_500
    assert LedgerEntry.objects.count() == before
    assert rejects(path) == []


def test_an_interrupted_import_goes_on_where_it_was(bank, write, monkeypatch):
    path = write(*[{"id": str(n), "text": "x"} for n in range(2_500)])
    real, calls = importing.store_batch, []

    def ctrl_c_in_the_second_batch(**fields):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**fields)

    monkeypatch.setattr(importing, "store_batch", ctrl_c_in_the_second_batch)
    interrupted = run(path)
    assert interrupted.exit_code == 130
    assert "1000 received" in interrupted.output
    assert Post.objects.count() == 1_000
    monkeypatch.undo()
    assert "1500 received, 1000 unchanged" in run(path).output
    assert Post.objects.count() == 2_500


def test_bad_lines_are_told_with_line_and_reason_and_masked(bank, write):
    path = write(
        {"id": "1", "text": "x"}, f'{{"text": "{IBAN}"}}', "{nonsense", {"id": "2", "text": "y"}
    )
    result = run(path)
    assert result.exit_code == 1
    assert [(row["line"], row["reason"]) for row in rejects(path)] == [
        (2, "post.field_missing: id"),
        (3, "line.not_json"),
    ]
    assert "30006000" not in Path(f"{path}.rejects.jsonl").read_text()
    assert Post.objects.count() == 2


def test_a_dry_run_says_what_would_happen_and_writes_nothing(bank, write):
    run(write({"id": "1", "text": "old"}, {"id": "2", "text": "same"}))
    before = LedgerEntry.objects.count()
    path = write(
        {"id": "1", "text": f"new {IBAN}"},
        {"id": "2", "text": "same"},
        {"id": "3", "text": "first"},
        {"id": "3", "text": "first"},
        "nonsense",
        name="more.jsonl",
    )
    result = run(path, "--dry-run")
    assert result.exit_code == 1
    assert "1 edited, 1 received, 2 unchanged, 1 rejected" in result.output
    assert "masked: 1 IBAN" in result.output
    assert Post.objects.count() == 2
    assert not PostVersion.objects.exists()
    assert LedgerEntry.objects.count() == before


def test_a_dry_run_does_not_count_a_post_twice_that_comes_in_two_batches(bank, write):
    path = write(*[{"id": str(n % 1_500), "text": "x"} for n in range(3_000)])
    assert "1500 received, 1500 unchanged" in run(path, "--dry-run").output
    assert "1500 received, 1500 unchanged" in run(path).output


def test_csv_and_standard_input(bank, write):
    path = write("id;text;author", '1;"two\nlines";lea', name="posts.csv")
    assert run(path).exit_code == 0
    assert Post.objects.get().text == "two\nlines"
    result = run("-", "--format", "csv", stdin=b"id,text\n2,deux\n")
    assert result.exit_code == 0
    assert run("-", stdin=b'{"id": "3", "text": "trois"}\n').exit_code == 0
    assert Post.objects.count() == 3


def test_a_deleted_line_deletes(bank, write):
    run(write({"id": "1", "text": "x"}, {"id": "1", "deleted": True}))
    assert Post.objects.get().deleted_at is not None


def test_an_account_that_is_not_there_is_answered_with_those_that_are(bank, write):
    result = run(write({"id": "1", "text": "x"}), account="nobody")
    assert result.exit_code == 2
    assert "exemple-nord (folder)" in result.output
    assert run(write({"id": "1", "text": "x"}), account=str(bank.account.pk)).exit_code == 0
    wrong = run(write({"id": "1", "text": "x"}), "--network", "mastodon")
    assert wrong.exit_code == 2


def test_a_file_that_is_not_there_is_a_mistake_of_use(bank, tmp_path):
    assert run(tmp_path / "none.jsonl").exit_code == 2


def test_a_text_of_ten_megabytes_is_rejected_and_the_rest_taken_in(bank, tmp_path):
    path = tmp_path / "big.jsonl"
    big = b'{"id": "big", "text": "' + b"a" * 10_000_000 + b'"}\n'
    path.write_bytes(b'{"id": "1", "text": "x"}\n' + big + b'{"id": "2", "text": "y"}\n')
    assert run(path).exit_code == 1
    assert [row["reason"] for row in rejects(path)] == ["line.too_long"]
    assert Post.objects.count() == 2


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.sampled_from(["\0", "\u202e", "<script>alert(1)</script>", IBAN, "x" * 3_000, ""]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
fields = st.sampled_from(
    [
        "text",
        "author",
        "author_name",
        "lang",
        "created_at",
        "edited_at",
        "url",
        "in_reply_to",
        "conversation",
        "visibility",
        "descriptions",
        "metrics",
        "network",
        "account",
        "deleted",
        "odd",
    ]
)
posts = st.dictionaries(fields, json_values, max_size=8)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(posts | json_values, min_size=1, max_size=6), st.integers(0, 200))
def test_whatever_is_in_a_file_every_line_is_stored_or_told(bank, tmp_path, rows, cut):
    """Counts are conserved, the chain holds, and no data of the guard's kinds is in the store."""
    Post.objects.all().delete()
    DeadLetter.objects.all().delete()
    path = tmp_path / "hostile.jsonl"
    Path(f"{path}.rejects.jsonl").unlink(missing_ok=True)
    lines = []
    for number, row in enumerate(rows):
        whole = {"id": f"n{number}", "text": "x"} | row if isinstance(row, dict) else row
        lines.append(json.dumps(whole).encode())
    lines.append(lines[-1][:cut])
    path.write_bytes(b"\n".join(lines) + b"\n")
    result = run(path)
    assert result.exit_code in {0, 1}, result.output
    counted = {
        word: int(count)
        for count, word in (
            part.split()
            for part in result.output.splitlines()[1].split(": ")[1].split(", ")
            if part != "nothing"
        )
    }
    written = [line for line in lines if line.strip()]
    assert sum(counted.values()) == len(written)
    assert Post.objects.count() == counted.get("received", 0)
    assert counted["rejected"] == len(rejects(path)) + DeadLetter.objects.count()
    for post in Post.objects.all():
        assert IBAN not in json.dumps([post.text, post.author, post.url, post.extra, post.metrics])


def test_the_chain_holds_after_imports(bank, write):
    run(write(*[{"id": str(n), "text": f"{n} {IBAN}"} for n in range(50)]))
    assert list(verify()) == []
