"""Conditions in words: each matcher, and what comes of all rules and requirements."""

import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from aimslint.rulebook.compile import OPERATORS
from tests.docs.pages import TOP


@pytest.fixture(scope="module")
def words() -> Iterator[Any]:
    sys.path.insert(0, str(TOP / "tools"))
    yield import_module("condition_words")
    sys.path.remove(str(TOP / "tools"))


@pytest.mark.parametrize(
    ("kind", "spec", "said"),
    [
        ("ai_system", "owner", "`owner` is given"),
        ("ai_system", {"owner": "absent"}, "`owner` is not given"),
        ("ai_system", {"live": True}, "`live` is true"),
        ("ai_system", {"risk_tier": ["low", "medium", "high"]}, "`risk_tier` is `low`, `medium` or `high`"),
        ("ai_system", {"risk_tier": {"not": "low"}}, "`risk_tier` is not `low`"),
        ("ai_system", {"risk_tier": {"at_least": "high"}}, "`risk_tier` is at least `high`"),
        ("ai_system", {"risk_tier": {"not": {"at_most": "low"}}}, "`risk_tier` is more than `low`"),
        ("ai_system", {"purpose": {"min_words": 5}}, "`purpose` has at least 5 words"),
        ("ai_system", {"version": {"matches": "4.*"}}, "`version` fits `4.*`"),
        ("ai_system", {"organisation_role": {"some": ["user"]}}, "`organisation_role` includes `user`"),
        ("ai_system", {"organisation_role": {"none": ["user"]}}, "`organisation_role` includes none of `user`"),
        ("impact_assessment", {"covered_dimensions": {"includes": ["privacy", "social"]}}, None),
        (
            "supplier",
            {"contract.end": {"not_before": "as_of"}},
            "`contract.end` does not lie before the day of the check",
        ),
        ("supplier", {"contract.end": {"after": "contract.start"}}, "`contract.end` lies after `contract.start`"),
        (
            "supplier",
            {"due_diligence.date": {"within": {"setting": "interval"}}},
            "`due_diligence.date` lies no further back than the setting `interval`",
        ),
        ("metric", {"last_measured": {"older_than": "1 month"}}, "`last_measured` lies further back than 1 month"),
        ("risk", {"level": {"one_of": "project.risk_method.scales.levels.value"}}, None),
        ("risk", {"level": {"same_as": "computed_level"}}, "`level` is the same as `computed_level`"),
        (
            "risk",
            {"controls": {"every": {"soa_row.applicable": True}}},
            "for each of `controls`, `soa_row.applicable` is true",
        ),
        (
            "ai_system",
            {"risks": {"some": {"category": "bias", "any_of": ["owner", {"status": "open"}]}}},
            "at least one of `risks` where `category` is `bias` and (`owner` is given, or `status` is `open`)",
        ),
    ],
)
def test_a_condition_in_words(words: Any, kind: str, spec: Any, said: str | None) -> None:
    sentence = words.sentence(spec, (kind,))
    assert said is None or sentence == said
    assert "{" not in sentence


def test_every_operator_has_words(words: Any) -> None:
    assert set(OPERATORS) - {"some", "every", "none", "any_of"} <= set(words._WORDS) | {"any_of"}


def test_long_conditions_become_lists(words: Any) -> None:
    spec = {
        "any_of": [[f"oversight.{name}", f"user_information.{name}"] for name in ("level", "uses", "limits", "where")]
    }
    lines = words.bullets(spec, ("ai_system",))
    assert lines[0] == "- at least one of these:"
    assert all(line.startswith("  - ") for line in lines[1:])


def test_names_are_those_of_paths_only(words: Any) -> None:
    spec = [{"a.b": {"some": {"c": ["retired"], "d": {"same_as": "this.e"}}}}, "f", {"any_of": ["g", {"h": "retired"}]}]
    assert words.names(spec) >= {"a", "b", "c", "d", "e", "f", "g", "h"}
    assert "retired" not in words.names(spec)


def test_no_page_shows_how_yaml_is_held_in_memory() -> None:
    pages = [*(TOP / "docs/rules").glob("*.md"), *(TOP / "docs/requirements").glob("*.md")]
    assert len(pages) > 200
    assert [page.name for page in pages if "{'" in page.read_text("utf-8") or "`None`" in page.read_text("utf-8")] == []
