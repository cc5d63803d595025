from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.loading import load_file
from aimslint.scaffold.yaml_text import flow, inline

scalars = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(
        ["", "null", "No", "on", "1.10", "2026-01-01", "-", "a: b", "a #b", "[x]", "*a", "&a", "!t", "%", "@", "`"]
    ),
    st.integers(-(10**9), 10**9),
    st.booleans(),
)
values: Any = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abz _", min_size=1), inner, max_size=3),
)


def read(text: str) -> Any:
    loaded = load_file("value.yaml", text.encode())
    assert loaded.problems == ()
    data = loaded.documents[0].data
    assert isinstance(data, dict)
    return data["v"]


@given(values)
def test_what_is_written_reads_back_as_the_same(value: Any) -> None:
    assert read(f"v: {inline(value)}   # a comment\n") == value
    assert read(f"v: [{flow(value)}, 1]\n") == [value, 1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Head of sales", "Head of sales"),
        ("Oslo, Bergen", "Oslo, Bergen"),
        ("2026-01-01", "2026-01-01"),
        ("no", '"no"'),
        ("1.10", '"1.10"'),
        (["a", "b, c"], '[a, "b, c"]'),
        ({"used": True}, "{used: true}"),
        ("\x1b[31m", r'"\x1b[31m"'),
    ],
)
def test_what_is_plain_stays_plain(value: Any, text: str) -> None:
    assert inline(value) == text
