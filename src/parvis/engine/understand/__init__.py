"""What a post is, how it is said, what it is about: labels with probabilities.

``understand_all`` reads a batch. Two tiers: n-grams for every post, sentence embeddings for those
in doubt (``model``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache

from parvis.engine.language import detect
from parvis.engine.understand.cues import cues_of
from parvis.engine.understand.heads import HEADS, Feeling, Head
from parvis.engine.understand.labels import Decision, Intent, Labels, Target, Tone, Topic
from parvis.engine.understand.model import Model, shipped
from parvis.engine.words import words

__all__ = [
    "Decision", "Intent", "Labels", "Model", "Target", "Tone", "Topic", "understand_all",
]  # fmt: skip


class _Chances(Mapping[StrEnum, float]):
    """Labels of one head and their probabilities, as a part of the row of all."""

    __slots__ = ("_head", "_row")

    def __init__(self, head: Head, row: list[float]) -> None:
        self._head = head
        self._row = row

    def __getitem__(self, label: StrEnum) -> float:
        return self._row[_place(self._head.name)[label]]

    def __iter__(self) -> Iterator[StrEnum]:
        return iter(self._head.labels)

    def __len__(self) -> int:
        return len(self._head.labels)


@cache
def _place(name: str) -> dict[StrEnum, int]:
    head = HEADS[name]
    return {label: head.first + place for place, label in enumerate(head.labels)}


def understand_all(
    texts: Sequence[str],
    tokens: Sequence[Sequence[str]] | None = None,
    languages: Sequence[str] | None = None,
    *,
    model: Model | None = None,
    second: bool = True,
) -> list[Labels]:
    """Say what each text of a batch is.

    ``tokens`` (the plain words) and ``languages`` spare what was read already. ``second=False``
    leaves posts in doubt as the first tier has them, twenty times faster.
    """
    if not texts:
        return []
    model = model or shipped()
    tokens = [words(text) for text in texts] if tokens is None else tokens
    if languages is None:
        languages = [detect(text, plain) for text, plain in zip(texts, tokens, strict=True)]
    cues = [cues_of(plain) for plain in tokens]
    first = model.first_scores(texts, cues)
    chances = model.chances(first)
    doubtful = model.in_doubt(chances) if second else ()
    if len(doubtful):
        # Local: numbers of sentences are needed by few commands.
        from parvis.engine.understand.sentences import embedded  # noqa: PLC0415

        embeddings = embedded([texts[place] for place in doubtful])
        scores = model.second_scores(embeddings, [cues[place] for place in doubtful])
        chances[doubtful] = model.chances_of_both(first[doubtful], scores)
    unsure = model.unsure(chances).tolist()
    return [
        _labels(language, row, is_unsure)
        for language, row, is_unsure in zip(languages, chances.tolist(), unsure, strict=True)
    ]


def _labels(lang: str, row: list[float], unsure: bool) -> Labels:  # noqa: FBT001 - a column's value
    intents, tones, targets = (
        _Chances(HEADS[name], row) for name in ("intents", "tones", "targets")
    )
    topics, decisions = _Chances(HEADS["topics"], row), _Chances(HEADS["decisions"], row)
    feelings = _place("feelings")
    sentiment = row[feelings[Feeling.GOOD]] - row[feelings[Feeling.BAD]]
    return Labels(lang, intents, tones, targets, topics, decisions, sentiment, unsure)  # type: ignore[arg-type]
