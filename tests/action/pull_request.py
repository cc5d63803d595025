"""A repository with a pull request, and what a runner has of it after actions/checkout."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.repositories import Files, commit, git, make_repository

BRANCH = 'x$(touch${IFS}pwned)`touch${IFS}pwned`";touch${IFS}pwned;#'


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request: where its repository lies, and the ids of its target, its branch and the merge of the two."""

    origin: Path
    target: str
    head: str
    merge: str

    def event(self, *, fork: bool = False) -> dict[str, Any]:
        """The event, as far as actions read it."""
        source = "stranger/aims" if fork else "acme/aims"
        return {
            "action": "synchronize",
            "pull_request": {
                "base": {"sha": self.target, "ref": "main", "repo": {"full_name": "acme/aims"}},
                "head": {"sha": self.head, "ref": BRANCH, "repo": {"full_name": source, "fork": fork}},
                "title": "$(touch pwned)",
            },
        }

    def environment(self) -> dict[str, str]:
        """What a runner sets for this event."""
        return {
            "CI": "true",
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_REF": "refs/pull/7/merge",
            "GITHUB_REF_NAME": "7/merge",
            "GITHUB_SHA": self.merge,
            "GITHUB_BASE_REF": "main",
            "GITHUB_HEAD_REF": BRANCH,
            "GITHUB_REPOSITORY": "acme/aims",
        }

    def checked_out(self, folder: Path, *, depth: int, head: bool = False) -> Path:
        """A clone as actions/checkout makes it: of the merge, or of the branch; depth 0 is all there is."""
        make_repository(folder)
        commit_id = self.head if head else self.merge
        wanted = f"+{commit_id}:refs/remotes/pull/7/merge"
        every = ["+refs/heads/*:refs/remotes/origin/*"] if not depth else []
        limit = [f"--depth={depth}"] if depth else []
        git(folder, "remote", "add", "origin", self.origin.as_uri())
        git(folder, "fetch", "--quiet", "--no-tags", *limit, "origin", *every, wanted)
        git(folder, "checkout", "--quiet", "--force", "refs/remotes/pull/7/merge")
        return folder


def open_pull_request(folder: Path, before: Files, change: Files, later: Files | None = None) -> PullRequest:
    """A target with `before`, a branch that brings `change`, and what came to the target meanwhile."""
    origin = make_repository(folder, before)
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(origin, "checkout", "--quiet", "-b", BRANCH)
    head = commit(origin, "What the pull request brings", change)
    git(origin, "checkout", "--quiet", "main")
    target = commit(origin, "What came meanwhile", later or {"notes.txt": "1\n"})
    git(origin, "checkout", "--quiet", "--detach")
    git(origin, "merge", "--quiet", "--no-ff", "-m", "Merge", head)
    merge = git(origin, "rev-parse", "HEAD").decode().strip()
    git(origin, "update-ref", "refs/pull/7/merge", merge)
    git(origin, "checkout", "--quiet", "main")
    return PullRequest(origin, target, head, merge)


def on_push(commit_id: str) -> Mapping[str, str]:
    """What a runner sets for a push to main."""
    return {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main", "GITHUB_SHA": commit_id}
