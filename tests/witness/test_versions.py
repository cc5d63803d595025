"""What the witness says of one record or entry over time."""

from aimslint.witness.versions import BROKEN
from tests.witness.story import BEN, Story, step, story

START = (
    step("2025-01-10", {"governance/a.yaml": "{kind: roles, id: a}\n"}),
    step("2025-01-11", {"b.aims.yaml": "{kind: roles, id: b}\n"}),
)
PATH = "governance/chat.yaml"


def system(name: str, id_: str = "chat") -> str:
    return (
        f"kind: ai_system\nid: {id_}\nname: {name}\npurpose: Answers customers who ask for help\nusers: [Everybody]\n"
    )


def subjects(told: Story, kind: str = "ai_system", id_: str = "chat") -> list[str]:
    return [version.commit.subject for version in told.witness.versions(told.item(kind, id_))]


def test_newest_first_and_only_what_changed_it() -> None:
    told = story(
        *START,
        step("2026-01-01", {PATH: system("A")}, says="First"),
        step("2026-01-02", {PATH: f"# Remark\n{system('A')}"}, says="Remark"),
        step("2026-01-03", {PATH: system("B")}, BEN, says="Second"),
    )
    assert subjects(told) == ["Second", "First"]
    versions = told.witness.versions(told.item("ai_system", "chat"))
    assert [version.after["name"] for version in versions] == ["B", "A"]
    assert versions.whole
    assert versions.gap == ""


def test_a_file_of_no_records_changed_with_it_tells_nothing_of_where_it_came_from() -> None:
    notes = "Each ai_system is described here"
    told = story(
        *START,
        step("2026-01-01", {"notes.yaml": notes}, says="Notes"),
        step("2026-01-02", {"notes.yaml": f"{notes}.", PATH: system("A")}, says="First"),
    )
    assert subjects(told) == ["First"]


def test_what_is_not_committed_yet_comes_first() -> None:
    told = story(*START, step("2026-01-01", {PATH: system("A")}, says="First"), pending={PATH: system("B")})
    assert subjects(told) == ["not committed yet", "First"]


def test_it_is_followed_where_it_is_moved_to() -> None:
    new = "governance/systems/chat.yaml"
    first = step("2026-01-01", {PATH: system("A")}, says="First")
    assert subjects(story(*START, first, step("2026-01-02", {PATH: None, new: system("A")}))) == ["First"]
    both = step("2026-01-02", {PATH: None, new: system("B")}, says="Move")
    assert subjects(story(*START, first, both)) == ["Move", "First"]
    assert subjects(story(*START, first, pending={PATH: None, new: system("B")})) == ["not committed yet", "First"]


def test_it_is_followed_out_of_a_file_with_others() -> None:
    both = {PATH: f"{system('A')}---\n{system('Other', 'other')}"}
    split = {PATH: system("Other", "other"), "governance/new.yaml": system("B")}
    told = story(*START, step("2026-01-01", both, says="First"), step("2026-01-02", split, says="Split"))
    assert subjects(told) == ["Split", "First"]
    assert subjects(told, id_="other") == ["First"]


def test_it_is_followed_under_another_id() -> None:
    first = step("2026-01-01", {PATH: system("A", "bot")}, says="First")
    told = story(*START, first, step("2026-01-02", {PATH: system("A")}, says="Rename"))
    assert subjects(told) == ["Rename", "First"]
    other = "kind: ai_system\nid: chat\nname: Ranking of offers\nowner: sales\n"
    assert subjects(story(*START, first, step("2026-01-02", {PATH: other}, says="Another"))) == ["Another"]


def test_it_goes_on_after_it_was_away() -> None:
    first = step("2026-01-01", {PATH: system("A")}, says="First")
    away, back = step("2026-01-02", {PATH: None}, says="Revert"), step("2026-01-03", {PATH: system("B")}, says="Back")
    assert subjects(story(*START, first, away, back)) == ["Back", "First"]


def test_it_goes_on_before_a_version_that_cannot_be_read() -> None:
    first = step("2026-01-01", {PATH: system("A")}, says="First")
    broken = step("2026-01-02", {PATH: "id: [chat\n"}, says="Break")
    told = story(*START, first, broken, step("2026-01-03", {PATH: system("B")}, BEN, says="Mend"))
    assert subjects(told) == ["Mend", "First"]
    versions = told.witness.versions(told.item("ai_system", "chat"))
    assert versions.gap == BROKEN
    assert not versions.whole


def test_a_life_that_begins_broken_is_not_whole() -> None:
    broken = step("2026-01-02", {PATH: "id: [chat\n"})
    told = story(*START, broken, step("2026-01-03", {PATH: system("B")}, says="Mend"))
    (version,) = told.witness.versions(told.item("ai_system", "chat"))
    assert version.before is None
    assert version.unclear == BROKEN


def test_an_import_ends_it() -> None:
    imported = step("2026-01-01", {PATH: system("A"), "governance/r.yaml": "{kind: roles, id: r}\n"}, says="Import")
    told = story(imported, step("2026-01-02", {PATH: system("B")}, says="Change"))
    versions = told.witness.versions(told.item("ai_system", "chat"))
    assert [(version.commit.subject, version.old) for version in versions] == [("Change", False), ("Import", True)]
    assert not versions.whole


RISKS = "kind: risk_register\nid: risks\nrisks:\n"


def test_an_entry_changes_by_itself() -> None:
    one, two = "  - {id: R1, title: A}\n", "  - {id: R2, title: B}\n"
    told = story(
        *START,
        step("2026-01-01", {PATH: RISKS + one}, says="One"),
        step("2026-01-02", {PATH: RISKS + two + one}, says="Two"),
        step("2026-01-03", {PATH: RISKS + one.replace("A", "C") + two}, says="Change one"),
    )
    assert subjects(told, "risk", "R1") == ["Change one", "One"]
    assert subjects(told, "risk", "R2") == ["Two"]


def test_the_commit_that_gave_a_field_its_value() -> None:
    told = story(
        *START,
        step("2026-01-01", {PATH: system("A")}, says="First"),
        step("2026-01-02", {PATH: system("B")}, says="Second"),
        step("2026-01-03", {PATH: system("B").replace("Everybody", "Nobody")}, says="Third"),
    )
    item = told.item("ai_system", "chat")
    arrival = told.witness.arrival(item, "name")
    assert arrival is not None
    assert arrival.subject == "Second"
    assert [step.commit.subject for step in told.witness.changes_of_field(item, "name")] == ["Second", "First"]
    assert [step.commit.subject for step in told.witness.changes_of_field(item, "users")] == ["Third", "First"]


def test_a_value_on_a_line_of_its_own_is_seen() -> None:
    told = story(
        *START,
        step("2026-01-01", {PATH: "kind: ai_system\nid: chat\nname:\n  One\n"}, says="First"),
        step("2026-01-02", {PATH: "kind: ai_system\nid: chat\nname:\n  Two\n"}, says="Second"),
    )
    found = told.witness.changes_of_field(told.item("ai_system", "chat"), "name")
    assert [step.commit.subject for step in found] == ["Second", "First"]
