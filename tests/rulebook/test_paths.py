"""Paths: where they lead, how they gather, and that every value has its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.aims import Item
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.paths import compile_path
from aimslint.rulebook.steps import Derived
from aimslint.rulebook.vocabulary import facts_of, holder_of, relations_of, shape_at, subject_kinds
from aimslint.snapshot import project_relations
from tests.rulebook.asking import snapshot, subject, told

RECORDS = """
kind: roles
id: roles
roles:
  - {id: boss, title: Boss, holders: [{person: Ann}, {person: Ben}]}
  - {id: clerk}
---
kind: model_card
id: card
version: "1"
metrics: [{name: auc, kind: performance}, {name: gap, kind: fairness, threshold: 1}]
---
kind: ai_system
id: chat
name: Chat
owner: boss
lifecycle_stage: deployed
oversight: {level: in_the_loop, overseers: [boss, clerk]}
models:
  - {name: own, version: "1", card: card}
  - {name: bought}
  - {name: lost, card: cadr}
users: [staff, guests]
deployment_context: {audience: public, countries: [DE]}
---
kind: ai_system
id: bare
---
kind: impact_assessment
id: ia
system: chat
status: approved
assessed_on: 2026-01-01
owner: clerk
impacts: [{id: i1, severity: high}, {id: i2, severity: low}]
---
kind: soa
id: soa
controls: [{control: A.5.3, applicable: true}]
---
kind: risk_register
id: risks
owner: boss
risks: [{id: R1, systems: [chat], controls: [A.5.3, A.9.2], raised_from: i1}, {id: R2}]
"""


def look(path: str, for_each: str, which: str) -> Any:
    snap = snapshot(RECORDS)
    kinds = subject_kinds(for_each)
    item = next(item for item in snap.aims.of_kind(kinds) if item.id == which or item.data.get("name") == which)
    value = compile_path(path, kinds, kinds).take(Frame(item, item, snap))
    return [plain(one) for one in value] if isinstance(value, list) else plain(value)


def plain(value: Any) -> Any:
    return value.id or value.kind if isinstance(value, Item) else value


@pytest.mark.parametrize(
    ("path", "for_each", "which", "found"),
    [
        ("name", "ai_system", "chat", "Chat"),
        ("name", "ai_system", "bare", None),
        ("oversight.level", "ai_system", "chat", "in_the_loop"),
        ("oversight.level", "ai_system", "bare", None),
        ("users", "ai_system", "chat", ["staff", "guests"]),
        ("owner", "ai_system", "chat", "boss"),
        ("owner.title", "ai_system", "chat", "Boss"),
        ("owner.title", "ai_system", "bare", None),
        ("owner.holders.person", "ai_system", "chat", ["Ann", "Ben"]),
        ("oversight.overseers", "ai_system", "chat", ["boss", "clerk"]),
        ("oversight.overseers.title", "ai_system", "chat", ["Boss"]),
        ("models.name", "ai_system", "chat", ["own", "bought", "lost"]),
        ("models.version", "ai_system", "chat", ["1"]),
        ("models.card", "ai_system", "chat", ["card", UNKNOWN]),
        ("models.card.metrics.kind", "ai_system", "chat", ["performance", "fairness", UNKNOWN]),
        ("impact_assessments", "ai_system", "chat", ["ia"]),
        ("impact_assessments", "ai_system", "bare", []),
        ("impact_assessments.impacts.severity", "ai_system", "chat", ["high", "low"]),
        ("impact_assessment.status", "impact", "i2", "approved"),
        ("impact_assessment.system.name", "impact", "i1", "Chat"),
        ("risks", "impact", "i1", ["R1"]),
        ("risk_register.owner", "risk", "R2", "boss"),
        ("raised_from", "risk", "R1", "i1"),
        ("controls.soa_row.applicable", "risk", "R1", [True]),
        ("soa_row", "requirement", "A.5.3", "A.5.3"),
        ("control.group", "soa_row", "A.5.3", "A.5"),
        ("live", "ai_system", "chat", True),
        ("live", "ai_system", "bare", False),
        ("current_impact_assessment.assessed_on", "ai_system", "chat", "2026-01-01"),
        ("ai_system", "ai_system.models", "own", "chat"),
        ("ai_system.owner.title", "ai_system.models", "own", "Boss"),
        ("project.soa", "ai_system", "chat", "soa"),
        ("project.soa.status", "ai_system", "chat", None),
        ("project.policy", "ai_system", "chat", None),
        ("project.risks", "ai_system", "chat", ["R1", "R2"]),
        ("project.ai_systems.name", "ai_system", "bare", ["Chat"]),
        ("this.name", "ai_system", "chat", "Chat"),
        ("referrers", "role", "clerk", ["chat", "ia"]),
    ],
)
def test_where_paths_lead(path: str, for_each: str, which: str, found: Any) -> None:
    assert look(path, for_each, which) == found


def test_this_is_the_subject_from_any_depth() -> None:
    text = (
        "{for_each: impact_assessment, require: {system.risks: {every: {assessed_on: {not_before: this.assessed_on}}}}}"
    )
    records = """
    kind: ai_system
    id: chat
    ---
    kind: risk_register
    id: r
    risks: [{id: R1, systems: [chat], assessed_on: 2025-12-31}]
    ---
    kind: impact_assessment
    id: ia
    system: chat
    assessed_on: 2026-01-01
    """
    ((line, message),) = told(text, records)
    assert line == 11  # the last value before the path leaves the record
    assert message == "R1: assessed_on (2025-12-31) is before assessed_on (2026-01-01)"


class TestPlaces:
    RECORDS = """
    kind: model_card
    id: card
    ---
    kind: ai_system
    id: chat
    models:
      - {name: one}
      - name: two
        card: card
    oversight:
      level: in_the_loop
    ---
    kind: impact_assessment
    id: ia
    system: chat
    impacts:
      - id: i1
    """

    @pytest.mark.parametrize(
        ("rule", "line"),
        [
            ("{for_each: ai_system, require: name}", 5),  # missing at top level: the record's first key
            ("{for_each: ai_system, require: oversight.sees}", 11),  # missing further down: the nearest ancestor's key
            ("{for_each: ai_system, require: {oversight.level: out_of_the_loop}}", 12),
            ("{for_each: ai_system, require: {models: {every: version}}}", 8),
            ("{for_each: ai_system, require: {models.card: {every: version}}}", 10),  # the last value in the record
            ("{for_each: ai_system, require: {models.card.version: {some: '1'}}}", 7),
            ("{for_each: ai_system, require: {impact_assessments: {some: approved_on}}}", 6),  # a relation: the id
            ("{for_each: ai_system, require: {impact_assessments: {every: approved_on}}}", 6),
            ("{for_each: ai_system, require: {impact_assessments.impacts: {every: dimension}}}", 6),
            ("{for_each: ai_system, require: {current_impact_assessment: present}}", 6),
            ("{for_each: ai_system, require: {project.soa: present}}", 6),
            ("{for_each: impact_assessment, require: {system.name: present}}", 16),
            ("{for_each: impact_assessment, require: {impacts: {every: dimension}}}", 18),
            ("{for_each: impact, require: dimension}", 18),
            ("{for_each: impact, require: {impact_assessment.status: approved}}", 14),
            ("{for_each: impact, require: risks}", 18),
            ("{for_each: ai_system.models, require: version}", 8),
            ("{for_each: ai_system, require: {any_of: [name, risk_tier]}, at: oversight.level}", 12),
            ("{for_each: impact_assessment, require: project.soa, at: system}", 16),
        ],
    )
    def test_first_line(self, rule: str, line: int) -> None:
        assert told(rule, self.RECORDS)[0][0] == line

    def test_the_project_points_to_the_first_record_without_a_configuration(self) -> None:
        assert told("{for_each: project, require: soa}", self.RECORDS) == [(2, "soa is missing")]
        assert told("{for_each: project, require: project.soa}", self.RECORDS) == [(2, "project.soa is missing")]

    def test_what_lies_elsewhere_is_related(self) -> None:
        from aimslint.loading import Limits
        from aimslint.placing import Placer
        from aimslint.rulebook import judge
        from tests.rulebook.asking import rule

        snap = snapshot(self.RECORDS)
        found = judge(rule("{for_each: impact_assessment, require: {system.name: x}}"), snap, {})
        (finding,) = Placer(snap.aims, Limits()).findings(found.drafts)
        assert finding.location.line == 16
        found = judge(rule("{for_each: ai_system, require: {models.card: {every: version}}}"), snap, {})
        (finding,) = Placer(snap.aims, Limits()).findings(found.drafts)
        assert [(other.location.line, other.message) for other in finding.related] == [(2, "model_card card")]


# --- `take` and `hits` are two ways to the same values. -------------------------------------------------------------


def _steps(kind: str) -> list[str]:
    shape = shape_at(kind)
    holder = holder_of(kind)
    return [*(shape.fields if shape else ()), *facts_of(kind), *relations_of(kind), *([holder] if holder else ())]


@st.composite
def paths(draw: st.DrawFn) -> tuple[str, str]:
    """A kind of the records above, and a path of up to four words from there."""
    from aimslint.rulebook.fault import RuleFaultError
    from aimslint.rulebook.vocabulary import Items

    for_each = draw(st.sampled_from(["ai_system", "ai_system.models", "impact", "impact_assessment", "risk", "role"]))
    kinds = subject_kinds(for_each)
    words: list[str] = []
    if draw(st.booleans()) and draw(st.booleans()):
        words = ["project", draw(st.sampled_from(sorted(project_relations())))]
        kinds = (project_relations()[words[1]],)
    for _ in range(draw(st.integers(1, 4))):
        word = draw(st.sampled_from(sorted(_steps(kinds[0]))))
        try:
            typed = compile_path(".".join([*words, word]), subject_kinds(for_each), subject_kinds(for_each)).typed
        except RuleFaultError:
            break
        words.append(word)
        if not isinstance(typed.type, Items):
            break
        kinds = typed.type.kinds
    return for_each, ".".join(words) or "id"


@given(paths())
def test_take_and_hits_agree(path: tuple[str, str]) -> None:
    for_each, text = path
    snap = snapshot(RECORDS)
    kinds = subject_kinds(for_each)
    compiled = compile_path(text, kinds, kinds)
    for item in snap.aims.of_kind(kinds):
        frame = Frame(item, item, snap)
        taken = compiled.take(frame)
        hit = [one.value for one in compiled.hits(frame)]
        if compiled.typed.many:
            listed = taken if isinstance(taken, list) else [taken]
            assert [one for one in listed if one is not None] == hit
        else:
            assert not isinstance(taken, list)
            assert [taken] == (hit or [None])
        compiled.keys(frame)


@given(paths())
def test_a_place_in_the_subjects_record_holds_the_value(path: tuple[str, str]) -> None:
    for_each, text = path
    snap = snapshot(RECORDS)
    kinds = subject_kinds(for_each)
    compiled = compile_path(text, kinds, kinds)
    derived = isinstance(compiled.steps[-1], Derived)
    for item in snap.aims.of_kind(kinds):
        for hit in compiled.hits(Frame(item, item, snap)):
            if hit.keys is None or derived or not isinstance(hit.value, str):
                continue
            inside: Any = item.record.data
            for key in hit.keys:
                inside = inside[key]
            assert hit.value == inside or inside in [other.id for other in snap.aims.records]


def test_every_subject_word_has_paths() -> None:
    for name in all_kinds():
        assert subject(snapshot(f"{{kind: {name}, id: x}}"), name) if all_kinds()[name].nature else True
