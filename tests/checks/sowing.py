"""Sows defects into the sample, one at a time: what is told then that was not told before? Every rule takes part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aimslint.engine import check, config_of, rulebook_of
from aimslint.model import Finding
from aimslint.rule_tests import EXAMPLE_DAY
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree

SAMPLE = Path(__file__).parents[2] / "sample-repo"


@dataclass(frozen=True, slots=True)
class Sow:
    """A defect: in which file what is replaced by what, and the one rule that tells it.

    `line` is how the line begins at which it is told, in the same file or in `found_in`; of several such lines, the
    first after the text `below`.
    """

    rule: str
    file: str
    old: str
    new: str
    line: str
    found_in: str = ""
    below: str = ""

    def __str__(self) -> str:
        return self.rule


@cache
def sample() -> Mapping[str, bytes]:
    """The files of the sample, by path from its top."""
    return {
        path.relative_to(SAMPLE).as_posix(): path.read_bytes()
        for path in SAMPLE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def sown(file: str, old: str, new: str) -> dict[str, bytes]:
    """The sample with the first place of one text replaced."""
    path = f"governance/{file}"
    text = sample()[path].decode()
    assert old in text, f"{path} has changed: there is no {old!r}"
    return {**sample(), path: text.replace(old, new, 1).encode()}


def new_findings(files: Mapping[str, bytes]) -> Sequence[Finding]:
    """What is told of these files and not of the sample as it is."""
    known = _known()
    return [finding for finding in _told(files) if _identity(finding) not in known]


def expected_line(files: Mapping[str, bytes], sow: Sow) -> tuple[str, int]:
    """The path and line at which the defect is to be told."""
    path = f"governance/{sow.found_in or sow.file}"
    text = files[path].decode()
    start = text[: text.index(sow.below)].count("\n") if sow.below else 0
    lines = text.splitlines()
    found = next(n for n in range(start, len(lines)) if lines[n].strip().startswith(sow.line))
    return path, found + 1


@cache
def _rules() -> Rulebook:
    tree = MemoryTree(sample())
    return rulebook_of(tree, config_of(tree, ""), "")


def _told(files: Mapping[str, bytes]) -> Sequence[Finding]:
    tree = MemoryTree(files)
    return check(tree, EXAMPLE_DAY, config_of(tree, ""), "", rulebook=_rules()).findings


@cache
def _known() -> frozenset[tuple[str, str, str]]:
    return frozenset(_identity(finding) for finding in _told(sample()))


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.location.path, finding.message
