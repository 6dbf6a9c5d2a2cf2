"""The model card: what the model was trained on, how well it does, where it fails (Mitchell, 2019).

Curves are drawn as SVG beside it, tables stand in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from parvis.engine.understand.training.examples import CORRECTIONS, Example
from parvis.engine.understand.training.scoring import Curve, Report

LICENCES = {
    "banking77": "PolyAI banking77, CC BY 4.0",
    "clinc150": "CLINC150, banking part, CC BY 3.0",
    "nlu++": "PolyAI NLU++, banking part, CC BY 4.0",
    "toxifrench": "ToxiFrench, MIT",
    "sms_spam": "SMS Spam Collection, translated into French, CC BY 4.0",
    "sentiment": "Allociné reviews, MIT; tweets of DEFT 2017, SemEval 2017, Apache-2.0",
}
_SIDE, _EDGE = 160, 24
_MOST_MISTAKES = 10


_WHAT = """\
Two tiers. The first one, for every post: a logistic regression a label over hashed n-grams, cues
and look. The second one, for posts that the first leaves in doubt: regularised least squares with
a Gaussian kernel over sentence embeddings (Universal Sentence Encoder, multilingual, 3). Their
probabilities were fitted on posts by authors whom the scoring model had not read."""

_CURVES = """\
How often a label holds (upwards) where it is said with a probability (to the right), ten bins of as
many posts; on the line they are the same.

![Calibration curves](calibration.svg)"""

_LIMITS = """\
Posts of training and of scoring were written for it, in French and English, by few authors, and to
hold what is hard: how often what occurs in a bank's own stream is not known to it. Other languages
are read by the second tier alone, and worse. Irony without any sign, insults that no list and no
post of training holds, and complaints of half a sentence among much scorn are its usual mistakes.
It decides nothing alone: the charter does, and what is unsure goes to a person."""


def card(own: Sequence[Example], public: Sequence[Example], both: Report, first: Report) -> str:
    """Write the card in Markdown; ``first`` is the report of the first tier alone."""
    parts = [
        "# The model that reads posts",
        "Made by `parvis train`; what the labels mean stands in `bench/understand/GUIDE.md`.",
        "## What it is",
        _WHAT,
        "## What it was trained on",
        _data(own, public),
        f"## How well it does: {both.posts} posts by an author whom it has not read",
        _decision(both, first),
        _accuracy(both, first),
        "### Intents",
        _intents(both),
        "### Calibration",
        _CURVES,
        "### What is taken for what",
        *(_confusion(name, both) for name in ("decisions", "tones", "targets")),
        f"Topics, the most frequent mistakes: {_mistakes(both)}.",
        "## Limits",
        _LIMITS,
    ]
    return "\n\n".join(parts) + "\n"


def _data(own: Sequence[Example], public: Sequence[Example]) -> str:
    rows = ["| set | posts | licence |", "|---|---|---|"]
    ours = [each for each in own if each.author != CORRECTIONS]
    rows.append(f"| our own, {len({e.author for e in ours})} authors | {len(ours)} | as Parvis |")
    if len(own) > len(ours):
        rows.append(f"| corrected by agents, masked | {len(own) - len(ours)} | the bank's own |")
    for name, count in Counter(each.author for each in public).items():
        rows.append(f"| {name} | {count} | {LICENCES[name]} |")
    return "\n".join(rows)


def _decision(both: Report, first: Report) -> str:
    rows = ["| the key decision | both tiers | first alone |", "|---|---|---|"]
    one, two = both.decision, first.decision
    rows += [
        (
            f"| heated but legitimate ({one.heated}): answered, or to a person |"
            f" {one.answered:.3f} | {two.answered:.3f} |"
        ),
        (
            f"| scorn alone ({one.scorn}): not answered, or to a person |"
            f" {one.kept:.3f} | {two.kept:.3f} |"
        ),
        f"| all posts: in the grey zone | {one.grey:.3f} | {two.grey:.3f} |",
        (
            f"| heated, without a grey zone | {one.answered_without_grey:.3f} |"
            f" {two.answered_without_grey:.3f} |"
        ),
        (
            f"| scorn, without a grey zone | {one.kept_without_grey:.3f} |"
            f" {two.kept_without_grey:.3f} |"
        ),
    ]
    return "\n".join(rows)


def _accuracy(both: Report, first: Report) -> str:
    rows = ["| right label | both tiers | first alone | the most frequent |", "|---|---|---|---|"]
    for name, value in both.accuracy.items():
        rows.append(
            f"| {name} | {value:.3f} | {first.accuracy[name]:.3f} | {both.baseline[name]:.3f} |"
        )
    rows.append(f"| sentiment (correlation) | {both.sentiment:.3f} | {first.sentiment:.3f} | 0 |")
    return "\n".join(rows)


def _intents(report: Report) -> str:
    rows = ["| intent | posts | recall | precision | calibration error |", "|---|---|---|---|---|"]
    for name, (count, recall, precision) in report.intents.items():
        error = report.curves[name].error
        rows.append(f"| {name} | {count} | {recall:.2f} | {precision:.2f} | {error:.3f} |")
    return "\n".join(rows)


def _confusion(name: str, report: Report) -> str:
    values, table = report.confusions[name]
    rows = [
        f"| {name}: labelled, said | " + " | ".join(values) + " |",
        "|---" * (len(values) + 1) + "|",
    ]
    for value, row in zip(values, table.tolist(), strict=True):
        rows.append(f"| {value} | " + " | ".join(map(str, row)) + " |")
    return "\n".join(rows)


def _mistakes(report: Report) -> str:
    values, table = report.confusions["topics"]
    pairs = [
        (count, f"{values[row]} for {values[column]}")
        for row, counts in enumerate(table.tolist())
        for column, count in enumerate(counts)
        if row != column and count
    ]
    pairs.sort(reverse=True)
    return ", ".join(f"{pair} ({count})" for count, pair in pairs[:_MOST_MISTAKES])


def drawn(report: Report) -> str:
    """Draw the calibration curves as one SVG picture."""
    names = ["silent", *report.intents]
    across = 4
    height = -(-len(names) // across) * (_SIDE + 2 * _EDGE)
    width = across * (_SIDE + 2 * _EDGE)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        "<style>text { font: 12px sans-serif }</style>",
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for place, name in enumerate(names):
        left = (place % across) * (_SIDE + 2 * _EDGE) + _EDGE
        top = (place // across) * (_SIDE + 2 * _EDGE) + _EDGE
        parts.append(_plot(name, report.curves[name], left, top))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _plot(name: str, curve: Curve, left: int, top: int) -> str:
    points = " ".join(
        f"{left + said * _SIDE:.1f},{top + (1 - held) * _SIDE:.1f}"
        for said, held in zip(curve.said, curve.held, strict=True)
    )
    return (
        f'<text x="{left}" y="{top - 6}">{name}</text>'
        f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>'
        f'<line x1="{left}" y1="{top + _SIDE}" x2="{left + _SIDE}" y2="{top}" stroke="#bbb"/>'
        f'<polyline points="{points}" fill="none" stroke="#06c" stroke-width="2"/>'
    )


def write(folder: Path, text: str, picture: str) -> None:
    """Put the card and its picture into a folder."""
    (folder / "card.md").write_text(text, encoding="utf-8")
    (folder / "calibration.svg").write_text(picture, encoding="utf-8")
