"""The schemas of packs take the packs that come with aimslint, and refuse what the reader refuses."""

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from aimslint.evidence import showings
from aimslint.evidence.showing import ASKED
from aimslint.json_schemas import pack_schemas
from aimslint.json_schemas.pack_schemas import WAY
from aimslint.loading import load_file
from aimslint.packaged import data_folder
from aimslint.packs import PackError
from aimslint.packs.reading import own_pack

SCHEMAS = {name: Draft7Validator(schema) for name, schema in pack_schemas().items()}
FILES = sorted(file for name in SCHEMAS for file in data_folder("rules").glob(f"*/{name}.yaml"))


def data_of(raw: bytes) -> Any:
    return load_file("x.yaml", raw).documents[0].data


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_what_comes_with_aimslint_is_valid(file: Path) -> None:
    errors = SCHEMAS[file.stem].iter_errors(data_of(file.read_bytes()))
    assert [f"{list(error.absolute_path)}: {error.message[:200]}" for error in errors] == []


def test_each_of_the_three_was_found_several_times() -> None:
    assert all(sum(file.stem == name for file in FILES) > 1 for name in SCHEMAS)


def test_the_words_of_shown_by_are_those_that_are_read() -> None:
    assert set(WAY) == {"from", *ASKED}


PACK: dict[str, Any] = {
    "name": "acme",
    "title": "Acme",
    "code_prefix": "ACM",
    "timelines": {
        "default": "first",
        "known": {"first": {"source": "X", "checked_on": "2026-11-20", "dates": {"start": "2027-01-01", "end": None}}},
    },
}
CATALOGUE: dict[str, Any] = {
    "groups": [{"id": "1", "title": "One"}],
    "requirements": [
        {
            "id": "1.1",
            "kind": "article",
            "group": "1",
            "title": "T",
            "summary": "S",
            "for_each": "ai_system",
            "where": {"live": True},
            "starts": [{"where": {"risk_tier": "high"}, "date": "start"}, {"date": "end"}],
            "shown_by": [{"content": ["owner"]}, {"any_of": [{"from": "risks", "content": "owner"}]}],
        }
    ],
}
CROSSWALK: dict[str, Any] = {
    "sources": {"own": "We"},
    "rows": [{"from": "iso42001:A.2.2", "to": "1.1", "relation": "equal", "source": ["own"]}],
}
WHOLE = {"pack": PACK, "catalogue": CATALOGUE, "crosswalk": CROSSWALK}

BENT = [
    ("pack", ("name",), "Acme Group"),
    ("pack", ("code_prefix",), "acm"),
    ("pack", ("code_prefixes",), "ACM"),
    ("pack", ("title",), None),
    ("pack", ("timelines", "known", "first", "checked_on"), "November"),
    ("pack", ("timelines", "known", "first", "dates"), {"Start-Day": None}),
    ("catalogue", ("requirements", 0, "id"), "a:1"),
    ("catalogue", ("requirements", 0, "id"), "a\n1"),
    ("catalogue", ("requirements", 0, "id"), 1.1),
    ("catalogue", ("requirements", 0, "kind"), "paragraph"),
    ("catalogue", ("requirements", 0, "phase"), "stage-3"),
    ("catalogue", ("requirements", 0, "summery"), "S"),
    ("catalogue", ("requirements", 0, "for_each"), "ai_sytem"),
    ("catalogue", ("requirements", 0, "for_each"), "requirement"),
    ("catalogue", ("requirements", 0, "shown_by"), {"content": ["owner"]}),
    ("catalogue", ("requirements", 0, "shown_by"), [{"contents": ["owner"]}]),
    ("catalogue", ("requirements", 0, "shown_by"), [{"any_of": [{"content": "owner"}], "content": "id"}]),
    ("catalogue", ("requirements", 0, "where"), {"risk_tier": {"atleast": "high"}}),
    ("crosswalk", ("rows", 0, "relation"), "equals"),
    ("crosswalk", ("rows", 0, "form"), "1"),
    ("crosswalk", ("rows", 0, "source"), None),
    ("crosswalk", ("sources",), ["own"]),
]


def read(files: Mapping[str, Any]) -> None:
    """Read the pack as a run does, `shown_by` and all. Raises PackError."""
    showings(own_pack("acme", {f"{name}.yaml": json.dumps(data).encode() for name, data in files.items()}))


def test_what_is_right_is_taken_by_both() -> None:
    read(WHOLE)
    for name, data in WHOLE.items():
        assert list(SCHEMAS[name].iter_errors(data)) == []


@pytest.mark.parametrize(("name", "keys", "value"), BENT)
def test_what_is_wrong_is_refused_by_both(name: str, keys: tuple[str | int, ...], value: Any) -> None:
    files = copy.deepcopy(WHOLE)
    *path, last = keys
    place: Any = files[name]
    for key in path:
        place = place[key]
    place[last] = value
    assert not SCHEMAS[name].is_valid(files[name])
    with pytest.raises(PackError):
        read(files)
