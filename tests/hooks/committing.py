"""Repositories that commit with a hook, as people do it: through `git commit`."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import AS_OF, CHAT, PLAN, ROLES
from tests.repositories import isolated_environment, make_repository, write_files

SETTINGS = "version: 1\n"
LEGACY = CHAT + "owner: lead\n"  # in use, and nobody has assessed it
FILES = {
    "aimslint.yaml": SETTINGS,
    "governance/roles.yaml": ROLES,
    "governance/systems/plan.yaml": PLAN,
    "governance/systems/chat.yaml": LEGACY,
    "src/app.py": "print(1)\n",
}
BROKEN_PLAN = PLAN.replace("owner: lead", "owner: nobody")
BETTER_PLAN = PLAN.replace("name: Plan", "name: A better plan")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a git command ended, and what it and the hook said."""

    code: int
    said: str

    @property
    def passed(self) -> bool:
        return self.code == 0


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, and what its commands find in their environment."""

    top: Path
    environment: Mapping[str, str]

    def git(self, *arguments: str, inside: str = ".") -> Outcome:
        """Run git as a person would who stands in the folder `inside`."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.top / inside,
            env=isolated_environment() | dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="backslashreplace",
        )
        return Outcome(done.returncode, done.stdout)

    def commit(self, *options: str, inside: str = ".") -> Outcome:
        """`git commit` with these options."""
        return self.git("commit", "--message", "Work", *options, inside=inside)

    def stage(self, files: Mapping[str, str | None]) -> None:
        """Write these files, and stage all there is."""
        write_files(self.top, files)
        assert self.git("add", "--all").passed

    def begin(self, files: Mapping[str, str] | None = None) -> "Repository":
        """A first commit that no hook saw."""
        self.stage(files or FILES)
        assert self.commit("--no-verify").passed
        return self


def with_plain_hook(folder: Path, command: list[str]) -> Repository:
    """A repository whose hook before commits is a script of one line."""
    make_repository(folder)
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {shlex.join(command)}\n")
    hook.chmod(0o755)
    return Repository(folder, {"AIMSLINT_AS_OF": AS_OF, "PATH": os.environ["PATH"]})
