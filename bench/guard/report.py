"""Print figures: one JSON line each to standard output, and tables for people to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

from bench.guard.scores import CHECKED, CONTEXT, PLAIN_KINDS, Score, Scores

from parvis.engine.guard import Kind

OURS = "parvis"
GROUPS = {
    "kinds with check digits": CHECKED,
    "kinds known by context": CONTEXT,
    "telephone and e-mail": PLAIN_KINDS,
    "all kinds": frozenset(Kind),
}


class Report:
    """Where the figures of one run go."""

    def __init__(self, command: str) -> None:
        self._command = command

    def figure(self, name: str, value: float, unit: str) -> None:
        """Give a figure to programs."""
        line = {"name": name, "value": round(value, 4), "unit": unit, "command": self._command}
        print(json.dumps(line, ensure_ascii=False), flush=True)

    def say(self, line: str) -> None:
        """Give a line to people."""
        sys.stderr.write(f"{line}\n")

    def rows(self, title: str, figures: Sequence[tuple[str, float, str]]) -> None:
        """Give figures that need no columns, both ways."""
        self.say(f"\n{title}")
        for name, value, unit in figures:
            self.figure(f"{title}: {name}", value, unit)
            self.say(f"  {name:44} {value:>12,.3f} {unit}")

    def half(
        self, half: str, all_scores: Mapping[str, Scores], claimed: Mapping[str, frozenset[Kind]]
    ) -> None:
        """Give all that is known of one half of the set, for each detector."""
        names = list(all_scores)
        self.say(f"\n{half}: recall, recall masked, precision, false findings")
        self.say(f"{'':28}{'values':>7}  " + "".join(f"{name:30}" for name in names))
        for kind in sorted(Kind):
            self._line(half, str(kind), (kind,), all_scores, claimed)
        groups = GROUPS | {
            f"kinds that {name} claims": kinds for name, kinds in claimed.items() if name != OURS
        }
        for name, kinds in groups.items():
            self._line(half, name, tuple(kinds), all_scores, dict.fromkeys(names, kinds))
        for name in names:
            self._sums(f"{half} {name}", all_scores[name])

    def _line(
        self,
        half: str,
        title: str,
        kinds: Sequence[Kind],
        all_scores: Mapping[str, Scores],
        claimed: Mapping[str, frozenset[Kind]],
    ) -> None:
        cells = []
        score = Score()
        for name, scores in all_scores.items():
            score = scores.of(kinds)
            if not claimed[name].intersection(kinds):
                cells.append(f"{'-':>5}{score.recall_masked:6.2f}{'-':>6}{'':13}")
                continue
            self._figures(f"{half} {name} {title}", score)
            cells.append(
                f"{score.recall:5.2f}{score.recall_masked:6.2f}{score.precision:6.2f}"
                f"{score.false:5}{'':8}"
            )
        self.say(f"{title:28}{score.values:7}  " + "".join(cells))

    def _figures(self, name: str, score: Score) -> None:
        self.figure(f"{name}: recall", score.recall, f"share of {score.values}")
        self.figure(f"{name}: recall masked", score.recall_masked, f"share of {score.values}")
        self.figure(f"{name}: precision", score.precision, f"share of {score.findings}")
        self.figure(f"{name}: false", score.false, "findings")

    def _sums(self, title: str, scores: Scores) -> None:
        disguised = scores.disguised
        figures = [
            ("disguised values masked", disguised.recall_masked, f"share of {disguised.values}"),
            ("disguised values, same kind", disguised.recall, f"share of {disguised.values}"),
        ]
        for sort, count in scores.posts.items():
            for what, identifiers in (("a false identifier", True), ("any finding", False)):
                value = scores.per_thousand(sort, identifiers=identifiers)
                figures.append((f"{sort} with {what}", value, f"in 1,000 of {count}"))
        self.rows(title, figures)
