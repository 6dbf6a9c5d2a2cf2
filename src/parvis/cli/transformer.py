"""A transformer of the bank's own, as commands use it: loaded once, or said why not."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import click

from parvis.engine.understand.transformer import Transformer, load
from parvis.errors import Invalid

_SAMPLES = (
    "Bonjour, où en est mon virement ? Toujours rien depuis lundi.",
    "Bravo, encore une panne un jour de paie. On applaudit bien fort, et personne ne répond.",
    "well that's my bank for you",
)
_MEASURED = 0.5  # seconds

transformer_option = click.option(
    "--transformer",
    metavar="FOLDER",
    default="",
    callback=lambda _context, _parameter, folder: _checked(folder),
    help="A transformer of your own, for posts left unsure. See docs/transformer.md.",
)
"""Gives the folder of a transformer that could be loaded; "" for none."""


@cache
def transformer_of(folder: str) -> Transformer | None:
    """Load the transformer of a folder, once in each process; None for none."""
    return load(Path(folder)) if folder else None


def said_of(error: Invalid) -> str:
    """Say what is wrong with a transformer, in English; needs neither settings nor keys."""
    from django.conf import settings  # noqa: PLC0415 - most commands do without it

    if not settings.configured:
        settings.configure(USE_I18N=False)
    from django.utils.translation import override  # noqa: PLC0415 - after settings

    from parvis.design.messages import explain, register_messages  # noqa: PLC0415 - as above
    from parvis.intake.transformer_sentences import TRANSFORMER  # noqa: PLC0415 - as above

    register_messages(TRANSFORMER)
    with override(None):
        return f"{explain(error)} ({error.code})"


def transformer_ready() -> None:
    """Load the transformer that is set; one that cannot be used ends the command."""
    from parvis.intake.third import third_tier  # noqa: PLC0415 - after settings

    try:
        third_tier()
    except Invalid as error:
        raise click.ClickException(f"PARVIS_TRANSFORMER: {said_of(error)}") from error


def posts_a_second(transformer: Transformer) -> float:
    """Measure how many posts a transformer reads a second."""
    began, count = time.perf_counter(), 0
    while (spent := time.perf_counter() - began) < _MEASURED:
        # Texts that it has not read: answers of late are remembered.
        transformer.logits([f"{sample} {count}" for sample in _SAMPLES])
        count += len(_SAMPLES)
    return count / spent


def _checked(folder: str) -> str:
    try:
        transformer_of(folder)
    except Invalid as error:
        raise click.BadParameter(said_of(error)) from error
    return folder
