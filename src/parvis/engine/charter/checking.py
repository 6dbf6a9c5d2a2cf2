"""What should be said of a charter that reads well: rules that never decide, rules at odds.

Exact, for conditions are boxes. Where a charter is so large that looking at all of it would take
too long, that is said too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parvis.engine.charter.acts import SENDING, Act
from parvis.engine.charter.boxes import Box, Space, TooWide
from parvis.engine.charter.examples import example_in, example_of
from parvis.engine.charter.rules import Charter
from parvis.engine.charter.sentences import act_in, sentence_in
from parvis.engine.charter.situation import Situation


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning. ``numbers`` are of the rule and of the others that it is about, from 1.

    ``example`` is a post for which two rules at odds both hold and no rule before them does.
    """

    code: str
    numbers: tuple[int, ...]
    names: tuple[str, ...]
    acts: tuple[Act, ...] = ()
    example: Situation | None = None
    example_fr: str = ""
    example_en: str = ""

    def say(self, language: str) -> str:
        """Say it in ``fr`` or ``en``, with what to do."""
        named = [
            f"{number} ({name})" for number, name in zip(self.numbers, self.names, strict=True)
        ]
        data: dict[str, str | int] = {
            "rule": "".join(named[:1]),
            "others": ", ".join(named[1:]),
            "acts": ", ".join(act_in(language, act) for act in self.acts),
            "example": self.example_fr if language == "fr" else self.example_en,
        }
        return sentence_in(language, self.code, data)


def remarks_on(charter: Charter) -> tuple[Remark, ...]:
    """Give all warnings on a charter, in the order of its rules.

    The last one says so where a charter is so large that not all could be looked at.
    """
    return tuple(_remarks(charter))


def _remarks(charter: Charter) -> Iterator[Remark]:
    try:
        yield from _Check(charter).remarks()
    except TooWide:
        yield Remark("charter.not_checked", (), ())


def never_deciding(charter: Charter) -> frozenset[int]:
    """Give the numbers of the rules that decide no post at all, from 1."""
    return frozenset(remark.numbers[0] for remark in remarks_on(charter) if remark.code in _IDLE)


_CONFLICT = "charter.conflict"
_IDLE = frozenset({"charter.never_holds", "charter.unreachable", "charter.unreachable_together"})


class _Check:
    def __init__(self, charter: Charter) -> None:
        self._rules = charter.rules
        self._space = Space(charter)
        self._boxes = [list(filter(self._space.is_possible, each)) for each in self._space.rules]

    def remarks(self) -> Iterator[Remark]:
        deciding: list[int] = []
        for place in range(len(self._rules)):
            if self._decides(place):
                for earlier in deciding:
                    yield from self._conflict(earlier, place)
                deciding.append(place)
            elif (idle := self._idle(place, deciding)) is not None:
                yield idle

    def _decides(self, place: int) -> bool:
        return self._leaves(self._boxes[place], self._before(place))

    def _idle(self, place: int, deciding: list[int]) -> Remark | None:
        """Say why a rule decides no post; nothing of a last one that is there in case of need."""
        if not self._boxes[place]:
            return self._remark("charter.never_holds", (place,))
        for earlier in deciding:
            if self._is_within(place, earlier):
                return self._remark("charter.unreachable", (place, earlier))
        if place == len(self._rules) - 1:
            return None
        meeting = [other for other in deciding if any(self._meetings(other, place))]
        return self._remark("charter.unreachable_together", (place, *meeting))

    def _conflict(self, earlier: int, later: int) -> Iterator[Remark]:
        if not _are_opposite(self._rules[earlier].act, self._rules[later].act):
            return
        if self._is_within(earlier, later) or self._is_within(later, earlier):
            return
        for part in self._space.rest(self._meetings(earlier, later), self._before(earlier)):
            example = example_of(self._space, part)
            if example is not None:
                yield self._remark(_CONFLICT, (earlier, later), part, example)
                return

    def _meetings(self, earlier: int, later: int) -> Iterator[Box]:
        for one in self._boxes[earlier]:
            for other in self._boxes[later]:
                both = self._space.meet(one, other)
                if both is not None and self._space.is_possible(both):
                    yield both

    def _before(self, place: int) -> list[Box]:
        return [box for boxes in self._boxes[:place] for box in boxes]

    def _is_within(self, place: int, other: int) -> bool:
        """Whether one rule holds only where another one does: it is more special, or the same."""
        return not self._leaves(self._boxes[place], self._boxes[other])

    def _leaves(self, boxes: list[Box], covers: list[Box]) -> bool:
        return any(map(self._space.is_possible, self._space.rest(boxes, covers)))

    def _remark(
        self,
        code: str,
        places: tuple[int, ...],
        part: Box | None = None,
        example: Situation | None = None,
    ) -> Remark:
        rules = [self._rules[place] for place in places]
        said = {
            language: example_in(language, self._space, part, example) if part and example else ""
            for language in ("fr", "en")
        }
        return Remark(
            code=code,
            numbers=tuple(place + 1 for place in places),
            names=tuple(rule.name for rule in rules),
            acts=tuple(rule.act for rule in rules),
            example=example,
            example_fr=said["fr"],
            example_en=said["en"],
        )


def _are_opposite(first: Act, second: Act) -> bool:
    """Whether one act is silence and the other is not.

    What protects or escalates before a silent rule is no conflict: a person sees the post. A silent
    rule before it is one, for nobody does.
    """
    if first is Act.DO_NOT_ANSWER:
        return second is not Act.DO_NOT_ANSWER
    return second is Act.DO_NOT_ANSWER and first in SENDING
