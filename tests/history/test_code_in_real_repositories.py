"""What is said of code that changed since it was assessed, in repositories as teams keep them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aimslint import engine
from aimslint.config import Config, RuleSettings
from aimslint.history.git import GitHistory
from aimslint.rulebook import Rulebook
from aimslint.trees import CommitTree, IndexTree, Tree, WorkingTree
from tests.history.building import build, commit_step, merge, shallow
from tests.repositories import git, write_files
from tests.witness.story import ADA, BEN, step

DAY = date(2026, 11, 20)
RULE = "code-changed-since-aiia"
SYSTEM = """kind: ai_system
id: chat
lifecycle_stage: deployed
risk_tier: low
code: {paths: [/src/**], watch: [/src/model.lock]}
"""
ASSESSED = "kind: impact_assessment\nid: ia\nsystem: chat\nstatus: approved\nassessed_on: 2026-03-01\n"
START = (
    step("2025-01-10", {"governance/roles.yaml": "{kind: roles, id: roles}\n", "src/a.py": "print(1)\n"}, ADA),
    step("2025-02-10", {"governance/chat.yaml": SYSTEM, "src/model.lock": "4.1\n"}, ADA),
)
NEW_MODEL = {"src/model.lock": "4.2\n"}
CONFIG = Config(rules={RULE: RuleSettings(settings={"commits": 3, "lines": 5})})


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return build(tmp_path, START)


def said(top: Path, tree: Tree | None = None, tip: str = "HEAD") -> tuple[list[str], list[str]]:
    """What the rule finds, and why it cannot say."""
    tree = tree or WorkingTree.at(top)
    rules = engine.rulebook_of(tree, CONFIG, "")
    alone = Rulebook({name: rule for name, rule in rules.rules.items() if rule.raised_by or name == RULE})
    history = GitHistory.at(top, tip, use_cache=False, latest=DAY)
    report = engine.check(tree, DAY, CONFIG, history=history, rulebook=alone)
    found = [finding.message for finding in report.findings if finding.rule == RULE]
    return found, [skip.reason for skip in report.skipped if skip.rule == RULE]


SILENT: tuple[list[str], list[str]] = ([], [])


def work(top: Path) -> None:
    """A branch changes the watched file, and then the impact is assessed with it."""
    git(top, "checkout", "--quiet", "-b", "work")
    commit_step(top, step("2026-02-20", NEW_MODEL, ADA))
    commit_step(top, step("2026-03-01", {"governance/ia.yaml": ASSESSED}, BEN))
    git(top, "checkout", "--quiet", "main")
    commit_step(top, step("2026-03-02", {"README.md": "We\n"}, BEN))


def merged(top: Path) -> None:
    merge(top, "work", "2026-03-10", BEN)


def squashed(top: Path) -> None:
    git(top, "merge", "--quiet", "--squash", "work")
    commit_step(top, step("2026-03-10", {}, ADA))


def rebased(top: Path) -> None:
    git(top, "checkout", "--quiet", "work")
    git(top, "rebase", "--quiet", "main", environment={"GIT_COMMITTER_DATE": "2026-03-10T12:00:00+00:00"})
    git(top, "checkout", "--quiet", "main")
    git(top, "merge", "--quiet", "--ff-only", "work")


LANDINGS = pytest.mark.parametrize("land", [merged, squashed, rebased])


@LANDINGS
def test_code_that_was_assessed_before_it_came_in_is_not_outrun(land: Callable[[Path], None], top: Path) -> None:
    work(top)
    land(top)
    assert said(top) == SILENT


@LANDINGS
def test_a_change_after_it_came_in_is_told_with_its_commit(land: Callable[[Path], None], top: Path) -> None:
    work(top)
    land(top)
    commit = commit_step(top, step("2026-04-01", {"src/model.lock": "4.3\n"}, ADA, says="Take 4.3"))
    (message,), skipped = said(top)
    assert f"{commit[:7]} (2026-04-01, Ada: Take 4.3)" in message
    assert skipped == []


def test_lines_and_commits_add_up_to_something_that_matters(top: Path) -> None:
    commit_step(top, step("2026-03-02", {"governance/ia.yaml": ASSESSED}, BEN))
    commit_step(top, step("2026-04-01", {"src/a.py": "print(2)\n"}, ADA))
    assert said(top) == SILENT
    commit_step(top, step("2026-04-02", {"src/a.py": "one\ntwo\nthree\nfour\n"}, ADA))
    assert "5 lines differ in 1 file" in said(top)[0][0]
    commit_step(top, step("2026-04-03", {"src/a.py": "one\ntwo\n"}, ADA))
    assert "3 commits changed 1 file" in said(top)[0][0]
    commit_step(top, step("2026-04-04", {"src/a.py": "print(1)\n"}, ADA))
    assert said(top) == SILENT, "all of it was taken back"


def test_a_change_counts_before_it_is_committed_staged_or_not(top: Path) -> None:
    commit_step(top, step("2026-03-02", {"governance/ia.yaml": ASSESSED}, BEN))
    write_files(top, NEW_MODEL)
    assert "not committed yet" in said(top)[0][0]
    assert said(top, IndexTree.at(top)) == SILENT
    git(top, "add", "--all")
    assert "not committed yet" in said(top, IndexTree.at(top))[0][0]


def test_as_it_stood_at_an_earlier_commit(top: Path) -> None:
    before = commit_step(top, step("2026-03-02", {"governance/ia.yaml": ASSESSED}, BEN))
    commit_step(top, step("2026-04-01", NEW_MODEL, ADA))
    assert said(top, CommitTree.at(top, before), before) == SILENT
    assert len(said(top)[0]) == 1


def test_a_clone_that_begins_later_cannot_say(top: Path, tmp_path: Path) -> None:
    commit_step(top, step("2026-03-02", {"governance/ia.yaml": ASSESSED}, BEN))
    for day in ("2026-04-01", "2026-04-02"):
        commit_step(top, step(day, {"README.md": day}, ADA))
    found, (reason,) = said(shallow(top, tmp_path / "cut", 1))
    assert (found, "fetch-depth: 0" in reason) == ([], True)


def test_what_a_short_clone_shows_is_told_all_the_same(top: Path, tmp_path: Path) -> None:
    commit_step(top, step("2026-03-02", {"governance/ia.yaml": ASSESSED}, BEN))
    commit_step(top, step("2026-04-01", {"README.md": "x"}, ADA))
    commit_step(top, step("2026-04-02", NEW_MODEL, ADA))
    found, skipped = said(shallow(top, tmp_path / "cut", 2))
    assert (len(found), skipped) == (1, [])


def test_an_import_has_no_past_and_what_follows_counts(tmp_path: Path) -> None:
    everything = {**START[0].files, **START[1].files, "governance/ia.yaml": ASSESSED}
    top = build(tmp_path, [step("2026-10-01", everything, ADA)])
    assert said(top) == SILENT
    commit_step(top, step("2026-10-02", NEW_MODEL, ADA))
    assert len(said(top)[0]) == 1


def test_a_folder_that_moved_did_not_change(top: Path) -> None:
    write_files(top, {"governance/chat.yaml": SYSTEM.replace("/src/", "/code/"), "governance/ia.yaml": ASSESSED})
    git(top, "mv", "src", "code")
    commit_step(top, step("2026-03-02", {}, BEN))
    write_files(top, {"governance/chat.yaml": SYSTEM.replace("/src/", "/lib/")})
    git(top, "mv", "code", "lib")
    commit_step(top, step("2026-04-01", {}, BEN))
    assert said(top) == SILENT


def test_line_ends_of_the_checkout_are_no_change(top: Path) -> None:
    commit_step(top, step("2026-03-02", {"governance/ia.yaml": ASSESSED}, BEN))
    git(top, "config", "core.autocrlf", "true")
    write_files(top, {"src/model.lock": "4.1\r\n"})
    assert said(top) == SILENT
