"""Small projects of several files, each with the findings it must have.

`tests/projects/<case>/expected.txt` holds one line a finding, as `path:line:column: severity[rule] message`. Its first
line may name the rules that the case is about; findings of others are left out, so that a new rule needs no change
here. `python -m tests.test_projects` writes the files anew: read the difference before you keep it.
"""

from datetime import date
from pathlib import Path

import pytest

from aimslint.config import Config
from aimslint.engine import check, rulebook_of
from aimslint.model import Finding
from aimslint.packs import all_pack_names
from aimslint.trees import MemoryTree

PROJECTS = Path(__file__).parent / "projects"
AS_OF = date(2026, 11, 20)
ONLY = "# only: "


def line(finding: Finding) -> str:
    place = finding.location
    return f"{place.path}:{place.line}:{place.column}: {finding.severity}[{finding.rule}] {finding.message}"


def found(case: Path) -> list[str]:
    """The lines that expected.txt should hold."""
    files = {path.relative_to(case).as_posix(): path.read_bytes() for path in case.rglob("*") if path.is_file()}
    first, *_ = files.pop("expected.txt").decode().splitlines()
    findings = check(MemoryTree(files), AS_OF).findings
    if not first.startswith(ONLY):
        return [line(finding) for finding in findings]
    rules = first.removeprefix(ONLY).split(", ")
    return [first, *(line(finding) for finding in findings if finding.rule in rules)]


@pytest.mark.parametrize(
    "case", sorted(path for path in PROJECTS.iterdir() if path.is_dir()), ids=lambda case: case.name
)
def test_a_project_has_exactly_these_findings(case: Path) -> None:
    assert found(case) == (case / "expected.txt").read_text().splitlines()


def test_rules_that_a_case_names_exist() -> None:
    packs = [name for name in all_pack_names() if name != "core"]
    rules = rulebook_of(MemoryTree({}), Config(packs=packs), "").rules
    for case in PROJECTS.iterdir():
        first = (case / "expected.txt").read_text().splitlines()[0]
        assert [name for name in first.removeprefix(ONLY).split(", ") if name not in rules] == []


if __name__ == "__main__":
    for folder in PROJECTS.iterdir():
        (folder / "expected.txt").write_text("\n".join(found(folder)) + "\n")
