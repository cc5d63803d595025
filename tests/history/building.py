"""Makes a history that is told step by step into a real repository."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from aimslint.history.scripted import Step
from tests.repositories import git, make_repository, write_files


def build(folder: Path, steps: Iterable[Step], now: Mapping[str, str | bytes] | None = None) -> Path:
    """A repository in `folder` with these commits; shallow where a step says so.

    `now` is what the work tree holds in the end, committed or not. Gives the folder that holds the work tree.
    """
    steps = list(steps)
    top = make_repository(folder / "whole")
    for step in steps:
        commit_step(top, step)
    cut = next((position for position, step in enumerate(steps) if step.boundary), None)
    if cut is not None:
        top = shallow(top, folder / "shallow", len(steps) - cut)
    if now is not None:
        for path in git(top, "ls-files", "-z").decode().split("\0"):
            if path and path not in now:
                (top / path).unlink()
        write_files(top, now)
    return top


def commit_step(top: Path, step: Step) -> str:
    """Commit one step on the branch that is checked out. Gives the commit's id."""
    write_files(top, {path: text for path, text in step.files.items() if text is not None})
    for path, text in step.files.items():
        if text is None:
            (top / path).unlink()
    git(top, "add", "--all")
    first, *others = step.by
    message = "\n".join([step.says, "", *(f"Co-authored-by: {other}" for other in others)])
    name, _, address = first.removesuffix(">").partition(" <")
    who = {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": address,
        "GIT_AUTHOR_DATE": f"{step.authored or step.on}T12:00:00+00:00",
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": address,
        "GIT_COMMITTER_DATE": f"{step.on}T12:00:00+00:00",
    }
    git(top, "commit", "--quiet", "--allow-empty", "--message", message, environment=who)
    return git(top, "rev-parse", "HEAD").decode().strip()


def merge(top: Path, branch: str, on: str, by: str, *options: str) -> None:
    """Merge a branch into the one that is checked out, on a day."""
    name, _, address = by.removesuffix(">").partition(" <")
    date = f"{on}T12:00:00+00:00"
    who = {
        **{f"GIT_{role}_NAME": name for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": address for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_DATE": date for role in ("AUTHOR", "COMMITTER")},
    }
    git(top, "merge", "--quiet", "--no-ff", "--message", f"Merge {branch}", *options, branch, environment=who)


def shallow(top: Path, folder: Path, depth: int) -> Path:
    """A clone that holds only the newest commits."""
    git(top.parent, "clone", "--quiet", f"--depth={depth}", top.resolve().as_uri(), str(folder))
    return folder
