"""Real git repositories for tests: small, isolated from the machine's configuration, always the same commits."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

AUTHOR = "Ada Example <ada@example.org>"
DATE = "2026-01-15T12:00:00+00:00"

Files = Mapping[str, str | bytes | None]
"""Path -> content; None removes the file."""


def make_repository(folder: Path, files: Files | None = None) -> Path:
    """Make `folder` a git repository; with `files`, they become its first commit. Gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    if files is not None:
        commit(folder, "First", files)
    return folder


def commit(
    folder: Path,
    message: str,
    files: Files | None = None,
    *,
    author: str = AUTHOR,
    date: str = DATE,
) -> str:
    """Write `files`, stage everything, commit it by `author` on `date`. Gives the commit id."""
    write_files(folder, files or {})
    git(folder, "add", "--all")
    name, _, address = author.removesuffix(">").partition(" <")
    who = {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": address,
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": address,
        "GIT_COMMITTER_DATE": date,
    }
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message, environment=who)
    return git(folder, "rev-parse", "HEAD").decode().strip()


def write_files(folder: Path, files: Files) -> None:
    """Write each file below `folder`, with the folders it needs."""
    for path, content in files.items():
        file = folder / path
        if content is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def git(
    folder: Path,
    *args: str | bytes,
    stdin: bytes | None = None,
    environment: Mapping[str, str] | None = None,
    accept: tuple[int, ...] = (0,),
) -> bytes:
    """Run git as a developer would, without the machine's configuration; what it prints."""
    done = subprocess.run(
        ["git", "-C", str(folder), *args],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        env=isolated_environment() | dict(environment or {}),
        capture_output=True,
        check=False,
    )
    if done.returncode not in accept:
        raise AssertionError(f"git {args} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def isolated_environment() -> dict[str, str]:
    """The environment without any `GIT_*` variable, and with no configuration but the repository's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada Example",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada Example",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_ALLOW_PROTOCOL": "file",
    }
