"""Turns what pydantic finds wrong with a record into problems with names of ours, and marks the bent fields unknown."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any

from aimslint.model import Keys, Place, Problem
from aimslint.records.shape import Field, ListOf, Object, Reference, Scalar, Shape, Type, Words, describe
from aimslint.records.values import UNKNOWN, is_empty
from aimslint.suggest import hint, nearest

_PATTERN_RULES = {
    "id": "bad-id",
    "path": "bad-path",
    "glob": "bad-path",
    "link": "bad-link",
    "duration": "bad-duration",
    "day": "bad-date",
}

EXPLANATION = "not_applicable"
"""The one key of a map that stands in a field's own place and says why the field does not apply."""

MOST_GUESSED = 500
"""For so many unknown keys of a record a likely name is looked for: in a file of nothing else it would take minutes."""

Spoilt = tuple[Keys, Any]
"""The data path of a field that became UNKNOWN, and what was written for it."""


def problems_of(
    errors: Iterable[Mapping[str, Any]],
    shape: Shape,
    data: dict[str, Any],
    path: str,
    document: int,
    base: Keys,
    told: Collection[Keys] = (),
) -> tuple[list[Problem], list[Spoilt]]:
    """One problem a bent field, for pydantic's `errors` about `data`; the field becomes UNKNOWN in place.

    `base` is where `data` stands in its document; what stands at one of the places `told` is a finding already. What
    was written is given too: what it likely refers to must not be held against anybody. A placeholder in an optional
    field is no problem here: it is as good as empty, and the completeness rule that misses the field says so.
    """
    problems: list[Problem] = []
    spoilt: list[Spoilt] = []
    seen: set[Keys] = set(told)
    closed: set[Keys] = set()
    unknown = 0
    # Unknown keys first: a misspelt `nmae` explains why `name` is missing, and is reported alone.
    for error in sorted(errors, key=lambda error: error["type"] != "extra_forbidden"):
        keys, declared, parent = _locate(error["loc"], shape)
        if keys in seen or (closed and any(keys[:length] in closed for length in range(len(keys) + 1))):
            continue  # one bent field, one finding: a union reports once a member
        seen.add(keys)
        place = Place(path, document, base + keys)
        if error["type"] == "extra_forbidden":
            if (explanation := _bent_explanation(place, keys, value_at(data, keys[:-1]))) is not None:
                problems.append(explanation)
                value_at(data, keys[:-2])[keys[-2]] = UNKNOWN
                closed.add(keys[:-1])
                spoilt.append((keys[:-1], None))
                continue
            unknown += 1
            meant = _meant_field(keys, parent, value_at(data, keys[:-1])) if unknown <= MOST_GUESSED else None
            problems.append(_unknown_field(place, keys, parent, meant))
            if meant is not None:
                holder = value_at(data, keys[:-1])
                holder[meant] = UNKNOWN
                seen.add((*keys[:-1], meant))
                spoilt.append(((*keys[:-1], meant), holder[keys[-1]]))
            continue
        written = None if error["type"] == "missing" else value_at(data, keys)
        if (problem := _bent(error["type"], place, keys, declared, data)) is not None:
            problems.append(problem)
            if problem.rule != "enum-alias":
                spoilt.append((keys, written))
    return problems, spoilt


def _locate(location: tuple[str | int, ...], shape: Shape) -> tuple[Keys, Field | Type | None, Shape]:
    """The data path of an error (pydantic names union members in between), what is declared there, and its object."""
    keys: list[str | int] = []
    declared: Field | Type | None = None
    type_: Type | None = Object(shape)
    parent = shape
    for step in location:
        if isinstance(type_, Object):
            parent = type_.shape
            keys.append(step)
            declared = parent.fields.get(str(step))
            type_ = declared.type if declared else None
        elif isinstance(type_, ListOf) and isinstance(step, int):
            keys.append(step)
            declared = type_ = type_.item
    return tuple(keys), declared, parent


def _meant_field(keys: Keys, parent: Shape, holder: Mapping[str, Any]) -> str | None:
    """The absent field that an unknown key likely means: one of a like name, else the one that cannot be done without.

    The latter where nothing else could have been meant: one unknown key, one needed field missing, alike in form.
    """
    absent = [name for name in parent.fields if name not in holder]
    meant = nearest(str(keys[-1]), absent)
    if meant is not None:
        return meant
    missing = [parent.fields[name] for name in absent if parent.fields[name].required]
    unknown = list(islice((name for name in holder if name not in parent.fields), 2))
    if len(missing) != 1 or len(unknown) != 1:
        return None
    structured = isinstance(missing[0].type, ListOf | Object)
    return missing[0].name if structured == isinstance(holder[unknown[0]], list | dict) else None


def _bent_explanation(place: Place, keys: Keys, holder: Mapping[str, Any]) -> Problem | None:
    """What is wrong with a map that is, all but in form, a `not_applicable` block; None for any other map."""
    if len(holder) != 1 or len(keys) < 2 or not isinstance(keys[-2], str):
        return None
    if keys[-1] == EXPLANATION:
        values = {
            "field": EXPLANATION,
            "found": "empty" if is_empty(holder[EXPLANATION]) else show(holder[EXPLANATION]),
            "hint": "",
        }
        return Problem("wrong-type", place, values | {"expected": "a map with reason, approved_by"})
    if nearest(str(keys[-1]), [EXPLANATION]) is None:
        return None
    values = {"field": str(keys[-1]), "hint": f"; did you mean `{EXPLANATION}`?", "meant": EXPLANATION}
    return Problem("unknown-field", Place(place.path, place.document, place.keys, part="key"), values)


def _unknown_field(place: Place, keys: Keys, parent: Shape, meant: str | None) -> Problem:
    values = {
        "field": str(keys[-1]),
        "holder": parent.entry_kind or parent.name,
        "hint": f"; did you mean `{meant}`?" if meant else "",
        "meant": meant or "",
        "fields": ", ".join(parent.fields),
    }
    return Problem("unknown-field", Place(place.path, place.document, place.keys, part="key"), values)


def _bent(error: str, place: Place, keys: Keys, declared: Field | Type | None, data: dict[str, Any]) -> Problem | None:
    holder, last = value_at(data, keys[:-1]), keys[-1]
    value = None if error == "missing" else holder[last]
    type_ = declared.type if isinstance(declared, Field) else declared
    required = isinstance(declared, Field) and declared.required
    if isinstance(value, str) and is_empty(value) and not required:
        return None
    if isinstance(value, str) and isinstance(type_, Words) and (word := type_.meant(value)):
        holder[last] = word
        return Problem("enum-alias", place, {"field": _field_name(keys), "found": value, "meant": word})
    holder[last] = UNKNOWN
    values = {"field": _field_name(keys), "expected": describe(type_) if type_ else "something else"}
    if value is None or (isinstance(value, str) and is_empty(value)):
        still = f' (still a placeholder: "{value.strip()}")' if value and value.strip() else ""
        return Problem("missing-required-field", place, values | {"found": still})
    return Problem(_rule(error, type_, value), place, values | {"found": show(value), "hint": _hint(value, type_)})


def _rule(error: str, type_: Type | None, value: Any) -> str:
    if isinstance(value, (list, dict)):
        return "wrong-type"
    match type_:
        case Words():
            return "bad-enum-value"
        case Scalar("day" | "duration" as name):
            return _PATTERN_RULES[name]
        case Scalar("text" | "id" | "path" | "glob" | "link") | Reference() if not isinstance(value, str):
            return "unquoted-scalar"
        case Scalar(name) if error == "string_pattern_mismatch":
            return _PATTERN_RULES[name]
    return "wrong-type"


def _hint(value: Any, type_: Type | None) -> str:
    match type_:
        case Words(words) if isinstance(value, str):
            return hint(value, words)
        case ListOf() if isinstance(value, dict) and len(value) == 1 and nearest(str(*value), [EXPLANATION]):
            return f"; or write `{EXPLANATION}: {{reason: ..., approved_by: ...}}`"
        case ListOf() if not isinstance(value, (list, dict)):
            return f"; write a list: [{value}]"
        case Scalar("flag") if isinstance(value, str) and value.casefold() in ("yes", "on", "y"):
            return "; write true"
        case Scalar("flag") if isinstance(value, str) and value.casefold() in ("no", "off", "n"):
            return "; write false"
        case Scalar("duration") if isinstance(value, int) and not isinstance(value, bool):
            return f"; write the unit too, as in `{value} months`"
    return ""


def show(value: Any) -> str:
    """A value in few words, for messages."""
    match value:
        case dict():
            return "a map"
        case list():
            return "a list"
        case bool():
            return "`true`" if value else "`false`"
        case _:
            text = str(value)
            return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


def _field_name(keys: Keys) -> str:
    return next((str(key) for key in reversed(keys) if isinstance(key, str)), "the record")


def value_at(data: Any, keys: Keys) -> Any:
    """What stands at a data path that is there."""
    for key in keys:
        data = data[key]
    return data
