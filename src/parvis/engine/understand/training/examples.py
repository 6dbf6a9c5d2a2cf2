"""Labelled posts as training reads them: our own, and public sets where they are at hand.

An example says what is known of a post, head by head; public sets know one or two things only.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from parvis.engine.understand.labels import Decision, Intent, Target, Tone, Topic
from parvis.errors import Invalid

SEED = 20_261_123
FIELDS = 8
_FEELINGS = {-2: "bad", -1: "bad", 0: "even", 1: "good", 2: "good"}
HELD_OUT = "held_out"
"""The author whose posts nothing is trained or tuned on."""

CORRECTIONS = "corrections"
"""The author of posts whose labels people at the desk corrected."""


@dataclass(frozen=True, slots=True)
class Example:
    """A post and what is known of it: labels of exclusive heads, intents that hold or do not.

    ``weight`` is what it counts in training beside a post of ours.
    """

    text: str
    lang: str
    author: str
    labels: Mapping[str, str] = field(default_factory=dict)
    intents: Mapping[str, bool] = field(default_factory=dict)
    weight: float = 1.0


def own(folder: Path) -> list[Example]:
    """Read ``posts_*.tsv`` of a folder, the format of ``bench/understand/GUIDE.md``.

    Raises ``Invalid`` with file, line and reason where a line is no labelled post.
    """
    found = []
    for path in sorted(folder.glob("posts_*.tsv")):
        author = path.stem.removeprefix("posts_")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip() and not line.startswith("#"):
                found.append(_of_line(line, author, f"{path.name}, line {number}"))
    return found


def _of_line(line: str, author: str, where: str) -> Example:
    parts = line.split("\t")
    if len(parts) != FIELDS:
        raise Invalid(f"{where}: {len(parts)} fields apart by tabs instead of {FIELDS}.")
    lang, intents, tone, target, sentiment, topic, decision, text = parts
    said = {"tone": tone, "target": target, "topic": topic, "decision": decision}
    try:
        labels, held = labelled({**said, "intents": intents.split(","), "sentiment": sentiment})
    except (ValueError, KeyError) as error:
        raise Invalid(f"{where}: {error} is no label.") from error
    return Example(text.replace("\\n", "\n"), lang, author, labels, held)


def labelled(said: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, bool]]:
    """Read what a person said of a post: labels of exclusive heads, and which intents hold.

    ``said`` holds ``intents`` (several), ``tone``, ``target``, ``topic``, ``decision``, and
    ``sentiment`` from -2 to 2. Raises ``ValueError`` or ``KeyError`` where one is no label.
    """
    held = [Intent(intent) for intent in said["intents"]]
    labels = {
        "tones": Tone(said["tone"]).value,
        "targets": Target(said["target"]).value,
        "topics": Topic(said["topic"]).value,
        "decisions": Decision(said["decision"]).value,
        "feelings": _FEELINGS[int(said["sentiment"])],
    }
    return labels, {each: each in held for each in Intent}


def corrected(text: str, lang: str, said: Mapping[str, Any]) -> Example:
    """Give a post whose labels somebody corrected; it counts as much as one of ours."""
    labels, held = labelled(said)
    return Example(text, lang, CORRECTIONS, labels, held)


def untouched_by(examples: Sequence[Example], held_out: Sequence[Example]) -> list[Example]:
    """Leave out what is held out word for word: no score may come from a post that was read."""
    kept = {_plain(each.text) for each in held_out}
    return [each for each in examples if _plain(each.text) not in kept]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


_ASKED: Mapping[str, bool] = {Intent.REQUEST: True, Intent.SPAM: False, Intent.NONE: False}
_CALM: Mapping[str, str] = {"tones": Tone.CALM, "targets": Target.NOBODY}
_ANSWERED: Mapping[str, str] = {**_CALM, "decisions": Decision.ANSWER}
_SIDES = {"neg": "bad", "neu": "even", "pos": "good", "negatif": "bad", "positif": "good"}


def _banking(row: Mapping[str, Any]) -> Example | None:
    return Example(row["text"], "en", "banking77", _ANSWERED, _ASKED, 0.3)


def _clinc(row: Mapping[str, Any]) -> Example | None:
    if row["label"] == "not_bank":
        return Example(
            row["text"], "en", "clinc150", {"topics": Topic.OTHER.value, **_CALM}, {}, 0.1
        )
    return Example(row["text"], "en", "clinc150", _ANSWERED, _ASKED, 0.3)


def _nlupp(row: Mapping[str, Any]) -> Example | None:
    return Example(row["text"], "en", "nlu++", _ANSWERED, _ASKED, 0.5)


def _toxic(row: Mapping[str, Any]) -> Example | None:
    if row["label"] != "toxic":
        return None
    return Example(row["text"], "fr", "toxifrench", {"tones": Tone.INSULTING.value}, {}, 0.1)


def _spam(row: Mapping[str, Any]) -> Example | None:
    is_spam = row["label"] == "spam"
    labels = {"decisions": Decision.SILENT.value} if is_spam else {}
    return Example(row["text"], "fr", "sms_spam", labels, {Intent.SPAM: is_spam}, 0.2)


def _feeling(row: Mapping[str, Any]) -> Example | None:
    side = _SIDES.get(row["label"])
    if side is None:
        return None
    return Example(row["text"], row["lang"], "sentiment", {"feelings": side}, {}, 0.1)


_PUBLIC = {
    "banking77_en": (_banking, 3_000),
    "clinc150_bank_en": (_clinc, 3_000),
    "nlupp_banking_en": (_nlupp, 1_513),
    "toxic_fr": (_toxic, 1_200),
    "sms_spam_fr_mt": (_spam, 1_500),
    "sentiment_allocine_fr": (_feeling, 1_000),
    "sentiment_tweets_fr": (_feeling, 2_146),
    "sentiment_tweets_en": (_feeling, 2_163),
}
"""Sets that a shipped model may be trained on, how each is read, and how many of it are taken."""


def public(folder: Path) -> list[Example]:
    """Read the public sets that a folder holds: ``NAME.jsonl.gz``, in an order that is fixed."""
    found: list[Example] = []
    for name, (read, most) in _PUBLIC.items():
        path = folder / f"{name}.jsonl.gz"
        if path.exists():
            examples = [each for row in _rows(path) if (each := read(row))]
            random.Random(f"{SEED} {name}").shuffle(examples)  # noqa: S311 - the same each time
            found += examples[:most]
    return found


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


_LONGEST_GLUED = 70


def glued(examples: Sequence[Example]) -> list[Example]:
    """Put insults beside what is asked or complained of in the same language: it is still answered.

    What wants an answer decides, not the insult; people's posts hold too few of both for a model to
    learn that from them alone. Insults beside insults are made too: no length alone is a request.
    """
    rng = random.Random(SEED)  # noqa: S311 - the same each time
    insults: dict[str, list[str]] = {}
    for each in examples:
        if _is_scorn_only(each) and len(each.text) < _LONGEST_GLUED:
            insults.setdefault(each.lang, []).append(each.text)
    found = []
    for each in examples:
        if each.lang in insults and (_is_answered(each) or _is_scorn_only(each)):
            insult = rng.choice(insults[each.lang])
            text = f"{each.text} {insult}" if rng.random() < 1 / 2 else f"{insult} {each.text}"
            labels = {**each.labels, "tones": Tone.INSULTING.value, "targets": Target.BANK.value}
            found.append(replace(each, text=text, labels=labels, weight=each.weight / 2))
    return found


def _is_answered(example: Example) -> bool:
    wants = example.intents.get(Intent.REQUEST) or example.intents.get(Intent.COMPLAINT)
    return bool(wants) and example.labels["decisions"] == Decision.ANSWER


def _is_scorn_only(example: Example) -> bool:
    labels = example.labels
    return labels["tones"] == Tone.INSULTING and labels["decisions"] == Decision.SILENT


def authors(examples: Iterable[Example]) -> list[str]:
    """Give the names of all authors, in order."""
    return sorted({each.author for each in examples})
