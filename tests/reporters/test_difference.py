"""What a change does, in the lines of a summary: short, and never more than text."""

from dataclasses import replace

import pytest

from aimslint.coverage import Status
from aimslint.model import Exemption, Subject, Suppressed
from aimslint.reporters.text.difference import MOST, MOST_SETTINGS, lines
from aimslint.reporters.text.safe import cells
from aimslint.views import Listed
from aimslint.views.change import Difference, Stale, Step, Touched
from tests.reporters.hostile import TEXTS
from tests.reporters.listings import SCREEN, everyday, finding, rule
from tests.reporters.runner import commands
from tests.reporters.test_golden import write

OURS = (
    *(
        "Compared with ",
        "fixed: ",
        "can no longer be seen: ",
        "exempted by ",
        "coverage ",
        "made stale by this change: ",
    ),
    *("code: ", "settings: ", "  "),
)


def everything(text: str, number: int = 1) -> Difference:
    """A difference with `number` of everything that records, files and settings decide, each of this text."""
    found = finding(message=text, record=Subject("risk", text))
    return Difference(
        text,
        (Listed(found, rule(), {}),) * number,
        (found,) * number,
        (Listed(found, rule(), {}),) * number,
        tuple(Suppressed(found, Exemption(kind, text)) for kind in ("waiver", "comment", "baseline")) * number,
        (found,) * number,
        tuple(Stale(f"risk {text}{each}", found) for each in range(number)),
        tuple(Step(f"acme:{text}", text, Status.OPERATING, after, text) for after in (Status.STALE, Status.EXCLUDED))
        * number,
        (Touched(text, text, text, (text,), (("risk", text, ""), ("model_card", text, f"{text}x")) * number),) * number,
        (text,) * number,
    )


def test_it_reads_as_sentences() -> None:
    found = everything("R1")
    coverage = (
        Step("iso42001:8.4", "Impact", Status.OPERATING, Status.STALE, "x: review overdue"),
        Step("iso42001:4.1", "Context", Status.MISSING, Status.DRAFT, "not approved"),
        Step("iso42001:4.2", "Parties", Status.MISSING, Status.DRAFT, ""),
        Step("iso42001:A.9.4", "Use", Status.DRAFT, Status.EXCLUDED, "none"),
    )
    assert list(lines(replace(found, coverage=coverage, base="main"), "iso42001")) == [
        "Compared with main: 1 new, 1 fixed, 1 still there, 1 that can no longer be seen, 3 exempted by this change.",
        "fixed: governance/systems/chat.yaml: deployed-without-aiia: R1",
        "can no longer be seen: governance/systems/chat.yaml: deployed-without-aiia: R1",
        "exempted by a waiver: deployed-without-aiia: R1: R1",
        "exempted by a comment: deployed-without-aiia: R1: R1",
        "exempted by the baseline: deployed-without-aiia: R1: R1",
        "coverage lost: 8.4 Impact, operating -> stale",
        "  x: review overdue",
        "coverage gained, missing -> draft: 4.1, 4.2",
        "coverage changed, draft -> excluded: A.9.4",
        "made stale by this change: risk R10",
        "code: R1 (owner R1), 1 file changed",
        "  look again at risk R1; model_card R1 (owner R1x)",
        "settings: R1",
    ]


def test_nothing_to_say_is_one_line() -> None:
    assert list(lines(Difference("main"), "iso42001")) == ["Compared with main: 0 new, 0 fixed, 0 still there."]


def test_long_lists_are_cut_with_their_number() -> None:
    step = Step("iso42001:8.4", "Impact", Status.OPERATING, Status.STALE, "why")
    said = list(lines(replace(everything("R1", 1000), coverage=(step,) * (MOST + 3)), "iso42001"))
    assert len(said) < 150
    assert "coverage lost: 3 more" in said
    for what in ("fixed", "can no longer be seen", "code"):
        assert f"{what}: {1000 - MOST} more" in said
    assert f"exempted: {3000 - MOST} more" in said
    assert f"settings: {1000 - MOST_SETTINGS} more" in said
    assert any(f"and {1000 - MOST} more" in line for line in said)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_stays_on_its_line_and_speaks_to_no_runner(text: str) -> None:
    said = list(lines(everything(text), "iso42001"))
    assert all(line.startswith(OURS) for line in said)
    assert [line.partition(":")[0] for line in said if line.startswith(("fixed", "settings"))] == ["fixed", "settings"]
    assert all(line.isprintable() or "\u00a0" in line for line in said)
    for form in ("full", "concise", "github"):
        written = "".join(write(form, replace(everyday(), difference=everything(text)), SCREEN))
        ours = "".join(write(form, everyday(), SCREEN))
        assert commands(written) == commands(ours)
    "".join(write("json", replace(everyday(), difference=everything(text)), SCREEN)).encode("ascii")


def test_lists_of_names_are_wrapped() -> None:
    long = Difference("main", stale=tuple(Stale(f"impact_assessment ia-{each}", finding()) for each in range(9)))
    assert all(cells(line) <= 100 for line in lines(long, "iso42001"))


@pytest.mark.parametrize("length", range(50, 110))
def test_where_a_long_name_is_broken_no_command_begins(length: int) -> None:
    found = everything("x" * length + "::error::gone")
    assert commands("\n".join(line.strip() for line in lines(found, "iso42001"))) == []
