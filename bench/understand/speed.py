"""How many posts a second of one core are read.

    python -m bench.understand.speed [--posts 20000]

Prints one JSON object of figures by kind of posts: posts made of the pieces of ``bench/engine.py``,
and the held-out ones. Processor time, the best of three rounds; libraries of matrices are kept to
one thread. Few posts are read where sentence embeddings are asked for: they take a thousand times
as long. ``bench.understand`` runs this beside its peers.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import engine
from bench.guard.peers import ONE_THREAD
from bench.understand.languages import identifier

from parvis.engine.guard import find_all
from parvis.engine.language import detect_all
from parvis.engine.match import Matcher, Query
from parvis.engine.pipeline import enrich
from parvis.engine.plain import plain_words
from parvis.engine.post import Post
from parvis.engine.understand import understand_all
from parvis.engine.understand.cues import cues_of_all
from parvis.engine.understand.model import shipped
from parvis.engine.understand.training.examples import HELD_OUT, own

FOLDER = Path(__file__).resolve().parent
BATCH = 1_024
FEW = 2_000

Figures = dict[str, float]


def held_out_posts() -> list[Post]:
    """Give the held-out posts, each by somebody else."""
    return as_posts([each.text for each in own(FOLDER) if each.author == HELD_OUT])


def as_posts(texts: Sequence[str]) -> list[Post]:
    """Give texts as posts, each by somebody else."""
    return [
        Post(id=f"{at}", text=text, network="mastodon", author=f"somebody_{at}@social.example")
        for at, text in enumerate(texts)
    ]


def figures(posts: Sequence[Post]) -> Figures:
    """Measure all on some posts."""
    matcher = Matcher([Query("parvis", ("Banque Parvis",)), Query("nantes", ("Nantes",))])
    texts = [post.text for post in posts]
    codes = detect_all(texts)
    few = slice(FEW)

    def first(part: slice) -> None:
        understand_all(texts[part], second=False)

    def first_given(part: slice) -> None:
        understand_all(texts[part], None, codes[part], second=False)

    def both(part: slice) -> None:
        understand_all(texts[part])

    def whole(part: slice) -> None:
        enrich(posts[part], matcher=matcher)

    def whole_once(part: slice) -> None:
        enrich(posts[part], matcher=matcher, second_look=False)

    def guard(part: slice) -> None:
        find_all(texts[part])

    def language(part: slice) -> None:
        detect_all(texts[part])

    return {
        "first tier": _rate(first, len(texts)),
        "first tier, given the language": _rate(first_given, len(texts)),
        "both tiers": _rate(both, len(texts[few])),
        "enrich, with guard and match": _rate(whole, len(texts[few])),
        "enrich, without second look": _rate(whole_once, len(texts)),
        "guard alone": _rate(guard, len(texts)),
        "language": _rate(language, len(texts)),
        "share of posts in doubt": in_doubt(texts),
        **_general_language(texts[few]),
    }


def in_doubt(texts: Sequence[str]) -> float:
    """Give the share of texts that the second tier is asked about."""
    model = shipped()
    cues = cues_of_all(plain_words(texts))
    return len(model.in_doubt(model.chances(model.first_scores(texts, cues)))) / len(texts)


def _general_language(texts: Sequence[str]) -> Figures:
    by = identifier(None)

    def classify(part: slice) -> None:
        for text in texts[part]:
            by.classify(text)  # type: ignore[attr-defined]

    return {"py3langid": _rate(classify, len(texts))}


def _rate(work: Callable[[slice], None], count: int) -> float:
    def batches() -> None:
        for start in range(0, count, BATCH):
            work(slice(start, min(start + BATCH, count)))

    work(slice(50))
    return engine.rate(batches, count)


def measured(posts: int) -> dict[str, Figures]:
    """Measure in a process of its own, whose libraries use one thread."""
    command = [sys.executable, "-m", "bench.understand.speed", "--posts", str(posts)]
    root = FOLDER.parent.parent
    path = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH", ""))))
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": path}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, Figures] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    chosen = parser.parse_args()
    kinds = {"made posts": engine.posts(chosen.posts), "held-out posts": held_out_posts()}
    print(json.dumps({name: figures(posts) for name, posts in kinds.items()}))


if __name__ == "__main__":
    main()
