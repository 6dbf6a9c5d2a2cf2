"""What people can read of words that are kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engine.guard.legible import legible


@pytest.mark.parametrize(
    "words", ["", " ", "\u200b", "\u3164", "\u2800 \u2800", "\u0301\u0301", "\u202e\u200f", "\x07"]
)
def test_words_that_nobody_can_read_are_none(words: str) -> None:
    assert legible(words) == ""


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (" Known customer ", "Known customer"),
        ("abc\u202edcba\u202c", "abcdcba"),
        ("\u2066spam\u2069\x00", "spam"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("👩\u200d👧 déjà vu e\u0301", "👩\u200d👧 déjà vu e\u0301"),
        ("שלום", "שלום"),
    ],
)
def test_what_turns_words_round_is_left_out_and_all_else_stays(words: str, kept: str) -> None:
    assert legible(words) == kept


@given(st.text())
def test_no_words_keep_a_mark_of_direction(words: str) -> None:
    kept = legible(words)
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not turning & {unicodedata.bidirectional(sign) for sign in kept}
    assert legible(kept) == kept
