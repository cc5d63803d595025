"""Which repository a folder belongs to, and why git may not say."""

import os
from pathlib import Path

from aimslint.cache import Cache
from aimslint.dataclass import dataclass
from aimslint.git_command import GitError, Reason, run_git


@dataclass(frozen=True, slots=True)
class NoRepository:
    """There is no repository to ask, or git will not answer: then its history is unknown.

    `top` is the folder to read instead: the one that was asked for, or, where a repository is plainly there
    but git cannot or will not read it, the folder that holds `.git`. `explanation` is a sentence for people.
    """

    top: Path
    explanation: str
    reason: Reason


def find_repository(folder: Path) -> Path | NoRepository:
    """The top of the work tree that `folder` lies in, as an absolute path.

    Found from the folder alone, whatever `GIT_DIR` says: in the hook of a linked work tree that variable
    makes git take any folder for the top. Never raises for anything git says.
    """
    folder = Path(os.path.realpath(folder))
    holder = _holder_of_git(folder)
    if holder is None and not (folder / "HEAD").exists():
        return NoRepository(folder, f"{folder} is in no git repository", "no-repository")
    try:
        output = run_git(folder, "rev-parse", "--show-toplevel", own_repository=False)
    except GitError as error:
        refused = error.reason != "no-repository"
        top = holder if holder and refused else folder
        return NoRepository(top, str(error), error.reason)
    top = Path(os.path.realpath(output.decode("utf-8", "surrogateescape").removesuffix("\n")))
    # core.worktree in a prepared repository may name any folder of the machine.
    if not folder.is_relative_to(top) or not os.path.lexists(top / ".git"):
        explanation = f"the git repository of {folder} names another folder, {top}, as its work tree"
        return NoRepository(holder or folder, explanation, "failed")
    return top


def is_own_repository(top: Path) -> bool:
    """Whether the `GIT_*` variables of a running hook mean the repository whose work tree begins at `top`.

    They mean the repository of the current folder. Outside of any they mean whichever is asked, as `git -C`
    has it.
    """
    if not any(name in os.environ for name in ("GIT_INDEX_FILE", "GIT_DIR", "GIT_OBJECT_DIRECTORY")):
        return True
    try:
        folder = Path(os.path.realpath(Path.cwd()))
    except FileNotFoundError:  # the current folder was removed
        return True
    if _holder_of_git(folder) == top:  # as nearly always: git could only name the same, or none
        return True
    here = find_repository(folder)
    return isinstance(here, NoRepository) or here == top


def cache_of(top: Path | NoRepository) -> Cache | None:
    """Where what is read of a repository may be kept: beside it; None where there is none."""
    if isinstance(top, NoRepository):
        return None
    try:
        folder = run_git(top, "rev-parse", "--path-format=absolute", "--git-common-dir", own_repository=False)
    except GitError:
        return None
    return Cache.beside(Path(os.fsdecode(folder.removesuffix(b"\n"))))


def _holder_of_git(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if os.path.lexists(place / ".git")), None)
