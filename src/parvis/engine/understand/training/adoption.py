"""Whether one model is better than another on the untouched posts: what adoption goes by.

``parvis train --with-corrections`` writes ``scores.json`` beside a model; governance reads it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from parvis.engine.understand.training.scoring import Report
from parvis.errors import Invalid

MOST_GREY: Final = 0.10
"""The share of untouched posts that a model may leave to a person because it is unsure."""

HEADS: Final = ("decisions", "tones", "targets", "topics", "intents", "sentiment")
"""The heads whose scores are averaged, in the order in which they are shown."""

_MOST_CHARACTERS: Final = 20_000
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_SHARES: Final = ("answered", "kept", "grey")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a model is worth, of both tiers, on the untouched posts.

    ``answered``: share of heated but legitimate posts that are answered or go to a person;
    ``kept``: of posts of scorn alone that are not answered or go to a person; ``grey``: of all
    posts, those it is unsure of. ``heads``: accuracy of exclusive heads, mean F1 of the intents
    that occur, correlation of sentiment.
    """

    answered: float
    kept: float
    grey: float
    heads: Mapping[str, float]

    @property
    def mean(self) -> float:
        """The mean of the heads' scores."""
        return math.fsum(self.heads.values()) / len(self.heads)

    def to_json(self) -> dict[str, Any]:
        """Give it as plain values."""
        shares = {name: getattr(self, name) for name in _SHARES}
        return {**shares, "heads": {name: self.heads[name] for name in HEADS}}


def figures_of(report: Report) -> Figures:
    """Take out of a report what adoption goes by."""
    occurring = [
        _f1(recall, precision) for count, recall, precision in report.intents.values() if count
    ]
    heads: dict[str, float] = {
        name: report.accuracy[name] for name in HEADS if name in report.accuracy
    }
    heads["intents"] = math.fsum(occurring) / max(len(occurring), 1)
    heads["sentiment"] = report.sentiment
    decision = report.decision
    return Figures(decision.answered, decision.kept, decision.grey, heads)


def _f1(recall: float, precision: float) -> float:
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def objections(old: Figures, new: Figures) -> tuple[str, ...]:
    """Say why a model is not better than another one, as codes; nothing where it is.

    Better is one that answers no fewer of the heated but legitimate posts (``answered_fewer``),
    answers no more scorn (``kept_fewer``), leaves at most ``MOST_GREY`` of the posts unsure
    (``too_grey``), and whose heads score higher on average (``no_higher``). Equal is not better.
    """
    found = {
        "answered_fewer": new.answered >= old.answered,
        "kept_fewer": new.kept >= old.kept,
        "too_grey": new.grey <= MOST_GREY,
        "no_higher": new.mean > old.mean,
    }
    return tuple(code for code, holds in found.items() if not holds)


@dataclass(frozen=True, slots=True)
class Scores:
    """Two models on the same untouched posts; models are told by the SHA-256 of their files.

    ``untouched`` is the digest of the file with the posts, ``posts`` their number, and
    ``corrections`` how many corrections the ``model`` was trained with.
    """

    model: str
    against: str
    untouched: str
    posts: int
    corrections: int
    old: Figures
    new: Figures

    @property
    def objections(self) -> tuple[str, ...]:
        """Why the model is not better, as codes."""
        return objections(self.old, self.new)

    def to_json(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "model": self.model,
            "against": self.against,
            "untouched": self.untouched,
            "posts": self.posts,
            "corrections": self.corrections,
            "old": self.old.to_json(),
            "new": self.new.to_json(),
        }


def scores_from_text(text: str) -> Scores:
    """Read ``scores.json``; raises ``Invalid`` where it is none."""
    if len(text) > _MOST_CHARACTERS:
        raise Invalid("engine.scores.not_any")
    try:
        return scores_from_json(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise Invalid("engine.scores.not_any") from error


def scores_from_json(said: Any) -> Scores:
    """Read scores from plain values; raises ``Invalid`` where they are none."""
    try:
        return Scores(
            model=_digest(said["model"]),
            against=_digest(said["against"]),
            untouched=_digest(said["untouched"]),
            posts=_count(said["posts"]),
            corrections=_count(said["corrections"]),
            old=_figures(said["old"]),
            new=_figures(said["new"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("engine.scores.not_any") from error


def _figures(said: Any) -> Figures:
    shares = {name: _number(said[name], 0) for name in _SHARES}
    return Figures(**shares, heads={name: _number(said["heads"][name], -1) for name in HEADS})


def _digest(said: Any) -> str:
    if not isinstance(said, str) or not _DIGEST.fullmatch(said):
        raise ValueError("no digest")
    return said


def _count(said: Any) -> int:
    if type(said) is not int or not 0 <= said < 10**9:
        raise ValueError("no count")
    return said


def _number(said: Any, least: int) -> float:
    if type(said) not in {int, float} or not least <= said <= 1:
        raise ValueError("no score")
    return float(said)
