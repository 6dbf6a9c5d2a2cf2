"""What a public reply tells of somebody: that they are a customer or not, or their situation.

Banking secrecy (France: article L511-33 of the Code monetaire et financier) covers both. General
and conditional talk tells nothing of anybody: "if your card is blocked", "your balance is shown in
the app". Plain words, sentence by sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.outbound.circumstances import CIRCUMSTANCES
from parvis.engine.outbound.clauses import sentences
from parvis.engine.outbound.situations import CUSTOMER, MORE, OF_THEIRS, SITUATION

Told = tuple[int, int, str]
"""From where to where, and what: ``customer`` or ``situation``."""

_CONDITIONAL = re.compile(
    r"\b(?:si|s'ils?|quand|lorsqu\w*|en cas de|en cas d'|que vous soyez|soyez|une fois|des que|"
    r"peut|"
    r"peuvent|pourrait|pourraient|pourra|pourront|selon que|if|when|whenever|should (?:your|you)|"
    r"once|whether|may be|might|you (?:can|could|may)|(?:can|could) be|unless|in case|until|"
    r"any time|toujours en mesure|afin de|"
    r"pour (?:savoir|suivre|verifier|consulter|connaitre)|comment|how|avant (?:de|que)|before|"
    r"imaginons|d'apprendre|vous (?:nous )?(?:dites|indiquez|mentionnez|signalez|disiez|expliquez)|"
    r"sorry (?:to (?:hear|read|learn) )?that|sorry to hear|you (?:say|said|mention\w*|told|"
    r"describe)|"
    r"savoir|check|verifiez|see if|generalement|en general|usually|normally|would|jamais|never)\b"
)
_ABOUT_US = re.compile(
    r"\b(?:seen|vu|lu|read|received|recu) (?:your|votre|ton) (?:message|tweet|post|dm|commentaire|"
    r"comment|avis|mp)\b"
)
_GENERAL = re.compile(
    r"\b(?:proteg\w+|garanti\w*|protected|insured|covered by|visible|disponibles? (?:dans|sur|"
    r"24)|shown|displayed|whoever|"
    r"you (?:say|said|told|wrote|mention\w*)|sorry to (?:read|hear|see|learn)|"
    r"desoles? (?:de lire|d'apprendre)|you say|vous dites|vous nous dites|if|si|s'il|when|quand|"
    r"lorsque|toujours|always|never|"
    r"jamais|in the app|dans l'appli|sur l'appli|"
    r"consult\w+|up to|jusqu'a|anyone|chacun)\b"
)
_KNOWN = re.compile(r"\b(?:did you know|savez vous|saviez vous|have you seen that|avez vous vu)\b")
_QUESTION = re.compile(r"\?\s*$")


_PATTERNS = (
    ("customer", CUSTOMER),
    ("situation", SITUATION),
    ("situation", OF_THEIRS),
    ("situation", MORE),
    ("situation", CIRCUMSTANCES),
)


def told(plain: str) -> Iterator[Told]:
    """Give what a text in plain words tells of the person whom it answers."""
    for start, end in sentences(plain):
        if _QUESTION.search(plain, start, end) and not _KNOWN.search(plain, start, end):
            # What comes before the question may be told.
            yield from _told(plain, start, max(start, plain.rfind(", ", start, end)))
        else:
            yield from _told(plain, start, end)


def _told(plain: str, start: int, end: int) -> Iterator[Told]:
    for what, pattern in _PATTERNS:
        for found in pattern.finditer(plain, start, end):
            before = plain[max(start, found.start() - 80) : found.start()]
            if pattern is CIRCUMSTANCES and _GENERAL.search(plain, start, end):
                continue
            if _CONDITIONAL.search(before.rpartition(", mais ")[2]) or _ABOUT_US.search(found[0]):
                continue
            yield (*found.span(), what)
