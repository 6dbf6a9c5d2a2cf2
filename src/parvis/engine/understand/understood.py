"""What was understood of a batch: one table of chances, from which labels are read when asked for.

To make six objects for every post would cost more than to understand it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

from parvis.engine.understand.heads import HEADS, Feeling
from parvis.engine.understand.labels import Decision, Intent, Labels, Target, Tone, Topic

_FIELDS: Final = ("intents", "tones", "targets", "topics", "decisions")


class Understood(Sequence[Labels]):
    """Labels of posts, one for one."""

    __slots__ = ("chances", "languages", "sentiments", "unsure")

    def __init__(
        self, languages: Sequence[str], chances: NDArray[np.float32], unsure: NDArray[np.bool_]
    ) -> None:
        self.languages = languages
        self.chances = chances
        self.unsure = unsure
        feelings = HEADS["feelings"]
        good, bad = (
            chances[:, feelings.first + feelings.labels.index(label)].astype(np.float64)
            for label in (Feeling.GOOD, Feeling.BAD)
        )
        self.sentiments: NDArray[np.float64] = good - bad

    def __len__(self) -> int:
        return len(self.languages)

    @overload
    def __getitem__(self, at: int) -> Labels: ...
    @overload
    def __getitem__(self, at: slice) -> Understood: ...
    def __getitem__(self, at: int | slice) -> Labels | Understood:
        if isinstance(at, slice):
            return Understood(self.languages[at], self.chances[at], self.unsure[at])
        place = range(len(self))[at]
        return _of_row(self, place)

    def __iter__(self) -> Iterator[Labels]:
        return (_of_row(self, place) for place in range(len(self)))

    def column(self, head: str, label: str) -> NDArray[np.float64]:
        """Give the chances that a label of a head has, post by post; 0 where there is no such."""
        place = _place(head, label)
        if place is None:
            return np.zeros(len(self))
        return self.chances[:, place].astype(np.float64)

    def of_head(self, at: int, name: str) -> dict[Any, float]:
        """Give the labels of a head and their chances for one post."""
        head = HEADS[name]
        return dict(zip(head.labels, self.chances[at, head.columns].tolist(), strict=True))


@cache
def _place(head: str, label: str) -> int | None:
    labels = HEADS[head].labels
    return HEADS[head].first + labels.index(label) if label in labels else None


class _Row(Labels):
    """Labels of one post, read off the table when they are asked for."""

    __slots__ = ("_at", "_of")

    _at: int
    _of: Understood

    def __new__(cls, *fields: Any, **named: Any) -> Any:
        """Give plain labels: whoever makes others of these (``replace``) has all fields at hand."""
        return Labels(*fields, **named)

    @property
    def lang(self) -> str:
        return self._of.languages[self._at]

    @property
    def intents(self) -> Mapping[Intent, float]:
        return self._of.of_head(self._at, "intents")

    @property
    def tones(self) -> Mapping[Tone, float]:
        return self._of.of_head(self._at, "tones")

    @property
    def targets(self) -> Mapping[Target, float]:
        return self._of.of_head(self._at, "targets")

    @property
    def topics(self) -> Mapping[Topic, float]:
        return self._of.of_head(self._at, "topics")

    @property
    def decisions(self) -> Mapping[Decision, float]:
        return self._of.of_head(self._at, "decisions")

    @property
    def sentiment(self) -> float:
        return float(self._of.sentiments[self._at])

    @property
    def unsure(self) -> bool:
        return bool(self._of.unsure[self._at])

    def _plain(self) -> Labels:
        heads = {name: getattr(self, name) for name in _FIELDS}
        return Labels(self.lang, **heads, sentiment=self.sentiment, unsure=self.unsure)

    def __eq__(self, other: object) -> bool:
        return self._plain() == (other._plain() if isinstance(other, _Row) else other)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        plain = self._plain()
        return Labels, (
            plain.lang,
            *(getattr(plain, name) for name in _FIELDS),
            plain.sentiment,
            plain.unsure,
        )


_new, _set = object.__new__, object.__setattr__


def _of_row(understood: Understood, at: int) -> Labels:
    row: Labels = _new(_Row)
    _set(row, "_of", understood)  # labels are frozen
    _set(row, "_at", at)
    return row
