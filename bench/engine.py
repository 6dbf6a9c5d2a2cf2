"""Measure the engine on one core, on posts made here from a fixed seed.

    python bench/engine.py [--posts 20000]

Prints one JSON line a figure: name, value, unit, command.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable, Sequence

from parvis.engine.guard import find_all
from parvis.engine.language import detect_all
from parvis.engine.match import Matcher, Query
from parvis.engine.pipeline import enrich
from parvis.engine.post import Post

SEED = 20_240_101
BATCH = 1_024
SHARE_WITH_DATA = 0.02

OPENINGS = (
    "Bonjour,", "@BanqueParvis", "@banqueparvis bonjour", "Hello @BanqueParvis", "", "Hey,", "Slt",
    "Bonsoir la Banque Parvis,", "RT", "#BanqueParvis", "Franchement", "So",
)  # fmt: skip
FRENCH = (
    "mon virement de {n} € n'est toujours pas arrivé depuis le {d}",
    "l'appli plante à chaque connexion, c'est la {i}e fois cette semaine",
    "jpp g tjr pas recu ma carte, c koi le delai svp",
    "le service client est injoignable, j'attends depuis {n} minutes",
    "pourquoi vous prélevez {i},90 de frais sans prévenir ? C'est honteux",
    "merci à ma conseillère de l'agence de Nantes, dossier réglé en {i} jours",
    "bande de voleurs, rendez-moi mon argent",
    "la banque annonce {n} recrutements en Bretagne pour l'année prochaine https://ex.example/{n}",
    "est-ce que l'agence est ouverte samedi matin ? J'ai besoin d'un rendez-vous",
)
ENGLISH = (
    "my card was declined {i} times today, can you please look into it?",
    "still waiting for my refund since {d}, nobody answers the phone",
    "great service at the branch this morning, thank you so much",
    "the app is down again, is there any update? It is the {i}th time this month",
    "why hasn't my transfer of {n} euros arrived yet?",
    "reports record profits of {n} million for the last quarter https://ex.example/n/{n}",
)
OTHERS = ("todavía no he recibido mi transferencia de {n} euros", "wo ist mein Geld, {n} Euro?")
ENDINGS = ("", "", "!!!", "Merci d'avance.", "Thanks", "😡😡", "#fail", "@ami_{i} tu as vu ?")
DATA = (
    "mon IBAN FR76 3000 6000 0112 3456 7890 189", "carte 4970-1012-3456-7893", "06 12 34 56 78",
    "écrivez à jean.dupont{i}@example.org", "+33 (0)6 12 34 56 78",
)  # fmt: skip

NAIVE = [
    re.compile(pattern)
    for pattern in (
        r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b",
        r"\b(?:\d[ -]?){13,19}\b",
        r"[\w.+-]+@[\w-]+\.[\w.-]+",
        r"\b0[1-9](?:[ .-]?\d{2}){4}\b",
        r"\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,5}",
        r"\b[12]\d{2}(?:0[1-9]|1[0-2])\d{10}\b",
        r"\b\d{5} ?\d{5} ?[A-Z0-9]{11} ?\d{2}\b",
    )
]


def posts(count: int) -> list[Post]:
    rng = random.Random(SEED)
    return [_post(rng, at) for at in range(count)]


def _post(rng: random.Random, at: int) -> Post:
    bodies = rng.choices((FRENCH, ENGLISH, OTHERS), weights=(70, 25, 5))[0]
    parts = [rng.choice(OPENINGS), *rng.sample(bodies, k=min(2, len(bodies))), rng.choice(ENDINGS)]
    if rng.random() < SHARE_WITH_DATA:
        parts.append(rng.choice(DATA))
    text = " ".join(filter(None, parts))
    number = rng.randrange(20, 5000)
    text = text.replace("{n}", str(number)).replace("{i}", str(rng.randrange(2, 30)))
    text = text.replace("{d}", f"{rng.randrange(1, 28):02}/0{rng.randrange(1, 9)}/2024")
    return Post(
        id=f"11{at:016}",
        text=text,
        network="mastodon",
        account="banqueparvis@social.example",
        author=f"client_{number}@social.example",
        author_name=f"Client {number}",
        url=f"https://social.example/@client_{number}/11{at:016}",
        metrics={"likes": number, "replies": 2},
    )


def rate(work: Callable[[], object], count: int) -> float:
    """Give items a second of processor time: the best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return count / best


def naive_search(texts: Sequence[str]) -> None:
    for text in texts:
        for pattern in NAIVE:
            pattern.findall(text)


def general_language(texts: Sequence[str]) -> None:
    import py3langid  # noqa: PLC0415

    for text in texts:
        py3langid.classify(text)


def show(name: str, value: float, unit: str, count: int) -> None:
    command = f"python bench/engine.py --posts {count}"
    print(json.dumps({"name": name, "value": round(value, 2), "unit": unit, "command": command}))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=20_000)
    count = parser.parse_args().posts
    batch = posts(count)
    texts = [post.text for post in batch]
    some = texts[:2_000]
    matcher = Matcher([Query("parvis", ("Banque Parvis",)), Query("nantes", ("Nantes",))])

    def whole() -> None:
        for at in range(0, count, BATCH):
            enrich(batch[at : at + BATCH], matcher=matcher, second_look=False)

    def with_second_look() -> None:
        enrich(batch[: len(some)], matcher=matcher)

    whole()
    with_second_look()
    show("engine.enrich, every post read once", rate(whole, count), "posts/s/core", count)
    twice = rate(with_second_look, len(some))
    show("engine.enrich, posts in doubt read twice", twice, "posts/s/core", count)
    guard = rate(lambda: find_all(texts), count)
    show("engine.guard", guard, "posts/s/core", count)
    naive = rate(lambda: naive_search(texts), count)
    show("engine.guard over 7 naive patterns of re", guard / naive, "times", count)
    language = rate(lambda: detect_all(texts), count)
    show("engine.language", language, "posts/s/core", count)
    general = rate(lambda: general_language(some), len(some))
    show("engine.language over py3langid alone", language / general, "times", count)
    show("engine.match", rate(lambda: matcher.match_all(texts), count), "posts/s/core", count)
    show("mean length of posts", sum(map(len, texts)) / count, "characters", count)


if __name__ == "__main__":
    main()
