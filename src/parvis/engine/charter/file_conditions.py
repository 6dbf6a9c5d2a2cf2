"""The conditions of a charter's file: ``when.tone.insulting.at_least = 0.6``, read strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from parvis.engine.charter.conditions import (
    FINDINGS,
    LIKELY,
    NO,
    SENTIMENT,
    UNSURE,
    WORDS,
    YES,
    Among,
    Condition,
    Range,
    When,
    limits_of,
)
from parvis.engine.charter.problems import CharterProblems
from parvis.engine.guard.policy_problems import Path, nearest

ANY, NONE = "any", "none"
"""What stands for all findings, and for no finding."""

MOST_WORDS: Final = 100

_FEATURES = (*LIKELY, SENTIMENT, *WORDS)
_BOUNDS = ("at_least", "below")
_FREE = re.compile(r"[a-z0-9][a-z0-9_.\-]{0,39}").fullmatch
_LANGUAGE = re.compile(r"[a-z]{2,3}|other").fullmatch


def when_of(given: Any, path: Path, problems: CharterProblems) -> When:
    """Read the conditions of a table; what is wrong is told, and left out."""
    if not isinstance(given, dict):
        problems.tell("charter.not_a_table", path)
        return ()
    conditions: list[Condition] = []
    for feature, value in given.items():
        here = (*path, feature)
        if feature in LIKELY:
            conditions += _likely(feature, value, here, problems)
        elif feature == SENTIMENT:
            conditions += _range(feature, "", value, here, problems)
        elif feature == UNSURE:
            conditions += _unsure(value, here, problems)
        elif feature in WORDS:
            conditions += _among(feature, value, here, problems)
        else:
            problems.unknown("charter.unknown_condition", here, _FEATURES)
    return tuple(conditions)


def nearest_to(word: object, known: Iterable[str]) -> str:
    """Give the known word that is most like one, else all of them."""
    return nearest(word if isinstance(word, str) else "", known)


def _likely(group: str, given: Any, path: Path, problems: CharterProblems) -> list[Condition]:
    if not isinstance(given, dict) or not given:
        problems.tell("charter.not_probabilities", path, example=f"{group}.{LIKELY[group][0]}")
        return []
    conditions: list[Condition] = []
    for name, bounds in given.items():
        if name not in LIKELY[group]:
            problems.unknown("charter.unknown_label", (*path, name), LIKELY[group])
        else:
            conditions += _range(group, name, bounds, (*path, name), problems)
    return conditions


def _range(
    group: str, name: str, given: Any, path: Path, problems: CharterProblems
) -> list[Condition]:
    if not isinstance(given, dict) or not given:
        problems.tell("charter.not_a_range", path)
        return []
    bounds: dict[str, float] = {}
    for key, value in given.items():
        here = (*path, key)
        if key not in _BOUNDS:
            problems.unknown("charter.unknown_bound", here, _BOUNDS)
        elif _is_within(group, value):
            bounds[key] = float(value)
        else:
            problems.tell(f"charter.out_of_{_KIND_OF_NUMBER.get(group, 'probability')}", here)
    least, most = limits_of(group)
    if bounds and bounds.get("below", most + 1) <= bounds.get("at_least", least):
        problems.tell("charter.empty_range", path)
    return [Range(group, name, **bounds)] if bounds else []


_KIND_OF_NUMBER = {SENTIMENT: "sentiment"}


def _is_within(group: str, value: Any) -> bool:
    least, most = limits_of(group)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and least <= value <= most


def _unsure(given: Any, path: Path, problems: CharterProblems) -> list[Condition]:
    if not isinstance(given, bool):
        problems.tell("charter.not_a_yes", path)
        return []
    return [Among(UNSURE, (YES if given else NO,))]


def _among(feature: str, given: Any, path: Path, problems: CharterProblems) -> list[Condition]:
    negated = isinstance(given, dict)
    if isinstance(given, dict):
        for key in given:
            if key != "not":
                problems.unknown("charter.unknown_key", (*path, key), ("not",))
        given = given.get("not")
    if feature == FINDINGS and given == NONE:
        return [Among(feature, (ANY,), not negated)]
    listed = given if isinstance(given, list) else [given]
    if not 1 <= len(listed) <= MOST_WORDS:
        problems.tell("charter.not_words", path, most=MOST_WORDS)
        return []
    words = [word for word in listed if _is_word(feature, word, path, problems)]
    return [Among(feature, tuple(dict.fromkeys(words)), negated)] if words else []


def _is_word(feature: str, word: Any, path: Path, problems: CharterProblems) -> bool:
    known = WORDS[feature]
    if not isinstance(word, str):
        problems.tell("charter.not_words", path, most=MOST_WORDS)
    elif known and word not in known:
        problems.tell("charter.unknown_word", path, known=nearest_to(word, known))
    elif feature == "language" and not _LANGUAGE(word):
        problems.tell("charter.language", path)
    elif not known and not _FREE(word):
        problems.tell("charter.free_word", path)
    else:
        return True
    return False
