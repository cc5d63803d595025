"""The graph: references both ways, identity, requirements and own controls, what is wrong with a reference."""

from datetime import date

import pytest

from aimslint.aims.plan import plan_of
from aimslint.config import Config
from aimslint.engine import read
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN, Explained
from aimslint.snapshot import Snapshot
from aimslint.trees import MemoryTree
from tests.aims.linking import back, graph, item, told
from tests.records.build import world


class TestWaysBack:
    def test_they_are_derived(self) -> None:
        aims = graph("""
            {kind: ai_system, id: chat}
            ---
            {kind: impact_assessment, id: ia, system: chat, impacts: [{id: i1}]}
            ---
            {kind: risk_register, id: r, risks: [{id: R1, systems: [chat], controls: [A.5.3], raised_from: i1}]}
            ---
            {kind: treatment_plan, id: p, actions: [{id: T1, risks: [R1]}]}
            """)
        assert told(aims) == []
        assert back(aims, "ai_system", "chat", "impact_assessments") == ["ia"]
        assert back(aims, "ai_system", "chat", "risks") == ["R1"]
        assert back(aims, "ai_system", "chat", "referrers") == ["ia", "R1"]
        assert back(aims, "requirement", "A.5.3", "risks") == ["R1"]
        assert back(aims, "impact", "i1", "risks") == ["R1"]
        assert back(aims, "risk", "R1", "actions") == ["T1"]

    def test_one_record_is_one_way_back_however_often_it_names_the_other(self) -> None:
        aims = graph("""
            {kind: roles, id: r, roles: [{id: boss}]}
            ---
            kind: impact_assessment
            id: ia
            owner: boss
            change_log: [{date: 2026-01-01, by: boss, change: x}]
            assessors: [boss, boss]
            conditions: [{id: c1, owner: boss}, {id: c2, owner: boss}]
            approved_by: boss
            """)
        assert sorted(back(aims, "role", "boss", "referrers")) == ["c1", "c2", "ia"]
        assert len(aims.edges) == 7

    def test_items_of_typed_lists_speak_for_their_record(self) -> None:
        aims = graph("""
            {kind: model_card, id: card}
            ---
            {kind: ai_system, id: chat, models: [{name: a, card: card}, {name: b, card: card}]}
            """)
        assert back(aims, "model_card", "card", "systems") == ["chat"]
        assert [edge.source.kind for edge in aims.edges] == ["ai_system.models", "ai_system.models"]

    def test_empty_items_of_a_list_keep_the_place_of_the_others(self) -> None:
        aims = graph("{kind: risk_register, id: r, risks: [{id: R1, controls: [TBD, A.5.3, null, A.9.99]}]}")
        assert ("unknown-control-id", "risks.0.controls.3") in [found[:2] for found in told(aims)]
        assert [edge.keys for edge in aims.edges] == [("controls", 1)]


class TestIdentity:
    def test_an_id_twice_in_one_file(self) -> None:
        aims = graph("{kind: ai_system, id: chat}\n---\n{kind: ai_system, id: chat}")
        (problem,) = aims.problems
        assert (problem.rule, problem.place.document) == ("duplicate-id", 1)
        assert [place.document for place in problem.related] == [0]

    def test_an_id_twice_in_two_files(self) -> None:
        aims = graph("{kind: ai_system, id: chat}", b="{kind: ai_system, id: chat}")
        (problem,) = aims.problems
        assert (problem.rule, problem.place.path) == ("duplicate-id", "governance/b.yaml")
        assert problem.values["first"] == "in governance/a.yaml"

    def test_entries_are_unique_over_all_registers(self) -> None:
        aims = graph(
            "{kind: risk_register, id: a, risks: [{id: R1}, {id: R1}]}",
            b="{kind: risk_register, id: b, risks: [{id: R1}]}",
        )
        assert [rule for rule, _, _ in told(aims)] == ["duplicate-id", "duplicate-id"]

    def test_ids_are_unique_a_kind_only(self) -> None:
        assert told(graph("{kind: ai_system, id: x}\n---\n{kind: dataset, id: x}")) == []

    def test_case_counts(self) -> None:
        assert told(graph("{kind: ai_system, id: x}\n---\n{kind: ai_system, id: X}")) == []

    def test_the_first_of_two_is_meant_by_references(self) -> None:
        aims = graph("""
            {kind: ai_system, id: chat, name: first}
            ---
            {kind: ai_system, id: chat, name: second}
            ---
            {kind: evaluation, id: e, system: chat}
            """)
        assert item(aims, "evaluation", "e").links[("system",)].data["name"] == "first"

    def test_every_document_of_a_file_is_a_record(self) -> None:
        aims = graph("{kind: ai_system, id: a}\n---\n{kind: ai_system, id: b}\n---\n{kind: dataset, id: c}")
        assert [(record.id, record.document) for record in aims.records] == [("a", 0), ("b", 1), ("c", 2)]


class TestBrokenReferences:
    ROLES = "{kind: roles, id: r, roles: [{id: head-of-lending, holders: [{person: Ann Meier}]}]}"

    def test_a_slip_suggests_and_leaves_the_suggested_open(self) -> None:
        aims = graph("{kind: ai_system, id: chat}\n---\n{kind: evaluation, id: e, system: chta}")
        assert told(aims) == [("broken-ref", "system", "; did you mean `chat`?")]
        assert back(aims, "ai_system", "chat", "evaluations") == ["?"]
        assert item(aims, "evaluation", "e").links[("system",)] is UNKNOWN

    def test_nothing_near(self) -> None:
        aims = graph("{kind: ai_system, id: chat}\n---\n{kind: evaluation, id: e, system: payroll}")
        assert told(aims) == [("broken-ref", "system", "")]
        assert back(aims, "ai_system", "chat", "evaluations") == []

    def test_another_kind(self) -> None:
        aims = graph("{kind: dataset, id: loans}\n---\n{kind: evaluation, id: e, system: loans}")
        (problem,) = aims.problems
        assert (problem.rule, problem.values["actual"]) == ("ref-to-wrong-type", "dataset")
        assert problem.related

    @pytest.mark.parametrize(
        ("owner", "hint"),
        [
            ("head-of-lendin", "; did you mean `head-of-lending`?"),
            ("Ann Meier", "; that person holds the role `head-of-lending`"),
            ("ann meier", "; that person holds the role `head-of-lending`"),
            ("somebody", ""),
        ],
    )
    def test_owners(self, owner: str, hint: str) -> None:
        aims = graph(f"{self.ROLES}\n---\n{{kind: ai_system, id: chat, owner: {owner}}}")
        assert told(aims) == [("owner-not-a-role", "owner", hint)]

    def test_other_people_than_owners(self) -> None:
        aims = graph(f"{self.ROLES}\n---\n{{kind: policy, id: p, approved_by: head-of-lendin}}")
        assert told(aims) == [("broken-ref", "approved_by", "; did you mean `head-of-lending`?")]

    def test_several_kinds_may_be_meant(self) -> None:
        register = "{kind: incidents, id: l, incidents: [{id: I1}]}\n---\n"
        nc = "{kind: nonconformities, id: n, nonconformities: [{id: N1, raised_from: %s}]}"
        assert told(graph(register + nc % "I1")) == []
        assert [rule for rule, _, _ in told(graph(register + nc % "I9"))] == ["broken-ref"]

    def test_an_explained_or_empty_reference_is_none(self) -> None:
        aims = graph("{kind: evaluation, id: e, system: {not_applicable: {reason: x}}, supersedes: TBD}")
        assert told(aims) == []
        links = item(aims, "evaluation", "e").links
        assert isinstance(links[("system",)], Explained)
        assert ("supersedes",) not in links


class TestRequirements:
    SOA = "{kind: soa, id: soa, controls: [%s]}"

    @pytest.mark.parametrize("id_", ["A.5.3", "iso42001:A.5.3"])
    def test_bare_and_qualified_ids(self, id_: str) -> None:
        aims = graph(f"{{kind: risk_register, id: r, risks: [{{id: R1, controls: ['{id_}']}}]}}")
        assert told(aims) == []
        assert back(aims, "requirement", "A.5.3", "risks") == ["R1"]

    @pytest.mark.parametrize(
        ("id_", "likely"),
        [
            ("8.5", "8.1"),
            ("A.3.4", "A.3.3"),
            ("B.5.2", "A.5.2"),
            ("A.6", "A.6.1.2"),
            ("5.2.", "5.2"),
            ("A5.3", "A.5.3"),
            ("A.5.33", "A.5.3"),
            ("iso42001:B.5.2", "iso42001:A.5.2"),
        ],
    )
    def test_known_wrong_ids_get_the_right_one(self, id_: str, likely: str) -> None:
        aims = graph(f"{{kind: audit, id: a, scope: ['{id_}']}}")
        ((rule, keys, hint),) = told(aims)
        assert (rule, keys) == ("unknown-control-id", "scope.0")
        assert likely in hint
        assert back(aims, "requirement", likely.removeprefix("iso42001:"), "audits") == ["?"]

    def test_another_pack(self) -> None:
        ((rule, _, hint),) = told(graph("{kind: audit, id: a, scope: ['iso27001:A.5.2']}"))
        assert rule == "unknown-control-id"
        assert "there is no pack `iso27001`" in hint

    def test_own_controls(self) -> None:
        aims = graph(
            self.SOA % "{control: X-1, own: true, title: Second look}"
            + """
---
{kind: risk_register, id: r, risks: [{id: R1, controls: [X-1]}]}
"""
        )
        assert told(aims) == []
        control = item(aims, "requirement", "X-1")
        assert (control.data["pack"], control.data["title"]) == ("own", "Second look")
        assert back(aims, "requirement", "X-1", "risks") == ["R1"]
        assert back(aims, "requirement", "X-1", "soa_rows") == ["X-1"]

    def test_a_row_that_does_not_say_own_is_a_wrong_id(self) -> None:
        assert [rule for rule, _, _ in told(graph(self.SOA % "{control: X-1}"))] == ["unknown-control-id"]

    def test_an_own_control_cannot_take_the_place_of_one_of_the_standard(self) -> None:
        aims = graph(self.SOA % "{control: A.5.3, own: true}")
        assert item(aims, "requirement", "A.5.3").data["pack"] == "iso42001"

    def test_a_wrong_id_in_the_soa_leaves_the_likely_control_open(self) -> None:
        aims = graph(self.SOA % "{control: A.5.33, applicable: true}")
        assert back(aims, "requirement", "A.5.3", "soa_rows") == ["?"]


class TestErased:
    def test_an_erased_entry_keeps_its_id_and_is_of_no_kind(self) -> None:
        aims = graph("""
            kind: risk_register
            id: r
            risks: [{id: R1, erased: {reason: law, approved_by: boss}}, {id: R2}]
            ---
            {kind: treatment_plan, id: p, actions: [{id: T1, risks: [R1]}]}
            ---
            {kind: roles, id: roles, roles: [{id: boss}]}
            """)
        assert told(aims) == []
        assert [risk.id for risk in aims.of_kind(["risk"])] == ["R2"]
        assert item(aims, "risk", "R1").erased

    def test_entries_of_an_erased_record_are_erased(self) -> None:
        aims = graph("{kind: risk_register, id: r, erased: {reason: a, approved_by: b}, risks: [{id: R1}]}")
        assert item(aims, "risk", "R1").erased

    def test_an_id_of_something_erased_is_still_taken(self) -> None:
        erased = "{kind: ai_system, id: x, erased: {reason: a, approved_by: b}}"
        aims = graph(f"{erased}\n---\n{{kind: ai_system, id: x}}")
        assert "duplicate-id" in [rule for rule, _, _ in told(aims)]


class TestHolders:
    def test_an_explanation_belongs_to_the_entry_it_stands_in(self) -> None:
        aims = graph("""
            kind: risk_register
            id: r
            category: x
            risks:
              - {id: R1, controls: {not_applicable: {reason: avoided}}}
              - {id: R2, erased: {reason: a, approved_by: b}, controls: {not_applicable: {}}}
            """)
        first, second = aims.items["not_applicable"]
        assert (first.subject.kind, first.subject.id) == ("risk", "R1")
        assert second.erased
        assert aims.of_kind(["not_applicable"]) == [first]

    def test_evidence_is_found_wherever_it_stands(self) -> None:
        aims = graph("""
            kind: risk_register
            id: r
            evidence: [{path: a.md}]
            risks: [{id: R1, evidence: [{path: b.md}]}]
            """)
        assert [one.data["path"] for one in aims.of_kind(["Evidence"])] == ["a.md", "b.md"]
        assert [one.named.id for one in aims.of_kind(["Evidence"])] == ["r", "R1"]


def test_no_way_back_names_anybody_twice() -> None:
    aims = read(MemoryTree(world()), Config())
    for items in aims.items.values():
        for one in items:
            for name, found in one.back.items():
                assert len(set(found)) == len(found), (one, name)


def test_every_link_of_every_kind_has_a_plan() -> None:
    for name, kind in all_kinds().items():
        plan = plan_of(name)
        assert len({link.names for link in plan.links}) == len(plan.links)
        if "owner" in kind.shape.fields:
            assert ("owner",) in {link.names for link in plan.links}


def test_problems_come_in_the_same_order_whatever_the_order_of_records_in_memory() -> None:
    one = "{kind: evaluation, id: e, system: nowhere}"
    other = "{kind: dataset, id: d, owner: nobody}"
    assert told(graph(one, b=other)) == told(graph(one, b=other))


class TestBentIds:
    """Who bears a bent id may be what others name; who shares one may be what they mean."""

    BENT = ("id: has space", "id: [R1]", "id:", "id: TBD", "iddx: R1", "iid: R1")

    @pytest.mark.parametrize("bent", BENT)
    def test_an_entry(self, bent: str) -> None:
        aims = graph(f"""
            kind: risk_register
            id: r
            risks:
              - {bent}
            ---
            {{kind: treatment_plan, id: p, actions: [{{id: A1, risks: [R1]}}]}}
            """)
        assert len(aims.problems) == 1
        (risk,) = aims.items["risk"]
        assert risk.id == ""
        assert UNKNOWN in risk.back["actions"]

    @pytest.mark.parametrize("bent", ["id: has space", "id: [chat]", "id:", "id: TBD", "iid: chat"])
    def test_a_record(self, bent: str) -> None:
        aims = graph(f"kind: ai_system\n{bent}\n---\n{{kind: evaluation, id: e, system: chat}}")
        assert len(aims.problems) == 1
        assert aims.items["ai_system"][0].back["evaluations"] == [UNKNOWN]

    def test_a_misspelt_id_field_explains_only_the_id_that_it_holds(self) -> None:
        aims = graph("""
            {kind: risk_register, id: r, risks: [{iid: R1}]}
            ---
            {kind: treatment_plan, id: p, actions: [{id: A1, risks: [R1, Z9]}]}
            """)
        assert [rule for rule, _, _ in told(aims)] == ["unknown-field", "broken-ref"]

    def test_what_shares_an_id_may_be_meant(self) -> None:
        aims = graph("""
            {kind: ai_system, id: chat}
            ---
            {kind: ai_system, id: chat}
            ---
            {kind: evaluation, id: e, system: chat}
            """)
        first, second = aims.items["ai_system"]
        assert UNKNOWN not in first.back["evaluations"]
        assert second.back["evaluations"] == [UNKNOWN]


class TestBentOwnControls:
    RISKS = "---\n{kind: risk_register, id: r, risks: [{id: R1, controls: [X-1]}]}\n"

    @pytest.mark.parametrize("own", ["own: [true]", "own: maybe", "onw: true"])
    def test_a_bent_mark(self, own: str) -> None:
        aims = graph(f"kind: soa\nid: s\ncontrols:\n  - control: X-1\n    {own}\n{self.RISKS}")
        assert len(aims.problems) == 1

    def test_no_mark_is_told_at_the_row_alone(self) -> None:
        aims = graph(f"kind: soa\nid: s\ncontrols:\n  - control: X-1\n{self.RISKS}")
        hint = "; if it is a control of your own, write `own: true`"
        assert told(aims) == [("unknown-control-id", "controls.0.control", hint)]

    @pytest.mark.parametrize("controls", ["controls: [X-1]", "controls: bent", "contrils: [{control: X-1, own: true}]"])
    def test_bent_rows(self, controls: str) -> None:
        assert len(graph(f"kind: soa\nid: s\n{controls}\n{self.RISKS}").problems) == 1

    def test_a_known_wrong_id_is_told_all_the_same(self) -> None:
        aims = graph(f"kind: soa\nid: s\ncontrols: bent\n{self.RISKS.replace('X-1', 'A.3.4')}")
        assert [rule for rule, _, _ in told(aims)] == ["wrong-type", "unknown-control-id"]


@pytest.mark.parametrize("bent", ["id: has space", "id:", "iid: policy"])
def test_a_policy_with_a_bent_id_is_a_policy(bent: str) -> None:
    aims = graph(f"kind: policy\n{bent}")
    assert Snapshot(aims, date(2026, 11, 20)).project("policy") is aims.records[0]


def test_a_policy_with_a_bent_id_may_be_the_one_that_another_replaced() -> None:
    aims = graph("kind: policy\nid: has space\nstatus: approved", b="{kind: policy, id: new, supersedes: old}")
    old, new = aims.records
    assert old.back["superseded_by"] == [UNKNOWN]
    assert "superseded_by" not in new.back
