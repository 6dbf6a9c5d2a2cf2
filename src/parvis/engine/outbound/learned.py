"""What sentences of replies sound like: a linear model beside the rules.

Rules know the grammar of asking; people find other words. The model was trained on invented
replies (``bench/guard``), by ``scripts/train_outbound.py``, which makes ``weights.json`` and tells
how well it does on authors it has not read. It gives each sentence a score for each thing that
hinders sending: the sum of the weights of its words, word pairs and triples, and pieces of words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from parvis.engine.guard.folding import plain

CODES = ("asks_forbidden", "asks_in_public", "reveals")
"""What the model scores, in the order of its weights."""

_END = re.compile(r"(?<=[^\W\d_]|[0-9)\]\"'»])[.!…]+(?=\s|$)|\?+|\n+|;(?=\s)")
_TOKEN = re.compile(r"[^\W_]+(?:'(?=[^\W_]))?|[?!:]")
_DIGITS = re.compile("[0-9]+")
_HANDLE = re.compile(r"[@#][\w.\-]+|https?:\S+|\^\w+")
_SHORTEST_CUT = 5
_CUT = 4
_MOST_TOKENS = 120
_PUBLIC, _PRIVATE = "|public", "|private"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a reply, and what the model scores it for each of ``CODES``."""

    start: int
    end: int
    scores: tuple[float, ...]


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a reply into sentences: spans in code points, without the blanks around."""
    spans = []
    start = 0
    for stop in [*(found.end() for found in _END.finditer(text)), len(text)]:
        piece = text[start:stop]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append((start + lead, start + len(piece.rstrip())))
        start = stop
    return spans


def features(text: str, spans: Sequence[tuple[int, int]], *, public: bool) -> list[set[str]]:
    """Give what the model looks at in each sentence, with the words of the one before."""
    tokens = [_tokens(text[start:end]) for start, end in spans]
    given = []
    for place, words in enumerate(tokens):
        found = set(_of_words(words))
        found |= {f"<{word}" for word in (tokens[place - 1] if place else ())}
        found |= {f">{word}" for word in (tokens[place + 1] if place + 1 < len(tokens) else ())}
        found.add(_PUBLIC if public else _PRIVATE)
        given.append(found)
    return given


def scored(text: str, *, public: bool) -> list[Sentence]:
    """Score each sentence of a reply; a score of 0 is as likely as not."""
    spans = sentences(text)
    bias, weights = _model()
    nothing = (0.0,) * len(CODES)
    in_private = weights.get(_PRIVATE, nothing)[0] - weights.get(_PUBLIC, nothing)[0]
    result = []
    for (start, end), found in zip(spans, features(text, spans, public=public), strict=True):
        known = [weights[name] for name in found if name in weights]
        scores = [bias[code] + sum(row[code] for row in known) for code in range(len(CODES))]
        # What may not be asked in private may not be asked in public either.
        scores[0] += max(0.0, in_private) if public else 0.0
        result.append(Sentence(start, end, tuple(scores)))
    return result


def _tokens(sentence: str) -> list[str]:
    plainly = _DIGITS.sub("0", plain(_HANDLE.sub(" @ ", sentence)))
    return _TOKEN.findall(plainly)[:_MOST_TOKENS]


def _of_words(tokens: Sequence[str]) -> Iterator[str]:
    framed = ["^", *tokens, "$"]
    for place, token in enumerate(framed):
        yield token
        for width in (2, 3):
            if place + width <= len(framed):
                yield " ".join(framed[place : place + width])
        if place + 2 < len(framed):
            yield f"{token} _ {framed[place + 2]}"
        if len(token) >= _SHORTEST_CUT:
            for cut in range(len(token) - _CUT + 1):
                yield f"~{token[cut : cut + _CUT]}"


@cache
def _model() -> tuple[tuple[float, ...], dict[str, tuple[float, ...]]]:
    content = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return tuple(content["bias"]), {name: tuple(row) for name, row in content["weights"].items()}
