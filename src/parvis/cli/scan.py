"""``parvis scan``: posts in on standard input, the same posts understood out on standard output."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
import orjson

from parvis.cli.guard_policy import policy_of, policy_option
from parvis.cli.line_reasons import reason
from parvis.cli.lines import Given, Line, Outcome, read, run, with_added
from parvis.cli.transformer import transformer_of, transformer_option
from parvis.engine.match import Matcher, Query
from parvis.engine.mentions import Mentions, Named, Sort
from parvis.engine.pipeline import Enriched, enrich
from parvis.engine.post import Post, post_from_json, post_to_json
from parvis.engine.understand import Labels
from parvis.errors import Invalid


def _pairs(values: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    pairs = []
    for value in values:
        name, _equals, written = value.partition("=")
        aliases = tuple(filter(str.strip, written.split(",")))
        if not name.strip() or not aliases:
            raise click.BadParameter("write it NAME=ALIAS,ALIAS")
        pairs.append((name.strip(), aliases))
    return pairs


def _queries(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[Query, ...]:
    return tuple(Query(key, aliases) for key, aliases in _pairs(values))


def _named(
    _context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[Named, ...]:
    kind = Sort(parameter.opts[0].removeprefix("--"))
    return tuple(Named(kind, name, aliases) for name, aliases in _pairs(values))


def _queries_of_file(
    _context: click.Context, _parameter: click.Parameter, path: Path | None
) -> tuple[Query, ...]:
    if path is None:
        return ()
    wrong = click.BadParameter('the file must hold a JSON object: {"name": ["alias", ...], ...}')
    try:
        content = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise wrong from error
    if not isinstance(content, dict) or not all(map(_are_aliases, content.values())):
        raise wrong
    return tuple(Query(key, tuple(aliases)) for key, aliases in content.items())


def _are_aliases(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(alias, str) for alias in value)


@click.command()
@click.option(
    "--alias",
    "named",
    metavar="NAME=ALIAS,...",
    multiple=True,
    callback=_queries,
    help="A query and the ways people write it; may be given several times.",
)
@click.option(
    "--queries",
    "filed",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=_queries_of_file,
    help='Queries from a JSON file: {"name": ["alias", ...]}.',
)
@click.option(
    "--product",
    "products",
    metavar="NAME=ALIAS,...",
    multiple=True,
    callback=_named,
    help="A product of the bank and other ways people write it; may be given several times.",
)
@click.option(
    "--branch",
    "branches",
    metavar="NAME=ALIAS,...",
    multiple=True,
    callback=_named,
    help="A branch, the same way. A bare town is none without a word beside it:"
    ' "agence de Nantes".',
)
@click.option(
    "--quick", is_flag=True, help="Read posts in doubt once only: many times faster, less exact."
)
@click.option("--safe", is_flag=True, help="Mask every field of the posts, the text included.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use."
)
@policy_option
@transformer_option
def scan(
    named: tuple[Query, ...],
    filed: tuple[Query, ...],
    jobs: int,
    policy: str,
    transformer: str,
    *,
    products: tuple[Named, ...],
    branches: tuple[Named, ...],
    safe: bool,
    quick: bool,
) -> None:
    """Guard and understand posts: JSON Lines in, the same JSON Lines out.

    Each line is a post, an object with at least "id" and "text". It is written back, in order,
    with its own fields and these:

    \b
      findings  [{"start", "end", "kind"}]: IBAN, CARD, PASSWORD, ...
                ("parvis guard kinds" lists them);
                offsets in code points of the text as given
      masked    the text with a marker in the place of each finding,
                as the policy says
      lang      "fr", "en", "es" ... (ISO 639-1); "other" without words
      matches   names of the queries found in the text
      mentions  [{"kind", "name"}]: products and branches that the text names
      intent    {label: chance}: request, complaint, praise, ...
      tone      {"label", "p"}: calm, vehement, insulting, threatening
      target    {"label", "p"}: bank, agent, third, nobody
      sentiment from -1 to 1
      topic     {"label", "p"}: card, transfer, fees, ...
      unsure    whether it is too doubtful for anybody but a person
      verdict   {"act", "rule", "priority", "reasons"} by the charter:
                protect, escalate, move_to_secure, move_to_private,
                answer, do_not_answer

    The fields given pass through as they are, confidential data included; with --safe they are
    masked as well. A line that cannot be read is named on standard error, by its number and
    never by its content, with what to do and a code, and the run goes on.

    \b
    Exit code: 0 all lines were read, 1 some were not, 2 wrong options.

    \b
    Example:
      echo '{"id": "1", "text": "@BanqueParvis mon virement est où ?"}' \\
        | parvis scan --alias "parvis=Banque Parvis,Parvis Bank"
    """  # noqa: D301 - click wants the sign itself
    if quick and transformer:
        raise click.UsageError("--quick leaves out what --transformer asks for: give one of them")
    if jobs > 1:
        transformer_of.cache_clear()  # each process has its own
    queries = named + filed
    listed = products + branches
    try:
        Matcher(queries)
        Mentions(listed)
    except Invalid as error:
        raise click.UsageError("an alias must hold a letter or a digit") from error
    work = partial(
        _scan_batch,
        queries=queries,
        listed=listed,
        policy=policy,
        transformer=transformer,
        safe=safe,
        quick=quick,
    )
    run(work, jobs=jobs)


command = scan


_matchers: dict[tuple[Query, ...], Matcher] = {}
_mentions: dict[tuple[Named, ...], Mentions] = {}


def _scan_batch(
    lines: list[Line],
    *,
    queries: tuple[Query, ...],
    listed: tuple[Named, ...],
    policy: str,
    transformer: str,
    safe: bool,
    quick: bool,
) -> Outcome:
    outcome = Outcome()
    posts: list[Post] = []
    givens: list[Given] = []
    for line in lines:
        try:
            given = read(line)
            if given is not None:
                posts.append(post_from_json(given.row))
                givens.append(given)
        except Invalid as error:
            outcome.problems.append((line.number, reason(error)))
    if queries not in _matchers:
        _matchers[queries] = Matcher(queries)
    if listed not in _mentions:
        own = [alias for query in queries for alias in query.aliases]
        _mentions[listed] = Mentions(listed, own=own)
    guarded_by = policy_of(policy)
    enriched = enrich(
        posts,
        matcher=_matchers[queries],
        mentions=_mentions[listed],
        policy=guarded_by,
        second_look=not quick,
        third=transformer_of(transformer),
    )
    rows: list[bytes] = []
    for given, post in zip(givens, enriched, strict=True):
        try:
            rows.append(_row(given, post, safe=safe))
        except orjson.JSONEncodeError:  # nested deeper than can be written
            outcome.problems.append((given.number, reason(Invalid("scan.not_writable"))))
    outcome.rows = b"".join(rows)
    outcome.count = len(lines)
    outcome.problems.sort()
    return outcome


def _row(given: Given, post: Enriched, *, safe: bool) -> bytes:
    added = {
        "findings": [
            {"start": found.start, "end": found.end, "kind": found.kind} for found in post.findings
        ],
        "masked": post.masked,
        "lang": post.lang,
        "matches": post.matches,
        "mentions": [{"kind": each.kind, "name": each.name} for each in post.mentions],
        **_labels(post.labels),
        "verdict": {**post.verdict.judgement.to_json(), "act": post.verdict.act},
    }
    if safe:
        return orjson.dumps(post_to_json(post.post) | added, option=orjson.OPT_APPEND_NEWLINE)
    return with_added(given, added)


def _labels(labels: Labels) -> dict[str, object]:
    return {
        "intent": {str(name): _chance(chance) for name, chance in labels.intents.items()},
        "tone": _likeliest(labels.tones),
        "target": _likeliest(labels.targets),
        "sentiment": _chance(labels.sentiment),
        "topic": _likeliest(labels.topics),
        "unsure": labels.unsure,
    }


def _likeliest(chances: Mapping[Any, float]) -> dict[str, object]:
    label = max(chances, key=chances.__getitem__)
    return {"label": str(label), "p": _chance(chances[label])}


def _chance(value: float) -> float:
    return round(value, 3)
