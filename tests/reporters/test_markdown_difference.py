"""What a change does, in the Markdown summary: every part of a difference, as text, in its room."""

import re
from dataclasses import replace

import pytest

from aimslint.coverage import Status
from aimslint.model import Exemption, Location, Suppressed
from aimslint.reporters import markdown
from aimslint.views import Listing
from aimslint.views.change import Difference, Stale, Step, Touched
from tests.reporters.hostile import TEXTS
from tests.reporters.listings import SCREEN, everyday, finding, many
from tests.reporters.test_markdown import NEVER, kinds, rows, summary

TITLES = (
    "Coverage",
    "Made stale by this change",
    "Systems whose code this change touches",
    "Changes to what is checked",
    "Exempted by this change",
    "Fixed",
    "Can no longer be seen",
)


def with_difference(made: Listing, text: str, number: int = 1) -> Listing:
    """The listing as one of new findings, with `text` in each place that records or files decide."""
    found = finding(message=text, location=Location(f"governance/{text}", 4, 1, 4, 2))
    by = Exemption("waiver", text, "2027-01-01", text, Location("w.yaml", 3, 1, 3, 2))
    lost = Step("iso42001:8.4", text, Status.OPERATING, Status.STALE, text)
    gained = Step("iso42001:A.2.2", text, Status.MISSING, Status.DRAFT, text)
    difference = Difference(
        base=f"1234567, where this parted from {text}",
        new=made.findings,
        fixed=(found,) * number,
        still=made.findings,
        exempted=(Suppressed(found, by),) * number,
        unseen=(found,) * number,
        stale=(Stale(text, found),) * number,
        coverage=(gained, lost) * number,
        touched=(Touched(text, text, text, (text, "b"), (("risk", text, "lead"),)),) * number,
        settings=(text,) * number,
    )
    return replace(made, difference=difference)


def test_it_says_what_is_compared_and_what_came_of_it() -> None:
    written = summary(with_difference(everyday(), "Ranking"))
    assert "Compared with 1234567, where this parted from Ranking: 3 new, 1 fixed, 3 still there, " in written
    assert rows(written, "New findings")[0][0] == "Severity"
    assert "### Findings\n" not in written
    assert [cells[:5] for cells in rows(written, "Coverage")[1:]] == [
        ["🔻 lost", "8.4", "Ranking", "operating", "stale"],
        ["🔺 gained", "A.2.2", "Ranking", "missing", "draft"],
    ]
    touched = rows(written, "Systems whose code this change touches")[1]
    assert touched == ["Ranking", "Ranking", "2 files", "risk Ranking (owner lead)"]
    assert rows(written, "Changes to what is checked")[1] == ["Ranking"]
    assert rows(written, "Exempted by this change")[1][:2] == ["Ranking", "governance/Ranking:4"]
    for title in TITLES:
        assert len(rows(written, title)) > 1


def test_without_a_comparison_there_is_no_word_of_one() -> None:
    written = summary(everyday())
    assert not any(f"### {title}\n" in written for title in TITLES)
    assert "Compared" not in written


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_is_more_than_text(text: str) -> None:
    written = summary(with_difference(everyday(), text))
    assert not NEVER & set(kinds(written))
    assert [line for line in written.splitlines() if "<" in re.sub(r"\\.", "", line)] == [
        "<details><summary>What the rules ask, and what to do</summary>",
        "</details>",
    ]
    for title in TITLES:
        found = rows(written, title)
        assert len(found) == (3 if title == "Coverage" else 2)
        assert len({len(cells) for cells in found}) == 1


@pytest.mark.parametrize("most", [6_000, markdown.COMMENT, markdown.STEP_SUMMARY])
def test_a_long_difference_is_cut_between_rows(most: int) -> None:
    made = with_difference(many(20_000), "System is live | and so on", 10_000)
    written = "".join(markdown.within(most, made, SCREEN))
    assert len(written.encode()) <= most
    assert written.count("for which there is no room here") >= len(TITLES) + 1
