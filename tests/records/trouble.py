"""What becomes of a world in which one field is bent: what must be one finding, and what came instead."""

from collections import Counter
from datetime import date
from functools import cache

from aimslint.aims import link
from aimslint.checks import all_checks
from aimslint.config import Config
from aimslint.engine import packs_of, rulebook_of
from aimslint.fixes import fixes_for
from aimslint.loading import Limits, load_file
from aimslint.model import Finding, Problem
from aimslint.placing import Placer
from aimslint.records.reading import RawRecord, read_record
from aimslint.records.shape import Kind
from aimslint.rulebook import Rulebook, judge
from aimslint.snapshot import Snapshot
from aimslint.trees import MemoryTree
from tests.records.build import Bend, bent, record_kinds, rich, world, written

AS_OF = date(2026, 11, 20)
TREE = MemoryTree(world())


@cache
def rulebook() -> Rulebook:
    return rulebook_of(MemoryTree({}), Config(), "")


def read(path: str, text: str) -> tuple[list[RawRecord], list[Problem]]:
    loaded = load_file(path, text.encode())
    records: list[RawRecord] = []
    problems = list(loaded.problems)
    for document in loaded.documents:
        record, told = read_record(path, document.index, document.data)
        problems += told
        records += [record] if record else []
    return records, problems


@cache
def _whole() -> dict[str, tuple[list[RawRecord], list[Problem]]]:
    return {path: read(path, text) for path, text in world().items() if path.startswith("governance/")}


def findings(path: str, text: str) -> list[Finding]:
    """What a check of the world finds when the file at `path` holds `text`. Only that file is read anew."""
    files = _whole() | {path: read(path, text)}
    aims = link(
        [record for records, _ in files.values() for record in records],
        packs_of(Config()),
        "iso42001",
        problems=[problem for _, problems in files.values() for problem in problems],
        texts=world() | {path: text},
        tree=TREE,
    )
    snapshot = Snapshot(aims, AS_OF)
    placer = Placer(aims, Limits(), fixes_for(aims))
    drafts = placer.drafts_of(aims.problems, rulebook())
    for rule in rulebook():
        if rule.raised_by is None:
            drafts += judge(rule, snapshot, all_checks()).drafts
    return placer.findings(drafts)


Told = Counter[tuple[str, str]]


def told(found: list[Finding]) -> Told:
    """How often each rule speaks up in each file. What a message quotes may change with what is known."""
    return Counter((finding.rule, finding.location.path) for finding in found)


@cache
def _before(kind: str) -> Told:
    (kind_,) = (other for other in record_kinds() if other.name == kind)
    return told(findings(f"governance/{kind}.yaml", written(rich(kind_))[0]))


def trouble(kind: Kind, bend: Bend) -> str | None:
    """What is not as it should be with one bent field."""
    path = f"governance/{kind.name}.yaml"
    data, keys = bent(rich(kind), bend)
    text, lines = written(data)
    found = findings(path, text)
    new = told(found) - _before(kind.name)
    if new != {(bend.rule, path): 1}:
        messages = [
            f"{finding.rule}: {finding.message}" for finding in found if (finding.rule, finding.location.path) in new
        ]
        return f"{bend}: expected {bend.rule} alone, got {messages}"
    at = [finding.location.line for finding in found if finding.rule == bend.rule]
    return None if lines.get(keys, 1) in at else f"{bend}: expected line {lines.get(keys, 1)}, got {at}"
