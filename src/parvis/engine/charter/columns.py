"""Features of posts as columns: what a charter asks about, read off a whole batch at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, overload

from parvis.engine.charter.conditions import (
    FINDINGS,
    LIKELY,
    NO,
    READ,
    SENTIMENT,
    SEVERAL,
    UNSURE,
    YES,
    Among,
    Condition,
    Range,
)
from parvis.engine.charter.situation import Circumstances, Situation
from parvis.engine.post import Visibility

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parvis.engine.understand.understood import Understood

    Column = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

_AROUND: Final = frozenset({"mode", "hours", "state"})


class Situations(Sequence[Situation]):
    """Posts of a batch as a charter sees them, all under the same circumstances.

    ``findings`` are kinds of the guard, post by post; no author of theirs is known.
    """

    __slots__ = ("around", "findings", "labels", "networks", "visibilities")

    def __init__(
        self,
        labels: Understood,
        findings: Sequence[frozenset[str]],
        networks: Sequence[str],
        visibilities: Sequence[Visibility],
        around: Circumstances,
    ) -> None:
        self.labels = labels
        self.findings = findings
        self.networks = networks
        self.visibilities = visibilities
        self.around = around

    def __len__(self) -> int:
        return len(self.labels)

    @overload
    def __getitem__(self, at: int) -> Situation: ...
    @overload
    def __getitem__(self, at: slice) -> Situations: ...
    def __getitem__(self, at: int | slice) -> Situation | Situations:
        parts = self.labels[at], self.findings[at], self.networks[at], self.visibilities[at]
        if isinstance(at, slice):
            return Situations(*parts, self.around)  # type: ignore[arg-type]
        labels, findings, network, visibility = parts
        return Situation(
            labels=labels,  # type: ignore[arg-type]
            findings=findings,  # type: ignore[arg-type]
            network=network,  # type: ignore[arg-type]
            visibility=visibility,  # type: ignore[arg-type]
            mode=self.around.mode,
            hours=self.around.hours,
            state=self.around.state,
        )

    def number(self, group: str, name: str) -> Numbers:
        """Give a probability, or the sentiment, of every post."""
        if group == SENTIMENT:
            return self.labels.sentiments
        return self.labels.column(f"{group}s", name)

    def words(self, feature: str) -> Sequence[object]:
        """Give every post's words of a feature."""
        if feature in _AROUND:
            return [getattr(self.around, feature)] * len(self)
        if feature == UNSURE:
            return [YES if unsure else NO for unsure in self.labels.unsure.tolist()]
        columns: dict[str, Sequence[object]] = {
            FINDINGS: self.findings,
            "network": self.networks,
            "visibility": self.visibilities,
            "language": self.labels.languages,
        }
        return columns.get(feature) or [frozenset[str]()] * len(self)


class Columns:
    """Features of posts, each read off them once."""

    def __init__(self, situations: Sequence[Situation]) -> None:
        self.situations = situations
        self._read: dict[str, Sequence[object]] = {}
        self._numbers: dict[tuple[str, str], Numbers] = {}

    def of(self, condition: Condition) -> Column:
        """Say of every post whether a condition holds."""
        if isinstance(condition, Range):
            return self._within(condition)
        return self._among(condition)

    def number(self, group: str, name: str = "") -> Numbers:
        """Give a probability of every post, or its sentiment; a missing one is 0."""
        numbers = self._numbers.get((group, name))
        if numbers is None:
            numbers = self._numbers[group, name] = self._number(group, name)
        return numbers

    def words(self, feature: str) -> Sequence[object]:
        """Give every post's words of a feature."""
        column = self._read.get(feature)
        if column is None:
            given = self.situations
            column = self._read[feature] = (
                given.words(feature)
                if isinstance(given, Situations)
                else list(map(READ[feature], given))
            )
        return column

    def _number(self, group: str, name: str) -> Numbers:
        import numpy as np  # noqa: PLC0415 - whoever only reads charters starts without it

        if isinstance(self.situations, Situations):
            return self.situations.number(group, name)
        given = self.words(group)
        if group in LIKELY:
            given = [likely.get(name, 0.0) for likely in given]  # type: ignore[attr-defined]
        return np.array(given, np.float64)

    def _within(self, condition: Range) -> Column:
        numbers = self.number(condition.group, condition.name)
        if condition.below is None:
            return numbers >= (condition.at_least or 0.0)
        if condition.at_least is None:
            return numbers < condition.below
        return (numbers >= condition.at_least) & (numbers < condition.below)

    def _among(self, condition: Among) -> Column:
        import numpy as np  # noqa: PLC0415 - as above

        given = self.words(condition.feature)
        words = condition.meant
        if condition.feature in SEVERAL:
            apart: Callable[[object], bool] = words.isdisjoint  # type: ignore[assignment]
            there = [bool(each) and not apart(each) for each in given]
        else:
            there = list(map(words.__contains__, given))
        column = np.array(there, np.bool_)
        return ~column if condition.negated else column
