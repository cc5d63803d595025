"""`aimslint rule`: what a rule asks, why, and how to mend it."""

from typing import TYPE_CHECKING

import click

from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, section
from aimslint.cli.output import deliver
from aimslint.cli.project import here, open_project, settings_in_reach, telling_where
from aimslint.reporters.text.json_text import pieces
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.rulebook import Rulebook

output = section("Output")


@click.command(cls=Command)
@click.argument("name", required=False)
@output(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json is a list of all rules, or of the one named.",
)
def command(name: str | None, output_format: str) -> None:
    """Explain a rule.

    Takes its name or its code; without one, lists all rules. In a project, its own rules and the severities that it
    sets are shown as well.
    """
    from aimslint.packs import all_pack_names, load_packs
    from aimslint.reporters.text.rules import description, overview
    from aimslint.views.rule_words import as_data

    rulebook, primary = _rules_in_use()
    rules = list(rulebook)
    if name is not None:
        rules = [rule for rule in rules if name in (rule.name, rule.code)]
        if not rules:
            from aimslint.suggest import hint

            known = [word for rule in rulebook for word in (rule.name, rule.code)]
            meant = _switched_off(name) or hint(name, known)
            raise Stop(f"there is no rule `{name}`; `aimslint rule` lists all{meant}")
    if output_format == "json":
        deliver(pieces([as_data(rule, rulebook.packs.get(rule.pack)) for rule in rules]))
    elif name is None:
        deliver(overview(rules))
    else:
        packs = {**load_packs(all_pack_names()), **rulebook.packs}
        titles = {item.qualified: item.title for pack in packs.values() for item in pack.requirements.values()}
        deliver(description(rules[0], titles, primary, rulebook.packs.get(rules[0].pack)))


def _switched_off(name: str) -> str:
    """Of which pack a rule is that comes with aimslint and is not in use; empty where there is none."""
    from aimslint.engine import everything, rulebook_of
    from aimslint.trees import MemoryTree

    for rule in rulebook_of(MemoryTree({}), everything(), ""):
        if name in (rule.name, rule.code):
            return f"; it is one of the pack `{rule.pack}`, which `packs` in aimslint.yaml does not name"
    return ""


def _rules_in_use() -> "tuple[Rulebook, str]":
    """The rules of the project around the current folder, else those that come with aimslint; and the primary pack."""
    from aimslint.engine import everything, rulebook_of
    from aimslint.trees import MemoryTree

    if settings_in_reach():
        project = open_project(["."])
        root, config = next(iter(project.configs.items()))
        with telling_where(Screen(project.tree.top, here())):
            return rulebook_of(project.tree, config, root), config.primary
    return rulebook_of(MemoryTree({}), everything(), ""), everything().primary
