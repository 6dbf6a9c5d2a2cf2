"""Train TF-IDF and logistic regression on labelled posts, and apply them to others.

Standard input: one JSON object of ``train`` (texts), ``exclusive`` (head: label of each text),
``several`` (head: whether it holds for each text), ``apply`` (texts), ``speed`` (group: texts),
``rounds``. Output: ``{"chances": {head: {label: [...]}}, "seconds": {group: processor seconds}}``.

Character n-grams within words (2 to 5) and words (1 to 2), sublinear, those of one text alone left
out. C = 100, the best of 1, 10 and 100 for decision, topic and tone on authors left out.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

STRENGTH = 100.0


def features() -> FeatureUnion:
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, dtype=np.float32)
    return FeatureUnion([("characters", characters), ("words", words)])


def trained(rows: csr_matrix, labels: list[str], strength: float = STRENGTH) -> LogisticRegression:
    """Fit one head: all labels at once where there are several."""
    return LogisticRegression(C=strength, max_iter=2_000, tol=1e-6).fit(rows, labels)


def main() -> None:
    given = json.load(sys.stdin)
    read = features()
    rows = read.fit_transform(given["train"])
    applied = read.transform(given["apply"])
    heads = {name: trained(rows, labels) for name, labels in given["exclusive"].items()}
    heads |= {
        name: trained(rows, ["yes" if each else "no" for each in holds])
        for name, holds in given["several"].items()
    }
    chances = {
        name: dict(zip(head.classes_.tolist(), head.predict_proba(applied).T.tolist(), strict=True))
        for name, head in heads.items()
    }
    # One product for all heads, and no probabilities: as fast as it can be.
    weights = np.vstack([head.coef_ for head in heads.values()]).T.astype(np.float32)
    seconds = {}
    for group, texts in given["speed"].items():
        spent = []
        for _ in range(given["rounds"]):
            began = time.process_time()
            read.transform(texts) @ weights
            spent.append(time.process_time() - began)
        seconds[group] = min(spent)
    print(json.dumps({"chances": chances, "seconds": seconds}))


if __name__ == "__main__":
    main()
