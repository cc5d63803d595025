"""`aimslint new`."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aimslint.cli.asking import ask, choose, choose_several, on_terminal
from aimslint.cli.checked import as_of_option
from aimslint.cli.delivering import Change, show_changes, write_changes
from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, section, split
from aimslint.cli.project import Project, here, open_project, telling_where
from aimslint.dataclass import dataclass
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.model import Finding
    from aimslint.records.shape import Field, Kind
    from aimslint.report import Report
    from aimslint.scaffold.making import Ground, Made

ASKED = ("name", "title", "owner", "system", "systems", "lifecycle_stage", "organisation_role", "risk_tier")
SHOWN = 5
MISTAKES = ("loading", "records", "link")
"""What raises findings that say something wrong was written, and not just that little was."""

filled = section("What it says")
placed = section("Where it goes")


@dataclass(frozen=True, slots=True)
class _Given:
    """What the command line says about the new record, by option."""

    system: str | None
    named: Mapping[str, str | None]
    set_: Sequence[str]
    roles: Sequence[str]


@click.command(cls=Command)
@click.argument("kind")
@click.argument("id_", metavar="ID")
@filled("--system", metavar="ID", help="The AI system it is about.")
@filled("--owner", metavar="ROLE", help="The role that answers for it.")
@filled("--name", metavar="TEXT", help="What people call it.")
@filled("--stage", metavar="STAGE", help="Of an AI system: where it stands in its life, such as pilot or deployed.")
@filled("--tier", metavar="TIER", help="Of an AI system: low, medium or high.")
@filled("--role", "roles", multiple=True, metavar="PARTS", help="Of an AI system: what you are, such as user.")
@filled("--set", "set_", multiple=True, metavar="FIELD=VALUE", help="Any other field; commas between items of a list.")
@filled("--every-field", is_flag=True, help="Name all other fields of the kind as well, in comments.")
@filled("--yes", is_flag=True, help="Ask nothing, also on a terminal.")
@placed("--into", metavar="FILE", help="The new file; of an entry, the file or the id of the record to add it to.")
@placed("--stdout", is_flag=True, help="Print it, and write nothing.")
@placed("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@as_of_option
def command(
    kind: str,
    id_: str,
    system: str | None,
    owner: str | None,
    name: str | None,
    stage: str | None,
    tier: str | None,
    roles: Sequence[str],
    set_: Sequence[str],
    every_field: bool,
    yes: bool,
    into: str | None,
    stdout: bool,
    dry_run: bool,
    as_of: date,
) -> None:
    """Begin a record, or an entry of one.

    KIND is what it is, such as ai_system, impact_assessment, risk or role; ID a short name for it. It gets each field
    that the rules ask of it, empty and explained; an entry is added to the record that lists its kind. Nothing is
    overwritten.
    """
    from aimslint.scaffold.given import WrongValue
    from aimslint.scaffold.making import CannotMake, Wish, known_kind, make

    project = open_project(["."])
    screen = Screen(project.tree.top, here())
    ground = _ground(project, as_of, screen)
    given = _Given(system, {"owner": owner, "name": name, "lifecycle_stage": stage, "risk_tier": tier}, set_, roles)
    try:
        wanted = known_kind(kind)
        _check_id(id_)
        values = _values(wanted, given)
        if on_terminal() and not (yes or stdout):
            values |= _asked(wanted, values, ground)
        made = make(Wish(kind, id_, values, _inside(into, ground), every_field), ground)
    except (CannotMake, WrongValue) as error:
        raise Stop(str(error)) from None
    _refuse_unread(made, ground)
    new = _new_findings(made, ground, kind, id_)
    change = Change(made.path, made.content, made.old)
    if stdout:
        click.echo(made.text, nl=False)
    elif dry_run:
        show_changes([change], screen)
    elif write_changes([change], screen):
        _tell_next(new, screen)
    else:
        raise Stop(f"{screen.path(made.path)} is there and was not touched; name another file with --into")


def _ground(project: Project, as_of: date, screen: Screen) -> "Ground":
    from aimslint.engine import read, rulebook_of
    from aimslint.scaffold.making import Ground

    if len(project.configs) > 1:
        roots = ", ".join(screen.path(root or ".") for root in project.configs)
        raise Stop(f"there are several management systems here: {roots}; change to the folder of one")
    ((root, config),) = project.configs.items()
    with telling_where(screen):
        rulebook = rulebook_of(project.tree, config, root)
        aims = read(project.tree, config, root)
        return Ground(project.tree, aims, config, rulebook, as_of, lambda tree: read(tree, config, root))


def _check_id(id_: str) -> None:
    import re

    from aimslint.records.patterns import ID_PATTERN

    if re.fullmatch(ID_PATTERN, id_) is None or not id_.isprintable():
        raise Stop(f"`{id_}` cannot be an id: expected at most 100 characters without spaces, `/`, `#` or brackets")


def _values(kind: "Kind", given: _Given) -> dict[str, Any]:
    """The values that the options give. Raises WrongValue."""
    from aimslint.scaffold.given import about_system, field_of, value_of, values_of

    values: dict[str, Any] = {}
    for field, text in given.named.items():
        if text is not None:
            values[field] = value_of(field_of(kind.shape, field, kind), text)
    if given.roles:
        declared = field_of(kind.shape, "organisation_role", kind)
        values[declared.name] = value_of(declared, ",".join(split(given.roles)))
    if given.system is not None:
        values |= about_system(kind, given.system)
    return values | values_of(kind, given.set_)


def _asked(kind: "Kind", values: Mapping[str, Any], ground: "Ground") -> dict[str, Any]:
    """Answers to what decides most about the record. Nothing typed leaves a field empty."""
    from aimslint.scaffold.given import value_of

    found = {}
    for name in ASKED:
        declared = kind.shape.fields.get(name)
        if declared is None or name in values or (name == "title" and kind.holder is None):
            continue
        answer = _answer(declared, ground)
        if answer:
            found[name] = value_of(declared, answer)
    return found


def _answer(declared: "Field", ground: "Ground") -> str:
    from aimslint.records.shape import ListOf, Reference, Words

    question = f"{declared.description.rstrip('.?')} [{declared.name}]"
    match declared.type:
        case Words(words):
            return choose(question, words)
        case ListOf(Words(words)):
            return ",".join(choose_several(question, words))
        case Reference(kinds) | ListOf(Reference(kinds)):
            return ask(question, known=[item.id for item in ground.aims.of_kind(kinds)][:12])
    return ask(question)


def _inside(into: str | None, ground: "Ground") -> str | None:
    """The file that `--into` names, from the tree's top; an id stays what it is."""
    if into is None:
        return None
    folder, name = os.path.split(into)
    inside = os.path.relpath(Path(os.path.realpath(folder or here()), name), ground.tree.top).replace(os.sep, "/")
    is_file = into.endswith((".yaml", ".yml", ".md")) or ground.tree.has(inside)
    return inside if is_file else into


def _refuse_unread(made: "Made", ground: "Ground") -> None:
    from aimslint.scaffold.places import is_read

    if not is_read(made.path, ground.aims.root, ground.config) or not made.path.endswith((".yaml", ".yml")):
        patterns = ", ".join(ground.config.include)
        raise Stop(f"{made.path} would not be read as a record: expected a YAML file that fits {patterns}")


def _new_findings(made: "Made", ground: "Ground", kind: str, id_: str) -> "list[Finding]":
    """What the check will say that it does not say now. Raises Stop when what was given is wrong, and not just little.

    A finding that reading or linking raises is a mistake in a value: nothing honest about the new record.
    """
    from aimslint.model import Subject
    from aimslint.trees import overlaid

    before = _check(ground, ground.tree)
    after = _check(ground, overlaid(ground.tree, {made.path: made.content}))
    known = {finding.fingerprint for finding in before.findings}
    new = [finding for finding in after.findings if finding.fingerprint not in known]
    for finding in new:
        rule = after.rulebook.rules[finding.rule]
        if rule.raised_by in MISTAKES and (finding.record == Subject(kind, id_) or finding.location.path == made.path):
            raise Stop(f"nothing was written, for it would be wrong: {finding.message} [{finding.rule}]")
    phase = ground.phase.rank
    return [finding for finding in new if after.rulebook.rules[finding.rule].phase.rank <= phase]


def _check(ground: "Ground", tree: Any) -> "Report":
    from aimslint.engine import check

    return check(tree, ground.as_of, ground.config, ground.aims.root, rulebook=ground.rulebook)


def _tell_next(new: "Sequence[Finding]", screen: Screen) -> None:
    from aimslint.reporters.text.finding import first_line

    if not new:
        click.echo("Fill in the empty keys. Empty as it is, it raises nothing new, and mends nothing that was open.")
        return
    click.echo("Fill in the empty keys. What `aimslint check` says until then:")
    for finding in new[:SHOWN]:
        click.echo(f"  {first_line(finding, screen)}")
    if len(new) > SHOWN:
        click.echo(f"  and {len(new) - SHOWN} more")
