"""Runs the command line in a folder of its own."""

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from aimslint.cli.program import program

AS_OF = "2026-11-20"
CHAT = "kind: ai_system\nid: chat\nname: Chat\nlifecycle_stage: deployed\n"
PLAN = "kind: ai_system\nid: plan\nname: Plan\nlifecycle_stage: idea\nowner: lead\n"
ROLES = "kind: roles\nid: roles\nroles: [{id: lead, title: Lead, holders: [{person: Kim}]}]\n"
SOUND = {
    "aimslint.yaml": "version: 1\n",
    "governance/roles.yaml": ROLES,
    "governance/systems/plan.yaml": PLAN,
}
BROKEN = SOUND | {"governance/systems/chat.yaml": CHAT}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put these files below `folder`."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def run(*arguments: str, env: Mapping[str, str | None] | None = None, typed: str | None = None) -> Result:
    """Run `aimslint` with these arguments in the current folder. The environment names no day and no colours.

    `typed` is what somebody types.
    """
    clean: dict[str, str | None] = {"AIMSLINT_AS_OF": None, "NO_COLOR": None}
    return CliRunner().invoke(program, list(arguments), env=clean | dict(env or {}), input=typed, prog_name="aimslint")


def check(*arguments: str, env: Mapping[str, str | None] | None = None) -> Result:
    """Run `aimslint check` as of a fixed day."""
    return run("check", "--as-of", AS_OF, *arguments, env=env)


def first_lines(result: Result) -> list[str]:
    """The lines of findings in text."""
    return [line for line in result.stdout.splitlines() if "[" in line and line.count(":") >= 3 and line[0] != " "]
