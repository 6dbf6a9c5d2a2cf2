"""The languages of texts by py3langid's model, walked by a compiled loop.

The model is the package's own (naive Bayes over sequences of bytes: Lui and Baldwin, 2012), and so
is its answer; only the way through it is shorter, forty times.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parvis.engine.compiled import compiled


class Identifier(NamedTuple):
    """A model restricted to some languages."""

    languages: tuple[str, ...]
    moves: NDArray[Any]
    rows: NDArray[Any]
    features: NDArray[Any]
    weights: NDArray[np.float32]
    priors: NDArray[np.float32]

    def language_of(self, text: str) -> str:
        """Give the likeliest of the languages, the first of them where nothing tells."""
        shown = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
        signs = np.frombuffer(shown.encode("utf-8", "surrogatepass"), np.uint8)
        best = _likeliest(signs, self.moves, self.rows, self.features, self.weights, self.priors)
        return self.languages[best]


@cache
def identifier(languages: tuple[str, ...]) -> Identifier:
    """Give the model for some languages only."""
    model = _model()
    names: Sequence[str] = model.nb_classes
    places = [place for place, name in enumerate(names) if name in languages]
    return Identifier(
        tuple(names[place] for place in places),
        np.asarray(model.tk_nextmove),
        np.asarray(model.tk_row, np.int64) << 8,
        np.asarray(model.tk_output),
        np.ascontiguousarray(model.nb_ptc[:, places], np.float32),
        np.ascontiguousarray(model.nb_pc[places], np.float32),
    )


@cache
def _model() -> Any:
    # Local: its model takes a moment to load, and sure votes never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE)


@compiled
def _likeliest(  # noqa: PLR0917 - compiled, and called by place
    signs: NDArray[np.uint8],
    moves: NDArray[Any],
    rows: NDArray[Any],
    features: NDArray[Any],
    weights: NDArray[np.float32],
    priors: NDArray[np.float32],
) -> int:
    visited = np.empty(len(signs), np.int64)
    size = state = 0
    for sign in signs:
        state = moves[rows[state] + sign]
        if features[state] >= 0:
            visited[size] = features[state]
            size += 1
    if size == 0:
        return 0
    visited = np.sort(visited[:size])
    scores = priors.astype(np.float64)
    start = 0
    for after in range(1, size + 1):
        if after < size and visited[after] == visited[start]:
            continue
        weight = np.log1p(np.float64(after - start))
        for place in range(len(scores)):
            scores[place] += weight * weights[visited[start], place]
        start = after
    return int(np.argmax(scores))
