"""From what people write for a commit (a branch, a tag, an id, `HEAD~3`) to the one commit it means."""

from datetime import UTC, date, datetime

from aimslint.git_command import GitError
from aimslint.pattern import pattern
from aimslint.suggest import hint
from aimslint.trees.objects import Objects
from aimslint.trees.tree import shown

_ID = pattern(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z")
_LIKE_AN_ID = pattern(r"[0-9a-f]{4,64}\Z")
_LONGEST = 1000  # in characters; no branch or tag bears a longer name, and git has crashed on such
_COMMITS_FIRST = ("-c", "core.disambiguate=committish")  # of the objects whose ids begin alike
_MAY_BE_A_REF = pattern(r"[\w][\w./+-]*\Z")
_KINDS = {"blob": "a file", "tree": "a folder", "tag": "a tag of something else"}
_SHALLOW = (
    "this clone holds only the newest commits; fetch the others, by: git fetch --unshallow "
    "(in CI, let the checkout step fetch all: fetch-depth: 0)"
)


def find_commit(objects: Objects, rev: str) -> str:
    """The full id of the commit that `rev` means.

    Raises GitError, which says what else it is, or what may have been meant.
    """
    _refuse_what_names_nothing(rev)
    _refuse_branch_and_tag(objects, rev)
    try:
        found = objects.git(*_COMMITS_FIRST, "rev-parse", "--verify", "--end-of-options", rev)
    except GitError as error:
        if error.reason != "failed":
            raise
        if "is ambiguous" in str(error):
            raise GitError(f"`{shown(rev)}` is the start of several ids; write more of it") from None
        raise _nothing_found(objects, rev) from None
    name = found.decode("ascii", "replace").strip()
    if not _ID.match(name):
        raise GitError(f"`{shown(rev)}` leaves commits out, where one commit was expected; name that one")
    return _peel(objects, rev, name)


def _refuse_what_names_nothing(rev: str) -> None:
    """Refuse what git would take for something else than the name of a commit."""
    if not rev.strip():
        problem = "an empty text"
    elif rev.startswith("-"):
        problem = f"`{shown(rev)}`, which looks like an option,"
    elif not rev.isprintable():
        problem = f"`{shown(rev)}`, which holds characters that cannot be printed,"
    elif len(rev) > _LONGEST:
        problem = f"a text of {len(rev)} characters"
    elif ".." in rev:
        problem = f"`{rev}`, a range,"
    else:
        return
    raise GitError(f"{problem} does not name one commit; give a branch, a tag, a commit id, or such as HEAD~3")


def _refuse_branch_and_tag(objects: Objects, rev: str) -> None:
    """git would take the tag and only warn."""
    if not _MAY_BE_A_REF.match(rev):
        return
    refs = (f"refs/heads/{rev}", f"refs/tags/{rev}")
    listed = objects.git("for-each-ref", "--format=%(refname)", *refs).decode("utf-8", "replace").splitlines()
    if all(ref in listed for ref in refs):
        raise GitError(f"`{rev}` is both a branch and a tag; write `{refs[0]}` or `{refs[1]}`")


def _peel(objects: Objects, rev: str, found: str) -> str:
    """The commit that an id leads to, tags followed."""
    peeled = next((name for name, kind, _ in objects.about([f"{found}^{{commit}}"]) if kind == "commit"), None)
    if peeled is None:
        kind = next((kind for _, kind, _ in objects.about([found])), None)
        if kind is None:
            raise _nothing_found(objects, rev)
        raise GitError(f"`{shown(rev)}` is {_KINDS.get(kind, kind)}, where a commit was expected")
    return peeled


def day_of(objects: Objects, commit: str) -> date:
    """The day on which a commit was made, in UTC.

    git itself reads a time that makes no sense as the beginning of its time, 1970.
    """
    seconds = objects.git("log", "-1", "--no-show-signature", "--format=%ct", commit).strip()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return date(1970, 1, 1)


def _nothing_found(objects: Objects, rev: str) -> GitError:
    """That there is no such commit, and what may have been meant."""
    listed = objects.git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags", "refs/remotes")
    refs = [ref.split("/", 2)[2] for ref in listed.decode("utf-8", "replace").splitlines()]
    text = f"there is no commit `{shown(rev)}` in {objects.top}"
    if not refs and not objects.git("rev-parse", "--verify", "--quiet", "HEAD", accept=(0, 1)):
        return GitError(f"{text}: nothing was committed there yet")
    elsewhere = next((ref for ref in refs if ref.endswith(f"/{rev}")), None)
    if elsewhere:
        return GitError(f"{text}; did you mean `{shown(elsewhere)}`?")
    likely = hint(rev, filter(str.isprintable, refs))
    shallow = objects.git("rev-parse", "--is-shallow-repository").strip() == b"true"
    if not likely and _follows_one_branch(objects) and _MAY_BE_A_REF.match(rev) and not _LIKE_AN_ID.match(rev):
        deepen = "git fetch --unshallow, then " if shallow else ""
        there = f"refs/remotes/origin/{rev}"
        return GitError(f"{text}: this clone follows another branch alone; {deepen}git fetch origin {rev}:{there}")
    if not likely and shallow:
        return GitError(f"{text}: {_SHALLOW}")
    return GitError(f"{text}{likely or '; `git log --oneline --all` lists those it has'}")


def _follows_one_branch(objects: Objects) -> bool:
    """Whether the clone was made to know one branch of where it comes from, and no other."""
    said = objects.git("config", "--get-all", "remote.origin.fetch", accept=(0, 1))
    return bool(said.strip()) and b"refs/heads/*" not in said
