"""What is kept of a project with many files: brought to another machine, and under runs that end in the middle."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import aimslint
from aimslint.loading.kept import WORTH_KEEPING
from tests.cli.running import AS_OF, BROKEN
from tests.repositories import git, isolated_environment, make_repository

FILES = BROKEN | {
    f"governance/data/{number}.yaml": f"kind: dataset\nid: d-{number}\nname: Data {number}\n"
    for number in range(WORTH_KEEPING)
}
FIELDS_OF_A_FILE = "kind: dataset\nid: d-0\nnmae: Data\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was checked by the user of one machine, who kept everything that can be."""
    top = make_repository(tmp_path_factory.mktemp("first") / "work", FILES)
    said(started(top, "one"))
    kept = {file.name.partition("-")[0] for file in (top / ".git/aimslint").iterdir()}
    assert {"documents", "history", "outcome"} <= kept
    return top


def started(top: Path, user: str, *options: str) -> "subprocess.Popen[str]":
    """A check by a user who has a secret of their own."""
    home = {"XDG_STATE_HOME": str(top.parent / user), "PYTHONPATH": str(Path(aimslint.__file__).parents[1])}
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("AIMSLINT_", "GIT_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "aimslint", "check", "--as-of", AS_OF, "--output-format", "concise", *options],
        cwd=top,
        env=clean | isolated_environment() | home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(run: "subprocess.Popen[str]") -> str:
    text, _ = run.communicate()
    assert run.returncode == 1, text
    return text


@pytest.mark.parametrize("user", ["one", "another"])
def test_brought_elsewhere_it_changes_no_answer(first: Path, tmp_path: Path, user: str) -> None:
    """By the same user as when a build server brings back a cache, and by one who does not know the secret."""
    top = Path(shutil.copytree(first, tmp_path / "elsewhere", symlinks=True))
    shutil.copytree(first.parent / "one", tmp_path / "one")
    (top / "governance/data/0.yaml").write_text(FIELDS_OF_A_FILE)
    (top / "governance/data/1.yaml").unlink()
    answer = said(started(top, user))
    assert "unknown-field" in answer
    assert answer == said(started(top, user, "--no-cache"))


def test_two_at_once_while_a_third_is_killed_as_it_writes(first: Path, tmp_path: Path) -> None:
    top = Path(shutil.copytree(first, tmp_path / "work", symlinks=True))
    shutil.rmtree(top / ".git/aimslint")
    runs = [started(top, "one") for _ in range(3)]
    while runs[2].poll() is None and not (top / ".git/aimslint").exists():
        pass  # until somebody has begun to write
    runs[2].kill()
    runs[2].communicate()
    answers = {said(run) for run in runs[:2]}
    answers |= {said(started(top, "one")), said(started(top, "one", "--no-cache"))}
    assert len(answers) == 1
    assert git(top, "status", "--porcelain", "--ignored") == b""
