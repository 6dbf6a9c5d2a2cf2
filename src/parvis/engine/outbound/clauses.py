"""How a reply is cut: sentences, and clauses in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from parvis.engine.outbound.verbs import GIVE_EN, IMPERATIVE_FR, IMPERATIVE_TU

_SENTENCE_END = re.compile(
    r"(?<=[a-z0-9)\]\"'»])(?<!\bm)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bmme)(?<!\bno)[.!]+(?=\s|$)|"
    r"[?]+|"
    r"\n+|;|…(?:\s{0,2}\?)?"
)
_SUBORDINATE = (
    r"(?:si|s'ils?|quand(?! expire)|lorsqu\w*|comment(?! ?\?)(?! (?:vous )?(?:vous appelez|"
    r"t'appelles))|"
    r"pourquoi|parce qu\w*|car|"
    r"puisqu\w*|apres avoir|avant (?:de|d')|if|when(?!ever)(?! (?:your|the) card|(?: does| were| "
    r"is) )|whenever|while|whether|how(?! (?:much|old|your (?:name|surname)|do you spell|(?:is|"
    r"are) your))|why|because|after|before|as soon as|des "
    r"que)"
)
_TURN = re.compile(
    r"[,:(]\s*|\)\s*|\s-+\s|\s(?=(?:mais|but|however|cependant|toutefois|par contre|en revanche|"
    r"sinon|otherwise|or else|instead|neanmoins|yet|whereas|tandis que)\b)|"
    rf"\s(?={_SUBORDINATE}\b)|"
    rf"\s(?=(?:et|puis|ensuite|and|then|or|ou|so) (?:alors |then |please |just |also |"
    rf"simplement |juste )?(?:{GIVE_EN}|{IMPERATIVE_FR}|{IMPERATIVE_TU} (?:moi|nous|le|la|les|l)|"
    rf"il (?:nous|me)|we need|i need|we'll need|i'll need)\b)|"
    rf"\s(?=(?:please (?=\w)|(?:veuillez|merci de|merci d'|pouvez vous|pourriez vous|"
    rf"could you|can you|"
    rf"would you|{IMPERATIVE_FR} (?:moi|nous))\b))"
)
_OPENS_SUBORDINATE = re.compile(rf"\W*{_SUBORDINATE}\b")
_MOST_CLAUSE = 400  # signs


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that asks, forbids or states; ``subordinate`` if it says when or why."""

    start: int
    end: int
    text: str
    subordinate: bool


def sentences(plain: str) -> Iterator[tuple[int, int]]:
    """Cut a text into sentences: spans that hold something."""
    start = 0
    for stop in _SENTENCE_END.finditer(plain):
        if plain[start : stop.end()].strip():
            yield start, stop.end()
            start = stop.end()
    if plain[start:].strip():
        yield start, len(plain)


def clauses(plain: str, start: int, end: int) -> list[Clause]:
    """Cut a sentence into clauses, none longer than is read at once."""
    cuts = [start, *(cut.end() for cut in _TURN.finditer(plain, start, end)), end]
    cut_short = [
        at for begin, stop in pairwise(cuts) for at in range(begin, stop, _MOST_CLAUSE)
    ] + [end]
    return [
        Clause(begin, stop, text, bool(_OPENS_SUBORDINATE.match(text)))
        for begin, stop in pairwise(cut_short)
        if (text := plain[begin:stop]).strip()
    ]
