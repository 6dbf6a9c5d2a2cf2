"""How well labels fit what people said of posts: of the engine and of its peers alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engine.understand import Decision, Intent, Labels, Tone
from parvis.engine.understand.training.examples import Example
from parvis.engine.understand.training.scoring import calibration

HEADS = {"decision": "decisions", "tone": "tones", "target": "targets", "topic": "topics"}
"""Heads of which one label holds: their names here, and those of labels and training."""

SIGNS = {"bad": -1.0, "even": 0.0, "good": 1.0}
"""What a labelled feeling counts as sentiment."""

Floats = NDArray[np.float64]
Chances = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Said:
    """What one reader says of posts: chances of the labels of each head, and sentiment."""

    heads: Mapping[str, Chances]
    intents: Chances
    sentiment: Floats


def of_labels(labels: Sequence[Labels]) -> Said:
    """Give what the engine said."""
    heads = {
        name: _columns([getattr(each, field) for each in labels]) for name, field in HEADS.items()
    }
    intents = _columns([each.intents for each in labels])
    return Said(heads, intents, np.array([each.sentiment for each in labels]))


def _columns(rows: Sequence[Mapping[str, float]]) -> Chances:
    return {str(label): np.array([row[label] for row in rows]) for label in rows[0]}


def of_chances(chances: Mapping[str, Mapping[str, Sequence[float]]]) -> Said:
    """Give what a peer said, by the names of heads and intents."""
    arrays = {
        name: {label: np.array(column) for label, column in labels.items()}
        for name, labels in chances.items()
    }
    feelings = arrays["feeling"]
    return Said(
        {name: arrays[name] for name in HEADS},
        {intent.value: arrays[intent.value]["yes"] for intent in Intent},
        feelings["good"] - feelings["bad"],
    )


def accuracy(examples: Sequence[Example], said: Said) -> dict[str, float]:
    """Give the share of posts whose likeliest label is the right one, by head."""
    return {name: float(right.mean()) for name, (right, _) in _likeliest(examples, said).items()}


def most_frequent(examples: Sequence[Example]) -> dict[str, float]:
    """Give what saying the most frequent label of these very posts is worth."""
    return {
        name: max(_share(examples, field, value) for value in _values(examples, field))
        for name, field in HEADS.items()
    }


def _values(examples: Sequence[Example], field: str) -> set[str]:
    return {each.labels[field] for each in examples}


def _share(examples: Sequence[Example], field: str, value: str) -> float:
    return float(np.mean([each.labels[field] == value for each in examples]))


def _likeliest(
    examples: Sequence[Example], said: Said
) -> dict[str, tuple[NDArray[np.bool_], Floats]]:
    """Give by head whether the likeliest label is right, and its chance."""
    found = {}
    for name, field in HEADS.items():
        labels = np.array(list(said.heads[name]))
        chances = np.stack(list(said.heads[name].values()), axis=1)
        truth = np.array([each.labels[field] for each in examples])
        found[name] = (labels[chances.argmax(axis=1)] == truth, chances.max(axis=1))
    return found


def intents(examples: Sequence[Example], said: Said) -> dict[str, dict[str, float]]:
    """Give average precision, recall and precision at a chance of one half, by intent."""
    found: dict[str, dict[str, float]] = {"average precision": {}, "recall": {}, "precision": {}}
    for name, chances in said.intents.items():
        holds = np.array([each.intents[name] for each in examples])
        likely = chances > 1 / 2
        both = float((likely & holds).sum())
        found["average precision"][name] = average_precision(chances, holds)
        found["recall"][name] = both / max(int(holds.sum()), 1)
        found["precision"][name] = both / max(int(likely.sum()), 1)
    for values in found.values():
        values["mean of all intents"] = float(np.mean(list(values.values())))
    return found


def average_precision(chances: Floats, holds: NDArray[np.bool_]) -> float:
    """Give the mean, over posts where it holds, of precision among those at least as likely."""
    if not holds.any():
        return 0.0
    at_least = chances[None, :] >= chances[holds][:, None]
    return float(((at_least & holds).sum(axis=1) / at_least.sum(axis=1)).mean())


def calibration_errors(examples: Sequence[Example], said: Said) -> dict[str, float]:
    """Give how far chances are from how often they hold: likeliest labels, and intents."""
    found = {
        name: calibration(chances, right).error
        for name, (right, chances) in _likeliest(examples, said).items()
    }
    silent = np.array([each.labels["decisions"] == Decision.SILENT for each in examples])
    found["decision, silent"] = calibration(said.heads["decision"][Decision.SILENT], silent).error
    errors = {
        name: calibration(chances, np.array([each.intents[name] for each in examples])).error
        for name, chances in said.intents.items()
    }
    found["intents, mean"] = float(np.mean(list(errors.values())))
    return found | {f"intent {name}": error for name, error in errors.items()}


def correlation(examples: Sequence[Example], sentiment: Floats) -> float:
    """Give the correlation (Pearson's) of sentiment as labelled and as said."""
    truth = [SIGNS[each.labels["feelings"]] for each in examples]
    return float(np.corrcoef(truth, sentiment)[0, 1])


def groups(examples: Sequence[Example]) -> dict[str, NDArray[np.bool_]]:
    """Say which posts are of the sorts that the key decision is about."""
    return {
        "heated but legitimate": np.array([_is_heated(each) for each in examples]),
        "scorn alone": np.array([_is_scorn(each) for each in examples]),
        "for a person whatever else": _decided(examples, Decision.PERSON),
        "to answer": _decided(examples, Decision.ANSWER),
        "nothing to answer": _decided(examples, Decision.SILENT),
        "all": np.ones(len(examples), np.bool_),
    }


def _decided(examples: Sequence[Example], decision: Decision) -> NDArray[np.bool_]:
    return np.array([each.labels["decisions"] == decision for each in examples])


def _is_heated(example: Example) -> bool:
    labels = example.labels
    heated = labels["tones"] in {Tone.VEHEMENT, Tone.INSULTING}
    return heated and labels["decisions"] != Decision.SILENT


def _is_scorn(example: Example) -> bool:
    labels = example.labels
    return labels["tones"] == Tone.INSULTING and labels["decisions"] == Decision.SILENT
