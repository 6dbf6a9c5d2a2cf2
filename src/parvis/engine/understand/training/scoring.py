"""What a model is worth on posts that it was not trained on: figures, curves, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engine.understand import understand_all
from parvis.engine.understand.heads import HEADS
from parvis.engine.understand.labels import Decision, Intent, Labels, Tone
from parvis.engine.understand.model import Model
from parvis.engine.understand.training.examples import Example

BINS = 10


@dataclass(frozen=True, slots=True)
class KeyDecision:
    """The key decision on heated posts: shares of posts.

    ``answered``: heated but legitimate posts that are answered or go to a person; ``kept``: posts
    of scorn alone that are not answered; ``grey``: posts of all kinds in the grey zone. The same
    ``without_grey``: what the likeliest decision alone would do.
    """

    heated: int
    answered: float
    scorn: int
    kept: float
    grey: float
    answered_without_grey: float
    kept_without_grey: float


def key_decision(examples: Sequence[Example], labels: Sequence[Labels]) -> KeyDecision:
    """Score the key decision."""
    silent = np.array([each.decision is Decision.SILENT for each in labels])
    unsure = np.array([each.unsure for each in labels])
    heated = np.array([_is_heated(each) for each in examples])
    scorn = np.array([_is_scorn(each) for each in examples])
    return KeyDecision(
        int(heated.sum()),
        float((~silent | unsure)[heated].mean()),
        int(scorn.sum()),
        float((silent | unsure)[scorn].mean()),
        float(unsure.mean()),
        float((~silent)[heated].mean()),
        float(silent[scorn].mean()),
    )


def _is_heated(example: Example) -> bool:
    return (
        example.labels["tones"] in {Tone.VEHEMENT, Tone.INSULTING}
        and example.labels["decisions"] != Decision.SILENT
    )


def _is_scorn(example: Example) -> bool:
    return (
        example.labels["tones"] == Tone.INSULTING and example.labels["decisions"] == Decision.SILENT
    )


@dataclass(frozen=True, slots=True)
class Curve:
    """How sure a label's probability is and how often it holds, in bins of as many posts."""

    said: tuple[float, ...]
    held: tuple[float, ...]
    error: float


def calibration(chances: NDArray[np.float64], holds: NDArray[np.bool_]) -> Curve:
    """Draw up a curve; ``error`` is the mean distance of said and held, weighed by posts."""
    order = np.argsort(chances, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    said = [float(chances[part].mean()) for part in parts]
    held = [float(holds[part].mean()) for part in parts]
    sizes = np.array([len(part) for part in parts])
    error = float((np.abs(np.subtract(said, held)) * sizes).sum() / sizes.sum())
    return Curve(tuple(said), tuple(held), error)


@dataclass(frozen=True, slots=True)
class Report:
    """All that the model card tells of one set of posts."""

    posts: int
    decision: KeyDecision
    accuracy: dict[str, float]
    baseline: dict[str, float]
    intents: dict[str, tuple[int, float, float]]
    curves: dict[str, Curve]
    confusions: dict[str, tuple[tuple[str, ...], NDArray[np.int64]]]
    sentiment: float


def report(examples: Sequence[Example], model: Model, *, second: bool = True) -> Report:
    """Score a model on posts of which everything is known."""
    labels = understand_all([each.text for each in examples], model=model, second=second)
    accuracy, baseline, confusions = {}, {}, {}
    for name in ("decisions", "tones", "targets", "topics"):
        values = tuple(label.value for label in HEADS[name].labels)
        truth = [values.index(each.labels[name]) for each in examples]
        said = [_likeliest(each, name) for each in labels]
        table = np.zeros((len(values), len(values)), np.int64)
        np.add.at(table, (truth, said), 1)
        confusions[name] = (values, table)
        accuracy[name] = float(table.trace() / table.sum())
        baseline[name] = float(table.sum(axis=1).max() / table.sum())
    intents, curves = {}, {}
    for intent in Intent:
        holds = np.array([each.intents[intent] for each in examples])
        chances = np.array([each.intents[intent] for each in labels])
        intents[intent.value] = (int(holds.sum()), *_recall_and_precision(chances, holds))
        curves[intent.value] = calibration(chances, holds)
    silent = np.array([each.labels["decisions"] == Decision.SILENT for each in examples])
    curves["silent"] = calibration(
        np.array([each.decisions[Decision.SILENT] for each in labels]), silent
    )
    return Report(
        len(examples), key_decision(examples, labels), accuracy, baseline, intents, curves,
        confusions, _sentiment(examples, labels),
    )  # fmt: skip


def _likeliest(labels: Labels, name: str) -> int:
    chances = list(getattr(labels, name).values())
    return int(np.argmax(chances))


def _recall_and_precision(
    chances: NDArray[np.float64], holds: NDArray[np.bool_]
) -> tuple[float, float]:
    said = chances > 1 / 2
    both = float((said & holds).sum())
    return both / max(int(holds.sum()), 1), both / max(int(said.sum()), 1)


_SIGNS = {"bad": -1.0, "even": 0.0, "good": 1.0}


def _sentiment(examples: Sequence[Example], labels: Sequence[Labels]) -> float:
    """Give the correlation of sentiment as labelled and as said."""
    truth = [_SIGNS[each.labels["feelings"]] for each in examples]
    return float(np.corrcoef(truth, [each.sentiment for each in labels])[0, 1])
