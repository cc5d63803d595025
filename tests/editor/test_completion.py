import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.editor.completion import Suggestion, Suggestions, complete
from aimslint.editor.index import Index
from aimslint.loading import load_file, locate
from aimslint.model import Keys
from aimslint.records.shape import ListOf, Reference, Words, type_at
from aimslint.records.table import all_kinds
from tests.editor.marked import place, project_of, sample_files, sample_project

NEW = "governance/new.yaml"
RISKS = "governance/risk/risk-register.yaml"
RISK = "kind: risk_register\nid: r\nrisks:\n  - id: R1\n"


@cache
def the_sample() -> Index:
    return Index(sample_project())


@pytest.fixture(scope="module")
def sample() -> Index:
    return the_sample()


def offered(index: Index, text: str, path: str = NEW) -> Suggestions:
    return complete(index, path, *place(text))


def labels(index: Index, text: str, path: str = NEW) -> list[str]:
    return [one.label for one in offered(index, text, path).items]


def accepted(index: Index, text: str, label: str, path: str = NEW) -> str:
    """The text after somebody took a suggestion."""
    plain, offset = place(text)
    (one,) = [one for one in complete(index, path, plain, offset).items if one.label == label]
    return plain[: one.start] + one.insert + plain[one.end :]


def test_a_file_begins_with_a_kind(sample: Index) -> None:
    assert labels(sample, "‸") == ["kind"]
    assert labels(sample, "ki‸") == ["kind"]
    assert accepted(sample, "ki‸", "kind") == "kind: "
    kinds = labels(sample, "kind: ‸")
    assert "ai_system" in kinds
    assert "risk" not in kinds, "an entry is no record"
    assert labels(sample, "kind: imp‸") == ["impact_assessment", "impact_method", "improvements"]


def test_fields_that_the_rules_miss_come_first_and_say_from_when(sample: Index) -> None:
    found = offered(sample, "kind: ai_system\nid: x\nlifecycle_stage: deployed\n‸").items

    first = {one.label: one.detail for one in found if one.rank == 0}
    assert first["owner"] == "needed from foundation on: system-no-owner"
    assert first["risk_tier"].startswith("needed from stage-1 on")
    assert found[0].rank == 0
    assert {"id", "kind", "lifecycle_stage", "body"}.isdisjoint(one.label for one in found)
    assert "notes" in {one.label for one in found if one.rank > 1}


def test_what_is_needed_depends_on_the_stage(sample: Index) -> None:
    def needed(stage: str) -> set[str]:
        found = offered(sample, f"kind: ai_system\nid: x\nlifecycle_stage: {stage}\n‸").items
        return {one.label for one in found if one.rank == 0}

    assert needed("idea") < needed("deployed")


def test_what_is_needed_is_told_of_an_entry_that_is_being_added(sample: Index) -> None:
    text = sample_files()[RISKS].replace("risks:\n", "risks:\n  - id: R99\n    ‸\n", 1)

    first = [one.label for one in offered(sample, text, RISKS).items if one.rank == 0]

    assert "owner" in first
    assert "likelihood" in first


def test_fields_of_a_later_phase_come_after_those_that_count_now() -> None:
    index = Index(project_of({"aimslint.yaml": "version: 1\nphase: foundation\n"}))
    ranks = {
        one.label: one.rank for one in offered(index, "kind: ai_system\nid: x\nlifecycle_stage: deployed\n‸").items
    }

    assert ranks["owner"] < ranks["risk_tier"] < ranks["notes"]


@pytest.mark.parametrize(
    ("before", "label", "after"),
    [
        ("kind: ai_system\nover‸", "oversight", "kind: ai_system\noversight:\n  "),
        ("kind: ai_system\nove‸rsight:\n  level: x\n", "oversight", "kind: ai_system\noversight:\n  level: x\n"),
        ("kind: ai_system\noversight:\n  overs‸", "overseers", "kind: ai_system\noversight:\n  overseers:\n    - "),
        ("kind: ai_system\noversight: {le‸}", "level", "kind: ai_system\noversight: {level: }"),
        ("kind: ai_system\nmodels:\n  ‸", "name", "kind: ai_system\nmodels:\n  - name: "),
        ("kind: ai_system\nmodels:\n  - name: a\n  ‸", "name", "kind: ai_system\nmodels:\n  - name: a\n  - name: "),
        ("kind: ai_system\norganisation_role: ‸", "user", "kind: ai_system\norganisation_role: [user]"),
        ("kind: ai_system\norganisation_role: [‸]", "user", "kind: ai_system\norganisation_role: [user]"),
        ("kind: ai_system\norganisation_role:\n  ‸", "user", "kind: ai_system\norganisation_role:\n  - user"),
        ("kind: procedure\ncovers:\n  - 8.‸", "8.4", 'kind: procedure\ncovers:\n  - "8.4"'),
        ("kind: procedure\ncovers: ['8.‸']", "8.4", "kind: procedure\ncovers: ['8.4']"),
        ("kind: policy\nstatus:‸", "approved", "kind: policy\nstatus: approved"),
        ("kind: ai_system\nmodels:\n  -‸", "name", "kind: ai_system\nmodels:\n  - name: "),
        ("kind: policy\nstatus: ‸draft", "approved", "kind: policy\nstatus: approved"),
    ],
)
def test_what_is_taken_stands_where_it_must(sample: Index, before: str, label: str, after: str) -> None:
    assert accepted(sample, before, label) == after


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_taken_reads_back(sample: Index, newline: str) -> None:
    text = f"kind: risk_register{newline}id: r{newline}risks:{newline}  - id: R1{newline}    controls: ‸"

    taken = accepted(sample, text, "6.1.2")

    (document,) = load_file(NEW, taken.encode()).documents
    assert isinstance(document.data, dict)
    assert document.data["risks"][0]["controls"] == ["6.1.2"]


def test_words_are_offered_in_their_order_and_by_other_spellings(sample: Index) -> None:
    assert labels(sample, "kind: ai_system\nrisk_tier: ‸") == ["low", "medium", "high"]
    assert labels(sample, "kind: ai_system\noversight: {level: HITL‸}") == ["in_the_loop"]


def test_words_say_what_they_mean(sample: Index) -> None:
    found = {one.label: one.detail for one in offered(sample, "kind: risk_register\nrisks:\n- option: ‸").items}

    assert found["retain"] == "bear it knowingly; somebody with authority accepts it"


def test_ids_are_of_the_right_kind_and_bear_titles(sample: Index) -> None:
    found = offered(sample, RISK + "    owner: ‸").items

    roles = {item.id: item for item in sample.project.aims.of_kind(("role",))}
    assert {one.label for one in found} == set(roles)
    assert {one.label: one.detail for one in found}["head-of-lending"] == "Head of Lending"


def test_what_a_list_holds_already_is_not_offered_again(sample: Index) -> None:
    for text in ("    controls: [A.6.2.4, A.6.2‸]", "    controls:\n      - A.6.2.4\n      - A.6.2‸"):
        found = labels(sample, RISK + text)

        assert "A.6.2.4" not in found
        assert "A.6.2.5" in found
    assert "A.6.2.4" in labels(sample, RISK + "    controls: [A.6.2.4‸]"), "it may be this very item"


def test_an_id_is_found_by_its_title_too(sample: Index) -> None:
    assert labels(sample, RISK + "    systems: [Pre-check‸]") == ["broker-precheck"]


def test_a_retired_system_comes_last(sample: Index) -> None:
    assert labels(sample, RISK + "    systems: [‸]")[-1] == "churn-model"


def test_steps_of_the_organisation_s_own_scales(sample: Index) -> None:
    assert labels(sample, RISK + "    consequence: {individuals: ‸}") == ["minor", "moderate", "major", "severe"]


def test_requirements_bear_titles_and_bare_ids_come_first(sample: Index) -> None:
    found = offered(sample, RISK + "    controls: [A.6.2.4‸]").items

    assert [one.label for one in found] == ["A.6.2.4", "iso42001:A.6.2.4"]
    assert found[0].detail == "AI system verification and validation"
    assert found[0].explained


def test_a_waiver_names_a_rule_and_a_record_by_its_kind(sample: Index) -> None:
    text = "kind: waivers\nid: w\nwaivers:\n  - id: a\n    "

    assert labels(sample, text + "rule: review-ov‸")[0] == "review-overdue"
    assert "credit-scoring" in labels(sample, text + "record: {kind: ai_system, id: ‸}")
    assert "head-of-lending" not in labels(sample, text + "record: {kind: ai_system, id: ‸}")
    assert "risk" in labels(sample, text + "record: {kind: ‸}")


def test_rules_in_a_comment_are_those_of_the_line_first(sample: Index) -> None:
    finding = next(one for one in sample.project.report.findings if one.location.path.endswith(".yaml"))
    path, line = finding.location.path, finding.location.line
    lines = sample_files()[path].splitlines(keepends=True)
    lines.insert(line - 1, "# aimslint: ignore[‸\n")

    found = offered(sample, "".join(lines), path).items

    assert found[0].label == finding.rule
    assert found[0].insert == f"{finding.rule}] "


def test_a_second_rule_and_the_end_of_a_comment(sample: Index) -> None:
    assert labels(sample, "kind: policy\n# aimslint: ignore[review-overdue, broken-r‸]") == ["broken-ref"]
    assert accepted(sample, "# aimslint: ignore[broken-r‸]", "broken-ref") == "# aimslint: ignore[broken-ref]"
    assert labels(sample, "# aimslint: ignore[broken-ref] they are new, until ‸")[0] == "2026-12-20"
    assert labels(sample, "# aims‸") == ["aimslint: ignore["]
    assert labels(sample, "# other words ‸") == []


def test_files_a_folder_at_a_time_inside_the_root_only(sample: Index) -> None:
    text = RISK + "    evidence: [{path: %s‸}]"

    assert "services/" in labels(sample, text % "")
    assert labels(sample, text % "services/cr") == ["services/credit/"]
    assert "services/credit/scorecard.py" in labels(sample, text % "services/credit/")
    assert "/services/" in labels(sample, text % "/")
    assert labels(sample, text % "../") == []
    assert labels(sample, text % "services/../") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pha‸", "phase"),
        ("phase: ‸", "stage-2"),
        ("packs: [‸", "iso42001"),
        ("rules:\n  review-ov‸", "review-overdue"),
        ("rules:\n  review-overdue:\n    ‸", "severity"),
        ("rules:\n  review-overdue: {severity: ‸}", "warning"),
        ("include: [gov‸", "governance/"),
        ("history: {use: ‸}", "own-repository"),
        ("approvals: {four_eyes: ‸}", "false"),
        ("extensions:\n  ai_s‸", "ai_system"),
    ],
)
def test_settings(sample: Index, text: str, expected: str) -> None:
    assert expected in labels(sample, text, "aimslint.yaml")


def test_settings_of_a_rule_are_those_that_it_has(sample: Index) -> None:
    rule = next(rule for rule in sample.project.rulebook if rule.settings)

    assert labels(sample, f"rules:\n  {rule.name}:\n    settings:\n      ‸", "aimslint.yaml") == list(rule.settings)


@cache
def with_own_rules() -> Index:
    config = replace(the_sample().project.config, rule_folders=["rules"])
    return Index(replace(the_sample().project, config=config))


@pytest.fixture(scope="module")
def own_rules() -> Index:
    return with_own_rules()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‸", "severity"),
        ("severity: ‸", "warning"),
        ("for_each: ‸", "ai_system"),
        ("for_each: ai_system.mo‸", "ai_system.models"),
        ("requirements: [A.6.2‸]", "A.6.2.4"),
        ("check: ‸", "evidence.file_missing"),
        ("for_each: ai_system\nwhere: {li‸", "live"),
        ("for_each: ai_system\nwhere:\n  live: ‸", "true"),
        ("for_each: ai_system\nrequire: ‸", "oversight"),
        ("for_each: ai_system\nrequire: oversight.‸", "oversight.level"),
        ("for_each: ai_system\nrequire:\n  owner.ho‸", "owner.holders"),
        ("for_each: ai_system\nrequire:\n  lifecycle_stage: ‸", "deployed"),
        ("for_each: ai_system\nrequire:\n  stage_since: {‸", "not_after"),
        ("for_each: ai_system\nrequire:\n  stage_since: {not_after: ‸}", "last_reviewed"),
        ("for_each: ai_system\nrequire:\n  impact_assessments: {some: {‸", "decision"),
        ("for_each: ai_system\nrequire:\n  impact_assessments: {some: {decision: ‸}}", "approve"),
        ("for_each: ai_system\nrequire:\n  any_of:\n    - ri‸", "risk_tier"),
        ("for_each: [ai_system, risk]\nrequire: ow‸", "owner"),
        ("for_each: ai_system\nat: li‸", "lifecycle_stage"),
        ("for_each: ai_system\nrequire: project.‸", "project.risks"),
    ],
)
def test_rule_files(own_rules: Index, text: str, expected: str) -> None:
    assert expected in labels(own_rules, text, "rules/acme/a.yaml")


def test_a_path_offers_only_what_may_follow(own_rules: Index) -> None:
    found = labels(own_rules, "for_each: ai_system\nrequire: owner.‸", "rules/acme/a.yaml")

    assert "owner.holders" in found
    assert "owner.lifecycle_stage" not in found
    assert labels(own_rules, "for_each: nonsense\nrequire: ‸", "rules/acme/a.yaml") == []
    assert labels(own_rules, "for_each: ai_system\nrequire: nonsense.‸", "rules/acme/a.yaml") == []


def test_of_a_single_value_no_matcher_of_lists_is_offered(own_rules: Index) -> None:
    found = labels(own_rules, "for_each: ai_system\nrequire:\n  stage_since: {‸", "rules/acme/a.yaml")

    assert "some" not in found
    assert "before" in found


def test_nothing_is_offered_in_prose_and_in_files_of_others(sample: Index) -> None:
    assert labels(sample, "kind: policy\nnotes: |\n  a‸") == []
    assert labels(sample, "kind: ‸", "services/config.yaml") == []
    assert labels(sample, "kind: unheard_of\n‸") == []
    assert labels(sample, "kind: policy\nextensions:\n  ‸") == []


def test_much_is_offered_in_part() -> None:
    risks = "".join(f"  - id: R{number}\n" for number in range(300))
    files = {"governance/risks.yaml": "kind: risk_register\nid: r\nrisks:\n" + risks}
    index = Index(project_of(files))
    text = "kind: treatment_plan\nid: p\nactions:\n  - id: A\n    risks: [R2‸]"

    found = offered(index, text)

    assert len(found.items) == 100
    assert not found.complete
    assert offered(index, text.replace("R2", "R299")).complete


def test_inside_every_field_of_the_sample_only_ids_of_the_right_kind(sample: Index) -> None:
    for path, text in [file for file in sample_files().items() if file[0].startswith("governance/")][::5]:
        for keys, kind, offset in _values(path, text):
            type_ = type_at(all_kinds()[kind].shape, keys)
            element = type_.item if isinstance(type_, ListOf) else type_
            found = complete(sample, path, text, offset).items
            if isinstance(element, Reference):
                known = {one.id for one in sample.of_kinds(element.kinds)}
                assert {one.label for one in found} <= known, (path, keys)
                assert found, (path, keys)
            elif isinstance(element, Words):
                assert {one.label for one in found} <= set(element.words), (path, keys)


def _values(path: str, text: str) -> Iterator[tuple[Keys, str, int]]:
    """Where values of references and enumerations begin, and some of the others."""
    loaded = load_file(path, text.encode())
    located = locate(path, loaded.text)
    for document in loaded.documents:
        assert isinstance(document.data, dict)
        kind = str(document.data["kind"])
        for number, keys in enumerate(_scalars(document.data)):
            mark = located.mark(keys, document=document.index)
            type_ = type_at(all_kinds()[kind].shape, keys)
            if mark is None or keys[-1] == "kind":
                continue
            if (isinstance(type_, Reference | Words) and number % 2 == 0) or number % 9 == 0:
                yield keys, kind, mark.start + (text[mark.start] in "'\"")


def _scalars(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _scalars(inner, (*keys, key))
    elif keys:
        yield keys


PIECES = [
    "kind: ",
    "ai_system",
    "risk_register",
    "waivers",
    "\nid: x\n",
    "\n",
    "  ",
    "- ",
    "owner: ",
    "risks:\n",
    "[",
    "{",
]
PIECES += [
    "# aimslint: ignore[",
    "where:\n",
    "for_each: ",
    "require: ",
    "rules:\n",
    ".",
    "/",
    ",",
    "]",
    "}",
    "'",
    '"',
    ": ",
]
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)
PATHS = st.sampled_from([NEW, "aimslint.yaml", "rules/a.yaml", "governance/a.md", RISKS])


@given(TYPED, st.integers(0, 80), PATHS)
def test_there_is_an_answer_whatever_the_text(text: str, offset: int, path: str) -> None:
    for one in complete(with_own_rules(), path, text, offset).items:
        _check(one, text, min(offset, len(text)))


def _check(one: Suggestion, text: str, offset: int) -> None:
    assert 0 <= one.start <= offset <= one.end <= len(text)
    assert not re.search(r"[\r\n]", text[one.start : one.end]), "an edit of a suggestion stays on one line"
    assert one.label
    assert one.insert
