import json
import shlex

import pytest
import yaml

from aimslint.scaffold.around import compact, editor_settings, github_workflow, gitlab_job, hook

ROOTS = ["", "aims", "-x", "a b/c", "x'; touch y", 'q"uote', "${{ secrets.X }}", "$(id)", "new\nline", "# no", "ü/予"]


@pytest.mark.parametrize("root", ROOTS)
def test_the_root_is_one_word_of_the_command_whatever_its_name(root: str) -> None:
    entry = yaml.safe_load(hook(root))["repos"][0]["hooks"][0]["entry"]
    words = shlex.split(entry)
    assert words[:3] == ["aimslint", "check", "--staged"]
    assert [word.removeprefix("./") for word in words[3:]] == ([root] if root else [])
    assert not any(word.startswith("-") for word in words[3:])


@pytest.mark.parametrize("root", ROOTS)
def test_no_name_reaches_the_shell_of_a_server_as_text(root: str) -> None:
    """Names are values of the environment, which the commands quote."""
    steps = yaml.safe_load(github_workflow(root, root or "x"))["jobs"]["check"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [
        'pip install "$AIMSLINT"',
        'aimslint check "$AIMS_ROOT"',
    ]
    assert steps[-1]["env"]["AIMS_ROOT"].removeprefix("./") == (root or ".")
    job = yaml.safe_load(gitlab_job(root, "x"))["aimslint"]
    assert job["script"] == ['aimslint check "$AIMS_ROOT"']
    assert job["variables"]["AIMS_ROOT"].removeprefix("./") == (root or ".")


def test_editors_are_told_paths_from_the_top() -> None:
    settings = json.loads(editor_settings("part"))["yaml.schemas"]
    assert settings["part/.aimslint/record.schema.json"][0] == "part/governance/**/*.yaml"


def test_a_copy_of_a_schema_says_the_same() -> None:
    text = '{\n  "a": ["ü", 1.0],\n  "b": {}\n}\n'
    assert json.loads(compact(text)) == json.loads(text)
    assert len(compact(text)) < len(text)
