"""Posts read batch by batch: n-grams for all of them, sentence embeddings for those in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from parvis.engine.language import detect_all
from parvis.engine.plain import Plain, plain_words
from parvis.engine.understand.cues import cues_of_all
from parvis.engine.understand.model import Model, shipped
from parvis.engine.understand.transformer import Transformer
from parvis.engine.understand.understood import Understood
from parvis.engine.understand.visible import LONGEST, visible


def understand_all(
    texts: Sequence[str],
    plain: Plain | None = None,
    languages: Sequence[str] | None = None,
    *,
    model: Model | None = None,
    second: bool = True,
    third: Transformer | None = None,
) -> Understood:
    """Say what each text of a batch is.

    ``plain`` (the plain words) and ``languages`` spare what was read already. ``second=False``
    leaves posts in doubt as the first tier has them, many times faster. ``third``, a transformer of
    the bank's own, reads those that are unsure after both tiers. A text of which not everything is
    read is unsure: what it may hold there, a person sees.
    """
    model = model or shipped()
    plain = plain_words(texts) if plain is None else plain
    languages = detect_all(texts, plain) if languages is None else languages
    cues = cues_of_all(plain)
    texts = [visible(text) for text in texts]
    first = model.first_scores(texts, cues)
    chances = model.chances(first)
    doubtful = model.in_doubt(chances) if second else ()
    if len(doubtful):
        # Local: numbers of sentences are needed by few commands.
        from parvis.engine.understand.sentences import embedded  # noqa: PLC0415

        embeddings = embedded([texts[place] for place in doubtful])
        scores = model.second_scores(embeddings, cues[doubtful])
        chances[doubtful] = model.chances_of_both(first[doubtful], scores)
    unsure = model.unsure(chances)
    cut = [place for place, text in enumerate(texts) if len(text) > LONGEST]
    if third is not None and second:
        unsure = third.weigh_in(texts, chances, unsure, model)
    unsure[cut] = True
    return Understood(languages, chances, unsure)
