"""What a charter says of posts, why, and what is said of the charter itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engine.charter.acts import SENDING, Act, Priority
from parvis.engine.charter.checking import never_deciding, remarks_on
from parvis.engine.charter.conditions import LIKELY, Among, Condition, Range
from parvis.engine.charter.default import default_charter
from parvis.engine.charter.file import read_charter
from parvis.engine.charter.judging import Judgement, judge, judge_all
from parvis.engine.charter.rules import Charter
from parvis.engine.charter.situation import Hours, Mode, Situation, State, kinds_of
from parvis.engine.charter.trial import Comparison, shortened
from parvis.engine.guard import Kind, find
from parvis.engine.post import Visibility
from parvis.engine.understand.labels import Decision, Intent, Labels, Target, Tone, Topic
from tests.engine.test_charter_file import LAST, charters

ENOUGH = settings(max_examples=150, deadline=None)


def labels(**more: object) -> Labels:
    """Labels of a calm post that wants nothing; ``request=0.9`` and the like say more."""
    intents = {Intent(name): p for name, p in more.items() if name in tuple(Intent)}
    tone = Tone(more.get("tone", Tone.CALM))
    sure = float(more.get("sure", 0.97))  # type: ignore[arg-type]
    decision = Decision(more.get("decision", Decision.SILENT))
    return Labels(
        lang="fr",
        intents=intents,
        tones={tone: sure, (Tone.VEHEMENT if tone is Tone.CALM else Tone.CALM): 1 - sure},
        decisions={
            decision: 0.65,
            Decision.PERSON if decision != "person" else Decision.ANSWER: 0.35,
        },
        unsure=bool(more.get("unsure")),
    )


def judged(labelled: Labels, **more: object) -> Judgement:
    return judge(default_charter(), Situation(labels=labelled, **more))  # type: ignore[arg-type]


def said(labelled: Labels, **more: object) -> tuple[str, str]:
    judgement = judged(labelled, **more)
    return str(judgement.act), judgement.rule.name


# The rules of the trade


def test_a_request_is_answered_whatever_the_tone():
    for tone in (Tone.CALM, Tone.VEHEMENT, Tone.INSULTING):
        assert said(labels(request=0.8, tone=tone)) == ("answer", "request_or_complaint")
        assert said(labels(complaint=0.8, tone=tone)) == ("answer", "request_or_complaint")


def test_an_insult_alone_is_not_answered_and_the_reasons_say_what_decided():
    judgement = judged(labels(request=0.04, complaint=0.02, tone=Tone.INSULTING))
    assert (judgement.act, judgement.rule.name) == (Act.DO_NOT_ANSWER, "insult_alone")
    number = judgement.number
    assert judgement.reason("fr") == (
        "aucune demande trouvée (0,04), aucune réclamation trouvée (0,02) et insulte (0,97) :"
        f" règle {number} de la charte"
    )
    assert judgement.reason("en") == (
        "no request found (0.04), no complaint found (0.02) and insult (0.97):"
        f" charter rule {number}"
    )
    assert judgement.to_json()["rule"] == {"number": number, "name": "insult_alone"}


@pytest.mark.parametrize("request_p", [0.3, 0.4, 0.49])
def test_an_insult_that_may_hold_a_request_goes_to_a_person(request_p: float):
    assert judged(labels(request=request_p, tone=Tone.INSULTING)).act is Act.ESCALATE


def test_what_is_unsure_goes_to_a_person_and_is_never_silent():
    assert said(labels(tone=Tone.INSULTING, unsure=True)) == ("escalate", "unsure")
    assert said(labels(unsure=True)) == ("escalate", "unsure")


def test_distress_and_threats_go_to_a_person_whatever_is_asked():
    assert said(labels(request=0.9, urgent_distress=0.5)) == ("escalate", "distress")
    judgement = judged(labels(request=0.9, tone=Tone.THREATENING, sure=0.5))
    assert (judgement.rule.name, judgement.rule.priority) == ("threat", Priority.URGENT)


def test_the_press_goes_to_communications():
    for judgement in (
        judged(labels(press=0.7, request=0.9)),
        judged(labels(request=0.9), authors=frozenset({"customer", "journalist"})),
    ):
        assert (judgement.act, judgement.rule.to) == (Act.ESCALATE, "communications")


def test_secrets_are_protected_and_private_data_moves_where_it_belongs():
    secret, iban = frozenset({"PIN"}), frozenset({"IBAN"})
    asking = labels(request=0.9)
    assert said(asking, findings=secret) == ("protect", "secret_in_public")
    assert said(asking, findings=secret, visibility=Visibility.PRIVATE)[0] == "protect"
    assert said(asking, findings=iban)[0] == "protect"
    assert said(asking, findings=iban, visibility=Visibility.PRIVATE)[0] == "move_to_secure"
    assert said(asking, findings=iban, visibility=Visibility.SECURE)[0] == "answer"
    assert said(asking, findings=frozenset({"PERSON_NAME"}))[0] == "answer"
    assert judged(asking, findings=secret).rule.answer == "delete_post"


def test_a_fraud_report_is_urgent_and_spam_is_not_answered():
    judgement = judged(labels(fraud_report=0.8))
    assert (judgement.act, judgement.rule.priority) == (Act.PROTECT, Priority.URGENT)
    assert said(labels(spam=0.9)) == ("do_not_answer", "spam")
    assert said(labels(spam=0.9, request=0.9))[0] == "answer"


def test_what_is_asked_of_an_account_that_only_listens_goes_to_its_owner():
    judgement = judged(labels(request=0.9), mode=Mode.LISTEN_ONLY)
    assert (judgement.act, judgement.rule.to) == (Act.ESCALATE, "account_owner")
    assert said(labels(tone=Tone.INSULTING), mode=Mode.LISTEN_ONLY)[0] == "do_not_answer"


def test_who_writes_in_private_is_answered_but_for_an_insult_or_spam():
    private = {"visibility": Visibility.PRIVATE}
    assert said(labels(), **private) == ("answer", "private_message")
    assert said(labels(tone=Tone.INSULTING), **private) == ("do_not_answer", "insult_alone")
    assert said(labels(spam=0.9), **private) == ("do_not_answer", "spam")
    assert said(labels()) == ("do_not_answer", "nothing_asked")


def test_labels_that_say_nothing_or_no_number_go_to_a_person():
    assert said(Labels(lang=""))[1] == "otherwise"
    broken = Labels(lang="", intents=dict.fromkeys(Intent, float("nan")))
    assert judged(broken).act is Act.ESCALATE


LABELLED = Path(__file__).parents[2] / "bench" / "understand"


def rightly_labelled() -> Iterator[tuple[str, Situation]]:
    """Posts that people labelled, as a model would give them that is right and nearly sure."""
    for file in sorted(LABELLED.glob("posts_?.tsv")):
        for line in file.read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            lang, intents, tone, _, sentiment, _, decision, text = line.split("\t")
            wanted = intents.split(",")
            understood = Labels(
                lang=lang,
                intents={each: 0.95 if each in wanted else 0.02 for each in Intent},
                tones={each: 0.94 if each == tone else 0.02 for each in Tone},
                decisions={each: 0.96 if each == decision else 0.02 for each in Decision},
                sentiment=int(sentiment) / 2,
            )
            yield decision, Situation(labels=understood, findings=kinds_of(find(text)))


def test_on_right_labels_the_default_charter_decides_as_people_did():
    decisions, posts = zip(*rightly_labelled(), strict=True)
    person = {Act.ESCALATE, Act.PROTECT}
    meant = {"answer": person | SENDING, "silent": {Act.DO_NOT_ANSWER}, "person": person}
    judgements = judge_all(default_charter(), posts)
    other = [
        (decision, judgement.rule.name)
        for decision, judgement in zip(decisions, judgements, strict=True)
        if judgement.act not in meant[decision]
    ]
    assert len(posts) > 3_000
    assert len(other) <= len(posts) * 0.002, other


# Any post

probability = st.one_of(st.floats(0, 1), st.integers(0, 20).map(lambda each: each / 20))


@st.composite
def shares(draw: st.DrawFn, names: type[Tone | Target | Topic | Decision]) -> dict:
    weights = draw(st.lists(st.integers(0, 20), min_size=len(names), max_size=len(names)))
    total = sum(weights)
    return {name: weight / total if total else 0.0 for name, weight in zip(names, weights)}  # noqa: B905


situations = st.builds(
    Situation,
    labels=st.builds(
        Labels,
        lang=st.sampled_from(["fr", "en", "de", "it", ""]),
        intents=st.dictionaries(st.sampled_from(Intent), probability),
        tones=shares(Tone),
        targets=shares(Target),
        topics=shares(Topic),
        decisions=shares(Decision),
        sentiment=st.floats(-1, 1),
        unsure=st.booleans(),
    ),
    findings=st.frozensets(st.sampled_from(["IBAN", "PIN", "PERSON_NAME", "PHONE"]), max_size=2),
    authors=st.frozensets(st.sampled_from(["a", "b", "journalist"]), max_size=2),
    network=st.sampled_from(["x", "bluesky", "mastodon", "", "\x1b[31m"]),
    visibility=st.sampled_from(Visibility),
    mode=st.sampled_from(Mode),
    hours=st.sampled_from(Hours),
    state=st.sampled_from(State),
)


def holds(condition: Condition, situation: Situation) -> bool:
    """The meaning of a condition, one post at a time: what judging by columns must agree with."""
    if isinstance(condition, Range):
        value = condition.value_of(situation)
        low = condition.at_least is None or value >= condition.at_least
        return low and (condition.below is None or value < condition.below)
    return bool(condition.words_of(situation) & condition.meant) is not condition.negated


@ENOUGH
@given(charters(), st.lists(situations, max_size=4))
def test_the_first_rule_that_holds_decides_and_its_reasons_can_be_said(
    charter: Charter, posts: list
):
    for judgement, post in zip(judge_all(charter, posts), posts, strict=True):
        expected = next(
            number
            for number, rule in enumerate(charter.rules, 1)
            if any(all(holds(each, post) for each in when) for when in rule.whens)
        )
        assert judgement.number == expected
        for language, words in (("fr", "de la charte"), ("en", "charter rule")):
            assert words in judgement.reason(language)
            assert judgement.reason(language).isprintable()


@ENOUGH
@given(charters(), st.lists(situations, min_size=5, max_size=30))
def test_a_rule_said_never_to_decide_is_never_chosen(charter: Charter, posts: list):
    chosen = {judgement.number for judgement in judge_all(charter, posts)}
    assert not chosen & never_deciding(charter)


@ENOUGH
@given(charters())
def test_the_example_of_a_conflict_is_a_post_for_which_both_rules_hold(charter: Charter):
    for remark in remarks_on(charter):
        assert remark.say("fr") != remark.say("en")
        if remark.example is None:
            continue
        first, second = (charter.rules[number - 1] for number in remark.numbers)
        for rule in (first, second):
            assert any(all(holds(each, remark.example) for each in when) for when in rule.whens)
        assert judge(charter, remark.example).number == remark.numbers[0]
        assert (first.act == "do_not_answer") != (second.act == "do_not_answer")
        for group in ("tones", "targets", "topics", "decisions"):
            given_labels = getattr(remark.example.labels, group)
            assert not given_labels or sum(given_labels.values()) == pytest.approx(1, abs=1e-4)


@ENOUGH
@given(situations)
def test_by_default_nothing_is_sent_where_we_only_listen_and_doubt_is_never_silent(post: Situation):
    judgement = judge(default_charter(), post)
    if post.mode is Mode.LISTEN_ONLY:
        assert judgement.act not in SENDING
    asks = max(post.labels.intents.get(each, 0) for each in (Intent.REQUEST, Intent.COMPLAINT))
    if post.labels.unsure or asks >= 0.5:
        assert judgement.act is not Act.DO_NOT_ANSWER


# What is said of a charter


def rules(*bodies: tuple[str, str]) -> Charter:
    text = "version = 1\n" + "".join(
        f'[[rules]]\nname = "r{place}"\nfr = "R"\nen = "R"\nact = "{act}"\n{when}\n'
        for place, (act, when) in enumerate(bodies, 1)
    )
    charter = read_charter(text + LAST).charter
    assert charter is not None
    return charter


def codes(*bodies: tuple[str, str]) -> list[tuple[str, tuple[int, ...]]]:
    return [
        (remark.code.removeprefix("charter."), remark.numbers)
        for remark in remarks_on(rules(*bodies))
    ]


def test_a_rule_that_a_former_one_covers_is_told():
    wide = ("answer", "when.intent.request.at_least = 0.5")
    narrow = ("answer", 'when.intent.request.at_least = 0.6\nwhen.network = "x"')
    assert codes(wide, narrow) == [("unreachable", (2, 1))]
    assert codes(narrow, wide) == []


def test_a_rule_that_former_ones_cover_together_is_told():
    low, high = (
        ("answer", "when.sentiment.below = 0.2"),
        ("answer", "when.sentiment.at_least = 0.1"),
    )
    assert codes(low, high, ("answer", 'when.state = "crisis"')) == [
        ("unreachable_together", (3, 1, 2)),
    ]
    private = ("answer", 'when.visibility.not = "public"')
    assert codes(private, ("answer", 'when.visibility = ["private", "secure"]')) == [
        ("unreachable", (2, 1))
    ]


def test_a_group_of_findings_covers_its_kinds():
    assert codes(("protect", 'when.findings = "secrets"'), ("answer", 'when.findings = "PIN"')) == [
        ("unreachable", (2, 1))
    ]
    assert (
        codes(("protect", 'when.findings = "PIN"'), ("answer", 'when.findings = "secrets"')) == []
    )
    every = ("protect", 'when.findings = "any"')
    none, card = ("answer", 'when.findings = "none"'), ("answer", 'when.findings.not = "CARD"')
    assert codes(every, none, card) == [("unreachable_together", (3, 1, 2))]


def test_probabilities_that_exceed_one_together_never_hold():
    when = "when.tone.calm.at_least = 0.6\nwhen.tone.insulting.at_least = 0.6"
    assert codes(("answer", when)) == [("never_holds", (1,))]
    when = "when.intent.request.at_least = 0.6\nwhen.intent.complaint.at_least = 0.6"
    assert codes(("answer", when)) == []


def test_rules_at_odds_are_told_with_an_example():
    silent = ("do_not_answer", "when.tone.insulting.at_least = 0.5")
    asking = ("answer", "when.intent.request.at_least = 0.5")
    (remark,) = remarks_on(rules(silent, asking))
    assert (remark.code, remark.numbers) == ("charter.conflict", (1, 2))
    assert "1 (r1)" in remark.say("en")
    assert "insult (0.50)" in remark.say("en")
    assert "demande (0,50)" in remark.say("fr")
    assert codes(asking, silent) == [("conflict", (1, 2))]


def test_an_exception_is_no_conflict_nor_are_rules_that_do_not_meet():
    asking = ("answer", "when.intent.request.at_least = 0.5")
    exception = ("do_not_answer", 'when.intent.request.at_least = 0.5\nwhen.network = "x"')
    assert codes(exception, asking) == []
    apart = ("do_not_answer", "when.tone.insulting.at_least = 0.5\nwhen.intent.request.below = 0.5")
    assert codes(asking, apart) == []
    calm = ("answer", "when.tone.calm.at_least = 0.6")
    assert codes(calm, ("do_not_answer", "when.tone.insulting.at_least = 0.5")) == []


def test_an_alarm_before_silence_is_no_conflict_and_silence_before_an_alarm_is():
    alarm = ("protect", "when.intent.fraud_report.at_least = 0.5")
    silent = ("do_not_answer", "when.intent.spam.at_least = 0.5")
    assert codes(alarm, silent) == []
    assert codes(silent, alarm) == [("conflict", (1, 2))]


def test_rules_that_meet_only_where_a_former_one_decides_are_not_at_odds():
    silent = ("do_not_answer", "when.tone.insulting.at_least = 0.5")
    asking = ("answer", "when.intent.request.at_least = 0.5")
    both = ("protect", "when.intent.request.at_least = 0.4\nwhen.tone.insulting.at_least = 0.4")
    assert codes(both, silent, asking) == []


def test_a_charter_too_large_to_be_looked_at_is_said_to_be_in_seconds():
    kinds = list(Kind)
    bodies = []
    for place in range(60):
        words = [f"w{place * 7 % 31}", f"w{place * 3 % 29}", f"w{place}"]
        found = [str(kinds[(place * step) % len(kinds)]) for step in (1, 5, 11)]
        bodies.append(("answer", f"when.author = {words}\nwhen.findings = {found}"))
    started = time.monotonic()
    last = remarks_on(rules(*bodies))[-1]
    assert time.monotonic() - started < 20
    assert last.code == "charter.not_checked"
    assert last.say("fr") != last.say("en")


# Beside


def test_what_may_open_an_account_counts_as_a_secret():
    assert "SECRET" in kinds_of(find("mon mot de passe est jean.dupont@free.fr")) or (
        "PASSWORD" in kinds_of(find("mon mot de passe est jean.dupont@free.fr"))
    )
    assert kinds_of(()) == frozenset()


def test_a_trial_counts_what_would_change_with_some_examples():
    comparison = Comparison()
    asking, calm = labels(request=0.9), labels()
    mute = rules(("do_not_answer", ""))
    for place, labelled in enumerate([asking] * 5 + [calm]):
        post = Situation(labels=labelled)
        text = f"post\n{place} " + "x" * 200
        comparison.add(judge(default_charter(), post), judge(mute, post), text)
    trial = comparison.result()
    (turn,) = trial.turns
    assert (trial.looked_at, trial.changed, trial.by_rule) == (6, 5, {1: 6})
    assert (turn.before, turn.after, turn.posts) == (Act.ANSWER, Act.DO_NOT_ANSWER, 5)
    assert [example[:7] for example in turn.examples] == ["post 0 ", "post 1 ", "post 2 "]
    assert {len(example) for example in turn.examples} == {70}
    assert shortened("a\x1b[31m") == "a [31m"


def test_every_label_can_be_said_in_both_languages():
    for group, names in LIKELY.items():
        for name in names:
            text = f"when.{group}.{name}.at_least = 0.5"
            when = rules(("answer", text)).rules[0].whens[0]
            assert isinstance(when[0], Range)
            post = Situation(labels=Labels("fr", **{f"{group}s": {name: 0.9}}))  # type: ignore[arg-type]
            judgement = judge(rules(("answer", text)), post)
            assert "(0,90)" in judgement.reason("fr")
            assert judgement.reason("fr").split(" (")[0] != ""
    assert Among("network", ("x",)).meant == {"x"}
