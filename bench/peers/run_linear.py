"""Fit the first tier's logistic regressions on n-grams that the engine counted, label by label.

    run_linear.py FOLDER

Reads ``given.npz``: a sparse matrix (``data``, ``columns``, ``ends``, ``width``), ``labels``, and
of each fit k the rows ``train_k`` and ``apply_k``. Writes ``scores.npz`` with ``scores_k`` (rows of
``apply_k``, labels in order). As ``parvis train`` fits: liblinear, C = 10, one against the rest.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression


def scores(rows: csr_matrix, labels: np.ndarray, applied: csr_matrix) -> np.ndarray:
    """Fit every label, and score rows by each."""
    found = []
    for label in np.unique(labels):
        model = LogisticRegression(solver="liblinear", C=10.0, tol=1e-3, random_state=0)
        found.append(model.fit(rows, labels == label).decision_function(applied))
    return np.stack(found, axis=1)


def main() -> None:
    folder = Path(sys.argv[1])
    with np.load(folder / "given.npz") as given:
        ends = given["ends"]
        shape = (len(ends) - 1, int(given["width"]))
        rows = csr_matrix((given["data"], given["columns"], ends), shape=shape)
        found = {}
        for fit in itertools.count():
            if f"train_{fit}" not in given:
                break
            train, applied = given[f"train_{fit}"], given[f"apply_{fit}"]
            found[f"scores_{fit}"] = scores(rows[train], given["labels"][train], rows[applied])
    np.savez(folder / "scores.npz", **found)


if __name__ == "__main__":
    main()
