"""The ``parvis`` command. Each command is a module of this folder, loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from parvis.cli.traces import guard_traces, masked_usage

COMMANDS = {
    "begin": "Make the first entity and administrator of an empty installation.",
    "charter": "Check a charter, try it on posts.",
    "doctor": "Check the installation and say what to do.",
    "guard": "Say what is confidential in a text; check replies.",
    "import": "Take in a file of posts (JSON Lines or CSV).",
    "intake": "Look at what came in: sources, dead letters.",
    "ledger": "Verify the ledger.",
    "manage": "Run a Django management command.",
    "model": "Propose a model that reads posts; say which one does.",
    "run": "Start web server and workers, ready for a browser.",
    "scan": "Guard and understand posts from standard input.",
    "train": "Make the model that reads posts anew.",
    "worker": "Run workers without a web server.",
}
"""Every command with its one line of help, so that ``parvis --help`` imports none of them."""


class _Lazy(click.Group):
    """A group whose commands are imported when they are used: ``parvis scan`` needs no Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # `import` is a word of the language, so its module has another name.
        module = import_module(f"parvis.cli.{'import_' if cmd_name == 'import' else cmd_name}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        guard_traces()
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise masked_usage(error) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=_Lazy)
@click.version_option(package_name="parvis")
def main() -> None:
    """Parvis, the open-source social desk for banks."""
