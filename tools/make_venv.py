"""Make the virtual environment of a checkout, from nothing but the locked requirements.

`make` runs this when there is no environment or when the lock has changed: make_venv.py FOLDER LOCKFILE.

The archives are fetched once, checked against their hashes, and kept as wheels in FOLDER/wheels: whatever needs an
environment of its own later (the wheel test) installs from there and never from the network.

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
    """Make `folder` anew and install everything of `lock_file` in it. Gives 0, or 2 after saying what is in the way."""
    obstacle = what_is_missing()
    if obstacle:
        print("setup: " + obstacle, file=sys.stderr)
        return 2
    print("setup: making {} with Python {} (only when the lock changes)".format(folder, sys.version.split()[0]))
    python = os.path.join(folder, "bin", "python")
    wheels = os.path.join(folder, "wheels")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    steps = [
        [sys.executable, "-m", "venv", "--clear", folder],
        pip + ["wheel", "--require-hashes", "--wheel-dir", wheels, "-r", lock_file],
    ]
    if not all(succeeds(step) for step in steps):
        return 2
    locked = sorted(os.path.join(wheels, name) for name in os.listdir(wheels))
    return 0 if succeeds(pip + ["install", "--no-index", "--no-deps"] + locked) else 2


def succeeds(command: "list[str]") -> bool:
    """Whether `command` ends well; says so when it does not. A personal pip set-up must not redirect it."""
    code = subprocess.call(command, env=dict(os.environ, PIP_USER="0"))
    if code != 0:
        print("setup: exit code {} from {}".format(code, " ".join(command[:6])), file=sys.stderr)
    return code == 0


def what_is_missing() -> str:
    """What this Python lacks, with what to do about it; empty when nothing is in the way."""
    if sys.version_info[:2] < OLDEST:
        others = [name for name in KNOWN if shutil.which(name)]
        advice = "run e.g. `make test PYTHON={}`".format(others[0]) if others else "install a newer Python"
        return "{} is Python {}; aimslint needs 3.11 or newer: {}".format(
            sys.executable, sys.version.split()[0], advice
        )
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            return (
                "{} has no module `{}`, which makes virtual environments: install it (Debian and Ubuntu: "
                "`apt install python3-venv`) or name another Python with `make PYTHON=...`".format(sys.executable, module)
            )
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
