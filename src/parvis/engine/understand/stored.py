"""Labels as rows hold them: plain values, small, read again without a loss that a rule could see.

``{"lang", "intents": {label: chance}, ..., "sentiment", "unsure"}``: chances in thousandths, those
that round to nothing left out.
"""

from __future__ import annotations

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
    """Give labels as plain values."""
    said: dict[str, Any] = {"lang": labels.lang}
    for name in _HEADS:
        likely = getattr(labels, name).items()
        said[name] = {str(label): short for label, chance in likely if (short := _short(chance))}
    return {**said, "sentiment": _short(labels.sentiment), "unsure": labels.unsure}


def labels_from_json(said: Mapping[str, Any]) -> Labels:
    """Read labels again; what a row does not say has no chance."""
    heads: dict[str, Any] = {}
    for name, kinds in _HEADS.items():
        given = said.get(name, {})
        heads[name] = {label: float(given.get(label, 0.0)) for label in kinds}
    return Labels(
        str(said.get("lang", "")),
        **heads,
        sentiment=float(said.get("sentiment", 0.0)),
        unsure=bool(said.get("unsure", False)),
    )


def _short(chance: float) -> float:
    return round(float(chance), 3)
