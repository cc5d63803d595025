"""Records as templates hold them: every kind with every field, and no content of anybody's own."""

from typing import Any

import yaml

from aimslint.packs import load_pack, packs_folder
from aimslint.records.shape import Free, ListOf, Object, OwnStep, Reference, Scalar, Shape, Type, Words
from aimslint.records.table import all_kinds, record_kinds

PLACEHOLDERS = ("TBD", "<fill in>", "[Name]", "...")


def empty() -> dict[str, str]:
    """Every kind of record with nothing but its id."""
    return {f"governance/{kind}.yaml": _text({"kind": kind, "id": f"the-{kind}"}) for kind in record_kinds()}


def filled_with_placeholders(*, day: str = "YYYY-MM-DD") -> dict[str, str]:
    """Every kind with every field: placeholders for text, the best word for choices, `day` for each day.

    Approved as far as choices go, in use, and linked to one another as if all were true.
    """
    return {f"governance/{kind}.yaml": _text(_record(kind, day)) for kind in record_kinds()}


def _text(record: dict[str, Any]) -> str:
    return str(yaml.safe_dump(record, sort_keys=False, allow_unicode=True))


def _record(kind: str, day: str) -> dict[str, Any]:
    made = _map(all_kinds()[kind].shape, day)
    return {**made, "kind": kind, "id": f"the-{kind}"}


def _map(shape: Shape, day: str) -> dict[str, Any]:
    made = {}
    for position, (name, declared) in enumerate(shape.fields.items()):
        if name in LEFT_OUT:
            continue
        made[name] = _value(name, declared.type, day, PLACEHOLDERS[position % len(PLACEHOLDERS)])
    if shape.entry_kind is not None and shape.id_field == "id":
        made["id"] = f"the-{shape.entry_kind}"
    return made


LEFT_OUT = ("body", "extensions", "erased", "supersedes", "left_on", "prohibited_use", "none_so_far", "out")
BEST = {"status": "approved", "lifecycle_stage": "deployed", "result": "passed", "implementation_status": "implemented"}


def _value(name: str, type_: Type, day: str, placeholder: str) -> Any:
    match type_:
        case Scalar(basic) if basic in ("day", "duration", "number", "flag"):
            return {"day": day, "duration": "12 months", "number": 0, "flag": True}[basic]
        case Words(words):
            return BEST[name] if BEST.get(name) in words else words[0]
        case Reference(kinds):
            return "A.6.2.4" if kinds == ("requirement",) else f"the-{kinds[0]}"
        case Object(shape):
            return _map(shape, day)
        case ListOf(Reference(("requirement",))):
            return list(load_pack(packs_folder() / "iso42001").requirements)
        case ListOf(Words(words)):
            return list(words)
        case ListOf(item):
            return [_value(name, item, day, placeholder)]
        case Free():
            return {}
        case OwnStep() | Scalar():
            return placeholder
    raise AssertionError(type_)
