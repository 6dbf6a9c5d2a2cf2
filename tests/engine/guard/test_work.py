"""No text makes the guard work more than in step with its length, however hostile.

Work is counted, not timed: steps of Python, and starts of patterns. A pattern's own work from one
start is bounded because its width is.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from types import FrameType, ModuleType

import pytest

from parvis.engine import guard
from parvis.engine.guard import find

UNITS = [
    "1", "1 ", "+1 ", "0", "FR76", "a@", "@", "a.", "06 ", "4970 ", "4970 1012 3456 7893 ", "%20",
    "&#49;", "\u200b1", "(0)", "-", "FR 7 6 ", "00 1", "[at]", "é1", "0O", "l1 ", "deux ",
    "zéro six douze ", "un ", "mot de passe ", "mot de passe : a ", "mon code est 4821 ",
    "je m'appelle ", "je m'appelle Jean Dupont ", "12 rue ", "12 rue de la Paix 75002 Paris ",
    "né le ", "né le 1/2/1990 ", "[IBAN]", "[CVV] 12/26 ", "iban ", "a at b dot ", "1,", "1 | ",
    "\u202e1", "solde ", "solde 12 € ", "P<FRA", "http://a.b/?token=", "a b c d ", "AA-123-AA ",
]  # fmt: skip
SHORT, LONG = 4_000, 40_000
VERY_LONG = 1_000_000
WORST = ["4970 ", "mon code est 4821 ", "a@", "0O"]
LONGEST_MATCH = 20_000


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(guard.__path__, f"{guard.__name__}."):
        if "policy" not in found.name:  # files of people who may sign them, of limited length
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


def is_one_class(parsed: object) -> bool:
    """Whether a pattern is a single repeated class of signs, which never looks back."""
    operations = list(parsed)  # type: ignore[call-overload]
    if len(operations) != 1 or str(operations[0][0]) not in {"MAX_REPEAT", "MIN_REPEAT"}:
        return False
    return [str(inner[0]) for inner in operations[0][1][2]] in (["IN"], ["NOT_LITERAL"], ["ANY"])


@pytest.mark.parametrize("name", sorted(patterns()))
def test_every_pattern_is_bounded(name: str) -> None:
    pattern = patterns()[name]
    parsed = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]
    _least, most = parsed.getwidth()
    assert most <= LONGEST_MATCH or is_one_class(parsed), pattern.pattern


def steps(text: str) -> int:
    """Count the calls and the steps of generators that finding takes."""
    count = 0

    def step(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(step)
    try:
        find(text)
    finally:
        sys.setprofile(None)
    return count


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_in_step_with_the_text(unit: str) -> None:
    find(unit)  # loads what is loaded once
    short, long = steps(repeated(unit, SHORT)), steps(repeated(unit, LONG))
    # Twice, because the longer one may be looked at once more.
    assert long <= 2 * 2 * (LONG / SHORT) * max(short, 500)


@pytest.mark.parametrize("unit", WORST)
def test_a_megabyte_takes_ten_times_the_work_of_a_tenth(unit: str) -> None:
    tenth, whole = steps(repeated(unit, VERY_LONG // 10)), steps(repeated(unit, VERY_LONG))
    assert whole <= 2 * 11 * tenth  # the longer one may be looked at once more
