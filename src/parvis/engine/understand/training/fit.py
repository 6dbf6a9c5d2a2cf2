"""Fits both tiers and their calibration, on authors left out in turn.

The first tier is a logistic regression a label (scikit-learn's, one against the rest), on our posts
and on public ones. The second one is regularised least squares on our posts alone, of which all
labels are known: one equation for all labels. What makes probabilities of their scores is fitted
on posts by authors whom the scoring model had not read, so that they are as sure as the model is
worth on somebody new.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from parvis.engine.understand import ngrams
from parvis.engine.understand.cues import cues_of
from parvis.engine.understand.heads import HEADS, WIDTH, Head
from parvis.engine.understand.labels import Decision, Intent, Tone
from parvis.engine.understand.model import (
    Kernel,
    Linear,
    Mixing,
    Model,
    Scores,
    features,
    nearness,
    probabilities,
)
from parvis.engine.understand.sentences import embedded
from parvis.engine.understand.training.examples import Example, authors, glued
from parvis.engine.understand.visible import visible
from parvis.engine.words import words

STRENGTH = 30.0
"""How little the weights of the first tier are held back (C of scikit-learn)."""

COMMON_RARITY = 4.0
"""The rarity at which a bucket counts once: ``rarity`` over it is what buckets are weighed by.

It costs nothing when posts are read: it goes into the weights.
"""

SMOOTHNESS = 0.2
"""How much the second tier is held back: what is added to a post's nearness to itself."""

MOST_GREY = 0.15
"""The share of posts that may be left to a person because the model is unsure.

Of posts by authors left out, which is the harder trial: a model that has read all authors is surer,
and of somebody new's it leaves about half as many.
"""

DOUBT = (0.1, 0.9)
"""The chances of silence by the first tier between which the second is asked as well.

Half of posts that are hard, a third of a bank's usual ones; asking it of all gains nothing more.
"""

_HEATED_ANSWERED, _SCORN_SILENT = 0.97, 0.95
_FOLDS = 5
_LARGEST = 127
_BLOCK = 2048
_NEVER = -8.0
"""The log-odds of a label of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Examples as the first tier sees them, and the ``full`` first of them as the second does."""

    examples: Sequence[Example]
    grams: csr_matrix
    full: int
    features: Scores


def see(examples: Sequence[Example], full: int, say: Callable[[str], None]) -> Seen:
    """Read examples once for all trainings."""
    texts = [visible(each.text) for each in examples]
    cues = [cues_of(words(text)) for text in texts]
    data, columns, ends = ngrams.counted(texts, cues)
    grams = csr_matrix((data, columns, ends), shape=(len(texts), ngrams.COLUMNS))
    parts = []
    for start in range(0, full, _BLOCK):
        part = slice(start, min(start + _BLOCK, full))
        parts.append(features(embedded(texts[part]), cues[part]))
        say(f"embedded {part.stop:,} of {full:,} posts")
    return Seen(examples, grams, full, np.concatenate(parts))


def train(own: Sequence[Example], public: Sequence[Example], say: Callable[[str], None]) -> Model:
    """Train on all posts, calibrated on posts of authors left out in turn."""
    beside = glued(own)
    seen = see([*own, *beside, *public], len(own) + len(beside), say)
    first, second = left_out_scores(seen, len(own), say)
    alone, both = _mixing(own, [first]), _mixing(own, [first, second])
    grey = _grey_zone(_as_read(alone, both, first, second), known(own))
    say(f"grey zone from {grey[0]:.2f} to {grey[1]:.2f} of silence; fitting on all posts")
    everybody = np.arange(len(seen.examples))
    return Model(
        _quantised(*_fit_first(seen, everybody)),
        _fit_second(seen, everybody[: seen.full]),
        alone,
        both,
        DOUBT,
        grey,
    )


def left_out_scores(seen: Seen, count: int, say: Callable[[str], None]) -> tuple[Scores, Scores]:
    """Score the first ``count`` examples by models that have not read their authors."""
    examples = seen.examples
    names = authors(examples[:count])
    first, second = (np.zeros((count, WIDTH), np.float32) for _ in range(2))
    for fold in range(min(_FOLDS, len(names))):
        left = set(names[fold::_FOLDS])
        rows = np.array([row for row, each in enumerate(examples) if each.author not in left])
        out = np.array([row for row in range(count) if examples[row].author in left])
        weights, bias = _fit_first(seen, rows)
        first[out] = seen.grams[out] @ weights + bias
        second[out] = _fit_second(seen, rows[rows < seen.full]).scores(seen.features[out])
        say(f"scored the posts of {', '.join(sorted(left))} by models that have not read them")
    return first, second


def _fit_first(seen: Seen, rows: NDArray[np.intp]) -> tuple[Scores, Scores]:
    """Fit every label on the rows where it is known: weights (buckets, labels), biases."""
    weights = np.zeros((seen.grams.shape[1], WIDTH), np.float32)
    bias = np.full(WIDTH, _NEVER, np.float32)
    chosen = [seen.examples[row] for row in rows]
    labels, weight = known(chosen), np.array([each.weight for each in chosen])
    rare = rarity(seen.grams[rows]) / COMMON_RARITY
    weighed = (seen.grams[rows] @ diags(rare)).tocsr()

    def one(column: int) -> None:
        told = np.flatnonzero(~np.isnan(labels[:, column]))
        holds = labels[told, column] > 1 / 2
        if holds.all() or not holds.any():
            return
        model = LogisticRegression(solver="liblinear", C=STRENGTH, tol=1e-2, random_state=0)
        model.fit(weighed[told], holds, sample_weight=weight[told])
        weights[:, column] = model.coef_[0] * rare
        bias[column] = model.intercept_[0]

    # Threads: the solver lets go of the interpreter, and the matrix is shared.
    Parallel(n_jobs=-1, prefer="threads")(delayed(one)(column) for column in range(WIDTH))
    return weights, bias


def rarity(grams: csr_matrix) -> Scores:
    """Give how rare each column is in these rows: smooth inverse document frequency."""
    held = np.bincount(grams.indices, minlength=grams.shape[1])
    found: Scores = (np.log((1 + grams.shape[0]) / (1 + held)) + 1).astype(np.float32)
    return found


def _fit_second(seen: Seen, rows: NDArray[np.intp]) -> Kernel:
    """Solve for what each post speaks for."""
    chosen = [seen.examples[row] for row in rows]
    points = seen.features[rows]
    near = nearness(points, points)
    weight = np.array([each.weight for each in chosen], np.float32)
    near[np.diag_indices(len(near))] += SMOOTHNESS / weight
    solved = cho_solve(
        cho_factor(near, overwrite_a=True, check_finite=False),
        known(chosen) * 2 - 1,
        check_finite=False,
    )
    return Kernel(points.astype(np.float16), solved.astype(np.float16))


def known(examples: Sequence[Example]) -> Scores:
    """Give what is known: (examples, labels), 1 where it holds, 0 where not, else not a number."""
    found = np.full((len(examples), WIDTH), np.nan, np.float32)
    for row, each in enumerate(examples):
        for head in HEADS.values():
            if head.exclusive and head.name in each.labels:
                found[row, head.columns] = 0
                found[row, _column(head, each.labels[head.name])] = 1
        for intent, holds in each.intents.items():
            found[row, _column(HEADS["intents"], intent)] = holds
    return found


def _mixing(examples: Sequence[Example], tiers: Sequence[Scores]) -> Mixing:
    """Fit how scores of the tiers become log-odds."""
    told = known(examples)
    factors, offset = np.zeros((len(tiers), WIDTH), np.float32), np.zeros(WIDTH, np.float32)
    for head in HEADS.values():
        parts = [tier[:, head.columns] for tier in tiers]
        if head.exclusive:
            fitted, moved = _softmax_mixing(parts, told[:, head.columns])
            factors[:, head.columns] = np.array(fitted)[:, None]
            offset[head.columns] = moved
            continue
        for place in range(len(head.labels)):
            holds = told[:, head.first + place]
            model = LogisticRegression(C=1.0)
            model.fit(np.stack([part[:, place] for part in parts], axis=1), holds > 1 / 2)
            factors[:, head.first + place] = model.coef_[0]
            offset[head.first + place] = model.intercept_[0]
    return Mixing(factors, offset)


def _softmax_mixing(
    parts: Sequence[Scores], told: Scores
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit one factor a tier and one offset a label, by the likelihood of what is known."""
    count, labels = len(parts), told.shape[1]

    def loss(given: NDArray[np.float64]) -> float:
        odds = sum(part * factor for part, factor in zip(parts, given[:count], strict=True))
        odds = odds + given[count:]
        odds -= odds.max(axis=1, keepdims=True)
        chances = odds - np.log(np.exp(odds).sum(axis=1, keepdims=True))
        return float(-(chances * told).sum() / len(told) + 1e-3 * (given[count:] ** 2).sum())

    start = np.concatenate([np.full(count, 1.0 / count), np.zeros(labels)])
    fitted = minimize(loss, start, method="L-BFGS-B").x
    return fitted[:count], fitted[count:]


def _mixed(mixing: Mixing, tiers: Sequence[Scores]) -> Scores:
    odds = sum(tier * factor for tier, factor in zip(tiers, mixing.factors, strict=True))
    return probabilities((odds + mixing.offset).astype(np.float32))


def _as_read(alone: Mixing, both: Mixing, first: Scores, second: Scores) -> Scores:
    """Give the probabilities that posts get: by both tiers only where the first is in doubt."""
    chances = _mixed(alone, [first])
    silent = chances[:, _column(HEADS["decisions"], Decision.SILENT)]
    asked = (silent > DOUBT[0]) & (silent < DOUBT[1])
    chances[asked] = _mixed(both, [first[asked], second[asked]])
    return chances


def _column(head: Head, label: str) -> int:
    return head.first + [each.value for each in head.labels].index(label)


def heated_and_scorn(told: Scores) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which posts are heated but legitimate, and which hold scorn alone."""
    tones, decisions = HEADS["tones"], HEADS["decisions"]
    vehement = told[:, _column(tones, Tone.VEHEMENT)] == 1
    insulting = told[:, _column(tones, Tone.INSULTING)] == 1
    silent = told[:, _column(decisions, Decision.SILENT)] == 1
    wants = (told[:, _column(HEADS["intents"], Intent.NONE)] == 0) & ~silent
    return (vehement | insulting) & wants, insulting & silent


def _grey_zone(chances: Scores, told: Scores) -> tuple[float, float]:
    """Choose the bounds that do best by the worse of both aims; ``MOST_GREY`` may lie between."""
    heated, scorn = heated_and_scorn(told)
    silent = chances[:, _column(HEADS["decisions"], Decision.SILENT)]
    steps = np.arange(0.2, 0.9, 0.02)
    best, found = -np.inf, (0.5, 0.5)
    for low in steps:
        for high in steps[steps >= low]:
            if ((silent > low) & (silent < high)).mean() > MOST_GREY:
                continue
            answered = (silent[heated] < high).mean() - _HEATED_ANSWERED
            kept = (silent[scorn] > low).mean() - _SCORN_SILENT
            if min(answered, kept) > best:
                best, found = min(answered, kept), (float(low), float(high))
    return found


def _quantised(weights: Scores, bias: Scores) -> Linear:
    """Round weights to whole numbers of eight bits, which a cache holds four times as many of."""
    largest = np.abs(weights).max(axis=0)
    scale = np.where(largest > 0, largest / _LARGEST, 1.0).astype(np.float32)
    return Linear(np.rint(weights / scale).astype(np.int8), scale, bias)
