"""To judge a change of one entry grows with the register that holds it and not faster: calls are counted, not time."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from aimslint.cache import Cache
from aimslint.witness import Notes
from tests.cli.test_ledgers import judged, told
from tests.repositories import git, isolated_environment

STEP = 50
FEW = 1000
"""So many calls may come and go with what a change happens to reach."""
ROOM = 1.2
RISK = "  - {{id: R-{number}, title: {title}, owner: ceo, systems: [chat], likelihood: high, level: high}}\n"
FILES = {
    "governance/roles.yaml": "kind: roles\nid: roles\nroles: [{id: ceo, title: CEO, holders: [{person: Ann}]}]\n",
    "governance/chat.yaml": "kind: ai_system\nid: chat\nname: Chat\nowner: ceo\nlifecycle_stage: deployed\n",
    "aimslint.yaml": "version: 1\n",
}


def register(risks: int, changed: str = "One") -> str:
    titles = [changed] + ["One"] * (risks - 1)
    lines = (RISK.format(number=number, title=title) for number, title in enumerate(titles))
    return "kind: risk_register\nid: risks\nowner: ceo\nrisks:\n" + "".join(lines)


def calls_of(top: Path, risks: int) -> int:
    """How often something of ours is called while a hook judges another title of one risk, after it judged one."""
    top.mkdir()
    git(top, "init", "--quiet")
    for path, text in (FILES | {"governance/risks.yaml": register(risks)}).items():
        (top / path).parent.mkdir(exist_ok=True)
        (top / path).write_text(text, "utf-8")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "-m", "All there is")
    cache, notes = Cache(top.parent / f"kept-{risks}", b"secret"), Notes()
    for title in ("Two", "Three"):
        (top / "governance/risks.yaml").write_text(register(risks, title), "utf-8")
        git(top, "add", "--all")
        sides = judged(top, cache, notes)
        ours = 0

        def count(frame: FrameType, event: str, _: Any) -> None:
            nonlocal ours
            ours += event == "call" and frame.f_globals.get("__name__", "").startswith("aimslint.")

        sys.setprofile(count)
        try:
            report, plain = next(sides)
        finally:
            sys.setprofile(None)
        assert told(report) == told(plain)
        assert (report.aims.part is not None) is (title == "Three")
        for _ in sides:
            pass
    return ours


def test_a_change_of_one_entry_costs_no_more_than_the_register_is_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in isolated_environment().items():
        monkeypatch.setenv(name, value)
    some, more, most = (calls_of(tmp_path / str(risks), risks) for risks in (STEP, 2 * STEP, 3 * STEP))
    assert most - more <= (more - some) * ROOM + FEW, (some, more, most)
