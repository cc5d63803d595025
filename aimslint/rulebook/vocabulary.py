"""The static types of paths: what may be said of which item, and what a path leads to."""

from collections.abc import Iterable, Mapping
from functools import cache

from aimslint.aims.plan import way_back_sources
from aimslint.dataclass import dataclass
from aimslint.facts import Fact, all_facts
from aimslint.model import Phase
from aimslint.packs import REQUIREMENT_KINDS
from aimslint.records.shape import Field, ListOf, Object, Reference, Scalar, Shape, Type, Words
from aimslint.records.table import all_kinds, part, record_kinds
from aimslint.rulebook.fault import RuleFaultError


@dataclass(frozen=True, slots=True)
class Items:
    """Items of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a path leads to: a value of a type, or items; several where it crosses a list."""

    type: Type | Items
    many: bool


SPECIAL = ("record", "project", "requirement", "reference", "evidence", "not_applicable")


def subject_kinds(for_each: str | list[str]) -> tuple[str, ...]:
    """The kinds of items that `for_each` names. Raises RuleFaultError for a word that names none."""
    if isinstance(for_each, list):
        return tuple(kind for one in for_each for kind in subject_kinds(one))
    match for_each:
        case "record":
            return record_kinds()
        case "evidence":
            return ("Evidence",)
        case "project" | "requirement" | "reference" | "not_applicable":
            return (for_each,)
    if for_each in all_kinds():
        return (for_each,)
    if "." in for_each and shape_at(for_each) is not None:
        return (for_each,)
    from aimslint.suggest import hint

    raise RuleFaultError(f"`{for_each}` is no kind, entry kind or typed list{hint(for_each, (*all_kinds(), *SPECIAL))}")


@cache
def shape_at(kind: str) -> Shape | None:
    """The shape of items of a kind, of a typed list such as `ai_system.models`, or of a special kind."""
    if kind in all_kinds():
        return all_kinds()[kind].shape
    if kind in _special_shapes():
        return _special_shapes()[kind]
    first, *rest = kind.split(".")
    shape = all_kinds()[first].shape if first in all_kinds() else None
    inside_list = False
    for name in rest:
        declared = shape.fields.get(name) if shape else None
        inside_list = declared is not None and isinstance(declared.type, ListOf)
        inner = declared.type.item if declared and isinstance(declared.type, ListOf) else declared and declared.type
        shape = inner.shape if isinstance(inner, Object) else None
    return shape if inside_list else None


@cache
def _special_shapes() -> Mapping[str, Shape]:
    everything = Reference(tuple(all_kinds()))
    return {
        "requirement": Shape(
            "requirement",
            "A clause or control.",
            _fields(
                id=Scalar("text"),
                pack=Scalar("text"),
                kind=Words((*REQUIREMENT_KINDS, "own_control")),
                group=Scalar("text"),
                title=Scalar("text"),
                phase=Words(tuple(Phase)),
                asked_of=Scalar("text"),
            ),
        ),
        "reference": Shape(
            "reference",
            "One reference.",
            _fields(source=everything, target=everything, field=Scalar("text"), source_kind=Words(tuple(all_kinds()))),
        ),
        "not_applicable": part("NotApplicable"),
        "Evidence": part("Evidence"),
        "project": Shape("project", "The project as a whole.", {}),
    }


def _fields(**types: Type) -> dict[str, Field]:
    return {name: Field(name, type_, False, "", (), False, False) for name, type_ in types.items()}


@cache
def facts_of(kind: str) -> Mapping[str, Fact]:
    """The facts of one kind, by name."""
    return {fact.name: fact for fact in all_facts() if kind in fact.kinds}


@cache
def relations_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The ways back of one kind: name, and the kinds it leads to."""
    return {name: sources for (target, name), sources in way_back_sources().items() if target == kind}


def holder_of(kind: str) -> str | None:
    """What holds items of this kind: the record kind for an entry, the item for an item of a typed list."""
    if kind in all_kinds():
        return all_kinds()[kind].holder
    if "." in kind:
        outer = kind.rpartition(".")[0]
        while outer not in all_kinds() and shape_at(outer) is None and "." in outer:
            outer = outer.rpartition(".")[0]
        return outer
    return None


def words_after(kinds: Iterable[str]) -> list[str]:
    """Everything that may be said of items of these kinds, for suggestions."""
    said: set[str] | None = None
    for kind in kinds:
        shape = shape_at(kind)
        holder = holder_of(kind)
        own = {*(shape.fields if shape else ()), *facts_of(kind), *relations_of(kind), *([holder] if holder else ())}
        said = own if said is None else said & own
    return sorted(said or ())
