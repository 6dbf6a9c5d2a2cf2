"""What the labels of posts are called, and what each means, as those who labelled posts were told.

Names and meanings are those of ``engine.understand.labels``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from parvis.engine.understand import Decision, Intent, Target, Tone, Topic


class Word(NamedTuple):
    """A label's name, and its meaning in a sentence; "" where the name says it."""

    name: str | Promise
    meaning: str | Promise = ""


INTENTS: Final[Mapping[str, Word]] = {
    Intent.REQUEST: Word(
        pgettext_lazy("intent", "Request"),
        _(
            "An answer, help, an explanation or an act is wanted that somebody at the bank could"
            " give. A question that only scorns is none."
        ),
    ),
    Intent.COMPLAINT: Word(
        pgettext_lazy("intent", "Complaint"),
        _(
            "Dissatisfaction with something that has a name: a fee, a wait, a refusal, an app. It"
            " needs no request. Scorn without any fact is none."
        ),
    ),
    Intent.SUGGESTION: Word(
        pgettext_lazy("intent", "Suggestion"), _("Something the bank could do or change.")
    ),
    Intent.PRAISE: Word(
        pgettext_lazy("intent", "Praise"),
        _("Content with the bank or somebody of it. Irony is not praise."),
    ),
    Intent.FRAUD_REPORT: Word(
        pgettext_lazy("intent", "Report of a fraud"),
        _(
            "Phishing, impersonation, a scam, a stolen card, operations that somebody else made; a"
            " warning about one too."
        ),
    ),
    Intent.OUTAGE_REPORT: Word(
        pgettext_lazy("intent", "Report of an outage"),
        _("App, site, cash machines or payments do not work, for more people than one."),
    ),
    Intent.URGENT_DISTRESS: Word(
        pgettext_lazy("intent", "Distress"),
        _(
            "Somebody in danger or without means now: suicide, violence, hunger, eviction, stranded"
            " abroad without money."
        ),
    ),
    Intent.PRESS: Word(
        pgettext_lazy("intent", "Press"),
        _("A journalist or analyst asks or announces. News that others quote is none."),
    ),
    Intent.JOB: Word(
        pgettext_lazy("intent", "Job"),
        _("Work at the bank: applications, interviews, internships."),
    ),
    Intent.SPAM: Word(
        pgettext_lazy("intent", "Spam"),
        _("Advertising, giveaways, followers for sale, get-rich schemes, chains."),
    ),
    Intent.NONE: Word(pgettext_lazy("intent", "None"), _("None of these. It stands alone.")),
}
TONES: Final[Mapping[str, Word]] = {
    Tone.CALM: Word(pgettext_lazy("tone", "Calm")),
    Tone.VEHEMENT: Word(
        pgettext_lazy("tone", "Vehement"), _("Anger, capitals, swearing at the matter.")
    ),
    Tone.INSULTING: Word(
        pgettext_lazy("tone", "Insulting"), _("Scorn of people, or of the bank as such.")
    ),
    Tone.THREATENING: Word(
        pgettext_lazy("tone", "Threatening"),
        _(
            "Harm to people or property. Going to court, to the regulator, to the press or to"
            " another bank is no threat."
        ),
    ),
}
TARGETS: Final[Mapping[str, Word]] = {
    Target.BANK: Word(pgettext_lazy("target", "The bank")),
    Target.AGENT: Word(pgettext_lazy("target", "An agent"), _("A person or a team of the bank.")),
    Target.THIRD: Word(pgettext_lazy("target", "Somebody else")),
    Target.NOBODY: Word(
        pgettext_lazy("target", "Nobody"), _("There is neither an insult nor a threat.")
    ),
}
TOPICS: Final[Mapping[str, Word]] = {
    Topic.CARD: Word(pgettext_lazy("topic", "Card")),
    Topic.TRANSFER: Word(pgettext_lazy("topic", "Transfer")),
    Topic.ACCOUNT: Word(pgettext_lazy("topic", "Account")),
    Topic.LOAN: Word(pgettext_lazy("topic", "Loan")),
    Topic.MORTGAGE: Word(pgettext_lazy("topic", "Mortgage")),
    Topic.SAVINGS: Word(pgettext_lazy("topic", "Savings")),
    Topic.INSURANCE: Word(pgettext_lazy("topic", "Insurance")),
    Topic.FEES: Word(pgettext_lazy("topic", "Fees")),
    Topic.APP: Word(pgettext_lazy("topic", "App and log-in")),
    Topic.BRANCH: Word(pgettext_lazy("topic", "Branch")),
    Topic.CASH_MACHINE: Word(pgettext_lazy("topic", "Cash machine")),
    Topic.FRAUD: Word(pgettext_lazy("topic", "Fraud")),
    Topic.CUSTOMER_SERVICE: Word(pgettext_lazy("topic", "Customer service")),
    Topic.EMPLOYER: Word(pgettext_lazy("topic", "The bank as an employer")),
    Topic.SPONSORING: Word(pgettext_lazy("topic", "Sponsoring")),
    Topic.SUSTAINABILITY: Word(pgettext_lazy("topic", "Sustainability")),
    Topic.GOVERNANCE: Word(pgettext_lazy("topic", "Governance of the bank")),
    Topic.MARKETS: Word(pgettext_lazy("topic", "Markets")),
    Topic.OTHER: Word(pgettext_lazy("topic", "Something else")),
}
DECISIONS: Final[Mapping[str, Word]] = {
    Decision.ANSWER: Word(
        pgettext_lazy("decision", "Answer"),
        _(
            "There is a request, a complaint, a suggestion, praise to us or a report: something to"
            " say or do, however angry or rude the words are."
        ),
    ),
    Decision.SILENT: Word(
        pgettext_lazy("decision", "Nothing to answer"),
        _("Insult or scorn alone, spam, talk about banks among others, news passed on."),
    ),
    Decision.PERSON: Word(
        pgettext_lazy("decision", "A person must read it"),
        _("Threats to people or property, distress, the press; whatever else holds."),
    ),
}
SENTIMENTS: Final[Mapping[str, Word]] = {
    "-2": Word(pgettext_lazy("sentiment", "Very negative")),
    "-1": Word(pgettext_lazy("sentiment", "Negative")),
    "0": Word(pgettext_lazy("sentiment", "Neutral")),
    "1": Word(pgettext_lazy("sentiment", "Positive")),
    "2": Word(pgettext_lazy("sentiment", "Very positive")),
}
HEADS: Final[Mapping[str, tuple[str | Promise, Mapping[str, Word]]]] = {
    "intents": (_("Intents"), INTENTS),
    "tone": (_("Tone"), TONES),
    "target": (_("Target of the insult"), TARGETS),
    "topic": (_("Topic"), TOPICS),
    "sentiment": (_("Sentiment"), SENTIMENTS),
    "decision": (_("What to do"), DECISIONS),
}
"""What is said of a post, in the order in which it is shown: title, and the words of its labels."""


def head_name(head: str) -> str:
    """Name what is said of a post; what this version does not know stays a code."""
    return str(HEADS[head][0]) if head in HEADS else head


def label_name(head: str, label: object) -> str:
    """Name a label; one that this version does not know stays a code."""
    words = HEADS[head][1] if head in HEADS else {}
    found = words.get(str(label))
    return str(found.name) if found else str(label)


def labels_in_words(head: str, labels: object) -> str:
    """Name one label, or several with commas."""
    several = labels if isinstance(labels, list) else [labels]
    return ", ".join(label_name(head, label) for label in several)


def chance_words(chance: float) -> str:
    """Say a chance in percent: certainty is never quite reached."""
    return gettext("%(percent)d%%") % {"percent": min(max(round(chance * 100), 1), 99)}
