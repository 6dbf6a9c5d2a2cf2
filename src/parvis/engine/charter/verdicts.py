"""The verdict on posts: what the charter says, what stands above it, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from parvis.engine.charter.acts import Act
from parvis.engine.charter.columns import Columns
from parvis.engine.charter.conditions import FINDINGS, UNSURE, YES, Among
from parvis.engine.charter.judging import Judgement, judged_parts
from parvis.engine.charter.reasons import Reason
from parvis.engine.charter.rules import Charter
from parvis.engine.charter.situation import Situation
from parvis.engine.post import Visibility
from parvis.engine.understand.labels import Intent, Tone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parvis.engine.charter.columns import Column

LIKELY: Final = 0.5
ALARMING: Final = 0.4
"""Chances from which a code stands; a lower one where somebody may be in danger."""


class Verdict(NamedTuple):
    """An act and its reasons, the weightiest first; and the charter's judgement in full.

    ``act`` is what the desk goes by: the charter's, save that confidential data which everybody can
    read is protected whatever a charter says.
    """

    act: Act
    reasons: tuple[Reason, ...]
    judgement: Judgement


def verdict_all(charter: Charter, situations: Sequence[Situation]) -> list[Verdict]:
    """Give the verdict on each post."""
    verdicts: list[Verdict] = []
    for columns, judgements in judged_parts(charter, situations):
        acts = [judgement.deciding.rule.act for judgement in judgements]
        reasons = _reasons(columns, acts)
        found, seen = columns.words(FINDINGS), columns.words("visibility")
        for place, (kinds, visibility) in enumerate(zip(found, seen, strict=True)):
            if kinds and visibility is Visibility.PUBLIC:
                acts[place] = Act.PROTECT
        verdicts += map(Verdict, acts, reasons, judgements)
    return verdicts


_OF_INTENTS: Final = (
    (Intent.FRAUD_REPORT, Reason.FRAUD),
    (Intent.OUTAGE_REPORT, Reason.OUTAGE),
    (Intent.PRESS, Reason.PRESS),
    (Intent.COMPLAINT, Reason.COMPLAINT),
    (Intent.SUGGESTION, Reason.SUGGESTION),
    (Intent.PRAISE, Reason.PRAISE),
    (Intent.JOB, Reason.JOB),
)
_LAST: Final = (
    Reason.SPAM, Reason.INSULT_ONLY, Reason.NOTHING_ASKED, Reason.UNSURE, Reason.ADDRESSED,
)  # fmt: skip
_IN_ORDER: Final = (
    Reason.CONFIDENTIAL_DATA, Reason.DISTRESS, Reason.THREAT, Reason.INSULT_WITH_REQUEST,
    Reason.REQUEST, *(reason for _intent, reason in _OF_INTENTS), *_LAST,
)  # fmt: skip
"""Reasons, the weightiest first."""

_BITS: Final = {reason: 1 << place for place, reason in enumerate(_IN_ORDER)}
"""Reasons as bits: a post's are one number, and few numbers come often."""


def _reasons(columns: Columns, acts: list[Act]) -> Iterator[tuple[Reason, ...]]:
    """Give the reasons of each post; ``acts`` are the charter's own."""
    import numpy as np  # noqa: PLC0415 - whoever only reads charters starts without it

    def likely(group: str, name: str, least: float = LIKELY) -> Column:
        return columns.number(group, name) >= least

    def told(reason: Reason, where: Column) -> NDArray[np.int64]:
        return where * np.int64(_BITS[reason])

    insulting, request = likely("tone", Tone.INSULTING), likely("intent", Intent.REQUEST)
    found = told(Reason.INSULT_WITH_REQUEST, request & insulting)
    found |= told(Reason.REQUEST, request & ~insulting)
    for intent, reason in _OF_INTENTS:
        found |= told(reason, likely("intent", intent))
    silent = np.array([act is Act.DO_NOT_ANSWER for act in acts], np.bool_)
    unsure = columns.of(_IS_UNSURE)
    spam = likely("intent", Intent.SPAM)
    why = np.select(
        [silent & spam, silent & insulting, silent, unsure, found == 0],
        [_BITS[reason] for reason in _LAST],
        0,
    )
    alarms = told(Reason.DISTRESS, likely("intent", Intent.URGENT_DISTRESS, ALARMING))
    alarms |= told(Reason.THREAT, likely("tone", Tone.THREATENING, ALARMING))
    data = np.array([bool(kinds) for kinds in columns.words(FINDINGS)], np.bool_)
    alarms |= told(Reason.CONFIDENTIAL_DATA, data)
    return map(_named, (alarms | found | why).tolist())


_IS_UNSURE: Final = Among(UNSURE, (YES,))


@cache
def _named(bits: int) -> tuple[Reason, ...]:
    """Give the reasons of a number, the weightiest first: those that hold, of few combinations."""
    return tuple(reason for reason, bit in _BITS.items() if bits & bit)
