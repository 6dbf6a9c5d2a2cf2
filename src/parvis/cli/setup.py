"""What a command does before it touches the database."""

from __future__ import annotations

import os

import click


def django_ready() -> None:
    """Load the settings and the rooms; a setting that is wrong ends the command with its mend."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.web.settings")
    import django  # noqa: PLC0415 - `parvis scan` and `--help` start without it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
