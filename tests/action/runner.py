"""A runner of composite GitHub actions, as small as ours needs: it resolves expressions and runs steps with bash.

Steps that `use` another action are not run; a test says what they would put out. So it is with any step by its id.
"""

import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.repositories import isolated_environment

TOP = Path(__file__).resolve().parents[2]
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
"""How a runner starts `shell: bash`."""

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_OPERAND = re.compile(r"'(?:[^']|'')*'|[\w.-]+")


@dataclass(frozen=True, slots=True)
class Done:
    """How an action ended: its outputs, the exit code of the last step that ran, its log and the summaries of steps."""

    outputs: dict[str, str]
    code: int
    log: str
    summary: str

    def annotations(self) -> list[str]:
        """The commands that the runner would read from the log."""
        return [line.strip() for line in self.log.splitlines() if line.strip().startswith("::") or "##[" in line]


def load(file: Path = TOP / "action.yml") -> dict[str, Any]:
    """An action as data."""
    loaded: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return loaded


def run_action(
    workspace: Path,
    event: Mapping[str, Any],
    inputs: Mapping[str, str],
    *,
    put_out: Mapping[str, Mapping[str, str]],
    environment: Mapping[str, str],
) -> Done:
    """Run our action in `workspace`. `put_out` are the outputs of steps that are not run, by id."""
    action = load()
    given = {name: inputs.get(name, about.get("default", "")) for name, about in action["inputs"].items()}
    assert inputs.keys() <= given.keys()
    steps: dict[str, Any] = {}
    context = {"inputs": given, "github": {"event": event}, "steps": steps}
    outside = workspace.parent / "runner"
    logs, summaries, code = [], [], 0
    for number, step in enumerate(action["runs"]["steps"]):
        place = outside / str(number)
        place.mkdir(parents=True)
        if "if" in step and value(step["if"], context) in ("", "false"):
            continue
        if step["id"] in put_out:
            steps[step["id"]] = {"outputs": dict(put_out[step["id"]])}
            continue
        assert "uses" not in step, f"{step['uses']} cannot be run here; say what it puts out"
        files = {name: place / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")}
        for file in files.values():
            file.touch()
        (place / "GITHUB_STEP_SUMMARY").write_text("Before.\n")
        said = {name: resolved(text, context) for name, text in step.get("env", {}).items()}
        kept = {name: text for name, text in isolated_environment().items() if not name.startswith(("PYTHON", "AIMS"))}
        around = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(TOP),
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(outside),
        }
        script = place / "script.sh"
        script.write_text(resolved(step["run"], context))
        done = subprocess.run(
            [*BASH, str(script)],
            cwd=workspace,
            env=kept | around | dict(environment) | {name: str(file) for name, file in files.items()} | said,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert (place / "GITHUB_ENV").read_text() == (place / "GITHUB_PATH").read_text() == ""
        steps[step["id"]] = {"outputs": read_outputs((place / "GITHUB_OUTPUT").read_text())}
        logs.append(done.stdout.decode("utf-8", "backslashreplace"))
        summaries.append((place / "GITHUB_STEP_SUMMARY").read_text())
        code = done.returncode
        if code:
            break
    outputs = {name: resolved(about["value"], context) for name, about in action["outputs"].items()}
    return Done(outputs, code, "".join(logs), summaries[-1])


def read_outputs(text: str) -> dict[str, str]:
    """What a step put out, of the form that needs no delimiter."""
    return dict(line.split("=", 1) for line in text.splitlines())


def resolved(text: str, context: Mapping[str, Any]) -> str:
    """A text with each expression in it replaced by its value."""
    return _EXPRESSION.sub(lambda found: value(found[1], context), str(text))


def value(expression: str, context: Mapping[str, Any]) -> str:
    """The value of an expression of names, texts, `==` and `||`; what is not there is empty."""
    sides = expression.split("==")
    if len(sides) == 2:
        return "true" if value(sides[0], context) == value(sides[1], context) else "false"
    return next((text for text in (operand(one, context) for one in expression.split("||")) if text), "")


def operand(word: str, context: Mapping[str, Any]) -> str:
    """A text between quotes, or what a name such as `steps.look.outputs.python` leads to."""
    word = word.strip()
    assert _OPERAND.fullmatch(word), f"this test knows no expression {word!r}"
    if word.startswith("'"):
        return word[1:-1].replace("''", "'")
    found: Any = context
    for name in word.split("."):
        found = found.get(name, "") if isinstance(found, Mapping) else ""
    return str(found)


def expressions(texts: Iterable[str]) -> list[str]:
    """The expressions in these texts."""
    return [found.strip() for text in texts for found in _EXPRESSION.findall(text)]
