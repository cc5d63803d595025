"""SARIF: what code scanning pages read, within what they take, whatever the records hold."""

import base64
import gzip
import json
import random
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from referencing import Registry

from aimslint.model import Location, Related, Severity
from aimslint.reporters.ci.places import uri
from aimslint.views import Listed, Listing
from tests.reporters.hostile import TEXTS, everywhere
from tests.reporters.listings import SCREEN, SYSTEM, empty, everyday, exempted, finding, listed, listing, many, rule
from tests.reporters.runner import commands
from tests.reporters.sarif_schema import LOG
from tests.reporters.test_golden import write

VALIDATOR = jsonschema.Draft202012Validator(LOG, registry=Registry())


def sarif(made: Listing) -> dict[str, Any]:
    """The only run of what is written, which is valid, and safe in a log."""
    written = "".join(write("sarif", made, SCREEN))
    assert written.isascii()
    assert commands(written) == []
    document = json.loads(written)
    VALIDATOR.validate(document)
    for text in texts_of(document):
        text.encode()  # no lone surrogate, which strict readers refuse
        assert text.replace("\n", "").replace("\u200b", "").isprintable()  # the latter keeps Markdown from mentions
    run: dict[str, Any] = document["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    return run


def texts_of(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.items() for part in each for text in texts_of(part)]
        case list():
            return [text for part in value for text in texts_of(part)]
    return []


@pytest.mark.parametrize("made", [everyday(), exempted(), empty(), many(30)], ids=["all", "exempted", "empty", "many"])
def test_the_log_is_valid(made: Listing) -> None:
    run = sarif(made)
    assert len(run["results"]) == len(made.findings) + len(made.suppressed)


def test_a_result_says_where_in_characters_of_which_file() -> None:
    worst, second, last = sarif(everyday())["results"]
    place = worst["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "governance/systems/chat.yaml"
    assert list(place["region"].values()) == [4, 18, 4, 23]
    assert second["relatedLocations"][0]["message"]["text"] == "soa_row A.9.2"
    assert last["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "aimslint.yaml"
    assert [each["level"] for each in (worst, second, last)] == ["error", "warning", "note"]


def test_rules_carry_their_requirements_under_qualified_ids() -> None:
    (described,) = sarif(exempted())["tool"]["driver"]["rules"]
    assert described["properties"]["tags"][:2] == ["iso42001:8.4", "iso42001:A.5.3"]
    assert "security-severity" not in described["properties"]


def test_a_rule_of_many_requirements_keeps_to_twenty_tags() -> None:
    wide = rule(requirements=tuple(f"iso42001:{number}" for number in range(60)), why="w" * 5000, title="t" * 5000)
    sarif(listing(listed(finding(), wide, SYSTEM)))


def test_rules_that_found_nothing_are_there_so_that_old_results_go() -> None:
    quiet = replace(everyday(), rules=(rule("quiet-rule"), *everyday().rules))
    ids = [described["id"] for described in sarif(quiet)["tool"]["driver"]["rules"]]
    assert ids[0] == "quiet-rule"


def test_the_level_is_the_configured_one_and_the_default_that_of_the_rule() -> None:
    mild = finding(severity=Severity.INFO)
    run = sarif(listing(listed(mild, rule(severity=Severity.INFO), SYSTEM)))
    (described,) = run["tool"]["driver"]["rules"]
    assert run["results"][0]["level"] == "note"
    assert described["defaultConfiguration"]["level"] == "error"
    assert described["properties"]["problem.severity"] == "recommendation"


def test_the_identity_of_a_result_survives_moved_lines() -> None:
    moved = finding(location=Location("governance/systems/chat.yaml", 90, 1, 91, 1))
    here, there = (sarif(listing(listed(each, rule(), SYSTEM)))["results"][0] for each in (finding(), moved))
    assert here["partialFingerprints"] == there["partialFingerprints"]
    assert here["locations"] != there["locations"]


def test_what_does_not_count_says_why_and_the_rest_that_it_counts() -> None:
    open_, waived, commented, old = sarif(exempted())["results"]
    assert open_["suppressions"] == []
    assert [each["suppressions"][0]["kind"] for each in (waived, commented, old)] == [
        "external",
        "inSource",
        "external",
    ]
    assert "A replacement is tested until spring" in waived["suppressions"][0]["justification"]


def test_rules_that_could_not_be_judged_are_notifications() -> None:
    (invocation,) = sarif(everyday())["invocations"]
    kinds = [each["descriptor"]["id"] for each in invocation["toolExecutionNotifications"]]
    assert kinds == ["not-judged", "not-judged", "to-know"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_whatever_the_text_the_log_is_valid_and_its_places_lie_in_the_repository(text: str) -> None:
    run = sarif(everywhere(text))
    assert len(run["results"]) == 2
    for place in re.findall(r'"uri": "([^"]*)"', json.dumps(run)):
        parts = urlsplit(place)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert not {b"", b".", b".."} & set(unquote_to_bytes(place).split(b"/"))
    assert "](" not in run["results"][0]["message"]["text"]
    shown = MarkdownIt().parse(run["tool"]["driver"]["rules"][0]["help"]["markdown"])
    kinds = {inner.type for token in shown for inner in (token, *(token.children or ()))}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "heading_open", "fence", "hr"}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1))
def test_a_path_comes_back_from_its_address(name: str) -> None:
    assert unquote_to_bytes(uri(f"a/{name}")).decode() == f"a/{name}"


def test_a_name_that_is_no_text_comes_back_as_its_bytes() -> None:
    assert unquote_to_bytes(uri(b"caf\xe9.yaml".decode("utf-8", "surrogateescape"))) == b"caf\xe9.yaml"


def test_above_the_limit_the_worst_are_kept_and_the_rest_counted() -> None:
    (run,) = json.loads("".join(write("sarif", many(49_998), SCREEN)))["runs"]
    assert len(run["results"]) == 25_000
    assert {result["level"] for result in run["results"]} == {"error"}
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["descriptor"]["id"] == "left-out"
    assert note["message"]["text"].startswith("25000 more findings")


def test_text_that_cannot_be_packed_stays_below_ten_megabytes() -> None:
    chance = random.Random(5)
    noise = (base64.b64encode(chance.randbytes(600)).decode() for _ in range(20_000))
    written = "".join(write("sarif", listing(*(Listed(finding(message=text), rule(), {}) for text in noise)), SCREEN))
    assert len(gzip.compress(written.encode())) < 10_000_000
    assert 10_000 < len(json.loads(written)["runs"][0]["results"]) < 20_000


def test_related_places_stay_within_the_limit() -> None:
    places = tuple(Related(Location("a.yaml", line, 1, line, 2), f"place {line}") for line in range(1, 3000))
    (result,) = sarif(listing(listed(finding(related=places), rule(), SYSTEM)))["results"]
    assert len(result["relatedLocations"]) == 100
