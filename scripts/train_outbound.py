"""Train the model of the outbound check, and tell how well it does on authors it has not read.

    uv run --group train python scripts/train_outbound.py [--write]

Reads the replies of ``bench/guard`` that may be trained on (never the held-out half), one author a
file. Every figure printed is on replies of an author left out of the training. ``--write`` trains
on all of them and writes ``src/parvis/engine/outbound/weights.json``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from parvis.engine.outbound.learned import CODES, features, sentences

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "bench" / "guard"
WEIGHTS = ROOT / "src" / "parvis" / "engine" / "outbound" / "weights.json"
MARK = re.compile(r"⟦([a-z_]+):((?:[^⟦⟧]){1,2000})⟧")
STRENGTH = 2.0
SMALLEST = 0.02
FEWEST = 2


@dataclass
class Reply:
    """A reply of one author: its text, what stands against it, and where."""

    author: str
    public: bool
    codes: frozenset[str]
    text: str
    marks: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The sentences of the text."""
        return sentences(self.text)

    def labels(self, code: str) -> list[int]:
        """Say of each sentence whether it holds what a code stands for."""
        return [
            int(any(c == code and a < end and start < b for c, a, b in self.marks))
            for start, end in self.spans
        ]


def replies() -> list[Reply]:
    """Read all replies that may be trained on."""
    found = []
    for path in sorted(FOLDER.glob("replies_*.txt")):
        if "held_out" not in path.name:
            found += list(_of_file(path))
    return found


def _of_file(path: Path) -> Iterator[Reply]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        _lang, visibility, label, body = line.split("\t", 3)
        codes = frozenset() if label == "allowed" else frozenset(label.split(","))
        text, marks = _unmarked(body.replace("\\n", "\n"))
        reply = Reply(
            path.stem.removeprefix("replies_"), visibility == "public", codes, text, marks
        )
        if codes and not marks:
            _mark_by_rules(reply)
        yield reply


def _unmarked(body: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, marks, after = "", [], 0
    for mark in MARK.finditer(body):
        text += body[after : mark.start()]
        marks.append((mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        after = mark.end()
    return text + body[after:], marks


def _mark_by_rules(reply: Reply) -> None:
    """Mark a reply whose author marked nothing where the rules object for its reasons."""
    from parvis.engine.outbound.check import by_rules  # noqa: PLC0415 - the model needs no rules

    for item in by_rules(reply.text, public=reply.public):
        if item.code in reply.codes:
            reply.marks.append((str(item.code), item.start, item.end))


def rows(given: Sequence[Reply]) -> tuple[list[dict[str, int]], list[int]]:
    """Give the features of every sentence, and the reply that each is of."""
    found, owners = [], []
    for place, reply in enumerate(given):
        for each in features(reply.text, reply.spans, public=reply.public):
            found.append(dict.fromkeys(each, 1))
            owners.append(place)
    return found, owners


def usable(given: Sequence[Reply], code: str) -> np.ndarray:
    """Say which sentences teach about a code: private ones do not about what is told in public."""
    return np.array(
        [code == "asks_forbidden" or reply.public for reply in given for _ in reply.spans]
    )


def fitted(matrix: csr_matrix, labels: np.ndarray) -> LogisticRegression:
    """Train one model: sentences x features, and whether each sentence is one."""
    model = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight=None, max_iter=300)
    return model.fit(matrix, labels)


def left_out(given: Sequence[Reply]) -> np.ndarray:
    """Score each sentence by a model that has not read its author: sentences x codes."""
    found, owners = rows(given)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(found)
    counts = np.asarray((matrix > 0).sum(axis=0)).ravel()
    matrix = matrix[:, counts >= FEWEST]
    authors = np.array([given[owner].author for owner in owners])
    scores = np.zeros((matrix.shape[0], len(CODES)))
    for column, code in enumerate(CODES):
        labels = np.array([label for reply in given for label in reply.labels(code)])
        mask = usable(given, code)
        for author in sorted(set(authors)):
            train = (authors != author) & mask
            model = fitted(matrix[train], labels[train])
            out = authors == author
            scores[out, column] = model.decision_function(matrix[out])
    return scores


def write(given: Sequence[Reply]) -> None:
    """Train on everything and write the weights, rounded, without the smallest."""
    found, _owners = rows(given)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(found)
    counts = np.asarray((matrix > 0).sum(axis=0)).ravel()
    names = [
        name
        for name, count in zip(vectors.get_feature_names_out(), counts, strict=True)
        if count >= FEWEST
    ]
    matrix = matrix[:, counts >= FEWEST]
    models = []
    for code in CODES:
        labels = np.array([label for reply in given for label in reply.labels(code)])
        mask = usable(given, code)
        models.append(fitted(matrix[mask], labels[mask]))
    table = np.vstack([model.coef_[0] for model in models]).T
    kept = {
        name: [round(float(value), 2) for value in row]
        for name, row in zip(names, table, strict=True)
        if np.abs(row).max() >= SMALLEST
    }
    bias = [round(float(model.intercept_[0]), 3) for model in models]
    content = json.dumps({"bias": bias, "weights": kept}, ensure_ascii=False, separators=(",", ":"))
    WEIGHTS.write_text(content + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(kept)} weights, {WEIGHTS.stat().st_size / 1e6:.2f} MB\n")


def report(given: Sequence[Reply], scores: np.ndarray) -> None:
    """Print, for each author left out, what rules and model block together."""
    from parvis.engine.outbound.check import by_rules, decided  # noqa: PLC0415

    place = 0
    table: dict[str, list[int]] = {}
    for reply in given:
        mine = scores[place : place + len(reply.spans)]
        place += len(reply.spans)
        rules = by_rules(reply.text, public=reply.public)
        both = decided(rules, reply.spans, mine.tolist(), public=reply.public)
        asked = {code for code in reply.codes if code != "contains_secret"}
        secret = "contains_secret" in reply.codes
        if secret and not asked:
            continue
        row = table.setdefault(reply.author, [0] * 6)
        row[0 if asked else 3] += 1
        row[1 if asked else 4] += bool([r for r in rules if r.code != "contains_secret"])
        row[2 if asked else 5] += bool(both)
    sys.stdout.write(f"{'author left out':18} forbidden: rules, both; allowed: rules, both\n")
    for author, (n, r, b, m, fr, fb) in sorted(table.items()):
        sys.stdout.write(
            f"{author:18} {n:5} {r / n:.3f} {b / n:.3f}   {m:5} {fr / m:.3f} {fb / m:.3f}\n"
        )


def main() -> int:
    """Report, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="train on all and write the weights")
    chosen = parser.parse_args()
    given = replies()
    report(given, left_out(given))
    if chosen.write:
        write(given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
