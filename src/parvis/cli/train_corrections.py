"""Training with what agents corrected: read from the database, compared with what is in force."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.cli.setup import django_ready
from parvis.engine.understand.model_file import digest_of, read_model
from parvis.engine.understand.training import examples, scoring
from parvis.engine.understand.training.adoption import Scores, figures_of
from parvis.errors import Invalid

if TYPE_CHECKING:
    from parvis.engine.understand import Model
    from parvis.engine.understand.training.examples import Example


@dataclass(frozen=True, slots=True)
class Correcting:
    """What agents corrected, and the model in force, by the SHA-256 of its file.

    ``untouched`` is the digest of the file with the posts that are held out.
    """

    examples: list[Example]
    model: Model
    digest: str
    untouched: str

    def compare(self, into: Path, held_out: Sequence[Example], new: scoring.Report) -> str:
        """Write ``scores.json`` beside the model that was made, and say whether it is better."""
        content = (into / "model.npz").read_bytes()
        try:
            read_model(content)
        except Invalid as error:
            raise click.ClickException(_sentence(error)) from error
        scores = Scores(
            model=digest_of(content),
            against=self.digest,
            untouched=self.untouched,
            posts=len(held_out),
            corrections=len(self.examples),
            old=figures_of(scoring.report(held_out, self.model)),
            new=figures_of(new),
        )
        text = json.dumps(scores.to_json(), indent=2)
        (into / "scores.json").write_text(text + "\n", encoding="utf-8")
        return _told(scores, into)


def correcting(own: Path, into: Path, held_out: Sequence[Example]) -> Correcting:
    """Read what agents corrected; ends the command where there is nothing to train with."""
    if into.resolve() == Path(str(files("parvis.engine.understand"))).resolve():
        raise click.UsageError(
            f"{into} holds the model that comes with Parvis: give another folder with --into. A"
            " model that was trained with corrections is adopted by a signature."
        )
    django_ready()
    from parvis.desk.queries.corrections import corrected_examples  # noqa: PLC0415 - after settings
    from parvis.governance.queries.models import loaded_in_force  # noqa: PLC0415 - as above

    found = examples.untouched_by(list(corrected_examples()), held_out)
    if not found:
        raise click.ClickException(
            "Nobody has corrected anything yet, so there is nothing to train with. Agents correct"
            " what was understood of a post beside its conversation."
        )
    model, digest = loaded_in_force()
    click.echo(f"{len(found):,} corrections from the desk", err=True)
    untouched = digest_of((own / f"posts_{examples.HELD_OUT}.tsv").read_bytes())
    return Correcting(found, model, digest, untouched)


def _told(scores: Scores, into: Path) -> str:
    """Say both models' scores, and whether the new one is better, in English."""
    from django.utils.translation import override  # noqa: PLC0415 - after settings

    from parvis.governance.model_words import compared  # noqa: PLC0415 - as above

    with override("en"):
        found = compared(scores.to_json())
    lines = [f"{'':56} in force    new"]
    lines += [
        f"{line.name:56} {line.old:8.3f} {line.new:6.3f}  {line.sign}"
        for line in (found.lines if found else ())
    ]
    if found and found.objections:
        why = " ".join(found.objections)
        return "\n".join(
            [*lines, "", f"It is not better than the model in force, and not proposed. {why}"]
        )
    propose = f"parvis model propose {into} --as USER"
    return "\n".join([*lines, "", f"It is better than the model in force. Propose it: {propose}"])


def _sentence(error: Invalid) -> str:
    from django.utils.translation import override  # noqa: PLC0415 - after settings

    from parvis.design.messages import explain  # noqa: PLC0415 - as above

    with override("en"):
        return explain(error)
