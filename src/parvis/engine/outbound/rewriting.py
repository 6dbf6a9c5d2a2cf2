"""The safe rewrite of a reply: what may be sent stays as it was written, the rest gives way.

Confidential values become plain words; a sentence that asks for what may not be asked, or tells
what only the customer may know, becomes one approved sentence that leads to where it can be
settled. What comes out is checked again; what is still objected to is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parvis.engine.guard import DEFAULT, Policy
from parvis.engine.guard.answers import PRIVATE_MESSAGE, SECURE_CHANNEL
from parvis.engine.guard.folding import plain
from parvis.engine.outbound.approved import (
    ELSEWHERE,
    plain_words,
    wordings,
)
from parvis.engine.outbound.check import check_reply
from parvis.engine.outbound.objection import Code, Objection
from parvis.engine.post import Visibility

_ROUNDS_OF_WORDS = 2
_ROUNDS_OF_DROPS = 4
_BEFORE = 40  # signs
_END = re.compile(r"[.!?…;]+(?=\s|$)|\n+")
_NAMED = re.compile(
    r"(?:^|\b(?:votre|le|la|ton|ta|ce|cette|au|du|your|the|this|that|notre|our|my) |"
    r"\bl')\s*(?:iban|rib|bic|compte|carte|cb|card|account|numero|number|no|n°|telephone|tel|"
    r"phone|mobile|"
    r"code|email|e-mail|mail|adresse|address|pin|password|mot de passe|solde|balance|client|"
    r"dossier|portable)(?: bancaire| number| details| client)?\s?$"
)
_GREETING = re.compile(
    r"\s*(?:@\S{1,60}\s+)*(?:bonjour|bonsoir|hello|hi|hey|hiya|dear|salut|coucou)\b[^,.!?:;\n]{0,30}[,!:]\s*|\s*(?:@\S{1,60}\s+)+",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?:\b(?:est|sont|is|are|was|etait)|[:=])(?: bien| le| la| the)?\s*$")
_BRAND = re.compile(
    r"\b(?:(?:visa|mastercard|amex|american express|cb)(?: \w{1,10})?|\w+ code|code \w+) ?$"
)
_ARTICLE = re.compile(
    r"(?:\b(?:le|la|les|votre|ton|ta|au|du|the|your|ce|cette|that|this|un|une|an?|"
    r"mon|ma|my|our|notre) |\bl')$"
)


@dataclass(frozen=True, slots=True)
class _Answers:
    """What this rewrite says, in the language of the reply."""

    lang: str
    instead_of_asking: str
    instead_of_telling: str


def rewrite(
    text: str,
    objections: Sequence[Objection],
    *,
    visibility: Visibility | str,
    lang: str | None = None,
    policy: Policy = DEFAULT,
) -> str:
    """Give a reply that may be sent, as near to the text as can be.

    ``objections`` are those of ``check_reply`` on this very text. ``lang`` is the language of the
    approved sentences (``fr``, ``en``); without it, that of the text. ``check_reply`` has nothing
    against what is given back.
    """
    answers = _answers(text, lang, Visibility(visibility), policy)

    def hindered(draft: str) -> tuple[Objection, ...]:
        return check_reply(draft, visibility=visibility, policy=policy)

    draft, found = text, tuple(objections) or hindered(text)
    for _ in range(_ROUNDS_OF_WORDS):
        if found:
            draft = _reworded(draft, found, answers)
            found = hindered(draft)
    for _ in range(_ROUNDS_OF_DROPS):
        if found:
            draft = _without(draft, found)
            found = hindered(draft)
    if found or (text.strip() and not draft.strip()):
        return answers.instead_of_asking
    return draft


def _answers(text: str, lang: str | None, visibility: Visibility, policy: Policy) -> _Answers:
    # Local: languages are read by compiled functions, and most who check a reply say its language.
    from parvis.engine.language import Language, detect  # noqa: PLC0415

    language = (lang or detect(text))[:2]
    if language != Language.FRENCH:
        language = Language.ENGLISH

    def approved(name: str) -> str:
        sentences = wordings(name, language, policy)
        passing = (
            sentence
            for sentence in sentences
            if not check_reply(sentence, visibility=visibility, policy=policy)
        )
        return next(passing, sentences[-1])

    private = approved(PRIVATE_MESSAGE)
    asking = private if visibility is Visibility.PUBLIC else approved(SECURE_CHANNEL)
    return _Answers(language, asking, private)


def _sentences(text: str, objections: Sequence[Objection]) -> list[tuple[int, int]]:
    """Cut a text into sentences, so that no objection spans two."""
    spans: list[tuple[int, int]] = []
    start = 0
    inside = bytearray(len(text) + 1)
    for item in objections:
        inside[item.start + 1 : item.end] = b"\1" * max(0, item.end - item.start - 1)
    for stop in _END.finditer(text):
        if not inside[stop.end()]:
            spans.append((start, stop.end()))
            start = stop.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _in(span: tuple[int, int], objections: Sequence[Objection]) -> list[Objection]:
    return [item for item in objections if item.start < span[1] and item.end > span[0]]


def _reworded(text: str, objections: Sequence[Objection], answers: _Answers) -> str:
    pieces: list[str] = []
    said: set[str] = set()
    for start, end in _sentences(text, objections):
        here = _in((start, end), objections)
        instead = _instead(here, answers)
        if not here:
            pieces.append(text[start:end])
        elif instead is None:
            pieces.append(_in_plain_words(text, start, end, here, answers.lang))
        elif instead in text or instead in said:  # once is enough
            pieces.append(_replaced(text[start:end], ""))
        else:
            said.add(instead)
            pieces.append(_replaced(text[start:end], instead))
    return _tidy("".join(pieces))


def _instead(here: Sequence[Objection], answers: _Answers) -> str | None:
    """Give the sentence to say in place of one; None where only values are to be replaced."""
    codes = {item.code for item in here}
    if codes & {Code.ASKS_FORBIDDEN, Code.ASKS_IN_PUBLIC}:
        return answers.instead_of_asking
    return answers.instead_of_telling if Code.REVEALS in codes else None


def _replaced(sentence: str, by: str) -> str:
    """Put a sentence in place of one, between the same blanks and after its greeting."""
    greeting = _GREETING.match(sentence)
    if greeting and greeting.end() < len(sentence):
        if greeting[0].rstrip().endswith(",") and "\n" not in greeting[0]:
            by = by[:1].lower() + by[1:]
        return greeting[0] + _replaced(sentence[greeting.end() :], by)
    core = sentence.strip()
    before, _, after = sentence.partition(core)
    return before + by + (after if by or "\n" in after else "")


def _in_plain_words(
    text: str, start: int, end: int, objections: Sequence[Objection], lang: str
) -> str:
    pieces: list[str] = []
    after = start
    for item in objections:
        if item.start < after:
            continue
        before = text[after : item.start]
        value = _value_in_words(
            plain(text[max(start, item.start - _BEFORE) : item.start]), item, lang
        )
        pieces += (before if value else before.rstrip(), value)
        after = item.end
    return "".join(pieces) + text[after:end]


def _value_in_words(before: str, item: Objection, lang: str) -> str:
    """Give plain words for a value after what stands before it; none where it is named there."""
    article, noun = plain_words(item.what, lang)
    if _SAID.search(before):
        return ELSEWHERE[lang]
    if _NAMED.search(before) or _BRAND.search(before):
        return ""
    if _ARTICLE.search(before):
        return noun
    return f"{article}{noun}" if article.endswith("'") else f"{article} {noun}"


def _without(text: str, objections: Sequence[Objection]) -> str:
    spans = _sentences(text, objections)
    return _tidy("".join(text[a:b] for a, b in spans if not _in((a, b), objections)))


def _tidy(text: str) -> str:
    """Drop the blanks that a dropped sentence leaves."""
    text = re.sub(r"[ \t]{2,100}", " ", text)
    return re.sub(r"\n{3,100}", "\n\n", text).strip()
