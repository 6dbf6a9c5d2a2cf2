"""A policy that may be signed: read by the guard, its answers held against the check on replies."""

from __future__ import annotations

from parvis.engine.guard import Policy
from parvis.engine.guard.policy_file import policy_from_toml
from parvis.engine.outbound import Code, check_reply
from parvis.engine.post import Visibility


def approved_policy(text: str) -> Policy:
    """Read a policy as ``policy_from_toml`` does, and refuse answers that ask for anything."""
    return policy_from_toml(text, asks=_asks)


def _asks(answer: str, language: str) -> bool:
    """Whether an answer could not be sent in public, for another reason than what it holds."""
    objections = check_reply(answer, visibility=Visibility.PUBLIC, lang=language)
    return any(each.code != Code.CONTAINS_SECRET for each in objections)
