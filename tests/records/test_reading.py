"""From documents to records: what is refused, what is mended quietly, what is told and how."""

from typing import Any

import pytest

from aimslint.loading import load_file
from aimslint.model import Keys, Problem
from aimslint.records.reading import RawRecord, read_record
from aimslint.records.values import UNKNOWN, Explained


def read(text: str) -> tuple[RawRecord | None, list[Problem]]:
    (document,) = load_file("a.yaml", text.encode()).documents
    return read_record("a.yaml", 0, document.data)


def record(text: str) -> RawRecord:
    found, problems = read(text)
    assert found is not None
    assert problems == []
    return found


def problems(text: str) -> list[tuple[str, Keys]]:
    return [(problem.rule, problem.place.keys) for problem in read(text)[1]]


def only(text: str) -> Problem:
    (problem,) = read(text)[1]
    return problem


class TestWhatIsNoRecord:
    @pytest.mark.parametrize("text", ["[a, b]", "just text", "5", "true"])
    def test_another_form(self, text: str) -> None:
        found, (problem,) = read(text)
        assert found is None
        assert problem.rule == "not-a-record"

    @pytest.mark.parametrize(
        "text", ["{}", "{id: x}", "{kind: null, id: x}", "{kind: '', id: x}", "{kind: 5}", "{kind: [a]}"]
    )
    def test_no_kind(self, text: str) -> None:
        found, (problem,) = read(text)
        assert found is None
        assert (problem.rule, problem.place.keys) == ("missing-kind", ("kind",))
        assert "ai_system" in problem.values["hint"]

    @pytest.mark.parametrize(
        ("kind", "meant"),
        [
            ("ai_sytem", "ai_system"),
            ("AI_System", "ai_system"),
            ("ai system", "ai_system"),
            ("model-card", "model_card"),
        ],
    )
    def test_unknown_kind(self, kind: str, meant: str) -> None:
        found, (problem,) = read(f"{{kind: {kind}, id: x}}")
        assert found is None
        assert problem.rule == "unknown-kind"
        assert f"did you mean `{meant}`?" in problem.values["hint"]

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("{id: x, preconditions: [], rollback: y}", "; its fields are those of `deployment`"),
            ("{kind: go_live, id: x, preconditions: [], rollback: y}", "; its fields are those of `deployment`"),
            ("{id: x, risks: []}", "; its fields are those of `risk_register`"),
        ],
    )
    def test_what_a_record_without_a_kind_looks_like(self, text: str, hint: str) -> None:
        assert only(text).values["hint"] == hint

    @pytest.mark.parametrize("text", ["{id: x}", "{id: x, title: y, zzz: 1}", "{kind: zzz, id: x}"])
    def test_what_looks_like_nothing(self, text: str) -> None:
        assert only(text).values["hint"].startswith("; expected one of ai_system, ")

    @pytest.mark.parametrize(("kind", "found"), [("", "is missing"), ("[roles]", "is a list, no kind")])
    def test_what_stands_for_the_kind(self, kind: str, found: str) -> None:
        text = f"kind: {kind}\nid: x"
        assert only(text).values["found"] == found

    def test_an_entry_kind_is_no_record(self) -> None:
        assert only("{kind: risk, id: R1}").rule == "unknown-kind"


class TestSpellings:
    @pytest.mark.parametrize(
        ("written", "word"),
        [
            ("HITL", "in_the_loop"),
            ("hitl", "in_the_loop"),
            ("In the loop", "in_the_loop"),
            ("human-in-the-loop", "in_the_loop"),
        ],
    )
    def test_another_spelling_is_told_and_counts_as_the_word(self, written: str, word: str) -> None:
        found, (problem,) = read(f"{{kind: ai_system, id: x, oversight: {{level: {written}}}}}")
        assert found is not None
        assert found.data["oversight"]["level"] == word
        assert (problem.rule, problem.values["meant"]) == ("enum-alias", word)

    def test_inside_lists(self) -> None:
        found, (problem,) = read("{kind: ai_system, id: x, organisation_role: [user, deployer]}")
        assert found is not None
        assert found.data["organisation_role"] == ["user", "user"]
        assert problem.place.keys == ("organisation_role", 1)

    def test_a_wrong_word_is_unknown_with_a_suggestion(self) -> None:
        found, (problem,) = read("{kind: ai_system, id: x, risk_tier: hihg}")
        assert found is not None
        assert found.data["risk_tier"] is UNKNOWN
        assert problem.values["hint"] == "; did you mean `high`?"


class TestUnknownFields:
    def test_a_misspelt_field_makes_the_meant_one_unknown(self) -> None:
        found, (problem,) = read("{kind: ai_system, id: x, lifecycle_stge: deployed}")
        assert found is not None
        assert found.data["lifecycle_stage"] is UNKNOWN
        assert problem.place.part == "key"
        assert problem.values["hint"] == "; did you mean `lifecycle_stage`?"

    def test_a_field_that_is_there_is_not_suggested(self) -> None:
        found, (problem,) = read("{kind: ai_system, id: x, name: A, naem: B}")
        assert found is not None
        assert found.data["name"] == "A"
        assert "`name`" not in problem.values["hint"]

    def test_two_slips_for_one_field(self) -> None:
        assert problems("{kind: ai_system, id: x, nmae: A, naem: B}") == [
            ("unknown-field", ("nmae",)),
            ("unknown-field", ("naem",)),
        ]

    def test_a_misspelt_needed_field_is_one_finding(self) -> None:
        text = "{kind: scope, id: s, exclusions: [{waht: Payroll, reason: It uses no AI.}]}"
        assert problems(text) == [("unknown-field", ("exclusions", 0, "waht"))]

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("{kind: roles, id: r, roles: [{id: a, holders: [{name: Kim}]}]}", "person"),
            ("{kind: roles, id: r, roles: [{name: a}]}", "id"),
            ("{kind: incidents, id: r, incidents: [{id: I, communicated: [{whom: [staff]}]}]}", "to"),
        ],
    )
    def test_a_strange_field_where_a_needed_one_is_missing_means_it(self, text: str, meant: str) -> None:
        problem = only(text)
        assert (problem.rule, problem.values["hint"]) == ("unknown-field", f"; did you mean `{meant}`?")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("holders: [{name: Kim, surname: Lee}]", ["unknown-field", "unknown-field", "missing-required-field"]),
            ("holders: [{name: [Kim]}]", ["unknown-field", "missing-required-field"]),
            ("holders: [{person: Ann, name: Kim}]", ["unknown-field"]),
        ],
    )
    def test_but_not_where_another_could_be_meant(self, text: str, told: list[str]) -> None:
        found = problems(f"{{kind: roles, id: r, roles: [{{id: a, {text}}}]}}")
        assert [rule for rule, _ in found] == told

    def test_a_strange_field(self) -> None:
        assert only("{kind: ai_system, id: x, zzzzzz: 1}").values["hint"] == ""

    def test_ways_back_may_not_be_written(self) -> None:
        assert problems("{kind: ai_system, id: x, impact_assessments: [a]}") == [
            ("unknown-field", ("impact_assessments",))
        ]


class TestWrongValues:
    @pytest.mark.parametrize(
        ("field", "rule"),
        [
            ("last_reviewed: 2026-02-30", "bad-date"),
            ("last_reviewed: 2025-02-29", "bad-date"),
            ("last_reviewed: 20260211", "bad-date"),
            ("last_reviewed: 2026-1-1", "bad-date"),
            ("last_reviewed: yesterday", "bad-date"),
            ("last_reviewed: 2026-02-11T10:00:00Z", "bad-date"),
            ("last_reviewed: 0001-01-01", "bad-date"),
            ("last_reviewed: [2026-02-11]", "wrong-type"),
            ("review_interval: 12", "bad-duration"),
            ("review_interval: 0 days", "bad-duration"),
            ("review_interval: 12 fortnights", "bad-duration"),
            ("review_interval: P12M", "bad-duration"),
            ("name: 5", "unquoted-scalar"),
            ("name: 1.0", "unquoted-scalar"),
            ("name: true", "unquoted-scalar"),
            ("version: 4.2", "unquoted-scalar"),
            ("owner: 5", "unquoted-scalar"),
            ("users: staff", "wrong-type"),
            ("users: {a: b}", "wrong-type"),
            ("users: [5]", "unquoted-scalar"),
            ("users: [[a]]", "wrong-type"),
            ("oversight: close", "wrong-type"),
            ("oversight: [a]", "wrong-type"),
            ("personal_data: {used: yes}", "wrong-type"),
            ("personal_data: {used: 1}", "wrong-type"),
            ("personal_data: {}", "missing-required-field"),
            ("personal_data: {used: null}", "missing-required-field"),
            ("personal_data: {used: TBD}", "missing-required-field"),
            ("models: [own]", "wrong-type"),
            ("models: [{version: '1'}]", "missing-required-field"),
            ("models: [{name: TBD}]", "missing-required-field"),
            ("models: [{name: ''}]", "missing-required-field"),
            (r"evidence: [{path: docs\a.md}]", "bad-path"),
            (r"evidence: [{path: 'C:\a.md'}]", "bad-path"),
            ("evidence: [{path: //host/a.md}]", "bad-path"),
            ("evidence: [{url: www.example.org}]", "bad-link"),
            ("evidence: [{url: 'javascript:alert(1)'}]", "bad-link"),
            ("extensions: text", "wrong-type"),
            ("risk_tier: 3", "bad-enum-value"),
            ("erased: {reason: A court said so.}", "missing-required-field"),
        ],
    )
    def test_one_finding(self, field: str, rule: str) -> None:
        assert [found for found, _ in problems(f"kind: ai_system\nid: x\n{field}")] == [rule]

    @pytest.mark.parametrize(
        "field",
        [
            "last_reviewed: 2024-02-29",
            "last_reviewed: '2026-02-11'",
            "last_reviewed: TBD",
            "last_reviewed: ''",
            "review_interval: 1 year",
            "review_interval: 30 days",
            "review_interval: null",
            "personal_data: {used: true}",
            "personal_data: TBD",
            "users: TBD",
            "users: null",
            "users: ['-', staff]",
            "oversight: '-'",
            "risk_tier: '?'",
            "name: '5'",
            "evidence: [{path: /services/a.py}, {url: 'https://example.org'}]",
            "extensions: {anything: [1, {b: null}]}",
            "code: {paths: ['/services/credit/**'], ignore: ['**/tests/**']}",
        ],
    )
    def test_no_finding(self, field: str) -> None:
        record(f"kind: ai_system\nid: x\n{field}")

    @pytest.mark.parametrize("id_", ["a b", "a/b", "a#b", "a[b]", "y" * 101])
    def test_bad_ids(self, id_: str) -> None:
        assert problems(f"kind: ai_system\nid: '{id_}'") == [("bad-id", ("id",))]

    def test_ids(self) -> None:
        assert problems("kind: ai_system\nid: 5") == [("unquoted-scalar", ("id",))]
        assert problems("kind: ai_system") == [("missing-required-field", ("id",))]
        assert problems("kind: ai_system\nid: TBD") == [("missing-required-field", ("id",))]

    def test_what_was_found_and_expected_is_said(self) -> None:
        date = only("{kind: ai_system, id: x, last_reviewed: 30.02.2026}")
        assert (date.values["found"], date.values["expected"]) == ("`30.02.2026`", "a day written YYYY-MM-DD")
        listed = only("{kind: ai_system, id: x, users: staff}")
        assert listed.values["hint"] == "; write a list: [staff]"
        interval = only("{kind: ai_system, id: x, review_interval: 12}")
        assert interval.values["hint"] == "; write the unit too, as in `12 months`"
        flag = only("{kind: ai_system, id: x, personal_data: {used: yes}}")
        assert flag.values["hint"] == "; write true"

    def test_a_long_value_is_cut_in_messages(self) -> None:
        assert len(only(f"{{kind: ai_system, id: x, last_reviewed: {'9' * 300}}}").values["found"]) < 70

    def test_a_bent_item_leaves_the_others(self) -> None:
        found, _ = read("{kind: ai_system, id: x, users: [staff, 5, guests]}")
        assert found is not None
        assert found.data["users"] == ["staff", UNKNOWN, "guests"]

    def test_what_was_written_is_kept_for_linking(self) -> None:
        found, _ = read("{kind: impact_assessment, id: x, sytem: chat, assessors: [[boss]]}")
        assert found is not None
        assert dict(found.spoilt) == {("system",): "chat", ("assessors", 0): ["boss"]}


class TestNotApplicable:
    def test_in_an_explainable_field(self) -> None:
        found = record("kind: ai_system\nid: x\nintended_use: {not_applicable: {reason: Bought., approved_by: boss}}")
        assert isinstance(found.data["intended_use"], Explained)
        ((keys, block),) = found.explained
        assert keys == ("intended_use", "not_applicable")
        assert block.data == {"reason": "Bought.", "approved_by": "boss"}

    @pytest.mark.parametrize(
        ("field", "keys"),
        [
            ("users: {not_applicable: {}}", ("users", "not_applicable")),
            ("risk_tier: {not_applicable: {reason: x}}", ("risk_tier", "not_applicable")),
            ("stage_since: {not_applicable: {reason: x}}", ("stage_since", "not_applicable")),
            ("oversight: {not_applicable: {reason: x}}", ("oversight", "not_applicable")),
            ("oversight: {sees: {not_applicable: {reason: x}}}", ("oversight", "sees", "not_applicable")),
            ("models: [{name: a, licence: {not_applicable: {}}}]", ("models", 0, "licence", "not_applicable")),
        ],
    )
    def test_wherever_it_stands(self, field: str, keys: Keys) -> None:
        found = record(f"kind: ai_system\nid: x\n{field}")
        assert [where for where, _ in found.explained] == [keys]

    def test_a_slip_in_its_name_is_one_finding(self) -> None:
        problem = only("{kind: dataset, id: x, labelling: {not_appicable: {reason: x}}}")
        assert (problem.rule, problem.values["hint"]) == ("unknown-field", "; did you mean `not_applicable`?")
        problem = only("{kind: dataset, id: x, provenance: {not_appicable: {reason: x}}}")
        assert problem.rule == "wrong-type"
        assert problem.values["hint"] == "; or write `not_applicable: {reason: ..., approved_by: ...}`"

    def test_without_its_map_it_is_one_finding(self) -> None:
        problem = only("{kind: dataset, id: x, labelling: {not_applicable: We label nothing.}}")
        assert (problem.rule, problem.place.keys) == ("wrong-type", ("labelling", "not_applicable"))
        assert problem.values["expected"] == "a map with reason, approved_by"

    @pytest.mark.parametrize(
        ("field", "rule"),
        [
            ("owner: {not_applicable: {reason: x}}", "wrong-type"),
            ("id: {not_applicable: {reason: x}}", "wrong-type"),
            ("personal_data: {used: {not_applicable: {reason: x}}}", "wrong-type"),
            ("intended_use: {not_applicable: just so}", "wrong-type"),
            ("intended_use: {not_applicable: {reason: x}, more: y}", "wrong-type"),
            ("oversight: {not_applicable: {reason: x}, level: in_the_loop}", "unknown-field"),
            ("intended_use: {not_applicable: {raeson: x}}", "unknown-field"),
            ("intended_use: {not_applicable: {reason: 5}}", "unquoted-scalar"),
        ],
    )
    def test_where_it_cannot_stand_and_what_it_cannot_hold(self, field: str, rule: str) -> None:
        text = f"kind: ai_system\n{field}" if field.startswith("id:") else f"kind: ai_system\nid: x\n{field}"
        assert [found for found, _ in problems(text)] == [rule]


class TestWhatLoadingLeftOut:
    """A value that loading refused is told there; to everybody else it is unknown, not missing."""

    def left(self, text: str, *refused: Keys) -> tuple[RawRecord | None, list[str]]:
        (document,) = load_file("a.yaml", text.encode()).documents
        found, told = read_record("a.yaml", 0, document.data, refused)
        return found, [problem.rule for problem in told]

    def test_a_value(self) -> None:
        found, told = self.left("kind: model_card\nid: c\nmetrics: [{name: a, value: .nan}]", ("metrics", 0, "value"))
        assert found is not None
        assert found.data["metrics"][0]["value"] is UNKNOWN
        assert told == []

    def test_a_needed_value(self) -> None:
        text = "kind: model_card\nid: c\nmetrics: [{name: !!binary x, value: 1}]"
        found, told = self.left(text, ("metrics", 0, "name"))
        assert found is not None
        assert found.data["metrics"][0]["name"] is UNKNOWN
        assert told == []

    def test_a_part_of_a_map(self) -> None:
        found, told = self.left("kind: model_card\nid: c\nname: A\n<<: {version: '1'}", ())
        assert found is not None
        assert (found.data["name"], found.data["version"], found.data["owner"]) == ("A", UNKNOWN, UNKNOWN)
        assert told == []

    def test_a_place_that_is_gone(self) -> None:
        assert self.left("kind: model_card\nid: c", ("metrics", 3, "name"))[1] == []


def test_an_explanation_prints_alike_on_every_run() -> None:
    assert repr(Explained({"reason": "x"})) == repr(Explained({"reason": "x"}))


@pytest.mark.parametrize("depth", [30, 60])
def test_deep_data_is_no_trouble(depth: int) -> None:
    data: Any = "x"
    for _ in range(depth):
        data = {"a": data}
    assert read_record("a.yaml", 0, {"kind": "ai_system", "id": "x", "oversight": data})[1] != []
