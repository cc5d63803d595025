"""Annotations within GitHub's limits, and a log that nothing but us speaks from."""

import pytest

from aimslint.model import Location
from aimslint.reporters.ci.places import inside
from aimslint.reporters.ci.runner import command
from aimslint.reporters.text.safe import printed
from aimslint.views import Listing
from tests.reporters.hostile import TEXTS, everywhere
from tests.reporters.listings import SCREEN, SYSTEM, empty, everyday, finding, listed, listing, many, rule
from tests.reporters.runner import Command, commands
from tests.reporters.test_golden import write


def printed_for(made: Listing) -> str:
    return "".join(write("github", made, SCREEN))


def annotations(made: Listing) -> list[Command]:
    return commands(printed_for(made))


def test_the_worst_come_first_with_their_place_and_what_to_do() -> None:
    error, warning, notice = annotations(everyday())
    assert [error.name, warning.name, notice.name] == ["error", "warning", "notice"]
    assert error.text == (
        "Chat is pilot without an approved impact assessment\nAssess the impact now and have the assessment approved."
    )
    assert error.properties == {
        "file": "governance/systems/chat.yaml",
        "line": "4",
        "endLine": "4",
        "col": "18",
        "endColumn": "23",
        "title": "deployed-without-aiia",
    }


def test_after_the_annotations_comes_what_concise_prints() -> None:
    before, plain = printed_for(everyday()).split("\n\n", 1)
    assert len(before.split("\n")) == 3
    assert plain == "".join(write("concise", everyday(), SCREEN))


def test_without_findings_there_is_only_the_summary() -> None:
    assert printed_for(empty()) == "".join(write("concise", empty(), SCREEN))


@pytest.mark.parametrize(
    ("number", "annotated", "more"), [(9, 9, None), (10, 10, None), (11, 10, 2), (5_000, 10, 4991)]
)
def test_of_a_kind_there_are_never_more_than_ten(number: int, annotated: int, more: int | None) -> None:
    made = many(number)
    errors = [each for each in annotations(made) if each.name == "error"]
    assert len(errors) == annotated
    if more is None:
        assert "file" in errors[-1].properties
    else:
        assert errors[-1].text == f"{more} more findings of this severity: the log of this step has all"
    assert printed_for(made).count("error[deployed-without-aiia]") == number


def test_a_stretch_of_several_lines_has_no_columns() -> None:
    (found,) = annotations(listing(listed(finding(location=Location("a.yaml", 4, 3, 9, 1)), rule(), SYSTEM)))
    assert "col" not in found.properties
    assert (found.properties["line"], found.properties["endLine"]) == ("4", "9")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_makes_a_command_or_a_property(text: str) -> None:
    made = everywhere(text)
    (found,) = annotations(made)
    assert (found.name, list(found.properties)) == ("error", ["file", "line", "endLine", "col", "endColumn", "title"])
    assert found.properties["file"] == printed(inside(text, made))
    assert all(line.isprintable() for line in printed_for(made).split("\n"))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_escaped_comes_back(text: str) -> None:
    (found,) = commands(command("warning", {"file": text, "title": "t"}, text))
    assert (found.name, found.properties.get("file", ""), found.text) == ("warning", text, text)
