"""Carets stand below what they mean."""

import pytest

from aimslint.model import Location
from aimslint.reporters.text.excerpt import WIDEST, Source, excerpt
from aimslint.reporters.text.safe import cells
from tests.reporters.listings import SCREEN


def shown(text: str, *spot: int) -> list[str]:
    return excerpt(Source(text), Location("a.yaml", *spot), SCREEN)


def test_the_spot_and_the_line_before() -> None:
    assert shown("a: 1\nb: two\nc: 3\n", 2, 4, 2, 7) == ["   |", " 1 | a: 1", " 2 | b: two", "   |    ^^^"]


def test_line_numbers_of_two_digits_stay_in_their_column() -> None:
    assert shown("x\n" * 9 + "y\n", 10, 1, 10, 2) == ["    |", "  9 | x", " 10 | y", "    | ^"]


def test_an_empty_spot_has_one_caret() -> None:
    assert shown("a:\n", 1, 3, 1, 3)[-1] == "   |   ^"
    assert shown("\n\n", 2, 1, 2, 1) == ["   |", " 2 |", "   | ^"]


def test_of_several_lines_the_first_is_marked_to_its_end() -> None:
    assert shown("a:\n  - b\n  - c\n", 2, 3, 3, 6)[-2:] == [" 2 |   - b", "   |   ^^^"]


@pytest.mark.parametrize("number", [0, 4, 1000])
def test_a_line_that_is_not_there_shows_nothing(number: int) -> None:
    assert shown("a\nb\n", number, 1, number, 2) == []


@pytest.mark.parametrize("before", ["売上", "e\u0301", "\t", "\x1b", "\u202e", "é", "a\udcffb"])
def test_carets_count_the_columns_of_the_terminal(before: str) -> None:
    line, carets = shown(f"{before}: HERE\n", 1, len(before) + 3, 1, len(before) + 7)[-2:]
    assert cells(line[: line.index("HERE")]) == carets.index("^")
    assert carets.count("^") == 4


@pytest.mark.parametrize("column", [1, 60, 121, 5_000, 9_990])
def test_a_long_line_is_cut_around_the_spot(column: int) -> None:
    text = "x" * (column - 1) + "HERE" + "x" * (10_000 - column)
    line, carets = shown(text, 1, column, 1, column + 4)[-2:]
    assert len(line) <= WIDEST + 8
    assert line[carets.index("^") :].startswith("HERE")
    assert carets.count("^") == 4


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_yaml_and_nowhere_else(end: str) -> None:
    source = Source(f"a\x0bb{end}c\u2028d{end}{end}e")
    assert [source.line(number) for number in range(6)] == [None, "a\x0bb", "c\u2028d", "", "e", None]
