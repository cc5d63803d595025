"""`aimslint server`: the language server."""

import gc
from datetime import date
from importlib.util import find_spec

import click

from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, Day, section, today

NEEDED = ("pygls", "lsprotocol")

reading = section("What is read")


@click.command(cls=Command)
@reading(
    "--as-of",
    type=Day(),
    show_default="today in UTC, whenever something is checked",
    envvar="AIMSLINT_AS_OF",
    show_envvar=True,
    help="The day that counts as today.",
)
def command(as_of: date | None) -> None:
    """Serve an editor: what is missing, while you type.

    Speaks the Language Server Protocol on standard input and output, until the editor ends it. Needs the extra
    `aimslint[editor]`. It writes no record: every change goes to the editor, which makes it or not.
    """
    if any(find_spec(name) is None for name in NEEDED):
        raise Stop("the language server needs two more packages: pip install 'aimslint[editor]'")
    from aimslint.cli.remembered import state_of
    from aimslint.editor.server import make_server

    # Every check leaves a graph behind, full of cycles. They are looked for after each (`rounds`), and now and then in
    # between: the usual numbers would have Python look through a graph a dozen times while it is being built.
    gc.freeze()
    gc.set_threshold(200_000, 5, 5)
    gc.enable()
    make_server(today if as_of is None else lambda: as_of, state_of).start_io()
