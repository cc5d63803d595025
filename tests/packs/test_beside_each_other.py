"""A second framework says nothing about the first: its findings and its coverage stay, and an id may be written out."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from aimslint.config import Config, HistorySettings
from aimslint.coverage import coverage_of
from aimslint.engine import check
from aimslint.model import Finding
from aimslint.report import Report
from aimslint.trees import MemoryTree

SAMPLE = Path(__file__).resolve().parents[2] / "sample-repo"
ALONE = Config(phase="surveillance", history=HistorySettings(use="none", reason="none is asked for here"))
BESIDE = replace(ALONE, packs=["iso42001", "iso27001", "nist-ai-rmf"])
DAY = date(2026, 11, 20)


@cache
def files() -> dict[str, str]:
    found = [path for path in (SAMPLE / "governance").rglob("*") if path.is_file()]
    return {path.relative_to(SAMPLE).as_posix(): path.read_text("utf-8") for path in found}


@cache
def report(beside: bool, written_out: bool = False) -> Report:
    """The sample with the first framework alone, or with two others, every ambiguous id of which may be written out."""
    texts = dict(files())
    if written_out:
        for finding in sorted(ambiguous(report(beside)), key=lambda finding: -starts(finding)):
            assert finding.fix is not None
            path = finding.location.path
            for edit in finding.fix.edits:
                texts[path] = texts[path][: edit.start] + edit.text + texts[path][edit.end :]
    return check(MemoryTree(texts), DAY, BESIDE if beside else ALONE)


def ambiguous(found: Report) -> list[Finding]:
    return [finding for finding in found.all_findings if finding.rule == "ambiguous-standard-ref"]


def starts(finding: Finding) -> int:
    return finding.fix.edits[0].start if finding.fix is not None else 0


def told(found: Report) -> list[tuple[str, str, str]]:
    """What rules of the first framework find, without lines and without the name of the framework."""
    return sorted(
        (finding.rule, finding.fingerprint, finding.message.replace("iso42001:", ""))
        for finding in found.all_findings
        if found.rulebook.rules[finding.rule].pack in ("core", "iso42001") and finding.rule != "ambiguous-standard-ref"
    )


def statuses(found: Report) -> dict[str, tuple[str, bool, int, int]]:
    rows = coverage_of(found, found.aims.packs["iso42001"]).rows
    return {row.requirement.id: (row.status, row.uncertain, row.met, row.of) for row in rows}


def test_the_first_framework_stands_as_it_stood() -> None:
    before, after = report(beside=False), report(beside=True)
    assert told(after) == told(before), "fingerprints too: no baseline breaks"
    assert statuses(after) == statuses(before)
    assert {finding.rule for finding in after.all_findings} > {finding.rule for finding in before.all_findings}


def test_an_id_that_is_written_out_means_what_the_bare_one_meant() -> None:
    before, after = report(beside=True), report(beside=True, written_out=True)
    assert len(ambiguous(before)) > 100
    assert ambiguous(after) == []
    said = [sorted((rule, message) for rule, _, message in told(found)) for found in (before, after)]
    assert said[0] == said[1]
    assert statuses(after) == statuses(before)
