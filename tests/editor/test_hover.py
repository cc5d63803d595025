import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from aimslint.editor.harmless import code, prose
from aimslint.editor.hover import Hover, hover
from aimslint.editor.index import Index
from tests.editor.marked import place, project_of, sample_files, sample_project

SYSTEM = "governance/systems/credit-scoring.yaml"
NEW = "governance/new.yaml"


@pytest.fixture(scope="module")
def sample() -> Index:
    return Index(sample_project())


def told(index: Index, text: str, path: str = NEW) -> str:
    found = hover(index, path, *place(text))
    return found.markdown if found is not None else ""


def test_a_field_says_what_it_is_and_what_it_evidences(sample: Index) -> None:
    assert told(sample, "kind: ai_system\nown‸er: x") == (
        "**owner** – the id of a role\n\n"
        "The role that answers for the record.\n\n"
        "Evidences:\n- `5.3` Roles, responsibilities and authorities\n- `A.3.2` AI roles and responsibilities"
    )


def test_a_field_says_what_counts_where_it_is_absent(sample: Index) -> None:
    assert "Where it is absent, `12 months` counts." in told(sample, "kind: policy\nreview_in‸terval: 1 year")


def test_a_field_deep_inside_of_an_entry(sample: Index) -> None:
    assert "To individuals and groups." in told(sample, "kind: risk_register\nrisks:\n- consequence: {indi‸viduals: x}")


def test_a_word_says_where_it_stands_and_how_else_it_is_called(sample: Index) -> None:
    assert "Step 3 of 3: low < medium < high" in told(sample, "kind: ai_system\nrisk_tier: hi‸gh")
    assert "HITL" in told(sample, "kind: ai_system\noversight: {level: in_the‸_loop}")
    assert told(sample, "kind: ai_system\noversight: {level: HI‸TL}").startswith("**in_the_loop**")
    assert told(sample, "kind: ai_system\nrisk_tier: enor‸mous") == ""


def test_a_requirement_says_how_it_stands_here(sample: Index) -> None:
    found = told(sample, "kind: procedure\ncovers: [A.6.2‸.4]")

    assert found.startswith("**`A.6.2.4` AI system verification and validation**")
    assert "Here: **operating**, 5 of 5 operating" in found


def test_what_is_not_shown_says_why() -> None:
    index = Index(project_of({"governance/a.yaml": "kind: policy\nid: p\n"}))

    assert "Here: **not-yet**: asked from phase stage-2 on" in told(index, "kind: procedure\ncovers: ['8.‸4']")


def test_a_reference_shows_the_card_of_what_it_names(sample: Index) -> None:
    assert told(sample, "kind: evaluation\nsystem: credit‸-scoring") == (
        "**ai_system `credit-scoring`** Credit scoring of loan applications\n\n"
        "- owner: `head-of-lending`\n- lifecycle stage: `deployed`\n- risk tier: `high`\n- **2027-03-14** review due"
    )
    assert "held by: Joost van Leeuwen" in told(sample, "kind: policy\nowner: head-of‸-lending")


def test_what_is_overdue_is_said_to_be() -> None:
    files = {
        "governance/a.yaml": "kind: ai_system\nid: chat\nlifecycle_stage: deployed\nlast_reviewed: 2024-01-01\n",
    }
    index = Index(project_of(files))

    assert "**2025-01-01** (overdue) review due" in told(index, "kind: evaluation\nsystem: ch‸at")


def test_what_falls_due_of_entries_is_told_of_what_holds_them() -> None:
    plan = "kind: treatment_plan\nid: plan\nstatus: approved\nactions:\n- {id: a, due: 2026-12-01}\n- {id: b}\n"
    index = Index(project_of({"governance/a.yaml": plan}))

    assert "**2026-12-01** risk treatment due of `a`" in told(index, "kind: soa\ntreatment_plan: pl‸an")


def test_the_id_of_nothing_tells_nothing(sample: Index) -> None:
    assert told(sample, "kind: evaluation\nsystem: noth‸ing") == ""
    assert told(sample, "kind: evaluation\nsystem: head-of-‸lending") == "", "a role is no system"


def test_a_waiver_shows_what_it_waives(sample: Index) -> None:
    text = "kind: waivers\nwaivers:\n- rule: review-overdue\n  record: {kind: ai_system, id: credit-scoring}\n"

    assert "AIM801" in told(sample, text.replace("review-overdue", "review-‸overdue"))
    assert "Credit scoring" in told(sample, text.replace("credit-scoring", "credit-‸scoring"))


def test_a_rule_in_a_comment(sample: Index) -> None:
    text = "kind: policy\n# aimslint: ignore[broken-ref, review-‸overdue] because, until 2026-12-31\n"

    found = hover(sample, NEW, *place(text))

    assert isinstance(found, Hover)
    assert found.markdown.startswith("**`review-overdue`** AIM801 – warning, from stage-2 on")
    plain, _ = place(text)
    assert plain[found.start : found.end] == "review-overdue"
    assert told(sample, "# aimslint: ignore[broken-ref] review-‸overdue is fine") == ""
    assert told(sample, "# review-over‸due") == ""


def test_settings_and_rule_files(sample: Index) -> None:
    assert "How far the AIMS has come." in told(sample, "pha‸se: x", "aimslint.yaml")
    assert told(sample, "phase: stage‸-2", "aimslint.yaml").startswith("**stage-2**")
    assert "AIM801" in told(sample, "rules:\n  review-over‸due: {}", "aimslint.yaml")
    assert "ISO/IEC 42001" in told(sample, "packs: [iso‸42001]", "aimslint.yaml")
    config = replace(sample.project.config, rule_folders=["rules"])
    own = Index(project_of(sample_files() | {"rules/a/b.yaml": _RULE}, config))
    assert "How much it weighs." in told(own, "sever‸ity: x", "rules/a/b.yaml")
    assert told(own, "for_each: ai_s‸ystem", "rules/a/b.yaml").startswith("**ai_system**")
    assert "`A.6.2.4`" in told(own, "requirements: [A.6‸.2.4]", "rules/a/b.yaml")


def test_of_space_and_of_files_of_others_nothing_is_told(sample: Index) -> None:
    assert told(sample, "kind: ai_system\n‸\n") == ""
    assert told(sample, "kind: ai_s‸ystem", "services/x.yaml") == ""
    assert told(sample, "# Hea‸ding", "governance/a.md") == ""


HOSTILE = "[click](command:rm) ![x](https://e.org/i.png) <img src=x> https://e.org www.e.org a@e.org **b** \u202ex"


def test_what_a_record_says_can_neither_link_nor_run() -> None:
    role = f"kind: roles\nid: r\nroles:\n- id: boss\n  title: '{HOSTILE}'\n  holders: [{{person: '{HOSTILE}'}}]\n"
    index = Index(project_of({"governance/a.yaml": role}))

    found = told(index, "kind: policy\nowner: bo‸ss")

    assert "boss" in found
    active = re.compile(r"(?<!\\)(?:<|\]\(|!\[|\[click)|\*\*b|(?<!\\)://|www\.|(?<!\\)@e|command:|\u202e")
    assert active.search(found) is None
    assert active.search(HOSTILE) is not None


ACTIVE_SIGNS = st.text("[]()<>!`*_\\&#@:/ ab1.-+=~|{}\n\t;\"'$^?\u202e", max_size=16)
MARKDOWN = MarkdownIt("commonmark", {"html": True})


@given(st.one_of(ACTIVE_SIGNS, st.text(max_size=30)), st.sampled_from([prose, code]), st.sampled_from(["", "x "]))
def test_to_a_reader_of_markdown_it_is_words_and_code_and_nothing_else(
    text: str, harmless: Callable[[str], str], before: str
) -> None:
    tokens = MARKDOWN.parse(before + harmless(text))

    kinds = {inner.type for token in tokens for inner in token.children or [token]}
    assert kinds <= {"text", "code_inline", "text_special", "inline", "paragraph_open", "paragraph_close"}


_RULE = """\
name: acme/named-owner
code: ACME001
title: A system has no owner here
severity: info
phase: foundation
requirements: []
why: Nobody would know whom to ask about it.
help: Name the role that answers for it.
for_each: ai_system
require: owner
since: 0.1.0
examples:
  - good: |
      {kind: ai_system, id: a, owner: b}
      ---
      {kind: roles, id: r, roles: [{id: b}]}
  - bad: |
      kind: ai_system
      id: a  # <- acme/named-owner
"""
