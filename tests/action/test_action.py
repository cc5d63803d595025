"""The steps of the GitHub action, run in what a runner has of a pull request. Nothing is installed: the step that
does so is said to have put out the Python of the tests (tests/extra/check_action.py runs it, too).
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.action.pull_request import PullRequest, on_push, open_pull_request
from tests.action.runner import Done, run_action
from tests.cli.running import AS_OF, BROKEN, CHAT, SOUND
from tests.repositories import write_files

SECOND = "kind: ai_system\nid: tour\nname: Tour\nlifecycle_stage: deployed\nowner: lead\n"
ADDED = "governance/systems/tour.yaml"


@pytest.fixture(scope="module")
def adding(tmp_path_factory: pytest.TempPathFactory) -> PullRequest:
    """A pull request that adds a system nobody assessed to a repository that has one already."""
    return open_pull_request(tmp_path_factory.mktemp("adding") / "origin", BROKEN, {ADDED: SECOND})


@pytest.fixture(scope="module")
def mending(tmp_path_factory: pytest.TempPathFactory) -> PullRequest:
    """A pull request that mends what was wrong."""
    folder = tmp_path_factory.mktemp("mending") / "origin"
    return open_pull_request(folder, BROKEN, {"governance/systems/chat.yaml": CHAT.replace("deployed", "idea")})


def act(
    workspace: Path,
    pull_request: PullRequest,
    inputs: Mapping[str, str] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    fork: bool = False,
) -> Done:
    around = dict(pull_request.environment() if environment is None else environment) | {"AIMSLINT_AS_OF": AS_OF}
    event = pull_request.event(fork=fork) if around["GITHUB_EVENT_NAME"].startswith("pull_request") else {}
    put_out = {"install": {"python": sys.executable}}
    return run_action(workspace, event, inputs or {}, put_out=put_out, environment=around)


def test_a_pull_request_answers_for_what_it_adds(adding: PullRequest, tmp_path: Path) -> None:
    done = act(adding.checked_out(tmp_path / "work", depth=2), adding)
    assert done.code == 1
    assert {key: done.outputs[key] for key in ("exit-code", "fixed", "sarif-file")} == {
        "exit-code": "1",
        "fixed": "0",
        "sarif-file": "",
    }
    assert done.outputs["findings"] == done.outputs["new"]
    assert int(done.outputs["new"]) > 0
    told = done.annotations()
    assert any(line.startswith(f"::error file={ADDED},line=4,") and "deployed-without-aiia" in line for line in told)
    assert not any("chat.yaml" in line for line in told)
    assert "the target of the pull request" in done.log
    assert done.summary.startswith("Before.\n## aimslint: 1 error")
    assert "Tour is deployed" in done.summary
    assert "the target of the pull request: " in done.summary
    assert "### New findings\n" in done.summary


def test_a_pull_request_that_adds_nothing_passes_beside_what_was_there(mending: PullRequest, tmp_path: Path) -> None:
    done = act(mending.checked_out(tmp_path / "work", depth=2), mending)
    assert done.code == 0
    assert (done.outputs["exit-code"], done.outputs["new"]) == ("0", "0")
    assert int(done.outputs["fixed"]) > 0
    assert not done.annotations()


def test_a_clone_without_the_target_is_told_what_to_fetch(adding: PullRequest, tmp_path: Path) -> None:
    done = act(adding.checked_out(tmp_path / "work", depth=1), adding)
    assert done.code == 2
    assert done.outputs == {"exit-code": "2", "findings": "", "new": "", "fixed": "", "sarif-file": ""}
    (told,) = done.annotations()
    assert told.startswith("::error title=aimslint could not do its work::")
    assert "fetch-depth: 2" in told
    assert done.summary == "Before.\n"


def test_the_branch_itself_may_be_checked_out(adding: PullRequest, tmp_path: Path) -> None:
    done = act(adding.checked_out(tmp_path / "work", depth=0, head=True), adding)
    assert done.code == 1
    assert not any("chat.yaml" in line for line in done.annotations())


def test_a_fork_needs_no_token(adding: PullRequest, tmp_path: Path) -> None:
    """The environment holds none, and the result is the same."""
    work = adding.checked_out(tmp_path / "work", depth=2)
    done = act(work, adding, {"sarif-file": "out/found.sarif"}, fork=True)
    assert done.code == 1
    assert done.outputs["sarif-file"] == "out/found.sarif"
    (run,) = json.loads((work / "out/found.sarif").read_text())["runs"]
    assert len(run["results"]) == int(done.outputs["new"])


def test_everything_counts_on_other_events_and_where_it_is_asked(adding: PullRequest, tmp_path: Path) -> None:
    work = adding.checked_out(tmp_path / "work", depth=2)
    pushed = act(work, adding, environment=on_push(adding.merge))
    assert pushed.code == 1
    assert pushed.outputs["new"] == pushed.outputs["fixed"] == ""
    assert sum("title=deployed-without-aiia" in line for line in pushed.annotations()) == 2


def test_none_lists_everything_on_a_pull_request_and_soft_lets_it_pass(adding: PullRequest, tmp_path: Path) -> None:
    done = act(adding.checked_out(tmp_path / "work", depth=1), adding, {"since": "none", "soft": "true"})
    assert (done.code, done.outputs["exit-code"]) == (0, "0")
    assert sum("title=deployed-without-aiia" in line for line in done.annotations()) == 2


def test_inputs_reach_aimslint(adding: PullRequest, tmp_path: Path) -> None:
    work = adding.checked_out(tmp_path / "work", depth=2)
    args = "--select deployed-without-aiia,system-no-role --report 'junit=a b.xml'"
    paths = "systems/plan.yaml\n  systems/tour.yaml \n\n"
    inputs = {"working-directory": "governance", "paths": paths, "args": args, "phase": "stage-2", "fail-on": "warning"}
    done = act(work, adding, inputs)
    assert done.code == 1
    assert "--phase=stage-2" in done.log
    assert done.outputs["new"] == "2"
    assert (work / "governance" / "a b.xml").is_file()


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"soft": "yes"}, "soft: expected true or false, found `yes`"),
        ({"args": "--config 'x"}, "args: No closing quotation"),
        ({"working-directory": "nowhere"}, "working-directory: there is no folder"),
        ({"sarif-file": "a\nexit-code=0"}, "sarif-file: expected the name of one file"),
        ({"sarif-file": "aimslint.yaml/x.sarif"}, "sarif-file: "),
        ({"fail-on": "eror"}, "--fail-on"),
        ({"since": "no-such-branch"}, "no-such-branch"),
        ({"since": "--output=pwned"}, "--output=pwned"),
        ({"paths": "--help"}, "--help: there is no such file"),
        ({"paths": "$(touch pwned)"}, "there is no such file"),
        ({"args": "; touch pwned"}, "there is no such file"),
        ({"args": "$(touch pwned) `touch pwned`"}, "there is no such file"),
    ],
)
def test_what_is_wrong_with_an_input_is_an_annotation(
    adding: PullRequest, tmp_path: Path, inputs: dict[str, str], said: str
) -> None:
    work = adding.checked_out(tmp_path / "work", depth=2)
    done = act(work, adding, inputs, environment={"GITHUB_EVENT_NAME": "push"})
    assert (done.code, done.outputs["exit-code"]) == (2, "2")
    (told,) = done.annotations()
    assert told.startswith("::error title=aimslint could not do its work::")
    assert said in told
    assert not list(tmp_path.rglob("pwned"))


ANNOTATION = re.compile(r"::(error|warning|notice) file=[^:]*,line=\d+,endLine=\d+[^:]*,title=[a-z-]+::.*")
HOSTILE = {
    "governance/systems/tour.yaml": "kind: ai_system\nid: tour\nlifecycle_stage: deployed\nowner: lead\nname: |\n"
    "  ::error file=x::forged\n  ##[set-output name=exit-code]0\n  $(touch pwned)`touch pwned`\n  </details>\n",
    "governance/::error::x.yaml": "kind: nothing\n",
    "governance/a\n::warning::forged.yaml": "kind: nothing\n",
    "governance/$(touch pwned).yaml": "kind: nothing\n",
    # Python would import these from where it is started.
    **{f"{name}.py": "raise SystemExit('run')\n" for name in ("venv", "ensurepip", "pip", "aimslint", "yaml", "json")},
}


def test_a_hostile_pull_request_speaks_to_nobody(tmp_path: Path) -> None:
    pull_request = open_pull_request(tmp_path / "origin", SOUND, HOSTILE)
    done = act(pull_request.checked_out(tmp_path / "work", depth=2), pull_request, fork=True)
    assert done.code == 1
    told = done.annotations()
    assert any("tour.yaml" in line for line in told)
    assert len(told) == int(done.outputs["new"]) < 10
    assert all(ANNOTATION.fullmatch(line) for line in told)
    assert done.summary.count("</details>") == 1
    assert not list(tmp_path.rglob("pwned"))


def test_the_event_that_does_not_check_out_the_change_is_warned_of(adding: PullRequest, tmp_path: Path) -> None:
    work = adding.checked_out(tmp_path / "work", depth=0)
    done = act(work, adding, environment=adding.environment() | {"GITHUB_EVENT_NAME": "pull_request_target"})
    assert "run aimslint on pull_request" in done.annotations()[0]


def test_a_chosen_python_is_set_up_and_otherwise_that_of_the_runner_used(adding: PullRequest, tmp_path: Path) -> None:
    """The step that sets one up is reached only when one was chosen."""
    (tmp_path / "chosen").mkdir()
    work = write_tree(tmp_path / "chosen" / "work")
    environment = {"GITHUB_EVENT_NAME": "push", "AIMSLINT_AS_OF": AS_OF}
    put_out = {"install": {"python": sys.executable}}
    with pytest.raises(AssertionError, match="actions/setup-python@"):
        run_action(work, {}, {"python-version": "3.12"}, put_out=put_out, environment=environment)
    (tmp_path / "found").mkdir()
    work = write_tree(tmp_path / "found" / "work")
    assert run_action(work, {}, {}, put_out=put_out, environment=environment).code == 0


def write_tree(folder: Path) -> Path:
    folder.mkdir()
    write_files(folder, SOUND)
    return folder
