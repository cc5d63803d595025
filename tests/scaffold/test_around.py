import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from aimslint.scaffold.around import (
    CHECKOUT,
    GITHUB_CHECK,
    GITLAB_CHECK,
    GITLAB_REPORT,
    SETUP_PYTHON,
    compact,
    editor_settings,
    github_workflow,
    gitlab_job,
    hook,
)

ROOTS = ["", "aims", "-x", "a b/c", "x'; touch y", 'q"uote', "${{ secrets.X }}", "$(id)", "new\nline", "# no", "ü/予"]


@pytest.mark.parametrize("root", ROOTS)
def test_the_root_is_one_word_of_the_command_whatever_its_name(root: str) -> None:
    entry = yaml.safe_load(hook(root))["repos"][0]["hooks"][0]["entry"]
    words = shlex.split(entry)
    assert words[:5] == ["aimslint", "check", "--staged", "--since", "HEAD"]
    assert [word.removeprefix("./") for word in words[5:]] == ([root] if root else [])
    assert not any(word.startswith("-") for word in words[5:])


def github_step(root: str, name: str) -> dict[str, Any]:
    steps = yaml.safe_load(github_workflow(root, root or "x"))["jobs"]["check"]["steps"]
    return next(step for step in steps if step.get("name") == name)


@pytest.mark.parametrize("root", ROOTS)
def test_no_name_reaches_the_shell_of_a_server_as_text(root: str) -> None:
    """Names are values of the environment, which the commands quote."""
    assert github_step(root, "Install")["run"] == 'python -I -m pip install --quiet "$AIMSLINT"'
    assert github_step(root, "Install")["env"]["AIMSLINT"] == (root or "x")
    check = github_step(root, "Check")
    assert check["run"] == GITHUB_CHECK
    assert check["env"]["AIMS_ROOT"].removeprefix("./") == (root or ".")
    job = yaml.safe_load(gitlab_job(root, "x"))["aimslint"]
    assert job["script"] == [GITLAB_REPORT.strip(), GITLAB_CHECK]
    assert job["variables"]["AIMS_ROOT"].removeprefix("./") == (root or ".")


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("target", ["", "0123abc", "x y; touch pwned"])
def test_a_shell_hands_names_on_as_they_are(root: str, target: str, tmp_path: Path) -> None:
    """What aimslint would be given, by the shell of either server."""
    (tmp_path / "aimslint").write_text('#!/bin/sh\nprintf "%s\\0" "$@"\n')
    (tmp_path / "aimslint").chmod(0o755)
    for script, variable in ((GITHUB_CHECK, "TARGET"), (GITLAB_CHECK, "CI_MERGE_REQUEST_DIFF_BASE_SHA")):
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "AIMS_ROOT": root, "GITHUB_STEP_SUMMARY": "a b"}
        command = ["sh", "-ec", script]
        done = subprocess.run(command, env=environment | {variable: target}, cwd=tmp_path, capture_output=True)
        words = done.stdout.decode().split("\0")[:-1]
        assert words[-2:] == ["--", root]
        compared = [f"--since={target}"] if target else []
        assert [word for word in words if word.startswith("--since")] == compared
        assert words[0] == "check"
    assert not (tmp_path / "pwned").exists()


def test_actions_are_those_that_our_own_action_and_workflows_use() -> None:
    """So one look-up keeps all of them up to date."""
    top = Path(__file__).resolve().parents[2]
    ours = "".join(path.read_text("utf-8") for path in (top / "action.yml", *(top / ".github/workflows").glob("*.yml")))
    for action in (CHECKOUT, SETUP_PYTHON):
        assert f"uses: {action}\n" in ours


def test_editors_are_told_paths_from_the_top() -> None:
    settings = json.loads(editor_settings("part"))["yaml.schemas"]
    assert settings["part/.aimslint/record.schema.json"][0] == "part/governance/**/*.yaml"


def test_a_copy_of_a_schema_says_the_same() -> None:
    text = '{\n  "a": ["ü", 1.0],\n  "b": {}\n}\n'
    assert json.loads(compact(text)) == json.loads(text)
    assert len(compact(text)) < len(text)
