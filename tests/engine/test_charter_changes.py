"""In what two charters differ, and which of them may be signed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.charter.acts import Act
from parvis.engine.charter.approval import approved
from parvis.engine.charter.changes import changes_between
from parvis.engine.charter.default import default_charter, default_text
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.writing import template, toml_of


def rule(name: str, act: Act = Act.ANSWER) -> Rule:
    return Rule(name=name, fr=name, en=name, act=act)


def charter(names: str, **acts: Act) -> Charter:
    return Charter(tuple(rule(name, acts.get(name, Act.ANSWER)) for name in names))


def told(old: str, new: str, **acts: Act) -> tuple[str, str, str, str]:
    changes = changes_between(charter(old), charter(new, **acts))
    return (
        "".join(each.rule.name for each in changes.added),
        "".join(each.rule.name for each in changes.removed),
        "".join(each.after.rule.name for each in changes.changed),
        "".join(each.after.rule.name for each in changes.moved),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", ("", "", "", "")),
        ("abc", "xabc", ("x", "", "", "")),
        ("abc", "bc", ("", "a", "", "")),
        ("abcde", "eabcd", ("", "", "", "e")),
        ("abcde", "bcdea", ("", "", "", "a")),
        ("abc", "xyz", ("xyz", "abc", "", "")),
        ("", "a", ("a", "", "", "")),
    ],
)
def test_added_removed_and_moved_rules_are_told_apart(
    old: str, new: str, expected: tuple[str, ...]
) -> None:
    assert told(old, new) == expected


def test_a_rule_that_does_something_else_is_changed_wherever_it_stands() -> None:
    assert told("abc", "cab", c=Act.PROTECT) == ("", "", "c", "c")
    changes = changes_between(charter("abc"), charter("cab", c=Act.PROTECT))
    [changed] = changes.changed
    assert (changed.before.number, changed.after.number) == (3, 1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.randoms())
def test_without_what_moved_all_others_stand_in_their_old_order(
    names: list[str], rng: random.Random
) -> None:
    new = [*names]
    rng.shuffle(new)
    added, removed, changed, moved = told("".join(names), "".join(new))
    assert (added, removed, changed) == ("", "", "")
    assert [name for name in new if name not in moved] == [
        name for name in names if name not in moved
    ]
    assert bool(moved) == (names != new)
    changes = changes_between(charter("".join(names)), charter("".join(new)))
    assert bool(changes) == (names != new)


def test_what_comes_with_parvis_may_be_signed() -> None:
    for text in (default_text(), template(), toml_of(default_charter())):
        assert approved(text).charter == default_charter()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("# Jean Dupont, +33 6 12 34 56 78", "holds"),
        ("# écrire à jean.dupont@gmail.com", "holds"),
        ("# \u202eécrire", "unseen_sign"),
        ("# a\u200bb", "unseen_sign"),
        ("# a\u2028b", "unseen_sign"),
        ("# caf\u00e9 \u202f: \u00ab\u00a0oui\u00a0\u00bb", ""),
        ("# 24/11/2026, règle 7", ""),
    ],
)
def test_comments_hold_nothing_secret_and_nothing_unseen(line: str, code: str) -> None:
    reading = approved(f"{line}\n{default_text()}")
    assert [problem.code for problem in reading.problems] == ([f"charter.{code}"] if code else [])
    assert all(problem.line == 1 for problem in reading.problems)
    assert "612345678" not in str(reading.problems)


IBAN_OVER_LINES = ("FR76 3000 6000 0112", "3456 7890 189")


@pytest.mark.parametrize(
    "text",
    [
        "# {}\n# {}\n{}",
        "# {}\n\n##  {}\n{}",
        "# {}\n#\n# {}\n{}",
        "# {}\nversion = 1 # {}\n{}",
    ],
)
def test_a_number_cut_over_comments_is_found_in_the_line_where_it_begins(text: str) -> None:
    rest = default_text().replace("version = 1\n", "") if "version" in text else default_text()
    reading = approved(text.format(*IBAN_OVER_LINES, rest))
    told = [(problem.code, problem.line, problem.data["kind"]) for problem in reading.problems]
    assert told == [("charter.holds", 1, "IBAN")]


def test_a_comment_after_words_with_a_number_sign_is_read_whole() -> None:
    rule_of = 'version = 1\n[[rules]]\nname = "all" # {}\nfr = "Tout # {}"\nen = \'A # # b\' # {}\n'
    text = rule_of.format(IBAN_OVER_LINES[0], "rien", IBAN_OVER_LINES[1]) + 'act = "answer"\n'
    assert [problem.line for problem in approved(text).problems] == [3]
    assert approved(text.replace("3456", "3457")).charter is not None


@pytest.mark.parametrize("halves", [IBAN_OVER_LINES, IBAN_OVER_LINES[::-1]])
def test_a_number_cut_over_the_two_languages_of_a_rule_is_found(halves: tuple[str, str]) -> None:
    french, english = halves
    text = toml_of(Charter((Rule(name="all", fr=french, en=english, act=Act.ANSWER),)))
    told = {(problem.code, problem.path) for problem in approved(text).problems}
    assert told == {("charter.holds", "rules[1]")}


def test_lines_that_speak_of_passwords_and_codes_are_no_confidential_data() -> None:
    spoken = Rule(
        name="all",
        fr="Personne ne demande un mot de passe",
        en="Nobody asks for a password",
        act=Act.ANSWER,
    )
    text = "# Rule 7, on a password\n# Nobody asks for a code\n# since 2024\n"
    assert approved(text + toml_of(Charter((spoken,)))).charter == Charter((spoken,))


@pytest.mark.parametrize(
    "number",
    ["0.612345678", "0.4111111111111111", "0.4123_4", "0.60000", "41111e-5"],
)
def test_a_number_has_four_decimals_at_most(number: str) -> None:
    exact = default_text().replace("at_least = 0.6", f"at_least = {number}", 1)
    line = 1 + exact[: exact.index(number)].count("\n")
    told = [(problem.code, problem.line, problem.data) for problem in approved(exact).problems]
    assert told == [("charter.decimals", line, {"most": 4})]
    rounded = default_text().replace("at_least = 0.6", "at_least = 0.6123", 1)
    assert approved(rounded).charter is not None


def test_a_secret_written_in_escapes_is_found() -> None:
    digits = "".join(f"\\u003{digit}" for digit in "0612345678")
    hidden = default_text().replace('"journalist"', f'"{digits}"')
    assert {problem.code for problem in approved(hidden).problems} == {"charter.holds"}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_lines(text: str) -> None:
    reading = approved(text)
    assert reading.charter is None
    assert reading.problems
