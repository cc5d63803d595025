"""Where a history stands: which commit is its tip, where the repository keeps its things, and why git may not say."""

from pathlib import Path

from aimslint.dataclass import dataclass
from aimslint.git_command import GitError, Reason, run_git
from aimslint.history.protocol import Unknown

_MOST_BOUNDARIES = 16 << 20


@dataclass(frozen=True, slots=True)
class Standing:
    """The commit that is the tip, empty before the first; the folder that all work trees of the repository share.

    `boundaries` are the commits whose parents a shallow clone has not.
    """

    tip: str
    git_folder: Path
    boundaries: frozenset[str]


def find_standing(top: Path, tip: str, own_repository: bool) -> Standing | Unknown:
    """Where the history of the work tree that begins at `top` stands, up to the commit that `tip` names."""
    if tip.startswith("-") or "\0" in tip or not tip:
        return _names_none(top, tip)
    where = ("rev-parse", "--path-format=absolute", "--git-common-dir")
    commit = ("--verify", "--end-of-options", f"{tip}^{{commit}}")
    try:
        answer = run_git(top, *where, *commit, own_repository=own_repository)
    except GitError as error:
        if error.reason == "failed":
            return _without_commit(top, tip, where, own_repository)
        return explain(error, top)
    folder, _, found = answer.removesuffix(b"\n").rpartition(b"\n")
    if found.startswith(b"^"):
        return _names_none(top, tip)
    git_folder = Path(folder.decode("utf-8", "surrogateescape"))
    return Standing(found.decode(), git_folder, _boundaries(git_folder))


def explain(error: GitError, top: Path) -> Unknown:
    """Why nothing is known, when git says this."""
    reasons: dict[Reason, Unknown] = {
        "no-git": Unknown("git is not installed, or not on PATH", "install git"),
        "no-repository": Unknown(f"{top} is in no git repository", "keep the records in one"),
        "ownership": Unknown(
            f"git does not trust {top}: its files belong to another user",
            f"if you trust it, run: git config --global --add safe.directory {top}",
        ),
        "bare": Unknown(f"{top} belongs to a bare git repository", "check the files out, and look there"),
        "slow": Unknown(str(error), "run it again when the machine has less to do"),
    }
    mend = "look at the repository, for example by: git fsck"
    if "promisor remote" in str(error):
        mend = "fetch what this partial clone left on the server, for example by: git fetch --refetch --no-filter"
    return reasons.get(error.reason, Unknown(str(error), mend))


def _without_commit(top: Path, tip: str, where: tuple[str, ...], own_repository: bool) -> Standing | Unknown:
    """The repository has no such commit: it may not have any yet."""
    try:
        folder = run_git(top, *where, own_repository=own_repository).decode("utf-8", "surrogateescape")
        git_folder = Path(folder.removesuffix("\n"))
        if tip == "HEAD" and _is_unborn(top, git_folder, own_repository):
            return Standing("", git_folder, frozenset())
    except GitError as error:
        return explain(error, top)
    if tip == "HEAD":
        return Unknown("the commit that HEAD means is missing", "look at the repository, for example by: git fsck")
    return _names_none(top, tip)


def _names_none(top: Path, tip: str) -> Unknown:
    shown = tip if tip.isprintable() else ascii(tip)[1:-1]
    return Unknown(f"`{shown[:100]}` names no commit of {top}", "name a branch, a tag or the id of a commit")


def _is_unborn(top: Path, git_folder: Path, own_repository: bool) -> bool:
    """Whether HEAD names a branch that is yet to be born, and not one that is broken."""
    branch = run_git(top, "symbolic-ref", "-q", "HEAD", own_repository=own_repository, accept=(0, 1, 128)).strip()
    if not branch.startswith(b"refs/"):
        return False
    name = branch.decode("utf-8", "surrogateescape")
    listed = run_git(top, "for-each-ref", "--format=%(refname)", name, own_repository=own_repository)
    return not listed and not (git_folder / name).is_file()


def _boundaries(git_folder: Path) -> frozenset[str]:
    try:
        with open(git_folder / "shallow", "rb") as file:
            return frozenset(file.read(_MOST_BOUNDARIES).decode("ascii", "replace").split())
    except OSError:
        return frozenset()
