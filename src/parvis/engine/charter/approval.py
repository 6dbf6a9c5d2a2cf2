"""A charter that may be signed: it reads well, shows all that it says, and holds nothing secret.

Whoever reads a charter has to see what it does. Signs that nobody sees, or that turn words around,
are refused wherever they stand (Boucher and Anderson, "Trojan Source", 2021).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parvis.engine.charter.conditions import Among
from parvis.engine.charter.file import Reading, read_charter
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.writing import template
from parvis.engine.guard import find
from parvis.engine.guard.policy_problems import Problem

_ALSO_SEEN = frozenset("\t\u00a0\u202f")
"""Signs that are no printable ones, and hide nothing: a tab, and the spaces of French."""

_MOST_TOLD = 100
_NUMBER = re.compile(
    r"[\w.\s]*=\s*-?\d(?:\.\d+)?\s*"
).fullmatch  # 0.123456789 is no telephone number


def approved(text: str) -> Reading:
    """Read a charter, and refuse one with confidential data or unseen signs in it.

    For texts that are about to be kept; one that was signed already is only read.
    """
    reading = read_charter(text)
    if reading.charter is None and any(each.code == _TOO_LONG for each in reading.problems):
        return reading
    found = [*reading.problems, *_unseen(text), *_secrets(text)]
    if not found and reading.charter is not None:
        found += _secret_words(reading.charter)
    if not found:
        return reading
    return Reading(None, tuple(sorted(found, key=lambda each: (each.line, each.path))))


_TOO_LONG = "charter.too_long"


def _unseen(text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for sign in line:
            if not sign.isprintable() and sign not in _ALSO_SEEN:
                yield Problem("charter.unseen_sign", "", number, {"sign": f"U+{ord(sign):04X}"})
                break


def _secrets(text: str) -> list[Problem]:
    """Look at every line that the template does not have: comments are stored and shown too."""
    problems: list[Problem] = []
    explained = _explained()
    for number, line in enumerate(text.split("\n"), 1):
        if line in explained or _is_told(line) or _NUMBER(line):
            continue
        kinds = sorted({finding.kind for finding in find(line)})
        problems += (Problem("charter.holds", "", number, {"kind": kind}) for kind in kinds)
        if len(problems) >= _MOST_TOLD:
            break
    return problems


def _is_told(line: str) -> bool:
    """Whether ``read_charter`` looks at the line itself: what a rule says to people."""
    return line.lstrip().startswith(("fr =", "en =")) and "#" not in line


def _secret_words(charter: Charter) -> Iterator[Problem]:
    """Look at words once more as they are meant: TOML can write a digit in six signs."""
    for place, rule in enumerate(charter.rules):
        for word in _words(rule):
            for kind in sorted({finding.kind for finding in find(word)}):
                yield Problem("charter.holds", f"rules[{place + 1}]", 0, {"kind": kind})


def _words(rule: Rule) -> Iterator[str]:
    yield from (rule.name, rule.to, rule.queue)
    for when in rule.whens:
        for condition in when:
            if isinstance(condition, Among):
                yield from condition.words


@cache
def _explained() -> frozenset[str]:
    return frozenset(template().splitlines())
