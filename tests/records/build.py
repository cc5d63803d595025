"""Rich, valid records made from the shapes, and ways to bend exactly one field of one.

`world()` is a small organisation with one rich record of every kind: every field filled, every reference resolved. A
field that somebody adds to a model is filled and bent here without a change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from aimslint.model import Keys
from aimslint.packs import load_packs
from aimslint.records.shape import (
    Field,
    Free,
    Kind,
    ListOf,
    Object,
    OwnStep,
    Reference,
    Scalar,
    Shape,
    Type,
    Words,
)
from aimslint.records.table import all_kinds

# Not part of a rich record: an erased one is passed by, and `body` is the text of a Markdown file.
LEFT_OUT = ("erased", "body", "prohibited_use")
EVIDENCE = "docs/evidence.md"
SCALE = ("low", "middle", "high")
CONTROLS = ("A.5.3", "A.6.2.2")


@dataclass(frozen=True)
class Raw:
    """A scalar written as it stands, without quotes."""

    text: str


def record_kinds() -> list[Kind]:
    return [kind for kind in all_kinds().values() if kind.nature is not None]


def id_of(kind: str, number: int = 1) -> str:
    return CONTROLS[number - 1] if kind in ("requirement", "soa_row") else f"{kind.replace('_', '-')}-{number}"


def rich(kind: Kind, **changes: Any) -> dict[str, Any]:
    """A valid record of a kind with every field filled."""
    return {"kind": Raw(kind.name)} | _object(kind.shape, kind.name, 1) | _agreeing(kind.name) | changes


def bare(kind: Kind) -> dict[str, Any]:
    """What `supersedes` of a rich record names."""
    stage = "status" if "status" in kind.shape.fields else "lifecycle_stage"
    return {"kind": Raw(kind.name), "id": f"old-{kind.name}", stage: Raw("retired")}


def _agreeing(kind: str) -> dict[str, Any]:
    """What cannot be made up field by field, because it must agree with the rest."""
    if kind == "scope":
        out = {"system": "old-ai_system", "reason": "It is out of use."}
        return {"systems": {"in": [id_of("ai_system")], "out": [out]}}
    if kind == "risk_method":
        steps = {name: [{"value": word} for word in SCALE] for name in ("likelihood", "consequence", "levels")}
        matrix = [{"likelihood": one, "consequence": other, "level": "low"} for one in SCALE for other in SCALE]
        return {"scales": steps, "matrix": matrix}
    if kind == "impact_assessment":
        words = all_kinds()["impact"].shape.fields["dimension"].type
        assert isinstance(words, Words)
        rest = [{"dimension": Raw(word), "reason": f"No {word} is touched."} for word in words.words]
        return {"untouched_dimensions": rest}
    if kind == "soa":
        rows = _object(all_kinds()["soa"].shape, "soa", 1)["controls"]
        return {"controls": rows + [_row(id_) for id_ in _controls() if id_ not in CONTROLS]}
    if kind == "procedure":
        return {"covers": ["A.3.3", "A.8.4", "A.5.2", "A.2.2"]}
    return {}


def _row(control: str) -> dict[str, Any]:
    return {
        "control": control,
        "applicable": Raw("true"),
        "justification": f"Control {control} answers risks of its own.",
        "implementation_status": Raw("planned"),
        "owner": id_of("role"),
        "target_date": Raw("2027-01-01"),
    }


def _controls() -> list[str]:
    (pack,) = load_packs(["iso42001"]).values()
    return [requirement.id for requirement in pack.requirements.values() if requirement.kind == "control"]


def _object(shape: Shape, kind: str, number: int) -> dict[str, Any]:
    left_out = (*LEFT_OUT, "left_on") if number == 1 else LEFT_OUT  # somebody holds each role
    return {
        name: _value(declared, kind, number, shape) for name, declared in shape.fields.items() if name not in left_out
    }


def _value(declared: Field, kind: str, number: int, shape: Shape) -> Any:
    name = declared.name
    if name == "kind" and isinstance(declared.type, Words) and declared.type.words == (kind,):
        return Raw(kind)
    if name in ("version", "system_version") and isinstance(declared.type, Scalar):
        return "1.0"
    if name == "licence":
        return "proprietary"
    if name == "supersedes":
        return f"old-{kind}"
    if name == shape.id_field and (shape.entry_kind or shape.fields.get("kind")):
        return id_of(shape.entry_kind or kind, number)
    return filled(declared.type, f"{kind} {name}", number)


def filled(type_: Type, about: str, number: int = 1) -> Any:
    """A valid value of a type."""
    match type_:
        case Scalar("text"):
            return f"Text about {about} number {number}"
        case Scalar("day", past):
            return Raw(f"2026-0{number + 1}-11" if past else f"2027-0{number}-01")
        case Scalar(name):
            return _SCALARS[name]
        case Words(words):
            return Raw(next((word for word in _USUAL if word in words), words[0]))
        case OwnStep():
            return SCALE[0]
        case Reference(kinds):
            return id_of(kinds[0], 1 if _names_record(type_) else number)
        case Object(shape):
            return _object(shape, about, number)
        case ListOf(item):
            return [filled_item(item, about, position) for position in range(1, _how_many(item) + 1)]
        case Free():
            return {"own_field": "own text"}


def _how_many(item: Type) -> int:
    """There is one rich record a kind, and two of each entry."""
    return len(item.words) if isinstance(item, Words) else 1 if _names_record(item) else 2


def _names_record(type_: Type) -> bool:
    return isinstance(type_, Reference) and type_.kinds[0] in {kind.name for kind in record_kinds()}


def filled_item(type_: Type, about: str, number: int) -> Any:
    if isinstance(type_, Words):
        return Raw(type_.words[number - 1])
    return filled(type_, about, number)


# Words that make rules apply: a live system of high tier, approved documents.
_USUAL = ("approved", "deployed", "high", "approve", "implemented", "in_the_loop", "active")

_SCALARS: dict[str, Any] = {
    "number": Raw("3"),
    "text or number": "low",
    "flag": Raw("true"),
    "duration": "12 months",
    "id": "some-id",
    "path": EVIDENCE,
    "glob": "services/**",
    "link": "https://example.org/page",
}


# --- Text with the line of every key. ---------------------------------------------------------------------------------


def written(data: dict[str, Any]) -> tuple[str, dict[Keys, int]]:
    """YAML in block style, and on which line the key (for a list item: the item) at a data path stands."""
    lines: list[str] = []
    places: dict[Keys, int] = {}
    _write(data, (), "", lines, places)
    return "\n".join(lines) + "\n", places


def _write(value: Any, keys: Keys, indent: str, lines: list[str], places: dict[Keys, int]) -> None:
    entries: list[tuple[str | int, Any]] = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    for key, inner in entries:
        here = (*keys, key)
        start = f"{indent}{key}:" if isinstance(key, str) else f"{indent}-"
        places[here] = len(lines) + 1
        if isinstance(inner, dict | list) and inner:
            if isinstance(key, str):
                lines.append(start)
            first = len(lines)
            _write(inner, here, indent + "  ", lines, places)
            if not isinstance(key, str):
                lines[first] = f"{start} {lines[first].lstrip()}"
        else:
            lines.append(f"{start} {_scalar(inner)}")


def _scalar(value: Any) -> str:
    if isinstance(value, Raw):
        return value.text
    if value is None:
        return "null"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"' if isinstance(value, str) else str(value)


# --- Bending. ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bend:
    """One way to spoil one field: what stands there instead (or under which key), and the rule that tells it."""

    keys: Keys
    rule: str
    instead: Any = None
    key: str | None = None  # the field's name is misspelt so
    drop: bool = False  # the field is left out

    def __str__(self) -> str:
        where = ".".join(map(str, self.keys))
        what = f"as {self.key}" if self.key else "left out" if self.drop else f"= {self.instead}"
        return f"{where} {what}"


def bends(kind: Kind) -> list[Bend]:
    """Every way to bend a rich record that is tried, except of ids, kinds, and references to nothing."""
    return list(_bends(kind.shape, rich(kind), ()))


def _bends(shape: Shape, value: dict[str, Any], keys: Keys) -> Iterator[Bend]:
    for name, declared in shape.fields.items():
        is_id = name == shape.id_field and (shape.entry_kind is not None or not keys)
        if name not in value or is_id or (name == "kind" and not keys):
            continue
        here = (*keys, name)
        yield Bend(here, "unknown-field", key=misspelt(name))
        if declared.required:
            yield Bend(here, "missing-required-field")
            yield Bend(here, "missing-required-field", drop=True)
            yield Bend(here, "missing-required-field", "TBD")
            yield Bend(here, "missing-required-field", " ")
        yield from _of_type(declared.type, value[name], here)


def _of_type(type_: Type, value: Any, here: Keys) -> Iterator[Bend]:
    for rule, instead in spoilt(type_, value):
        yield Bend(here, rule, instead)
    if isinstance(type_, Object):
        yield from _bends(type_.shape, value, here)
    if isinstance(type_, ListOf):
        yield from _of_type(type_.item, value[0], (*here, 0))


def spoilt(type_: Type, value: Any) -> Iterator[tuple[str, Any]]:
    """Wrong values for a type, each with the rule that tells it."""
    match type_:
        case Scalar(name):
            yield from _SPOILT_SCALARS[name]
        case Words():
            yield "bad-enum-value", Raw("no-such-word-anywhere")
            yield "bad-enum-value", Raw("17")
            yield "wrong-type", {"a": "b"}
        case OwnStep():
            yield from _SPOILT_SCALARS["text or number"]
        case Reference():
            yield "wrong-type", [value]
        case Object():
            yield "wrong-type", "in words"
            yield "wrong-type", ["a"]
        case ListOf():
            yield "wrong-type", "only one"
            yield "wrong-type", {"a": "b"}


_NO_TEXT: tuple[tuple[str, Any], ...] = (
    ("unquoted-scalar", Raw("42")),
    ("unquoted-scalar", Raw("true")),
    ("wrong-type", ["a", "b"]),
)
_SPOILT_SCALARS: dict[str, tuple[tuple[str, Any], ...]] = {
    "text": _NO_TEXT,
    "id": (*_NO_TEXT, ("bad-id", "with a space")),
    "path": (*_NO_TEXT, ("bad-path", r"docs\evidence.md")),
    "glob": (*_NO_TEXT, ("bad-path", r"services\**")),
    "link": (*_NO_TEXT, ("bad-link", "www.example.org")),
    "number": (("wrong-type", "many"),),
    "text or number": (("wrong-type", ["a"]), ("wrong-type", Raw("true"))),
    "flag": (("wrong-type", Raw("yes")), ("wrong-type", Raw("1"))),
    "day": (
        ("bad-date", Raw("2026-02-30")),
        ("bad-date", Raw("11.02.2026")),
        ("wrong-type", {"day": "2026-02-03"}),
    ),
    "duration": (("bad-duration", "monthly"), ("bad-duration", Raw("12"))),
}


def misspelt(name: str) -> str:
    """A slip of the finger in a field's name."""
    return name + name[-1] if len(name) < 6 else name[:2] + name[3] + name[2] + name[4:] + "x"[: name[2] == name[3]]


def bent(data: dict[str, Any], bend: Bend) -> tuple[dict[str, Any], Keys]:
    """A copy of the data with that one field bent, and the data path at which the finding belongs."""
    copy = _copied(data)
    holder: Any = copy
    for key in bend.keys[:-1]:
        holder = holder[key]
    last: Any = bend.keys[-1]
    if bend.key is not None:
        items = [(bend.key if key == last else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(items)
        return copy, (*bend.keys[:-1], bend.key)
    if bend.drop:
        del holder[last]
        return copy, bend.keys[:-1]
    holder[last] = bend.instead
    return copy, bend.keys


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


@cache
def world() -> dict[str, str]:
    """The files of the small organisation, by path; one a kind, so that a bent record stands in a file of its own."""
    files = {f"governance/{kind.name}.yaml": written(rich(kind))[0] for kind in record_kinds()}
    old = [written(bare(kind))[0] for kind in record_kinds() if "supersedes" in kind.shape.fields]
    return files | {"governance/zz-old.yaml": "---\n".join(old), EVIDENCE: "Evidence.\n", "services/a.py": ""}
