"""Nothing of a linted repository runs, and nothing is fetched, whatever somebody put into it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import AS_OF, BROKEN, check, run, write
from tests.cli.running import PLAN as SYSTEM
from tests.planted import (
    ATTRIBUTES,
    LIBRARIES,
    STANDARD,
    STARTERS,
    commit_signed,
    plant_in_git,
    plant_python,
    script_that_writes,
)
from tests.repositories import commit, git, make_repository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the canaries are shell scripts")

COMMANDS = [
    ["check", "--as-of", AS_OF, "--since", "HEAD~1", "--jobs", "3", "-v", "--report", "sarif=../a.sarif"],
    ["check", "--as-of", AS_OF, "--staged", "--output-format", "json", "--report", "junit=../a.xml"],
    ["check", "--as-of", AS_OF, "--staged", "--since", "HEAD~1", "--output-format", "concise"],
    ["check", "--as-of", AS_OF, "--rev", "HEAD", "--output-format", "github", "--report", "gitlab=../a.json"],
    ["check", "--as-of", AS_OF, "--fix", "--unsafe-fixes", "--output-format", "markdown"],
    ["coverage", "--as-of", AS_OF, "--since", "HEAD~1", "--output-format", "markdown"],
    ["upcoming", "--as-of", AS_OF, "--within", "3650d"],
    ["show", "--as-of", AS_OF, "chat"],
    ["requirement", "--as-of", AS_OF, "8.4"],
    ["new", "--as-of", AS_OF, "dataset", "letters"],
    ["waive", "--as-of", AS_OF, "deployed-without-aiia", "chat", "--reason", "Later.", "--approved-by", "lead"],
    ["reviewed", "--as-of", AS_OF, "plan", "--by", "lead", "--reason", "Nothing of weight."],
    ["baseline", "--as-of", AS_OF],
    ["migrate"],
    ["init", "--as-of", AS_OF, "--yes", "--hook", "--workflow", "github"],
]
GIT = {"rev-parse", "ls-files", "ls-tree", "log", "cat-file", "check-ignore", "check-attr", "config", "for-each-ref"}
GIT |= {"check-mailmap", "diff-index", "merge-base", "var", "rev-list", "show-ref", "symbolic-ref"}


WRITTEN = {".git", "governance", "aimslint-baseline.json", ".vscode", ".pre-commit-config.yaml", ".github"}


@pytest.fixture
def planted(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A management system with a history, in a repository that is one trap; the canary; the script."""
    canary = tmp_path / "canary"
    script = script_that_writes(canary, tmp_path / "script.sh")
    top = make_repository(tmp_path / "repo", BROKEN | {".gitattributes": ATTRIBUTES, ".mailmap": "Ada E <ada@x.org>\n"})
    commit(top, "Second", {"governance/systems/plan.yaml": SYSTEM.replace("idea", "pilot")})
    commit_signed(top)
    commit(top, "Third", {"governance/systems/plan.yaml": SYSTEM.replace("idea", "design")})
    plant_in_git(top, script)
    plant_python(top, canary, [*LIBRARIES, *STARTERS, *STANDARD])
    (top / "governance/systems/plan.yaml").write_text(SYSTEM)
    canary.unlink(missing_ok=True)
    return top, canary, script


def audited(top: Path, commands: list[list[str]], log: Path) -> dict[str, Any]:
    """What happened while these commands ran in `top`, without any network."""
    done = subprocess.run(
        [sys.executable, "-I", str(Path(__file__).with_name("audited.py")), str(top), str(log), json.dumps(commands)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "bug in aimslint" not in done.stderr, done.stderr
    found: dict[str, Any] = json.loads(log.read_text("utf-8"))
    return found


def _command_of(words: list[str]) -> str:
    """What git is asked to do."""
    rest = words[words.index("-C") + 2 :]
    while rest[0] == "-c":
        rest = rest[2:]
    return rest[0]


def test_every_command_in_a_prepared_repository_starts_git_for_reading_and_nothing_else(
    planted: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    top, canary, _ = planted
    found = audited(top, COMMANDS, tmp_path / "log")
    assert not canary.exists(), canary.read_text()
    assert len(found["codes"]) == len(COMMANDS)
    assert found["sockets"] == []
    assert found["code"] == []
    helpers = [words for words in found["programs"] if words[0] == sys.executable]
    asked = [words for words in found["programs"] if words[0] != sys.executable]
    assert helpers
    assert all(words[1:3] == ["-I", "-S"] for words in helpers)
    assert asked
    assert all(os.path.isabs(words[0]) and os.path.basename(words[0]) == "git" for words in asked)
    assert {_command_of(words) for words in asked} <= GIT
    inside = {os.path.relpath(file, top).split(os.sep)[0] for file in found["written"] if file.startswith(str(top))}
    assert {name for name in inside if not name.startswith(".aimslint")} <= WRITTEN


def test_the_watching_sees_what_it_should(tmp_path: Path) -> None:
    """Else the test above would say nothing."""
    top = tmp_path / "repo"
    write(top, {"evil.py": "import socket\ntry:\n    socket.socket()\nexcept PermissionError:\n    pass\n"})
    script = tmp_path / "watched.py"
    script.write_text(
        f"import sys, runpy, subprocess\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        f"import audited\nnotes = audited.Notes({str(top)!r})\nsys.addaudithook(notes.note)\n"
        f"runpy.run_path({str(top / 'evil.py')!r})\nsubprocess.run(['true'])\nopen({str(top / 'x')!r}, 'w').close()\n"
        "print(len(notes.code) > 0, notes.sockets, notes.programs, len(notes.written))\n"
    )
    done = subprocess.run([sys.executable, "-I", str(script)], capture_output=True, text=True)
    assert done.stdout == "True ['socket.__new__'] [['true']] 1\n", done.stderr


@pytest.mark.parametrize("start", [["-P", "-m", "aimslint"], []], ids=["module", "command"])
def test_no_module_that_lies_in_the_current_folder_is_imported(tmp_path: Path, start: list[str]) -> None:
    """Not even one that bears a name of Python's own. (`python -m` without -P imports some before it looks for us.)"""
    canary = tmp_path / "canary"
    top = write(tmp_path / "repo", BROKEN)
    plant_python(top, canary, [*LIBRARIES, *STARTERS, *STANDARD])
    program = [sys.executable, *start] if start else [str(Path(sys.executable).with_name("aimslint"))]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([*program, "check", "--as-of", AS_OF], cwd=top, env=kept, capture_output=True, text=True)
    assert not canary.exists(), canary.read_text()
    assert (done.returncode, "deployed-without-aiia" in done.stdout) == (1, True), done.stderr


def _hostile_git_file(top: Path, script: Path) -> Path:
    """A folder whose file `.git` leads to a repository that lies among the files."""
    make_repository(top / "elsewhere", BROKEN)
    plant_in_git(top / "elsewhere", script)
    (top / "elsewhere/.git").rename(top / "elsewhere/planted")
    write(top / "work", BROKEN | {".git": "gitdir: ../elsewhere/planted\n"})
    return top / "work"


def _linked_git_folder(top: Path, script: Path) -> Path:
    make_repository(top / "elsewhere", BROKEN)
    plant_in_git(top / "elsewhere", script)
    write(top / "work", BROKEN)
    (top / "work/.git").symlink_to("../elsewhere/.git")
    return top / "work"


def _bare_repository_among_the_files(top: Path, script: Path) -> Path:
    make_repository(top, BROKEN)
    git(top, "init", "--quiet", "--bare", "governance")
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "gpg.program"):
        git(top / "governance", "config", key, str(script))
    git(top / "governance", "config", "core.worktree", str(top / "governance/systems"))
    git(top / "governance", "config", "core.bare", "false")
    return top / "governance"


def _hostile_submodule(top: Path, script: Path) -> Path:
    inner = make_repository(top.parent / "inner", BROKEN)
    make_repository(top, BROKEN)
    git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.as_uri(), "part")
    commit(
        top, "A part", {".gitmodules": f'[submodule "part"]\n path = part\n url = ext::{script}\n update = !{script}\n'}
    )
    git(top, "config", "submodule.part.update", f"!{script}")
    git(top, "config", "submodule.recurse", "true")
    git(top, "config", "diff.submodule", "log")
    (top / "part/.git").unlink()
    git(top / "part", "init", "--quiet")
    plant_in_git(top / "part", script)
    return top


def _objects_elsewhere(top: Path, script: Path) -> Path:
    """Objects that are missing, and promised by a server that is a program; alternates that are a program's, too."""
    make_repository(top, BROKEN)
    commit(top, "Second", {"governance/systems/plan.yaml": SYSTEM.replace("idea", "pilot")})
    plant_in_git(top, script)
    git(top, "config", "remote.origin.url", f"ext::{script} %S")
    (top / ".git/objects/info/alternates").write_text(f"{top.parent}/nowhere\n")
    for revision in ("HEAD:governance/systems/plan.yaml", "HEAD~1:governance/systems/plan.yaml", "HEAD~1^{tree}"):
        lost = git(top, "rev-parse", revision).decode().strip()
        (top / f".git/objects/{lost[:2]}/{lost[2:]}").unlink()
    return top


def _hostile_linked_work_tree(top: Path, script: Path) -> Path:
    make_repository(top, BROKEN)
    git(top, "worktree", "add", "--quiet", str(top.parent / "linked"))
    git(top, "config", "extensions.worktreeConfig", "true")
    (top / ".git/worktrees/linked/config.worktree").write_text(f"[core]\n fsmonitor = {script}\n pager = {script}\n")
    plant_in_git(top, script)
    return top.parent / "linked"


@pytest.mark.parametrize(
    "build",
    [
        _hostile_git_file,
        _linked_git_folder,
        _bare_repository_among_the_files,
        _hostile_submodule,
        _objects_elsewhere,
        _hostile_linked_work_tree,
    ],
)
def test_wherever_the_repository_lies_nothing_it_names_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build: Callable[[Path, Path], Path]
) -> None:
    canary = tmp_path / "canary"
    script = script_that_writes(canary, tmp_path / "script.sh")
    folder = build(tmp_path / "repo", script)
    canary.unlink(missing_ok=True)
    monkeypatch.chdir(folder)
    for options in ((), ("--staged", "--since", "HEAD"), ("--rev", "HEAD")):
        result = check(*options)
        assert "bug in aimslint" not in result.output
        assert result.exit_code in (0, 1, 2)
    assert not canary.exists(), canary.read_text()


def test_the_objects_that_are_missing_would_be_fetched_by_a_git_that_may(tmp_path: Path) -> None:
    """So the case above is a real trap."""
    canary = tmp_path / "canary"
    script = script_that_writes(canary, tmp_path / "script.sh")
    top = _objects_elsewhere(tmp_path / "repo", script)
    canary.unlink(missing_ok=True)
    may = {"GIT_ALLOW_PROTOCOL": "ext:file"}
    git(top, "cat-file", "-p", "HEAD:governance/systems/plan.yaml", environment=may, accept=(128,))
    assert canary.exists()


EVIL = {
    "rule_folders": "version: 1\nrule_folders: [rules]\n",
    "plugins": "version: 1\nplugins: [evil]\n",
    "extensions": "version: 1\nextensions: {vehicle: evil.py}\n",
    "tag": "version: 1\nphase: !!python/object/apply:os.system ['touch ../canary']\n",
    "include": "version: 1\ninclude: ['**/*.py', '**']\n",
    "checks": "version: 1\nchecks: evil.check\n",
}
RULE = """\
name: acme/evil
code: ACME001
title: Evil
severity: error
phase: foundation
requirements: []
why: Evil.
help: Evil.
for_each: ai_system
check: CHECK
since: 0.1.0
examples: []
"""


@pytest.mark.parametrize("settings", EVIL.values(), ids=EVIL)
@pytest.mark.parametrize("named", ["evil.run", "os.system", "evil:run", "aimslint.cli.main", "!!python/name:os.system"])
def test_settings_and_rules_that_name_python_run_none(here: Path, settings: str, named: str) -> None:
    if "rule_folders" not in settings and named != "evil.run":
        return
    write(here, BROKEN | {"aimslint.yaml": settings, "rules/evil.yaml": RULE.replace("CHECK", named)})
    plant_python(here, here.parent / "canary", ["evil", "rules.evil", "governance.evil"])
    result = check()
    assert "bug in aimslint" not in result.output
    if not ("include" in settings or "extensions" in settings):  # the latter reads it as YAML, and it is some
        assert result.exit_code == 2
    run("test-rules", "rules")
    assert not (here.parent / "canary").exists()
