"""`aimslint reviewed`: a note that a change of code has no bearing."""

from datetime import date
from typing import TYPE_CHECKING

import click

from aimslint.cli.asking import ask, on_terminal
from aimslint.cli.checked import as_of_option
from aimslint.cli.delivering import Change, show_changes, write_changes
from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, section
from aimslint.cli.project import here, open_project, telling_where
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.aims import Item

said = section("What it says")
output = section("Output")


@click.command(cls=Command)
@click.argument("system")
@said("--reason", metavar="TEXT", help="Why the change has no bearing on impact, risks and model card.")
@said("--by", metavar="ROLE", help="The role that judged it.  [default: the owner of the system]")
@as_of_option
@output("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
def command(system: str, reason: str | None, by: str | None, as_of: date, dry_run: bool) -> None:
    """Note that changed code needs no new assessment.

    SYSTEM is the id of an AI system. The note goes into its `code_reviews`, with a digest of its code as it is now; it
    holds until that code is changed again.
    """
    from aimslint.engine import read
    from aimslint.history import NoHistory, Unknown
    from aimslint.records.values import is_empty
    from aimslint.scaffold.reviewed import CannotNote, with_note
    from aimslint.views.show import find_item
    from aimslint.witness import Witness

    project = open_project(["."])
    screen = Screen(project.tree.top, here())
    if len(project.configs) > 1:
        roots = ", ".join(screen.path(root or ".") for root in project.configs)
        raise Stop(f"there are several management systems here: {roots}; change to the folder of one")
    ((root, config),) = project.configs.items()
    with telling_where(screen):
        aims = read(project.tree, config, root)
    item = find_item(system if "/" in system else f"ai_system/{system}", aims)
    witness = Witness(NoHistory(Unknown("it is not asked")), aims, as_of)
    state = witness.code.state(item)
    _refuse(item, bool(state))
    known = [role.id for role in aims.of_kind(("role",))]
    role = _role(item, by, known)
    if reason is None and on_terminal():
        reason = ask("reason: Why does the change have no bearing on impact, risks and model card?")
    if not reason or not reason.strip():
        raise Stop("a note needs a reason: --reason TEXT")
    if is_empty(reason):
        raise Stop(f"`{one_line(reason)}` is no reason; say why the change has no bearing")
    old = project.tree.read(item.path)
    try:
        content, _ = with_note(old, item, as_of, role, reason.strip(), witness.code.digest(item))
    except CannotNote as error:
        raise Stop(str(error)) from None
    change = Change(item.path, content, old)
    if dry_run:
        show_changes([change], screen)
    elif write_changes([change], screen):
        files = "1 file" if len(state) == 1 else f"{len(state)} files"
        click.echo(f"It holds for the code of {one_line(item.id)} as it is now ({files}). Commit the two together.")


def _refuse(item: "Item", has_code: bool) -> None:
    """Raise Stop where a note would say nothing."""
    name = one_line(item.id)
    if item.kind != "ai_system":
        raise Stop(f"{name} is of kind {item.kind}; only the code of an ai_system can be reviewed")
    code = item.data.get("code")
    if isinstance(code, dict) and code.get("repository"):
        raise Stop(f"the code of {name} lies in another repository, {one_line(str(code['repository']))}: note it there")
    if not isinstance(code, dict) or not code.get("paths"):
        raise Stop(f"{name} names no code; name its files in `code.paths` first")
    if not has_code:
        raise Stop(f"what {name} names in `code.paths` fits no file; mend the patterns first")


def _role(item: "Item", by: str | None, known: list[str]) -> str:
    from aimslint.suggest import hint

    owner = item.data.get("owner")
    role = by or (owner if isinstance(owner, str) else None)
    if role is None:
        raise Stop(f"{one_line(item.id)} has no owner; say who judged the change: --by ROLE")
    if role not in known:
        raise Stop(f"there is no role `{one_line(role)}`{hint(role, known)}; roles: {', '.join(map(one_line, known))}")
    return role
