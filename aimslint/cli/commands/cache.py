"""`aimslint cache`: what is kept between runs."""

from pathlib import Path

import click

from aimslint.cli.options import Command


@click.group()
def command() -> None:
    """Remove what aimslint keeps to be faster.

    aimslint keeps what it read of the history of a repository, and the last outcomes of `aimslint check`, in the
    folder .git/aimslint, or, where that cannot be written to, in your cache folder. A run with --no-cache neither reads
    nor writes it.
    """


@command.command(cls=Command)
def clean() -> None:
    """Remove it for the repository of the current folder.

    Nothing of it is needed: the next run takes longer and says the same.
    """
    from aimslint.cache import Cache
    from aimslint.cli.failures import Stop
    from aimslint.cli.project import here
    from aimslint.git_command import run_git
    from aimslint.reporters.text.safe import one_line
    from aimslint.trees import NoRepository, find_repository

    top = find_repository(here())
    if isinstance(top, NoRepository):
        raise Stop(f"{top.explanation}; only of repositories something is kept")
    answer = run_git(top, "rev-parse", "--path-format=absolute", "--git-common-dir", own_repository=False)
    git_folder = Path(answer.decode("utf-8", "surrogateescape").removesuffix("\n"))
    for folder in Cache.folders(git_folder):
        entries, size = Cache(folder, b"").clean()
        if entries:
            click.echo(f"removed: {entries} files, {size / 1e6:.1f} MB, of {one_line(str(folder))}")
