"""Every practice can be seen in the sample, and breaking it the way the page says brings the rule that it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from aimslint.engine import check, config_of, rulebook_of
from aimslint.trees import MemoryTree
from tests.docs.pages import TOP

PAGE = (TOP / "docs/practices.md").read_text("utf-8")
SAMPLE = TOP / "sample-repo"
AS_OF = date(2026, 11, 20)
GONE = "and the rows below it gone"


@dataclass(frozen=True)
class Break:
    practice: str
    path: str
    old: str
    new: str
    block: bool
    rule: str
    found_in: str

    def __str__(self) -> str:
        return f"{self.practice} ({self.rule})"


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of the first table below a heading."""
    part = PAGE.split(heading, 1)[1]
    table = [line for line in part.split("\n## ")[0].splitlines() if line.startswith("|")]
    for line in table[2:]:
        yield [cell.strip(" ") for cell in line.strip("|").split(" |")]


def breaks() -> Iterator[Break]:
    for practice, path, old, new, told in rows("## See it break"):
        rule = re.search(r"\[([a-z0-9-]+)\]", told)
        assert rule is not None
        elsewhere = re.search(r"in `([^`]+)`", told)
        yield Break(practice, code(path), code(old), code(new), GONE in new, rule[1], elsewhere[1] if elsewhere else "")


def code(cell: str) -> str:
    found = re.match(r"`([^`]*)`", cell)
    return found[1] if found else ""


BREAKS = list(breaks())
FILES = {
    path.relative_to(SAMPLE).as_posix(): path.read_bytes()
    for path in SAMPLE.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}
SOUND = MemoryTree(FILES)
RULEBOOK = rulebook_of(SOUND, config_of(SOUND, ""), "")


def found(files: dict[str, bytes]) -> set[tuple[str, str]]:
    report = check(MemoryTree(files), AS_OF, rulebook=RULEBOOK)
    return {(finding.rule, finding.location.path) for finding in report.findings}


@pytest.fixture(scope="module")
def before() -> set[tuple[str, str]]:
    return found(FILES)


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_a_broken_practice_is_told(broken: Break, before: set[tuple[str, str]]) -> None:
    path = f"governance/{broken.path}"
    bent = bend(FILES[path].decode(), broken)
    told = found(FILES | {path: bent.encode()})
    assert told - before == {(broken.rule, f"governance/{broken.found_in or broken.path}")}
    assert before <= told


def bend(text: str, broken: Break) -> str:
    """The text with the change made, once, where the old text first stands."""
    assert broken.old in text, f"{broken.path} does not hold {broken.old!r}"
    if not broken.block:
        return text.replace(broken.old, broken.new, 1)
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.strip() == broken.old.strip())
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = next(number for number in range(start + 1, len(lines)) if not lines[number].startswith(" " * (indent + 1)))
    return "\n".join([*lines[:start], " " * indent + broken.new.strip(), *lines[end:]])


def test_every_practice_of_the_first_table_is_broken_in_the_second() -> None:
    practices = [cells[0] for cells in rows("# The practices")]
    broken = " / ".join(one.practice for one in BREAKS)
    assert len(practices) == 20
    assert [name for name in practices if " ".join(name.split()[:2]).strip(":,") not in broken] == []


def test_a_practice_is_shown_and_guarded() -> None:
    for name, shown, guarded in rows("# The practices"):
        assert "](../sample-repo/" in shown, name
        assert "](rules/" in guarded, name
