"""``parvis guard``: what the guard finds and why, and what may be sent."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from parvis.cli.guard_policy import (
    entity_option,
    names_of_kinds,
    policy_in_force,
    policy_of,
    policy_option,
    problems_of,
    read_policy,
)
from parvis.cli.line_reasons import reason
from parvis.cli.lines import Given, Line, Outcome, read, run, with_added
from parvis.engine.guard import DEFAULT, Direction, Finding, Kind, Policy, Proof, find, mask
from parvis.engine.guard.policy_file import template
from parvis.engine.outbound import check_reply
from parvis.engine.post import TEXT_LIMIT, Visibility
from parvis.errors import Invalid

_WHY = {
    Proof.CHECK_DIGITS: "its check digits are right",
    Proof.NUMBERING_PLAN: "it is a number of a public plan",
    Proof.FORM: "nothing else is written so",
    Proof.SAID: "the words beside it say so",
}
_MOST_TYPED = TEXT_LIMIT


@click.group()
def guard() -> None:
    """Look for confidential data: in what is received, and in what is sent."""


command = guard


@guard.command()
@click.argument("text")
@policy_option
@entity_option
def explain(text: str, policy: str, entity: str) -> None:
    """Say what is found in TEXT, why, and what becomes of it.

    TEXT may be "-": it is read from standard input then, and stays out of the shell's history.
    Data is printed only where the policy keeps it. Exit code: 0 whatever is found.

    \b
    Example:
      parvis guard explain "mon code est 4821, mon IBAN FR76 3000 6000 0112 3456 7890 189"
    """  # noqa: D301 - click wants the sign itself
    if policy and entity:
        raise click.UsageError("give --policy or --entity, not both")
    content = sys.stdin.read(_MOST_TYPED) if text == "-" else text
    chosen = policy_in_force(entity) if entity else policy_of(policy)
    findings = find(content, chosen)
    if not findings:
        click.echo("Nothing confidential found.")
        return
    for finding in findings:
        click.echo(_explained(content, finding, chosen))
    for direction in (Direction.RECEIVED_PUBLIC, Direction.RECEIVED_PRIVATE):
        safe = mask(content, findings, chosen, direction)
        click.echo(f"{direction:17} {safe.text!r}")


def _explained(text: str, finding: Finding, policy: Policy) -> str:
    cue = f': "{text[slice(*finding.cue)]}"' if finding.cue else ""
    hidden = ", though it is disguised" if finding.disguised else ""
    rules = ", ".join(f"{way} {policy.rule_of(finding, way).treatment}" for way in Direction)
    return (
        f"{finding.kind} at {finding.start}-{finding.end}: {_WHY[finding.proof]}{cue}{hidden}\n"
        f"  {rules}"
    )


@guard.command()
@policy_option
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use."
)
def reply(policy: str, jobs: int) -> None:
    """Check replies before they are sent: JSON Lines in, the same JSON Lines out.

    Each line is an object with "text" and "visibility" (public or private; public where it is
    missing). It is written back with its own fields and these:

    \b
      allowed   whether it may be sent as it is
      reasons   [{"code", "start", "end"}], in code points of the text:
                contains_secret  it holds confidential data
                asks_forbidden   it asks for more than last name, first name
                                 and date of birth
                asks_in_public   it asks for these where everybody reads
                reveals          it says in public that somebody is a customer,
                                 or anything of their situation

    A line that cannot be read is named on standard error, by its number and never by its content,
    with what to do and a code, and the run goes on.

    \b
    Exit code: 0 all lines were read, 1 some were not, 2 wrong options.

    \b
    Example:
      echo '{"id": "1", "text": "Votre IBAN svp ?", "visibility": "private"}' \\
        | parvis guard reply
    """  # noqa: D301 - click wants the sign itself
    run(partial(_check_batch, policy=policy), jobs=jobs)


def _check_batch(lines: list[Line], *, policy: str) -> Outcome:
    outcome = Outcome(count=len(lines))
    rows: list[bytes] = []
    for line in lines:
        try:
            given = read(line)
            if given is not None:
                rows.append(_checked(given, policy_of(policy)))
        except Invalid as error:
            outcome.problems.append((line.number, reason(error)))
    outcome.rows = b"".join(rows)
    return outcome


def _checked(given: Given, policy: Policy) -> bytes:
    text = given.row.get("text")
    if not isinstance(text, str):
        code = "post.field_missing" if text is None else "post.field_not_text"
        raise Invalid(code, field="text")
    if len(text) > TEXT_LIMIT:
        raise Invalid("post.field_too_long", field="text", length=len(text), limit=TEXT_LIMIT)
    objections = check_reply(text, visibility=_visibility(given), policy=policy)
    reasons = [
        {"code": str(each.code), "start": each.start, "end": each.end} for each in objections
    ]
    return with_added(given, {"allowed": not reasons, "reasons": reasons})


def _visibility(given: Given) -> Visibility:
    try:
        return Visibility(given.row.get("visibility") or Visibility.PUBLIC)
    except ValueError as error:
        raise Invalid("post.visibility_unknown", field="visibility") from error


@guard.command()
def kinds() -> None:
    """List the kinds of confidential data, and what becomes of them by default."""
    name = names_of_kinds()
    click.echo(f"{'':44} {'  '.join(f'{way:17}' for way in Direction)}".rstrip())
    for kind in Kind:
        ways = (f"{DEFAULT.rule(kind, way).treatment:17}" for way in Direction)
        click.echo(f"{kind:17} {name[kind]:26} {'  '.join(ways)}".rstrip())


@guard.group()
def policy() -> None:
    """Write and check policy files. They are signed in the interface."""


@policy.command("template")
def policy_template() -> None:
    """Write a policy file that explains itself: the defaults, in comments."""
    click.echo(template())


@policy.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def policy_check(file: Path) -> None:
    """Say everything that is wrong with a policy FILE.

    Exit code: 0 it is right, 1 it is not.
    """
    problems = problems_of(read_policy(file))
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(1)
    click.echo("The policy is right.")
