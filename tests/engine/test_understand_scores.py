"""How ``bench.understand`` scores and cuts: figures are only worth what these are."""

from pathlib import Path

import numpy as np
import pytest
from bench.guard import peers
from bench.understand import languages, scores
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.understand import Intent
from parvis.engine.understand.training.examples import Example, own

SAID = np.array([0.9, 0.8, 0.7, 0.1])


@pytest.mark.parametrize(
    ("holds", "expected"),
    [
        ((True, True, False, False), 1.0),
        ((False, True, False, False), 1 / 2),
        ((True, False, True, False), (1 + 2 / 3) / 2),
        ((False, False, False, False), 0.0),
    ],
)
def test_average_precision_is_the_mean_precision_where_it_holds(holds, expected: float) -> None:
    assert scores.average_precision(SAID, np.array(holds)) == pytest.approx(expected)


def test_posts_that_are_equally_likely_are_found_together() -> None:
    assert scores.average_precision(np.full(4, 0.5), np.array([True, False, False, False])) == 1 / 4


@given(st.text())
def test_a_cut_post_is_short_and_made_of_the_post_s_own_words(text: str) -> None:
    short = languages.cut(text)

    assert len(short) <= languages.LONGEST
    assert set(short.split()) <= set(languages._NO_LANGUAGE.sub(" ", text).split())


def test_a_cut_post_begins_behind_handles_tags_and_addresses() -> None:
    text = "@Bank.Parvis #fail https://ex.example/a?b my card was swallowed again this morning"

    assert languages.cut(text) == "my card was swallowed"


def test_heated_posts_and_scorn_alone_share_none() -> None:
    folder = Path(__file__).parents[2] / "bench" / "understand"
    sorts = scores.groups(own(folder))

    assert sorts["heated but legitimate"].sum() >= 1_000
    assert sorts["scorn alone"].sum() >= 1_000
    assert not (sorts["heated but legitimate"] & sorts["scorn alone"]).any()


def test_a_reader_that_says_what_is_labelled_scores_one_and_errs_by_nothing() -> None:
    posts = [post("complaint", "vehement", "bad"), post("praise", "calm", "good")]

    said = scores.of_chances(as_chances(posts))

    assert set(scores.accuracy(posts, said).values()) == {1.0}
    assert set(scores.calibration_errors(posts, said).values()) == {0.0}
    assert scores.correlation(posts, said.sentiment) == pytest.approx(1)
    found = scores.intents(posts, said)
    assert found["recall"]["complaint"] == found["precision"]["praise"] == 1.0
    assert found["recall"]["spam"] == 0.0


def post(intent: str, tone: str, feeling: str) -> Example:
    labels = {
        "decisions": "answer", "tones": tone, "targets": "nobody", "topics": "card",
        "feelings": feeling,
    }  # fmt: skip
    return Example("", "en", "x", labels, {each.value: each == intent for each in Intent})


def as_chances(posts: list[Example]) -> dict[str, dict[str, list[float]]]:
    every = {
        "decision": ("decisions", ("answer", "silent", "person")),
        "tone": ("tones", ("calm", "vehement")),
        "target": ("targets", ("nobody", "bank")),
        "topic": ("topics", ("card", "loan")),
        "feeling": ("feelings", ("bad", "even", "good")),
    }
    chances = {
        name: {label: [float(each.labels[field] == label) for each in posts] for label in labels}
        for name, (field, labels) in every.items()
    }
    return chances | {
        intent.value: {"yes": [float(each.intents[intent]) for each in posts]} for intent in Intent
    }


def test_each_peer_is_installed_by_the_exact_versions_of_its_own_lock() -> None:
    pins = peers.READING.lock.read_text(encoding="utf-8")

    assert peers.READING.name != peers.GUARD.name
    for package in ("lingua-language-detector", "scikit-learn", "vadersentiment-fr"):
        assert f"\n{package}==" in pins
