"""What action.yml says, and that the small runner of these tests reads it as GitHub does."""

import re
from pathlib import Path

import pytest

from tests.action.runner import TOP, expressions, load, value

PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def test_no_expression_stands_in_a_script() -> None:
    """GitHub would paste its value into the script, whatever it holds."""
    assert not [step["run"] for step in load()["runs"]["steps"] if "${{" in step.get("run", "")]


def test_every_input_and_output_is_used() -> None:
    action = load()
    texts = [str(step) for step in action["runs"]["steps"]]
    used = set(re.findall(r"inputs\.([\w-]+)", " ".join(expressions(texts))))
    assert used == set(action["inputs"])
    put_out = {about["value"] for about in action["outputs"].values()}
    assert put_out == {f"${{{{ steps.check.outputs.{name} }}}}" for name in action["outputs"]}


def test_no_step_asks_for_a_token_or_a_name_that_somebody_chose() -> None:
    """What a pull request may name as it likes: its branch, its title, its author, its commits."""
    text = (TOP / "action.yml").read_text("utf-8")
    asked = set(re.findall(r"(?:github|secrets|env)\.[\w.]+", " ".join(expressions([text]))))
    assert asked == {"github.event.pull_request.base.sha", "github.event.merge_group.base_sha"}


def test_what_it_uses_is_pinned_to_a_commit_and_installs_only_what_has_a_hash() -> None:
    uses = [step["uses"] for step in load()["runs"]["steps"] if "uses" in step]
    assert uses
    assert all(PINNED.fullmatch(use) for use in uses)
    (install,) = [step["run"] for step in load()["runs"]["steps"] if "pip=(" in step.get("run", "")]
    assert "--require-hashes" in install
    locked = (TOP / "requirements" / "action.txt").read_text("utf-8")
    packages = re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", locked, re.MULTILINE)
    assert {"click", "colorama", "hatchling", "pydantic", "pyyaml"} <= set(packages)
    assert len(packages) == locked.count("==")


def test_python_never_imports_from_where_it_is_started() -> None:
    """A pull request may bring a file pip.py."""
    scripts = "\n".join(step["run"] for step in load()["runs"]["steps"] if "run" in step)
    started = re.findall(r'"\$(?:PYTHON|python|name)"(.*)', scripts)
    assert len(started) >= 4
    assert all(rest.startswith((" -I ", "\n", ' >> "$GITHUB_OUTPUT"')) for rest in started)


@pytest.mark.parametrize("file", sorted((TOP / ".github/workflows").glob("*.yml")), ids=lambda file: file.name)
def test_workflows_are_pinned_and_ask_for_little(file: Path) -> None:
    workflow = load(file)
    uses = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert all(PINNED.fullmatch(use) for use in uses if not use.startswith("./"))
    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    for job in workflow["jobs"].values():
        if job.get("permissions") != {"contents": "read"}:  # more is only for jobs that run nothing of this repository
            assert file.name == "release.yml"
            assert set(job["permissions"]) <= {"id-token", "attestations"}
            assert not [
                step for step in job["steps"] if "run" in step or step["uses"].startswith(("./", "actions/checkout"))
            ]
    runs = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert not [run for run in runs if "${{" in run]


def test_a_release_is_built_once_tested_and_published_as_it_is() -> None:
    workflow = load(TOP / ".github/workflows/release.yml")
    jobs = workflow["jobs"]
    steps = [step.get("run", "") for step in jobs["build"]["steps"]]
    assert ".ci/run" in steps
    assert steps.index(".ci/run") < next(number for number, run in enumerate(steps) if "-m build" in run)
    (publish,) = [step for step in jobs["publish"]["steps"] if step["uses"].startswith("pypa/gh-action-pypi-publish@")]
    assert publish["with"] == {"attestations": True}  # and no password: the workflow itself is trusted
    assert jobs["publish"]["environment"]["name"] == "pypi"
    assert jobs["publish"]["needs"] == ["build", "attest"]
    assert "secrets." not in (TOP / ".github/workflows/release.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("inputs.a", "1"),
        ("inputs.b || 'else'", "else"),
        ("inputs.a || 'else'", "1"),
        ("steps.x.outputs.y == ''", "true"),
        ("inputs.a == '1'", "true"),
        ("inputs.a == '2'", "false"),
        ("github.event.pull_request.base.sha || github.event.merge_group.base_sha", "abc"),
    ],
)
def test_expressions_mean_what_they_mean_on_github(expression: str, found: str) -> None:
    context = {"inputs": {"a": "1", "b": ""}, "steps": {}, "github": {"event": {"merge_group": {"base_sha": "abc"}}}}
    assert value(expression, context) == found
