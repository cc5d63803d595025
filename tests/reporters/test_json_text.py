"""JSON that is written piece by piece is that of the standard library."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.reporters.text.json_text import pieces

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_it_is_as_the_standard_library_writes_it(value: Any) -> None:
    written = list(pieces(value))
    assert json.loads("".join(written)) == json.loads(json.dumps(value))
    plain = json.dumps(value, indent=2)
    if "##" not in plain and "\\ud" not in plain:  # these are written otherwise, so that they start no command
        assert "".join(written) == plain + "\n"


def test_long_lists_come_piece_by_piece() -> None:
    written = list(pieces({"findings": [{"rule": "a", "line": 1}] * 50, "still": []}))
    assert len(written) > 50
    assert max(map(len, written)) < 60


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": [float("nan")]}])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        list(pieces(value))
