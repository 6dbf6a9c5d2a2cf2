"""Every code that can be raised has its sentence, and no sentence is left without a code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from parvis.design.messages import explain, has_sentence, sentence
from parvis.errors import Invalid

ROOMS = Path(__file__).resolve().parent.parent / "src" / "parvis"
ERRORS = {
    "Invalid", "NotAllowed", "NotFound", "Conflict", "RateLimited", "CredentialsRefused", "Gone",
    "Transient", "Rejected", "Uncertain", "NetworkError", "ParvisError",
}  # fmt: skip
CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
FAMILIES = {"csv", "line", "post", "network", "bluesky", "mastodon", "feed", "folder", "match"}


def texts_of(call: ast.Call) -> list[str]:
    """The code of an error, wherever it is chosen: ``Invalid("a.b")``, ``kind(…)("a.b")``."""
    if not call.args:
        return []
    return [
        node.value
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def names_an_error(call: ast.Call) -> bool:
    names = {node.id for node in ast.walk(call.func) if isinstance(node, ast.Name)}
    return bool(names & ERRORS) or getattr(call.func, "id", "") in {"kind", "broken"}


def codes_raised() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in ROOMS.rglob("*.py"):
        if path.relative_to(ROOMS).parts[0] in {"cli", "web"}:
            continue  # said to whoever runs the command, never on a page
        tree = ast.parse(path.read_text())
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            if names_an_error(call):
                found |= {text: path.name for text in texts_of(call) if CODE.fullmatch(text)}
        if {"networks", "engine"} & set(path.parts):
            found |= {
                node.value: path.name
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and CODE.fullmatch(node.value)
                and node.value.split(".")[0] in FAMILIES
                and not node.value.endswith((".json", ".csv", ".jsonl"))
            }
    return found


CODES = codes_raised()


def test_codes_are_found():
    assert {"governance.not_allowed", "feed.connection_failed", "bluesky.no_answer"} <= set(CODES)
    assert {"mastodon.server_failed", "post.not_an_object", "line.not_utf8"} <= set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_sentence(code):
    assert has_sentence(code), f"{code} is raised in {CODES[code]}"
    assert sentence(code).endswith((".", "…", "?"))


def test_a_sentence_is_filled_and_still_reads_without_its_data():
    error = Invalid("post.field_missing", field="id")
    assert explain(error) == "The field id is missing or empty. The post was kept aside."
    assert sentence("post.field_missing").startswith("The field …")
    assert "(no.such.code)" in sentence("no.such.code")
