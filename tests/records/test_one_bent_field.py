"""One bent field, one finding: at its line, by the rules of reading, and no other rule speaks up because of it.

Every bend of every field is tried by `tests/extra/check_every_bend.py`; here, some of each kind and all that touch
links, where a bent field could make others look guilty.
"""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimslint.aims.spoilt import inside
from aimslint.records.shape import Kind, Reference, type_at
from aimslint.records.values import UNKNOWN
from tests.records.build import Bend, bends, bent, record_kinds, rich, world, written
from tests.records.trouble import findings, read, rulebook, trouble

ENVELOPE = ("evidence", "links", "change_log", "title", "notes", "created", "classification", "retention", "extensions")


def test_the_world_is_valid() -> None:
    for path, text in world().items():
        if path.startswith("governance/"):
            assert read(path, text)[1] == []


def test_few_rules_speak_up_in_the_world() -> None:
    """Else a finding that a bent field must not cause could hide among theirs."""
    kind = record_kinds()[0]
    speaking = {finding.rule for finding in findings(f"governance/{kind.name}.yaml", written(rich(kind))[0])}
    assert len(speaking) < len(rulebook()) / 8, sorted(speaking)


@pytest.mark.parametrize("kind", record_kinds(), ids=lambda kind: kind.name)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_one_bent_field_is_one_finding(kind: Kind, data: st.DataObject) -> None:
    bend = data.draw(st.sampled_from([bend for bend in bends(kind) if bend.keys[0] not in ENVELOPE]))
    assert trouble(kind, bend) is None


def of_links() -> Iterator[tuple[Kind, Bend]]:
    """The bends near the top of records whose value holds references, other than to roles, which all records have."""
    for kind in record_kinds():
        for bend in bends(kind):
            held = inside(type_at(kind.shape, bend.keys))
            others = [type_ for type_ in held if isinstance(type_, Reference) and type_.kinds != ("role",)]
            if others and len(bend.keys) < 4 and (bend.key or bend.instead == "only one"):
                yield kind, bend


@pytest.mark.parametrize(("kind", "bend"), list(of_links()), ids=str)
def test_a_bent_link_accuses_nobody(kind: Kind, bend: Bend) -> None:
    assert trouble(kind, bend) is None


def of_slips() -> Iterator[tuple[Kind, Bend]]:
    """Every reference with a slip in the id that it names."""
    for kind in record_kinds():
        for bend in bends(kind):
            type_ = type_at(kind.shape, bend.keys)
            if isinstance(type_, Reference) and isinstance(bend.instead, list) and bend.keys[0] not in ENVELOPE:
                (id_,) = bend.instead
                wrong = f"{id_}3" if type_.kinds == ("requirement",) else id_.replace("-", "-x", 1)
                yield kind, Bend(bend.keys, slip_rule(type_, bend), wrong)


def slip_rule(type_: Reference, bend: Bend) -> str:
    if type_.kinds == ("requirement",):
        return "unknown-control-id"
    return "owner-not-a-role" if type_.kinds == ("role",) and bend.keys[-1] == "owner" else "broken-ref"


@pytest.mark.parametrize(("kind", "bend"), list(of_slips()), ids=str)
def test_a_slip_in_a_reference_is_one_finding(kind: Kind, bend: Bend) -> None:
    assert trouble(kind, bend) is None


@pytest.mark.parametrize("kind", record_kinds(), ids=lambda kind: kind.name)
def test_the_rest_of_a_bent_record_stays_usable(kind: Kind) -> None:
    data, _ = bent(rich(kind), Bend(("owner",), "unquoted-scalar", [1]))
    records, problems = read(f"governance/{kind.name}.yaml", written(data)[0])
    (record,) = records
    assert [problem.rule for problem in problems] == ["wrong-type"]
    assert record.data["owner"] is UNKNOWN
    assert record.id == rich(kind)["id"]
    assert UNKNOWN not in [value for name, value in record.data.items() if name != "owner"]


def test_several_bent_fields_are_as_many_findings() -> None:
    (kind,) = (kind for kind in record_kinds() if kind.name == "ai_system")
    data = rich(kind)
    for keys, instead in [(("owner",), ["x"]), (("risk_tier",), "hihg"), (("oversight", "level"), "some")]:
        data, _ = bent(data, Bend(keys, "", instead))
    _, problems = read("governance/ai_system.yaml", written(data)[0])
    assert sorted(problem.rule for problem in problems) == ["bad-enum-value", "bad-enum-value", "wrong-type"]
