"""JUnit XML, read by a JUnit parser and by a bare XML parser."""

import xml.etree.ElementTree as Xml
from dataclasses import replace

import pytest
from junitparser import Failure, JUnitXml, Skipped

from aimslint.reporters import junit
from aimslint.views import Listing
from tests.reporters.hostile import TEXTS, everywhere
from tests.reporters.listings import SCREEN, SYSTEM, empty, everyday, exempted, finding, listed, listing, many, rule
from tests.reporters.runner import commands
from tests.reporters.test_golden import write


def parsed(made: Listing) -> JUnitXml:
    """The document as a consumer has it. Its counts are right, and no two cases of a class have the same name."""
    written = "".join(write("junit", made, SCREEN))
    assert commands(written) == []
    assert Xml.fromstring(written.encode()).tag == "testsuites"
    document = JUnitXml.fromstring(written.encode())
    for counted in (document, *document):
        cases = [case for suite in document for case in suite] if counted is document else list(counted)
        results = [type(result) for case in cases for result in case.result]
        assert (counted.tests, counted.errors) == (len(cases), 0)
        assert (counted.failures, counted.skipped) == (results.count(Failure), results.count(Skipped))
    names = [(case.classname, case.name) for suite in document for case in suite]
    assert len(set(names)) == len(names)
    return document


def test_a_rule_is_a_suite_and_a_finding_a_failure_with_all_there_is_to_know() -> None:
    suites = list(parsed(everyday()))
    assert [suite.name for suite in suites] == ["no-policy", "risk-control-not-in-soa", "deployed-without-aiia"]
    (case,) = suites[2]
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert (failure.message, failure.type) == ("Chat is pilot without an approved impact assessment", "error")
    assert failure.text.startswith("governance/systems/chat.yaml:4:18: error[deployed-without-aiia] Chat is pilot")
    assert "help: Assess the impact now" in failure.text
    assert case._elem.get("file") == "governance/systems/chat.yaml"


def test_a_rule_that_found_nothing_has_passed() -> None:
    made = replace(empty(), rules=(rule("quiet-rule"),))
    ((case,),) = parsed(made)
    assert case.is_passed
    assert (case.classname, case.name) == ("aimslint.lifecycle.quiet-rule", "nothing found")


def test_what_does_not_count_is_skipped_with_the_reason() -> None:
    (suite,) = parsed(exempted())
    failed, waived, commented, old = suite
    assert isinstance(failed.result[0], Failure)
    assert all(isinstance(case.result[0], Skipped) for case in (waived, commented, old))
    assert waived.result[0].message.endswith("approved by head-of-risk: A replacement is tested until spring)")


def test_a_rule_that_could_not_be_judged_for_some_is_skipped_for_these() -> None:
    made = replace(everyday(), rules=(rule("aiia-overdue"), *everyday().rules))
    case = next(case for suite in parsed(made) for case in suite)
    assert case.name == "not judged for 2 records"
    assert case.result[0].message == "what these records rest on is missing, broken or cannot be read"


def test_the_name_of_a_case_holds_no_line() -> None:
    moved = replace(finding().location, line=90, end_line=90)
    names = [
        next(case.name for suite in parsed(listing(listed(found, rule(), SYSTEM))) for case in suite)
        for found in (finding(), finding(location=moved))
    ]
    assert names[0] == names[1]


def test_findings_that_read_alike_are_told_apart() -> None:
    (suite,) = parsed(listing(*[listed(finding(), rule(), SYSTEM)] * 3))
    assert [case.name[-3:] for case in suite][1:] == ["(2)", "(3)"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_whatever_the_text_it_is_the_text_of_two_cases(text: str) -> None:
    (suite,) = parsed(everywhere(text))
    assert [case.result[0].__class__ for case in suite] == [Failure, Skipped, Skipped]


def test_above_the_limit_the_worst_are_kept_and_the_rest_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "MOST_BYTES", 100_000)
    suites = list(parsed(many(998)))
    assert [suite.name for suite in suites] == ["deployed-without-aiia", "aimslint"]
    (case,) = suites[1]
    kept = len(suites[0])
    assert 50 < kept < 998
    assert all(kept_case.result[0].type == "error" for kept_case in suites[0])
    assert case.result[0].message == f"{1000 - kept} more findings had no room in this file; the worst are in it"


def test_fifty_thousand_findings_stay_below_what_gitlab_reads() -> None:
    written = "".join(write("junit", many(49_998), SCREEN))
    assert 20_000_000 < len(written.encode()) < 30_000_000
