"""A charter that may be signed: it reads well, shows all that it says, and holds nothing secret.

Whoever reads a charter has to see what it does. Signs that nobody sees, or that turn words around,
are refused wherever they stand (Boucher and Anderson, "Trojan Source", 2021).
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Final

from parvis.engine.charter.conditions import Among
from parvis.engine.charter.file import Reading, read_charter
from parvis.engine.charter.problems import CharterProblems
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.writing import template
from parvis.engine.guard import Kind, find
from parvis.engine.guard.policy_problems import Path, Problem

MOST_DECIMALS: Final = 4
"""Decimals of a number, at most: with sixteen, a card number is a probability."""

_ALSO_SEEN = frozenset("\t\u00a0\u202f")
"""Signs that are no printable ones, and hide nothing: a tab, and the spaces of French."""

_MOST_TOLD = 100
_NUMBER = re.compile(
    r"[\w.\s]*=\s*-?\d(?:\.\d+)?\s*"
).fullmatch  # 0.123456789 is no telephone number


_TO_COMMENT = re.compile(r"""^(?:[^#"']|"(?:\\.|[^"\\])*+"|'[^']*+')*+""")


def approved(text: str) -> Reading:
    """Read a charter, and refuse one with confidential data or unseen signs in it.

    For texts that are about to be kept; one that was signed already is only read.
    """
    reading = read_charter(text)
    if reading.charter is None and any(each.code == _TOO_LONG for each in reading.problems):
        return reading
    found = [*reading.problems, *_unseen(text), *_secrets(text)]
    if not found:
        found += _secrets_over_lines(text)
    if not found and reading.charter is not None:
        found += [*_secret_words(reading.charter), *_too_exact(text)]
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


def _secrets_over_lines(text: str) -> list[Problem]:
    """Look at all comments as one text: a number may go on in the line below."""
    said = [
        (number, comment)
        for number, line in enumerate(text.split("\n"), 1)
        if line not in _explained() and (comment := _comment(line))
    ]
    found = _found_together([comment for _number, comment in said])
    told = sorted({(said[place][0], kind) for place, kind in found})[:_MOST_TOLD]
    return [Problem("charter.holds", "", line, {"kind": kind}) for line, kind in told]


def _comment(line: str) -> str:
    """Give what a line says after its # sign; a # sign between quotation marks is none."""
    return _TO_COMMENT.sub("", line, 1).partition("#")[2].strip("# \t\u00a0\u202f")


def _found_together(texts: Sequence[str]) -> Iterator[tuple[int, Kind]]:
    """Find what texts hold together: the place of the text in which it begins, and its kind.

    What begins and ends in one text counts if it has a digit: the word that makes "482913" a code
    may stand in the text before, but no word is a password for what stands there.
    """
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    together = " ".join(texts)
    for finding in find(together):
        place = bisect_right(starts, finding.start) - 1
        value = together[finding.start : finding.end]
        if finding.end > starts[place + 1] or any(map(str.isdigit, value)):
            yield place, finding.kind


def _is_told(line: str) -> bool:
    """Whether ``read_charter`` looks at the line itself: what a rule says to people."""
    return line.lstrip().startswith(("fr =", "en =")) and "#" not in line


def _secret_words(charter: Charter) -> Iterator[Problem]:
    """Look at words once more as they are meant: TOML can write a digit in six signs."""
    for place, rule in enumerate(charter.rules):
        for word in _words(rule):
            for kind in sorted({finding.kind for finding in find(word)}):
                yield Problem("charter.holds", f"rules[{place + 1}]", 0, {"kind": kind})
        for lines in ((rule.fr, rule.en), (rule.en, rule.fr)):
            for kind in sorted({kind for _place, kind in _found_together(lines)}):
                yield Problem("charter.holds", f"rules[{place + 1}]", 0, {"kind": kind})


def _words(rule: Rule) -> Iterator[str]:
    yield from (rule.name, rule.to, rule.queue)
    for when in rule.whens:
        for condition in when:
            if isinstance(condition, Among):
                yield from condition.words


def _too_exact(text: str) -> list[Problem]:
    """Tell of numbers with more decimals than anybody needs, as they are written."""
    problems = CharterProblems(text)
    for path, number in _numbers(tomllib.loads(text, parse_float=Decimal), ()):
        decimals = number.as_tuple().exponent
        if not isinstance(decimals, int) or -decimals > MOST_DECIMALS:
            problems.tell("charter.decimals", path, most=MOST_DECIMALS)
    return problems.sorted()


def _numbers(given: Any, path: Path) -> Iterator[tuple[Path, Decimal]]:
    if isinstance(given, Decimal):
        yield path, given
    elif isinstance(given, dict):
        for key, value in given.items():
            yield from _numbers(value, (*path, key))
    elif isinstance(given, list):
        for place, value in enumerate(given):
            yield from _numbers(value, (*path, place))


@cache
def _explained() -> frozenset[str]:
    return frozenset(template().splitlines())
