"""GitLab's code quality report: what its documentation asks for, and no more."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from referencing import Registry

from aimslint.views import Listed, Listing
from tests.reporters.hostile import TEXTS, everywhere
from tests.reporters.listings import SCREEN, SYSTEM, empty, exempted, finding, listed, listing, many, rule
from tests.reporters.runner import commands
from tests.reporters.sarif_schema import PLACE, WORDS, thing
from tests.reporters.sarif_schema import listing as array
from tests.reporters.test_golden import write

PATH = {"type": "string", "pattern": r"^[^/\n]"}
ISSUE = thing(
    {
        "description": {"type": "string"},
        "check_name": WORDS,
        "fingerprint": WORDS,
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": thing(
            {"path": {"type": "string", "pattern": r"^[^/\n]"}, "lines": thing({"begin": PLACE, "end": PLACE})}
        ),
    }
)
VALIDATOR = jsonschema.Draft202012Validator(array(ISSUE, 10**6), registry=Registry())


def issues(made: Listing) -> list[dict[str, Any]]:
    written = "".join(write("gitlab", made, SCREEN))
    assert written.isascii()  # so there is no byte order mark either
    assert commands(written) == []
    found: list[dict[str, Any]] = json.loads(written)
    VALIDATOR.validate(found)
    assert len({issue["fingerprint"] for issue in found}) == len(found)
    return found


def test_the_worst_come_first_and_keep_their_fingerprint() -> None:
    found = issues(exempted())
    assert found[0]["fingerprint"] == finding().fingerprint
    assert [issue["severity"] for issue in found] == ["major", "info", "info", "info"]
    assert [issue["severity"] for issue in issues(many(1))] == ["major", "minor", "info"]


def test_what_does_not_count_says_why() -> None:
    assert issues(exempted())[1]["description"].endswith(
        "(waived until 2026-12-31, approved by head-of-risk: A replacement is tested until spring)"
    )


def test_without_findings_the_array_is_empty() -> None:
    assert issues(empty()) == []


def test_findings_alike_in_two_projects_are_not_merged() -> None:
    one, other = listed(finding(), rule(), SYSTEM), Listed(finding(), rule(), {})
    made = replace(listing(one, other), roots=("a", "b"))
    assert [issue["fingerprint"] for issue in issues(made)] == [finding().fingerprint, f"{finding().fingerprint}-2"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_whatever_the_text_the_report_is_valid(text: str) -> None:
    found = issues(everywhere(text))
    assert len(found) == 2
    for issue in found:
        assert issue["description"].isprintable()
        assert issue["location"]["path"].isprintable()
        assert ".." not in issue["location"]["path"].split("/")


def test_fifty_thousand_findings_are_all_there() -> None:
    written = "".join(write("gitlab", many(49_998), SCREEN))
    assert len(json.loads(written)) == 50_000
