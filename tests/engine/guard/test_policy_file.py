"""A policy's file: read, refused with all its problems at once, written again, tried on posts."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.guard import DEFAULT, AllowList, Direction, Kind, Rule, Treatment, find
from parvis.engine.guard.allowed import PUBLISHED, refusal_of_value
from parvis.engine.guard.answers import ANSWER_LIMIT, DEFAULT_ANSWERS, LANGUAGES
from parvis.engine.guard.customer_ids import pattern_of, refusal_of_form
from parvis.engine.guard.policy import DEFAULT_RULES, NEVER_SEALED, NEVER_STORED, Policy
from parvis.engine.guard.policy_changes import changes_between
from parvis.engine.guard.policy_file import policy_from_toml, template, toml_of
from parvis.engine.guard.trial import Lasting, Sample, compare
from parvis.engine.outbound import check_reply
from parvis.engine.policies import approved_policy
from parvis.errors import Invalid

IBAN = "FR7630006000011234567890189"
ENOUGH = settings(max_examples=100, deadline=None)


def problems(text: str) -> list[dict[str, object]]:
    with pytest.raises(Invalid) as refused:
        approved_policy(text)
    assert refused.value.code == "guard.policy_invalid"
    assert refused.value.data["count"] == len(refused.value.data["problems"])
    return refused.value.data["problems"]


def codes(body: str) -> set[object]:
    return {problem["code"] for problem in problems(f"version = 1\n{body}")}


def policy(body: str) -> Policy:
    return approved_policy(f"version = 1\n{body}")


# Reading


def test_a_file_that_says_nothing_is_the_default() -> None:
    assert policy("") == DEFAULT


def test_only_what_is_said_differs_from_the_default() -> None:
    read = policy('[kinds.PHONE]\nreceived_private = "keep"\nreceived_public = "seal"\ndays = 7')
    assert read.rule(Kind.PHONE, Direction.RECEIVED_PRIVATE) == Rule(Treatment.KEEP)
    assert read.rule(Kind.PHONE, Direction.RECEIVED_PUBLIC) == Rule(Treatment.SEAL, days=7)
    assert read.rule(Kind.PHONE, Direction.SENT) == DEFAULT.rule(Kind.PHONE, Direction.SENT)
    others = {key: rule for key, rule in read.rules.items() if key[0] is not Kind.PHONE}
    assert others == {key: DEFAULT_RULES[key] for key in others}


def test_what_a_mask_shows_holds_in_every_direction() -> None:
    read = policy("[kinds.CARD]\nfirst = 6\nlast = 4")
    assert {read.rule(Kind.CARD, way) for way in Direction} == {Rule(Treatment.MASK, 6, 4)}


def test_of_a_card_six_and_four_digits_may_be_shown_and_never_nearly_all() -> None:
    rule = Rule(Treatment.MASK, 6, 4)
    assert rule.marker(Kind.CARD, "4970 1012 3456 7893") == "[CARD 497010••••7893]"
    assert rule.marker(Kind.CARD, "378282246310005") == "[CARD 378282••••0005]"
    assert rule.marker(Kind.CARD, "30569309025904") == "[CARD]"
    assert rule.marker(Kind.ACCOUNT_NUMBER, "4970101234567893") == "[ACCOUNT_NUMBER]"


def test_published_values_are_no_findings_any_more() -> None:
    read = policy(f'[allowed]\nibans = ["{IBAN}"]\nemails = ["@banque.example"]')
    assert not find(f"Dons : {IBAN}, aide@banque.example", read)
    assert {each.kind for each in find("moi@autre.example", read)} == {Kind.EMAIL}


def test_a_national_number_of_fewer_digits_is_the_international_one() -> None:
    read = policy('[allowed]\nphones = ["+32 2 123 45 67"]')
    assert read.allowed.holds(Kind.PHONE, "02 123 45 67")
    assert read.allowed.holds(Kind.PHONE, "0032 2 123 45 67")
    assert not read.allowed.holds(Kind.PHONE, "02 123 45 68")


def test_answers_not_said_stay_as_by_default() -> None:
    read = policy('[answers.delete_post]\nfr = "Merci de supprimer votre message."')
    assert read.answers["delete_post"]["fr"] == "Merci de supprimer votre message."
    assert read.answers["delete_post"]["en"] == DEFAULT_ANSWERS["delete_post"]["en"]


def test_the_place_of_a_sign_that_nobody_sees_is_told() -> None:
    [problem] = problems('version = 1\n[answers.delete_post]\nfr = "Merci\\u202E !"\n')
    assert (problem["sign"], problem["place"], problem["line"]) == ("U+202E", 6, 3)


@pytest.mark.parametrize(
    "said", ["Merci !\nÀ bientôt", "Merci 👩🏽\u200d💻 🏳️\u200d🌈", "Cafe\u0301 à 9\u202fh"]
)
def test_ends_of_lines_pictures_and_narrow_spaces_are_no_unseen_signs(said: str) -> None:
    read = policy(f"[answers.delete_post]\nfr = {json.dumps(said, ensure_ascii=False)}")
    assert read.answers["delete_post"]["fr"] == said


def test_an_answer_that_was_signed_before_is_read_as_it_is() -> None:
    text = 'version = 1\n[answers.delete_post]\nfr = "Merci \\u202E !"\n'
    assert policy_from_toml(text).answers["delete_post"]["fr"] == "Merci \u202e !"


@pytest.mark.parametrize("name", sorted(DEFAULT_ANSWERS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_holds_no_secret_asks_for_nothing_and_fits(name: str, language: str) -> None:
    answer = DEFAULT_ANSWERS[name][language]
    assert 0 < len(answer) <= ANSWER_LIMIT
    assert not find(answer)
    assert not check_reply(answer, visibility="public", lang=language)


# Refusing


def test_every_problem_is_told_at_once_with_its_place() -> None:
    text = '\nversion = 1\n[kinds.IBAN]\nsent = "hide"\ndays = 0\n[kinds.CVV]\nsent = "keep"\n'
    assert [(p["code"], p["path"], p["line"]) for p in problems(text)] == [
        ("guard.policy.treatment", "kinds.IBAN.sent", 4),
        ("guard.policy.days", "kinds.IBAN.days", 5),
        ("guard.policy.never_stored", "kinds.CVV.sent", 7),
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("color = 1", "unknown_key"),
        ("[kinds.IBNA]", "unknown_kind"),
        ("[kinds]\nIBAN = 1", "not_a_table"),
        ("[kinds.IBAN]\nsent = 1", "treatment"),
        ("[kinds.IBAN]\nsent = []", "treatment"),
        ("[kinds.IBAN]\nfirst = 7", "first"),
        ("[kinds.IBAN]\nlast = 5", "last"),
        ("[kinds.IBAN]\nlast = true", "last"),
        ("[kinds.IBAN]\nlast = -1", "last"),
        ("[kinds.IBAN]\ndays = 3651", "days"),
        ('[kinds.IBAN]\ndays = "30"', "days"),
        ('[kinds.CARD]\nreceived_private = "seal"', "never_whole"),
        ('[kinds.CARD]\nreceived_private = "keep"', "never_whole"),
        ("[kinds.OTP]\nlast = 2", "never_stored"),
        ('[customer_ids]\nforms = "99999999"', "not_a_list"),
        ('[customer_ids]\nform = ["99999999"]', "unknown_key"),
        ('[customer_ids]\nforms = ["AAAAA999"]', "form_short"),
        ('[customer_ids]\nforms = ["99999"]', "form_short"),
        ('[customer_ids]\nforms = ["9999\\u200b9999"]', "form_signs"),
        (f'[customer_ids]\nforms = ["{"9" * 41}"]', "form_long"),
        ("[allowed]\nphones = [1]", "not_a_text"),
        ("[allowed]\ncards = []", "unknown_key"),
        ("[answers.goodbye]", "unknown_key"),
        ('[answers.delete_post]\nde = "Nein"', "unknown_key"),
        ('[answers.delete_post]\nfr = " "', "answer_length"),
        (f'[answers.delete_post]\nfr = "{"a" * 301}"', "answer_length"),
        (f'[answers.delete_post]\nfr = "{IBAN}"', "answer_holds"),
        ('[answers.delete_post]\nen = "What is your password?"', "answer_asks"),
        ('[answers.delete_post]\nfr = "Merci \\u202Ede supprimer"', "answer_signs"),
        ('[answers.delete_post]\nfr = "Merci\\u0007"', "answer_signs"),
        ('[answers.delete_post]\nfr = "Merci\\t!"', "answer_signs"),
        ('[answers.delete_post]\nfr = "Mer\\u200Bci"', "answer_signs"),
        ('[answers.delete_post]\nfr = "Mer\\u200Dci"', "answer_signs"),
        ('[answers.delete_post]\nfr = "\\u2067Merci\\u2069"', "answer_signs"),
        ('[answers.delete_post]\nfr = "Merci\\u2028Bonjour"', "answer_signs"),
        (f"# Mme Martin has {IBAN}", "comment_holds"),
        (f'[allowed] # "{IBAN}"', "comment_holds"),
        (f'[answers.delete_post]\nfr = """a # b""" # {IBAN}', "comment_holds"),
    ],
)
def test_what_is_wrong_is_refused_by_its_code(body: str, code: str) -> None:
    assert codes(body) == {f"guard.policy.{code}"}


@pytest.mark.parametrize("kind", sorted(NEVER_STORED))
@pytest.mark.parametrize("treatment", ["keep", "mask", "seal"])
@pytest.mark.parametrize("way", Direction)
def test_what_opens_an_account_is_destroyed_by_every_policy(
    kind: Kind, treatment: str, way: Direction
) -> None:
    assert codes(f'[kinds.{kind}]\n{way} = "{treatment}"') == {"guard.policy.never_stored"}
    assert policy(f'[kinds.{kind}]\n{way} = "destroy"') == DEFAULT


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("phones", "3639", "phone"),
        ("emails", "@gmail.com", "everybodys_email"),
        ("emails", "@yahoo.co.uk", "everybodys_email"),
        ("emails", "bank.example", "email"),
        ("emails", "@example", "email"),
        ("ibans", IBAN[:-1] + "8", "iban"),
        ("addresses", "Lyon", "address"),
        ("addresses", "Place Bellecour Lyon", "address"),
        ("bics", "AB", "length"),
        ("phones", "", "length"),
        ("phones", "+33 1 42 98 00 00\x00", "length"),
    ],
)
def test_a_published_value_that_would_allow_strangers_is_refused(
    name: str, value: str, code: str
) -> None:
    assert refusal_of_value(PUBLISHED[name], value) == f"guard.allowed.{code}"


@pytest.mark.parametrize("domain", ["@mail.banque.example", "@banque.co.uk", "me@gmail.com"])
def test_a_banks_own_addresses_are_not_refused(domain: str) -> None:
    assert refusal_of_value(Kind.EMAIL, domain) == ""


def test_nobody_allows_a_card_or_a_password() -> None:
    assert not NEVER_SEALED & set(PUBLISHED.values())
    assert refusal_of_value(Kind.CARD, "4970 1012 3456 7890") == "guard.allowed.kind"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("[kinds.iban]", "IBAN"), ("[kinds.PHOEN]", "PHONE"), ("[alowed]", "allowed")],
)
def test_a_misspelled_name_is_told_with_the_right_one(written: str, meant: str) -> None:
    assert [p["known"] for p in problems(f"version = 1\n{written}")] == [meant]


def test_a_version_is_asked_for() -> None:
    for text in ("", "version = 2", "version = true", 'version = "1"', "version = 1.5"):
        assert [p["code"] for p in problems(text)] == ["guard.policy.version"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("version = 1\nx =", 2), ("[", 1), ("version = 1\nversion = 2", 2), ("[" * 900, 1)],
)
def test_broken_toml_is_told_with_its_line(text: str, line: int) -> None:
    assert [(p["code"], p["line"]) for p in problems(text)] == [("guard.policy.syntax", line)]


def test_a_file_too_long_is_not_even_read() -> None:
    for text in ("#\n" * 60_000, "#" * 1_001, "a." * 600 + "b = 1"):
        assert [p["code"] for p in problems(text)] == ["guard.policy.too_long"]


def test_what_looks_like_a_comment_inside_a_text_is_a_text() -> None:
    assert policy(f"[answers.delete_post]\nfr = '''Merci # \"'''\n[allowed]\nibans = [\"{IBAN}\"]")


def test_no_problem_repeats_a_value() -> None:
    text = (
        f'version = "{IBAN}"\n"{IBAN}" = 1\n[kinds."{IBAN}"]\n[kinds.IBAN]\nsent = "{IBAN}"\n'
        f'[customer_ids]\nforms = ["{IBAN}\\u200b"]\n[allowed]\nphones = ["{IBAN}"]\n'
        f'[answers.delete_post]\nfr = "{IBAN}"\n'
    )
    told = problems(text)
    assert len(told) >= 6
    assert IBAN not in repr(told)
    assert IBAN[4:14] not in repr(told)


LINES = st.lists(
    st.sampled_from(
        ["version = 1", "[kinds.IBAN]", 'sent = "keep"', "[allowed]", 'phones = ["1"]', "days = 3",
         '"""', "x = [[", "]", "[kinds.CARD]", 'fr = """', "[answers.delete_post]", "forms = [9]"]
    )
    | st.text(max_size=30),
    max_size=12,
)  # fmt: skip


@ENOUGH
@given(LINES)
def test_whatever_is_typed_it_is_read_or_refused(lines: list[str]) -> None:
    with suppress(Invalid):  # anything else that is raised fails the test
        assert policy_from_toml("\n".join(lines)).rules.keys() == DEFAULT_RULES.keys()


# Writing


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    body = []
    for kind in draw(st.lists(st.sampled_from(sorted(set(Kind) - NEVER_SEALED)), unique=True)):
        body.append(f"[kinds.{kind}]")
        body += [
            f'{way} = "{draw(st.sampled_from(Treatment))}"'
            for way in Direction
            if draw(st.booleans())
        ]
        body.append(f"first = {draw(st.integers(0, 6))}\nlast = {draw(st.integers(0, 4))}")
        body.append(f"days = {draw(st.integers(1, 3650))}")
    if draw(st.booleans()):
        body.append('[customer_ids]\nforms = ["AA999999", "9999-9999", "\\"9999999"]')
    if draw(st.booleans()):
        body.append(f'[allowed]\nphones = ["+32 2 123 45 67"]\nibans = ["{IBAN}"]')
        body.append('addresses = ["1 place Bellecour, 69002 Lyon"]')
    if draw(st.booleans()):
        body.append('[answers.delete_post]\nfr = "Merci \\"beaucoup\\" \\u007f \\\\ bien."')
    # As one that was signed before: a new one may not hold the delete sign.
    return policy_from_toml("\n".join(["version = 1", *body]))


@ENOUGH
@given(policies())
def test_what_is_written_is_read_as_the_same_policy(written: Policy) -> None:
    assert policy_from_toml(toml_of(written)) == written


def test_the_default_is_written_as_nothing() -> None:
    assert toml_of(DEFAULT) == "version = 1\n"


def test_the_template_is_the_default_with_and_without_its_comments() -> None:
    assert policy_from_toml(template()) == DEFAULT
    said = re.sub(r"^# (?=\[|[a-z_]+ = )", "", template(), flags=re.MULTILINE)
    assert said.count("\n[") > len(Kind)
    assert policy_from_toml(said) == DEFAULT


# Customer numbers


def test_a_form_finds_numbers_of_its_form_only() -> None:
    pattern = pattern_of(("AA999999", "99 99 99 99", "N-9999.99"))
    assert pattern is not None
    for number in ("ab123456", "AB123456", "12345678", "12-34-56-78", "n 1234/56", "N123456"):
        assert pattern.fullmatch(number), number
    for other in ("A123456", "1234567", "x1234567", "2024 2025", "123456 78"):
        assert not pattern.search(other), other
    assert not pattern.search("1AB1234567")


@ENOUGH
@given(st.text(max_size=45))
def test_no_form_is_a_regular_expression(form: str) -> None:
    if not refusal_of_form(form):
        pattern = pattern_of((form,))
        assert pattern is not None
        assert pattern.fullmatch(form.replace("A", "x").replace("9", "7"))


# Trying


def trial(old: str, new: str, *samples: Sample):
    return compare(policy(old), policy(new), samples)


def test_the_same_policy_changes_nothing() -> None:
    sample = Sample(f"mon IBAN {IBAN}", Direction.RECEIVED_PUBLIC, (Kind.CARD,))
    assert trial("", "", sample).changes == ()
    assert trial("", "", sample).looked_at == 1


def test_what_was_masked_is_counted_by_its_kind_and_stays_masked() -> None:
    sample = Sample("[PHONE] et [PHONE]", Direction.RECEIVED_PUBLIC, (Kind.PHONE, Kind.PHONE))
    other = Sample("bonjour", Direction.RECEIVED_PUBLIC)
    found = trial("", '[kinds.PHONE]\nreceived_public = "keep"', sample, sample, other)
    [change] = found.changes
    assert (found.looked_at, found.changed) == (3, 2)
    assert (change.before, change.after) == (Treatment.MASK, Treatment.KEEP)
    assert (change.posts, change.values) == (2, 4)
    assert change.lasting is Lasting.FOR_NEW_POSTS


def test_what_was_kept_is_found_by_looking_again() -> None:
    sample = Sample(f"mon IBAN {IBAN}", Direction.RECEIVED_PRIVATE)
    [change] = trial('[kinds.IBAN]\nreceived_private = "keep"', "", sample).changes
    assert (change.kind, change.before, change.after) == (
        Kind.IBAN, Treatment.KEEP, Treatment.SEAL,
    )  # fmt: skip
    assert change.lasting is Lasting.STILL_READABLE


def test_what_is_published_no_more_is_found_by_looking_again() -> None:
    sample = Sample(f"Dons : {IBAN}", Direction.RECEIVED_PUBLIC)
    [change] = trial(f'[allowed]\nibans = ["{IBAN}"]', "", sample).changes
    assert (change.before, change.after) == (Treatment.KEEP, Treatment.MASK)


def test_a_change_in_one_direction_leaves_the_others() -> None:
    new = '[kinds.PHONE]\nreceived_private = "mask"'
    assert not trial("", new, Sample("", Direction.RECEIVED_PUBLIC, (Kind.PHONE,))).changes
    assert trial("", new, Sample("", Direction.RECEIVED_PRIVATE, (Kind.PHONE,))).changes


def test_lists_of_published_values_are_joined() -> None:
    one = AllowList.of([(Kind.EMAIL, "a@bank.example")])
    both = replace(DEFAULT, allowed=one | AllowList.of([(Kind.EMAIL, "b@bank.example")]))
    assert not find("a@bank.example b@bank.example", both)


# Differences


def test_two_policies_differ_piece_by_piece() -> None:
    new = policy(
        '[kinds.PHONE]\nsent = "destroy"\n[customer_ids]\nforms = ["AA999999"]\n'
        '[allowed]\nphones = ["01 42 98 00 00"]\n[answers.delete_post]\nfr = "Merci."'
    )
    changes = changes_between(DEFAULT, new)
    [rule] = changes.rules
    assert (rule.kind, rule.direction, rule.after.treatment) == (
        Kind.PHONE, Direction.SENT, Treatment.DESTROY,
    )  # fmt: skip
    assert (changes.forms_added, changes.allowed_added) == (("AA999999",), 1)
    assert changes.answers == ("delete_post",)
    back = changes_between(new, DEFAULT)
    assert (back.forms_removed, back.allowed_removed) == (("AA999999",), 1)
    assert changes
    assert not changes_between(new, new)
