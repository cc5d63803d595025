"""Records made up from the shapes: valid ones, and ones that are bent in one place."""

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st

from aimslint.records.shape import Field, Free, ListOf, Object, OwnStep, Reference, Scalar, Shape, Type, Words
from aimslint.records.table import all_kinds, record_kinds
from aimslint.records.values import is_empty

KINDS = sorted(record_kinds())
MOST_FIELDS = 6

Draw = Any
Place = tuple[Any, Any]

_texts = st.text(min_size=1, max_size=12).filter(lambda text: not _says_nothing(text))
_ids = st.from_regex(r"[A-Za-z][A-Za-z0-9.:_-]{0,20}", fullmatch=True)
_paths = st.from_regex(r"/?[a-z*]{1,8}(/[a-z.*]{1,8}){0,2}", fullmatch=True)
_days = st.dates(date(1950, 1, 1), date(2199, 12, 31)).map(str) | st.sampled_from(["2000-02-29", "2196-02-29"])
_durations = st.builds(
    "{} {}".format, st.integers(1, 9999), st.sampled_from(["day", "days", "weeks", "months", "year"])
)
_links = st.sampled_from(["https://example.org", "http://localhost:8080/a?b=c#d", "https://example.org/ä"])
_numbers = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6)
_json = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_texts, inner, max_size=2),
    max_leaves=4,
)

JUNK: list[Any] = [
    *(None, True, False, 0, 1, -3, 1.5, 10**30, "x", "a b", "a/b", "x\n", "\ufeff", "yes", "12", "ok\x1f"),
    *("2026-02-28", "2026-02-29", "2100-02-29", "1900-02-29", "2026-02-28\n", "26-01-01", "2026-1-1", "1949-12-31"),
    *("12 months", "12months", "0 days", "1 day\n", "1２ days", "2026-01-1２", "99999 days", "1 fortnight"),
    *("https://", "https://a b", "ftp://a", "https://a\n", "C:\\x", "//x", "/", "\\", "a\n"),
    *("HITL", "Deployed", "deployed ", "human rights", "low", "high", "approved", "other"),
    *([], [None], ["x"], ["x", 1], [[]], [{}], ["low"], {}, {"x": 1}, {"id": "a"}, {"reason": "r", "approved_by": "b"}),
    {"not_applicable": None},
    {"not_applicable": "no"},
    {"not_applicable": {}},
    {"not_applicable": {"reason": "It has none.", "approved_by": "aims-manager"}},
    {"not_applicable": {"reason": None}},
    {"not_applicable": {"reason": 3}},
    {"not_applicable": {"reason": {"not_applicable": {}}}},
    {"not_applicable": {"raeson": "It has none."}},
    {"not_applicable": {"reason": "It has none."}, "id": "a"},
]


def valid_records(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Records of a kind with some of its fields."""
    return _objects(all_kinds()[kind].shape)


@st.composite
def bent_records(draw: Draw, kind: str) -> dict[str, Any]:
    """Records of a kind that are changed in one place, for the worse or not; `kind` itself is left alone."""
    record: dict[str, Any] = draw(valid_records(kind))
    places = [place for place in places_of(record) if place[1] != "kind"]
    holder, key = draw(st.sampled_from(places))
    match draw(st.sampled_from(["replace", "replace", "replace", "drop", "add", "rename"])):
        case "replace":
            holder[key] = copy.deepcopy(draw(st.sampled_from(JUNK) | _json))
        case "drop":
            del holder[key]
        case "add" if isinstance(holder, dict):
            holder[draw(st.sampled_from(["owners", "within", "not_applicable", "kind ", "body", "inside"]))] = "x"
        case "rename" if isinstance(key, str):
            holder[key + "s"] = holder.pop(key)
    return record


def places_of(value: Any) -> Iterator[Place]:
    """Every place in a value that something stands at: its holder and the key or position."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        yield from places_of(value[key])


def has_empty_text(value: Any) -> bool:
    """Whether a text occurs that is blank or a stand-in: to the model as good as absent, to a schema wrong."""
    return any(isinstance(holder[key], str) and _says_nothing(holder[key]) for holder, key in places_of(value))


def _says_nothing(text: str) -> bool:
    return is_empty(text) or not text.strip()


@st.composite
def _objects(draw: Draw, shape: Shape) -> dict[str, Any]:
    required = [name for name, declared in shape.fields.items() if declared.required]
    free = [name for name in shape.fields if name not in required]
    chosen = draw(st.lists(st.sampled_from(free), max_size=MOST_FIELDS, unique=True)) if free else []
    return {name: draw(_fields(shape.fields[name])) for name in (*required, *chosen)}


@st.composite
def _fields(draw: Draw, declared: Field) -> Any:
    rare = draw(st.integers(0, 11))
    if rare == 0 and not declared.required:
        return None
    if rare == 1 and declared.explainable:
        return {"not_applicable": draw(st.fixed_dictionaries({}, optional={"reason": _texts, "approved_by": _ids}))}
    return draw(_values(declared.type))


def _values(type_: Type) -> st.SearchStrategy[Any]:
    match type_:
        case Scalar(name):
            return _scalars(name)
        case Words(words):
            return st.sampled_from(words)
        case OwnStep():
            return _texts | _numbers
        case Reference():
            return _ids
        case ListOf(item):
            return st.lists(_values(item), max_size=2)
        case Object(shape):
            return st.deferred(lambda: _objects(shape))
        case Free():
            return st.dictionaries(_texts, _json, max_size=2)


def _scalars(name: str) -> st.SearchStrategy[Any]:
    known: dict[str, st.SearchStrategy[Any]] = {
        "text": _texts,
        "number": _numbers,
        "flag": st.booleans(),
        "day": _days,
        "duration": _durations,
        "id": _ids,
        "path": _paths,
        "glob": _paths,
        "link": _links,
        "text or number": _texts | _numbers,
    }
    return known[name]
