"""The judgement on posts: which rule of a charter holds first, and why.

A batch is judged column by column: each feature that the charter asks for is read off all posts,
each condition becomes one column of yes and no, and each alternative of a rule the columns that
must all be yes. The reasons are put in words only when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from parvis.engine.charter.acts import Act
from parvis.engine.charter.columns import Columns
from parvis.engine.charter.conditions import Condition, When
from parvis.engine.charter.rules import Charter, Rule
from parvis.engine.charter.situation import Situation
from parvis.engine.charter.wording import reason_in

if TYPE_CHECKING:
    from parvis.engine.charter.columns import Column

_CHUNK = 4_096  # posts whose columns stay in the processor's cache


class Deciding(NamedTuple):
    """A rule, its number counted from 1, and the conditions of it that held."""

    rule: Rule
    number: int
    when: When


class Judgement(NamedTuple):
    """What a charter says of one post: the one at a place among situations.

    Neither reasons nor the situation cost anything until they are asked for.
    """

    deciding: Deciding
    situations: Sequence[Situation]
    place: int

    @property
    def situation(self) -> Situation:
        """The post, as the charter saw it."""
        return self.situations[self.place]

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
    return [judgement for _, part in judged_parts(charter, situations) for judgement in part]


def judged_parts(
    charter: Charter, situations: Sequence[Situation]
) -> Iterator[tuple[Columns, list[Judgement]]]:
    """Judge posts part by part, and give the columns of each part, for who asks for more."""
    compiled = _compiled(charter)
    for start in range(0, len(situations), _CHUNK):
        columns = Columns(situations[start : start + _CHUNK])
        yield columns, compiled.judge(columns)


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

    def judge(self, columns: Columns) -> list[Judgement]:
        """Judge posts, few enough for their columns to be kept at hand."""
        import numpy as np  # noqa: PLC0415 - whoever only reads charters starts without it

        situations = columns.situations
        held = [columns.of(condition) for condition in self._conditions]
        last = len(self._deciding) - 1
        chosen = np.full(len(situations), last, np.intp)
        for place in range(last - 1, -1, -1):
            chosen[_all(held, self._needs[place])] = place
        deciding = map(self._deciding.__getitem__, chosen.tolist())
        return list(map(Judgement, deciding, repeat(situations), range(len(situations))))


def _all(held: list[Column], needed: list[int]) -> Column | slice:
    if not needed:
        return slice(None)
    column = held[needed[0]]
    for place in needed[1:]:
        column = column & held[place]
    return column
