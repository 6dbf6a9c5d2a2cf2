"""Measure judgements by the default charter on one core, on labels made here from a fixed seed.

    python -m bench.charter [--posts 20000]

Prints one JSON line a figure: name, value, unit, command.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from parvis.engine.charter.checking import remarks_on
from parvis.engine.charter.default import default_charter, default_text
from parvis.engine.charter.file import read_charter
from parvis.engine.charter.judging import judge_all
from parvis.engine.charter.situation import Situation
from parvis.engine.understand.labels import Decision, Intent, Labels, Target, Tone, Topic

SEED = 20_240_101
BATCH = 2_048
ROUNDS = 7

Name = TypeVar("Name", bound=StrEnum)


def shares(rng: random.Random, names: type[Name]) -> dict[Name, float]:
    """Give probabilities that add up to one, most of it on one name as models do."""
    weights = [rng.random() ** 6 for _ in names]
    return {name: weight / sum(weights) for name, weight in zip(names, weights, strict=True)}


def situation(rng: random.Random) -> Situation:
    """Give a post as models see it: few labels are likely, one in fifty holds private data."""
    labels = Labels(
        lang=rng.choice(("fr", "fr", "en")),
        intents={intent: rng.random() ** 6 for intent in Intent},
        tones=shares(rng, Tone),
        targets=shares(rng, Target),
        topics=shares(rng, Topic),
        decisions=shares(rng, Decision),
        sentiment=rng.uniform(-1, 1),
        unsure=rng.random() < 0.08,  # noqa: PLR2004 - about what is left to people
    )
    found = frozenset({"IBAN"}) if rng.randrange(50) == 0 else frozenset[str]()
    return Situation(labels=labels, findings=found, network="bluesky")


def rate(work: Callable[[], object], count: int) -> float:
    """Give how many a second of the processor's time: the median of a few rounds."""
    rates = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        rates.append(count / (time.process_time() - started))
    return statistics.median(rates)


def say(name: str, value: float, unit: str, command: str) -> None:
    """Print a figure."""
    print(json.dumps({"name": name, "value": round(value), "unit": unit, "command": command}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    posts = parser.parse_args().posts
    command = f"python -m bench.charter --posts {posts}"
    rng = random.Random(SEED)
    batches = [[situation(rng) for _ in range(BATCH)] for _ in range(max(1, posts // BATCH))]
    charter, count = default_charter(), len(batches) * BATCH

    def judged() -> None:
        for batch in batches:
            judge_all(charter, batch)

    def said() -> None:
        for judgement in judge_all(charter, batches[0]):
            judgement.to_json()

    say("charter: judgements", rate(judged, count), "posts/s/core", command)
    say(
        "charter: judgements with reasons in two languages",
        rate(said, BATCH),
        "posts/s/core",
        command,
    )
    reads = rate(lambda: read_charter(default_text()), 1)
    say("charter: default file read", reads, "files/s", command)
    say("charter: default checked", rate(lambda: remarks_on(charter), 1), "charters/s", command)


if __name__ == "__main__":
    main()
