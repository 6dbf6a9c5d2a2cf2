"""The verdict on posts: what the charter says, what stands above it, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from parvis.engine.charter.acts import Act
from parvis.engine.charter.judging import Judgement, judge_all
from parvis.engine.charter.reasons import Reason
from parvis.engine.charter.rules import Charter
from parvis.engine.charter.situation import Situation
from parvis.engine.post import Visibility
from parvis.engine.understand.labels import Intent, Labels, Tone

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
    return [
        Verdict(_act(judgement), tuple(_reasons(judgement)), judgement)
        for judgement in judge_all(charter, situations)
    ]


def _act(judgement: Judgement) -> Act:
    situation = judgement.situation
    if situation.findings and situation.visibility is Visibility.PUBLIC:
        return Act.PROTECT
    return judgement.act


_OF_INTENTS: Final = (
    (Intent.FRAUD_REPORT, Reason.FRAUD),
    (Intent.OUTAGE_REPORT, Reason.OUTAGE),
    (Intent.PRESS, Reason.PRESS),
    (Intent.COMPLAINT, Reason.COMPLAINT),
    (Intent.SUGGESTION, Reason.SUGGESTION),
    (Intent.PRAISE, Reason.PRAISE),
    (Intent.JOB, Reason.JOB),
)


def _reasons(judgement: Judgement) -> Iterator[Reason]:
    situation, labels = judgement.situation, judgement.situation.labels
    if situation.findings:
        yield Reason.CONFIDENTIAL_DATA
    if labels.intents[Intent.URGENT_DISTRESS] >= ALARMING:
        yield Reason.DISTRESS
    if labels.tones[Tone.THREATENING] >= ALARMING:
        yield Reason.THREAT
    found = list(_found(labels))
    yield from found
    if judgement.act is Act.DO_NOT_ANSWER:
        yield _silent(labels)
    elif labels.unsure:
        yield Reason.UNSURE
    elif not found:
        yield Reason.ADDRESSED


def _found(labels: Labels) -> Iterator[Reason]:
    """Say what is asked or told."""
    if labels.intents[Intent.REQUEST] >= LIKELY:
        insulting = labels.tones[Tone.INSULTING] >= LIKELY
        yield Reason.INSULT_WITH_REQUEST if insulting else Reason.REQUEST
    for intent, reason in _OF_INTENTS:
        if labels.intents[intent] >= LIKELY:
            yield reason


def _silent(labels: Labels) -> Reason:
    if labels.intents[Intent.SPAM] >= LIKELY:
        return Reason.SPAM
    if labels.tones[Tone.INSULTING] >= LIKELY:
        return Reason.INSULT_ONLY
    return Reason.NOTHING_ASKED
