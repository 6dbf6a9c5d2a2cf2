"""``parvis model``: which model reads posts, and another one proposed in its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.cli.setup import django_ready
from parvis.errors import ParvisError

if TYPE_CHECKING:
    from parvis.governance.models import User

_MOST_BYTES = 25_000_001
_MOST_CHARACTERS = 100_000


@click.group(name="model")
def command() -> None:
    """Propose a model that reads posts; say which one does.

    `parvis train --with-corrections --into FOLDER` makes one. It takes the place of the one in
    force only if it does better on posts that neither has read, and if a second person signs it on
    the page "Models".
    """
    django_ready()


@command.command()
def show() -> None:
    """Say which model reads posts. Exit code 1 if the signed one cannot be used."""
    from parvis.governance.queries.models import (  # noqa: PLC0415 - after settings
        in_force,
        problem_with_file,
    )

    now, broken = in_force(), problem_with_file()
    if broken:
        raise click.ClickException(_sentence(broken, {}))
    which = "The model that comes with Parvis" if now.model is None else "An adopted model"
    click.echo(f"{which} reads posts: {now.digest}")


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--as", "username", required=True, metavar="USER", help="Who proposes it.")
@click.option("--note", default="", help="Why, in a few words: whoever signs reads them.")
def propose(folder: Path, username: str, note: str) -> None:
    """Propose the model in FOLDER: its model.npz, with the scores.json that was made with it."""
    from parvis.governance.actions import propose_model  # noqa: PLC0415 - after settings

    actor = _person(username)
    content = _read(folder / "model.npz", _MOST_BYTES)
    scores = _read(folder / "scores.json", _MOST_CHARACTERS).decode("utf-8", "replace")
    try:
        proposed = propose_model(actor=actor, content=content, scores=scores, note=note)
    except ParvisError as refusal:
        raise click.ClickException(_told(refusal)) from refusal
    click.echo(
        f"Proposed: {proposed.digest}\n"
        'Another person signs it on the page "Models"; until then nothing changes.'
    )


def _person(username: str) -> User:
    from parvis.governance.models import User  # noqa: PLC0415 - after settings

    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise click.UsageError(f"nobody who may log in is called {username!r}")
    return person


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise click.ClickException(
            f"{path} cannot be read. Give the folder that `parvis train --with-corrections` wrote."
        ) from error


def _told(refusal: ParvisError) -> str:
    """Say a refusal as the interface does, and of a model that is no better, why."""
    from parvis.governance.model_sentences import objection_words  # noqa: PLC0415 - as above

    why = refusal.data.get("why")
    more = objection_words(why) if isinstance(why, list) else []
    return " ".join([_sentence(refusal.code, refusal.data), *more])


def _sentence(code: str, data: dict[str, object]) -> str:
    from django.utils.translation import override  # noqa: PLC0415 - after settings

    from parvis.design.messages import sentence  # noqa: PLC0415 - as above

    with override("en"):
        return sentence(code, data)
