"""What the witness says about the code of systems."""

from collections.abc import Mapping
from datetime import date

import pytest

from aimslint.witness import CodeChange
from tests.witness.story import BEN, Story, step, story

SYSTEM = """kind: ai_system
id: chat
lifecycle_stage: deployed
code: {paths: [/services/chat/**], ignore: ["**/tests/**"], watch: [/services/chat/model.lock]}
"""
ASSESSED = "kind: impact_assessment\nid: ia\nsystem: chat\nstatus: approved\nassessed_on: 2026-03-01\n"
START = step("2025-01-10", {"README.md": "We", "a": "", "b": "", "c": ""})
RECORDS = {"governance/chat.yaml": SYSTEM, "governance/ia.yaml": ASSESSED}


def code(name: str, text: str | None) -> Mapping[str, str | None]:
    return {f"services/chat/{name}": text}


def since_assessment(told: Story) -> CodeChange:
    system, assessment = told.item("ai_system", "chat"), told.item("impact_assessment", "ia")
    return told.witness.code.change(system, assessment, "assessed_on")


def change(told: Story) -> tuple[list[str], tuple[str, ...], tuple[str, ...], int]:
    found = told.witness.code.change(
        told.item("ai_system", "chat"), told.item("impact_assessment", "ia"), "assessed_on"
    )
    assert not found.gap
    return [commit.subject for commit in found.commits], found.paths, found.watched, found.lines


NOTHING: tuple[list[str], tuple[str, ...], tuple[str, ...], int] = ([], (), (), 0)
BOTH = {**RECORDS, **code("a.py", "one\n")}
BEFORE = step("2026-02-01", code("a.py", "one\ntwo\n"))
LISTED = step("2026-02-02", {"governance/chat.yaml": SYSTEM})
ARRIVES = (START, BEFORE, LISTED, step("2026-03-03", RECORDS))


def test_changes_after_the_assessment_count_with_their_lines() -> None:
    told = story(*ARRIVES, step("2026-04-01", code("a.py", "one\nthree\n"), BEN, says="Retrain"))
    assert change(told) == (["Retrain"], ("services/chat/a.py",), (), 2)


def test_what_was_before_does_not_count() -> None:
    assert change(story(*ARRIVES)) == NOTHING


def test_what_came_with_the_assessment_in_one_commit_does_not_count() -> None:
    told = story(
        START,
        LISTED,
        step("2026-03-09", BOTH),
    )
    assert change(told) == NOTHING


def test_what_was_written_before_but_committed_anew_with_the_assessment_does_not_count() -> None:
    rebased = step("2026-03-09", code("a.py", "one\n"), authored=date(2026, 2, 20))
    assert change(story(START, LISTED, rebased, step("2026-03-09", RECORDS))) == NOTHING


def test_a_backdated_commit_after_the_assessment_counts() -> None:
    told = story(*ARRIVES, step("2026-04-01", code("a.py", "x\n"), authored=date(2020, 1, 1), says="Old?"))
    assert change(told)[0] == ["Old?"]


def test_what_is_undone_does_not_count() -> None:
    told = story(*ARRIVES, step("2026-04-01", code("a.py", "x\n")), step("2026-04-02", code("a.py", "one\ntwo\n")))
    assert change(told) == NOTHING


def test_ignored_files_and_other_code_do_not_count() -> None:
    told = story(*ARRIVES, step("2026-04-01", {**code("tests/a.py", "x"), "services/other/a.py": "x"}))
    assert change(told) == NOTHING


def test_watched_files_are_named() -> None:
    told = story(*ARRIVES, step("2026-04-01", code("model.lock", "4.3\n"), says="Update"))
    assert change(told) == (["Update"], ("services/chat/model.lock",), ("services/chat/model.lock",), 1)


def test_moved_files_do_not_count() -> None:
    told = story(*ARRIVES, step("2026-04-01", {**code("a.py", None), **code("core/b.py", "one\ntwo\n")}))
    assert change(told) == NOTHING


def test_moved_lines_do_not_count_as_lines() -> None:
    told = story(*ARRIVES, step("2026-04-01", {**code("a.py", "one\n"), **code("b.py", "  two\n\n")}))
    assert change(told)[3] == 0


def test_what_is_not_committed_yet_is_one_more_commit() -> None:
    told = story(*ARRIVES, pending=code("a.py", "new\n"))
    assert change(told) == (["not committed yet"], ("services/chat/a.py",), (), 3)


def test_what_is_not_committed_yet_with_the_assessment_does_not_count() -> None:
    told = story(
        START,
        BEFORE,
        LISTED,
        pending={**RECORDS, **code("a.py", "new\n")},
    )
    assert change(told) == NOTHING


def test_an_import_counts_as_older() -> None:
    told = story(step("2026-10-01", BOTH))
    assert change(told) == NOTHING


def test_after_an_import_changes_count() -> None:
    told = story(step("2026-10-01", BOTH), step("2026-10-02", code("a.py", "2\n"), says="Change"))
    assert change(told)[0] == ["Change"]


def test_a_shallow_clone_leaves_a_gap_when_it_begins_after_the_assessment() -> None:
    told = story(step("2026-10-01", BOTH, boundary=True))
    found = told.witness.code.change(
        told.item("ai_system", "chat"), told.item("impact_assessment", "ia"), "assessed_on"
    )
    assert "shallow" in found.gap
    assert not found.commits


def test_a_shallow_clone_that_reaches_back_far_enough_leaves_none() -> None:
    told = story(step("2026-02-01", BOTH, boundary=True), step("2026-10-02", code("a.py", "2\n")))
    assert change(told)[1] == ("services/chat/a.py",)


def reviewed(told: Story) -> str:
    digest = told.witness.code.digest(told.item("ai_system", "chat"))
    return f"{SYSTEM}code_reviews: [{{date: 2026-04-02, by: lead, reason: Only comments, digest: '{digest}'}}]\n"


@pytest.mark.parametrize("squashed", [False, True])
def test_a_note_holds_for_the_code_it_was_made_for(squashed: bool) -> None:
    changes = [step("2026-04-01", code("a.py", "x\n")), step("2026-04-02", code("b.py", "y\n"))]
    if squashed:
        changes = [step("2026-04-03", {**code("a.py", "x\n"), **code("b.py", "y\n")})]
    note = step("2026-04-04", {"governance/chat.yaml": reviewed(story(*ARRIVES, *changes))})
    assert change(story(*ARRIVES, *changes, note)) == NOTHING


def test_after_a_note_only_later_changes_count() -> None:
    first = step("2026-04-01", code("a.py", "x\n"), says="First")
    note = step("2026-04-04", {"governance/chat.yaml": reviewed(story(*ARRIVES, first))})
    told = story(*ARRIVES, first, note, step("2026-05-01", code("b.py", "y\n"), says="Second"))
    assert change(told) == (["Second"], ("services/chat/b.py",), (), 1)


def test_a_system_that_names_no_code_has_none() -> None:
    told = story(START, step("2026-02-02", {**RECORDS, "governance/chat.yaml": "kind: ai_system\nid: chat\n"}))
    assert told.witness.code.files(told.item("ai_system", "chat")) is None
    assert change(told) == NOTHING


def test_records_of_which_most_are_not_committed_yet_have_no_past() -> None:
    told = story(START, BEFORE, pending={**RECORDS, **code("a.py", "new\n")})
    (beginning,) = told.witness.beginnings
    assert "not committed yet" in beginning.sentence
    assert change(told) == NOTHING
