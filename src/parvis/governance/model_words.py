"""Scores of two models side by side, as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from parvis.engine.understand.training.adoption import HEADS, Figures, scores_from_json
from parvis.errors import Invalid
from parvis.governance.model_sentences import objection_words, score_words

_LESS_IS_BETTER: Final = "grey"


@dataclass(frozen=True, slots=True)
class Line:
    """One score of both models; ``sign`` says in a word whether the new one does better."""

    name: str
    old: float
    new: float
    sign: str
    is_worse: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two models on the same posts, line by line; ``objections``: why the new one is no better."""

    posts: int
    corrections: int
    lines: Sequence[Line]
    objections: Sequence[str]


def compared(scores: Mapping[str, Any]) -> Compared | None:
    """Put scores side by side; None where they are none that this version can read."""
    try:
        said = scores_from_json(scores)
    except Invalid:
        return None
    old, new = _all(said.old), _all(said.new)
    lines = [
        Line(words, old[name], new[name], *_sign(name, new[name] - old[name]))
        for name, words in score_words().items()
    ]
    return Compared(said.posts, said.corrections, lines, objection_words(said.objections))


def _all(figures: Figures) -> dict[str, float]:
    shares = {"answered": figures.answered, "kept": figures.kept, "grey": figures.grey}
    return {**shares, **{name: figures.heads[name] for name in HEADS}, "mean": figures.mean}


def _sign(name: str, more: float) -> tuple[str, bool]:
    if more == 0:
        return _("the same"), False
    is_better = (more > 0) != (name == _LESS_IS_BETTER)
    return (_("better") if is_better else _("worse")), not is_better
