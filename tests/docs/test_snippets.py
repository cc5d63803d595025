"""Records quoted in pages are records: nothing in them is misspelt or bent. Guides name rules of their phase."""

import re
from datetime import date

import pytest

from aimslint.config import Config
from aimslint.engine import check, rulebook_of
from aimslint.model import Phase
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree
from tests.docs.pages import TOP, Block, blocks, hand_written

RULEBOOK = rulebook_of(MemoryTree({}), Config(), "")
READING = Rulebook({rule.name: rule for rule in RULEBOOK if rule.raised_by})
MENDED_THERE = "docs/guides/mending.md"  # its second record is bent, for the reader to mend
RECORDS = [
    (page, block)
    for page in hand_written()
    for block in blocks(page)
    if block.language == "yaml" and re.search(r"^kind: \w", block.text, re.MULTILINE)
    if page != MENDED_THERE or block.path != "governance/chat.yaml"
]
PHASE_GUIDES = {
    "docs/guides/foundation-to-stage-1.md": Phase.STAGE_1,
    "docs/guides/stage-1-to-stage-2.md": Phase.STAGE_2,
    "docs/guides/surveillance.md": Phase.SURVEILLANCE,
}


@pytest.mark.parametrize(("page", "block"), RECORDS, ids=lambda value: value if isinstance(value, str) else value.line)
def test_a_quoted_record_is_one(page: str, block: Block) -> None:
    tree = MemoryTree({"governance/quoted.yaml": block.text})
    report = check(tree, date(2026, 11, 20), Config(), rulebook=READING)
    assert len(report.aims.records) == len(re.findall(r"^kind: ", block.text, re.MULTILINE))
    bent = [
        finding.message
        for finding in report.findings
        if RULEBOOK.rules[finding.rule].raised_by in ("loading", "records")
    ]
    assert bent == []


@pytest.mark.parametrize("page", PHASE_GUIDES)
def test_a_guide_to_a_phase_names_rules_of_that_phase(page: str) -> None:
    """A reader who follows the guide looks for these rules in the phase it is about, or meets them before."""
    named = re.findall(r"\]\(\.\./rules/([a-z0-9-]+)\.md\)", (TOP / page).read_text("utf-8"))
    wrong = {name for name in named if RULEBOOK.rules[name].phase.rank > PHASE_GUIDES[page].rank}
    assert wrong == set()
    of_phase = {name for name in named if RULEBOOK.rules[name].phase is PHASE_GUIDES[page]}
    assert len(of_phase) >= 10


def test_there_are_quoted_records() -> None:
    assert len(RECORDS) > 10
