"""The first charter: what is to be done with a post, and why.

An insult is never answered; a request for an explanation always is, even a vehement one. So it is
the *request* that is looked for, not the insult: an insult counts only where nothing is asked.
Confidential data comes first, whatever else a post holds; distress and threats go to a person.
Silence by mistake is the worst error, for nobody may look at what is not answered: in doubt,
answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import ahocorasick

from parvis.engine.charter.acts import Act
from parvis.engine.guard import Finding
from parvis.engine.language import Language, detect
from parvis.engine.lexicon import entries, single_words
from parvis.engine.post import Visibility
from parvis.engine.words import phrase, words


class Reason(StrEnum):
    """Why: codes that do not change, translated where people read them."""

    CONFIDENTIAL_DATA = "confidential_data"
    DISTRESS = "distress"
    THREAT = "threat"
    INSULT_WITH_REQUEST = "insult_with_request"
    REQUEST = "request"
    COMPLAINT = "complaint"
    INSULT_ONLY = "insult_only"
    ADDRESSED = "addressed"
    NOTHING_ASKED = "nothing_asked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An act and its reasons, the weightiest first."""

    act: Act
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the charter is asked about: one post as the engine read it so far."""

    text: str
    words: Sequence[str]
    findings: Sequence[Finding] = ()
    matches: Sequence[str] = ()
    visibility: Visibility = Visibility.PUBLIC


class _Cue:
    # Plain integers: the flags of enum are ten times slower.
    ASK = 1
    INTERROGATIVE = 2
    TROUBLE = 4
    SUBJECT = 8
    COMPLAINT = 16
    INSULT = 32
    DISDAIN = 64
    RHETORIC = 128
    THREAT = 256
    SECOND = 512
    FIRST = 1024
    NEGATION = 2048
    DISTRESS = 4096
    WEAPON = 8192
    INTENT = 16384
    WISH = 32768
    DEALING = 65536
    WORST = 131072
    ACT = 262144
    LASTING = 524288
    PRAISE = 1048576


_SCORN = _Cue.INSULT | _Cue.DISDAIN | _Cue.RHETORIC
_PERSON = _Cue.FIRST | _Cue.SECOND
_MATTER = _Cue.TROUBLE | _Cue.SUBJECT
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_QUESTION_MARKS = re.compile("[?？؟]")
_PASSED_ON = ["rt"]
"""How a post begins that hands on what somebody else asked."""

_FEW_WORDS = 4
_ENOUGH_TO_ASK = 2
_ENOUGH_TO_TELL = 6

_COMPLAINS = (
    (_Cue.TROUBLE, _Cue.SUBJECT | _PERSON | _Cue.LASTING),
    (_Cue.DISDAIN, _MATTER),
    (_Cue.ACT, _MATTER | _PERSON),
)
"""Two sorts of cues that together tell of somebody dissatisfied with something."""


def verdict(post: Heard) -> Verdict:
    """Give the verdict on one post."""
    reasons = tuple(_reasons(post))
    if post.findings:
        return Verdict(Act.PROTECT, (Reason.CONFIDENTIAL_DATA, *reasons))
    silent = reasons[0] in {Reason.INSULT_ONLY, Reason.NOTHING_ASKED}
    return Verdict(Act.DO_NOT_ANSWER if silent else Act.ANSWER, reasons)


def verdict_all(posts: Iterable[Heard]) -> list[Verdict]:
    """Give the verdict on each post."""
    return [verdict(post) for post in posts]


def heard(text: str, visibility: Visibility = Visibility.PUBLIC) -> Heard:
    """Give a bare text as the charter reads it, for a trial."""
    return Heard(text, words(text), visibility=visibility)


def _reasons(post: Heard) -> list[str]:
    spaced = phrase(post.words)
    cues = _cues(spaced)
    if cues & _Cue.RHETORIC:
        spaced = phrase(_pattern(("rhetoric",)).sub(" ", spaced).split())
        cues = _cues(spaced) | _Cue.RHETORIC
    left = _beside_scorn(spaced) if cues & _SCORN else ()
    asked = _is_request(post, cues, left)
    complained = _is_complaint(cues, left) or _is_short_trouble(post, cues)
    reasons = _alarms(cues)
    if (asked or complained) and cues & (_Cue.INSULT | _Cue.DISDAIN):
        reasons.append(Reason.INSULT_WITH_REQUEST)
    elif asked:
        reasons.append(Reason.REQUEST)
    if complained:
        reasons.append(Reason.COMPLAINT)
    return reasons or [_otherwise(post, cues)]


def _alarms(cues: int) -> list[str]:
    """Say what a person must read at once, whatever is asked beside it."""
    alarms: list[str] = [Reason.DISTRESS] if cues & _Cue.DISTRESS else []
    if cues & _Cue.THREAT or (cues & _Cue.WEAPON and cues & _Cue.INTENT):
        alarms.append(Reason.THREAT)
    return alarms


def _otherwise(post: Heard, cues: int) -> str:
    """Say what a post is in which nothing is asked."""
    if cues & _SCORN:
        return Reason.INSULT_ONLY
    if post.visibility is not Visibility.PUBLIC or _is_to_us(post, cues):
        return Reason.ADDRESSED
    return Reason.NOTHING_ASKED


def _is_to_us(post: Heard, cues: int) -> bool:
    """Whether somebody speaks to a bank: of their own business, or in words we cannot weigh."""
    if cues & _Cue.SUBJECT and cues & _PERSON and not cues & _Cue.PRAISE:
        return True
    if not post.matches:
        return False
    if cues & _Cue.SECOND or "@" in post.text:
        return True
    return detect(post.text, post.words) not in {Language.FRENCH, Language.ENGLISH}


def _is_request(post: Heard, cues: int, left: Sequence[str]) -> bool:
    if cues & _SCORN:
        return _asks_beside_scorn(post, cues, left)
    if cues & _Cue.ASK or (cues & _Cue.WISH and _is_wish_of_us(post, cues)):
        return True
    marked = _has_question_mark(post.text)
    if marked and post.words[:1] != _PASSED_ON:
        return True
    if not marked and not cues & _Cue.INTERROGATIVE:
        return False
    return bool(cues & (_PERSON | _MATTER)) or len(post.words) <= _FEW_WORDS


def _asks_beside_scorn(post: Heard, cues: int, left: Sequence[str]) -> bool:
    asking = cues & (_Cue.ASK | _Cue.WISH | _Cue.INTERROGATIVE) or _has_question_mark(post.text)
    if not asking:
        return False
    return bool(_cues(phrase(left)) & (_Cue.ASK | _MATTER)) or _tells(left, _ENOUGH_TO_ASK)


def _is_wish_of_us(post: Heard, cues: int) -> bool:
    if cues & (_MATTER | _Cue.SECOND | _Cue.DEALING):
        return True
    return bool(post.matches) or post.visibility is not Visibility.PUBLIC


def _is_complaint(cues: int, left: Sequence[str]) -> bool:
    """Whether somebody is dissatisfied with something that has a name."""
    if cues & _Cue.COMPLAINT or (cues & _Cue.WORST and not cues & _Cue.INSULT):
        return True
    if any(cues & one and cues & other for one, other in _COMPLAINS):
        return True
    if cues & _Cue.SUBJECT and cues & _Cue.FIRST and cues & _Cue.NEGATION:
        return True
    return bool(cues & _Cue.FIRST) and _tells(left, _ENOUGH_TO_TELL)


def _is_short_trouble(post: Heard, cues: int) -> bool:
    """Whether little more than the trouble is said: ``En panne aussi``."""
    return bool(cues & _Cue.TROUBLE and not cues & _SCORN) and len(post.words) <= _FEW_WORDS


def _beside_scorn(spaced: str) -> Sequence[str]:
    """Give the words that are left once the insults are taken away."""
    return _pattern(("insult", "disdain")).sub(" ", spaced).split()


def _tells(left: Sequence[str], enough: int) -> bool:
    """Whether enough words that mean something are left."""
    return sum(word not in single_words("empty") for word in left) >= enough


def _has_question_mark(text: str) -> bool:
    if "://" in text or "www." in text:
        text = _ADDRESS.sub("", text)
    return _QUESTION_MARKS.search(text) is not None


def _cues(spaced: str) -> int:
    found = 0
    for _end, cue in _automaton().iter(spaced):
        found |= cue
    return found


@cache
def _automaton() -> ahocorasick.Automaton:
    cues: dict[str, int] = {}
    for name, value in vars(_Cue).items():
        for entry in entries(name.lower()) if name.isupper() else ():
            cues[entry] = cues.get(entry, 0) | value
    automaton = ahocorasick.Automaton()
    for entry, flags in cues.items():
        automaton.add_word(f" {entry} ", flags)
    automaton.make_automaton()
    return automaton


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    phrases = {entry for name in names for entry in entries(name)}
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(f"(?<= )(?:{'|'.join(map(re.escape, longest_first))})(?= )")
