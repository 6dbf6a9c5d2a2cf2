"""Whatever the desk refuses, it says in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import parvis.desk
from parvis.design.messages import sentence
from parvis.desk.sentences import SENTENCES
from parvis.engine.outbound import Code

ROOM = Path(parvis.desk.__file__).parent
CODES = sorted(
    {
        code
        for path in ROOM.rglob("*.py")
        for code in re.findall(
            r"(?:Invalid|Conflict|NotAllowed|NotFound|ParvisError)\(\s*\"([a-z_.]+)\"",
            path.read_text(),
        )
        if code.startswith("desk.")
    }
)


@pytest.mark.parametrize("code", [*CODES, *(f"objection.{code}" for code in Code)])
def test_every_code_has_its_sentence(code: str) -> None:
    given = dict.fromkeys(("by", "length", "limit", "network", "account", "what", "problem"), "7")
    said = sentence(code, given)
    assert code not in said
    assert "%" not in said


def test_codes_are_found_where_they_are_raised() -> None:
    assert {"desk.reply.listen_only", "desk.reply.refused", "desk.changed_meanwhile"} <= set(CODES)


def test_no_sentence_is_left_without_its_code() -> None:
    written = "".join(
        path.read_text() for path in ROOM.rglob("*.py") if path.name != "sentences.py"
    )
    assert [code for code in SENTENCES if code.startswith("desk.") and code not in written] == []
