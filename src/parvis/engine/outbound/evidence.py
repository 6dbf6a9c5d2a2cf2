"""Asking, read from evidence: where no known turn of phrase asks, small signs together may.

People ask in more ways than rules name. Here each clause that names something of the reader's is
weighed: what speaks for asking (an open question, a need, somewhere to give it, "please") against
what speaks for something else (a denial, another place, a story, an offer). The weights are whole
numbers set by hand on invented replies; a clause asks from ``_ENOUGH`` on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.outbound import signs
from parvis.engine.outbound.clauses import Clause, clauses
from parvis.engine.outbound.things import LOOSE_THINGS

Asked = tuple[int, int, str]

_ENOUGH = 4
_QUESTION = re.compile(r"\?\s*$")
_ITEM = re.compile(r"\s*(?:[-*•>–+]|\d{1,2} ?[.)/-]|[a-e]\))\s*\w")
_ITEM_BEFORE = re.compile(r"(?:^|\s)\d{1,2}[.)]\s*$")
_ITEM_SIGNS = 6
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS_OF_FRAGMENT = 16
_MOST_OTHER_WORDS = 3
_MOST_OTHER_WORDS_TOLD = 1
_MOST_WORDS_OF_REFERENCE = 14
_MOST_WORDS_OF_BARE = 4
_SPAN = 400  # signs


def weighed(
    plain: str, start: int, end: int, *, asked_before: bool, named_before: list[Asked]
) -> Iterator[Asked]:
    """Give what a sentence asks for by the weight of its signs.

    ``named_before`` is what the sentence before named: "Your code arrived? Read it to me."
    """
    said = plain[start : min(end, start + _SPAN)]
    if named_before and (reference := _refers(said)):
        yield start + reference.start(), start + reference.end(), named_before[-1][2]
        return
    if not LOOSE_THINGS.search(said):
        return
    text = _in_short(said)
    item = _ITEM.match(text) or _ITEM_BEFORE.search(plain[max(0, start - _ITEM_SIGNS) : start])
    extra = asked_before or bool(item) or len(named(text, 0, len(text))) > 1
    for begin, stop, thing in _asked(text, extra=extra):
        yield start + begin, start + stop, thing


def _asked(text: str, *, extra: bool) -> Iterator[Asked]:
    """Give what a sentence asks for; ``extra`` if it is one of several requests."""
    question = bool(_QUESTION.search(text))
    shared = _sum(signs.OF_SENTENCE, text)
    denied = bool(signs.WARNS.search(text))
    if not question and not signs.TO_US.search(text):
        shared += _sum(signs.OF_TOLD, text)
        denied = denied or bool(signs.OWN_ACT.search(text))
    parts = _parts(text, 0, len(text))
    fragments = [_is_fragment(clause.text) for clause in parts]
    carried = False
    for clause, fragment in zip(parts, fragments, strict=True):
        things = named(text, clause.start, clause.end)
        if not things:
            continue
        weight = shared + _sum(signs.OF_CLAUSE, clause.text)
        weight += _sum(signs.OF_QUESTION if question else signs.OF_STATEMENT, clause.text)
        tail = text[clause.start :]
        if not denied and ((fragment and sum(fragments) > 1) or _is_fragment(tail)):
            weight += 4 if question or signs.PLEASE.search(tail) or _is_bare(text) else 3
            weight += extra
        elif carried and fragment and not denied:
            weight += 4
        carried = weight >= _ENOUGH
        if carried:
            yield from things


def _in_short(plain: str) -> str:
    """Leave out what says only which one is meant, and what is only polite; places stay."""
    plain = signs.POLITE.sub(lambda found: "please".ljust(len(found[0])), plain)
    return signs.WHOSE.sub(lambda found: " " * len(found[0]), plain)


def _parts(plain: str, start: int, end: int) -> list[Clause]:
    """Cut a sentence into clauses, and off what is promised for an answer."""
    found = []
    for clause in clauses(plain, start, end):
        promise = signs.AND_WE.search(clause.text, 1)
        at = promise.start() if promise else len(clause.text)
        for begin, stop in ((0, at), (at, len(clause.text))):
            if text := clause.text[begin:stop]:
                found.append(
                    Clause(clause.start + begin, clause.start + stop, text, clause.subordinate)
                )
    return found


def named(plain: str, start: int, end: int) -> list[Asked]:
    """Give what is named between two places, in bare words too."""
    return [
        (found.start(), found.end(), found.lastgroup or "")
        for found in LOOSE_THINGS.finditer(plain, start, end)
    ]


def _sum(table: tuple[signs.Sign, ...], text: str) -> int:
    return sum(weight for pattern, weight in table if pattern.search(text))


def _refers(text: str) -> re.Match[str] | None:
    """Find what asks, in few words, for what was named before."""
    if len(text.split()) > _MOST_WORDS_OF_REFERENCE or signs.DENIES.search(text):
        return None
    return signs.REFERENCE.search(text)


def _is_bare(text: str) -> bool:
    """Whether a sentence is nothing but a name of something: "Long card number."."""
    return len(text.split()) <= _MOST_WORDS_OF_BARE and _is_fragment(text)


def _is_fragment(text: str) -> bool:
    """Whether a text names things and says next to nothing of them."""
    bare = signs.GREETING.sub(" ", text)
    if len(bare.split()) > _MOST_WORDS_OF_FRAGMENT or signs.SAYS.search(bare):
        return False
    if not LOOSE_THINGS.search(bare):
        return False
    rest = signs.SMALL.sub(" ", LOOSE_THINGS.sub(" ", bare))
    asks = _QUESTION.search(text) or signs.PLEASE.search(text)
    return len(_WORD.findall(rest)) <= (_MOST_OTHER_WORDS if asks else _MOST_OTHER_WORDS_TOLD)
