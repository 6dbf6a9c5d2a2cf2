"""A trained model: weights of both tiers, and how scores become probabilities.

The first tier scores every post by its n-grams, cues and look (``ngrams``). The second one scores
the posts that the first leaves in doubt by sentence embeddings (``sentences``), and both scores are
weighed together. Weights and calibration are made by ``parvis train``; ``card.md`` beside them
says of what, and how well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

from parvis.engine.understand import ngrams
from parvis.engine.understand.cues import LISTS
from parvis.engine.understand.heads import HEADS, WIDTH
from parvis.engine.understand.labels import Decision

Scores = NDArray[np.float32]
_SILENT = HEADS["decisions"].first + HEADS["decisions"].labels.index(Decision.SILENT)


@dataclass(frozen=True, slots=True)
class Linear:
    """The first tier: weights (buckets, labels) times ``scale`` (labels), and biases (labels)."""

    weights: NDArray[np.int8]
    scale: Scores
    bias: Scores
    _lines: NDArray[np.int8] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lines", ngrams.lines(self.weights))

    def scores(self, texts: Sequence[str], cues: ngrams.Cues) -> Scores:
        """Score texts: (texts, labels)."""
        labels = self.weights.shape[1]
        return ngrams.scores(texts, cues, self._lines)[:, :labels] * self.scale + self.bias


@dataclass(frozen=True, slots=True)
class Kernel:
    """The second tier: posts it knows (posts, features), and what each speaks for (posts, labels).

    A post is scored by how near it is to each of them: Gaussian kernel, regularised least squares
    (Rifkin, Yeo and Poggio, 2003).
    """

    points: NDArray[np.float16]
    voices: NDArray[np.float16]
    _wide: list[Scores] = field(default_factory=list, init=False, repr=False, compare=False)

    def scores(self, features: Scores) -> Scores:
        """Score the features of posts: (posts, labels)."""
        if not self._wide:  # once, at the first post in doubt: it takes longer than to score some
            self._wide[:] = self.points.astype(np.float32), self.voices.astype(np.float32)
        points, voices = self._wide
        found = np.empty((len(features), self.voices.shape[1]), np.float32)
        for start in range(0, len(features), _BLOCK):
            part = slice(start, start + _BLOCK)
            found[part] = nearness(features[part], points) @ voices
        return found


USUAL: Final = 200
"""Characters of a post that is not long: of those trained on, 99 in a hundred are shorter."""

_BLOCK = 512
_NARROWNESS = 1.0
_CUE_WEIGHT = 0.15
_BITS = np.arange(len(LISTS), dtype=np.uint32)


def features(embedded: Scores, cues: ngrams.Cues) -> Scores:
    """Put embeddings and cues beside each other, as the second tier reads them."""
    bits = np.asarray(cues, np.uint32)[:, None] >> _BITS & 1
    return np.hstack([embedded, bits.astype(np.float32) * np.float32(_CUE_WEIGHT)])


def nearness(some: Scores, others: Scores) -> Scores:
    """Give how near each is to each: 1 where they are the same, towards 0 the further they are."""
    found: Scores = some @ others.T
    found *= 2
    found -= (some**2).sum(1)[:, None]
    found -= (others**2).sum(1)[None]
    np.minimum(found, 0, out=found)
    found *= _NARROWNESS
    return np.exp(found, out=found)


@dataclass(frozen=True, slots=True)
class Mixing:
    """How scores of the tiers become log-odds: (tiers, labels), and what is added (labels)."""

    factors: Scores
    offset: Scores


@dataclass(frozen=True, slots=True)
class Model:
    """Both tiers, their mixing (first alone, both), and the bounds of doubt.

    ``doubt`` bounds the chance of silence by the first tier between which the second is asked;
    ``grey`` the chance by all that was asked between which a person decides.
    """

    first: Linear
    second: Kernel
    alone: Mixing
    both: Mixing
    doubt: tuple[float, float]
    grey: tuple[float, float]

    def first_scores(self, texts: Sequence[str], cues: ngrams.Cues) -> Scores:
        """Score texts by the first tier: (texts, labels).

        Scores grow with the root of a text's length; what was trained on is short. Of a longer text
        they are brought down to what its parts of ``USUAL`` length have on average: no letter is
        alarming because it is long.
        """
        scores = self.first.scores(texts, cues)
        lengths = np.fromiter(map(len, texts), np.float32, len(texts))
        share = np.sqrt(USUAL / np.maximum(lengths, USUAL))[:, None]
        found: Scores = (scores - self.first.bias) * share + self.first.bias
        return found

    def second_scores(self, embedded: Scores, cues: ngrams.Cues) -> Scores:
        """Score embeddings (texts, dimensions) by the second tier: (texts, labels)."""
        return self.second.scores(features(embedded, cues))

    def chances(self, first: Scores) -> Scores:
        """Turn scores of the first tier into probabilities."""
        return probabilities(first * self.alone.factors[0] + self.alone.offset)

    def chances_of_both(self, first: Scores, second: Scores) -> Scores:
        """Turn scores of both tiers into probabilities."""
        factors = self.both.factors
        return probabilities(first * factors[0] + second * factors[1] + self.both.offset)

    def in_doubt(self, chances: Scores) -> NDArray[np.intp]:
        """Give the rows that the second tier is asked about."""
        low, high = self.doubt
        silent = chances[:, _SILENT]
        return np.flatnonzero((silent > low) & (silent < high))

    def unsure(self, chances: Scores) -> NDArray[np.bool_]:
        """Say of each row whether its key decision is in the grey zone."""
        low, high = self.grey
        silent = chances[:, _SILENT]
        found: NDArray[np.bool_] = (silent > low) & (silent < high)
        return found

    def save(self, file: Path) -> None:
        """Write the model as compressed arrays."""
        np.savez_compressed(
            file,
            first=self.first.weights,
            first_scale=self.first.scale,
            first_bias=self.first.bias,
            second_points=self.second.points,
            second_voices=self.second.voices,
            alone_factors=self.alone.factors,
            alone_offset=self.alone.offset,
            both_factors=self.both.factors,
            both_offset=self.both.offset,
            bounds=np.array([self.doubt, self.grey], np.float32),
        )


_LEAST = np.float32(-80)
"""Log-odds below which nothing is likelier than anything else; the exponent stays a number."""


def probabilities(odds: Scores) -> Scores:
    """Turn log-odds (rows, labels) into probabilities, head by head."""
    found = np.empty_like(odds)
    for head in HEADS.values():
        part = odds[:, head.columns]
        found[:, head.columns] = _softmax(part) if head.exclusive else _sigmoid(part)
    return found


def _sigmoid(odds: Scores) -> Scores:
    raised: Scores = np.exp(-np.maximum(odds, _LEAST))
    found: Scores = np.reciprocal(raised + np.float32(1))
    return found


def _softmax(odds: Scores) -> Scores:
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    found: Scores = raised / raised.sum(axis=1, keepdims=True)
    return found


def load(file: Path | IO[bytes]) -> Model:
    """Read a model.

    Raises ``ValueError`` where it is none, or was made for other labels.
    """
    with np.load(file, allow_pickle=False) as arrays:
        if arrays["first"].shape != (ngrams.COLUMNS, WIDTH):
            raise ValueError("the model was made for other labels: run `parvis train`")
        doubt, grey = arrays["bounds"].tolist()
        return Model(
            Linear(arrays["first"], arrays["first_scale"], arrays["first_bias"]),
            Kernel(arrays["second_points"], arrays["second_voices"]),
            Mixing(arrays["alone_factors"], arrays["alone_offset"]),
            Mixing(arrays["both_factors"], arrays["both_offset"]),
            (doubt[0], doubt[1]),
            (grey[0], grey[1]),
        )


@cache
def shipped() -> Model:
    """Give the model that comes with Parvis."""
    with (files(__package__) / "model.npz").open("rb") as file:
        return load(file)
