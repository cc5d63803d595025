"""`aimslint version`."""

import click

from aimslint.cli.options import Command
from aimslint.version import VERSION


@click.command(cls=Command)
def command() -> None:
    """Show the version."""
    click.echo(f"aimslint {VERSION}")
