"""Where in a shape references and typed lists stand, worked out once a kind so that linking visits nothing else."""

from collections.abc import Iterator
from functools import cache

from aimslint.aims.item import Names
from aimslint.dataclass import dataclass
from aimslint.records.shape import ListOf, Object, Reference, Shape
from aimslint.records.table import all_kinds, part


@dataclass(frozen=True, slots=True)
class Link:
    """A reference field, single or a list."""

    names: Names
    first: str
    rest: Names
    many: bool
    reference: Reference


@dataclass(frozen=True, slots=True)
class TypedList:
    """A list of objects; its items become nodes of `kind`. `named_inside`: they have ids, which only the list knows."""

    names: Names
    first: str
    rest: Names
    kind: str
    id_field: str
    plan: "Plan"
    named_inside: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What to follow in the data of one item. `of` names the shape."""

    of: str
    links: tuple[Link, ...]
    lists: tuple[TypedList, ...]


@cache
def plan_of(kind: str) -> Plan:
    """The plan for a record kind or entry kind."""
    return _plan(kind, all_kinds()[kind].shape)


@cache
def plan_of_explanation() -> Plan:
    """The plan for a `not_applicable` block."""
    return _plan("not_applicable", part("NotApplicable"))


@cache
def way_back_sources() -> dict[tuple[str, str], tuple[str, ...]]:
    """For each kind and name of a way back: the kinds that it leads to. Leads to records and entries only."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for kind in all_kinds():
        for reference in references_of(plan_of(kind)):
            for target in reference.kinds:
                found.setdefault((target, "referrers"), {})[kind] = None
                if reference.back is not None:
                    found.setdefault((target, reference.back), {})[kind] = None
    return {key: tuple(kinds) for key, kinds in found.items()}


@cache
def kinds_naming(names: Names) -> frozenset[str]:
    """The kinds of records and entries that have a reference in a field of that name, or in an item of a list."""
    if any(link.names == names for link in plan_of_explanation().links):
        return frozenset(all_kinds())
    return frozenset(kind for kind in all_kinds() if names in _fields(plan_of(kind)))


@cache
def kinds_named_by(names: Names) -> frozenset[str]:
    """The kinds that references in fields of that name lead to."""
    plans = [plan_of_explanation(), *map(plan_of, all_kinds())]
    return frozenset(
        kind for plan in plans for link in _links(plan) if link.names == names for kind in link.reference.kinds
    )


@cache
def fields_leading_to(kinds: tuple[str, ...], back: str) -> frozenset[str]:
    """The fields, by the first of their names, in which something refers to one of these kinds by a way back."""
    plans = [plan_of_explanation(), *map(plan_of, all_kinds())]
    return frozenset(
        link.first
        for plan in plans
        for link in _links(plan)
        if back in ("referrers", link.reference.back) and not set(kinds).isdisjoint(link.reference.kinds)
    )


def _fields(plan: Plan) -> set[Names]:
    return {link.names for link in _links(plan)}


def _links(plan: Plan) -> Iterator[Link]:
    """The reference fields of an item and of the lists in it, but not of entries."""
    yield from plan.links
    for inner in plan.lists:
        if "." in inner.kind:
            yield from _links(inner.plan)


def references_of(plan: Plan) -> list[Reference]:
    """References of an item and of the typed lists in it, but not of entries, which speak for themselves."""
    return [link.reference for link in _links(plan)]


def _plan(kind: str, shape: Shape) -> Plan:
    links: list[Link] = []
    lists: list[TypedList] = []
    _collect(kind, shape, (), links, lists)
    return Plan(shape.name, tuple(links), tuple(lists))


def _collect(kind: str, shape: Shape, names: Names, links: list[Link], lists: list[TypedList]) -> None:
    for name, declared in shape.fields.items():
        here = (*names, name)
        match declared.type:
            case Reference():
                links.append(Link(here, here[0], here[1:], False, declared.type))
            case ListOf(Reference() as reference):
                links.append(Link(here, here[0], here[1:], True, reference))
            case ListOf(Object(inner)):
                inner_kind = inner.entry_kind or f"{kind}.{'.'.join(here)}"
                inside = inner.entry_kind is None and inner.id_field in inner.fields
                lists.append(
                    TypedList(here, here[0], here[1:], inner_kind, inner.id_field, _plan(inner_kind, inner), inside)
                )
            case Object(inner):
                _collect(kind, inner, here, links, lists)
            case _:
                pass
