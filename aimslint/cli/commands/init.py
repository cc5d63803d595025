"""`aimslint init`."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimslint.cli.asking import ask, choose, choose_several, on_terminal
from aimslint.cli.checked import as_of_option
from aimslint.cli.delivering import Change, show_changes, write_changes
from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, section, split
from aimslint.cli.project import here, telling_where
from aimslint.dataclass import dataclass
from aimslint.model import Severity
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.words import count
from aimslint.version import VERSION

if TYPE_CHECKING:
    from aimslint.report import Report
    from aimslint.scaffold.foundation import Answers, SystemAnswer
    from aimslint.scaffold.making import Ground
    from aimslint.trees import Tree

known = section("What is known already")
around = section("What else to set up")
writing = section("Writing")


@dataclass(frozen=True, slots=True)
class _Extras:
    """What is wanted around the records."""

    editor: bool
    hook: bool
    workflow: str | None
    install: str


@click.command(cls=Command)
@click.argument("folder", required=False, default=".")
@known("--organisation", metavar="NAME", help="Whose management system it is.")
@known("--role", "parts", multiple=True, metavar="PARTS", help="What you do with AI: developer, provider, user, …")
@known(
    "--system",
    "systems",
    multiple=True,
    metavar="NAME[:STAGE[:OWNER]]",
    help="An AI system, as in `Chat:pilot:head-of-sales`; OWNER is a role.",
)
@around("--editor/--no-editor", default=True, help="Schemas and settings for editors.  [default: --editor]")
@around("--hook", is_flag=True, help="A hook for pre-commit that checks before each commit.")
@around("--workflow", type=click.Choice(["github", "gitlab"]), help="A check of every change on the server.")
@around("--install", metavar="SPEC", help="What the workflow installs, for pip.  [default: this version by its name]")
@writing("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@writing("--yes", is_flag=True, help="Ask nothing, also on a terminal.")
@as_of_option
def command(
    folder: str,
    organisation: str | None,
    parts: Sequence[str],
    systems: Sequence[str],
    editor: bool,
    hook: bool,
    workflow: str | None,
    install: str | None,
    dry_run: bool,
    yes: bool,
    as_of: date,
) -> None:
    """Begin a management system.

    Writes what it begins with to FOLDER, which becomes its root: aimslint.yaml, and below governance/ a scope, a
    policy, the roles and your AI systems, with a question above each key that waits for you. Asks on a terminal for
    what no option says. What is there already is left as it is.
    """
    top, root, tree = _place(folder)
    screen = Screen(top, here())
    ground = _ground(tree, root, as_of, screen)
    _tell_above(tree, root, screen)
    answers = _answers(organisation, parts, systems, ask_for_more=on_terminal() and not yes)
    extras = _Extras(editor, hook, workflow, install or f"aimslint=={VERSION}")
    changes, there = _plan(answers, extras, ground)
    for path in there:
        click.echo(f"there already: {screen.path(path)}")
    if dry_run:
        show_changes(changes, screen)
        return
    written = write_changes(changes, screen)
    if workflow == "gitlab":
        _print_gitlab(root, extras.install)
    _tell_next(written, folder, as_of, ground, screen, stops=hook or workflow is not None)


def _place(folder: str) -> "tuple[Path, str, Tree]":
    """The top of the tree that `folder` lies in, the folder from there, and the tree."""
    from aimslint.trees import WorkingTree

    if not os.path.isdir(folder):
        raise Stop(f"{folder}: there is no such folder; make it first, or leave it out for the current one")
    place = Path(os.path.realpath(folder))
    tree = WorkingTree.at(place)
    if tree.no_repository is not None and tree.no_repository.reason == "bare":
        raise Stop(f"{folder}: here git keeps a repository itself, and no records; begin in a folder of its work tree")
    inside = os.path.relpath(place, tree.top).replace(os.sep, "/")
    return tree.top, "" if inside == "." else inside, tree


def _ground(tree: "Tree", root: str, as_of: date, screen: Screen) -> "Ground":
    from aimslint.engine import config_of, read, rulebook_of
    from aimslint.scaffold.making import Ground

    with telling_where(screen):
        config = config_of(tree, root)
        rulebook = rulebook_of(tree, config, root)
        aims = read(tree, config, root)
        return Ground(tree, aims, config, rulebook, as_of, lambda other: read(other, config, root))


def _tell_above(tree: "Tree", root: str, screen: Screen) -> None:
    """A management system further up keeps everything but this folder: say so."""
    from aimslint.engine import roots_of
    from aimslint.roots import is_inside

    above = [other for other in roots_of(tree, root) if other != root and is_inside(root, other)]
    if root and above and tree.has(f"{above[0]}/aimslint.yaml" if above[0] else "aimslint.yaml"):
        shown = screen.path(above[0] or ".")
        click.echo(f"note: {shown} is the root of a management system; what lies in {screen.path(root)} leaves it")


def _answers(
    organisation: str | None, parts: Sequence[str], systems: Sequence[str], *, ask_for_more: bool
) -> "Answers":
    """What the options say, and on a terminal what is typed for the rest."""
    from aimslint.scaffold.foundation import Answers

    roles, stages = _words("organisation_role"), _words("lifecycle_stage")
    given = [_known_word("--role", part, roles) for part in split(parts)]
    told = [_system(text, stages) for text in systems]
    if ask_for_more:
        click.echo("A few questions first; what you do not know yet stays empty.\n")
        organisation = organisation if organisation is not None else ask("Name of the organisation")
        given = given or choose_several("What it does with AI, commas between", roles)
        told = told or _asked_systems(stages)
    _refuse_unprintable([organisation or "", *(text for one in told for text in (one.name, one.owner))])
    return Answers(organisation or "", given, told)


def _words(field: str) -> tuple[str, ...]:
    """The words that a field of ai_system takes."""
    from aimslint.records.shape import ListOf, Words
    from aimslint.records.table import all_kinds

    type_ = all_kinds()["ai_system"].shape.fields[field].type
    inner = type_.item if isinstance(type_, ListOf) else type_
    assert isinstance(inner, Words)
    return inner.words


def _known_word(option: str, word: str, words: Sequence[str]) -> str:
    from aimslint.suggest import hint

    if word not in words:
        raise Stop(f"{option}: `{word}` is none of {', '.join(words)}{hint(word, words)}")
    return word


def _system(text: str, stages: Sequence[str]) -> "SystemAnswer":
    from aimslint.scaffold.foundation import SystemAnswer, slug

    name, stage, owner, *more = [*(part.strip() for part in text.split(":")), "", ""]
    if not slug(name) or any(more):
        raise Stop(f"--system `{text}`: expected NAME[:STAGE[:OWNER]], such as `Chat:pilot:head-of-sales`")
    if owner and not slug(owner):
        raise Stop(f"--system `{text}`: `{owner}` cannot name a role")
    return SystemAnswer(name, _known_word("--system", stage, stages) if stage else "", owner)


def _asked_systems(stages: Sequence[str]) -> "list[SystemAnswer]":
    from aimslint.scaffold.foundation import SystemAnswer, slug

    found: list[SystemAnswer] = []
    owners: list[str] = []
    click.echo("\nThe AI systems that you develop, provide or use, one after the other.")
    while name := ask("Name of an AI system; leave it empty when there are no more"):
        if not slug(name):
            click.echo("A name needs a letter or a digit.")
            continue
        stage = choose("  Where it stands", stages)
        owner = ask("  The role that answers for it, such as head-of-sales", known=owners)
        owners += [owner] if slug(owner) and owner not in owners else []
        found.append(SystemAnswer(name, stage, owner if slug(owner) else ""))
    return found


def _refuse_unprintable(texts: Sequence[str]) -> None:
    for text in texts:
        if not text.isprintable():
            raise Stop(f"`{one_line(text)}`: a name may hold no line break and nothing that does not print")


def _plan(answers: "Answers", extras: _Extras, ground: "Ground") -> tuple[list[Change], list[str]]:
    """The files to write, and those that are there and make others needless. All of them are worked out first."""
    from aimslint.scaffold.foundation import foundation, settings

    root = ground.aims.root
    begun = [settings(root, schema=extras.editor), *foundation(answers, ground, schema=extras.editor)]
    new = [Change(one.path, one.text.encode()) for one in begun if one.text is not None]
    changes = [*new, *_editor(root, extras), *_automatic(root, extras)]
    is_there = [change.path for change in changes if _is_there(change, ground.tree)]
    there = [one.path for one in begun if one.text is None] + is_there
    return [change for change in changes if change.path not in is_there], there


def _is_there(change: Change, tree: "Tree") -> bool:
    """Whether a file is there, so that nothing is left to do about it: one that is to be added to says the same."""
    from aimslint.trees import Unreadable

    if not tree.has(change.path):
        return False
    try:
        return not change.advice or tree.read(change.path) == change.content
    except Unreadable:
        return False


def _editor(root: str, extras: _Extras) -> list[Change]:
    from aimslint.packaged import data_folder
    from aimslint.scaffold import around as texts
    from aimslint.scaffold.places import RECORD_SCHEMA, at

    if not extras.editor:
        return []
    settings = texts.editor_settings(root)
    advice = f"  for VS Code to know the records, add to it:\n{_indented(settings)}"
    schemas = {RECORD_SCHEMA: "record", texts.SETTINGS_SCHEMA: "aimslint"}
    found = [
        Change(
            at(root, path), texts.compact((data_folder("schemas") / f"{name}.schema.json").read_text("utf-8")).encode()
        )
        for path, name in schemas.items()
    ]
    return [*found, Change(texts.EDITOR_SETTINGS, settings.encode(), advice=advice)]


def _automatic(root: str, extras: _Extras) -> list[Change]:
    from aimslint.scaffold import around as texts

    found = []
    if extras.hook:
        hook = texts.hook(root)
        advice = f"  add this below `repos:` there:\n{_indented(hook.partition(chr(10))[2])}"
        found.append(Change(texts.HOOK_FILE, hook.encode(), advice=advice))
    if extras.workflow == "github":
        found.append(Change(texts.WORKFLOW_FILE, texts.github_workflow(root, extras.install).encode()))
    return found


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def _print_gitlab(root: str, install: str) -> None:
    from aimslint.scaffold.around import gitlab_job

    click.echo("\nAdd this job to .gitlab-ci.yml:\n")
    click.echo(_indented(gitlab_job(root, install)))


def _tell_next(
    written: Sequence[Change], folder: str, as_of: date, ground: "Ground", screen: Screen, *, stops: bool
) -> None:
    """What a check says now, and where to go on; `stops` when a hook will hold errors against a commit."""
    from aimslint.engine import check
    from aimslint.trees import overlaid

    tree = overlaid(ground.tree, {change.path: change.content for change in written})
    report = check(tree, as_of, ground.config, ground.aims.root, rulebook=ground.rulebook)
    rules, phase = report.rulebook.rules, report.phase
    listed = [found for found in report.findings if rules[found.rule].phase.rank <= phase.rank]
    where = "" if folder == "." else f" {screen.path(ground.aims.root or '.')}"
    click.echo(f"\n{len(report.aims.records)} records; {count(len(listed), 'finding')} to answer first.")
    click.echo(f"Next: `aimslint check{where}` lists them; answer the questions in the files, then commit them.")
    if stops and any(found.severity is Severity.ERROR for found in listed):
        click.echo("An error stops a commit until it is answered; `aimslint baseline` sets aside what is there today.")
        click.echo("A hook of pre-commit works once `pre-commit install` was run in the clone.")
    for owner in _unknown_owners(report, {change.path for change in written}):
        click.echo(f"`{one_line(owner)}` is no role yet: `aimslint new role {one_line(owner)}` adds it.")
    if not any(item.kind == "ai_system" for item in report.aims.records):
        click.echo("`aimslint new ai_system ID` begins an AI system.")


def _unknown_owners(report: "Report", written: set[str]) -> list[str]:
    """Owners of new systems that the roles, which were there before, do not name."""
    roles = {item.id for item in report.aims.of_kind(("role",))}
    systems = [item for item in report.aims.of_kind(("ai_system",)) if item.path in written]
    owners = dict.fromkeys(str(item.data["owner"]) for item in systems if item.data.get("owner"))
    return [owner for owner in owners if owner not in roles]
