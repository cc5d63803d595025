"""Missing rows of the Statement of Applicability are added in the style of the file, and decide nothing."""

from typing import Any

import pytest
import yaml

from aimslint.packs import load_packs
from tests.fixes.mending import after

RULES = ["soa-control-missing"]
CONTROLS = [item.id for item in load_packs(["iso42001"])["iso42001"].requirements.values() if item.kind == "control"]


def rows(text: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load(text)["controls"])


BLOCK = """\
kind: soa
id: soa
controls:
    -   control: A.2.2
        applicable: true   # decided in May
        justification: |
          Two
          lines
    # about responsibilities
    -   control: A.3.2
        applicable: false

notes: After the list.
"""


def test_rows_are_added_where_they_belong_and_nothing_else_moves() -> None:
    text = after(BLOCK, unsafe=True, rules=RULES)
    assert [row["control"] for row in rows(text)] == CONTROLS
    new = [row for row in rows(text) if row["control"] not in ("A.2.2", "A.3.2")]
    assert all(row == {"control": row["control"], "implementation_status": "not_started"} for row in new)
    assert "    -   control: A.2.3\n        implementation_status: not_started\n" in text
    kept = iter(text.splitlines())
    assert all(line in kept for line in BLOCK.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "kind: soa\nid: soa\ncontrols:\n- {control: A.2.2}\n- {control: A.10.4}",
        "kind: soa\nid: soa\ncontrols: [{control: A.2.2}, {control: A.10.4}]\n",
        "kind: soa\nid: soa\ncontrols: [\n  {control: A.2.2},\n  {control: A.10.4},\n]\n",
        '{"kind": "soa", "id": "soa", "controls": [{"control": "A.2.2"}, {"control": "A.10.4"}]}\n',
    ],
)
def test_every_style_of_list_grows(text: str) -> None:
    grown = after(text, unsafe=True, rules=RULES)
    assert [row["control"] for row in rows(grown)] == CONTROLS
    assert grown.endswith("\n") == text.endswith("\n")


def test_line_ends_are_those_of_the_file() -> None:
    grown = after(BLOCK.replace("\n", "\r\n"), unsafe=True, rules=RULES)
    assert grown.count("\n") == grown.count("\r\n") > 80


def test_rows_of_ones_own_and_repeated_ones_are_no_hindrance() -> None:
    text = "kind: soa\nid: soa\ncontrols:\n  - control: HF-01\n    own: true\n"
    assert [row["control"] for row in rows(after(text, unsafe=True, rules=RULES))] == ["HF-01", *CONTROLS]


@pytest.mark.parametrize("controls", ["&rows [{control: A.2.2}]", "[control: A.2.2]", "\n- &first\n  control: A.2.2"])
def test_odd_styles_are_mended_rightly_or_left(controls: str) -> None:
    text = f"kind: soa\nid: soa\ncontrols: {controls}\n"
    assert [row["control"] for row in rows(after(text, unsafe=True, rules=RULES))] in (["A.2.2"], CONTROLS)
