"""`aimslint migrate`."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, section
from aimslint.cli.output import deliver
from aimslint.cli.project import SETTINGS, here, open_project
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.migrations import Migration
    from aimslint.trees import Tree

Rewritten = tuple[str, bytes, bytes]
"""A path, what the file holds, and what it will hold."""

output = section("Output")


@click.command(cls=Command)
@output("--diff", is_flag=True, help="Show what would change, and write nothing; 1 when something would.")
def command(diff: bool) -> int:
    """Bring settings and records into the format of this aimslint.

    All files are rewritten, or none: what cannot be read or written stops it before the first. Comments and order stay.
    """
    # The settings may be of another format, which only the migrations know: they are not read with the project.
    project = open_project(["."], config=os.devnull)
    screen = Screen(project.tree.top, here())
    rewritten: list[Rewritten] = []
    for root in project.configs:
        said, files = _of_root(project.tree, root, screen)
        click.echo(said, err=True)
        rewritten += files
    if diff:
        deliver(_differences(rewritten))
        return 1 if rewritten else 0
    _write(project.tree, rewritten)
    for path, _, _ in rewritten:
        click.echo(f"rewrote {screen.path(path)}")
    return 0


def _of_root(tree: "Tree", root: str, screen: Screen) -> tuple[str, list[Rewritten]]:
    """What to say about one management system, and its files that change, settings last. Raises Stop."""
    from aimslint import migrations
    from aimslint.config import ConfigError

    path = f"{root}/{SETTINGS}" if root else SETTINGS
    shown = screen.path(path)
    newest = migrations.newest_of(migrations.MIGRATIONS)
    raw = tree.read(path) if tree.has(path) else b""
    try:
        version = migrations.version_of(path, raw)
        steps = migrations.due(version, migrations.MIGRATIONS)
        if version > newest:
            from aimslint.config import read_config

            read_config(path, raw, newest=newest)
        if not steps:
            return f"{shown}: format {version} is the newest; there is nothing to do", []
        if not tree.has(path):
            raise Stop(f"{shown}: there is none, so nobody knows the format; write one with `version: 1` first")
        files = _files(tree, root, path, raw, steps)
    except migrations.Cannot as error:
        raise Stop(f"{one_line(str(error))}\nnothing was written") from None
    except ConfigError as error:
        raise Stop(f"{screen.path(error.path)}:{error.line}: {error.text}") from None
    about = "; ".join(f"{step.to}: {step.about}" for step in steps)
    return f"{shown}: from format {version} to {newest} ({one_line(about)})", files


def _files(tree: "Tree", root: str, path: str, raw: bytes, steps: Sequence["Migration"]) -> list[Rewritten]:
    from aimslint.config import read_config
    from aimslint.engine import record_paths
    from aimslint.migrations import Cannot, migrate_record, migrate_settings
    from aimslint.roots import files_of
    from aimslint.trees import Unreadable

    settings = migrate_settings(path, raw, steps)
    config = read_config(path, settings, newest=steps[-1].to)
    limits = config.loading_limits()
    found: list[Rewritten] = []
    for record in record_paths(files_of(tree.paths(), root), config, root):
        try:
            before = tree.read(record, limits.file_bytes)
        except Unreadable as error:
            raise Cannot(f"{record}: {error.reason}; {error.advice}") from None
        found.append((record, before, migrate_record(record, before, steps, limits)))
    return [*(file for file in found if file[1] != file[2]), (path, raw, settings)]


def _write(tree: "Tree", rewritten: Sequence[Rewritten]) -> None:
    """Write all files, or leave all as they were. Raises Stop."""
    from aimslint.writing import NotWritten, replace

    done: list[Rewritten] = []
    try:
        for path, before, after in rewritten:
            replace(tree.top, path, after, expected=before)
            done.append((path, before, after))
    except BaseException as error:
        stuck = []
        for path, before, after in reversed(done):
            try:
                replace(tree.top, path, before, expected=after)
            except NotWritten:
                stuck.append(path)
        if isinstance(error, NotWritten):
            rest = f"; in the new format already, and not changed back: {', '.join(stuck)}" if stuck else ""
            raise Stop(f"{one_line(str(error))}\nall files are as they were{rest}") from None
        raise


def _differences(rewritten: Sequence[Rewritten]) -> Iterator[str]:
    from aimslint.reporters.text.unified import unified

    for path, before, after in rewritten:
        yield from unified(path, before.decode("utf-8"), after.decode("utf-8"))
