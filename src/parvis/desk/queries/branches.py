"""One statement over many branches: each reads its own index, and no more rows than are wanted.

Neither database reads one index for several entities in order; a union of branches does. Django
builds the statement of one branch, and the others differ from it by two values only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.db.models import QuerySet

from parvis.desk.models import Conversation
from parvis.desk.queries.keyset import Phase

MOST_TOGETHER: Final = 200
"""Most branches in one union: SQLite takes 500 (sqlite.org/limits.html), so unions are nested."""

WHERE_ONE_WAITS: Final = frozenset({Conversation.State.OPEN, Conversation.State.SNOOZED})
"""States in which somebody can wait, as the table's constraint has it."""

_ANY_ROOT: Final = -1
_ANY_STATE: Final = uuid4().hex
"""Stand in one branch for what differs in the others; no row and no reader can hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    sql: str
    params: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Branches:
    """Rows of ``scope`` in each state, and under each root where roots are given."""

    scope: QuerySet[Conversation]
    states: Sequence[Conversation.State]
    root: str = ""
    roots: Sequence[int] = (_ANY_ROOT,)

    def union(self, phase: Phase, size: int) -> tuple[str, list[Any]]:
        """Give the statement, and its values, for the first ``size`` rows of a phase.

        Empty where no row can be in that phase.
        """
        states = [state for state in self.states if not phase.waits or state in WHERE_ONE_WAITS]
        if not states:
            return "", []
        where: dict[str, Any] = {self.root: _ANY_ROOT} if self.root else {}
        if self.root == "entity_id" and len(states) == len(Conversation.State):
            # In any state: an entity's conversations have an order of their own.
            states = states[:1]
        else:
            where["state"] = _ANY_STATE
        branch = phase.rows(self.scope.filter(**where))
        sql, params = branch.values("id", phase.column)[:size].query.sql_with_params()
        parts = [
            _Part(sql=sql, params=tuple(_set(value, root, state) for value in params))
            for root in self.roots
            for state in states
        ]
        while len(parts) > MOST_TOGETHER:
            parts = [
                _joined(parts[start : start + MOST_TOGETHER])
                for start in range(0, len(parts), MOST_TOGETHER)
            ]
        whole = _joined(parts)
        return f"{whole.sql} ORDER BY {phase.order} LIMIT {size}", list(whole.params)


def _set(value: Any, root: int, state: str) -> Any:
    if value == _ANY_STATE:
        return state
    return root if value == _ANY_ROOT else value


def _joined(parts: Sequence[_Part]) -> _Part:
    return _Part(
        sql=" UNION ALL ".join(
            f"SELECT * FROM ({part.sql}) AS part{place}"  # noqa: S608 - Django's own
            for place, part in enumerate(parts)
        ),
        params=tuple(value for part in parts for value in part.params),
    )
