from typing import Any

import pytest

from aimslint.records.table import all_kinds
from aimslint.scaffold.given import WrongValue, about_system, values_of


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("name=A = B", {"name": "A = B"}),
        ("organisation_role=user, provider", {"organisation_role": ["user", "provider"]}),
        ("organisation_role=deployer", {"organisation_role": ["user"]}),
        ("lifecycle_stage=production", {"lifecycle_stage": "deployed"}),
        ("personal_data.used=false", {"personal_data": {"used": False}}),
        ("models=[{name: m, version: 1.10}]", {"models": [{"name": "m", "version": 1.1}]}),
        ("owner=", {"owner": None}),
    ],
)
def test_a_value_is_what_the_field_takes(word: str, values: dict[str, Any]) -> None:
    assert values_of(all_kinds()["ai_system"], [word]) == values


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["name"], "field=value"),
        (["nmae=x"], "did you mean `name`"),
        (["id=x"], "is given already"),
        (["lifecycle_stage=deployd"], "did you mean `deployed`"),
        (["personal_data=yes"], "a map with used"),
        (["personal_data.used=yes"], "true or false"),
        (["name.first=x"], "has no fields of its own"),
        (["models=[{"], "no YAML list or map"),
        (["personal_data={used: true}", "personal_data.used=x"], "expected true or false"),
        (["personal_data=", "personal_data.used=true"], "given as a whole"),
    ],
)
def test_what_a_field_does_not_take_is_told(words: list[str], said: str) -> None:
    with pytest.raises(WrongValue, match=said):
        values_of(all_kinds()["ai_system"], words)


def test_the_system_goes_where_the_kind_names_it() -> None:
    kinds = all_kinds()
    assert about_system(kinds["evaluation"], "chat") == {"system": "chat"}
    assert about_system(kinds["risk"], "chat") == {"systems": ["chat"]}
    with pytest.raises(WrongValue, match="names no system"):
        about_system(kinds["model_card"], "chat")
