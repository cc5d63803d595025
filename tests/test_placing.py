"""Data paths and fingerprints: what names a place without a line number."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.model import Keys
from aimslint.placing import data_path
from aimslint.records.values import UNKNOWN, Explained

DATA: dict[str, Any] = {
    "name": "Chat",
    "risks": [
        {"id": "R1", "controls": ["A.5.3", "A.9.2"]},
        {"control": "A.5.3"},
        {"name": "own"},
        {"title": "no id", "inner": {"a": 1, "b": [1, 2]}},
    ],
    "users": ["staff", "people who ask for a loan, or have one", 5, None, UNKNOWN, "a/b", "x[y].z"],
}


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ((), ""),
        (("name",), "name"),
        (("risks", 0), "risks[R1]"),
        (("risks", 0, "controls", 1), "risks[R1].controls[A.9.2]"),
        (("risks", 1, "owner"), "risks[A.5.3].owner"),
        (("risks", 2), "risks[own]"),
        (("users", 0), "users[staff]"),
        (("users", 2), "users[5]"),
        (("users", 3), "users[None]"),
        (("users", 4), "users[UNKNOWN]"),
        (("oversight", "level"), "oversight.level"),
    ],
)
def test_paths_in_words(keys: Keys, text: str) -> None:
    assert data_path(keys, DATA) == text


@pytest.mark.parametrize("keys", [("risks", 3), ("users", 1), ("users", 5), ("users", 6)])
def test_what_is_no_name_is_hashed(keys: Keys) -> None:
    path = data_path(keys, DATA)
    name = path.removesuffix("]").partition("[")[2]
    assert len(name) == 8
    assert int(name, 16) >= 0


def test_a_hash_does_not_depend_on_the_order_of_keys() -> None:
    other = {"inner": {"b": [1, 2], "a": 1}, "title": "no id"}
    assert data_path(("risks", 3), DATA) == data_path(("risks", 0), {"risks": [other]})
    assert data_path(("risks", 3), DATA) != data_path(("risks", 0), {"risks": [other | {"title": "another"}]})


def test_a_hash_of_explanations_is_the_same_on_every_run() -> None:
    def path() -> str:
        return data_path(("a", 0), {"a": [{"x": Explained({"reason": "why"}), "y": [UNKNOWN]}]})

    assert path() == path() == "a[" + path()[2:]


def test_a_place_that_is_not_there_has_a_path() -> None:
    assert data_path(("risks", 9, "name"), DATA) == "risks[None].name"
    assert data_path(("risks", 0), None) == "risks[None]"


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(json)
def test_any_item_has_a_name_without_brackets_or_lines(item: Any) -> None:
    path = data_path(("a", 0), {"a": [item]})
    inside = path.removeprefix("a[").removesuffix("]")
    if not isinstance(item, dict):
        assert not set(inside) & set("[]\n\r ")
