"""Make the virtual environment of a checkout, from nothing but the locked requirements.

`make` runs this when there is no environment or when the lock has changed: make_venv.py FOLDER LOCKFILE.

The archives are fetched once, checked against their hashes, and kept as wheels in FOLDER/wheels: whatever
needs an environment of its own later (the wheel test) installs from there and never from the network.

Written so that Python 3.6 can still read it: an old Python must get as far as saying that it is too old.
"""

import importlib.util
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
KNOWN = ("python3.14", "python3.13", "python3.12", "python3.11")


def main(folder: str, lock_file: str) -> int:
    """Make `folder` anew with everything of `lock_file`. Gives 0, or 2 after saying what is in the way."""
    obstacle = what_is_missing()
    if obstacle:
        print("setup: " + obstacle, file=sys.stderr)
        return 2
    print(
        f"setup: making {folder} with Python {sys.version.split()[0]} (only when the lock changes)",
        flush=True,
    )
    python = os.path.join(folder, "bin", "python")
    wheels = os.path.join(folder, "wheels")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    steps = [
        [sys.executable, "-m", "venv", "--clear", folder],
        [*pip, "wheel", "--require-hashes", "--wheel-dir", wheels, "-r", lock_file],
    ]
    if not all(succeeds(step) for step in steps):
        return 2
    locked = sorted(os.path.join(wheels, name) for name in os.listdir(wheels))
    return 0 if succeeds([*pip, "install", "--no-index", "--no-deps", *locked]) else 2


def succeeds(command: "list[str]") -> bool:
    """Whether `command` ends well; says so when it does not. A personal pip set-up must not redirect it."""
    code = subprocess.call(command, env=dict(os.environ, PIP_USER="0"))
    if code != 0:
        print(f"setup: exit code {code} from {' '.join(command[:6])}", file=sys.stderr)
    return code == 0


def what_is_missing() -> str:
    """What this Python lacks, with what to do about it; empty when nothing is in the way."""
    if sys.version_info[:2] < OLDEST:
        others = [name for name in KNOWN if shutil.which(name)]
        advice = f"run e.g. `make test PYTHON={others[0]}`" if others else "install a newer Python"
        return f"{sys.executable} is Python {sys.version.split()[0]}; aimslint needs 3.11 or newer: {advice}"
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            return (
                f"{sys.executable} has no module `{module}`, which makes virtual environments: "
                "install it (Debian: `apt install python3-venv`) or use another: `make test PYTHON=...`"
            )
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
