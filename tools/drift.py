"""Fail when `make generate` changes a file: what is generated is committed as the code makes it today."""

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def main() -> int:
    """Generate everything, compare each file with what it was. Gives 0 when none differs, else 1."""
    before = contents()
    subprocess.run([sys.executable, str(TOP / "tools" / "generate.py")], cwd=TOP, check=True)
    after = contents()
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    for path in changed:
        print(f"drift: `make generate` changed {path}", file=sys.stderr)
    if changed:
        print("drift: the new text is in place now; look at it and commit it", file=sys.stderr)
        return 1
    print(f"drift: nothing to regenerate ({len(after)} files compared)")
    return 0


def contents() -> dict[str, bytes]:
    """Every file that git tracks or would track, by path; a file that was deleted is left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=TOP, capture_output=True, check=True)
    paths = {path for path in listed.stdout.decode("utf-8", "surrogateescape").split("\0") if path}
    return {path: (TOP / path).read_bytes() for path in paths if (TOP / path).is_file()}


if __name__ == "__main__":
    sys.exit(main())
