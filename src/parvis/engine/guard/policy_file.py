"""A policy as a file: TOML that says only where the policy differs from the defaults.

Read by ``policy_from_toml``, written by ``toml_of``; ``template`` explains it all in comments::

    version = 1

    [kinds.IBAN]
    received_private = "mask"   # keep, mask, seal or destroy; also received_public and sent
    last = 4                    # what a mask shows; also first
    days = 30                   # how long a sealed value is kept

    [customer_ids]
    forms = ["99999999", "AA999999"]

    [allowed]
    phones = ["+33 1 42 98 00 00"]

    [answers.delete_post]
    fr = "..."
    en = "..."
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from parvis.engine.guard.allowed import PUBLISHED, AllowList, refusal_of_value
from parvis.engine.guard.answers import ANSWER_LIMIT, DEFAULT_ANSWERS, LANGUAGES, first_unseen
from parvis.engine.guard.customer_ids import pattern_of, refusal_of_form
from parvis.engine.guard.finding import NEVER_STORED, Kind
from parvis.engine.guard.guard import find
from parvis.engine.guard.policy import (
    DEFAULT_RULES,
    FIRST_LIMIT,
    LAST_LIMIT,
    NEVER_SEALED,
    SEALED_DAYS,
    SEALED_DAYS_LIMIT,
    SHOWN_LAST,
    Direction,
    Policy,
    Rule,
    Treatment,
)
from parvis.engine.guard.policy_problems import Path, Problems
from parvis.errors import Invalid

VERSION: Final = 1
TEXT_LIMIT: Final = 100_000
"""Code points of a policy's file, at most."""

_LINE_LIMIT = 1_000  # a longer key of many parts costs its square
_MOST_VALUES = 5_000
_MOST_FORMS = 20
_SECTIONS = ("version", "kinds", "customer_ids", "allowed", "answers")
_NUMBERS: Final[Mapping[str, tuple[int, int, str]]] = {
    "first": (0, FIRST_LIMIT, "guard.policy.first"),
    "last": (0, LAST_LIMIT, "guard.policy.last"),
    "days": (1, SEALED_DAYS_LIMIT, "guard.policy.days"),
}
_KIND_KEYS = (*Direction, *_NUMBERS)
_PARTS = re.compile(
    r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+\"{3,5}|'''(?:[^']|'(?!''))*+'{3,5}"
    r"|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+'|(?P<comment>#[^\n]*)",
    re.DOTALL,
)
"""Texts, which may hold a #, and comments of TOML that is right."""
_TOML_PLACE = re.compile(r"at line (\d+)")

Rules = dict[tuple[Kind, Direction], Rule]
Asks = Callable[[str, str], bool]


def policy_from_toml(text: str, *, asks: Asks | None = None) -> Policy:
    """Read a policy. What it does not say is as by default.

    ``asks`` says of an answer, in a language, whether it asks the reader for anything: the check
    on replies stands above the guard, and is handed in where answers are to be approved.

    Raises ``Invalid("guard.policy_invalid")`` with all ``problems`` at once, each with ``code``,
    ``path`` of the key and ``line``; values are never repeated.
    """
    problems = Problems(text)
    given = _parsed(text, problems)
    if asks and given is not None:
        _check_comments(text, problems)
    policy = _read(given, problems, asks) if given is not None else None
    if problems.found or policy is None:
        raise Invalid(
            "guard.policy_invalid",
            count=len(problems.found),
            problems=[problem.plain() for problem in problems.sorted()],
        )
    return policy


def _parsed(text: str, problems: Problems) -> dict[str, Any] | None:
    longest = max(map(len, text.splitlines()), default=0)
    if len(text) > TEXT_LIMIT or longest > _LINE_LIMIT:
        problems.tell("guard.policy.too_long", limit=TEXT_LIMIT, longest=_LINE_LIMIT)
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError
        place = _TOML_PLACE.search(str(error))
        end = len(text.splitlines())
        problems.tell("guard.policy.syntax", line=int(place[1]) if place else end)
        return None


def _check_comments(text: str, problems: Problems) -> None:
    """Refuse confidential data in comments: they are stored, and shown to all who read policies.

    Where a policy is approved, and not where one is read that was signed already.
    """
    explained = frozenset(template().splitlines()) if "#" in text else frozenset()
    for part in _PARTS.finditer(text):
        comment = part["comment"]
        if not comment or comment in explained:
            continue
        for kind in sorted({finding.kind for finding in find(comment)}):
            line = text.count("\n", 0, part.start()) + 1
            problems.tell("guard.policy.comment_holds", line=line, kind=kind)


def _read(given: dict[str, Any], problems: Problems, asks: Asks | None) -> Policy:
    for name in given:
        if name not in _SECTIONS:
            problems.unknown("guard.policy.unknown_key", (name,), _SECTIONS)
    version = given.get("version")
    if version is True or version != VERSION:
        problems.tell("guard.policy.version", ("version",), version=VERSION)
    rules = _rules(_table(given, ("kinds",), problems), problems)
    forms = _forms(_table(given, ("customer_ids",), problems), problems)
    allowed = _allowed(_table(given, ("allowed",), problems), problems)
    policy = Policy(rules, allowed, pattern_of(forms), forms)
    answers = _answers(_table(given, ("answers",), problems), policy, problems, asks)
    return Policy(rules, allowed, policy.customer_ids, forms, answers)


# Kinds


def _rules(kinds: dict[str, Any], problems: Problems) -> Rules:
    rules = dict(DEFAULT_RULES)
    for name in kinds:
        path: Path = ("kinds", name)
        if name not in Kind.__members__:
            problems.unknown("guard.policy.unknown_kind", path, Kind)
            continue
        rules |= _rules_of_kind(Kind(name), _table(kinds, path, problems), path, problems)
    return rules


def _rules_of_kind(kind: Kind, table: dict[str, Any], path: Path, problems: Problems) -> Rules:
    treatments = {way: DEFAULT_RULES[kind, way].treatment for way in Direction}
    numbers = {"first": 0, "last": SHOWN_LAST.get(kind, 0), "days": SEALED_DAYS}
    for key, value in table.items():
        here = (*path, key)
        if key in _NUMBERS:
            numbers[key] = _number(kind, key, value, here, problems)
        elif key in tuple(Direction):
            treatments[Direction(key)] = _treatment(kind, value, here, problems)
        else:
            problems.unknown("guard.policy.unknown_key", here, _KIND_KEYS)
    return {(kind, way): _rule(treatment, **numbers) for way, treatment in treatments.items()}


def _number(kind: Kind, key: str, value: Any, path: Path, problems: Problems) -> int:
    fewest, most, code = _NUMBERS[key]
    if kind in NEVER_STORED:
        problems.tell("guard.policy.never_stored", path, kind=kind)
    elif not isinstance(value, int) or isinstance(value, bool) or not fewest <= value <= most:
        problems.tell(code, path, fewest=fewest, most=most)
    else:
        return value
    return fewest


def _treatment(kind: Kind, value: Any, path: Path, problems: Problems) -> Treatment:
    if not isinstance(value, str) or value not in tuple(Treatment):
        problems.tell("guard.policy.treatment", path, known=", ".join(Treatment))
        return Treatment.DESTROY
    treatment = Treatment(value)
    if kind in NEVER_STORED and treatment is not Treatment.DESTROY:
        problems.tell("guard.policy.never_stored", path, kind=kind)
    elif kind in NEVER_SEALED and treatment in {Treatment.KEEP, Treatment.SEAL}:
        problems.tell("guard.policy.never_whole", path, kind=kind)
    return treatment


def _rule(treatment: Treatment, *, first: int, last: int, days: int) -> Rule:
    if treatment is Treatment.SEAL:
        return Rule(treatment, first, last, days)
    return Rule(treatment, first, last) if treatment is Treatment.MASK else Rule(treatment)


# Customer numbers, published values, answers


def _forms(table: dict[str, Any], problems: Problems) -> tuple[str, ...]:
    _no_other_keys(table, ("customer_ids",), ("forms",), problems)
    path: Path = ("customer_ids", "forms")
    return tuple(_texts(table, path, problems, most=_MOST_FORMS, refusal=refusal_of_form))


def _allowed(table: dict[str, Any], problems: Problems) -> AllowList:
    _no_other_keys(table, ("allowed",), PUBLISHED, problems)
    values: list[tuple[Kind, str]] = []
    for name, kind in PUBLISHED.items():

        def refusal(value: str, kind: Kind = kind) -> str:
            return refusal_of_value(kind, value)

        texts = _texts(table, ("allowed", name), problems, most=_MOST_VALUES, refusal=refusal)
        values += ((kind, text) for text in texts)
    return AllowList.of(values)


def _answers(
    table: dict[str, Any], policy: Policy, problems: Problems, asks: Asks | None
) -> Mapping[str, Mapping[str, str]]:
    answers = {name: dict(wordings) for name, wordings in DEFAULT_ANSWERS.items()}
    _no_other_keys(table, ("answers",), answers, problems)
    for name in answers.keys() & table.keys():
        wordings = _table(table, ("answers", name), problems)
        _no_other_keys(wordings, ("answers", name), LANGUAGES, problems)
        for language in LANGUAGES:
            if language in wordings:
                path = ("answers", name, language)
                _check_answer(wordings[language], path, policy, problems)
                if asks and isinstance(wordings[language], str):
                    _approve_answer(wordings[language], language, path, problems, asks)
                answers[name][language] = wordings[language]
    return answers


def _approve_answer(answer: str, language: str, path: Path, problems: Problems, asks: Asks) -> None:
    """Refuse what a new answer may not be; one that was signed already is not read so again."""
    if asks(answer, language):
        problems.tell("guard.policy.answer_asks", path)
    if unseen := first_unseen(answer):
        place, sign = unseen
        problems.tell("guard.policy.answer_signs", path, place=place, sign=f"U+{ord(sign):04X}")


def _check_answer(answer: Any, path: Path, policy: Policy, problems: Problems) -> None:
    if not isinstance(answer, str) or not 1 <= len(answer.strip()) <= len(answer) <= ANSWER_LIMIT:
        problems.tell("guard.policy.answer_length", path, most=ANSWER_LIMIT)
        return
    for kind in sorted({finding.kind for finding in find(answer, policy)}):
        problems.tell("guard.policy.answer_holds", path, kind=kind)


# What every part needs


def _table(given: dict[str, Any], path: Path, problems: Problems) -> dict[str, Any]:
    table = given.get(str(path[-1]), {})
    if not isinstance(table, dict):
        problems.tell("guard.policy.not_a_table", path)
        return {}
    return table


def _texts(
    table: dict[str, Any],
    path: Path,
    problems: Problems,
    *,
    most: int,
    refusal: Callable[[str], str],
) -> list[str]:
    values = table.get(str(path[-1]), [])
    if not isinstance(values, list) or len(values) > most:
        problems.tell("guard.policy.not_a_list", path, most=most)
        return []
    right = []
    for place, value in enumerate(values):
        code = refusal(value) if isinstance(value, str) else "guard.policy.not_a_text"
        if code:
            problems.tell(code, (*path, place))
        else:
            right.append(value)
    return right


def _no_other_keys(
    table: dict[str, Any],
    path: Path,
    known: Mapping[str, Any] | tuple[str, ...],
    problems: Problems,
) -> None:
    for name in table:
        if name not in known:
            problems.unknown("guard.policy.unknown_key", (*path, name), known)


# Writing


def toml_of(policy: Policy) -> str:
    """Write a policy: what differs from the defaults, and nothing else.

    Reading it gives the same policy again. Published values are written as they are compared.
    """
    return "\n".join(_written(policy)) + "\n"


def template() -> str:
    """Give a file that explains itself: every default is there as a comment to be changed."""
    return "\n".join(_explained()) + "\n"


def _written(policy: Policy) -> Iterator[str]:
    yield f"version = {VERSION}"
    for kind in Kind:
        changed = list(_changes(policy, kind))
        if changed:
            yield from ("", f"[kinds.{kind}]", *changed)
    if policy.customer_forms:
        yield from ("", "[customer_ids]", f"forms = {_list(policy.customer_forms)}")
    if policy.allowed:
        yield from ("", "[allowed]", *_published(policy))
    for name, wordings in policy.answers.items():
        changed = [
            f"{language} = {_text(words)}"
            for language, words in wordings.items()
            if DEFAULT_ANSWERS.get(name, {}).get(language) != words
        ]
        if changed:
            yield from ("", f"[answers.{name}]", *changed)


def _changes(policy: Policy, kind: Kind) -> Iterator[str]:
    rules = [policy.rule(kind, way) for way in Direction]
    for way, rule in zip(Direction, rules, strict=True):
        if rule.treatment is not DEFAULT_RULES[kind, way].treatment:
            yield f'{way} = "{rule.treatment}"'
    usual = {"first": 0, "last": SHOWN_LAST.get(kind, 0), "days": SEALED_DAYS}
    for name, where in _COUNTS.items():
        counts = [getattr(rule, name) for rule in rules if rule.treatment in where]
        if counts and counts[0] != usual[name]:
            yield f"{name} = {counts[0]}"


_SHOWING = frozenset({Treatment.MASK, Treatment.SEAL})
_COUNTS = {"first": _SHOWING, "last": _SHOWING, "days": frozenset({Treatment.SEAL})}


def _published(policy: Policy) -> Iterator[str]:
    for name, kind in PUBLISHED.items():
        values = sorted(value for each, value in policy.allowed.values if each is kind)
        if values:
            yield from (f"{name} = [", *(f"  {_text(value)}," for value in values), "]")


def _explained() -> Iterator[str]:
    yield "# What the guard does with confidential data. Only what differs from the defaults needs"
    yield "# to be written: take the # away from a line and change it."
    yield f"version = {VERSION}"
    yield from ("", "# For each kind and direction: keep, mask, seal or destroy.")
    yield "# sent: keep lets a reply leave with it. With mask, seal or destroy a reply that holds"
    yield "# it is refused until it is taken out: all three mean the same there."
    yield "# first, last: characters that a mask still shows. days: how long it is kept sealed."
    for kind in Kind:
        yield from ("", f"# [kinds.{kind}]")
        if kind in NEVER_STORED:
            yield "# It is always destroyed: nothing can be changed here."
            continue
        yield from (f'# {way} = "{DEFAULT_RULES[kind, way].treatment}"' for way in Direction)
        yield f"# first = 0\n# last = {SHOWN_LAST.get(kind, 0)}"
        if kind not in NEVER_SEALED:
            yield f"# days = {SEALED_DAYS}"
    yield from ("", "# Customer numbers: 9 is any digit, A any letter, other signs themselves.")
    yield from ("# [customer_ids]", "# forms = []")
    yield from ("", "# What the bank published itself, so that it is no finding.", "# [allowed]")
    yield from (f"# {name} = []" for name in PUBLISHED)
    yield from ("", f"# Wordings that the desk proposes, at most {ANSWER_LIMIT} characters.")
    for name, wordings in DEFAULT_ANSWERS.items():
        yield f"# [answers.{name}]"
        yield from (f"# {language} = {_text(words)}" for language, words in wordings.items())


def _list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    """Write a basic string: TOML escapes as JSON does, and the delete sign too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
