"""`aimslint server`: the language server."""

from importlib.util import find_spec

import click

from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, today

NEEDED = ("pygls", "lsprotocol")


@click.command(cls=Command)
def command() -> None:
    """Serve an editor: what is missing, while you type.

    Speaks the Language Server Protocol on standard input and output, until the editor ends it. Needs the extra
    `aimslint[editor]`. It writes no record: every change goes to the editor, which makes it or not.
    """
    if any(find_spec(name) is None for name in NEEDED):
        raise Stop("the language server needs two more packages: pip install 'aimslint[editor]'")
    from aimslint.editor.server import make_server

    make_server(today).start_io()
