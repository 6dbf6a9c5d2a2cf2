"""Confidential data in a reply, less what an agent may well say: their own name, a greeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.engine.guard import DEFAULT, Direction, Finding, Kind, Policy, Treatment, find
from parvis.engine.guard.folding import plain
from parvis.engine.outbound.amounts import values
from parvis.engine.outbound.objection import Code, Objection
from parvis.engine.outbound.wording import Wording

_BEFORE = 60  # signs
_AFTER = 40  # signs
_OWN_NAME = re.compile(
    r"(?:je m'appelle|je suis|moi c'est|ici|c'est|mon nom est|je me presente|my name is|my name's|"
    r"i am|i'm|this is|it's|bonjour|bonsoir|hello|hi|hey|dear|cher|chere|bienvenue|merci|thanks|"
    r"thank you|cordialement|regards|sincerely|bien a vous|best|cheers|journee|soiree|"
    r"bientot|salutations|\^|--?|signe)[\s,.:!]*(?:m\.?|mr\.?|mrs\.?|ms\.?|mme|monsieur|madame)?\s*"
    r"$"
)
_ROLE = re.compile(
    r"(?:phishing|spam|abuse|contact|info|infos|support|service\w*|help\w*|hello|bonjour|"
    r"fraud\w*|fraude\w*|report\w*|"
    r"signal\w*|agence\w*|press\w*|presse|complaints?|reclamations?|care|security|securite|"
    r"mediat\w+|dpo|privacy|"
    r"customer\w*|client\w*|enquir\w+|feedback|noreply|no-reply|ne-pas-repondre)@",
    re.IGNORECASE,
)
"""The mailbox of a service, not of somebody."""
_CODES = frozenset({Kind.OTP, Kind.PIN, Kind.CVV})
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TITLE = re.compile(
    r"\W*(?:du |de l'|de la |from (?:the )?|at |, ?)?(?:votre |your )?(?:service|equipe|"
    r"conseill\w+|"
    r"customer|team|support|care|relation|client\w*|banque|bank|advis[eo]r|community|charge\w*)\b"
)


def secrets(text: str, wording: Wording, policy: Policy = DEFAULT) -> Iterator[Objection]:
    """Give the confidential data that must not leave in a reply under a policy."""
    taken: list[tuple[int, int]] = []
    for found in find(text, policy):
        if policy.rule(found.kind, Direction.SENT).treatment is Treatment.KEEP:
            continue
        if _is_harmless(text, found):
            continue
        taken.append((found.start, found.end))
        yield Objection(found.start, found.end, Code.CONTAINS_SECRET, found.kind)
    for begin, stop, kind in values(wording.text):
        start, end = wording.span(begin, stop)
        if any(start < other[1] and end > other[0] for other in taken):
            continue
        if policy.rule(kind, Direction.SENT).treatment is not Treatment.KEEP:
            yield Objection(start, end, Code.CONTAINS_SECRET, kind)


def _is_harmless(text: str, found: Finding) -> bool:
    """Whether a finding is a name that may be said, a service's mailbox, or a year."""
    if found.kind is Kind.PERSON_NAME:
        return _may_be_said(text, found)
    if found.kind is Kind.EMAIL:
        return bool(_ROLE.match(text, found.start))
    return found.kind in _CODES and all(
        _YEAR.fullmatch(number) for number in _NUMBER.findall(text[found.start : found.end])
    )


def _may_be_said(text: str, name: Finding) -> bool:
    """Whether a name is the agent's own, or that of the person greeted."""
    before = plain(text[max(0, name.start - _BEFORE) : name.start])
    after = plain(text[name.end : name.end + _AFTER])
    ends = not any(sign.isalnum() for sign in after)
    return bool(_OWN_NAME.search(before) or _TITLE.match(after)) or (
        ends and text[: name.start].rstrip(" -^").endswith("\n")
    )
