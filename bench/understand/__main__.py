"""Score what the engine understands of the held-out posts, beside its peers on the same posts.

    python -m bench.understand [--posts 20000] [--without-peers] [--banking77 FILE.jsonl.gz]

Prints one JSON line a figure to standard output and the same as tables to standard error: the key
decision, every head beside TF-IDF and logistic regression trained on the same posts, sentiment
beside vaderSentiment, the language of short posts beside py3langid and lingua, calibration, and
posts per processor second. ``--banking77`` fits both tiers on that set too (fields ``text`` and
``label``; it is not in the repository).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bench import engine
from bench.guard import peers
from bench.guard.peers import READING, PeerMissing
from bench.guard.report import OURS, Report
from bench.understand import banking, languages, scores, speed
from bench.understand.report import table
from bench.understand.scores import Said

from parvis.engine.charter.acts import Act
from parvis.engine.pipeline import enrich
from parvis.engine.understand import Intent, Labels, understand_all
from parvis.engine.understand.training.examples import HELD_OUT, Example, own
from parvis.engine.understand.training.scoring import key_decision

TFIDF = "TF-IDF + LR"
ROUNDS = 3
PEERS_POSTS = 2_000
LINGUA_POSTS = 500
"""Made posts for the peers: fewer where one takes seconds for these."""

_HANDS_OVER = frozenset({Act.ESCALATE, Act.PROTECT})


def measure(
    report: Report, ours: Sequence[Example], held_out: Sequence[Example], *, with_peers: bool
) -> dict[str, dict[str, float]]:
    """Score all heads; gives the speeds of the peers by kind of posts."""
    texts = [each.text for each in held_out]
    labels = {
        "both tiers": understand_all(texts),
        "first alone": understand_all(texts, second=False),
    }
    said = {name: scores.of_labels(each) for name, each in labels.items()}
    speeds: dict[str, dict[str, float]] = {"made posts": {}, "held-out posts": {}}
    if with_peers:
        try:
            said[TFIDF] = tfidf(ours, held_out, speeds)
        except PeerMissing as reason:
            report.say(f"bench: NOT MEASURED beside {TFIDF}: {reason}")
    show_decision(report, held_out, labels, said.get(TFIDF))
    show_acts(report, held_out)
    show_heads(report, held_out, said)
    show_sentiment(report, held_out, said, speeds, with_peers=with_peers)
    languages.measure(report, held_out, with_peers=with_peers)
    errors = {name: scores.calibration_errors(held_out, each) for name, each in said.items()}
    table(report, "calibration error", f"of {len(held_out)} posts", errors)
    return speeds


def tfidf(
    ours: Sequence[Example], held_out: Sequence[Example], speeds: Mapping[str, dict[str, float]]
) -> Said:
    """Train the peer on the posts of our own, and let it read the held-out ones."""
    heads = scores.HEADS | {"feeling": "feelings"}
    texts = [each.text for each in held_out]
    given = {
        "train": [each.text for each in ours],
        "exclusive": {n: [each.labels[field] for each in ours] for n, field in heads.items()},
        "several": {intent: [each.intents[intent] for each in ours] for intent in Intent},
        "apply": texts,
        "speed": {"made posts": made(PEERS_POSTS), "held-out posts": texts},
        "rounds": ROUNDS,
    }
    found = _peer("run_tfidf.py", given)
    for kind, seconds in found["seconds"].items():
        speeds[kind][TFIDF] = len(given["speed"][kind]) / seconds
    return scores.of_chances(found["chances"])


def made(count: int) -> list[str]:
    """Give texts of the pieces of ``bench/engine.py``."""
    return [post.text for post in engine.posts(count)]


def _peer(program: str, given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(peers.start(READING, program, given=json.dumps(given)))
    return found


def show_decision(
    report: Report,
    held_out: Sequence[Example],
    labels: Mapping[str, Sequence[Labels]],
    theirs: Said | None,
) -> None:
    """Give the key decision by each tier, and by the peer, which has no grey zone."""
    sorts = scores.groups(held_out)
    heated, scorn = sorts["heated but legitimate"], sorts["scorn alone"]
    rows = {
        "answered": f"heated ({heated.sum()}): answered or to a person",
        "kept": f"scorn alone ({scorn.sum()}): not answered or to a person",
        "grey": f"all ({len(held_out)}): in the grey zone",
        "answered_without_grey": "heated: answered, without a grey zone",
        "kept_without_grey": "scorn alone: not answered, without a grey zone",
    }
    columns = {}
    for name, each in labels.items():
        found = key_decision(held_out, each)
        columns[name] = {title: getattr(found, field) for field, title in rows.items()}
    if theirs is not None:
        chances = theirs.heads["decision"]
        silent = chances["silent"] > np.maximum(chances["answer"], chances["person"])
        columns[TFIDF] = {
            rows["answered_without_grey"]: float((~silent)[heated].mean()),
            rows["kept_without_grey"]: float(silent[scorn].mean()),
        }
    table(report, "key decision", "share", columns)


def show_acts(report: Report, held_out: Sequence[Example]) -> None:
    """Give what the whole engine does by the default charter: answer, hand over, or neither."""
    posts = speed.as_posts([each.text for each in held_out])
    acts = [each.verdict.judgement.act for each in enrich(posts)]
    person = np.array([act in _HANDS_OVER for act in acts])
    silent = np.array([act is Act.DO_NOT_ANSWER for act in acts])
    columns: dict[str, dict[str, float]] = {"answer": {}, "a person": {}, "do_not_answer": {}}
    for name, which in scores.groups(held_out).items():
        title = f"{name} ({which.sum()})"
        columns["answer"][title] = float((~person & ~silent)[which].mean())
        columns["a person"][title] = float(person[which].mean())
        columns["do_not_answer"][title] = float(silent[which].mean())
    table(report, "acts of the default charter", "share", columns)


def show_heads(report: Report, held_out: Sequence[Example], said: Mapping[str, Said]) -> None:
    """Give the right labels of each head, and of intents what each is worth."""
    columns = {name: scores.accuracy(held_out, each) for name, each in said.items()}
    columns["most frequent"] = scores.most_frequent(held_out)
    table(report, "right labels", f"share of {len(held_out)}", columns)
    found = {name: scores.intents(held_out, each) for name, each in said.items()}
    posts = {intent.value: sum(each.intents[intent] for each in held_out) for intent in Intent}
    for figure in ("average precision", "recall", "precision"):
        columns = {
            name: {_titled(intent, posts): value for intent, value in each[figure].items()}
            for name, each in found.items()
        }
        table(report, f"intents, {figure}", "share", columns)


def _titled(intent: str, posts: Mapping[str, int]) -> str:
    return f"{intent} ({posts[intent]})" if intent in posts else intent


def show_sentiment(
    report: Report,
    held_out: Sequence[Example],
    said: Mapping[str, Said],
    speeds: Mapping[str, dict[str, float]],
    *,
    with_peers: bool,
) -> None:
    """Give the correlation of sentiment with what is labelled, in each language."""
    by_lang = {
        lang: np.array([each.lang == lang for each in held_out])
        for lang in languages.FRENCH_AND_ENGLISH
    }
    some = {
        lang: [each for each, one in zip(held_out, which, strict=True) if one]
        for lang, which in by_lang.items()
    }
    columns = {
        name: {
            f"{lang} ({len(some[lang])})": scores.correlation(some[lang], each.sentiment[which])
            for lang, which in by_lang.items()
        }
        | {"all": scores.correlation(held_out, each.sentiment)}
        for name, each in said.items()
    }
    if with_peers:
        try:
            columns["vader"] = _vader(some, speeds["held-out posts"])
        except PeerMissing as reason:
            report.say(f"bench: NOT MEASURED beside vader: {reason}")
    table(report, "sentiment", "correlation", columns)


def _vader(some: Mapping[str, Sequence[Example]], speeds: dict[str, float]) -> dict[str, float]:
    texts = {lang: [each.text for each in posts] for lang, posts in some.items()}
    found = _peer("run_vader.py", {"texts": texts, "rounds": ROUNDS})
    for lang, seconds in found["seconds"].items():
        speeds["vaderSentiment" + ("-fr" if lang == "fr" else "")] = len(texts[lang]) / seconds
    return {
        f"{lang} ({len(posts)})": scores.correlation(posts, np.array(found["scores"][lang]))
        for lang, posts in some.items()
    }


def show_speeds(
    report: Report, speeds: dict[str, dict[str, float]], posts: int, texts: Sequence[str]
) -> None:
    """Give posts a processor second, ours and those of the peers."""
    with_peers = bool(speeds["made posts"])
    if with_peers:
        try:
            found = _lingua(texts)
            for kind, seconds in found.items():
                speeds[kind] |= seconds
        except PeerMissing as reason:
            report.say(f"bench: NOT MEASURED beside lingua: {reason}")
    doubts = {}
    for kind, figures in speed.measured(posts).items():
        doubts[kind] = {"in doubt: read by the second tier": figures.pop("share of posts in doubt")}
        if not with_peers:
            figures.pop("py3langid")
        speeds[kind] = figures | speeds[kind]
    table(report, "speed", "posts/s/core", speeds)
    table(report, "doubt", "share of posts", doubts)


def _lingua(texts: Sequence[str]) -> dict[str, dict[str, float]]:
    kinds = {"made posts": made(LINGUA_POSTS), "held-out posts": list(texts)}
    candidates = {"lingua fr, en": languages.FRENCH_AND_ENGLISH, "lingua all": None}
    given = {"texts": [], "candidates": candidates, "speed": kinds, "rounds": ROUNDS}
    seconds = _peer("run_lingua.py", given)["seconds"]
    return {
        kind: {name: len(kinds[kind]) / spent for name, spent in each.items()}
        for kind, each in seconds.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.understand",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--posts", type=int, default=20_000, help="made posts for the speed")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--banking77", type=Path, metavar="FILE")
    chosen = parser.parse_args(arguments)
    command = " ".join(["python -m bench.understand", *(arguments or sys.argv[1:])])
    report = Report(command)
    examples = own(speed.FOLDER)
    held_out = [each for each in examples if each.author == HELD_OUT]
    ours = [each for each in examples if each.author != HELD_OUT]
    with_peers = not chosen.without_peers
    report.say(f"{OURS}: {len(ours)} posts to train on, {len(held_out)} held out")
    speeds = measure(report, ours, held_out, with_peers=with_peers)
    show_speeds(report, speeds, chosen.posts, [each.text for each in held_out])
    if chosen.banking77:
        banking.measure(report, chosen.banking77)


if __name__ == "__main__":
    main()
