"""Options narrow what is listed, and the summary says what was left out."""

from collections.abc import Callable
from datetime import date

import pytest

from aimslint import MemoryTree, Phase, Report, Severity, check
from aimslint.views import Listing, SelectorError, Wanted, narrow

DAY = date(2026, 11, 20)
CHAT = "kind: ai_system\nid: chat\nname: Chat\nlifecycle_stage: deployed\nowner: nobody\n"
RISKS = """\
kind: risk_register
id: register
risks:
  - {id: R1, controls: [A.9.2]}
"""
SOA = "kind: soa\nid: soa\ncontrols: [{control: A.9.2, applicable: false}]\n"
FILES = {
    "governance/systems/chat.yaml": CHAT,
    "governance/risks.yaml": RISKS,
    "governance/soa.yaml": SOA,
    "aimslint.yaml": "version: 1\n",
}
BROKEN = ("owner-not-a-role", "deployed-without-aiia")


def report(files: dict[str, str] | None = None, root: str = "") -> Report:
    return check(MemoryTree(files or FILES), DAY, root=root)


def rules(listing: Listing) -> set[str]:
    return {listed.finding.rule for listed in listing.findings}


def listed(wanted: Wanted | None = None) -> set[str]:
    return rules(narrow([report()], wanted or Wanted()))


def test_findings_of_a_later_phase_are_counted_and_not_listed() -> None:
    foundation = narrow([report()], Wanted())
    assert "risk-control-not-in-soa" not in rules(foundation)
    waiting = foundation.summary.later_phases
    assert list(waiting) == [Phase.STAGE_1, Phase.STAGE_2, Phase.SURVEILLANCE]
    assert waiting[Phase.STAGE_1] > 0
    stage_1 = narrow([report()], Wanted(phase=Phase.STAGE_1))
    assert "risk-control-not-in-soa" in rules(stage_1)
    assert stage_1.summary.findings == foundation.summary.findings + waiting[Phase.STAGE_1]
    assert list(stage_1.summary.later_phases) == [Phase.STAGE_2, Phase.SURVEILLANCE]


def test_everything_is_listed_in_the_last_phase() -> None:
    whole = report()
    listing = narrow([whole], Wanted(phase=Phase.SURVEILLANCE))
    assert [each.finding for each in listing.findings] == list(whole.findings)
    assert listing.summary.later_phases == {}
    assert listing.summary.rules == len(whole.rulebook)


@pytest.mark.parametrize(
    "selector",
    [
        "deployed-without-aiia",
        "AIM501",
        "AIM50",
        "lifecycle",
        "8.4",
        "A.5.3",
        "A.5",
        "iso42001:A.5.3",
        "iso42001:A.5",
    ],
)
def test_each_way_to_name_a_rule_selects_and_ignores_it(selector: str) -> None:
    assert "deployed-without-aiia" in listed(Wanted(select=(selector,)))
    assert "owner-not-a-role" not in listed(Wanted(select=(selector,)))
    assert "deployed-without-aiia" not in listed(Wanted(ignore=(selector,)))
    assert "owner-not-a-role" in listed(Wanted(ignore=(selector,)))


@pytest.mark.parametrize("selector", ["A.10.2", "10.2", "iso42001:4", "AIM4", "loading"])
def test_a_selector_that_means_other_rules_lists_none_of_these(selector: str) -> None:
    assert "deployed-without-aiia" not in listed(Wanted(select=(selector,)))


@pytest.mark.parametrize("group", ["A", "A.10", "10", "A.6.2", "iso42001:7.5"])
def test_a_group_means_the_rules_that_guard_something_in_it(group: str) -> None:
    """Neither the codes that begin with the letter A, nor the numbers that begin with the same digits."""
    beginning = f"iso42001:{group.removeprefix('iso42001:')}."
    for rule in narrow([report()], Wanted(select=(group,), phase=Phase.SURVEILLANCE)).rules:
        assert any(id_.startswith(beginning) for id_ in rule.requirements)


def test_ignoring_wins() -> None:
    wanted = Wanted(select=("AIM",), ignore=("AIM501",), extend_select=("deployed-without-aiia",))
    assert "deployed-without-aiia" not in listed(wanted)


def test_extending_adds_to_the_selection_and_brings_later_phases_in() -> None:
    assert listed(Wanted(select=("AIM501",), extend_select=("owner-not-a-role",))) == set(BROKEN)
    extended = narrow([report()], Wanted(extend_select=("risk-control-not-in-soa",)))
    plain = narrow([report()], Wanted())
    assert rules(extended) == rules(plain) | {"risk-control-not-in-soa"}
    assert extended.summary.later_phases[Phase.STAGE_1] == plain.summary.later_phases[Phase.STAGE_1] - 1


@pytest.mark.parametrize("option", ["select", "ignore", "extend_select"])
@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("deployed-without-aia", "deployed-without-aiia"),
        ("aim501", "AIM501"),
        ("A.5.33", "A.5.3"),
        ("lifecicle", "lifecycle"),
    ],
)
def test_a_misspelt_selector_is_refused_with_what_was_meant(option: str, word: str, meant: str) -> None:
    make: Callable[..., Wanted] = Wanted
    with pytest.raises(SelectorError, match=f"--{option.replace('_', '-')} names `{word}`.*did you mean `{meant}`"):
        narrow([report()], make(**{option: (word,)}))


def test_a_requirement_that_no_rule_guards_is_no_mistake() -> None:
    whole = report()
    guarded = {id_ for rule in whole.rulebook for id_ in rule.requirements}
    bare = [item.id for item in whole.aims.items["requirement"] if f"iso42001:{item.id}" not in guarded]
    for id_ in bare[:3]:
        assert narrow([whole], Wanted(select=(id_,))).findings == ()


def test_a_pack_keeps_its_rules_and_those_that_guard_its_requirements() -> None:
    kept = narrow([report()], Wanted(packs=("iso42001",)))
    assert set(BROKEN) <= rules(kept)
    with pytest.raises(SelectorError, match=r"--pack names `iso42002`.*did you mean `iso42001`"):
        narrow([report()], Wanted(packs=("iso42002",)))


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (("governance/systems/chat.yaml",), True),
        (("governance/systems",), True),
        (("governance",), True),
        (("",), True),
        (("governance/risks.yaml",), False),
        (("governance/sys",), False),
        (("governance/risks.yaml", "governance/systems"), True),
    ],
)
def test_paths_narrow_the_list_and_the_waiting(paths: tuple[str, ...], found: bool) -> None:
    listing = narrow([report()], Wanted(paths=paths))
    assert set(BROKEN) <= rules(listing) if found else rules(listing).isdisjoint(BROKEN)
    assert listing.summary.records == 3


def test_paths_without_a_record_are_told() -> None:
    listing = narrow([report()], Wanted(paths=("docs", "governance")))
    assert listing.notes == ("docs holds no record; findings elsewhere are not listed",)


def test_the_summary_counts_what_is_listed() -> None:
    listing = narrow([report()], Wanted(select=BROKEN))
    counts = listing.summary
    assert counts.rules == 2
    assert counts.by_severity == {Severity.ERROR: 2, Severity.WARNING: 0, Severity.INFO: 0}
    assert counts.findings == 2
    assert listing.reaches(Severity.ERROR)
    assert listing.reaches(Severity.INFO)
    assert not narrow([report()], Wanted(select=("AIM411",))).reaches(Severity.INFO)


def test_what_could_not_be_judged_is_told_only_for_rules_that_are_listed() -> None:
    files = FILES | {"governance/systems/chat.yaml": CHAT.replace("deployed", "deplyed")}
    whole = report(files)
    assert "deployed-without-aiia" in {skip.rule for skip in whole.skipped}
    (skip,) = narrow([whole], Wanted(select=("AIM501",))).skipped
    assert (skip.rule, skip.subjects) == ("deployed-without-aiia", 1)
    assert narrow([whole], Wanted(select=("owner-not-a-role",))).skipped == ()


def test_defaults_are_told_unless_the_configuration_came_from_elsewhere() -> None:
    bare = report({"governance/systems/chat.yaml": CHAT})
    assert narrow([bare], Wanted()).notes == ("there is no aimslint.yaml in the top folder: defaults are used",)
    assert narrow([bare], Wanted(settings_given=True)).notes == ()
    assert narrow([report()], Wanted()).notes == ()


def test_several_roots_are_one_list_in_the_order_of_paths() -> None:
    files = {f"{root}/{path}": text for root in ("own/b", "own/a") for path, text in FILES.items()}
    tree = MemoryTree(files)
    listing = narrow([check(tree, DAY, root="own/b"), check(tree, DAY, root="own/a")], Wanted(select=("AIM501",)))
    assert [each.finding.location.path for each in listing.findings] == [
        "own/a/governance/systems/chat.yaml",
        "own/b/governance/systems/chat.yaml",
    ]
    assert listing.summary.records == 6
    assert listing.summary.rules == 1
    assert listing.root == "own"


def test_a_selector_may_mean_a_rule_of_one_root_alone() -> None:
    rule = """\
name: acme/no-chat
code: ACME001
title: Chat is not wanted here at all
severity: warning
phase: foundation
requirements: []
why: We have decided to do without such systems.
help: Take it out of the inventory of systems.
for_each: ai_system
require: {name: {not: Chat}}
since: 0.1.0
examples:
  - good: "{kind: ai_system, id: a, name: A}"
  - bad: |
      kind: ai_system
      id: a
      name: Chat # <- acme/no-chat
"""
    first = {f"a/{path}": text for path, text in FILES.items()}
    second = {f"b/{path}": text for path, text in FILES.items()}
    second |= {"b/aimslint.yaml": "rule_folders: [rules]\n", "b/rules/own/no-chat.yaml": rule}
    tree = MemoryTree(first | second)
    listing = narrow([check(tree, DAY, root="a"), check(tree, DAY, root="b")], Wanted(select=("acme/no-chat",)))
    assert [each.finding.location.path for each in listing.findings] == ["b/governance/systems/chat.yaml"]
    assert listing.findings[0].rule.why.startswith("We have decided")


@pytest.mark.parametrize(
    ("roots", "common"),
    [
        (("",), "."),
        (("a",), "a"),
        (("a", "b"), "."),
        (("a/b", "a/c/d"), "a"),
        (("a/b", "a/bc"), "a"),
        (("a", "a/b"), "a"),
        (("", "a"), "."),
    ],
)
def test_the_root_of_several_is_the_folder_above_all(roots: tuple[str, ...], common: str) -> None:
    files = {f"{root}/{path}".strip("/"): text for root in roots for path, text in FILES.items()}
    tree = MemoryTree(files)
    assert narrow([check(tree, DAY, root=root) for root in roots], Wanted()).root == common
