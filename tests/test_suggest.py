"""Did you mean …?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.suggest import hint, nearest

WORDS = ["lifecycle_stage", "risk_tier", "deployed", "pilot", "in", "out", "head-of-lending", "head-of-risk"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("lifecycle_stge", "lifecycle_stage"),
        ("lifecycle-stage", "lifecycle_stage"),
        ("Lifecycle Stage", "lifecycle_stage"),
        ("lifecyclestage", "lifecycle_stage"),
        ("deploied", "deployed"),
        ("employment", None),
        ("DEPLOYED", "deployed"),
        ("head-of-lendin", "head-of-lending"),
        ("head of risk", "head-of-risk"),
        ("xyz", None),
        ("", None),
    ],
)
def test_nearest(word: str, meant: str | None) -> None:
    assert nearest(word, WORDS) == meant


def test_a_long_list_is_searched_too() -> None:
    many = [f"system-{number:05d}" for number in range(5000)]
    assert nearest("sytem-00421", many) == "system-00421"
    assert nearest("SYSTEM_00421", many) == "system-00421"
    assert nearest("payroll", many) is None


def test_hint() -> None:
    assert hint("pilott", WORDS) == "; did you mean `pilot`?"
    assert hint("xyz", WORDS) == ""


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=10))
def test_only_what_there_is_is_suggested(word: str, among: list[str]) -> None:
    assert nearest(word, among) in [None, *among]
    assert nearest(word, among) == nearest(word, iter(among))


@given(st.sampled_from(WORDS))
def test_a_word_is_nearest_to_itself(word: str) -> None:
    assert nearest(word, WORDS) == word
