"""Which language a text is written in: French, English, or another one by its ISO 639-1 code.

Frequent words vote first; where they leave doubt, py3langid's model decides among the languages of
the bank's customers. It comes with its package: nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parvis.engine.compiled import compiled
from parvis.engine.language_model import identifier
from parvis.engine.lexicon import single_words
from parvis.engine.phrases import BASIS, Phrases, phrases, place_of, word_hash
from parvis.engine.plain import LETTER, Ends, Plain, Points, plain_words


class Language(StrEnum):
    """The languages that Parvis reads; others have their codes, and no words are ``OTHER``."""

    FRENCH = "fr"
    ENGLISH = "en"
    OTHER = "other"


_LATIN = re.compile("[A-Za-z]")
_FRENCH_SIGNS = re.compile("[éèêëàâçùûœîôïÉÈÊÀÇŒ]")
_FOREIGN_SIGNS = re.compile("[ñ¿¡ãõäößåøşğıżźłęąțățșčšžřěůÑÄÖ]")
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
_FIRST_WORDS: Final = 16
_CLEAR = 5.0
_LONGEST_READ: Final = 1_000
"""Characters that decide; a longer text does not change its language."""

_MOST_WORDS: Final = _LONGEST_READ // 4

Floats = NDArray[np.float64]


class _Votes(NamedTuple):
    """What words of texts vote for, a row a text: French, English, another language.

    ``first`` are the votes of the first words, ``more`` those of the next; ``letters`` says whether
    any word holds a letter.
    """

    first: Floats
    more: Floats
    words: NDArray[np.int64]
    letters: NDArray[np.bool_]


def detect_all(texts: Sequence[str], plain: Plain | None = None) -> list[str]:
    """Give the ISO 639-1 code of each text's language; a text without words is ``other``.

    ``plain`` are the plain words of the texts, where they are known.
    """
    votes = _voted(plain_words(texts) if plain is None else plain)
    french, english, foreign = votes.first.T
    clear = np.maximum(french, english) >= _CLEAR
    clear &= np.minimum(french, english) + foreign < 1  # the first words leave no doubt
    counted = votes.first + votes.more * ~clear[:, None]
    for place in np.flatnonzero(~clear).tolist():
        text = texts[place]
        if not text.isascii():
            counted[place, 0] += min(2, len(_FRENCH_SIGNS.findall(text, 0, _LONGEST_READ)))
            counted[place, 2] += 2 * len(_FOREIGN_SIGNS.findall(text, 0, _LONGEST_READ))
    return _decided(texts, votes, counted)


def detect(text: str) -> str:
    """Give the language of one text."""
    return detect_all([text])[0]


def _decided(texts: Sequence[str], votes: _Votes, counted: Floats) -> list[str]:
    french, english, foreign = counted.T
    few = np.minimum(french, english) + foreign < 1
    few &= (np.maximum(french, english) >= 1) & (votes.words <= _FEW_WORDS)
    is_french = (french >= _SURE) & (french >= 2 * np.maximum(english, foreign))
    is_english = (english >= _SURE) & (english >= 2 * np.maximum(french, foreign))
    french_if_few = few & (french > english)
    said: list[str] = np.select(
        [is_french, is_english, french_if_few, few, ~votes.letters],
        [Language.FRENCH, Language.ENGLISH, Language.FRENCH, Language.ENGLISH, Language.OTHER],
        "",
    ).tolist()
    return [
        code or _second_opinion(text[:_LONGEST_READ])
        for code, text in zip(said, texts, strict=True)
    ]


def _voted(plain: Plain) -> _Votes:
    count = len(plain.ends)
    votes = _Votes(
        np.zeros((count, 3)), np.zeros((count, 3)), np.zeros(count, np.int64),
        np.zeros(count, np.bool_),
    )  # fmt: skip
    known, weights = _weights()
    _count(plain.points, plain.ends, known, weights, votes)
    return votes


@compiled
def _count(points: Points, ends: Ends, known: Phrases, weights: Floats, votes: _Votes) -> None:
    hashes, numbers, _begins = known
    first, more, words, letters = votes
    start = 0
    for row in range(len(ends)):
        at, count = start, 0
        while at + 1 < ends[row]:
            value, at = word_hash(points, at + 1, np.uint64(BASIS))
            number = numbers[place_of(hashes, value)]
            if number and count < _MOST_WORDS:
                into = first if count < _FIRST_WORDS else more
                for language in range(3):
                    into[row, language] += weights[number, language]
            count += 1
        words[row] = count
        for place in range(start, ends[row]):
            if points[place] & np.uint32(LETTER):
                letters[row] = True
                break
        start = ends[row]


@cache
def _weights() -> tuple[Phrases, Floats]:
    """Give each frequent word one vote, shared by the lists that hold it, by its number."""
    lists = [single_words(name) for name in ("french", "english", "elsewhere")]
    every = sorted(frozenset().union(*lists))
    votes = np.zeros((len(every) + 1, len(lists)))
    for number, word in enumerate(every, 1):
        holders = [word in words_of for words_of in lists]
        share = 1 / sum(holders) ** 2
        votes[number] = [share * holds for holds in holders]
    return phrases({word: number for number, word in enumerate(every, 1)}), votes


def _second_opinion(text: str) -> str:
    plain = _NOISE.sub(" ", text).strip()
    languages = _IN_LATIN if _LATIN.search(plain) else _IN_OTHER_SCRIPTS
    return identifier(languages).language_of(plain or text)
