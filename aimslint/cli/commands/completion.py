"""`aimslint completion`: completion of commands and options, for the shell."""

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from aimslint.cli.options import Command

SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "fish": FishComplete, "zsh": ZshComplete}


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(sorted(SHELLS)))
def command(shell: str) -> None:
    """Print the script by which a shell completes what you type.

    \b
    bash:  eval "$(aimslint completion bash)"              in ~/.bashrc
    zsh:   eval "$(aimslint completion zsh)"               in ~/.zshrc
    fish:  aimslint completion fish | source               in ~/.config/fish/config.fish
    """
    root = click.get_current_context().find_root().command
    complete = SHELLS[shell](root, {}, "aimslint", "_AIMSLINT_COMPLETE")
    # Not complete.source(): for bash that starts a bash to ask for its version.
    click.echo(complete.source_template % complete.source_vars())
