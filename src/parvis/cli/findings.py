"""What the doctor finds: one line a check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was checked, how it stands, and what to do."""

    check: str
    state: State
    said: str
    todo: str = ""

    def as_row(self) -> dict[str, str]:
        """Give it for programs."""
        return {
            "check": self.check,
            "state": self.state.value,
            "said": self.said,
            "todo": self.todo,
        }


def good(check: str, said: str) -> Finding:
    """Find that all is well."""
    return Finding(check, State.OK, said)


def warning(check: str, said: str, todo: str) -> Finding:
    """Find that it works, but somebody should look."""
    return Finding(check, State.WARNING, said, todo)


def problem(check: str, said: str, todo: str) -> Finding:
    """Find that it does not work, or is not safe."""
    return Finding(check, State.PROBLEM, said, todo)
