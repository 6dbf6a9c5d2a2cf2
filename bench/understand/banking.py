"""What both tiers are worth where many have tried: banking77's 77 intents, beside TF-IDF.

The set is not in the repository. A fifth of it, the same in every run, is scored on; both tiers
are fitted on the rest as ``parvis train`` fits them, and how much each counts is chosen within the
rest, by likelihood.
"""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bench.guard import peers
from bench.guard.peers import READING, PeerMissing
from bench.guard.report import Report
from numpy.typing import NDArray

from parvis.engine.understand import ngrams
from parvis.engine.understand.cues import cues_of
from parvis.engine.understand.model import features, nearness
from parvis.engine.understand.sentences import embedded
from parvis.engine.words import words

SEED = 20_261_123
SMOOTHNESS = 0.2
"""As ``training/fit.py`` has it, which needs scikit-learn and so is not read here."""

FACTORS = tuple(float(each) for each in np.geomspace(0.25, 32, 15))

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


def measure(report: Report, file: Path) -> None:
    """Fit, and give the share of right intents."""
    texts, names = _read(file)
    labels = np.unique(names, return_inverse=True)[1]
    train, scored = _split(np.arange(len(texts)))
    inner, chosen_on = _split(train)
    fits = [(inner, chosen_on), (train, scored)]
    try:
        first = _first(texts, labels, fits)
        theirs = _tfidf(texts, names, train, scored)
    except PeerMissing as reason:
        report.say(f"bench: NOT MEASURED on banking77: {reason}")
        return
    second = _second(texts, labels, fits)
    factors = max(
        ((one, two) for one in FACTORS for two in FACTORS),
        key=lambda pair: _likelihood(_mixed(first[0], second[0], pair), labels[chosen_on]),
    )
    report.rows(
        f"banking77, {len(train)} to train on",
        [
            (name, value, f"share of {len(scored)}")
            for name, value in (
                ("both tiers", _right(_mixed(first[1], second[1], factors), labels[scored])),
                ("first tier alone", _right(first[1], labels[scored])),
                ("second tier alone", _right(second[1], labels[scored])),
                ("TF-IDF + LR", theirs),
            )
        ],
    )


def _read(file: Path) -> tuple[list[str], list[str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows], [row["label"] for row in rows]


def _split(rows: Rows) -> tuple[Rows, Rows]:
    """Give four fifths and one fifth of rows, by the seed."""
    order = list(rows)
    random.Random(SEED).shuffle(order)
    fifth = len(order) // 5
    return np.sort(order[fifth:]), np.sort(order[:fifth])


def _first(texts: list[str], labels: Rows, fits: Sequence[tuple[Rows, Rows]]) -> list[Floats]:
    """Give the first tier's scores of each fit: the engine counts, a peer's solver fits."""
    data, columns, ends = ngrams.counted(texts, [cues_of(words(text)) for text in texts])
    given = {"data": data, "columns": columns, "ends": ends, "labels": labels}
    for place, (train, applied) in enumerate(fits):
        given |= {f"train_{place}": train, f"apply_{place}": applied}
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        np.savez(Path(folder) / "given.npz", width=np.array(ngrams.COLUMNS), **given)
        peers.start(READING, "run_linear.py", folder)
        with np.load(Path(folder) / "scores.npz") as found:
            return [found[f"scores_{place}"] for place in range(len(fits))]


def _second(texts: list[str], labels: Rows, fits: Sequence[tuple[Rows, Rows]]) -> list[Floats]:
    """Give the second tier's scores of each fit."""
    read = features(embedded(texts), [cues_of(words(text)) for text in texts])
    told = 2 * np.eye(labels.max() + 1, dtype=np.float32)[labels] - 1
    found = []
    for train, applied in fits:
        near = nearness(read[train], read[train])
        near[np.diag_indices(len(near))] += SMOOTHNESS
        voices = np.linalg.solve(near, told[train])
        found.append(nearness(read[applied], read[train]) @ voices)
    return found


def _mixed(first: Floats, second: Floats, factors: tuple[float, float]) -> Floats:
    """Give log-odds: both tiers' scores, each by its factor."""
    return first * np.float32(factors[0]) + second * np.float32(factors[1])


def _likelihood(odds: Floats, labels: Rows) -> float:
    raised = odds - odds.max(axis=1, keepdims=True)
    chances = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
    return float(chances[np.arange(len(labels)), labels].mean())


def _right(scores: Floats, labels: Rows) -> float:
    return float((scores.argmax(axis=1) == labels).mean())


def _tfidf(texts: list[str], names: list[str], train: Rows, scored: Rows) -> float:
    given = {
        "train": [texts[row] for row in train],
        "exclusive": {"intent": [names[row] for row in train]},
        "several": {},
        "apply": [texts[row] for row in scored],
        "speed": {},
        "rounds": 1,
    }
    found = json.loads(peers.start(READING, "run_tfidf.py", given=json.dumps(given)))
    chances = found["chances"]["intent"]
    said = np.array(list(chances))[np.array(list(chances.values())).argmax(axis=0)]
    return float((said == np.array([names[row] for row in scored])).mean())
