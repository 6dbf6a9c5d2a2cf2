"""``parvis train``: make the model that reads posts anew, from labelled posts on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.errors import Invalid

if TYPE_CHECKING:
    from parvis.cli.train_corrections import Correcting
    from parvis.engine.understand.training.examples import Example

FOLDER = Path("src") / "parvis" / "engine" / "understand"
CANDIDATE = Path("candidate")


@click.command(name="train")
@click.option(
    "--own",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("bench") / "understand",
    show_default=True,
    help="Folder of our own labelled posts (posts_*.tsv).",
)
@click.option(
    "--public",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of public sets (banking77_en.jsonl.gz ...); what is missing is left out.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Folder that gets model.npz, card.md and calibration.svg.  [default: {FOLDER}; with"
    f" corrections: {CANDIDATE}]",
)
@click.option(
    "--with-corrections",
    is_flag=True,
    help="Train with what agents corrected at the desk too, compare with the model in force, and"
    " write scores.json beside the model.",
)
def command(own: Path, public: Path | None, into: Path | None, *, with_corrections: bool) -> None:
    """Train both tiers, calibrate them, score them on the posts held out, and write it all down.

    Same posts, same model. Takes some minutes; needs scikit-learn (`pip install parvis[train]`).

    With corrections it reads the database of the installation, and never changes which model reads
    posts: `parvis model propose` and a signature do.
    """
    ours, held_out = _labelled(own)
    correcting = _correcting(own, into, held_out) if with_corrections else None
    into = into or (CANDIDATE if with_corrections else FOLDER)
    # Local: other commands need none of it, and it takes a second to load.
    try:
        from parvis.engine.understand.training import (  # noqa: PLC0415
            card,
            examples,
            fit,
            scoring,
        )
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{error.name} is missing: training needs it. Install it with parvis[train]."
        ) from error

    ours += correcting.examples if correcting else []
    others = examples.public(public) if public else []
    model = fit.train(ours, others, lambda line: click.echo(line, err=True))
    into.mkdir(parents=True, exist_ok=True)
    model.save(into / "model.npz")
    both, first = (scoring.report(held_out, model, second=second) for second in (True, False))
    text = card.card(ours, others, both, first)
    card.write(into, text, card.drawn(both))
    click.echo(text)
    if correcting:
        click.echo(correcting.compare(into, held_out, both))


def _labelled(own: Path) -> tuple[list[Example], list[Example]]:
    """Give the posts to train on, and those that are held out."""
    from parvis.engine.understand.training import examples  # noqa: PLC0415 - as above

    try:
        everything = examples.own(own)
    except Invalid as error:
        raise click.ClickException(str(error)) from error
    held_out = [each for each in everything if each.author == examples.HELD_OUT]
    ours = [each for each in everything if each.author != examples.HELD_OUT]
    if not ours or not held_out:
        raise click.ClickException(
            f"{own} needs posts_held_out.tsv and one posts_*.tsv beside it. They come with the"
            " source of Parvis, in bench/understand: get it, and give that folder with --own."
        )
    return ours, held_out


def _correcting(own: Path, into: Path | None, held_out: list[Example]) -> Correcting:
    # Local: training without corrections knows neither settings nor a database.
    from parvis.cli.train_corrections import correcting  # noqa: PLC0415

    return correcting(own, into or CANDIDATE, held_out)
