"""What a charter may say of a post: the act, and how urgent it is."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Act(StrEnum):
    """What is to be done with a post, the most urgent first."""

    PROTECT = "protect"
    """At once: a secret is out, or a fraud is under way."""

    ESCALATE = "escalate"
    """Somebody named by the charter decides; agents do not answer before."""

    MOVE_TO_SECURE = "move_to_secure"
    """Answer by asking the author into the bank's own secure channel."""

    MOVE_TO_PRIVATE = "move_to_private"
    """Answer by asking the author to write in private."""

    ANSWER = "answer"
    DO_NOT_ANSWER = "do_not_answer"


class Priority(StrEnum):
    """How soon somebody looks at a post, the soonest first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


SENDING: Final = frozenset({Act.ANSWER, Act.MOVE_TO_PRIVATE, Act.MOVE_TO_SECURE})
"""Acts that end in something sent, so that no account that only listens can do them."""

USUAL_PRIORITY: Final = {Act.PROTECT: Priority.URGENT, Act.ESCALATE: Priority.HIGH}
"""How urgent an act is where its rule does not say; any other act is normal."""
