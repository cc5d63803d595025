"""Writes a git repository with a long history, always the same for the same arguments.

    python bench/history_corpus.py OUT [--systems 1000] [--commits 20000] [--ahead 50]

Four files a system. Each commit changes a few files; every twentieth merges a short branch; some name co-authors. The
branch `cached` stands `--ahead` commits behind `main`. The records are not valid: this is for reading histories.
"""

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FILES = ("system", "model-card", "impact-assessment", "risk-assessment")
PEOPLE = tuple(f"Person {number} <person{number}@example.org>" for number in range(40))
START = 1_700_000_000
STEP = 1_800
BRANCH_EVERY = 20
FILLING = "".join(f"  - A line of text, number {number}, as records have them.\n" for number in range(12))


class Story:
    """The commands for `git fast-import`, one commit after the other."""

    def __init__(self, systems: int, commits: int, seed: int) -> None:
        self._chance = random.Random(seed)
        self._paths = [f"governance/systems/s{number:05}/{name}.yaml" for number in range(systems) for name in FILES]
        self._commits = commits
        self._side = 0

    def stream(self, behind: int) -> Iterator[bytes]:
        """Everything; the branch `cached` is left `behind` commits before the last."""
        for number in range(1, self._commits + 1):
            if number == 1:
                yield self._commit(number, 0, self._paths)
            elif number % BRANCH_EVERY == 0 and self._side:
                yield self._commit(number, number - 1, (), merged=self._side)
            elif number % BRANCH_EVERY == BRANCH_EVERY - 4:
                self._side = number  # a branch of one commit; main goes on from the commit before
                yield self._commit(number, number - 1, self._some())
            else:
                yield self._commit(number, number - 2 if self._side == number - 1 else number - 1, self._some())
            if number == self._commits - behind:
                yield b"reset refs/heads/cached\nfrom :%d\n\n" % number
        yield b"reset refs/heads/main\nfrom :%d\n\ndone\n" % self._commits

    def _some(self) -> list[str]:
        return self._chance.sample(self._paths, self._chance.choice((1, 1, 2, 3, 5)))

    def _commit(self, number: int, parent: int, paths: "list[str] | tuple[str, ...]", merged: int = 0) -> bytes:
        who, when = self._chance.choice(PEOPLE), START + number * STEP
        message = f"Change {len(paths)} records, number {number}\n"
        if number % 7 == 0:
            message += f"\nWhat was asked for.\n\nCo-authored-by: {self._chance.choice(PEOPLE)}\n"
        told = message.encode()
        lines = [
            f"commit refs/heads/building\nmark :{number}",
            f"author {who} {when - STEP // 2} +0000\ncommitter {who} {when} +0000\ndata {len(told)}\n{message}",
        ]
        lines += [f"from :{parent}"] if parent else []
        lines += [f"merge :{merged}"] if merged else []
        for path in paths:
            text = f"id: {path}\nversion: {number}\nlines:\n{FILLING}"
            lines.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}")
        if merged:
            text = f"merged: {number}\n"  # what neither side has
            lines.append(f"M 100644 inline governance/merges.yaml\ndata {len(text)}\n{text}")
        return "\n".join(lines).encode() + b"\n\n"


def write(out: Path, systems: int, commits: int, ahead: int, seed: int = 1) -> None:
    """Make `out` such a repository. Its work tree stays empty: nothing here reads it."""
    out.mkdir(parents=True, exist_ok=True)
    _git(out, "init", "--quiet", "--initial-branch=main")
    kept = b"".join(Story(systems, commits, seed).stream(ahead))
    _git(out, "fast-import", "--quiet", "--force", "--done", stdin=kept)
    _git(out, "update-ref", "-d", "refs/heads/building")
    _git(out, "repack", "-adq")


def _git(folder: Path, *args: str, stdin: bytes = b"") -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(folder), *args], input=stdin, env=environment, check=True)


def main() -> int:
    """Write the repository. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Write a git repository with a long history.")
    parser.add_argument("out", type=Path, help="folder to make; it must not exist or be empty")
    parser.add_argument("--systems", type=int, default=1000, help="number of AI systems, four files each")
    parser.add_argument("--commits", type=int, default=20_000, help="length of the history")
    parser.add_argument("--ahead", type=int, default=50, help="how far the branch `cached` is behind")
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty")
    if not 0 <= options.ahead < options.commits or options.systems < 1:
        parser.error("--systems takes at least 1, --commits more than --ahead")
    write(options.out, options.systems, options.commits, options.ahead)
    return 0


if __name__ == "__main__":
    sys.exit(main())
