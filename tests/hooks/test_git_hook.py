"""A plain git hook with the entry of our hook `aimslint`, through real commits.

How pre-commit and prek run it is tested by tests/extra/check_hooks.py.
"""

import shlex
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.running import PLAN
from tests.hooks.committing import BETTER_PLAN, BROKEN_PLAN, FILES, LEGACY, Outcome, Repository, with_plain_hook

TOP = Path(__file__).resolve().parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text("utf-8"))}
INSTALLED = str(Path(sys.executable).with_name("aimslint"))
PLAN_FILE = "governance/systems/plan.yaml"


def command(hook: str) -> list[str]:
    """The entry of a hook, with the aimslint of these tests."""
    program, *arguments = shlex.split(HOOKS[hook]["entry"])
    assert program == "aimslint"
    return [INSTALLED, *arguments]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One with a system that nobody has assessed, as it was before there was a hook."""
    return with_plain_hook(tmp_path / "work", command("aimslint")).begin()


def stopped(outcome: Outcome, rule: str) -> bool:
    return outcome.code == 1 and f"error[{rule}]" in outcome.said


def test_a_commit_that_adds_nothing_passes_beside_old_debt(repository: Repository) -> None:
    repository.stage({"src/app.py": "print(2)\n", PLAN_FILE: BETTER_PLAN})
    outcome = repository.commit()
    assert outcome.passed
    assert "deployed-without-aiia" not in outcome.said


def test_a_commit_that_adds_an_error_is_stopped(repository: Repository) -> None:
    repository.stage({PLAN_FILE: BROKEN_PLAN})
    outcome = repository.commit()
    assert stopped(outcome, "owner-not-a-role")
    assert "deployed-without-aiia" not in outcome.said
    assert repository.git("rev-list", "--count", "HEAD").said.strip() == "1"


def test_what_is_staged_counts_and_not_what_is_on_disk(repository: Repository) -> None:
    repository.stage({PLAN_FILE: BROKEN_PLAN})
    (repository.top / PLAN_FILE).write_text(BETTER_PLAN)
    assert stopped(repository.commit(), "owner-not-a-role")
    repository.stage({})
    (repository.top / PLAN_FILE).write_text(BROKEN_PLAN)
    assert repository.commit().passed


def test_a_commit_of_all_changes_is_judged_by_its_own_index(repository: Repository) -> None:
    """`git commit -a`, and a commit of one path, prepare an index beside the usual one."""
    (repository.top / PLAN_FILE).write_text(BROKEN_PLAN)
    (repository.top / "src/app.py").write_text("print(3)\n")
    assert stopped(repository.commit("--all"), "owner-not-a-role")
    assert repository.commit("src/app.py").passed
    assert stopped(repository.commit(PLAN_FILE), "owner-not-a-role")


def test_a_commit_that_only_deletes_is_judged(repository: Repository) -> None:
    assert repository.git("rm", "--quiet", "governance/roles.yaml").passed
    assert stopped(repository.commit(), "owner-not-a-role")


def test_a_commit_that_only_renames_passes(repository: Repository) -> None:
    assert repository.git("mv", "governance/systems/chat.yaml", "governance/chat.yaml").passed
    assert repository.commit().passed


def test_from_a_folder_below(repository: Repository) -> None:
    repository.stage({PLAN_FILE: BROKEN_PLAN})
    outcome = repository.commit(inside="src")
    assert stopped(outcome, "owner-not-a-role")
    assert f"{PLAN_FILE}:5:8" in outcome.said


def test_in_a_linked_work_tree(repository: Repository) -> None:
    assert repository.git("worktree", "add", "--quiet", "../beside", "-b", "beside").passed
    beside = Repository(repository.top.parent / "beside", repository.environment)
    beside.stage({PLAN_FILE: BROKEN_PLAN})
    assert stopped(beside.commit(), "owner-not-a-role")
    beside.stage({PLAN_FILE: BETTER_PLAN})
    assert beside.commit().passed
    assert repository.git("diff", "--quiet", "--cached").passed


def test_everything_counts_in_the_first_commit(tmp_path: Path) -> None:
    repository = with_plain_hook(tmp_path / "work", command("aimslint"))
    repository.stage(FILES)
    assert stopped(repository.commit(), "deployed-without-aiia")
    repository.stage({"governance/systems/chat.yaml": LEGACY.replace("deployed", "idea")})
    assert repository.commit().passed


def test_an_amended_commit_is_compared_with_what_it_replaces(repository: Repository) -> None:
    repository.stage({"src/app.py": "print(4)\n"})
    assert repository.commit("--amend").passed
    repository.stage({PLAN_FILE: BROKEN_PLAN})
    assert stopped(repository.commit("--amend"), "owner-not-a-role")


def test_a_merge_that_was_resolved_by_hand_is_judged(repository: Repository) -> None:
    assert repository.git("checkout", "--quiet", "-b", "theirs").passed
    repository.stage({PLAN_FILE: BETTER_PLAN})
    assert repository.commit().passed
    assert repository.git("checkout", "--quiet", "main").passed
    repository.stage({PLAN_FILE: PLAN.replace("name: Plan", "name: Another plan")})
    assert repository.commit().passed
    assert not repository.git("merge", "theirs").passed
    repository.stage({PLAN_FILE: BROKEN_PLAN})
    assert stopped(repository.commit(), "owner-not-a-role")
    repository.stage({PLAN_FILE: BETTER_PLAN})
    assert repository.commit().passed


def test_a_passed_date_stops_nobody(repository: Repository) -> None:
    """What falls due between two commits is found on both sides of the comparison."""
    due = BETTER_PLAN + "last_reviewed: 2026-01-01\n"
    repository.stage({PLAN_FILE: due})
    assert repository.commit("--no-verify").passed
    repository.stage({"src/app.py": "print(5)\n"})
    later = Repository(repository.top, {**repository.environment, "AIMSLINT_AS_OF": "2029-01-01"})
    assert later.commit().passed


def test_the_strict_hook_looks_at_everything(tmp_path: Path) -> None:
    repository = with_plain_hook(tmp_path / "work", command("aimslint-strict")).begin()
    repository.stage({"src/app.py": "print(2)\n"})
    assert stopped(repository.commit(), "deployed-without-aiia")


def test_the_mending_hook_mends_what_is_on_disk_and_leaves_what_is_staged(tmp_path: Path) -> None:
    sound = {path: text for path, text in FILES.items() if text != LEGACY}
    repository = with_plain_hook(tmp_path / "work", command("aimslint-fix")).begin(sound)
    repository.stage({PLAN_FILE: PLAN.replace("stage: idea", "stage: Idea")})
    assert repository.commit().passed  # pre-commit stops here: it sees that a hook has changed a file
    assert (repository.top / PLAN_FILE).read_text() == PLAN
    assert repository.git("show", f":{PLAN_FILE}").said != PLAN


@pytest.mark.parametrize("hook", HOOKS)
def test_hooks_run_once_whatever_a_commit_touches(hook: str) -> None:
    about = HOOKS[hook]
    assert (about["always_run"], about["pass_filenames"], about["require_serial"]) == (True, False, True)
    assert about["minimum_pre_commit_version"] == "3.2.0"  # it brought these names of stages
