"""Which language a text is written in: French, English, or another one by its ISO 639-1 code.

Frequent words vote first; where they leave doubt, py3langid decides among the languages of the
bank's customers. It holds its model in its package: nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import Protocol

from parvis.engine.lexicon import single_words
from parvis.engine.words import words


class Language(StrEnum):
    """The languages that Parvis reads; others have their codes, and no words are ``OTHER``."""

    FRENCH = "fr"
    ENGLISH = "en"
    OTHER = "other"


class _Identifier(Protocol):
    def classify(self, instance: str) -> tuple[str, float]: ...


_LATIN = re.compile("[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_FRENCH_SIGNS = re.compile("[éèêëàâçùûœîôïÉÈÊÀÇŒ]")
_FOREIGN_SIGNS = re.compile("[ñ¿¡ãõäößåøşğıżźłęąățșčšžřěůÑÄÖ]")
_NOISE = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+|[^\w\s'’.,!?-]")
_IN_LATIN = (
    "fr", "en", "es", "it", "pt", "de", "nl", "ca", "pl", "ro", "tr", "vi", "id", "sv", "da", "fi",
    "cs", "hu",
)  # fmt: skip
_IN_OTHER_SCRIPTS = (
    "ar", "ru", "uk", "zh", "ja", "ko", "el", "he", "hi", "fa", "bn", "ta", "ur", "bg", "th",
)  # fmt: skip
_SURE = 2.0
_FEW_WORDS = 6
_FIRST_WORDS = 16
_CLEAR = 5.0
_LONGEST_READ = 1_000
"""Characters that decide; a longer text does not change its language."""


def detect_all(texts: Sequence[str]) -> list[str]:
    """Give the ISO 639-1 code of each text's language; a text without words is ``other``."""
    return [detect(text, words(text[:_LONGEST_READ])) for text in texts]


def detect(text: str, tokens: Sequence[str]) -> str:
    """Give the language of one text, whose plain words are known."""
    french, english, foreign = _votes(text, tokens)
    if french >= _SURE and french >= 2 * max(english, foreign):
        return Language.FRENCH
    if english >= _SURE and english >= 2 * max(french, foreign):
        return Language.ENGLISH
    if len(tokens) <= _FEW_WORDS and max(french, english) >= 1 > min(french, english) + foreign:
        return Language.FRENCH if french > english else Language.ENGLISH
    if not any(map(_LETTER.search, tokens)):
        return Language.OTHER
    return _second_opinion(text[:_LONGEST_READ])


def _votes(text: str, tokens: Sequence[str]) -> tuple[float, float, float]:
    french, english, foreign = _count(tokens[:_FIRST_WORDS])
    if max(french, english) >= _CLEAR and min(french, english) + foreign < 1:
        return french, english, foreign  # the first words leave no doubt
    more = _count(tokens[_FIRST_WORDS : _LONGEST_READ // 4])
    french, english, foreign = french + more[0], english + more[1], foreign + more[2]
    if not text.isascii():
        french += min(2, len(_FRENCH_SIGNS.findall(text, 0, _LONGEST_READ)))
        foreign += 2 * len(_FOREIGN_SIGNS.findall(text, 0, _LONGEST_READ))
    return french, english, foreign


def _count(tokens: Sequence[str]) -> tuple[float, float, float]:
    weights = _weights()
    french = english = foreign = 0.0
    for token in tokens:
        if token in weights:
            vote = weights[token]
            french += vote[0]
            english += vote[1]
            foreign += vote[2]
    return french, english, foreign


@cache
def _weights() -> dict[str, tuple[float, float, float]]:
    """Give each frequent word one vote, shared by the lists that hold it."""
    lists = [single_words(name) for name in ("french", "english", "elsewhere")]
    weights = {}
    for word in frozenset().union(*lists):
        holders = [word in words_of for words_of in lists]
        share = 1 / sum(holders) ** 2
        weights[word] = tuple(share * holds for holds in holders)
    return weights  # type: ignore[return-value]


def _second_opinion(text: str) -> str:
    plain = _NOISE.sub(" ", text).strip()
    latin = _LATIN.search(plain) is not None
    code, _score = _identifier(_IN_LATIN if latin else _IN_OTHER_SCRIPTS).classify(plain or text)
    return code


@cache
def _identifier(languages: tuple[str, ...]) -> _Identifier:
    # Local: its model takes a moment to load, and sure votes never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(languages)
    return identifier  # type: ignore[no-any-return]
