"""Use the extension in a real VS Code, as a person would: code-server shows it to a browser, which is driven.

Usage: try_vscode.py FOLDER; needs node 20, npm and a registry of npm, a compiler, Chromium and, better, ripgrep. What
is installed stays in FOLDER, and so do the pictures of each step, in FOLDER/pictures: somebody should look at them.
Fails when something is not to be seen that should be.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
EXTENSION = TOP / "editors/vscode"
AS_OF = "2026-11-20"
CODE_SERVER, DRIVER = "code-server@4.100.3", "playwright-core@1.65.1"
NATIVE = {".": ("argon2",), "node_modules/code-server/lib/vscode": ("@vscode/spdlog", "native-watchdog")}
"""What has to be compiled, by the folder whose package it is. Terminals, which need more, are not used."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
USUAL = {
    "aimslint.lenses": True,
    "aimslint.hints": True,
    "editor.autoClosingBrackets": "never",
    "editor.autoClosingQuotes": "never",
    "editor.wordBasedSuggestions": "off",
    "files.autoSave": "off",
    "files.hotExit": "off",
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "workbench.startupEditor": "none",
}
SMALL = """\
kind: ai_system
id: helper
name: Helper
owner: head-of-lending  # a role of the other management system
"""


def main() -> int:
    """Install what lacks, make a workspace, and try everything. Gives 1 when something was not as it should be."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    lacking = [name for name in ("node", "npm") if shutil.which(name) is None] + ([] if browser else ["Chromium"])
    if lacking or len(sys.argv) != 2:
        sys.stderr.write(f"usage: try_vscode.py FOLDER; lacking: {', '.join(lacking) or 'nothing'}\n")
        return 1
    folder = Path(sys.argv[1]).resolve()
    installed = _installed(folder / "tool")
    for name in ("state", "pictures", "work"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir()
    state = folder / "state"
    places = ["--user-data-dir", str(state), "--extensions-dir", str(state / "extensions")]
    code = ["node", str(installed / "out/node/entry.js"), *places]
    environment = _environment(state)
    _run([*code, "--install-extension", str(_packaged(folder / "extension"))], folder, environment)
    scene = _scene(folder) | {"browser": browser, "playwright": str(folder / "tool/node_modules/playwright-core")}
    serve = [*code, "--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check"]
    with (
        (state / "server.log").open("w") as log,
        subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=log, text=True, env=environment) as server,
    ):
        try:
            scene["url"] = _address(server)
            told = folder / "scene.json"
            told.write_text(json.dumps(scene))
            driver = Path(__file__).with_suffix(".js")
            return subprocess.run(["node", str(driver), str(told)], check=False).returncode
        finally:
            server.terminate()


def _installed(folder: Path) -> Path:
    """The folder of code-server, installed without the scripts of its packages, since some of them fetch programs."""
    place = folder / "node_modules/code-server"
    ready = folder / "ready"
    if not ready.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        _run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", CODE_SERVER, DRIVER], folder)
        for inner in ("lib/vscode", "lib/vscode/extensions"):
            _run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"], place / inner)
        for inner, names in NATIVE.items():
            _run(["npm", "rebuild", *names], folder / inner)
        modules = place / "lib/vscode/node_modules"
        modules.with_name("node_modules.asar").symlink_to("node_modules")
        if searching := shutil.which("rg"):
            (modules / "@vscode/ripgrep/bin").mkdir()
            (modules / "@vscode/ripgrep/bin/rg").symlink_to(searching)
        ready.touch()
    return place


def _packaged(folder: Path) -> Path:
    """The extension as a package, made in a copy of it."""
    ours = shutil.ignore_patterns("node_modules", "*.vsix")
    shutil.copytree(EXTENSION, folder, ignore=ours, dirs_exist_ok=True)
    _run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
    _run(["npm", "run", "package"], folder)
    return next(folder.glob("*.vsix"))


def _scene(folder: Path) -> dict[str, Any]:
    """The sample, a second and smaller management system, programs to start, and what is to be seen of them."""
    work, state = folder / "work", folder / "state"
    sample, small = work / "sample", work / "small"
    original = TOP / "sample-repo"
    shutil.copytree(original, sample)
    _run(["git", "init", "--quiet"], work)  # the folder may lie where another repository ignores it
    (small / "governance/systems").mkdir(parents=True)
    (small / "governance/systems/helper.yaml").write_text(SMALL)
    (state / "Machine").mkdir(exist_ok=True)
    (small / "aimslint.yaml").write_text("version: 1\n")
    both = work / "both.code-workspace"
    both.write_text(json.dumps({"folders": [{"path": "sample"}, {"path": "small"}]}))
    starts = folder / "state/starts"
    begun = f'#!/bin/sh\necho $$ >> "{starts}"\n'
    server = f'{begun}exec "{sys.executable}" -m aimslint "$@"'
    return {
        "original": str(original),
        "sample": str(sample),
        "small": str(small),
        "both": str(both),
        "pictures": str(folder / "pictures"),
        "settings": str(state / "User/settings.json"),
        "machine": str(state / "Machine/settings.json"),
        "starts": str(starts),
        "usual": USUAL,
        "program": _program(state / "aimslint", server),
        "ending": _program(state / "ending", f"{begun}echo 'aimslint: something is lacking' >&2; exit 2"),
        "says": "something is lacking",
        "findings": _findings(sample),
        "fixable": {"written": "2026/9/14", "told": "bad-date", "mended": "2026-09-14"},
    }


def _program(path: Path, text: str) -> str:
    path.write_text(f"{text}\n")
    path.chmod(0o755)
    return str(path)


def _findings(sample: Path) -> list[dict[str, Any]]:
    """What the command line finds in the sample: the editor has to show the same."""
    command = [sys.executable, "-m", "aimslint", "check", "--no-cache", "--as-of", AS_OF, "--output-format", "json"]
    done = subprocess.run(command, cwd=sample, env=os.environ | {"PYTHONPATH": str(TOP)}, stdout=subprocess.PIPE)
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def _environment(state: Path) -> dict[str, str]:
    """That of the server: nobody's own settings, and this checkout. VS Code would ask a shell for more."""
    ours = {"HOME": str(state), "PYTHONPATH": str(TOP), "AIMSLINT_AS_OF": AS_OF, "VSCODE_CLI": "1"}
    return os.environ | ours


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"listening on (http://127\.0\.0\.1:\d+/)", line):
            return found[1]
    raise SystemExit("try_vscode: code-server did not start; FOLDER/state/server.log may tell why")


def _run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"try_vscode: {' '.join(command)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
