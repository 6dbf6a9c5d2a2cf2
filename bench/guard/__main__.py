"""Score the guard on the labelled set, beside presidio-analyzer and DataFog on the same texts.

    python -m bench.guard [--posts 20000] [--without-peers] [--ordinary FILE.jsonl[.gz] ...]

Prints one JSON line a figure to standard output and the same as tables to standard error: for each
half and kind recall, recall masked, precision and false findings (``scores.py`` says what each is);
posts per processor second; and the check on replies. ``--ordinary`` counts the findings in posts of
yours: an upper bound of false ones, for real posts hold real numbers.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench.guard import labelled, peers, replies, texts
from bench.guard.labelled import HALVES, Message
from bench.guard.mapped import PEERS
from bench.guard.peers import Outcome, PeerMissing, Row
from bench.guard.report import OURS, Report
from bench.guard.scores import TOLD, Found, score

from parvis.engine.guard import Kind, find_all

LANGUAGES = ("fr", "en")
ROUNDS = 3
PEERS_POSTS = 500
"""Posts that hold nothing, of each language, for the peers: Presidio takes seconds for these."""


def ours(rows: Sequence[Row], rounds: int) -> Outcome:
    """Do with the guard what ``peers.run`` does with a peer."""
    seconds = {}
    found: list[list[Found]] = []
    find_all([row.text for row in rows[:50]])
    for group in dict.fromkeys(row.group for row in rows):
        batch = [row.text for row in rows if row.group == group]
        spent = []
        for _ in range(rounds):
            began = time.process_time()
            results = find_all(batch)
            spent.append(time.process_time() - began)
        seconds[group] = min(spent)
        found += [[Found(each.kind, each.start, each.end) for each in one] for one in results]
    return Outcome(found, seconds)


def rows_of(messages: Sequence[Message], made: int) -> list[Row]:
    """Give the set, the posts that hold nothing and those with figures, each by language."""
    rows = [
        Row(f"set {lang}", lang, each.text)
        for lang in LANGUAGES
        for each in messages
        if each.lang == lang
    ]
    for lang in LANGUAGES:
        nothing = texts.holding_nothing(messages, lang, made)
        rows += [Row(f"nothing {lang}", lang, text) for text in nothing]
        figures = texts.with_figures(lang, made)
        rows += [Row(f"figures {lang}", lang, text) for text in figures]
    return rows


def rates(rows: Sequence[Row], outcome: Outcome) -> dict[str, float]:
    """Give the posts a processor second, on each sort of posts."""
    posts = Counter(row.group for row in rows)
    named = {
        "the set": ("set fr", "set en"),
        "the set, French": ("set fr",),
        "posts that hold nothing": ("nothing fr", "nothing en"),
        "posts with sums and dates": ("figures fr", "figures en"),
    }
    return {
        name: sum(posts[group] for group in groups)
        / sum(outcome.seconds[group] for group in groups)
        for name, groups in named.items()
    }


def detectors(*, with_peers: bool) -> dict[str, Callable[[Sequence[Row], int], Outcome]]:
    """Give what can be measured, by name, ours first."""
    known: dict[str, Callable[[Sequence[Row], int], Outcome]] = {OURS: ours}
    known |= {name: partial(peers.run, name) for name in PEERS if with_peers}
    return known


def measure(report: Report, *, made: int, with_peers: bool) -> None:
    """Run every detector on the set and give its scores and speed."""
    halves = {half: labelled.load_messages(half) for half in HALVES}
    messages = [message for half in HALVES for message in halves[half]]
    # In the order of the rows.
    messages.sort(key=lambda message: LANGUAGES.index(message.lang))
    found: dict[str, dict[int, list[Found]]] = {}
    speeds: dict[str, dict[str, float]] = {}
    for name, detect in detectors(with_peers=with_peers).items():
        rows = rows_of(messages, made // 2 if name == OURS else PEERS_POSTS)
        try:
            outcome = detect(rows, ROUNDS)
        except PeerMissing as reason:
            report.say(f"bench: NOT MEASURED beside {name}: {reason}")
            continue
        speeds[name] = rates(rows, outcome)
        # zip: the posts that hold nothing come last and are not scored.
        found[name] = {
            id(message): each for message, each in zip(messages, outcome.found, strict=False)
        }
    claimed = {name: frozenset(PEERS[name].values() if name in PEERS else Kind) for name in found}
    for half in HALVES:
        scores = {
            name: score(halves[half], [each[id(message)] for message in halves[half]])
            for name, each in found.items()
        }
        report.half(half, scores, claimed)
    show_speeds(report, speeds)


def show_speeds(report: Report, speeds: dict[str, dict[str, float]]) -> None:
    for name, measured in speeds.items():
        figures = [(f"on {what}", value, "posts/s/core") for what, value in measured.items()]
        if name != OURS:
            figures += [
                (f"{OURS} over {name} on {what}", speeds[OURS][what] / value, "times")
                for what, value in measured.items()
            ]
        report.rows(f"speed {name}", figures)


def show_ordinary(report: Report, path: Path) -> None:
    """Count the findings in posts of which nothing is known."""
    batch = list(texts.texts_of(path))
    found = [{each.kind for each in one} for one in find_all(batch)]
    kinds = Counter(kind for one in found for kind in one)
    thousands = max(len(batch), 1) / 1000
    unit = f"in 1,000 of {len(batch)}, at most"
    figures = [
        ("an identifier", sum(bool(one - TOLD) for one in found) / thousands, unit),
        ("any finding", sum(map(bool, found)) / thousands, unit),
    ]
    figures += [(str(kind), float(count), "posts") for kind, count in kinds.most_common()]
    report.rows(f"posts of {path.name}", figures)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.guard",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--posts", type=int, default=20_000, help="made posts that hold nothing")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--ordinary", type=Path, nargs="+", default=[], metavar="FILE")
    chosen = parser.parse_args(arguments)
    report = Report(" ".join(["python -m bench.guard", *(arguments or sys.argv[1:])]))
    measure(report, made=chosen.posts, with_peers=not chosen.without_peers)
    for half in HALVES:
        report.rows(f"replies {half}", list(replies.figures(labelled.load_replies(half))))
    for path in chosen.ordinary:
        show_ordinary(report, path)


if __name__ == "__main__":
    main()
