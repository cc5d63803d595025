"""Settings that are taken at once are settings that the form allows, and they count the same."""

from dataclasses import MISSING, fields
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel

from aimslint import config, config_fits, config_form
from aimslint.config import Config, ConfigError, read_config
from aimslint.config_fits import fits
from aimslint.config_form import SettingFault, validated
from aimslint.loading import Limits

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-2, 300)
    | st.floats(0, 2)
    | st.sampled_from(
        ["", "a", "stage-1", "surveillance", "error", "info", "git", "none", "allowed", "forbidden", "TODO"]
    )
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["use", "reason", "four_eyes", "depth", "severity", "settings", "a"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
texts = st.lists(st.sampled_from(["a", "b"]), max_size=2)
settings = st.dictionaries(
    st.sampled_from([*config_form.Config.model_fields, "unknown"]),
    anything | texts | st.dictionaries(st.sampled_from(["a", "b"]), anything, max_size=2),
    max_size=4,
)

EVERY: dict[str, Any] = {
    "version": 1,
    "primary": "iso42001",
    "packs": ["iso42001", "eu-ai-act"],
    "timelines": {"eu-ai-act": "omnibus"},
    "phase": "stage-2",
    "include": ["a/**"],
    "exclude": ["b"],
    "rule_folders": ["rules"],
    "rules": {"no-owner": {"severity": "info", "settings": {"days": 3}}, "other": {}},
    "extensions": {"ai_system": "a.json"},
    "history": {"use": "none", "reason": "because"},
    "approvals": {"four_eyes": False, "reason": "alone"},
    "inline_ignores": "forbidden",
    "limits": {"file_bytes": 1, "nodes": 2, "depth": 200, "expansion_factor": 3, "expansion_extra": 0},
}


@given(settings)
@example(EVERY)
@example({"version": True})
@example({"limits": {"depth": 201}})
def test_what_fits_is_what_the_form_allows(said: dict[str, Any]) -> None:
    if fits(said):
        assert config._config(said) == config._config(validated(said))


def test_nothing_that_is_in_order_needs_the_form() -> None:
    assert EVERY.keys() == config_form.Config.model_fields.keys()
    assert fits(EVERY)
    assert all(fits({name: value}) for name, value in EVERY.items())
    assert fits({})


@pytest.mark.parametrize("name", EVERY)
def test_a_form_says_what_does_not_fit(name: str) -> None:
    assert not fits({name: object()})
    with pytest.raises(SettingFault):
        validated({name: object()})


def test_defaults_are_those_of_the_form() -> None:
    form = config_form.Config()
    assert [one.name for one in fields(Config)] == list(config_form.Config.model_fields)
    for one in fields(Config):
        ours, theirs = getattr(Config(), one.name), getattr(form, one.name)
        if isinstance(theirs, BaseModel):
            assert {part.name: getattr(ours, part.name) for part in fields(ours)} == theirs.model_dump()
        else:
            assert ours == theirs, one.name
        assert one.default is not MISSING or one.default_factory is not MISSING
    assert Config().limits == Limits()
    assert Config().include == list(config_fits.DEFAULT_INCLUDE)


def test_a_right_one_and_a_wrong_one() -> None:
    assert read_config("aimslint.yaml", b"phase: stage-1\nhistory: {use: none, reason: because}\n").phase == "stage-1"
    with pytest.raises(ConfigError, match=r"aimslint.yaml:2: unknown setting `phasee`; did you mean `phase`"):
        read_config("aimslint.yaml", b"version: 1\nphasee: stage-1\n")
