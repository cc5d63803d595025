"""Let pre-commit and prek install our hooks and commit through them, in all the ways that a plain hook is tried in.

Takes minutes. pre-commit comes with the checkout and works offline: packages come from the wheels that `make` prepared.
prek is installed here, and fetches what it needs. Fails when a commit passes or is stopped that should not.
"""

import inspect
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from tests.cli.running import AS_OF  # noqa: E402 - found through the line above
from tests.hooks import test_git_hook  # noqa: E402
from tests.hooks.committing import BROKEN_PLAN, FILES, Repository  # noqa: E402
from tests.repositories import git, isolated_environment, make_repository  # noqa: E402

PREK = "prek==0.5.11"
WHEELS = Path(sys.prefix) / "wheels"
PACKAGED = ("aimslint", "rules", "schemas", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
CONFIG = ".pre-commit-config.yaml"


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that runs hooks, and what is in its environment."""

    name: str
    program: str
    environment: Mapping[str, str]

    def run(self, folder: Path, *arguments: str) -> tuple[int, str]:
        """Run it in a folder. Gives the exit code and all that was said."""
        done = subprocess.run(
            [self.program, *arguments],
            cwd=folder,
            env=isolated_environment() | dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="backslashreplace",
        )
        return done.returncode, done.stdout


def our_repository(folder: Path) -> tuple[Path, str]:
    """This checkout as it stands, as a repository with one commit; and the id of that."""
    listed = git(TOP, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *PACKAGED)
    files = {}
    for path in listed.decode().split("\0"):
        if path and (TOP / path).is_file():
            files[path] = (TOP / path).read_bytes()
    made = make_repository(folder, files)
    return made, git(made, "rev-parse", "HEAD").decode().strip()


def tools(scratch: Path) -> Iterator[Tool]:
    """pre-commit, then prek if it can be had; raises CalledProcessError when not."""
    common = {"AIMSLINT_AS_OF": AS_OF, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS), "PIP_CONFIG_FILE": os.devnull}
    offline |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "VIRTUALENV_NO_PERIODIC_UPDATE": "1"}
    own = Path(sys.executable).parent
    home = {"PRE_COMMIT_HOME": str(scratch / "pre-commit")}
    yield Tool("pre-commit", str(own / "pre-commit"), common | offline | home | {"PATH": with_first(own)})
    venv.create(scratch / "prek-venv", with_pip=True)
    there = scratch / "prek-venv" / "bin"
    subprocess.run([str(there / "python"), "-m", "pip", "install", "--quiet", PREK], check=True)
    home = {"PREK_HOME": str(scratch / "prek")}
    yield Tool("prek", str(there / "prek"), common | home | {"PATH": with_first(there)})


def with_first(folder: Path) -> str:
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def commits(tool: Tool, ours: Path, rev: str, folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each way to commit that a plain hook is tried in, by name, with a repository of its own."""
    config = f"repos:\n  - repo: {ours}\n    rev: {rev}\n    hooks: [{{id: aimslint}}]\n"
    ways = inspect.getmembers(test_git_hook, inspect.isfunction)
    for name, way in ways:
        if not name.startswith("test_") or list(inspect.signature(way).parameters) != ["repository"]:
            continue

        def act(name: str = name, way: Callable[[Repository], None] = way) -> None:
            top = make_repository(folder / name / "work")
            repository = Repository(top, tool.environment).begin({**FILES, CONFIG: config})
            code, said = tool.run(top, "install")
            assert code == 0, said
            way(repository)

        yield name, act


def try_repo(tool: Tool, ours: Path, folder: Path) -> None:
    """`try-repo` with each of our hooks."""
    repository = Repository(make_repository(folder / "tried"), tool.environment).begin()
    for hook, expected in (("aimslint", 0), ("aimslint-strict", 1), ("aimslint-fix", 1)):
        code, said = tool.run(repository.top, "try-repo", str(ours), hook, "--verbose", "--all-files")
        assert code == expected, f"{hook} ended with {code}: {said}"
        assert ("deployed-without-aiia" in said) == bool(expected), said
    repository.stage({"governance/systems/plan.yaml": BROKEN_PLAN})
    code, said = tool.run(repository.top, "try-repo", str(ours), "aimslint", "--verbose")
    assert code == 1, said
    assert "error[owner-not-a-role]" in said, said


def main() -> int:
    """Try all. Gives 1 when something went otherwise than it should, and says what."""
    wrong = tried = 0
    with tempfile.TemporaryDirectory(prefix="aimslint-hooks-") as scratch:
        ours, rev = our_repository(Path(scratch) / "ours")
        for tool in tools(Path(scratch)):
            folder = Path(scratch) / f"{tool.name}-work"
            ways = [("try-repo", lambda tool=tool, folder=folder: try_repo(tool, ours, folder))]
            for name, act in [*ways, *commits(tool, ours, rev, folder)]:
                tried += 1
                try:
                    act()
                except AssertionError as error:
                    wrong += 1
                    sys.stdout.write(f"FAILED {tool.name}: {name}: {str(error) or 'see the test of that name'}\n")
    sys.stdout.write(f"check_hooks: {tried - wrong} of {tried} as they should be\n")
    return 1 if wrong or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
