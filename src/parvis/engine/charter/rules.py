"""What a charter is: ordered rules, of which the first that holds decides."""

from __future__ import annotations

from dataclasses import dataclass, field

from parvis.engine.charter.acts import USUAL_PRIORITY, Act, Priority
from parvis.engine.charter.conditions import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is done with posts for which one of ``whens`` holds.

    ``fr`` and ``en`` say it to people in one line each. ``to`` is who an escalation goes to,
    ``queue`` the queue the conversation joins ("" where the desk decides), ``answer`` the key of
    the answer that is proposed. An empty ``When`` holds for every post.
    """

    name: str
    fr: str
    en: str
    act: Act
    whens: tuple[When, ...] = ((),)
    to: str = ""
    queue: str = ""
    said_priority: Priority | None = None
    answer: str = ""

    @property
    def priority(self) -> Priority:
        """How soon somebody looks at it: what the rule says, else what is usual for the act."""
        return self.said_priority or USUAL_PRIORITY.get(self.act, Priority.NORMAL)

    @property
    def holds_always(self) -> bool:
        """Whether it holds for every post."""
        return () in self.whens


@dataclass(frozen=True, slots=True)
class Charter:
    """Rules in their order; the last one holds for every post. Frozen: one post, one judgement."""

    rules: tuple[Rule, ...] = field(default_factory=tuple)
