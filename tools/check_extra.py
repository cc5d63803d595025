"""Run the checks that need more than Python: Node, a browser, a real editor's language server.

Each is a script of its own, `tests/extra/check_*.py`, that says what it needs when it is not there and ends
with a code other than 0. They are no part of `make test`, so that a machine with only Python can run that.
"""

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run every script, also after one has failed. Gives 0 when there are some and all passed, else 1."""
    scripts = sorted((TOP / "tests" / "extra").glob("check_*.py"))
    failed = []
    for script in scripts:
        name = script.relative_to(TOP).as_posix()
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, str(script)], cwd=TOP).returncode != 0:
            failed.append(name)
    for name in failed:
        print(f"check-extra: failed: {name}", file=sys.stderr)
    if not scripts:
        print("check-extra: there is no tests/extra/check_*.py", file=sys.stderr)
        return 1
    print(f"check-extra: {len(scripts) - len(failed)} of {len(scripts)} passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
