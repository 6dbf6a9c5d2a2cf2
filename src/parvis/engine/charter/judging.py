"""The judgement on posts: which rule of a charter holds first, and why.

A batch is judged column by column: each feature that the charter asks for is read off all posts,
each condition becomes one column of yes and no, and each alternative of a rule the columns that
must all be yes. The reasons are put in words only when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parvis.engine.charter.acts import Act
from parvis.engine.charter.conditions import (
    READ,
    SENTIMENT,
    SEVERAL,
    Among,
    Condition,
    Range,
    When,
)
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.situation import Situation
from parvis.engine.charter.wording import reason_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

_CHUNK = 4_096  # posts whose columns stay in the processor's cache


class Deciding(NamedTuple):
    """A rule, its number counted from 1, and the conditions of it that held."""

    rule: Rule
    number: int
    when: When


class Judgement(NamedTuple):
    """What a charter says of one post. Reasons cost nothing until they are asked for."""

    deciding: Deciding
    situation: Situation

    @property
    def act(self) -> Act:
        """What is to be done."""
        return self.deciding.rule.act

    @property
    def rule(self) -> Rule:
        """The rule that decided: it has name, to, queue, priority and answer."""
        return self.deciding.rule

    @property
    def number(self) -> int:
        """The number of the rule, from 1."""
        return self.deciding.number

    def reason(self, language: str) -> str:
        """Say why, in ``fr`` or ``en``, with what decided and how likely it is."""
        return reason_in(language, self.deciding.when, self.deciding.number, self.situation)

    def to_json(self) -> dict[str, object]:
        """Give it as plain values, the reasons in both languages."""
        rule = self.rule
        said = {"to": rule.to, "queue": rule.queue, "answer": rule.answer}
        return {
            "act": str(rule.act),
            "rule": {"number": self.number, "name": rule.name},
            "priority": str(rule.priority),
            **{key: word for key, word in said.items() if word},
            "reasons": {language: self.reason(language) for language in ("fr", "en")},
        }


def judge(charter: Charter, situation: Situation) -> Judgement:
    """Judge one post."""
    return judge_all(charter, [situation])[0]


def judge_all(charter: Charter, situations: Sequence[Situation]) -> list[Judgement]:
    """Judge posts, in order, one for one. ``charter`` is one that ``read_charter`` gave."""
    compiled = _compiled(charter)
    judged: list[Judgement] = []
    for start in range(0, len(situations), _CHUNK):
        judged += compiled.judge(situations[start : start + _CHUNK])
    return judged


@lru_cache(maxsize=64)
def _compiled(charter: Charter) -> _Compiled:
    return _Compiled(charter)


class _Compiled:
    """A charter whose alternatives stand in one row, each as places of conditions."""

    def __init__(self, charter: Charter) -> None:
        places: dict[Condition, int] = {}
        self._deciding: list[Deciding] = []
        self._needs: list[list[int]] = []
        for number, rule in enumerate(charter.rules, 1):
            for when in rule.whens:
                self._deciding.append(Deciding(rule, number, when))
                self._needs.append([places.setdefault(each, len(places)) for each in when])
        self._conditions = list(places)

    def judge(self, situations: Sequence[Situation]) -> list[Judgement]:
        """Judge posts, few enough for their columns to be kept at hand."""
        import numpy as np  # noqa: PLC0415 - whoever only reads charters starts without it

        columns = _Columns(situations)
        held = [columns.of(condition) for condition in self._conditions]
        last = len(self._deciding) - 1
        chosen = np.full(len(situations), last, np.intp)
        for place in range(last - 1, -1, -1):
            chosen[_all(held, self._needs[place])] = place
        return list(map(Judgement, map(self._deciding.__getitem__, chosen.tolist()), situations))


def _all(held: list[Column], needed: list[int]) -> Column | slice:
    if not needed:
        return slice(None)
    column = held[needed[0]]
    for place in needed[1:]:
        column = column & held[place]
    return column


class _Columns:
    """Features of a batch, each read off its posts once."""

    def __init__(self, situations: Sequence[Situation]) -> None:
        self._situations = situations
        self._read: dict[str, list[object]] = {}
        self._numbers: dict[str, Numbers] = {}

    def of(self, condition: Condition) -> Column:
        """Say of every post whether a condition holds."""
        if isinstance(condition, Range):
            return self._within(condition)
        return self._among(condition)

    def _within(self, condition: Range) -> Column:
        numbers = self._number(condition)
        if condition.below is None:
            return numbers >= (condition.at_least or 0.0)
        if condition.at_least is None:
            return numbers < condition.below
        return (numbers >= condition.at_least) & (numbers < condition.below)

    def _number(self, condition: Range) -> Numbers:
        import numpy as np  # noqa: PLC0415 - as above

        numbers = self._numbers.get(condition.feature)
        if numbers is None:
            given = self._feature(condition.group)
            if condition.group != SENTIMENT:
                name = condition.name
                given = [likely.get(name, 0.0) for likely in given]  # type: ignore[attr-defined]
            numbers = self._numbers[condition.feature] = np.array(given, np.float64)
        return numbers

    def _among(self, condition: Among) -> Column:
        import numpy as np  # noqa: PLC0415 - as above

        given = self._feature(condition.feature)
        words = condition.meant
        if condition.feature in SEVERAL:
            apart: Callable[[object], bool] = words.isdisjoint  # type: ignore[assignment]
            there = [bool(each) and not apart(each) for each in given]
        else:
            there = [each in words for each in given]
        column = np.array(there, np.bool_)
        return ~column if condition.negated else column

    def _feature(self, feature: str) -> list[object]:
        column = self._read.get(feature)
        if column is None:
            column = self._read[feature] = list(map(READ[feature], self._situations))
        return column
