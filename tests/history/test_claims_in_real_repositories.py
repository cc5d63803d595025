"""What rules say of approvals in repositories as teams keep them: merged, squashed, rebased, shallow, imported."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aimslint import engine
from aimslint.config import Config
from aimslint.history.git import GitHistory
from aimslint.rule_tests import EXAMPLE_DAY
from aimslint.rulebook import Rulebook
from aimslint.trees import WorkingTree
from tests.checks.telling import ADA, BEN, EVE, GROUP, ROLES, RULEBOOK, START, step
from tests.history.building import build, commit_step, merge, shallow
from tests.repositories import git

DRAFT = "kind: policy\nid: policy\nowner: lead\npurpose: Fiar decisions\n"
MENDED = DRAFT.replace("Fiar", "Fair")
APPROVAL = "status: approved\napproved_by: ceo\napproved_on: 2026-03-02\n"
RULES = Rulebook({name: rule for name, rule in RULEBOOK.rules.items() if rule.raised_by or name in GROUP})


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with some records."""
    return build(tmp_path, START)


def said(top: Path) -> tuple[list[str], dict[str, str]]:
    """The rules that find something, and those that cannot say, with the reason."""
    history = GitHistory.at(top, use_cache=False, latest=EXAMPLE_DAY)
    report = engine.check(WorkingTree.at(top), EXAMPLE_DAY, Config(), history=history, rulebook=RULES)
    skipped = {skip.rule: skip.reason for skip in report.skipped if skip.rule in GROUP}
    return [finding.rule for finding in report.findings if finding.rule in GROUP], skipped


def on_a_branch(top: Path) -> None:
    """Ben approves what Ada wrote, and she mends a slip that he saw, before the branch is merged."""
    git(top, "checkout", "--quiet", "-b", "policy")
    commit_step(top, step("2026-02-20", {"policy.yaml": DRAFT}, ADA))
    commit_step(top, step("2026-03-02", {"policy.yaml": DRAFT + APPROVAL}, BEN))
    commit_step(top, step("2026-03-05", {"policy.yaml": MENDED + APPROVAL}, ADA))
    git(top, "checkout", "--quiet", "main")
    commit_step(top, step("2026-03-06", {"context.yaml": "{kind: context, id: context, notes: We}\n"}, EVE))


def merged(top: Path) -> None:
    merge(top, "policy", "2026-03-10", BEN)


def squashed(top: Path) -> None:
    git(top, "merge", "--quiet", "--squash", "policy")
    commit_step(top, step("2026-03-10", {}, ADA, BEN))


def rebased(top: Path) -> None:
    """As a hosting service does it: every commit anew, on the day of the merge."""
    git(top, "checkout", "--quiet", "policy")
    git(top, "rebase", "--quiet", "main", environment={"GIT_COMMITTER_DATE": "2026-03-10T12:00:00+00:00"})
    git(top, "checkout", "--quiet", "main")
    git(top, "merge", "--quiet", "--ff-only", "policy")


@pytest.mark.parametrize("land", [merged, squashed, rebased])
def test_a_slip_mended_before_the_branch_came_in(land: Callable[[Path], None], top: Path) -> None:
    on_a_branch(top)
    land(top)
    assert said(top) == ([], {})


@pytest.mark.parametrize("land", [merged, squashed, rebased])
def test_an_edit_after_the_branch_came_in(land: Callable[[Path], None], top: Path) -> None:
    on_a_branch(top)
    land(top)
    commit_step(top, step("2026-04-01", {"policy.yaml": MENDED.replace("Fair", "Quick") + APPROVAL}, EVE))
    assert said(top) == (["approved-then-edited"], {})


def test_a_squash_by_the_approver_alone_looks_like_his_work_and_the_trailer_says_otherwise(top: Path) -> None:
    on_a_branch(top)
    git(top, "merge", "--quiet", "--squash", "policy")
    commit_step(top, step("2026-03-10", {}, BEN))
    assert said(top)[0] == ["self-approved"]
    git(top, "commit", "--quiet", "--amend", "--no-edit", f"--trailer=Co-authored-by: {ADA}")
    assert said(top) == ([], {})


def test_mailmap_says_who_is_who(top: Path) -> None:
    commit_step(top, step("2026-02-20", {"policy.yaml": MENDED + APPROVAL}, "ben <ben@laptop.local>"))
    assert said(top) == ([], {})
    commit_step(top, step("2026-03-02", {"docs/x": "x"}, EVE))
    (top / ".mailmap").write_text("Ben <ben@acme.example> <ben@laptop.local>\n")
    assert said(top)[0] == ["self-approved"]


def test_a_shallow_clone_says_that_it_does_not_know(top: Path, tmp_path: Path) -> None:
    commit_step(top, step("2026-02-20", {"policy.yaml": MENDED + APPROVAL}, BEN))
    commit_step(top, step("2026-04-01", {"policy.yaml": MENDED.replace("Fair", "Quick") + APPROVAL}, EVE))
    assert said(top)[0] == ["approved-then-edited", "self-approved"]
    found, skipped = said(shallow(top, tmp_path / "shallow", 1))
    assert found == []
    assert {"self-approved", "approved-then-edited", "approval-before-content"} <= skipped.keys()
    assert all("fetch-depth: 0" in reason for reason in skipped.values())


def test_a_clock_that_is_ahead_accuses_nobody_of_approving_too_early(top: Path) -> None:
    commit_step(top, step("2027-01-05", {"policy.yaml": MENDED + APPROVAL}, ADA))
    found, skipped = said(top)
    assert found == []
    assert "the clock of the commit that wrote it was wrong" in skipped["approval-before-content"]


def test_an_import_has_no_authors_and_what_comes_after_counts(tmp_path: Path) -> None:
    files = {"roles.yaml": ROLES, "scope.yaml": "{kind: scope, id: scope}\n", "policy.yaml": MENDED + APPROVAL}
    top = build(tmp_path, [step("2026-04-02", files, BEN)])
    found, skipped = said(top)
    assert found == []
    assert skipped.keys() == {"self-approved", "approval-before-content"}
    assert all("begins with an import" in reason for reason in skipped.values())
    commit_step(top, step("2026-05-02", {"policy.yaml": MENDED.replace("Fair", "Quick") + APPROVAL}, BEN))
    assert said(top)[0] == ["approved-then-edited"]


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "governance").mkdir()
    (tmp_path / "governance/policy.yaml").write_text(MENDED + APPROVAL)
    (tmp_path / "governance/roles.yaml").write_text(ROLES)
    found, skipped = said(tmp_path)
    assert found == []
    assert {"self-approved", "approved-then-edited", "record-deleted", "bulk-redate"} <= skipped.keys()
