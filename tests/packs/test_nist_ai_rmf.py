"""The pack for the NIST AI RMF 1.0: its ids, its crosswalk row by row, and how its ids may be written."""

from collections import Counter
from typing import Any

import pytest

from aimslint.config import Config
from aimslint.engine import rulebook_of
from aimslint.packs import load_pack, load_packs, packs_folder, read_map
from aimslint.trees import MemoryTree
from aimslint.views.requirement import find_requirement
from aimslint.views.selectors import SelectorError, picks

FOLDER = packs_folder() / "nist-ai-rmf"
PACK = load_pack(FOLDER)
CATALOGUE = read_map(FOLDER / "catalogue.yaml")
ITEMS: list[dict[str, Any]] = CATALOGUE["requirements"]
CROSSWALK = read_map(FOLDER / "crosswalk.yaml")
AIMS_PACK = load_pack(packs_folder() / "iso42001")
SWITCHED_ON = Config(packs=["iso42001", "nist-ai-rmf"])
# How many subcategories each category has, from tables 1 to 4 of NIST AI 100-1.
SUBCATEGORIES = {
    "GOVERN": (7, 3, 2, 3, 2, 2),
    "MAP": (6, 3, 5, 2, 2),
    "MEASURE": (3, 13, 3, 3),
    "MANAGE": (4, 4, 2, 3),
}
# Rows that a copy of the published crosswalk and a list of its rows both have, beside those of our reference.
ADDED = {("iso42001:A.5.2", "MAP 1.4"), ("iso42001:A.9.4", "MAP 1.4"), ("iso42001:A.6.2.2", "MAP 1.4")}


def test_four_functions_nineteen_categories_seventy_two_subcategories() -> None:
    assert [group["id"] for group in CATALOGUE["groups"] if group["kind"] == "group"] == list(SUBCATEGORIES)
    categories = [group["id"] for group in CATALOGUE["groups"] if group["kind"] == "container"]
    assert categories == [f"{name} {n + 1}" for name, counts in SUBCATEGORIES.items() for n in range(len(counts))]
    assert len(categories) == 19
    assert [item["id"] for item in ITEMS] == [
        f"{name} {category + 1}.{number + 1}"
        for name, counts in SUBCATEGORIES.items()
        for category, count in enumerate(counts)
        for number in range(count)
    ]
    assert len(ITEMS) == 72


def test_every_item_is_complete_and_says_something_of_its_own() -> None:
    for item in ITEMS:
        assert item["kind"] == "subcategory"
        assert item["group"] in PACK.groups
        assert item["id"].startswith(item["group"] + ".")
        assert len(item["summary"].split()) >= 8, item["id"]
        assert len(item["title"].split()) <= 8, item["id"]
    assert len({item["summary"] for item in ITEMS}) == len({item["title"] for item in ITEMS}) == 72


def test_the_crosswalk_has_each_row_once_and_leads_from_and_to_what_exists() -> None:
    rows = CROSSWALK["rows"]
    pairs = {(row["from"], row["to"]) for row in rows}
    assert len(rows) == len(pairs) == 132 + len(ADDED)
    assert pairs >= ADDED
    for row in rows:
        pack, _, bare = row["from"].partition(":")
        assert pack == "iso42001"
        assert bare in AIMS_PACK.requirements
        assert row["to"] in PACK.requirements
        assert set(row["source"]) <= set(CROSSWALK["sources"])


def test_no_row_says_more_than_that_some_evidence_is_the_same() -> None:
    assert {row["relation"] for row in CROSSWALK["rows"]} == {"intersects"}
    assert Counter(row["source"][0] for row in CROSSWALK["rows"]) == {"nistx": 71 + len(ADDED), "own": 61}
    assert all(row["source"] in (["nistx"], ["own"], ["own", "listed"]) for row in CROSSWALK["rows"])


def test_every_subcategory_has_a_row_or_is_said_to_have_none() -> None:
    led_to = {row["to"] for row in CROSSWALK["rows"]}
    without = {item["requirement"] for item in CROSSWALK["not_covered"]}
    assert without == {"GOVERN 3.1", "MAP 3.1", "MEASURE 2.2", "MEASURE 3.2", "MEASURE 4.2"}
    assert led_to.isdisjoint(without)
    assert led_to | without == set(PACK.requirements)


def test_what_no_row_leads_to_can_be_shown_by_records_of_its_own() -> None:
    shown = {item["id"] for item in ITEMS if item.get("shown_by")}
    assert shown == {item["requirement"] for item in CROSSWALK["not_covered"]}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("GV 1.1", ("GOVERN 1.1",)),
        ("GV-1.1", ("GOVERN 1.1",)),
        ("gv-1.7", ("GOVERN 1.7",)),
        ("MS 2.11", ("MEASURE 2.11",)),
        ("MG 4.3", ("MANAGE 4.3",)),
        ("MAP 5", ("MAP 5.1", "MAP 5.2")),
        ("MAP", tuple(id_ for id_ in PACK.requirements if id_.startswith("MAP "))),
    ],
)
def test_other_ways_to_write_an_id_are_understood(written: str, meant: tuple[str, ...]) -> None:
    assert PACK.likely(written) == meant


def test_a_function_or_category_picks_the_rules_of_all_that_it_holds() -> None:
    rule = rulebook_of(MemoryTree({}), SWITCHED_ON, "").rules["rmf-security-untested"]
    assert rule.requirements == ("nist-ai-rmf:MEASURE 2.7",)
    for word in ("nist-ai-rmf:MEASURE", "nist-ai-rmf:MEASURE 2", "nist-ai-rmf:MEASURE 2.7"):
        assert picks(word, rule, "iso42001"), word
    for word in ("nist-ai-rmf:MEASURE 1", "nist-ai-rmf:MEAS", "nist-ai-rmf:MEASURE 2.70", "MEASURE 2.7"):
        assert not picks(word, rule, "iso42001"), word
    assert picks("MEASURE 2.7", rule, "nist-ai-rmf"), "bare where the framework is the primary one"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("nist-ai-rmf:MS-2.7", "likely `nist-ai-rmf:MEASURE 2.7`"),
        ("nist-ai-rmf:measure-2.7", "did you mean `nist-ai-rmf:MEASURE 2.7`?"),
        ("MEASURE 2.7", "likely `nist-ai-rmf:MEASURE 2.7`"),
        ("nist-ai-rmf:MAP 5", "which holds nist-ai-rmf:MAP 5.1, nist-ai-rmf:MAP 5.2"),
        ("nist-ai-rmf:9.9", "`aimslint coverage --pack nist-ai-rmf` lists all of it"),
    ],
)
def test_an_id_that_is_asked_for_and_written_otherwise_gets_the_right_one(written: str, said: str) -> None:
    with pytest.raises(SelectorError) as error:
        find_requirement(written, load_packs(SWITCHED_ON.packs), "iso42001")
    assert said in str(error.value)
