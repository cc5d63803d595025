"""Tables of text and Markdown keep their form, whatever stands in a record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.reporters.text.columns import columns, cut, pad, wrap
from aimslint.reporters.text.markdown import escaped, table
from aimslint.reporters.text.safe import cells

HOSTILE = "a | b\n# x\r\n\x1b[31m\u202e<script>\u2028`[link](https://evil.example) @all ![](http://x) $x$"
ANY = st.text(max_size=60)


@given(st.lists(st.tuples(ANY, ANY, ANY), min_size=1, max_size=6), st.integers(40, 120))
def test_columns_keep_to_the_width_and_lose_no_text(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = list(columns(rows, width))
    assert all(line.endswith("\n") and "\n" not in line[:-1] and cells(line[:-1]) <= width for line in lines)
    assert all(line[:-1].isprintable() or " " in line for line in lines)


def test_columns_stand_below_each_other() -> None:
    assert list(columns([("day", "what"), ("2026-01-01", "review of 売上 data")], 28)) == [
        "  day         what\n",
        "  2026-01-01  review of 売上\n",
        "              data\n",
    ]


def test_prose_gives_way_before_ids_do() -> None:
    rows = [("a-rather-long-identifier", "words that can be broken anywhere at all " * 3)]
    assert all(len(line) <= 61 for line in columns(rows, 60))
    assert next(columns(rows, 60)).startswith("  a-rather-long-identifier  words")


@given(ANY, st.integers(6, 40))
def test_what_is_cut_fits(text: str, width: int) -> None:
    found = cut(text, width)
    assert cells(found) <= width
    assert "\n" not in found


@given(st.text(alphabet="ab 売", max_size=60), st.integers(2, 20))
def test_what_is_wrapped_fits_and_is_all_there(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_padding_counts_cells() -> None:
    assert pad("売上", 6) == "売上  "
    assert pad("longer", 3) == "longer"


def test_no_text_forges_a_row_or_markup() -> None:
    lines = list(table(("one", "two"), [(HOSTILE, "x"), ("", "y")]))
    assert len(lines) == 4
    for line in lines:
        bars = [i for i, sign in enumerate(line) if sign == "|" and line[i - 1 : i] != "\\"]
        assert len(bars) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A.6.2.4", "A.6.2.4"),
        ("a_b*c", r"a\_b\*c"),
        ("[x](y)", r"\[x\](y)"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("back\\slash", r"back\\slash"),
        ("see https://x.example, www.x.example", r"see https\://x.example, www\.x.example"),
        ("@team #12 GH-3", "\\@\u200bteam \\#\u200b12 GH-\u200b3"),
        ("a@b.example", "a\\@\u200bb.example"),
        ("see ftp://x.example", r"see ftp\://x.example"),
        ("two\nlines", r"two\\nlines"),
    ],
)
def test_signs_of_markdown_are_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected
