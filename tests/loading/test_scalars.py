from typing import Any

import pytest

from tests.loading.reading import data, load, only


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nUll", "nUll"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("4.50", 4.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("-1e3", -1000.0),
        ("1.10", 1.1),
    ],
)
def test_what_plain_scalars_become(written: str, value: Any) -> None:
    read = data(f"a: {written}\n")["a"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        *("yes", "no", "on", "off", "y", "n", "Yes", "NO"),
        *("2026-11-20", "2026-02-30", "2026-11-20T10:00:00Z", "12:30", "190:20:30"),
        *("1_000", "0b101", "0o8", "0x", "0xG", "-0x1F", "1e", "e5", ".", "+", "-.", "+.e3", "1.2.3", "4a"),
        *("inf", "nan", "infinity", "٣", "６", "12 months", "-", "=", "--", "<<"),
    ],
)
def test_what_stays_text(written: str) -> None:
    assert data(f"a: [{written}, x]\n" if written == "-" else f"a: {written}\n")["a"] in (written, ["-", "x"])


@pytest.mark.parametrize("written", ['"12"', "'true'", '""', "|\n  12", ">\n  null", '"~"'])
def test_quoted_and_block_scalars_are_text(written: str) -> None:
    assert isinstance(data(f"a: {written}\n")["a"], str)


@pytest.mark.parametrize(
    "written",
    [".nan", ".NaN", ".inf", "-.INF", "+.Inf", "1e999", "-1e999", "1" * 401, "0x" + "f" * 5000, "!!float .nan"],
)
def test_numbers_that_records_cannot_hold(written: str) -> None:
    loaded = load(f"x: 0\na:\n  - b: {written}\n")
    problem = only(loaded)
    assert problem.rule == "special-number"
    assert problem.place.keys == ("a", 0, "b")
    assert problem.place.span is not None
    assert (problem.place.span.line, problem.place.span.column) == (3, 8)
    assert loaded.documents[0].data == {"x": 0, "a": [{"b": None}]}
    assert len(problem.values["found"]) < 60


def test_long_numbers_in_quotes_are_text() -> None:
    assert data(f"a: '{'1' * 5000}'")["a"] == "1" * 5000
    assert data(f"a: {'1' * 400}")["a"] == int("1" * 400)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("!!str 12", "12"),
        ("!!str", ""),
        ("! 12", "12"),
        ("!!int 12", 12),
        ("!!int '12'", 12),
        ("!!int 0x1F", 31),
        ("!!float 1", 1.0),
        ("!!float '1.5'", 1.5),
        ("!!bool true", True),
        ("!!null ''", None),
        ("!!map {b: 1}", {"b": 1}),
        ("!!seq [1]", [1]),
        ("!<tag:yaml.org,2002:str> 1", "1"),
    ],
)
def test_tags_that_fit(written: str, value: Any) -> None:
    read = data(f"a: {written}\n")["a"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        *("!!int x", "!!int ''", "!!int 1.5", "!!int true", "!!bool yes", "!!bool 1", "!!null x", "!!float x"),
        *("!!float true", "!!map x", "!!seq x", "!!timestamp 2026-11-20", "!!binary aGk=", "!!set x", "!secret x"),
        *("!!python/object/apply:os.system 'true'", "!<tag:example.org,2026:x> y"),
    ],
)
def test_tags_that_are_refused(written: str) -> None:
    loaded = load(f"a: {written}\nb: 1\n")
    problem = only(loaded)
    assert (problem.rule, problem.place.keys) == ("bad-tag", ("a",))
    assert loaded.documents[0].data == {"a": None, "b": 1}


@pytest.mark.parametrize("written", ["!!seq {b: 1}", "!!omap {b: 1}", "!x {b: 1}"])
def test_collections_with_a_foreign_tag_are_read_and_told(written: str) -> None:
    loaded = load(f"a: {written}\n")
    assert only(loaded).rule == "bad-tag"
    assert loaded.documents[0].data == {"a": {"b": 1}}
