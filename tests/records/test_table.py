"""The table of kinds says what the models say, or is not believed; what checks records does as the models would."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from aimslint.loading import load_file
from aimslint.records import from_models, table, validating
from aimslint.records.from_models import models, shape_of
from aimslint.records.needs import unmet
from aimslint.records.patterns import PATTERNS
from aimslint.records.plainly import is_right, plain_faults
from aimslint.records.shape import Field, Free, ListOf, Object, Scalar, Shape, Words, shapes_in
from aimslint.records.validating import expect_many, faults_of, is_sound

SAMPLE = Path(__file__).parents[2] / "sample-repo"


@pytest.fixture
def anew() -> Iterator[None]:
    """The table is read anew, now and afterwards."""
    table._known.cache_clear()
    yield
    table._known.cache_clear()


def test_the_table_is_the_one_that_make_generate_writes() -> None:
    assert table.FILE.read_text("utf-8") == table.written()


def test_it_says_what_the_models_say() -> None:
    assert list(table.all_kinds().items()) == list(from_models.all_kinds().items())
    assert list(table.record_kinds()) == list(models())


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: json.dumps({"made_of": table.made_of()}),
        lambda text: json.dumps({**json.loads(text), "made_of": "0" * 64, "kinds": []}),
    ],
    ids=["empty", "truncated", "a list", "without kinds", "of other models"],
)
def test_another_table_is_not_believed(spoil: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spoilt = tmp_path / "kinds.json"
    spoilt.write_text(spoil(table.FILE.read_text("utf-8")), "utf-8")
    monkeypatch.setattr(table, "FILE", spoilt)
    assert table.all_kinds() is from_models.all_kinds()


@pytest.mark.usefixtures("anew")
def test_without_a_table_the_models_are_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(table, "FILE", tmp_path / "kinds.json")
    assert table.all_kinds() is from_models.all_kinds()


@pytest.mark.parametrize("change", ["kinds/policy.py", "kinds/new_kind.py", "envelope.py", "fields.py", "shape.py"])
def test_a_changed_model_makes_it_another_table(change: str, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    shutil.copytree(table.FOLDER, folder)
    assert table.made_of(folder) == table.made_of()
    with (folder / change).open("a") as file:
        file.write("\n")
    assert table.made_of(folder) != table.made_of()


@pytest.mark.parametrize("name", models())
def test_records_are_checked_as_the_models_would(name: str) -> None:
    """What pydantic's core is told of a shape is what pydantic tells it of the model."""
    model = models()[name]
    model.model_rebuild()
    assert _plain(validating._object(shape_of(model)), {}) == _plain(model.__pydantic_core_schema__, {})


def _plain(schema: Any, named: dict[str, Any]) -> Any:
    """What two schemas have in common that refuse the same: no names, no defaults, models as maps."""
    if isinstance(schema, list):
        return [_plain(one, named) for one in schema]
    if not isinstance(schema, dict):
        return schema
    match schema.get("type"):
        case "definitions":
            return _plain(schema["schema"], {one["ref"]: one for one in schema["definitions"]})
        case "definition-ref" if schema["schema_ref"] == "data" or "JsonValue" in schema["schema_ref"]:
            return "any data"
        case "definition-ref":
            return _plain(named[schema["schema_ref"]], named)
        case "model":
            assert schema["config"]["strict"]
            assert schema["config"]["extra_fields_behavior"] == "forbid"
            return _plain(schema["schema"], named)
        case "model-fields" | "typed-dict":
            assert schema["type"] == "model-fields" or (schema["strict"] and schema["extra_behavior"] == "forbid")
            told = {one.get("validation_alias") or name: one for name, one in schema["fields"].items()}
            return {name: _plain(one, named) for name, one in told.items()}
        case "model-field":
            inner = schema["schema"]
            optional = inner["type"] == "default"
            return [not optional, _plain(inner["schema"] if optional else inner, named)]
        case "typed-dict-field":
            return [schema["required"], _plain(schema["schema"], named)]
    left_out = ("metadata", "serialization", "ref")
    return {key: _plain(value, named) for key, value in schema.items() if key not in left_out}


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2026-02-29")
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)


def values(type_: Any) -> st.SearchStrategy[Any]:
    """What fits a type, mostly; or else anything."""
    match type_:
        case Words(words):
            return st.sampled_from(words) | scalars
        case Object(shape):
            return objects(shape) | anything
        case ListOf(item):
            return st.lists(values(item), max_size=2) | anything
        case Scalar("day"):
            return st.sampled_from(["2026-01-01", "2026-02-30", "2024-02-29", "1949-01-01"]) | scalars
        case Scalar("duration"):
            return st.sampled_from(["1 day", "12 months", "0 days", "1 month "]) | scalars
    return st.text(max_size=8) | anything


def objects(shape: Shape) -> st.SearchStrategy[Any]:
    fields = list(shape.fields.items())
    chosen = st.lists(st.sampled_from(fields), max_size=4)
    return chosen.flatmap(lambda some: st.fixed_dictionaries({name: values(one.type) for name, one in some}))


cases = st.sampled_from(list(models().values())).flatmap(
    lambda model: st.tuples(st.just(model), objects(shape_of(model)))
)


@given(cases)
def test_faults_are_those_that_the_models_find(case: tuple[Any, dict[str, Any]]) -> None:
    model, data = case
    shape = shape_of(model)
    assert told(faults_of(shape, data)) == told(by_model(model, data))
    assert not is_right(shape, data) or by_model(model, data) == []
    plain = plain_faults(shape, data)
    assert plain is None or said(plain) == said(by_model(model, data))


def said(faults: list[Any]) -> list[Any]:
    return [(fault["type"], fault["loc"]) for fault in faults]


def test_one_plain_fault_is_told_without_pydantic() -> None:
    shape = table.all_kinds()["ai_system"].shape
    (data,) = [
        document.data
        for document in load_file("s.yaml", (SAMPLE / "governance/systems/churn-model.yaml").read_bytes()).documents
    ]
    choice = next(name for name in data if isinstance(shape.fields[name].type, Words))
    faults = {
        "literal_error": data | {choice: "dne"},
        "string_pattern_mismatch": data | {"id": "not an id"},
        "missing": {name: value for name, value in data.items() if name != "id"},
        "extra_forbidden": data | {"colour": "red"},
    }
    assert plain_faults(shape, data) == []
    for sort, bent in faults.items():
        (fault,) = plain_faults(shape, bent) or [{}]
        assert fault.get("type") == sort
        assert said([fault]) == said(by_model(models()["ai_system"], bent))
    assert plain_faults(shape, data | {"colour": "red", "id": "not an id"}) is None


PLAIN = st.text(st.characters(codec="ascii"), max_size=5) | st.sampled_from(
    ["2026-02-29", "2024-02-29", "12 months", "a-1", "https://a", "/a/b", "a\n", "", "\x1c", "ü", "\ud800"]
)


@given(st.sampled_from(sorted(PATTERNS)) | st.just("text"), PLAIN | st.text(max_size=3) | scalars)
def test_a_value_that_is_plainly_right_is_right(name: Any, value: Any) -> None:
    shape = Shape("one", "", {"value": Field("value", Scalar(name), True, "", (), False, False)})
    faults = faults_of(shape, {"value": value})
    assert not is_right(shape, {"value": value}) or faults == []
    plain = plain_faults(shape, {"value": value})
    assert plain is None or said(plain) == said(faults)


def test_what_takes_any_map_cannot_be_explained_away() -> None:
    """Blocks that explain are taken out before anybody asks: such a field would lose what it may hold."""
    shapes = {shape for kind in table.all_kinds().values() for shape in (kind.shape, *shapes_in(kind.shape))}
    free = [field for shape in shapes for field in shape.fields.values() if isinstance(field.type, Free)]
    assert free
    assert not any(field.explainable for field in free)


def test_all_records_of_the_sample_are_plainly_right() -> None:
    files = [*SAMPLE.glob("governance/**/*.yaml")]
    records = [document.data for file in files for document in load_file(file.name, file.read_bytes()).documents]
    known = [record for record in records if "extensions" not in record and "not_applicable" not in str(record)]
    assert len(known) > 20
    for record in known:
        assert is_right(table.all_kinds()[record["kind"]].shape, record), record["id"]


def by_model(model: Any, data: dict[str, Any]) -> list[Any]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return list(error.errors())
    return []


def told(faults: list[Any]) -> list[tuple[str, Any]]:
    """Of each fault its type and place; of data of an organisation's own form only that it is none."""
    same = {"model_type": "dict_type"}
    found = [(same.get(one["type"], one["type"]), one["loc"]) for one in faults]
    return sorted({("data", loc[:1]) if loc[:1] == ("extensions",) else (type_, loc) for type_, loc in found}, key=repr)


def test_a_sound_record_has_no_fault_and_no_required_text_that_says_nothing() -> None:
    expect_many()
    seen = sound = 0
    for file in sorted(SAMPLE.glob("governance/**/*.yaml")):
        for document in load_file(file.name, file.read_bytes()).documents:
            shape = table.all_kinds()[document.data["kind"]].shape
            for data in (document.data, *spoilt(document.data)):
                seen += 1
                clean = faults_of(shape, data) == [] and list(unmet(shape, data)) == []
                assert not is_sound(shape, data) or clean
                sound += is_sound(shape, data) is clean
    assert sound > 0.99 * seen, "what is not called sound though it is takes longer"


def spoilt(data: Any) -> Iterator[Any]:
    """The data with one value of a map in it replaced by something else, at every place."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from ({**data, key: other} for other in ("TBD", "", None, 1))
            yield from ({**data, key: other} for other in spoilt(value))
    elif isinstance(data, list) and data:
        yield from ([other, *data[1:]] for other in spoilt(data[0]))
