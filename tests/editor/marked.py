"""Texts with a cursor in them, and projects in memory, as the tests of the editor write them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from aimslint.config import Config
from aimslint.editor.cursor import Cursor, cursor_at
from aimslint.editor.project import Project
from aimslint.engine import check, config_of, rulebook_of
from aimslint.trees import MemoryTree

AS_OF = date(2026, 11, 20)
SIGN = "‸"
SAMPLE = Path(__file__).parents[2] / "sample-repo"


def place(text: str) -> tuple[str, int]:
    """A text without the cursor that is marked in it, and the cursor's offset."""
    offset = text.index(SIGN)
    return text[:offset] + text[offset + 1 :], offset


def cursor(text: str, path: str = "governance/a.yaml") -> Cursor:
    """What stands at the cursor that is marked in a text."""
    return cursor_at(path, *place(text))


def project_of(files: Mapping[str, str], config: Config | None = None) -> Project:
    """A project of these files, checked."""
    tree = MemoryTree(files, Path("/project"))
    used = config or config_of(tree, "")
    rulebook = rulebook_of(tree, used, "")
    return Project("", tree, used, rulebook, check(tree, AS_OF, used, rulebook=rulebook))


@cache
def sample_files() -> dict[str, str]:
    """The files of the sample repository, by path."""
    files = (file for file in sorted(SAMPLE.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(SAMPLE).as_posix(): file.read_text("utf-8") for file in files}


@cache
def sample_project() -> Project:
    """The sample repository, checked once for all tests."""
    return project_of(sample_files())
