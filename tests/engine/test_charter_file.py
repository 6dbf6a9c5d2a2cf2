"""A charter's file: read strictly, refused with all its problems at once, written again."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.charter.acts import Act, Priority
from parvis.engine.charter.boxes import Space
from parvis.engine.charter.checking import remarks_on
from parvis.engine.charter.conditions import LIKELY, WORDS, Among, Range
from parvis.engine.charter.default import default_charter, default_text
from parvis.engine.charter.file import MOST_RULES, TEXT_LIMIT, read_charter
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.sentences import SENTENCES, sentence_in
from parvis.engine.charter.writing import template, toml_of

ENOUGH = settings(max_examples=150, deadline=None)
LAST = '[[rules]]\nname = "end"\nfr = "Fin."\nen = "End."\nact = "escalate"\nto = "agent"\n'


def rule(body: str, act: str = "answer") -> str:
    return (
        f'version = 1\n[[rules]]\nname = "one"\nfr = "Un."\nen = "One."\nact = "{act}"\n'
        f"{body}\n{LAST}"
    )


def told(text: str) -> list[tuple[str, str, int]]:
    reading = read_charter(text)
    assert (reading.charter is None) == bool(reading.problems)
    return [(each.code.removeprefix("charter."), each.path, each.line) for each in reading.problems]


def codes(body: str, act: str = "answer") -> list[str]:
    return [code for code, _path, _line in told(rule(body, act))]


def read(text: str) -> Charter:
    reading = read_charter(text)
    assert reading.charter is not None, reading.problems
    return reading.charter


def test_the_default_charter_is_right_and_nothing_in_it_is_at_odds():
    assert not read_charter(default_text()).problems
    assert remarks_on(default_charter()) == ()


def test_the_template_is_the_default_charter_and_explains_every_word():
    assert read(template()) == default_charter()
    comments = "\n".join(line for line in template().splitlines() if line.startswith("#"))
    names = {*Act, *Priority, *(name for names in LIKELY.values() for name in names)}
    names |= {
        word for feature in ("visibility", "mode", "hours", "state") for word in WORDS[feature]
    }
    assert not [name for name in names if name not in comments]
    assert not [key for key in (*LIKELY, *WORDS, "sentiment") if f"when.{key}" not in comments]
    assert max(map(len, template().splitlines())) <= 100


def test_a_rule_says_all_that_it_may():
    body = (
        'to = "compliance"\nqueue = "night"\npriority = "low"\nanswer = "delete_post"\n'
        "when.intent.request = { at_least = 0.2, below = 0.8 }\nwhen.sentiment.below = -0.5\n"
        'when.unsure = false\nwhen.findings = ["IBAN", "secrets"]\nwhen.author.not = "employee"\n'
        'when.network = ["x", "bluesky"]\nwhen.visibility = "private"\nwhen.language.not = ["fr"]'
    )
    first, last = read(rule(body, "escalate")).rules
    assert (first.to, first.queue, first.priority) == ("compliance", "night", Priority.LOW)
    assert first.answer == "delete_post"
    assert set(first.whens[0]) == {
        Range("intent", "request", 0.2, 0.8),
        Range("sentiment", "", None, -0.5),
        Among("unsure", ("false",)),
        Among("findings", ("IBAN", "secrets")),
        Among("author", ("employee",), negated=True),
        Among("network", ("x", "bluesky")),
        Among("visibility", ("private",)),
        Among("language", ("fr",), negated=True),
    }
    assert last.holds_always
    assert last.priority is Priority.HIGH


def test_alternatives_are_parts_of_their_own():
    body = '[[rules.when]]\nnetwork = "x"\n[[rules.when]]\nfindings = "none"\n'
    assert read(rule(body)).rules[0].whens == (
        (Among("network", ("x",)),),
        (Among("findings", ("any",), negated=True),),
    )


def test_all_problems_are_told_at_once_each_in_its_line():
    text = (
        "version = 2\n"
        "[[rules]]\n"
        'name = "Une règle"\n'
        'fr = ""\n'
        'en = "One."\n'
        'act = "do_not_anser"\n'
        "when.tone.insultin.at_least = 0.5\n"
        "[[rules]]\n"
        'name = "two"\nfr = "Deux."\nen = "Two."\nact = "answer"\n'
        "[rules.when]\n"
        "intent.request.at_least = 1.5\n"
        'netwrk = "x"\n'
    )
    assert told(text) == [
        ("version", "version", 1),
        ("word", "rules[1].name", 3),
        ("line", "rules[1].fr", 4),
        ("unknown_act", "rules[1].act", 6),
        ("unknown_label", "rules[1].when.tone.insultin", 7),
        ("last_rule", "rules[2]", 8),
        ("out_of_probability", "rules[2].when.intent.request.at_least", 14),
        ("unknown_condition", "rules[2].when.netwrk", 15),
    ]


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ("when.intent.complain.below = 0.5", "complaint"),
        ('when.mode = "listen-only"', "listen_only"),
        ('when.findings = ["IBANN"]', "IBAN"),
        ('when.visibilty = "public"', "visibility"),
        ('answer = "delete_pst"', "delete_post"),
        ('priority = "urgnt"', "urgent"),
        ("when.tone.calm.at_leat = 0.5", "at_least"),
    ],
)
def test_an_unknown_word_is_told_with_the_known_one_most_like_it(body: str, known: str):
    (problem,) = read_charter(rule(body)).problems
    assert problem.data["known"] == known
    assert f"{known}?" in sentence_in("en", problem.code, problem.data)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("when.intent.request.at_least = -0.1", "out_of_probability"),
        ("when.intent.request.at_least = true", "out_of_probability"),
        ("when.intent.request.at_least = nan", "out_of_probability"),
        ("when.sentiment.below = -1.5", "out_of_sentiment"),
        ("when.intent.request.below = 0", "empty_range"),
        ("when.intent.request = { at_least = 0.5, below = 0.5 }", "empty_range"),
        ("when.intent.request = 0.5", "not_a_range"),
        ("when.intent = 0.5", "not_probabilities"),
        ("when = 3", "not_a_table"),
        ("when = []", "alternatives"),
        ("when = [1]", "not_a_table"),
        ('when.unsure = "yes"', "not_a_yes"),
        ("when.network = []", "not_words"),
        ("when.network = [1]", "not_words"),
        ('when.network.no = "x"', "unknown_key"),
        ('when.network = "X Y"', "free_word"),
        ('when.language = "french"', "language"),
        ('to = "agent"', "to_nobody"),
        ("colour = 1", "unknown_key"),
    ],
)
def test_what_is_wrong_is_told(body: str, code: str):
    assert code in codes(body)


def test_a_silent_rule_proposes_no_answer_and_an_escalation_names_somebody():
    assert codes('answer = "delete_post"', "do_not_answer") == ["answer_of_silence"]
    assert codes("", "escalate") == ["word"]


def test_a_name_stands_once_and_the_last_rule_holds_always():
    assert "name_twice" in [code for code, _, _ in told(f"version = 1\n{LAST}{LAST}")]
    assert told(f"version = 1\n{LAST}when.unsure = true") == [("last_rule", "rules[1]", 2)]
    assert [code for code, _, _ in told("version = 1")] == ["no_rules"]
    many = "version = 1\n" + LAST * (MOST_RULES + 1)
    assert [code for code, _, _ in told(many)] == ["no_rules"]


def test_confidential_data_is_refused_and_never_repeated():
    iban = "FR76 3000 6000 0112 3456 7890 189"
    text = rule("").replace("Un.", f"Compte {iban}").replace('"one"', f'"{iban}"')
    reading = read_charter(text)
    assert {problem.code for problem in reading.problems} == {"charter.line_holds", "charter.word"}
    assert "3456" not in repr(reading.problems)


def test_french_spaces_may_stand_in_a_line_and_unseen_signs_may_not():
    assert read(rule("").replace("Un.", "Insulte\u202f: rien\u00a0!"))
    assert codes("fr = 1")[0] == "syntax"
    assert [code for code, _, _ in told(rule("").replace("Un.", "a\u202eb"))] == ["line"]


@pytest.mark.parametrize("blank", ["\u3164", "\u2800 \u2800", "\u0301", "\ufe0f", "\u00a0", ""])
def test_a_line_that_shows_nothing_says_nothing(blank: str):
    assert [code for code, _, _ in told(rule("").replace("Un.", blank))] == ["line"]


@pytest.mark.parametrize(
    "text",
    ["rules", "version = 1\nversion = 1", "a = " + "[" * 900, f"n = {'9' * 900}", "x" * 1001],
)
def test_what_is_no_toml_is_told(text: str):
    assert {code for code, _, _ in told(text)} & {"syntax", "too_long", "unknown_key"}
    assert told("#" + "\n" * TEXT_LIMIT)[0][0] == "too_long"


def test_every_problem_has_its_sentence_in_both_languages():
    for code, (french, english) in SENTENCES.items():
        names = [re.findall(r"%\((\w+)\)s", words) for words in (french, english)]
        assert sorted(names[0]) == sorted(names[1]), code
        assert french != english


# Hostile files

word = st.sampled_from(
    ["version", "rules", "when", "intent", "request", "tone", "findings", "not", "act", "fr", "to"]
)
values: st.SearchStrategy[str] = st.sampled_from(
    [
        "1",
        "0.5",
        '"answer"',
        '"any"',
        "true",
        "[]",
        "{}",
        "nan",
        '["IBAN"]',
        "[[1]]",
        "''",
        "1979-05-27",
    ]
)
lines = st.one_of(
    st.builds("{} = {}".format, st.lists(word, min_size=1, max_size=4).map(".".join), values),
    st.lists(word, min_size=1, max_size=3).map(lambda names: f"[[{'.'.join(names)}]]"),
    st.lists(word, min_size=1, max_size=3).map(lambda names: f"[{'.'.join(names)}]"),
)


@ENOUGH
@given(st.one_of(st.text(max_size=300), st.lists(lines, max_size=12).map("\n".join)))
def test_any_text_is_read_or_refused_with_sentences(text: str):
    for start in ("", "version = 1\n", rule("")):
        reading = read_charter(start + text)
        assert (reading.charter is None) == bool(reading.problems)
        for problem in reading.problems:
            for language in ("fr", "en"):
                assert sentence_in(language, problem.code, problem.data)


@ENOUGH
@given(st.sampled_from(default_text().splitlines()), st.text(max_size=12), st.integers(0, 80))
def test_a_default_charter_with_a_damaged_line_is_read_or_refused(
    line: str, noise: str, place: int
):
    damaged = default_text().replace(line, line[:place] + noise + line[place:], 1)
    reading = read_charter(damaged)
    for problem in reading.problems:
        assert sentence_in("fr", problem.code, problem.data)


# Writing

probabilities = st.integers(0, 20).map(lambda twentieth: twentieth / 20)
labels = st.sampled_from([(group, name) for group, names in LIKELY.items() for name in names])


@st.composite
def conditions(draw: st.DrawFn) -> Range | Among:
    if draw(st.booleans()):
        group, name = draw(labels)
        low, high = sorted(draw(st.lists(probabilities, min_size=2, max_size=2, unique=True)))
        bounds: Mapping[str, float] = draw(
            st.sampled_from([{"at_least": low}, {"below": high}, {"at_least": low, "below": high}])
        )
        return Range(group, name, **bounds)
    feature = draw(st.sampled_from([name for name in WORDS if name != "unsure"]))
    known = {"language": ("fr", "en", "de"), "network": ("x", "bluesky"), "author": ("a", "b")}
    words = st.sampled_from(WORDS[feature] or known[feature])
    given_words = draw(st.lists(words, min_size=1, max_size=3, unique=True))
    return Among(feature, tuple(map(str, given_words)), draw(st.booleans()))


@st.composite
def whens(draw: st.DrawFn) -> tuple[Range | Among, ...]:
    drawn = draw(st.lists(conditions(), min_size=1, max_size=3))
    return tuple({each.feature: each for each in drawn}.values())


@st.composite
def charters(draw: st.DrawFn) -> Charter:
    acts = st.sampled_from([act for act in Act if act is not Act.ESCALATE])
    rules = [
        Rule(name=f"r{place}", fr="Une «\u202frègle\u202f».", en='A "rule".', act=draw(acts),
             whens=tuple(draw(st.lists(whens(), min_size=1, max_size=2))))
        for place in range(draw(st.integers(0, 5)))
    ]  # fmt: skip
    end = Rule(name="end", fr="Fin", en="End", act=Act.ESCALATE, to="agent")
    return Charter((*rules, end))


@ENOUGH
@given(charters())
def test_what_is_written_is_read_again(charter: Charter):
    assert sorted_charter(read(toml_of(charter))) == sorted_charter(charter)


def sorted_charter(charter: Charter) -> list[object]:
    """Conditions of a group stand together in a file, so their order is not kept."""
    return [
        (rule.name, rule.fr, rule.en, rule.act, [frozenset(when) for when in rule.whens])
        for rule in charter.rules
    ]


def test_rules_are_written_as_they_are_read():
    assert read(toml_of(default_charter())) == default_charter()
    assert len(Space(default_charter()).rules) == len(default_charter().rules)
