"""``parvis manage``: Django's own commands, for the one who runs the database."""

from __future__ import annotations

import click

from parvis.cli.setup import django_ready


@click.command(
    name="manage",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run a Django management command: ``parvis manage migrate``."""
    django_ready()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after settings

    execute_from_command_line(["parvis manage", *arguments])
