"""Texts that are not labelled one by one: posts that hold nothing, and posts from elsewhere."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import engine
from bench.guard.labelled import Message

SEED = 20_260_101
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def holding_nothing(messages: Sequence[Message], lang: str, count: int) -> list[str]:
    """Make posts of one to three sentences of the ordinary messages, with a word left out.

    So that no two are alike, and none is shorter or plainer than what people write.
    """
    rng = random.Random(f"{SEED} {lang}")
    ordinary = [each.text for each in messages if each.sort == "ordinary" and each.lang == lang]
    sentences = [each for text in ordinary for each in _SENTENCE_END.split(text) if each]
    return [_made(rng, sentences) for _ in range(count)]


def with_figures(lang: str, count: int) -> list[str]:
    """Make posts of the pieces of ``bench/engine.py``, without data: many hold a sum or a date."""
    rng = random.Random(f"{SEED} figures {lang}")
    bodies = {"fr": engine.FRENCH, "en": engine.ENGLISH}[lang]
    return [_filled_in(rng, bodies) for _ in range(count)]


def _filled_in(rng: random.Random, bodies: Sequence[str]) -> str:
    parts = [rng.choice(engine.OPENINGS), *rng.sample(bodies, k=2), rng.choice(engine.ENDINGS)]
    text = " ".join(filter(None, parts)).replace("{n}", str(rng.randrange(20, 5000)))
    text = text.replace("{i}", str(rng.randrange(2, 30)))
    return text.replace("{d}", f"{rng.randrange(1, 28):02}/0{rng.randrange(1, 9)}/2026")


def _made(rng: random.Random, sentences: Sequence[str]) -> str:
    words = " ".join(rng.sample(sentences, k=min(rng.randint(1, 3), len(sentences)))).split(" ")
    del words[rng.randrange(len(words))]
    return " ".join(words) or sentences[0]


def texts_of(path: Path) -> Iterator[str]:
    """Give the field ``text`` of each line of a JSON Lines file, compressed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            yield json.loads(line)["text"]
