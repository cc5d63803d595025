"""The Statement of Applicability: repeated reasons, and rows that are missing, doubled, bent or of an old edition."""

from hypothesis import given
from hypothesis import strategies as st

from aimslint.checks.soa import essence
from aimslint.packs import load_pack, packs_folder
from tests.checks.asking import findings

CONTROLS = [item.id for item in load_pack(packs_folder() / "iso42001").requirements.values() if item.kind == "control"]


def soa(*rows: str, head: str = "") -> str:
    return f"kind: soa\nid: soa\n{head}controls:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def row(control: str, justification: str = "", applicable: bool = True) -> str:
    reason = f', justification: "{justification}"' if justification else ""
    return f"control: {control}, applicable: {str(applicable).lower()}{reason}"


def repeated(*rows: str, head: str = "") -> list[tuple[int, list[int]]]:
    """The line of each finding, and the lines that it relates."""
    found = findings("soa-copy-paste-justification", soa(*rows, head=head))
    return [(finding.location.line, [other.location.line for other in finding.related]) for finding in found]


def missing(text: str) -> list[str]:
    return sorted(finding.message.split(" row for ")[1] for finding in findings("soa-control-missing", text))


def test_the_same_reason_in_three_rows_is_one_finding_at_the_first() -> None:
    rows = [row("A.2.2", "We need it"), row("A.2.3", "A reason of its own"), row("A.2.4", "we need it.")]
    assert repeated(*rows) == []
    assert repeated(*rows, row("A.3.2", " We  need IT ")) == [(4, [6, 7])]


def test_each_group_is_one_finding() -> None:
    rows = [row(control, f"Reason {'a' if number % 2 else 'b'}") for number, control in enumerate(CONTROLS[:8])]
    assert repeated(*rows) == [(4, [6, 8, 10]), (5, [7, 9, 11])]


def test_an_id_or_title_filled_in_makes_no_reason_of_its_own() -> None:
    rows = [
        "control: A.2.2, title: AI policy, justification: AI policy (A.2.2) is required by the standard",
        "control: A.3.2, title: AI roles, justification: AI roles (A.3.2) is required by the standard",
        "control: A.3.3, title: Concerns, justification: Is required by the standard - Concerns",
    ]
    assert repeated(*rows) == [(4, [5, 6])]


def test_reasons_with_a_word_of_their_own_are_left_alone() -> None:
    rows = [row(control, f"Risk {name} asks for it") for control, name in zip(CONTROLS, ("x", "y", "z"), strict=False)]
    assert repeated(*rows) == []


def test_one_reason_may_leave_out_what_only_developing_asks_for() -> None:
    rows = [row(control, "We develop nothing", applicable=False) for control in CONTROLS]
    assert repeated(*rows[:9]) == []
    assert repeated(*rows[:10]) == [(4, list(range(5, 14)))]


def test_what_applies_and_what_does_not_are_no_group() -> None:
    rows = [row("A.2.2", "We need it"), row("A.2.3", "We need it"), row("A.2.4", "We need it", applicable=False)]
    assert repeated(*rows) == []


def test_empty_and_explained_reasons_are_left_to_another_rule() -> None:
    rows = [row(control) for control in CONTROLS[:3]]
    rows += [row(control, "TBD") for control in CONTROLS[3:6]]
    rows += [f"control: {control}, justification: {{not_applicable: {{reason: x}}}}" for control in CONTROLS[6:9]]
    assert repeated(*rows) == []


def test_bent_rows_do_not_stop_the_check() -> None:
    rows = [row(control, "We need it") for control in CONTROLS[:3]]
    assert repeated("control: [A.2.2], justification: 5", *rows, "erased: 3") == [(5, [6, 7])]


def test_drafts_and_old_editions_are_left_alone() -> None:
    rows = [row(control, "We need it") for control in CONTROLS[:3]]
    assert repeated(*rows, head="status: draft\n") == []
    assert repeated(*rows, head="status: retired\n") == []
    newer = "---\nkind: soa\nid: newer\nsupersedes: soa\n"
    assert findings("soa-copy-paste-justification", soa(*rows) + newer) == []


def test_a_long_statement_is_grouped_and_not_compared_row_by_row() -> None:
    rows = [f"control: X-{number}, own: true, justification: Reason {'w' * (number % 500)}" for number in range(3000)]
    found = findings("soa-copy-paste-justification", soa(*rows))
    assert len(found) == 500
    assert {len(finding.related) for finding in found} == {5}


@given(st.lists(st.sampled_from(["risk", "law", "Kunde", "合同", "été"]), min_size=1), st.sampled_from(CONTROLS))
def test_essence_knows_neither_case_nor_order_nor_control(words: list[str], control: str) -> None:
    plain = essence(" ".join(words), "")
    assert essence("  ".join(reversed(words)).upper() + f"; {control}!", "") == plain
    assert plain
    assert essence(" ".join([*words, "else"]), "") != plain


def test_each_control_without_a_row_is_told() -> None:
    kept = [row(control) for control in CONTROLS if control not in ("A.5.3", "A.10.4")]
    assert missing(soa(*kept)) == [
        "A.10.4 (Customers)",
        "A.5.3 (Documentation of AI system impact assessments)",
    ]
    assert missing(soa(*map(row, CONTROLS))) == []
    assert len(missing(soa(row("A.2.2")))) == 37


def test_a_statement_without_rows_is_told_once() -> None:
    empty = "kind: soa\nid: soa\ncontrols: []\n---\nkind: risk_register\nid: r\nrisks: [{id: R1, controls: [A.5.3]}]\n"
    assert missing(empty) == []
    assert findings("risk-control-not-in-soa", empty) == []
    assert [finding.location.line for finding in findings("no-soa", empty)] == [3]


def test_a_wrong_id_leaves_open_what_was_likely_meant_and_nothing_else() -> None:
    rows = [row("A.3.4" if control == "A.3.3" else control) for control in CONTROLS if control != "A.7.6"]
    assert missing(soa(*rows)) == ["A.7.6 (Data preparation)"]


def test_a_row_that_cannot_be_read_may_be_any_control() -> None:
    rows = [row(control) for control in CONTROLS if control != "A.3.3"]
    for bent in ("control: [A.3.3]", "applicable: true", "control: TBD"):
        assert missing(soa(*rows, bent)) == []
    assert missing("kind: soa\nid: soa\ncontrols: all\n") == []


def test_rows_are_counted_in_the_statement_in_use() -> None:
    old = soa(*map(row, CONTROLS)).replace("id: soa", "id: old")
    new = soa(*(row(control) for control in CONTROLS if control != "A.3.3"), head="supersedes: old\n")
    both = f"{old}---\n{new}"
    assert missing(both) == ["A.3.3 (Reporting of concerns)"]
    assert findings("soa-control-duplicate", both) == []


def test_the_second_row_of_a_control_is_told_with_the_first() -> None:
    found = findings("soa-control-duplicate", soa(row("A.2.2"), row("A.2.3"), row("A.2.2"), row("A.2.2")))
    assert [finding.location.line for finding in found] == [6, 7]
    assert [[other.location.line for other in finding.related] for finding in found] == [[4], [4]]
