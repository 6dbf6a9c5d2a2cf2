"""The check on what the bank is about to send: nothing confidential in it, nothing too much asked.

A person may be asked for last name, first name and date of birth, in private, and for nothing
else; in public, for nothing at all. To warn ("never give your code to anybody") and to state
("your card is on its way") is not to ask. The reading is by clauses: a thing is asked for where a
cue of asking stands in the same clause or governs the list that it is in, and is not negated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from parvis.engine.guard import find
from parvis.engine.guard.folding import fold
from parvis.engine.guard.reading import Reading
from parvis.engine.outbound_patterns import (
    ASK,
    ELSEWHERE,
    GIVEN,
    HARMLESS,
    IT,
    NEGATION,
    SHORT_ASK,
    STATED,
    THINGS,
    TO_US,
    URGED,
)
from parvis.engine.post import Visibility


class Code(StrEnum):
    """Why a text cannot be sent as it is."""

    CONFIDENTIAL_DATA = "confidential_data"
    ASKS_TOO_MUCH = "asks_too_much"
    ASKS_IN_PUBLIC = "asks_in_public"


@dataclass(frozen=True, slots=True, order=True)
class Objection:
    """What hinders sending: a span of the text (code points) and what it is or asks for.

    ``what`` is a kind of finding (``IBAN``), or the thing asked for (``password``).
    """

    start: int
    end: int
    code: str
    what: str


@dataclass(slots=True)
class _Clause:
    start: int
    end: int
    text: str
    asks: bool = False


_IDENTITY = frozenset({"last_name", "first_name", "name", "date_of_birth"})
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]\"'»])[.!]+(?=\s|$)|[?]+|\n+|;|…")
_TURN = re.compile(r"[,:(]\s*|\s-\s|\s(?=(?:mais|but|however|cependant|toutefois|par contre)\b)")
_GOES_ON = re.compile(r"(?<=[^\W\d_])\n(?=[^\W\d_])")
_UNTIDY = re.compile(
    r" {2,}|(?P<spelled>(?<![^\W_])[^\W\d_](?:[.\- _][^\W\d_](?![^\W_])){2,15}(?![^\W_]))"
)
_LIST_ITEM = re.compile(r"\s*(?:[-*•>–]|\d{1,2}[.)/-]|[a-e]\))?\s*")
_MOST_WORDS_OF_ITEM = 7
_SHORTLY = 2  # clauses
_MOST_WORDS_OF_SHORT_ASK = 12
_AFTER_VERB = 24


def check_reply(
    text: str, *, visibility: Visibility | str, lang: str | None = None
) -> tuple[Objection, ...]:
    """Give all that hinders sending a text, in the order of the text.

    ``lang`` is taken for callers' comfort and not needed: French and English are read together,
    since a reply may mix them.
    """
    del lang
    findings = find(text)
    objections = [
        Objection(found.start, found.end, Code.CONFIDENTIAL_DATA, found.kind) for found in findings
    ]
    public = Visibility(visibility) is Visibility.PUBLIC
    for start, end, what in _asked_for(text):
        if what not in _IDENTITY:
            objections.append(Objection(start, end, Code.ASKS_TOO_MUCH, what))
        elif public:
            objections.append(Objection(start, end, Code.ASKS_IN_PUBLIC, what))
    return tuple(sorted(set(objections)))


def _asked_for(text: str) -> Iterator[tuple[int, int, str]]:
    folded = fold(text)
    plain, places = _tidied(_plain(folded))
    # Line by line, as lists are written; and as if lines went on, as sentences are.
    for reading in {plain, _GOES_ON.sub(" ", plain)}:
        for start, end, thing in _things_asked_for(reading):
            yield (*folded.span(places[start], places[end - 1] + 1), thing)


def _things_asked_for(plain: str) -> Iterator[tuple[int, int, str]]:
    plain = URGED.sub(lambda match: "please".rjust(len(match[0])), plain)
    plain = HARMLESS.sub(lambda match: " " * len(match[0]), plain)
    clauses = _clauses(plain)
    for number, clause in enumerate(clauses):
        if not clause.asks or GIVEN.search(plain, clause.start, clause.end):
            continue
        # "Not here, send it in private": what it is was named shortly before.
        back = _SHORTLY if IT.search(clause.text) else 0
        start = clauses[max(0, number - back)].start
        for thing in THINGS.finditer(plain, start, clause.end):
            if thing.lastgroup:
                yield (*thing.span(), thing.lastgroup)


def _plain(folded: Reading) -> str:
    """Lower the case and drop accents, one character for one."""
    plain = folded.text.lower()
    if len(plain) != len(folded.text):  # a Turkish capital I with a dot becomes two
        plain = "".join(sign.lower()[0] for sign in folded.text)
    return plain.translate(_ACCENTS)


def _tidied(plain: str) -> tuple[str, Sequence[int]]:
    """Give the text as it is read, with the place of each of its signs in ``plain``.

    Several spaces are one, and a word that is spelled out (``I.B.A.N``) is a word.
    """
    if not _UNTIDY.search(plain):
        return plain, range(len(plain))
    signs: list[str] = []
    places: list[int] = []
    after = 0
    for found in _UNTIDY.finditer(plain):
        kept = [
            at
            for at in range(found.start(), found.end())
            if found["spelled"] and plain[at].isalpha()
        ] or [found.start()]
        places += (*range(after, found.start()), *kept)
        signs += (plain[after : found.start()], *(plain[at] for at in kept))
        after = found.end()
    places += range(after, len(plain))
    return "".join(signs) + plain[after:], places


def _clauses(plain: str) -> list[_Clause]:
    """Cut a text into clauses and say of each whether it asks for something."""
    clauses: list[_Clause] = []
    inherits = False
    for start, end in _sentences(plain):
        inherits = _mark_sentence(clauses, plain, start, end, inherits=inherits)
    return clauses


def _mark_sentence(
    clauses: list[_Clause], plain: str, start: int, end: int, *, inherits: bool
) -> bool:
    """Add the clauses of a sentence; say whether it opens a list of what is asked for."""
    before = len(clauses)
    asking = inherits and _is_list_item(plain[start:end])
    opens = asking
    cuts = [start, *(cut.end() for cut in _TURN.finditer(plain, start, end)), end]
    for begin, stop in pairwise(cuts):
        text = plain[begin:stop]
        stance = _stance(text)
        if stance is not None:
            asking = stance
        clauses.append(_Clause(begin, stop, text, asking))
        opens = asking
    whole = plain[start:end]
    if _asks_in_short(whole):
        for clause in clauses[before:]:
            clause.asks = clause.asks or _stance(clause.text) is None
    return opens and (plain[start:end].rstrip().endswith(":") or inherits)


def _is_list_item(text: str) -> bool:
    marked = _LIST_ITEM.match(text)
    return len(text.split()) <= _MOST_WORDS_OF_ITEM or bool(marked and marked[0].strip())


def _stance(clause: str) -> bool | None:
    """Say whether a clause asks (True), forbids or states (False), or neither (None)."""
    if ELSEWHERE.search(clause) and not TO_US.search(clause):
        return False
    cue = None
    for cue in ASK.finditer(clause):
        near = clause[: cue.end() + _AFTER_VERB]
        reset = max((m.end() for m in _RESET.finditer(clause, 0, cue.start())), default=0)
        if not NEGATION.search(near, reset):
            return True
    if cue is not None or NEGATION.search(clause) or STATED.search(clause):
        return False
    return None


def _asks_in_short(sentence: str) -> bool:
    """Whether a sentence asks without a verb: "Your IBAN please", "IBAN ?"."""
    words = len(sentence.split())
    if any(pattern.search(sentence) for pattern in (NEGATION, STATED)) or (
        ELSEWHERE.search(sentence) and not TO_US.search(sentence)
    ):
        return False
    return words <= _MOST_WORDS_OF_SHORT_ASK and SHORT_ASK.search(sentence) is not None


def _sentences(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE_END.finditer(plain):
        if plain[start : stop.end()].strip():
            yield start, stop.end()
        start = stop.end()
    if plain[start:].strip():
        yield start, len(plain)


_RESET = re.compile(
    r"\b(?:pouvez|pourriez|peux|pourrais|merci|veuillez|please|can you|could you|would you|"
    r"svp|stp|il faut|il faudrait|invite|donc|alors|so|just|then)\b"
)
_ACCENTS = str.maketrans(
    "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ\u2019\u2018\u02bc`´", "aaaaaaceeeeiiiinooooouuuuyy'''''"
)
