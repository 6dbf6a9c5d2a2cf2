"""Nothing that people do not see changes what is understood, and no flood hides a request."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.charter import Act
from parvis.engine.pipeline import enrich
from parvis.engine.post import Post
from parvis.engine.understand import Intent, Tone, understand_all
from parvis.engine.understand.visible import LONGEST, head_and_tail, visible

REQUEST = "Pourquoi mon virement est bloqué depuis lundi ?"
INSULTS = ("bande de voleurs", "you are all thieves")


def act(text: str, *descriptions: str) -> Act:
    return enrich([Post(id="1", text=text, descriptions=descriptions)])[0].verdict.act


@pytest.mark.parametrize(
    "sign", ["\u200b", "\n", " ", "\u00a0", ".", "_", "😡", "\u00ad", "\u3164"]
)
@pytest.mark.parametrize("text", [REQUEST, "On m'a volé ma carte et vidé mon compte"])
def test_a_flood_of_signs_hides_no_request(sign: str, text: str) -> None:
    flooded = f"{INSULTS[0]} {sign * 2100} {text} {sign * 2100} {INSULTS[1]}"
    assert act(flooded) is not Act.DO_NOT_ANSWER


def test_a_flood_of_handles_hides_no_request() -> None:
    assert act(f"{'@a ' * 700}{REQUEST} {'@a ' * 700}") is not Act.DO_NOT_ANSWER
    assert act("@" + REQUEST.replace(" ", " @")) is not Act.DO_NOT_ANSWER


def test_what_is_not_read_is_left_to_a_person() -> None:
    words = " ".join(f"mot{number}" for number in range(2_000))
    (labels,) = understand_all([words])
    assert len(visible(words)) > LONGEST
    assert labels.unsure
    assert act(words) is not Act.DO_NOT_ANSWER


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"])
def test_invisible_signs_between_letters_change_nothing(sign: str) -> None:
    for text in (REQUEST, *INSULTS):
        assert visible(sign.join(text)) == text
        assert act(sign.join(text)) is act(text)


@pytest.mark.parametrize("times", [2, 5, 40])
def test_who_says_it_again_says_no_more(times: int) -> None:
    for text in (REQUEST, *INSULTS):
        assert visible(f"{text} " * times).strip() == text


CALM = """Hello, I would like some information about opening a joint account with my partner. We are
both employed, we live in Lille and we bank with two different banks. We would like to know which
documents are needed, whether we have to come to the branch together, and whether the monthly fee is
lower if we both have our salaries paid in. We also have a small savings plan each and would like to
know if they can be transferred without closing them first. A friend of ours told us that it took
her about two weeks, which would be fine for us. Is there an English-speaking adviser we could meet,
ideally on a Saturday morning? Thank you very much in advance and have a nice day."""


def test_a_long_calm_letter_is_no_alarm() -> None:
    (labels,) = understand_all([CALM])
    alarms = (Intent.URGENT_DISTRESS, Intent.FRAUD_REPORT, Intent.PRESS)
    assert labels.tone is Tone.CALM
    assert max(labels.intents[each] for each in alarms) < 0.5
    assert act(CALM) is Act.ANSWER


def test_what_is_told_of_pictures_is_understood_too() -> None:
    assert act("Regardez", REQUEST) is Act.ANSWER
    assert act("", REQUEST) is Act.ANSWER
    assert act("Regardez", "mon IBAN FR76 3000 6000 0112 3456 7890 189") is Act.PROTECT


@given(st.text(max_size=200))
def test_what_is_seen_is_seen_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_both_ends_of_a_long_text_are_read() -> None:
    assert head_and_tail("a" * 10, 10) == "a" * 10
    assert head_and_tail("ab" * 10, 10) == "abab abab"
