"""Commands that write, and a file system that fails them at a chosen call."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import AS_OF, BROKEN, CHAT, write

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EINTR, errno.EIO, errno.EDQUOT)
FORGIVEN = ("unlink", "fsync", "close", "rmdir", "access", "fchown")
"""Calls whose failure may leave a command successful, or a hidden file behind: nothing can be done about it."""

WAIVERS = "kind: waivers\nid: waivers\nowner: lead\nwaivers: []\n"
MESSY = BROKEN | {
    "governance/systems/chat.yaml": CHAT + "organisation_role: [Developer]\nautonomy_level: HITL\n",
    "governance/systems/plan.yaml": "kind: ai_system\nid: plan\nname: Plan\nlifecycle_stage: Idea\nowner: lead\n"
    "code: {paths: [/code/**]}\n",
    "code/main.py": "1\n",
    "out.sarif": "{}\n",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A command line, and the files that it is given in."""

    arguments: tuple[str, ...]
    files: dict[str, str] = field(default_factory=lambda: dict(MESSY))


def _case(*arguments: str, **files: str) -> Case:
    command, *rest = arguments
    day = () if command == "migrate" else ("--as-of", AS_OF)
    return Case((command, *day, *rest), MESSY | files)


CASES = {
    "fix": _case("check", "--fix", "--unsafe-fixes", "-q"),
    "output": _case("check", "-o", "new.txt"),
    "report": _case("check", "-q", "--report", "sarif=out.sarif", "--report", "json=fresh.json"),
    "coverage": _case("coverage", "--output-format", "json", "-o", "out.sarif"),
    "baseline": _case("baseline"),
    "baseline-again": _case(
        "baseline", "--add", **{"aimslint-baseline.json": '{\n  "version": 1,\n  "findings": []\n}\n'}
    ),
    "waive": _case(
        *("waive", "broken-ref", "chat", "--reason", "Known.", "--until", "2026-12-01", "--approved-by", "lead"),
        **{"governance/systems/chat.yaml": CHAT + "datasets: [letters]\n"},
    ),
    "reviewed": _case("reviewed", "plan", "--by", "lead", "--reason", "Nothing of weight was changed."),
    "new": _case("new", "dataset", "letters"),
    "new-entry": _case("new", "role", "tester"),
    "init": Case(("init", "--as-of", AS_OF, "--yes", "--hook", "--workflow", "github"), {"README.md": "x\n"}),
}


class Shim:
    """The module `os` for one module of aimslint: counts calls, and fails one of them."""

    def __init__(self, fail_at: int | None, with_: int) -> None:
        self.calls: list[str] = []
        self._fail_at, self._with = fail_at, with_

    def __getattr__(self, name: str) -> Any:
        true = getattr(os, name)
        if not callable(true) or isinstance(true, type) or name in ("fsencode", "fsdecode", "strerror", "fspath"):
            return true

        def counted(*args: Any, **extra: Any) -> Any:
            self.calls.append(name)
            if len(self.calls) - 1 != self._fail_at:
                return true(*args, **extra)
            if name == "close":
                true(*args, **extra)
            raise OSError(self._with, os.strerror(self._with))

        return counted


@contextmanager
def failing(fail_at: int | None, with_: int = errno.ENOSPC) -> Iterator[Shim]:
    """Within, the call of that number fails that aimslint makes to write files."""
    shim = Shim(fail_at, with_)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("aimslint.writing", "aimslint.cli.whole_file"):
            patch.setattr(f"{module}.os", shim)
        yield shim


def contents(folder: Path) -> dict[str, bytes | None]:
    """All that lies below a folder; None for folders."""
    found = sorted(folder.rglob("*"))
    return {file.relative_to(folder).as_posix(): None if file.is_dir() else file.read_bytes() for file in found}


@dataclass(frozen=True, slots=True)
class Told:
    """How a command ended: exit code and standard error with standard output."""

    code: int
    said: str


Run = Callable[..., Told]


@dataclass(slots=True)
class Trial:
    """A case, what it does when nothing fails, and where it may fail."""

    case: Case
    folder: Path
    run: Run
    before: dict[str, bytes | None] = field(init=False)
    after: dict[str, bytes | None] = field(init=False)
    calls: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.fresh()
        self.before = contents(self.folder)
        with failing(None) as shim:
            told = self.run(*self.case.arguments)
        assert told.code in (0, 1), told.said
        self.after = contents(self.folder)
        self.calls = shim.calls
        assert self.after != self.before
        assert self.calls

    def fresh(self) -> None:
        """The files as they were before the command."""
        for found in self.folder.iterdir():
            shutil.rmtree(found) if found.is_dir() else found.unlink()
        write(self.folder, self.case.files)

    def fails_at(self, position: int, with_: int) -> list[str]:
        """What is wrong after a run in which that call failed: nothing, where the promise holds."""
        self.fresh()
        with failing(position, with_):
            told = self.run(*self.case.arguments)
        now = contents(self.folder)
        wrong = [f"bug: {told.said}"] if "bug in aimslint" in told.said or "Traceback" in told.said else []
        for path in sorted(now.keys() | self.before.keys()):
            was, will = self.before.get(path, "absent"), self.after.get(path, "absent")
            if now.get(path, "absent") not in (was, will) and not (".aimslint-" in path and self._forgiven(position)):
                wrong.append(f"{path} is neither as before nor as afterwards")
        unwritten = [path for path, content in self.after.items() if content is not None and now.get(path) != content]
        if unwritten and told.code != 2:
            wrong.append(f"exit code {told.code}, although {unwritten} were not written")
        if unwritten and not any(path.rpartition("/")[2] in told.said for path in unwritten):
            wrong.append(f"nothing was said about {unwritten}: {told.said}")
        empty = [path for path in now if now[path] is None and not any(each.startswith(f"{path}/") for each in now)]
        if empty and not self._forgiven(position):
            wrong.append(f"folders were left behind: {empty}")
        return [f"{self.calls[position]} number {position}, {errno.errorcode[with_]}: {each}" for each in wrong]

    def _forgiven(self, position: int) -> bool:
        return self.calls[position] in FORGIVEN
