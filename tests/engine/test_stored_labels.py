"""Labels as rows hold them: whatever a row holds is read, and only numbers are written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.understand.labels import Decision, Intent, Labels, Tone
from parvis.engine.understand.stored import labels_from_json, labels_to_json

NAN, INFINITE = float("nan"), float("inf")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


@pytest.mark.parametrize("odd", [NAN, INFINITE, -INFINITE])
def test_a_chance_that_is_no_number_is_written_as_nothing_and_a_person_decides(odd: float) -> None:
    known = Labels("fr", intents={Intent.REQUEST: 0.5}, decisions={Decision.SILENT: 0.9})
    assert labels_to_json(known)["unsure"] is False
    for labels in (
        Labels("fr", tones={Tone.CALM: odd, Tone.INSULTING: 0.25}),
        Labels("fr", sentiment=odd),
    ):
        said = labels_to_json(labels)
        json.dumps(said, allow_nan=False)
        assert said["unsure"] is True
        assert said["sentiment"] == 0
    assert labels_to_json(Labels("fr", tones={Tone.CALM: odd}))["tones"] == {}


@pytest.mark.parametrize("odd", [None, "0.5", "x", [], {}, True, NAN, INFINITE, 10**400])
def test_what_is_no_chance_is_read_as_none(odd: Any) -> None:
    row = {"lang": "fr", "intents": {"request": odd}, "tones": odd, "sentiment": odd}
    labels = labels_from_json(row)
    assert labels.intents[Intent.REQUEST] == labels.tones[Tone.CALM] == labels.sentiment == 0.0
    assert labels.tone in Tone


@given(
    st.dictionaries(
        st.sampled_from(["lang", "intents", "tones", "decisions", "sentiment", "unsure"]), VALUES
    )
)
def test_any_row_is_read(row: dict[str, Any]) -> None:
    json.dumps(labels_to_json(labels_from_json(row)), allow_nan=False)
