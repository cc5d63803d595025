"""The page of coverage is what we wrote, whatever text of records, packs and branches stands in it."""

from dataclasses import replace
from datetime import date

import pytest

from aimslint.coverage import Coverage, Row, Status
from aimslint.model import Phase
from aimslint.packs import load_packs
from aimslint.reporters.coverage.html import write
from aimslint.reporters.text.html import POLICY
from aimslint.reporters.text.safe import printed
from aimslint.views.difference import Earlier
from tests.reporters.hostile import TEXTS
from tests.reporters.pages import Page, read_page

DAY = date(2026, 11, 20)


def coverage(text: str, status: Status = Status.MISSING) -> Coverage:
    """One requirement, with `text` wherever a pack or a record decides."""
    stock = load_packs(["iso42001"])["iso42001"]
    first = next(iter(stock.requirements.values()))
    asked = replace(first, id=text, title=text, summary=text, group=text, for_each="ai_system")
    pack = replace(stock, title=text, groups={text: text})
    return Coverage(pack, Phase("stage-2"), [Row(asked, status, True, (), (), text)])


def page(text: str) -> Page:
    """The page of it, compared with a base."""
    earlier = Earlier(text, coverage(text, Status.DRAFT), (text,))
    made = "".join(write(coverage(text), DAY, earlier))
    made.encode("utf-8")
    return read_page(made)


PLAIN = page("plain")


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_is_a_tag_or_an_attribute(name: str) -> None:
    text = TEXTS[name]
    found = page(text)
    assert found.tags == PLAIN.tags
    assert (found.odd, found.unmatched, found.left_open) == ([], [], [])
    assert found.style == PLAIN.style
    shown = printed(text)
    assert found.title == f"Coverage of {shown}, 2026-11-20"
    assert found.captions == [f"{shown} {shown} – 0 of 1 operating"]
    assert found.rows == [[shown, shown, "missing (uncertain)", "lost, was draft", "", shown]]
    assert "\x1b" not in shown
    assert "\n" not in shown


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    names = {tag for tag, _ in PLAIN.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "a", "form", "base", "svg"}
    attributes = {name for _, given in PLAIN.tags for name, _ in given}
    assert attributes == {"lang", "charset", "http-equiv", "content", "name", "scope", "class"}
    assert "url(" not in PLAIN.style
    assert "@import" not in PLAIN.style
    policies = [dict(given)["content"] for _, given in PLAIN.tags if ("http-equiv", "Content-Security-Policy") in given]
    assert policies == [POLICY]
    assert POLICY.startswith("default-src 'none'")


def test_every_status_has_a_colour_beside_its_word() -> None:
    for status in (Status.OPERATING, Status.STALE, Status.DOCUMENTED, Status.DRAFT, Status.MISSING):
        found = read_page("".join(write(coverage("x", status), DAY)))
        assert ("tr", (("class", str(status)),)) in found.tags
        assert f".{status} th" in found.style
        assert found.rows[0][2] == f"{status} (uncertain)"
