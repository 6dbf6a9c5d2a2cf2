"""Which policy a command of the guard goes by: a file's, an entity's, or the defaults."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import click

from parvis.cli.setup import django_ready
from parvis.engine.guard import DEFAULT, Kind, Policy
from parvis.engine.guard.policy_file import policy_from_toml
from parvis.errors import Invalid

policy_option = click.option(
    "--policy",
    metavar="FILE",
    default="",
    callback=lambda _context, _parameter, path: _checked(path),
    help="A policy of the guard, as TOML. Without it: the defaults.",
)
"""Gives the text of a policy file to a command, checked; "" for the defaults."""

entity_option = click.option(
    "--entity", metavar="KEY", default="", help="Go by the policy in force of this entity."
)


@cache
def policy_of(text: str) -> Policy:
    """Give the policy that a checked text says; read once in each process."""
    return policy_from_toml(text) if text else DEFAULT


def policy_in_force(key: str) -> Policy:
    """Give the policy in force of an entity; ends the command where there is no such entity."""
    django_ready()
    from parvis.governance.models import Entity  # noqa: PLC0415 - after setup
    from parvis.governance.queries.guard import policy_for  # noqa: PLC0415 - as above

    entity = Entity.objects.filter(key=key).first()
    if entity is None:
        known = ", ".join(Entity.objects.order_by("key").values_list("key", flat=True)[:20])
        raise click.UsageError(f"there is no entity with the key {key!r}; known: {known or 'none'}")
    return policy_for(entity)


def problems_of(text: str) -> list[str]:
    """Give what is wrong with the text of a policy, a line each; nothing where it is right.

    Each says where it stands, what to do, and the code that stays the same in every version.
    """
    try:
        policy_from_toml(text)
    except Invalid as error:
        return _in_sentences(_problems(error))
    return []


def names_of_kinds() -> dict[Kind, str]:
    """Give the names that people read for kinds, in English; needs neither settings nor keys."""
    _configured()
    from django.utils.translation import override  # noqa: PLC0415 - after settings

    from parvis.design.kinds import kind_name  # noqa: PLC0415 - as above

    with override(None):
        return {kind: kind_name(kind) for kind in Kind}


def read_policy(path: Path) -> str:
    """Read a policy file as text; ends the command where that cannot be done."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path}: cannot be read as UTF-8 text") from error


def _problems(error: Invalid) -> list[dict[str, Any]]:
    problems = error.data.get("problems")
    return problems if isinstance(problems, list) else [{**error.data, "code": error.code}]


def _in_sentences(problems: list[dict[str, Any]]) -> list[str]:
    """Say problems as the interface says them, in English; needs neither settings nor keys."""
    _configured()
    from django.utils.translation import override  # noqa: PLC0415 - as above

    from parvis.design.messages import register_messages  # noqa: PLC0415 - as above
    from parvis.governance.guard_sentences import GUARD  # noqa: PLC0415 - as above

    register_messages(GUARD)
    with override(None):
        return [_told(each) for each in problems]


def _configured() -> None:
    from django.conf import settings  # noqa: PLC0415 - most commands do without it

    if not settings.configured:
        settings.configure(USE_I18N=False)


def _told(problem: dict[str, Any]) -> str:
    from parvis.design.messages import sentence  # noqa: PLC0415 - as above

    place = f"line {problem['line']}: " if problem.get("line") else ""
    where = f"{problem['path']}: " if problem.get("path") else ""
    return f"{place}{where}{sentence(problem['code'], problem)} ({problem['code']})"


def _checked(path: str) -> str:
    if not path:
        return ""
    text = read_policy(Path(path))
    problems = problems_of(text)
    if problems:
        raise click.BadParameter("\n  ".join([f"{path} is no policy:", *problems]))
    return text
