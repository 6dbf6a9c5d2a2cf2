"""What is said of a post: labels, each with a probability.

``bench/understand/GUIDE.md`` says what each means, as those who labelled posts were told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Intent(StrEnum):
    """What somebody wants with a post; several may hold."""

    REQUEST = "request"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    FRAUD_REPORT = "fraud_report"
    OUTAGE_REPORT = "outage_report"
    URGENT_DISTRESS = "urgent_distress"
    PRESS = "press"
    JOB = "job"
    SPAM = "spam"
    NONE = "none"


class Tone(StrEnum):
    """How a post is said: the strongest that holds."""

    CALM = "calm"
    VEHEMENT = "vehement"
    INSULTING = "insulting"
    THREATENING = "threatening"


class Target(StrEnum):
    """Whom an insult or a threat is for."""

    BANK = "bank"
    AGENT = "agent"
    THIRD = "third"
    NOBODY = "nobody"


class Topic(StrEnum):
    """What a post is mostly about."""

    CARD = "card"
    TRANSFER = "transfer"
    ACCOUNT = "account"
    LOAN = "loan"
    MORTGAGE = "mortgage"
    SAVINGS = "savings"
    INSURANCE = "insurance"
    FEES = "fees"
    APP = "app"
    BRANCH = "branch"
    CASH_MACHINE = "cash_machine"
    FRAUD = "fraud"
    CUSTOMER_SERVICE = "customer_service"
    EMPLOYER = "employer"
    SPONSORING = "sponsoring"
    SUSTAINABILITY = "sustainability"
    GOVERNANCE = "governance"
    MARKETS = "markets"
    OTHER = "other"


class Decision(StrEnum):
    """The key decision: whether there is something to answer. ``PERSON``: somebody must read it."""

    ANSWER = "answer"
    SILENT = "silent"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the engine understood of one post.

    Probabilities are calibrated, in [0, 1]. Those of ``intents`` stand each for itself; those of
    ``tones``, ``targets``, ``topics`` and ``decisions`` add up to one. ``sentiment`` is in
    [-1, 1]. ``unsure`` says that the key decision is in the grey zone: a person decides.
    """

    lang: str
    intents: Mapping[Intent, float] = field(default_factory=dict)
    tones: Mapping[Tone, float] = field(default_factory=dict)
    targets: Mapping[Target, float] = field(default_factory=dict)
    topics: Mapping[Topic, float] = field(default_factory=dict)
    decisions: Mapping[Decision, float] = field(default_factory=dict)
    sentiment: float = 0.0
    unsure: bool = False

    @property
    def tone(self) -> Tone:
        """Give the likeliest tone."""
        return max(self.tones, key=self.tones.__getitem__, default=Tone.CALM)

    @property
    def target(self) -> Target:
        """Give whom an insult or a threat is likeliest for."""
        return max(self.targets, key=self.targets.__getitem__, default=Target.NOBODY)

    @property
    def topic(self) -> Topic:
        """Give the likeliest topic."""
        return max(self.topics, key=self.topics.__getitem__, default=Topic.OTHER)

    @property
    def decision(self) -> Decision:
        """Give the likeliest key decision."""
        return max(self.decisions, key=self.decisions.__getitem__, default=Decision.ANSWER)
