"""Nothing that people do not see changes what is understood, and no flood hides a request."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.charter import Act
from parvis.engine.pipeline import enrich
from parvis.engine.post import Post
from parvis.engine.understand import understand_all
from parvis.engine.understand.visible import LONGEST, head_and_tail, visible

REQUEST = "Pourquoi mon virement est bloqué depuis lundi ?"
INSULTS = ("bande de voleurs", "you are all thieves")


def act(text: str, *descriptions: str) -> Act:
    return enrich([Post(id="1", text=text, descriptions=descriptions)])[0].verdict.act


@pytest.mark.parametrize("sign", ["\u200b", "\n", " ", "\u00a0", ".", "_", "😡", "\u00ad", "\u3164"])
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
