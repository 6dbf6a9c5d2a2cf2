"""The charter in words: rules, their conditions and acts, what changes, and what a trial found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from parvis.design.kinds import kind_name
from parvis.design.templatetags.design import network_name
from parvis.engine.charter.acts import Act, Priority
from parvis.engine.charter.conditions import (
    AUTHOR,
    FINDINGS,
    UNSURE,
    YES,
    Among,
    Condition,
    Range,
    When,
)
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.situation import GROUPS
from parvis.engine.charter.wording import label_in, word_in
from parvis.governance.guard_words import ANSWERS

Words = Mapping[str, str | Promise]

ACTS: Final[Mapping[str, tuple[str | Promise, str, str]]] = {
    Act.PROTECT: (gettext_lazy("Protect"), "lock", "danger"),
    Act.ESCALATE: (gettext_lazy("A person decides"), "person", "warning"),
    Act.MOVE_TO_SECURE: (gettext_lazy("To the secure channel"), "secure", "info"),
    Act.MOVE_TO_PRIVATE: (gettext_lazy("To a private message"), "private", "info"),
    Act.ANSWER: (gettext_lazy("Answer"), "reply", "info"),
    Act.DO_NOT_ANSWER: (gettext_lazy("Do not answer"), "no-reply", ""),
}
"""Acts in words, each with the sign and the colour that it has at the desk."""

_PRIORITIES: Final[Words] = {
    Priority.URGENT: pgettext_lazy("priority", "Urgent"),
    Priority.HIGH: pgettext_lazy("priority", "High"),
    Priority.NORMAL: pgettext_lazy("priority", "Normal"),
    Priority.LOW: pgettext_lazy("priority", "Low"),
}
_WHO: Final[Words] = {
    "supervisor": gettext_lazy("a supervisor"),
    "communications": gettext_lazy("communications"),
    "account_owner": gettext_lazy("the owner of the account"),
    "agent": gettext_lazy("any agent"),
    "compliance": gettext_lazy("compliance"),
}
_GROUPS: Final[Words] = {
    "any": gettext_lazy("any confidential data"),
    "secrets": gettext_lazy("secrets (codes, passwords, keys)"),
    "private_data": gettext_lazy("private data"),
}
_QUEUES: Final[Words] = {"fraud": pgettext_lazy("queue", "fraud")}
"""Queues of the default charter; a bank's own are said as they are written."""

_AUTHORS: Final[Words] = {"journalist": pgettext_lazy("author", "journalist")}
_NONE: Final[Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class ActCell:
    """An act, as badges have it."""

    word: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the reader's language.

    ``ways`` are the alternatives of which one must hold, each with conditions that must all hold;
    none where the rule holds for every post. ``details`` are what goes with the act: title, words.
    ``decided`` and ``overridden`` count posts, where pages show that.
    """

    number: int
    name: str
    said: str
    act: ActCell
    ways: list[list[str]]
    details: list[tuple[str, str]]
    decided: int = 0
    overridden: int = 0


def in_french() -> bool:
    """Whether the reader reads French; all else is said in English."""
    return (get_language() or "").startswith("fr")


def rules_in_words(
    charter: Charter,
    decided: Mapping[str, int] = _NONE,
    overridden: Mapping[str, int] = _NONE,
) -> list[RuleLine]:
    """Say a charter rule by rule, in order, with what was counted by the names of rules."""
    return [
        replace(
            rule_in_words(rule, number),
            decided=decided.get(rule.name, 0),
            overridden=overridden.get(rule.name, 0),
        )
        for number, rule in enumerate(charter.rules, 1)
    ]


def rule_in_words(rule: Rule, number: int) -> RuleLine:
    """Say one rule."""
    ways = [conditions_in_words(when) for when in rule.whens if when]
    return RuleLine(
        number=number,
        name=rule.name,
        said=said_of(rule),
        act=act_cell(rule.act),
        ways=[] if rule.holds_always else ways,
        details=[each for each in details_of(rule) if each != _usual()],
    )


def said_of(rule: Rule) -> str:
    """Give the line that says what a rule is."""
    return rule.fr if in_french() else rule.en


def act_cell(act: str) -> ActCell:
    """Say an act."""
    word, icon, tone = ACTS[act]
    return ActCell(str(word), icon, tone)


def details_of(rule: Rule) -> list[tuple[str, str]]:
    """Say what goes with the act of a rule: who decides, queue, priority, proposed answer."""
    said = [
        (_("Who decides"), str(_WHO.get(rule.to, rule.to))),
        (_("Queue"), str(_QUEUES.get(rule.queue, rule.queue))),
        (_("Priority"), str(_PRIORITIES[rule.priority])),
        (_("Proposed answer"), str(ANSWERS.get(rule.answer, rule.answer))),
    ]
    return [(title, words) for title, words in said if words]


def _usual() -> tuple[str, str]:
    """Give what goes without saying beside an act."""
    return _("Priority"), str(_PRIORITIES[Priority.NORMAL])


def conditions_in_words(when: When) -> list[str]:
    """Say conditions that must all hold."""
    return [condition_in_words(condition) for condition in when]


def condition_in_words(condition: Condition) -> str:
    """Say one condition: ``request: at least 0.5``."""
    if isinstance(condition, Range):
        return _range(condition)
    if condition.feature == FINDINGS:
        return _findings(condition)
    if condition.feature == UNSURE:
        return word_in(UNSURE, YES if YES in condition.words else "", french=in_french())
    return _among(condition)


def _range(condition: Range) -> str:
    facts = {
        "label": label_in(condition.feature, french=in_french()),
        "least": _number(condition.at_least),
        "below": _number(condition.below),
    }
    if condition.below is None:
        return _("%(label)s: at least %(least)s") % facts
    if condition.at_least is None:
        return _("%(label)s: below %(below)s") % facts
    return _("%(label)s: from %(least)s to below %(below)s") % facts


def _number(value: float | None) -> str:
    written = "" if value is None else f"{value:.15g}"
    return written.replace(".", ",") if in_french() else written


def _findings(condition: Among) -> str:
    named = [
        str(_GROUPS[word]) if word in GROUPS else kind_within(word) for word in condition.words
    ]
    said = _("it does not hold: %(words)s") if condition.negated else _("it holds: %(words)s")
    return said % {"words": _either(named)}


def kind_within(kind: str) -> str:
    """Name a kind of confidential data as it stands within a sentence."""
    return _within(kind_name(kind))


def _within(name: str) -> str:
    """Write a name as it stands within a sentence; IBAN stays as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _among(condition: Among) -> str:
    feature, words = condition.feature, condition.words
    if feature == "network":
        words = tuple(network_name(word) for word in words)
    if feature == AUTHOR:
        words = tuple(str(_AUTHORS.get(word, word)) for word in words)
    if feature in {"network", "language", AUTHOR}:
        said = word_in(feature, _either(list(words)), french=in_french())
    else:
        said = _either([word_in(feature, word, french=in_french()) for word in words])
    return _("not: %(words)s") % {"words": said} if condition.negated else said


def _either(words: list[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 - one needs no joining
        return "".join(words)
    return _("%(words)s or %(last)s") % {"words": ", ".join(words[:-1]), "last": words[-1]}
