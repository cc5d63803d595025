"""`aimslint test-rules`: the examples of rules, run as tests."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimslint.cli.failures import Stop
from aimslint.cli.options import Command
from aimslint.cli.output import deliver
from aimslint.cli.project import here, telling_where
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.rule_tests import RulebookFor
    from aimslint.rulebook import Rule


@click.command(cls=Command)
@click.argument("folder")
def command(folder: str) -> int:
    """Run the examples of rules.

    Takes the FOLDER that the rules lie in. Good examples must stay silent, bad ones must be told at each line
    marked `# <- rule-name`. The exit code is 1 when an example does something else.
    """
    from aimslint.reporters.text.safe import one_line
    from aimslint.reporters.text.words import count
    from aimslint.rule_tests import run_examples

    place = Path(os.path.realpath(folder))
    if not place.is_dir():
        raise Stop(f"{folder}: there is no such folder; name one that holds rule files")
    screen = Screen(place.parent, here())
    with telling_where(screen):
        rules, rulebook_for = _rules_below(place)
        if not rules:
            raise Stop(f"{folder} holds no rule file; rules are files that end in .yaml")
        failures = [failure for rule in rules for failure in run_examples(rule, rulebook_for)]
    lines = [
        f"{screen.path(failure.path)}: {failure.rule}, example {failure.number}: {one_line(failure.text)}\n"
        for failure in failures
    ]
    examples = count(sum(len(rule.examples) for rule in rules), "example")
    outcome = f"{len(failures)} did not do what they say" if failures else "all do what they say"
    deliver([*lines, f"Ran {examples} of {count(len(rules), 'rule')}: {outcome}.\n"])
    return 1 if failures else 0


def _rules_below(folder: Path) -> "tuple[list[Rule], RulebookFor]":
    """The rules in a folder: of packs that come with aimslint, when it lies in there, else an organisation's own."""
    from aimslint.engine import everything
    from aimslint.packs import Stock, packs_folder
    from aimslint.rule_tests import rulebooks
    from aimslint.trees import MemoryTree

    config = everything()
    if folder.is_relative_to(packs_folder().resolve()):
        rulebook_for = rulebooks(MemoryTree({}))
        return [rule for rule in rulebook_for(config) if Path(rule.path).resolve().is_relative_to(folder)], rulebook_for
    files = {
        f"{folder.name}/{file.relative_to(folder).as_posix()}": file.read_bytes()
        for file in sorted(folder.rglob("*.yaml"))
        if file.is_file()
    }
    if not files:
        return [], rulebooks(MemoryTree({}))
    own = Stock.of_tree([folder.name], files, files.__getitem__).own
    config = replace(config, packs=[*config.packs, *own])
    rulebook_for = rulebooks(MemoryTree(files), [folder.name])
    return [rule for rule in rulebook_for(config) if rule.path in files], rulebook_for
