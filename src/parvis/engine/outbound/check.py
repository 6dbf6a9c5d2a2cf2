"""All that hinders sending a reply, in the order of its text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from parvis.engine.guard import DEFAULT, Policy
from parvis.engine.outbound.asking import asked_for, is_identity
from parvis.engine.outbound.learned import CODES, scored
from parvis.engine.outbound.objection import Code, Objection
from parvis.engine.outbound.revealing import told
from parvis.engine.outbound.secret import secrets
from parvis.engine.outbound.things import THINGS
from parvis.engine.outbound.wording import Wording, worded
from parvis.engine.post import Visibility

_LINE_GOES_ON = re.compile(r"(?<=[^\W\d_])\n(?=[^\W\d_])")
_TO_PRIVATE = re.compile(
    r"\b(?:mp|dms?|pm|en prive|messages? prives?|messagerie|private(?:ly)?|direct messages?|"
    r"inbox|message us|privee)\b"
)
_IN_PUBLIC = re.compile(
    r"\b(?:ici|here|below|ci dessous|commentaires?|comments?|tweet|thread|reponse a|publiquement|"
    r"publicly)\b"
)
_STOP = re.compile(r"[.!?\n]")
_QUOTATION = re.compile(r"«[^«»]{8,400}»|“[^“”]{8,400}”|\"[^\"]{8,400}\"")
_OF_FRAUD = re.compile(
    r"arnaq|escro|fraud|phishing|hame[cç]onn|faux |fausse|pi[eè]ge|scam|fake|trick\b"
    r"|isn't (?:us|ours)|pas (?:de )?nous\b|con artist|bogus|spoof",
    re.IGNORECASE,
)
_NEARBY = 200  # signs


# A rule is believed unless the model is sure of the contrary; the model where it is sure.
_AGAINST = -3.0
_SURE = 1.5


def check_reply(
    text: str,
    *,
    visibility: Visibility | str,
    lang: str | None = None,
    policy: Policy = DEFAULT,
) -> tuple[Objection, ...]:
    """Give all that hinders sending a text, in the order of the text.

    ``lang`` is taken for callers' comfort and not needed: French and English are read together,
    since a reply may mix them.
    """
    del lang
    public = Visibility(visibility) is Visibility.PUBLIC
    found = by_rules(text, public=public)
    sentences = scored(text, public=public)
    if not public:
        sentences = [each for each in sentences if not _is_of_identity(text[each.start : each.end])]
    spans = [(each.start, each.end) for each in sentences]
    objections = {*secrets(text, worded(text), policy)}
    objections |= set(decided(found, spans, [each.scores for each in sentences], public=public))
    return tuple(sorted(objections))


def by_rules(text: str, *, public: bool) -> list[Objection]:
    """Give what the rules alone have against what a text asks and tells."""
    wording = worded(text)
    objections = {*_requests(wording, public=public)}
    if public:
        objections |= {
            Objection(*wording.span(start, end), Code.REVEALS, what)
            for start, end, what in told(wording.text)
        }
    quoted = _quoted(text)
    return sorted(
        each
        for each in objections
        if not any(start < each.start and each.end < end for start, end in quoted)
    )


def _quoted(text: str) -> list[tuple[int, int]]:
    """Give the spans of what others are quoted as saying, where the text tells of a fraud."""
    return [found.span() for found in _QUOTATION.finditer(text)] if _OF_FRAUD.search(text) else []


def decided(
    found: Sequence[Objection],
    spans: Sequence[tuple[int, int]],
    scores: Sequence[Sequence[float]],
    *,
    public: bool,
) -> list[Objection]:
    """Bring together what the rules found and how the model scores each sentence."""
    starts = [start for start, _end in spans]
    kept = [item for item in found if _is_believed(item, spans, scores, starts)]
    named = {item.code for item in kept}
    for (start, end), row in zip(spans, scores, strict=True):
        for code, score in zip(_SCORED, row, strict=True):
            seen = public or code is Code.ASKS_FORBIDDEN
            if seen and score > _SURE and code not in named:
                kept.append(Objection(start, end, code, _WHAT[code]))
    return kept


def _is_believed(
    item: Objection,
    spans: Sequence[tuple[int, int]],
    scores: Sequence[Sequence[float]],
    starts: Sequence[int],
) -> bool:
    """Whether the model leaves a rule's word alone: some sentence there may well be one."""
    column = CODES.index(item.code)
    first = max(0, bisect_right(starts, item.start) - 1)
    last = bisect_left(starts, item.end)
    near = [
        row[column]
        for (start, end), row in zip(spans[first:last], scores[first:last], strict=True)
        if start < item.end and item.start < end
    ]
    return not near or max(near) > _AGAINST


_SCORED = (Code.ASKS_FORBIDDEN, Code.ASKS_IN_PUBLIC, Code.REVEALS)
_WHAT = {
    Code.ASKS_FORBIDDEN: "personal_data",
    Code.ASKS_IN_PUBLIC: "name",
    Code.REVEALS: "situation",
}
"""What the model alone cannot name."""


def _requests(wording: Wording, *, public: bool) -> Iterator[Objection]:
    # Line by line, as lists are written; and as if lines went on, as sentences are.
    for reading in {wording.text, _LINE_GOES_ON.sub(" ", wording.text)}:
        for start, end, thing in asked_for(reading):
            if not is_identity(thing):
                yield Objection(*wording.span(start, end), Code.ASKS_FORBIDDEN, thing)
            elif public and not _sent_to_private(reading, start, end):
                yield Objection(*wording.span(start, end), Code.ASKS_IN_PUBLIC, thing)


def _is_of_identity(sentence: str) -> bool:
    """Whether a sentence names nothing that can be asked for but who somebody is.

    That may be asked in private, in any words: the rules read it, and the model is not heard.
    """
    named = [found.lastgroup for found in THINGS.finditer(worded(sentence).text)]
    return bool(named) and all(is_identity(str(thing)) for thing in named)


def _sent_to_private(plain: str, start: int, end: int) -> bool:
    """Whether what is asked for is to be told in private messages."""
    near = plain[max(0, start - _NEARBY) : end + _NEARBY]
    before = _STOP.split(plain[max(0, start - _NEARBY) : start])[-1]
    after = _STOP.split(plain[end : end + _NEARBY], maxsplit=1)[0]
    return bool(_TO_PRIVATE.search(near)) and not _IN_PUBLIC.search(before + " " + after)
