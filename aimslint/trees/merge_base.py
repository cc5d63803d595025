"""Where a line of work left another: the commit that a change is compared with."""

from aimslint.dataclass import dataclass
from aimslint.git_command import GitError
from aimslint.trees.objects import Objects
from aimslint.trees.revisions import find_commit
from aimslint.trees.tree import shown

_FETCH = (
    "this clone holds only the newest commits: fetch the others, by: git fetch --unshallow (in CI, let the checkout "
    "step fetch them: fetch-depth: 0; for a pull request that GitHub merged for the check, fetch-depth: 2 is enough)"
)


@dataclass(frozen=True, slots=True)
class Base:
    """A commit to compare with, and in words why this one. `commit` is None before the first one: all is new.

    `is_tip` says that nothing was committed since.
    """

    commit: str | None
    words: str
    is_tip: bool = False


def find_base(
    objects: Objects, rev: str, tip: str = "HEAD", *, merged_for_check: str = "", tip_commit: str = ""
) -> Base:
    """The newest commit that both `tip` and `rev` come from.

    `merged_for_check` is the id of the merge of a pull request into its target that CI made only to be checked: when
    that is the tip, its first parent is what the pull request is compared with. Where CI checked out the branch itself,
    a merge at its tip is a part of the work like any other. `tip_commit` is the commit of `tip`, where it is known
    already. Raises GitError, which says what to fetch.
    """
    if rev == tip == "HEAD":
        found = tip_commit or _commit_at_head(objects)
        if not found and not objects.git("rev-parse", "--verify", "--quiet", "HEAD", accept=(0, 1)).strip():
            return Base(None, "nothing: this is the first commit")
        if found and found != merged_for_check:  # as nearly always
            return Base(found, f"HEAD ({found[:7]})", is_tip=True)
    head = find_commit(objects, tip)
    parents = _parents(objects, head) if head == merged_for_check else []
    if len(parents) == 2:
        return _at_hand(objects, parents[0], "the target of the pull request")
    other = find_commit(objects, rev) if rev != tip else head
    found = _where_they_parted(objects, head, other) if other != head else head
    if not found:
        shallow = objects.git("rev-parse", "--is-shallow-repository").strip() == b"true"
        why = _FETCH if shallow else "they have no commit in common; name a commit that led here"
        raise GitError(f"where `{shown(rev)}` and {shown(tip)} parted is not known: {why}")
    if found == other:
        words = f"{shown(rev)} ({found[:7]})" if not found.startswith(rev) else found[:7]
        return Base(found, words, found == head)
    return Base(found, f"{found[:7]}, where this parted from {shown(rev)}")


def _commit_at_head(objects: Objects) -> str:
    return objects.git("rev-parse", "--verify", "--quiet", "HEAD^{commit}", accept=(0, 1)).decode("ascii").strip()


def _where_they_parted(objects: Objects, head: str, other: str) -> str:
    return objects.git("merge-base", head, other, accept=(0, 1)).decode("ascii", "replace").strip()


def _parents(objects: Objects, commit: str) -> list[str]:
    """The parents that the commit names, also where they are not at hand."""
    raw = objects.git("cat-file", "commit", commit)
    head = raw.partition(b"\n\n")[0].decode("utf-8", "replace")
    return [line.split(" ")[1] for line in head.splitlines() if line.startswith("parent ")]


def _at_hand(objects: Objects, commit: str, words: str) -> Base:
    if not list(objects.about([commit])):
        raise GitError(f"{words}, {commit[:7]}, is not at hand: {_FETCH}")
    return Base(commit, f"{commit[:7]}, {words}")
