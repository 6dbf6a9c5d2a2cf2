"""A charter as a file: TOML that people can read, write and sign. Strict: what is unknown is told.

``writing.template`` explains it all in comments. A rule reads::

    [[rules]]
    name = "insult_alone"
    fr = "Une insulte sans rien d'autre : pas de réponse."
    en = "An insult and nothing else: no answer."
    act = "do_not_answer"
    when.tone.insulting.at_least = 0.6
    when.intent.request.below = 0.3
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from parvis.engine.charter.acts import Act, Priority
from parvis.engine.charter.conditions import When
from parvis.engine.charter.file_conditions import nearest_to, when_of
from parvis.engine.charter.problems import CharterProblems
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.guard import find
from parvis.engine.guard.answers import DEFAULT_ANSWERS
from parvis.engine.guard.legible import legible
from parvis.engine.guard.policy_problems import Path, Problem

VERSION: Final = 1
TEXT_LIMIT: Final = 100_000
"""Code points of a charter's file, at most."""

MOST_RULES: Final = 100
MOST_ALTERNATIVES: Final = 20
LINE_LIMIT: Final = 200
"""Code points of the line that says what a rule is, at most."""

_LONGEST_LINE = 1_000  # a longer key of many parts costs its square
_RULE_KEYS = ("name", "fr", "en", "act", "when", "to", "queue", "priority", "answer")
_WORD = re.compile(r"[a-z][a-z0-9_\-]{0,39}").fullmatch
_NO_BREAKS = str.maketrans("\u00a0\u202f", "  ")  # spaces of French, which count as unseen
_TOML_PLACE = re.compile(r"at line (\d+)")

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file: a charter, or what is wrong, in the order of the text."""

    charter: Charter | None
    problems: tuple[Problem, ...]
    rule_lines: tuple[int, ...] = ()
    """The line in which each rule begins; 0 where that is not known."""


def read_charter(text: str, *, answers: Collection[str] = tuple(DEFAULT_ANSWERS)) -> Reading:
    """Read a charter. ``answers`` are the keys of the answers that rules may propose.

    Every problem is told at once, each with ``code``, ``path`` of the key and ``line``; values are
    never repeated, for they may be what nobody should read.
    """
    problems = CharterProblems(text)
    given = _parsed(text, problems)
    rules = _Rules(problems, answers).read(given) if given is not None else ()
    if problems.found:
        return Reading(None, tuple(problems.sorted()))
    lines = tuple(problems.line_of(("rules", place)) for place in range(len(rules)))
    return Reading(Charter(rules), (), lines)


def _parsed(text: str, problems: CharterProblems) -> dict[str, Any] | None:
    lines = text.splitlines()
    if len(text) > TEXT_LIMIT or max(map(len, lines), default=0) > _LONGEST_LINE:
        problems.tell("charter.too_long", limit=TEXT_LIMIT, longest=_LONGEST_LINE)
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError
        place = _TOML_PLACE.search(str(error))
        problems.tell("charter.syntax", line=int(place[1]) if place else len(lines))
        return None


class _Rules:
    """Reads the rules of a file; what is wrong goes to ``problems``, and reading goes on."""

    def __init__(self, problems: CharterProblems, answers: Collection[str]) -> None:
        self._problems = problems
        self._answers = answers

    def read(self, given: dict[str, Any]) -> tuple[Rule, ...]:
        problems = self._problems
        for name in given:
            if name not in {"version", "rules"}:
                problems.unknown("charter.unknown_key", (name,), ("version", "rules"))
        version = given.get("version")
        if version is True or version != VERSION:
            problems.tell("charter.version", ("version",), version=VERSION)
        tables = given.get("rules")
        if not isinstance(tables, list) or not 1 <= len(tables) <= MOST_RULES:
            problems.tell("charter.no_rules", ("rules",), most=MOST_RULES)
            return ()
        rules = tuple(self._rule(table, ("rules", place)) for place, table in enumerate(tables))
        self._check_names(rules)
        if isinstance(tables[-1], dict) and not _holds_always(tables[-1], rules[-1]):
            problems.tell("charter.last_rule", ("rules", len(rules) - 1))
        return rules

    def _check_names(self, rules: tuple[Rule, ...]) -> None:
        seen: set[str] = set()
        for place, rule in enumerate(rules):
            if rule.name and rule.name in seen:
                self._problems.tell("charter.name_twice", ("rules", place, "name"))
            seen.add(rule.name)

    def _rule(self, table: Any, path: Path) -> Rule:
        if not isinstance(table, dict):
            self._problems.tell("charter.not_a_table", path)
            table = {}
        for key in table:
            if key not in _RULE_KEYS:
                self._problems.unknown("charter.unknown_key", (*path, key), _RULE_KEYS)
        act = self._one_of(table, "act", Act, path, needed=True) or Act.ESCALATE
        return Rule(
            name=self._word(table, "name", path, needed=True),
            fr=self._line(table, "fr", path),
            en=self._line(table, "en", path),
            act=act,
            whens=self._whens(table.get("when", {}), (*path, "when")),
            to=self._to(table, act, path),
            queue=self._word(table, "queue", path),
            said_priority=self._one_of(table, "priority", Priority, path),
            answer=self._answer(table, act, path),
        )

    def _whens(self, given: Any, path: Path) -> tuple[When, ...]:
        """Read conditions, or a list of alternatives of which one must hold."""
        if not isinstance(given, list):
            return (when_of(given, path, self._problems),)
        if not 1 <= len(given) <= MOST_ALTERNATIVES:
            self._problems.tell("charter.alternatives", path, most=MOST_ALTERNATIVES)
            return ((),)
        return tuple(
            when_of(each, (*path, place), self._problems) for place, each in enumerate(given)
        )

    def _to(self, table: dict[str, Any], act: Act, path: Path) -> str:
        if table.get("act") == Act.ESCALATE:
            return self._word(table, "to", path, needed=True)
        if "to" in table and act is not Act.ESCALATE:
            self._problems.tell("charter.to_nobody", (*path, "to"))
        return ""

    def _answer(self, table: dict[str, Any], act: Act, path: Path) -> str:
        key = table.get("answer", "")
        if "answer" not in table:
            return ""
        if not isinstance(key, str) or key not in self._answers:
            known = nearest_to(key, self._answers)
            self._problems.tell("charter.unknown_answer", (*path, "answer"), known=known)
        elif act is Act.DO_NOT_ANSWER:
            self._problems.tell("charter.answer_of_silence", (*path, "answer"))
        else:
            return key
        return ""

    def _word(self, table: dict[str, Any], key: str, path: Path, *, needed: bool = False) -> str:
        word = table.get(key)
        if word is None and not needed:
            return ""
        if not isinstance(word, str) or not _WORD(word):
            self._problems.tell("charter.word", (*path, key))
            return ""
        return word

    def _line(self, table: dict[str, Any], key: str, path: Path) -> str:
        line = table.get(key)
        if not isinstance(line, str) or not _is_line(line):
            self._problems.tell("charter.line", (*path, key), most=LINE_LIMIT)
            return ""
        for kind in sorted({finding.kind for finding in find(line)}):
            self._problems.tell("charter.line_holds", (*path, key), kind=kind)
        return line

    def _one_of(
        self,
        table: dict[str, Any],
        key: str,
        words: type[_Word],
        path: Path,
        *,
        needed: bool = False,
    ) -> _Word | None:
        word = table.get(key)
        if word is None and not needed:
            return None
        if not isinstance(word, str) or word not in tuple(words):
            known = nearest_to(word, words)
            self._problems.tell(f"charter.unknown_{key}", (*path, key), known=known)
            return None
        return words(word)


def _holds_always(table: dict[str, Any], rule: Rule) -> bool:
    """Whether a rule has no condition, not even a wrong one, which was left out."""
    given = table.get("when")
    return not given or (isinstance(given, list) and {} in given and rule.holds_always)


def _is_line(line: str) -> bool:
    seen = line.translate(_NO_BREAKS)
    # What is printable may still be blank: fillers, marks that stand on nothing.
    return seen.isprintable() and len(line) <= LINE_LIMIT and bool(legible(line))
