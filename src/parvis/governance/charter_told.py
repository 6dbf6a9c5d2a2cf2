"""What a draft of the charter changes, what is wrong with it, and what a trial found, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.engine.charter.acts import Act
from parvis.engine.charter.changes import CharterChanges, RuleChange
from parvis.engine.charter.checking import Remark, remarks_on
from parvis.engine.charter.file import Reading
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.sentences import sentence_in
from parvis.engine.charter.trial import Trial
from parvis.engine.guard import Kind
from parvis.errors import ParvisError
from parvis.governance.charter_words import (
    ActCell,
    RuleLine,
    act_cell,
    conditions_in_words,
    details_of,
    in_french,
    kind_within,
    rule_in_words,
    said_of,
)

PROBLEMS_SHOWN: Final = 50
REMARKS_SHOWN: Final = 50
_KINDS: Final = re.compile(rf"\b(?:{'|'.join(sorted(Kind, key=len, reverse=True))})\b")


@dataclass(frozen=True, slots=True)
class PartChanged:
    """One part of a rule that says something else."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """A rule that says or does something else."""

    number: int
    name: str
    parts: list[PartChanged]


@dataclass(frozen=True, slots=True)
class Moved:
    """A rule that stands in another place among the others."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ChangesTold:
    """What a new charter changes, in words."""

    added: list[RuleLine]
    removed: list[RuleLine]
    changed: list[RuleChanged]
    moved: list[Moved]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.moved)


def changes_in_words(changes: CharterChanges) -> ChangesTold:
    """Say what a new charter changes."""
    return ChangesTold(
        added=[rule_in_words(each.rule, each.number) for each in changes.added],
        removed=[rule_in_words(each.rule, each.number) for each in changes.removed],
        changed=[_changed(each) for each in changes.changed],
        moved=[
            Moved(each.after.rule.name, each.before.number, each.after.number)
            for each in changes.moved
        ],
    )


def _changed(change: RuleChange) -> RuleChanged:
    before, after = _parts(change.before.rule), _parts(change.after.rule)
    titles = dict.fromkeys([*before, *after])
    parts = [
        PartChanged(title, before.get(title, "–"), after.get(title, "–"))
        for title in titles
        if before.get(title) != after.get(title)
    ]
    return RuleChanged(change.after.number, change.after.rule.name, parts)


def _parts(rule: Rule) -> dict[str, str]:
    """Give what a rule says, by title; both languages, for both are signed."""
    return {
        _("In French"): rule.fr,
        _("In English"): rule.en,
        _("Act"): act_cell(rule.act).word,
        pgettext("charter", "When"): _ways(rule),
        **dict(details_of(rule)),
    }


def _ways(rule: Rule) -> str:
    if rule.whens == ((),):
        return _("always")
    ways = ["; ".join(conditions_in_words(when)) or _("always") for when in rule.whens]
    return " · {} · ".format(_("or")).join(ways)


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem of a charter's text, or a remark on it, with the line that it is about."""

    line: int
    text: str
    path: str
    sentence: str


def problems_in_words(error: ParvisError, text: str) -> list[ProblemLine]:
    """Say the first problems of a refused charter, each beside its line of the text."""
    lines = text.splitlines()
    given = error.data.get("problems", [])
    problems = given[:PROBLEMS_SHOWN] if isinstance(given, list) else []
    return [
        ProblemLine(
            problem["line"],
            lines[problem["line"] - 1] if 0 < problem["line"] <= len(lines) else "",
            problem["path"],
            sentence_in(_language(), problem["code"], _kind_named(problem)),
        )
        for problem in problems
    ]


def _kind_named(problem: Mapping[str, str | int]) -> Mapping[str, str | int]:
    kind = problem.get("kind")
    return problem if kind is None else {**problem, "kind": kind_within(str(kind))}


def remarks_in_words(reading: Reading) -> list[ProblemLine]:
    """Say what should be looked at in a charter that reads well: idle rules, rules at odds."""
    if reading.charter is None:
        return []
    return [
        ProblemLine(_line_of(remark, reading), "", "", kinds_named(remark.say(_language())))
        for remark in _remarks(reading.charter)[:REMARKS_SHOWN]
    ]


def kinds_named(sentence: str) -> str:
    """Name kinds of confidential data that stand in a remark as codes: PHONE."""
    return _KINDS.sub(lambda code: kind_within(code[0]), sentence)


@lru_cache(maxsize=64)
def _remarks(charter: Charter) -> tuple[Remark, ...]:
    """Keep what was found: looking at a large charter may take a second or two."""
    return remarks_on(charter)


def _line_of(remark: Remark, reading: Reading) -> int:
    places = [number - 1 for number in remark.numbers[:1]]
    return next((reading.rule_lines[place] for place in places), 0)


def _language() -> str:
    return "fr" if in_french() else "en"


@dataclass(frozen=True, slots=True)
class TurnLine:
    """Posts whose act would be another one. ``silenced``: nobody would answer them any more."""

    before: ActCell
    after: ActCell
    posts: int
    examples: tuple[str, ...]
    silenced: bool


@dataclass(frozen=True, slots=True)
class TrialTold:
    """What a trial found: turns, posts each rule would decide, and rules that would decide none."""

    turns: list[TurnLine]
    rules: list[tuple[int, str, str, int]]
    silent: list[tuple[int, str, str]]
    silenced: int


def trial_in_words(trial: Trial, charter: Charter) -> TrialTold:
    """Say what a trial of a charter found."""
    turns = [
        TurnLine(
            act_cell(turn.before),
            act_cell(turn.after),
            turn.posts,
            turn.examples,
            silenced=turn.after is Act.DO_NOT_ANSWER,
        )
        for turn in trial.turns
    ]
    decided = [
        (number, rule.name, said_of(rule), trial.by_rule.get(number, 0))
        for number, rule in enumerate(charter.rules, 1)
    ]
    return TrialTold(
        turns=turns,
        rules=[row for row in decided if row[-1]],
        silent=[row[:3] for row in decided if not row[-1]],
        silenced=sum(turn.posts for turn in turns if turn.silenced),
    )
