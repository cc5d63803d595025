"""What docs/performance.md shows is what the benchmark found, and it says so when it found too little."""

import json
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

TOP = Path(__file__).parents[1]
RESULTS = TOP / "bench" / "results.json"
PAGE = TOP / "docs" / "performance.md"
PICTURE = TOP / "docs" / "performance.svg"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(TOP / "bench"))
    return import_module("page")


@pytest.fixture
def results() -> Any:
    return json.loads(RESULTS.read_text("utf-8"))


def test_page_and_picture_are_those_of_the_results(page: Any, results: Any) -> None:
    assert f"{page.BEGIN}\n{page.tables(results)}{page.END}" in PAGE.read_text("utf-8")
    assert page.picture.draw(page.lines(results)) == PICTURE.read_text("utf-8")


def test_every_check_of_ours_found_what_was_sown_and_nothing_else(page: Any, results: Any) -> None:
    assert page.told_wrongly(results) == 0


@pytest.mark.parametrize(("field", "by"), [("found", -1), ("more", 1)])
def test_a_wrong_answer_is_seen(page: Any, results: Any, field: str, by: int) -> None:
    wrong = deepcopy(results)
    wrong["sizes"][0]["check, nothing changed"][field] += by
    assert page.told_wrongly(wrong) == 1
    assert page.tables(wrong) != page.tables(results)


def test_what_was_not_measured_is_not_made_up(page: Any, results: Any) -> None:
    without = deepcopy(results)
    without["peers"].pop("Spectral", None)
    for size in without["sizes"]:
        size.pop("Spectral", None)
    rows = [row for row in page.tables(without).splitlines() if row.startswith("| Spectral")]
    assert rows
    assert all(set(row.strip("| ").split(" | ")[1:]) <= {"not measured", *_goals(row)} for row in rows)
    assert "Spectral" not in page.lines(without)


def _goals(row: str) -> set[str]:
    return {cell for cell in row.strip("| ").split(" | ") if cell.startswith("at least")}


def test_the_picture_is_drawn_for_one_size_and_for_many() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOP / "bench"))
        draw = import_module("picture").draw
    for sizes in ([10], [10, 100, 1000, 5000]):
        lines = {name: [(size, size / 900) for size in sizes] for name in ("check, cold", "yamllint", "ajv-cli")}
        root = ElementTree.fromstring(draw(lines))
        texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        assert {"aimslint, cold", "yamllint", "ajv-cli"} <= set(texts)
        assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 3 * len(sizes)
