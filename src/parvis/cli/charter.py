"""``parvis charter``: check a charter, try it on posts, write one that explains itself."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click
import orjson

from parvis.cli.charter_posts import Circumstances, Labelled, circumstances, situations_of
from parvis.cli.guard_policy import policy_of, policy_option, read_policy
from parvis.cli.line_reasons import reason
from parvis.cli.lines import Line, Outcome, read, run
from parvis.engine.charter.checking import remarks_on
from parvis.engine.charter.default import default_charter
from parvis.engine.charter.file import Reading, read_charter
from parvis.engine.charter.judging import Judgement, judge_all
from parvis.engine.charter.rules import Charter
from parvis.engine.charter.sentences import act_in, sentence_in
from parvis.engine.charter.situation import Hours, Mode, State
from parvis.engine.charter.trial import Comparison, Trial
from parvis.engine.charter.writing import template
from parvis.engine.post import post_from_json
from parvis.errors import Invalid

_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_language = click.option(
    "--lang",
    "language",
    type=click.Choice(["fr", "en"]),
    default="en",
    show_default=True,
    help="Language of what is said.",
)


@click.group(name="charter")
def command() -> None:
    """Write, check and try charters: which posts are answered, and how."""


@command.command("template")
def charter_template() -> None:
    """Write the default charter, with all that may be written in one explained above it."""
    click.echo(template(), nl=False)


@command.command()
@_file
@_language
def check(file: Path, language: str) -> None:
    """Say everything that is wrong with a charter FILE, and what should be looked at.

    Warnings are rules that never decide, and rules that are at odds: both can hold for one post,
    one says silence and the other does not, and neither is a special case of the other.

    \b
    Exit code: 0 it is right (warnings or not), 1 it is not.
    """  # noqa: D301 - click wants the sign itself
    reading = read_charter(read_policy(file))
    for problem in _problems(reading, language):
        click.echo(problem)
    if reading.charter is None:
        sys.exit(1)
    for remark in remarks_on(reading.charter):
        place = "".join(
            _line(reading.rule_lines[number - 1], language) for number in remark.numbers[:1]
        )
        click.echo(f"{_WARNING[language]}{place}{remark.say(language)} ({remark.code})")
    click.echo(_RIGHT[language] % {"count": len(reading.charter.rules)})


@command.command("try")
@_file
@_language
@policy_option
@click.option("--summary", is_flag=True, help="Write only what would change.")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.ANSWER.value,
    show_default=True,
    help="Mode of the account, where a post does not say it.",
)
@click.option("--closed", is_flag=True, help="Judge as outside of opening hours.")
@click.option(
    "--state",
    type=click.Choice([state.value for state in State]),
    default=State.NONE.value,
    show_default=True,
    help="Story or crisis, where a post does not say it.",
)
def try_charter(
    file: Path, language: str, policy: str, mode: str, state: str, *, closed: bool, summary: bool
) -> None:
    """Try a charter FILE on posts: JSON Lines in, verdicts out, then what would change.

    Posts are what "parvis scan" reads. Labels that stand in a line ("intent", "tone", ... as
    "parvis scan" writes them) are taken as they are; other posts are understood first. A post may
    say "author_kinds" (a list of words), "mode", "hours" and "state" too.

    \b
    One JSON object a post goes to standard output:
      id       of the post
      verdict  {"act", "rule", "priority", "reasons"} by FILE
      default  the same by the charter that comes with Parvis
      changed  whether the act is another one

    What would change follows on standard error: from which act to which, how many posts, and some
    of them, masked. With --summary it is all there is, on standard output. A line that cannot be
    read is named by its number, never by its content, and the run goes on.

    \b
    Exit code: 0 all lines were read, 1 some were not, 2 wrong options, or FILE is no charter.

    \b
    Example:
      parvis charter try charter.toml < posts.jsonl > verdicts.jsonl
    """  # noqa: D301 - click wants the sign itself
    reading = read_charter(read_policy(file))
    if reading.charter is None:
        said = "\n  ".join([f"{file} is no charter:", *_problems(reading, language)])
        raise click.UsageError(said)
    hours = Hours.CLOSED if closed else Hours.OPEN
    comparison = Comparison()
    work = partial(
        _try_batch,
        charter=reading.charter,
        comparison=comparison,
        policy=policy,
        usual=Circumstances(Mode(mode), hours, State(state)),
        summary=summary,
    )
    try:
        run(work, jobs=1)
    except SystemExit:  # how a run ends: then all that was read is told
        click.echo(_table(comparison.result(), language), err=not summary)
        raise


def _try_batch(
    lines: list[Line],
    *,
    charter: Charter,
    comparison: Comparison,
    policy: str,
    usual: Circumstances,
    summary: bool,
) -> Outcome:
    outcome = Outcome(count=len(lines))
    given: list[Labelled] = []
    for line in lines:
        try:
            each = read(line)
            if each is not None:
                row = each.row
                given.append(Labelled(post_from_json(row), row, circumstances(row, usual)))
        except Invalid as error:
            outcome.problems.append((line.number, reason(error)))
    safe, situations = situations_of(given, policy_of(policy))
    judged = judge_all(charter, situations)
    usually = judge_all(default_charter(), situations)
    rows = []
    for (identifier, masked), before, after in zip(safe, usually, judged, strict=True):
        comparison.add(before, after, masked)
        rows.append(b"" if summary else _row(identifier, before, after))
    outcome.rows = b"".join(rows)
    return outcome


def _row(identifier: str, before: Judgement, after: Judgement) -> bytes:
    row = {
        "id": identifier,
        "verdict": after.to_json(),
        "default": before.to_json(),
        "changed": before.act is not after.act,
    }
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


_WARNING = {"fr": "attention : ", "en": "warning: "}
_RIGHT = {
    "fr": "La charte est juste : %(count)s règles.",
    "en": "The charter is right: %(count)s rules.",
}
_CHANGES = {
    "fr": "%(looked_at)s messages lus, %(changed)s auraient un autre avis.",
    "en": "%(looked_at)s posts read, %(changed)s would have another verdict.",
}


def _problems(reading: Reading, language: str) -> list[str]:
    """Say each problem in a line: where, what to do, and the code that never changes."""
    return [
        f"{_line(problem.line, language)}{f'{problem.path}: ' if problem.path else ''}"
        f"{sentence_in(language, problem.code, problem.data)} ({problem.code})"
        for problem in reading.problems
    ]


def _line(number: int, language: str) -> str:
    if not number:
        return ""
    return f"ligne {number} : " if language == "fr" else f"line {number}: "


def _table(trial: Trial, language: str) -> str:
    counts = {"looked_at": trial.looked_at, "changed": trial.changed}
    lines = [_CHANGES[language] % counts]
    for turn in trial.turns:
        turned = f"{act_in(language, turn.before)} → {act_in(language, turn.after)}"
        lines.append(f"  {turned:56} {turn.posts:8}")
        lines += (f"      {example}" for example in turn.examples)
    return "\n".join(lines)
