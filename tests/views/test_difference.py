"""What a change does: two listings side by side, made by hand."""

from dataclasses import replace
from datetime import date

import pytest

from aimslint import MemoryTree, Severity, check
from aimslint.config import Config, RuleSettings
from aimslint.coverage import Status
from aimslint.model import Exemption, Finding, Location, Related, Subject, Suppressed
from aimslint.report import Skip
from aimslint.views import Listed, Listing
from aimslint.views.change import Difference, Step
from aimslint.views.difference import below, difference, narrowed, systems_touched
from aimslint.views.renames import Renames, came_and_went, moved_files
from aimslint.views.settings import files_changed, settings_changed
from tests.reporters.listings import finding, listing, rule


def one(name: str, path: str = "governance/a.yaml", **changes: object) -> Listed:
    """A finding known by a name."""
    made = finding(fingerprint=name, location=Location(path, 1, 1, 1, 2), record=Subject("risk", name), **changes)
    return Listed(made, rule(), {})


def prints(findings: tuple[Listed, ...] | tuple[Finding, ...]) -> list[str]:
    return [each.finding.fingerprint if isinstance(each, Listed) else each.fingerprint for each in findings]


def excepted(listed: Listed) -> Suppressed:
    return Suppressed(listed.finding, Exemption("waiver", "Soon"))


def compare(before: Listing, after: Listing, **more: object) -> Difference:
    return difference("main", before, after, **more)  # type: ignore[arg-type]


def test_each_finding_stands_in_one_place() -> None:
    before = listing(one("gone"), one("stays"), one("excepted"), suppressed=(excepted(one("freed")),))
    after = listing(one("new"), one("stays"), one("freed"), suppressed=(excepted(one("excepted")),))
    found = compare(before, after)
    assert prints(found.new) == ["new", "freed"]
    assert prints(found.fixed) == ["gone"]
    assert prints(found.still) == ["stays"]
    assert [each.finding.fingerprint for each in found.exempted] == ["excepted"]


def test_what_was_excepted_before_is_not_told_again() -> None:
    before = listing(suppressed=(excepted(one("a")),))
    assert compare(before, before).exempted == ()
    assert compare(before, listing()).fixed == ()  # nobody counted it


def test_a_finding_may_move_and_change_its_words() -> None:
    after = listing(one("a", "governance/b.yaml", message="Else", severity=Severity.INFO))
    found = compare(listing(one("a")), after)
    assert (found.new, found.fixed, found.still) == ((), (), after.findings)


def test_the_same_name_in_two_roots_is_two_things() -> None:
    roots = ("", "b", "b/c")
    before = listing(one("x", "b/c/g.yaml"), roots=roots)
    after = listing(one("x", "b/g.yaml"), one("x", "g.yaml"), one("x", "b/c/h.yaml"), roots=roots)
    found = compare(before, after)
    assert [each.finding.location.path for each in found.still] == ["b/c/h.yaml"]
    assert len(found.new) == 2


def test_a_root_that_moved_is_the_same_by_its_place_in_the_order() -> None:
    before = listing(one("x", "old/g.yaml"), roots=("old",))
    found = compare(before, listing(one("x", "new/g.yaml"), roots=("new",)))
    assert len(found.still) == 1


def test_what_is_gone_because_it_cannot_be_read_or_judged_is_not_fixed() -> None:
    before = listing(
        one("unread", "governance/broken.yaml"), one("unsure", rule="risk-untreated"), one("gone"), one("as-before")
    )
    was = (Skip("deployed-without-aiia", "broken", 2),)
    now = (Skip("deployed-without-aiia", "broken", 1), Skip("risk-untreated", "broken", 1))
    found = compare(replace(before, skipped=was), listing(skipped=now), unread={"governance/broken.yaml"})
    assert prints(found.fixed) == ["gone", "as-before"]
    assert prints(found.unseen) == ["unread", "unsure"]


def test_only_what_was_there_becomes_stale() -> None:
    about = Related(Location("governance/ia.yaml", 1, 1, 1, 2), "impact_assessment ia")
    outrun = Listed(one("code").finding, rule("code-changed-since-aiia"), {})
    outrun = replace(outrun, finding=replace(outrun.finding, related=(about,)))
    late = Listed(one("late").finding, rule("review-overdue", topic="staleness"), {})
    added = Listed(one("added").finding, rule("never-reviewed", topic="staleness"), {})
    found = compare(listing(), listing(outrun, late, added, one("else")), added={Subject("risk", "added")})
    assert [each.record for each in found.stale] == ["impact_assessment ia", "risk late"]
    assert compare(listing(late), listing(late)).stale == ()


def test_paths_narrow_findings_after_they_were_compared() -> None:
    moved = compare(listing(one("a", "old.yaml"), one("b", "old.yaml")), listing(one("a", "new.yaml"), one("c")))
    inside = below(moved, ["new.yaml"])
    assert (prints(inside.new), prints(inside.fixed), prints(inside.still)) == ([], [], ["a"])
    assert prints(below(moved, ["old.yaml"]).fixed) == ["b"]
    assert below(moved, []) == below(moved, [""]) == moved


def test_a_narrowed_listing_counts_what_is_new_alone() -> None:
    after = listing(one("old"), one("new", severity=Severity.INFO))
    found = narrowed(after, compare(listing(one("old")), after))
    assert prints(found.findings) == ["new"]
    assert found.summary.by_severity == {Severity.ERROR: 0, Severity.WARNING: 0, Severity.INFO: 1}
    assert not found.reaches(Severity.WARNING)
    assert found.reaches(Severity.INFO)


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("missing", "draft", "gained"),
        ("documented", "stale", "gained"),
        ("stale", "operating", "gained"),
        ("operating", "documented", "lost"),
        ("draft", "missing", "lost"),
        ("operating", "excluded", "changed"),
        ("not-yet", "missing", "changed"),
    ],
)
def test_steps_have_a_direction(before: str, after: str, direction: str) -> None:
    assert Step("iso42001:5.2", "AI policy", Status(before), Status(after), "").direction == direction


SYSTEM = (
    "kind: ai_system\nid: {id}\nname: {id}\nlifecycle_stage: {stage}\n"
    "code: {{paths: [/{id}/**], ignore: ['**/tests/**']}}\n"
)


def system(id_: str, stage: str = "deployed") -> str:
    return SYSTEM.format(id=id_, stage=stage)


def test_code_belongs_to_the_systems_that_say_so_but_not_to_retired_ones() -> None:
    files = {f"governance/{id_}.yaml": system(id_, stage) for id_, stage in (("a", "deployed"), ("b", "retired"))}
    report = check(MemoryTree(files), date(2026, 11, 20))
    changed = ["a/x.py", "a/tests/y.py", "b/x.py", "c/x.py", "governance/a.yaml"]
    assert [(each.system, each.files) for each in systems_touched(report, changed)] == [("a", ("a/x.py",))]
    assert list(systems_touched(report, ["a/tests/y.py"])) == []
    assert list(systems_touched(report, [])) == []


def renamed(before: dict[str, str], after: dict[str, str]) -> dict[Subject, Subject]:
    day = date(2026, 11, 20)
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return dict(came_and_went(check(MemoryTree(before), day), check(MemoryTree(after), day), changed).renamed)


RISK = "kind: risk_register\nid: r\nrisks:\n- {id: %s, title: Wrong, systems: [a]}\n"


def test_a_record_or_entry_with_another_id_alone_is_known_again() -> None:
    was, now = {"governance/a.yaml": system("a")}, {"governance/b.yaml": system("a").replace("id: a", "id: z")}
    assert renamed(was, now) == {Subject("ai_system", "z"): Subject("ai_system", "a")}
    assert renamed({"governance/r.yaml": RISK % "R1"}, {"governance/r.yaml": RISK % "R2"}) == {
        Subject("risk", "R2"): Subject("risk", "R1")
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([system("a")], [system("a").replace("id: a", "id: z").replace("deployed", "pilot")]),
        (["kind: ai_system\nid: a\nname: A\n"], ["kind: ai_system\nid: z\nname: A\n"]),  # too little to tell by
        ([system("a")], [system("a").replace("id: a", "id: y"), system("a").replace("id: a", "id: z")]),
        ([system("a")], [system("a"), system("a").replace("id: a", "id: z")]),  # a copy
    ],
)
def test_what_could_be_another_record_is_one(before: list[str], after: list[str]) -> None:
    def files(texts: list[str]) -> dict[str, str]:
        return {f"governance/{number}.yaml": text for number, text in enumerate(texts)}

    assert renamed(files(before), files(after)) == {}


def test_findings_of_what_was_renamed_are_old_ones() -> None:
    was = replace(one("old").finding, record=Subject("ai_system", "a"), data_path="models[a].card")
    now = replace(was, fingerprint="new", record=Subject("ai_system", "z"), data_path="models[z].card")
    other = replace(now, fingerprint="other", data_path="owner")
    before = listing(Listed(was, rule(), {}))
    after = listing(Listed(now, rule(), {}), Listed(other, rule(), {}))
    found = compare(before, after, renames=Renames({Subject("ai_system", "z"): Subject("ai_system", "a")}))
    assert (prints(found.new), prints(found.fixed), prints(found.still)) == (["other"], [], ["new"])
    assert prints(compare(before, after).fixed) == ["old"]


def test_a_file_is_known_by_its_content_where_only_one_has_it() -> None:
    assert moved_files({"a": "1", "b": "2"}, {"c": "1", "b": "2"}) == {"c": "a"}
    assert moved_files({"a": "1"}, {"b": "1", "c": "1"}) == {}
    assert moved_files({"a": "1", "b": "1"}, {"c": "1"}) == {}
    assert moved_files({"a": "1"}, {"a": "1", "c": "1"}) == {}


def test_settings_are_told_one_by_one() -> None:
    before = Config(phase="stage-1", include=["a"], rules={"x": RuleSettings(severity="info")})
    after = Config(
        include=["a", "b"],
        rules={"x": RuleSettings(severity="error", settings={"days": 3})},
        inline_ignores="forbidden",
    )
    assert list(settings_changed(before, after, "p/aimslint.yaml")) == [
        "p/aimslint.yaml: phase is foundation, was stage-1",
        "p/aimslint.yaml: include gains b",
        "p/aimslint.yaml: rules.x.severity is error, was info",
        "p/aimslint.yaml: inline_ignores is forbidden, was allowed",
        "p/aimslint.yaml: rules.x.settings.days is 3, was not set",
    ]
    assert list(settings_changed(after, after, "aimslint.yaml")) == []
    swapped = settings_changed(Config(packs=["a", "b"]), Config(packs=["b", "a"]), "aimslint.yaml")
    assert list(swapped) == ["aimslint.yaml: packs is b, a, was a, b"]


def test_a_long_setting_is_cut() -> None:
    (said,) = settings_changed(Config(), Config(exclude=["x" * 500]), "aimslint.yaml")
    assert len(said) < 100
    assert said.endswith("…")


def test_files_are_added_changed_and_removed() -> None:
    before, after = {"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "4", "d": "5"}
    assert list(files_changed(before, after)) == ["a: removed", "c: changed", "d: added"]
