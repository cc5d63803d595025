"""The extension for VS Code, with a stand-in for VS Code itself: what it starts, and when it starts nothing."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from aimslint.editor.wishes import Wishes
from aimslint.version import VERSION

TOP = Path(__file__).parents[2]
EXTENSION = TOP / "editors/vscode"
MANIFEST: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text())
NODE = shutil.which("node")
DO_NOT_RESTART, RESTART = 1, 2
"""What the client does when its server ends, as its library counts."""
needs_node = pytest.mark.skipif(NODE is None, reason="there is no Node")


def played(**scene: Any) -> dict[str, Any]:
    """What the extension did in a scene: settings, whether the workspace is trusted, and what happens then."""
    command = [str(NODE), str(Path(__file__).with_name("vscode.js")), str(EXTENSION)]
    done = subprocess.run(command, input=json.dumps(scene).encode(), capture_output=True, timeout=60, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@needs_node
def test_it_starts_the_server_for_records_as_the_settings_say() -> None:
    told = played(settings={"aimslint.path": "/opt/aimslint", "aimslint.arguments": ["--as-of", "2026-01-01"]})
    (started,) = told["started"]
    options = {"cwd": str(EXTENSION), "shell": False}
    assert started["server"] == {
        "command": "/opt/aimslint",
        "args": ["server", "--as-of", "2026-01-01"],
        "options": options,
    }
    client = started["client"]
    selected = [{"scheme": "file", "language": language} for language in ("yaml", "markdown")]
    assert client["documentSelector"] == selected
    assert Wishes.of(client["initializationOptions"]) == Wishes(lenses=False, hints=False)
    assert client["synchronize"] == {"configurationSection": "aimslint"}
    assert (told["stopped"], told["shown"]) == (1, [])


@needs_node
def test_lenses_and_hints_are_asked_for_as_the_server_takes_them() -> None:
    (started,) = played(settings={"aimslint.lenses": True, "aimslint.hints": True})["started"]
    assert Wishes.of(started["client"]["initializationOptions"]) == Wishes(lenses=True, hints=True)


@needs_node
def test_without_trust_nothing_is_started() -> None:
    restarts = [("restart", None), ("settings", {"aimslint.path": "other"})]
    assert played(trusted=False, steps=restarts)["started"] == []
    (started,) = played(trusted=False, steps=[("trust", None)])["started"]
    assert started["server"]["command"] == "aimslint"
    assert MANIFEST["capabilities"]["untrustedWorkspaces"]["supported"] is False


@needs_node
def test_another_program_is_started_in_place_of_the_first() -> None:
    steps = [("settings", {"aimslint.lenses": True}), ("settings", {"aimslint.path": "other"}), ("restart", None)]
    told = played(steps=steps)
    assert [one["server"]["command"] for one in told["started"]] == ["aimslint", "other", "other", "other"]
    assert told["stopped"] == 4, "no server is left behind, not by two restarts at a time either"


@needs_node
def test_a_program_that_is_not_there_is_told_once_with_what_to_do() -> None:
    told = played(settings={"aimslint.path": "nowhere"}, steps=[("settings", {"aimslint.path": "aimslint"})])
    (shown,) = told["shown"]
    assert "There is no program nowhere." in shown
    assert "aimslint.path" in shown
    assert told["offered"] == ["Open the setting", "Show the log", "Try again"]
    assert told["popups"] == [["couldn't create connection", False]], "the library's own message goes to the log alone"
    assert "ENOENT" in told["said"][0]
    assert [one["server"]["command"] for one in told["started"]] == ["aimslint"], "a better setting is tried at once"


@needs_node
def test_a_program_that_ends_at_once_is_not_started_again_and_again() -> None:
    told = played(settings={"aimslint.path": "old"})
    assert told["closing"] == [DO_NOT_RESTART]
    assert "`old server` ended at once; the log tells why." in told["shown"][0]


@needs_node
def test_a_server_that_had_answered_is_started_again() -> None:
    told = played(steps=[("crash", None), ("settings", {"aimslint.path": "other"})])
    assert told["closing"] == [RESTART]
    assert told["stopped"] == len(told["started"]) == 2, "told to change while it starts again, none is left behind"
    assert told["popups"] == [["Restarting", "force"]]


@needs_node
@pytest.mark.parametrize(
    ("button", "done"),
    [
        ("Open the setting", ["workbench.action.openSettings", {"query": "aimslint.path"}]),
        ("Try again", ["aimslint.restart"]),
    ],
)
def test_the_buttons_do_what_they_say(button: str, done: list[Any]) -> None:
    told = played(settings={"aimslint.path": "nowhere"}, presses=[button], steps=[("settings", {})])
    assert told["commands"] == [done]
    assert len(told["shown"]) == (2 if button == "Try again" else 1)


@needs_node
def test_elsewhere_the_settings_of_that_machine_count() -> None:
    told = played(settings={"aimslint.path": "nowhere"}, presses=["Open the setting"], remote="ssh-remote")
    assert told["commands"] == [["workbench.action.openRemoteSettings", {"query": "aimslint.path"}]]
    assert "aimslint.path in the remote settings" in told["shown"][0]


@needs_node
def test_the_log_is_shown_when_asked_for() -> None:
    assert "(shown)" in played(settings={"aimslint.path": "nowhere"}, presses=["Show the log"])["said"]


@needs_node
@pytest.mark.parametrize(
    ("named", "started"),
    [
        ("${workspaceFolder}/.venv/bin/aimslint", "/work $& here/.venv/bin/aimslint"),
        ("~/bin/aimslint", f"{Path.home()}/bin/aimslint"),
        ("~aimslint", "~aimslint"),
    ],
)
def test_the_user_can_say_that_a_workspace_brings_the_program(named: str, started: str) -> None:
    (told,) = played(settings={"aimslint.path": named}, folder="/work $& here")["started"]
    assert told["server"]["command"] == started


def test_the_manifest_names_what_the_code_asks_for() -> None:
    code = (EXTENSION / MANIFEST["main"]).read_text()
    declared = MANIFEST["contributes"]["configuration"]["properties"]
    asked = {f"aimslint.{name}" for name in re.findall(r'settings\.get\("([^"]+)"', code)}
    assert asked | {"aimslint.trace.server"} == set(declared)
    registered = set(re.findall(r'registerCommand\("([^"]+)"', code))
    assert {one["command"] for one in MANIFEST["contributes"]["commands"]} == registered
    for name in ("aimslint.path", "aimslint.arguments"):
        assert declared[name]["scope"] == "machine", "whoever writes a workspace must not choose what runs"
    assert MANIFEST["version"] == VERSION


def test_nothing_is_fetched_that_was_not_named() -> None:
    versions = {**MANIFEST["dependencies"], **MANIFEST["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    assert not (EXTENSION / "package-lock.json").exists()
    assert (EXTENSION / "LICENSE").read_bytes() == (TOP / "LICENSE").read_bytes()
