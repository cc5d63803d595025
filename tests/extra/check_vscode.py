"""Install, type-check and package the extension for VS Code.

Usage: check_vscode.py; needs node, npm and a registry of npm. Works on a copy. Fails when a type is wrong, when the
package lacks the code or what it needs, or holds more than that.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
EXTENSION = TOP / "editors/vscode"
NEEDED = ("extension.js", "package.json", "readme.md", "LICENSE.txt", "node_modules/vscode-languageclient/node.js")
UNWANTED = ("node_modules/typescript/", "node_modules/@types/", "node_modules/@vscode/", ".npmrc", "jsconfig.json")


def main() -> int:
    """Try everything on a copy. Gives 1, and says why, when something is not as it should be."""
    if shutil.which("npm") is None:
        sys.stderr.write("check_vscode: there is no npm\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="aimslint-vscode-") as scratch:
        copy = Path(scratch, "vscode")
        shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("node_modules", "*.vsix"))
        steps = (
            ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"],
            ["node", "--check", "extension.js"],
            ["npm", "run", "types"],
            ["npm", "run", "package"],
        )
        for step in steps:
            done = subprocess.run(step, cwd=copy, capture_output=True, text=True)
            if done.returncode:
                sys.stderr.write(f"check_vscode: {' '.join(step)} failed:\n{done.stdout}{done.stderr}\n")
                return 1
        faults = _faults_of(next(copy.glob("*.vsix")))
    for fault in faults:
        sys.stderr.write(f"check_vscode: {fault}\n")
    sys.stdout.write(f"check_vscode: typed, packaged, complete: {'NO' if faults else 'yes'}\n")
    return 1 if faults else 0


def _faults_of(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as opened:
        names = [name.removeprefix("extension/") for name in opened.namelist()]
    lacking = [f"the package lacks {name}" for name in NEEDED if name not in names]
    return lacking + [f"the package holds {name}" for name in names if name.startswith(UNWANTED)]


if __name__ == "__main__":
    sys.exit(main())
