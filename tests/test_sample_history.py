"""The history of the sample: a real repository is made from its script, and each story in it is found."""

import json
from pathlib import Path

import pytest
from git import Repo
from sample_history import SAMPLE, Branch, build, read_story

from tests.cli.running import run

AS_OF = "2026-11-20"
EXPECTED = (SAMPLE / "expected.txt").read_text(encoding="utf-8")
STORY = read_story()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return build(tmp_path_factory.mktemp("history") / "sample")


@pytest.fixture(autouse=True)
def inside(repository: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(repository.working_dir))


def test_main_ends_with_the_files_of_today(repository: Repo) -> None:
    top = Path(repository.working_dir)
    tracked = {path: (top / path).read_bytes() for path in repository.git.ls_files().splitlines()}
    assert tracked == {path: (SAMPLE / path).read_bytes() for path in tracked}
    assert "governance/risk/soa.yaml" in tracked
    assert not repository.is_dirty(untracked_files=True)


@pytest.mark.parametrize("position", STORY.clean)
def test_commits_that_claim_to_be_clean_raise_what_is_expected(repository: Repo, position: int) -> None:
    commit = list(repository.iter_commits("main", reverse=True))[position]
    done = run("check", "--rev", commit.hexsha, "--as-of", AS_OF, "--output-format", "concise", "-q")
    assert done.output == EXPECTED
    assert done.exit_code == 0


def test_nearly_every_commit_after_the_import_claims_to_be_clean() -> None:
    assert len(STORY.clean) >= len(STORY.main) - 2


def test_between_a_change_and_the_note_about_it_the_assessment_is_outrun(repository: Repo) -> None:
    commit = list(repository.iter_commits("main", reverse=True))[2]
    assert "code-changed-since-aiia" in {rule for rule, _ in _found(commit.hexsha)}


@pytest.mark.parametrize("branch", STORY.branches, ids=lambda branch: branch.name)
def test_each_branch_raises_what_its_story_says_and_nothing_else(branch: Branch) -> None:
    more = _found(branch.name) - _found("main")
    assert sorted(more) == sorted(branch.expects)


def _found(rev: str) -> set[tuple[str, str]]:
    done = run("check", "--rev", rev, "--as-of", AS_OF, "--phase", "surveillance", "--output-format", "json")
    document = json.loads(done.stdout)
    assert not [skip for skip in document["skipped"] if "history" in skip["reason"] and "import" not in skip["reason"]]
    return {(finding["rule"], finding["path"]) for finding in document["findings"]}
