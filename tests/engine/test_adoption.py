"""When one model is better than another, and what is read as scores."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.understand.labels import Intent
from parvis.engine.understand.training.adoption import (
    HEADS,
    Figures,
    Scores,
    figures_of,
    objections,
    scores_from_json,
    scores_from_text,
)
from parvis.engine.understand.training.examples import (
    CORRECTIONS,
    Example,
    corrected,
    own,
    untouched_by,
)
from parvis.engine.understand.training.scoring import KeyDecision, Report
from parvis.errors import Invalid

OLD = Figures(0.95, 0.96, 0.08, dict.fromkeys(HEADS, 0.8))
BETTER = replace(OLD, heads={**OLD.heads, "topics": 0.81})
SCORES = Scores("a" * 64, "b" * 64, "c" * 64, 475, 12, OLD, BETTER)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (BETTER, ()),
        (OLD, ("no_higher",)),
        (replace(BETTER, answered=0.949), ("answered_fewer",)),
        (replace(BETTER, kept=0.959), ("kept_fewer",)),
        (replace(BETTER, grey=0.10), ()),
        (replace(BETTER, grey=0.101), ("too_grey",)),
        (replace(BETTER, answered=1.0, kept=1.0, grey=0.0), ()),
        (
            Figures(0.0, 0.0, 1.0, dict.fromkeys(HEADS, 0.1)),
            ("answered_fewer", "kept_fewer", "too_grey", "no_higher"),
        ),
        (replace(BETTER, answered=float("nan")), ("answered_fewer",)),
        (replace(BETTER, heads={**OLD.heads, "topics": float("nan")}), ("no_higher",)),
    ],
)
def test_better_is_better_in_every_way_and_equal_is_not(new: Figures, why: tuple[str, ...]) -> None:
    assert objections(OLD, new) == why


def test_one_head_may_be_worse_where_the_mean_is_higher() -> None:
    heads = {**OLD.heads, "topics": 0.9, "tones": 0.75}
    assert objections(OLD, replace(OLD, heads=heads)) == ()


def test_figures_are_those_of_a_report() -> None:
    decision = KeyDecision(10, 0.9, 10, 0.8, 0.05, 0.7, 0.6)
    accuracy = {"decisions": 0.7, "tones": 0.6, "targets": 0.5, "topics": 0.4}
    intents = {"request": (5, 0.5, 1.0), "press": (0, 0.0, 0.0), "spam": (2, 0.0, 0.0)}
    figures = figures_of(Report(20, decision, accuracy, {}, intents, {}, {}, 0.3))
    assert (figures.answered, figures.kept, figures.grey) == (0.9, 0.8, 0.05)
    assert figures.heads == pytest.approx({**accuracy, "intents": 1 / 3, "sentiment": 0.3})


def test_scores_are_read_again_as_they_were_written() -> None:
    assert scores_from_text(json.dumps(SCORES.to_json())) == SCORES
    assert SCORES.objections == ()


@pytest.mark.parametrize(
    "change",
    [
        {"model": "A" * 64},
        {"model": "a" * 63},
        {"against": None},
        {"posts": True},
        {"posts": -1},
        {"posts": 1.5},
        {"new": {}},
        {"new": []},
        {"new": {**OLD.to_json(), "answered": 1.2}},
        {"new": {**OLD.to_json(), "answered": "1"}},
        {"new": {**OLD.to_json(), "answered": float("nan")}},
        {"new": {**OLD.to_json(), "heads": {"topics": 1}}},
    ],
)
def test_scores_that_are_none_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match=r"engine\.scores\.not_any"):
        scores_from_text(json.dumps({**SCORES.to_json(), **change}))


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_no_json_breaks_scores(said: Any) -> None:
    for given_ in (said, {"model": said, "new": said}, {**SCORES.to_json(), "old": said}):
        with pytest.raises(Invalid, match=r"engine\.scores\.not_any"):
            scores_from_json(given_)


@pytest.mark.parametrize("text", ["", "{", "[" * 10_000, " " * 20_001, "{}"])
def test_a_file_that_holds_no_scores_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"engine\.scores\.not_any"):
        scores_from_text(text)


SAID = {
    "intents": ["complaint", "request"], "tone": "vehement", "target": "nobody", "topic": "card",
    "sentiment": -2, "decision": "answer",
}  # fmt: skip


def test_a_correction_trains_as_one_of_our_own_posts_does(tmp_path: Any) -> None:
    line = "fr\tcomplaint,request\tvehement\tnobody\t-2\tcard\tanswer\tMa carte !\n"
    (tmp_path / "posts_x.tsv").write_text(line)
    (ours,) = own(tmp_path)
    example = corrected("Ma carte !", "fr", SAID)
    assert example == replace(ours, author=CORRECTIONS)
    assert example.weight == 1.0
    assert example.intents[Intent.REQUEST]
    assert not example.intents[Intent.SPAM]


@pytest.mark.parametrize("name", ["intents", "tone", "target", "topic", "sentiment", "decision"])
def test_a_correction_with_a_label_that_is_none_is_refused(name: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        corrected("x", "fr", {**SAID, name: ["?"] if name == "intents" else "7"})


def test_what_is_held_out_is_not_trained_on_however_it_is_spaced() -> None:
    held_out = [Example("Où est ma  carte ?", "fr", "held_out")]
    others = [Example(" où est\nma carte ?", "fr", CORRECTIONS), Example("Où ?", "fr", CORRECTIONS)]
    assert untouched_by(others, held_out) == others[1:]
