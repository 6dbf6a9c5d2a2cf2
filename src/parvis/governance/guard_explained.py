"""Why the guard finds what it finds in a text, for whoever tries one. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.engine.guard import Direction, Finding, Kind, Policy, find, mask
from parvis.engine.outbound import Code, check_reply, rewrite
from parvis.engine.post import Visibility
from parvis.governance.guard_words import DIRECTIONS, PROOFS, Cell, cell_of

_OBJECTIONS: Final[dict[Code, str | Promise]] = {
    Code.CONTAINS_SECRET: _("is confidential data"),
    Code.ASKS_FORBIDDEN: _("asks for what nobody may be asked for"),
    Code.ASKS_IN_PUBLIC: _("asks in public for what may be asked in private only"),
    Code.REVEALS: _("tells in public what only the customer may know"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; ``number`` is that of the finding it is, 0 for what is none."""

    text: str
    number: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """One finding: why it is one, and what becomes of it in each direction."""

    number: int
    kind: Kind
    value: str
    proof: str
    cue: str
    disguised: bool
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would be stored and shown of the text where it is received."""

    direction: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplyOutcome:
    """What a reply with the text would meet: what stands against it, and a safe wording.

    No objection means that it could be sent as it is.
    """

    visibility: str
    objections: list[tuple[str, str]]
    rewritten: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say of a text under a policy."""

    pieces: list[Piece]
    findings: list[Explained]
    outcomes: list[Outcome]
    replies: list[ReplyOutcome]


def explain_text(text: str, policy: Policy) -> Explanation:
    """Explain what the guard does with a text."""
    findings = find(text, policy)
    return Explanation(
        pieces=_pieces(text, findings),
        findings=[_explained(number, each, text, policy) for number, each in _counted(findings)],
        outcomes=[
            # Of a reply nothing is masked: it leaves as it is, or it is refused.
            Outcome(str(DIRECTIONS[way]), mask(text, findings, policy, way).text)
            for way in (Direction.RECEIVED_PUBLIC, Direction.RECEIVED_PRIVATE)
        ],
        replies=[_reply(text, who, policy) for who in (Visibility.PUBLIC, Visibility.PRIVATE)],
    )


def _counted(findings: Sequence[Finding]) -> list[tuple[int, Finding]]:
    return list(enumerate(findings, 1))


def _pieces(text: str, findings: Sequence[Finding]) -> list[Piece]:
    pieces: list[Piece] = []
    after = 0
    for number, each in _counted(findings):
        pieces.append(Piece(text[after : each.start]))
        pieces.append(Piece(text[each.start : each.end], number, each.kind))
        after = each.end
    pieces.append(Piece(text[after:]))
    return [piece for piece in pieces if piece.text]


def _explained(number: int, finding: Finding, text: str, policy: Policy) -> Explained:
    start, end = finding.cue or (0, 0)
    return Explained(
        number=number,
        kind=finding.kind,
        value=text[finding.start : finding.end],
        proof=str(PROOFS[finding.proof]),
        cue=text[start:end],
        disguised=finding.disguised,
        cells=[cell_of(policy, finding.kind, way) for way in Direction],
    )


def _reply(text: str, visibility: Visibility, policy: Policy) -> ReplyOutcome:
    objections = check_reply(text, visibility=visibility, policy=policy)
    said = [(text[each.start : each.end], str(_OBJECTIONS[Code(each.code)])) for each in objections]
    safe = rewrite(text, objections, visibility=visibility, policy=policy) if objections else ""
    return ReplyOutcome(visibility.value, list(dict.fromkeys(said)), safe)
