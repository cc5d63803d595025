"""Run every step of the GitHub action, with the installation, which tests/action leaves out.

Works offline: pip finds the packages among the wheels that `make` prepared, and checks their hashes.
Fails when something is missing from the lock, when the installation is not that of this checkout, or does not check.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from aimslint.version import VERSION  # noqa: E402 - found through the line above
from tests.action.pull_request import open_pull_request  # noqa: E402
from tests.action.runner import run_action  # noqa: E402
from tests.cli.running import AS_OF, BROKEN  # noqa: E402

ADDED = {"governance/tour.yaml": "kind: ai_system\nid: tour\nname: Tour\nlifecycle_stage: deployed\nowner: lead\n"}
OFFLINE = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_FIND_LINKS": str(Path(sys.prefix) / "wheels"),
    "PIP_NO_INDEX": "1",
}


def main() -> int:
    """Run the action on a pull request. Gives 1 when it does not do what it should, and says what it did."""
    with tempfile.TemporaryDirectory(prefix="aimslint-action-") as scratch:
        folder = Path(scratch)
        pull_request = open_pull_request(folder / "origin", BROKEN, ADDED)
        workspace = pull_request.checked_out(folder / "work", depth=2)
        environment = pull_request.environment() | OFFLINE | {"AIMSLINT_AS_OF": AS_OF}
        done = run_action(workspace, pull_request.event(), {}, put_out={}, environment=environment)
        python = next(folder.glob("runner/aimslint/bin/python"), None)
        ask = "import aimslint.version, sys; print(aimslint.version.VERSION, aimslint.__file__)"
        told = subprocess.run([python, "-I", "-c", ask], capture_output=True, text=True).stdout if python else ""
    version, _, where = told.strip().partition(" ")
    found = any("title=deployed-without-aiia" in line and "tour.yaml" in line for line in done.annotations())
    right = done.code == 1 and found and done.outputs["new"] and version == VERSION and where.startswith(scratch)
    if not right:
        sys.stdout.write(f"{done}\ninstalled: {told}\n")
    sys.stdout.write(f"check_action: installs itself, and checks: {'yes' if right else 'NO'}\n")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
