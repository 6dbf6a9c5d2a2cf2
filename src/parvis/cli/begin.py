"""``parvis begin``: the first entity and the first person of an installation without the demo."""

from __future__ import annotations

import click

from parvis.cli.setup import django_ready
from parvis.errors import ParvisError


@click.command(name="begin")
@click.option("--entity", prompt="Name of the bank", help="Name of the entity above all others.")
@click.option(
    "--administrator",
    prompt="Log-in name of the first administrator",
    help="Log-in name of the person who then adds entities, people and accounts.",
)
@click.password_option(help="Their password; asked for when it is not given.")
def command(*, entity: str, administrator: str, password: str) -> None:
    """Make the first entity and its administrator, once, in an empty installation.

    Start with `parvis run --no-demo`, then call this; all the rest is done in the browser.
    """
    django_ready()
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from parvis.web.beginning import begin  # noqa: PLC0415 - after settings

    try:
        validate_password(password)
        begin(entity=entity, administrator=administrator, password=password)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    except ParvisError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{administrator} may log in now.")
