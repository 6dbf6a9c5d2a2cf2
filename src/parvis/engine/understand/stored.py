"""Labels as rows hold them: plain values, small, read again without a loss that a rule could see.

``{"lang", "intents": {label: chance}, ..., "sentiment", "unsure"}``: chances in thousandths, those
that round to nothing left out. What is no number is no chance: neither written nor read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from parvis.engine.understand.labels import Decision, Intent, Labels, Target, Tone, Topic

_HEADS: Final[Mapping[str, type[StrEnum]]] = {
    "intents": Intent,
    "tones": Tone,
    "targets": Target,
    "topics": Topic,
    "decisions": Decision,
}


def labels_to_json(labels: Labels) -> dict[str, Any]:
    """Give labels as plain values. Where a chance is no number, it is 0, and a person decides."""
    said: dict[str, Any] = {"lang": labels.lang}
    unsure = labels.unsure or not math.isfinite(labels.sentiment)
    for name in _HEADS:
        likely = getattr(labels, name)
        said[name] = {
            str(label): short for label, each in likely.items() if (short := _short(each))
        }
        unsure = unsure or not all(map(math.isfinite, likely.values()))
    return {**said, "sentiment": _short(labels.sentiment), "unsure": bool(unsure)}


def labels_from_json(said: Mapping[str, Any]) -> Labels:
    """Read labels again; what a row does not say, or says by no number, has no chance."""
    heads: dict[str, Any] = {}
    for name, kinds in _HEADS.items():
        given = said.get(name)
        likely = given if isinstance(given, Mapping) else {}
        heads[name] = {label: _number(likely.get(label)) for label in kinds}
    return Labels(
        str(said.get("lang") or ""),
        **heads,
        sentiment=_number(said.get("sentiment")),
        unsure=bool(said.get("unsure", False)),
    )


def _short(chance: float) -> float:
    return round(float(chance), 3) if math.isfinite(chance) else 0.0


def _number(given: object) -> float:
    """Read a number that a row holds; 0 where it is none. Chances and sentiment are in [-1, 1]."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return 0.0
    return float(given) if -1 <= given <= 1 else 0.0
