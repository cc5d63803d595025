"""The sample's coverage: what it is meant to show, and that each row can fall."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from sample_history import read_story

from aimslint import MemoryTree, check
from aimslint.aims import Item
from aimslint.coverage import Coverage, Status, coverage_of
from aimslint.history.scripted import ScriptedHistory
from aimslint.packs import load_pack, packs_folder
from aimslint.report import Report
from aimslint.views.show import find_item, page_of
from aimslint.views.upcoming import upcoming

DAY = date(2026, 11, 20)
TOP = Path(__file__).resolve().parent.parent / "sample-repo"
PACK = load_pack(packs_folder() / "iso42001")
FILES = {file.relative_to(TOP).as_posix(): file.read_bytes() for file in sorted(TOP.rglob("*")) if file.is_file()}

NOT_OPERATING = {
    "7.2": (Status.STALE, "training-expired: C-legal"),
    "7.5.3": (Status.STALE, "review-overdue: assistant-test-dialogues"),
    "9.1": (Status.STALE, "metric-stale: documents-error-gap-issuer"),
    "10.2": (Status.STALE, "nc-overdue: NC-2026-03"),
    "A.4.5": (Status.DOCUMENTED, "affordability-estimator: the Statement of Applicability says in progress"),
    "A.4.6": (Status.STALE, "training-expired: C-legal"),
    "A.6.2.6": (Status.STALE, "document-reader: metric-stale: documents-error-gap-issuer"),
    "A.6.2.7": (Status.DOCUMENTED, "affordability-estimator: the Statement of Applicability says in progress"),
    "A.7.3": (Status.STALE, "dataset assistant-test-dialogues: due again since 2026-09-09"),
    "A.7.4": (Status.STALE, "dataset assistant-test-dialogues: due again since 2026-09-09"),
    "A.7.5": (Status.STALE, "dataset assistant-test-dialogues: due again since 2026-09-09"),
    "A.10.3": (Status.STALE, "supplier paperlens: due_diligence.date (2025-10-14) is older than 12 months"),
}


@pytest.fixture(scope="module")
def whole() -> Report:
    return checked({})


def checked(changes: Mapping[str, bytes]) -> Report:
    """The report of the sample with these files changed, but not committed."""
    return check(MemoryTree({**FILES, **changes}), DAY, history=ScriptedHistory(read_story().main))


def statuses(coverage: Coverage) -> dict[str, Status]:
    return {row.requirement.id: row.status for row in coverage.rows}


def changed(path: str, old: str, new: str) -> dict[str, Status]:
    """The statuses once a text of the sample says something else."""
    text = FILES[path].decode()
    assert old in text
    return statuses(coverage_of(checked({path: text.replace(old, new).encode()}), PACK))


def test_what_does_not_operate_says_why(whole: Report) -> None:
    rows = {row.requirement.id: row for row in coverage_of(whole, PACK).rows if row.status is not Status.OPERATING}
    assert {id_: row.status for id_, row in rows.items()} == {id_: status for id_, (status, _) in NOT_OPERATING.items()}
    for id_, (_, why) in NOT_OPERATING.items():
        assert rows[id_].why.startswith(why)
    assert not any(row.uncertain for row in rows.values())


def test_its_counts(whole: Report) -> None:
    counts = {status: count for status, count in coverage_of(whole, PACK).counts.items() if count}
    assert counts == {Status.DOCUMENTED: 2, Status.STALE: 10, Status.OPERATING: 58}


def test_subjects_are_those_that_are_live_and_in_scope(whole: Report) -> None:
    rows = {row.requirement.id: row for row in coverage_of(whole, PACK).rows}
    assert (rows["8.4"].met, rows["8.4"].of) == (7, 7)
    assert (rows["A.6.2.4"].met, rows["A.6.2.4"].of) == (5, 5), "two systems are bought and only used"
    assert (rows["A.10.3"].met, rows["A.10.3"].of) == (4, 5)


@pytest.mark.parametrize(
    ("path", "old", "new", "lowered"),
    [
        (
            "governance/organisation/policy.yaml",
            "status: approved",
            "status: draft",
            {"5.1", "5.2", "A.2.2", "A.2.3", "A.2.4"},
        ),
        ("governance/assessments/ia-credit-scoring-2026.yaml", "status: approved", "status: draft", {"8.4", "A.5.4"}),
        ("governance/assurance/audit-2026.yaml", "type: internal", "type: external", {"9.2.1", "9.2.2"}),
        ("governance/assurance/management-review-2026.yaml", "chair: ceo", "chair: aims-manager", {"5.1", "9.3.1"}),
        ("governance/procedures/document-control.md", '"7.5.2", ', "", {"7.5.2"}),
        (
            "governance/evaluations/ev-credit-scoring-4-2.yaml",
            'system_version: "4.2"',
            'system_version: "4.1"',
            {"A.6.2.4"},
        ),
        (
            "governance/third-parties/customers.yaml",
            "information_given:",
            "notes: given\n    feedback_about:",
            {"A.10.4"},
        ),
    ],
)
def test_a_row_falls_with_what_shows_it(whole: Report, path: str, old: str, new: str, lowered: set[str]) -> None:
    before, after = statuses(coverage_of(whole, PACK)), changed(path, old, new)
    worse = {id_ for id_ in before if list(Status).index(after[id_]) < list(Status).index(before[id_])}
    assert lowered <= worse


def test_nothing_is_operating_on_a_day_before_it_happened() -> None:
    early = coverage_of(check(MemoryTree(FILES), date(2020, 1, 1)), PACK)
    assert early.counts[Status.OPERATING] == 0


def test_hardly_anything_is_operating_long_after_the_last_review() -> None:
    """A go-live decision holds as long as its version is in use."""
    late = statuses(coverage_of(check(MemoryTree(FILES), date(2035, 1, 1)), PACK))
    assert {id_ for id_, status in late.items() if status is Status.OPERATING} == {"A.6.2.5"}


def test_everything_in_it_can_be_shown(whole: Report) -> None:
    named: dict[tuple[str, str], Item] = {}
    for kind, items in whole.aims.items.items():
        for item in items:
            if item.named is item and item.id and kind not in ("requirement", "not_applicable"):
                named[kind, item.id] = item
    assert len(named) > 300
    for (kind, id_), item in list(named.items())[::9]:
        assert find_item(f"{kind}/{id_}", whole.aims) is item
        page = page_of(whole, item, DAY)
        assert page.fields
        assert all(len(row) == len(section.columns) for section in page.sections for row in section.rows)


def test_what_falls_due_has_an_owner(whole: Report) -> None:
    entries = upcoming([whole], date(2027, 2, 18)).entries
    assert [entry.item.id for entry in entries if entry.overdue] == [
        "assistant-test-dialogues",
        "paperlens",
        "C-legal",
        "NC-2026-03",
    ]
    assert all(entry.owner for entry in entries)
    assert {entry.what for entry in entries} >= {"risk treatment due", "condition due", "objective due", "review due"}
