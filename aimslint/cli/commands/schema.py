"""`aimslint schema`: the JSON Schemas that editors and other validators use."""

import click

from aimslint.cli.failures import Stop
from aimslint.cli.options import Command
from aimslint.cli.output import deliver

ENDING = ".schema.json"


@click.command(cls=Command)
@click.argument("kind", required=False)
def command(kind: str | None) -> None:
    """Print a JSON Schema.

    It is the one that records of KIND must meet; without KIND, lists what there is.
    """
    from aimslint.packaged import data_folder

    try:
        files = {file.name.removesuffix(ENDING): file for file in sorted(data_folder("schemas").glob("*" + ENDING))}
    except FileNotFoundError as error:
        raise Stop(str(error)) from None
    if kind is None:
        deliver(f"{name}\n" for name in files)
    elif kind in files:
        deliver([files[kind].read_text(encoding="utf-8")])
    else:
        from aimslint.suggest import hint

        raise Stop(f"there is no schema `{kind}`; `aimslint schema` lists all{hint(kind, files)}")
