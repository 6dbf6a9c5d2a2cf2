"""``parvis train``: make the model that reads posts anew, from labelled posts on disk."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = Path("src") / "parvis" / "engine" / "understand"


@click.command(name="train")
@click.option(
    "--own",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
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
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=FOLDER,
    show_default=True,
    help="Folder that gets model.npz, card.md and calibration.svg.",
)
def command(own: Path, public: Path | None, into: Path) -> None:
    """Train both tiers, calibrate them, score them on the posts held out, and write it all down.

    Same posts, same model. Takes some minutes; needs scikit-learn (`pip install parvis[train]`).
    """
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
    from parvis.errors import Invalid  # noqa: PLC0415

    try:
        everything = examples.own(own)
    except Invalid as error:
        raise click.ClickException(str(error)) from error
    held_out = [each for each in everything if each.author == examples.HELD_OUT]
    ours = [each for each in everything if each.author != examples.HELD_OUT]
    if not ours or not held_out:
        raise click.ClickException(f"{own} needs posts_held_out.tsv and one posts_*.tsv beside it.")
    others = examples.public(public) if public else []
    model = fit.train(ours, others, lambda line: click.echo(line, err=True))
    model.save(into / "model.npz")
    both, first = (scoring.report(held_out, model, second=second) for second in (True, False))
    text = card.card(ours, others, both, first)
    card.write(into, text, card.drawn(both))
    click.echo(text)
