"""How requirements are shown: the catalogue's `for_each`, `where` and `shown_by`, checked and compiled once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aimslint.packs import PackError, Requirement, load_packs
from aimslint.records.shape import Scalar
from aimslint.rulebook.compile import Scope, compile_condition
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.paths import Path
from aimslint.rulebook.vocabulary import Items, subject_kinds

PROJECT = ("project",)
ASKED = ("content", "documented", "operating", "fresh")


@dataclass(frozen=True, slots=True)
class Shown:
    """One way to show a requirement: where the records are, of which kinds, and what is asked of each."""

    path: Path | None
    kinds: tuple[str, ...]
    content: Condition | None
    documented: Condition | None
    operating: Condition | None
    fresh: Condition | None


@dataclass(frozen=True, slots=True)
class Showing:
    """How one requirement is shown: of which subjects it is asked, and by what. Each part is a list of alternatives."""

    kinds: tuple[str, ...]
    where: Condition | None
    parts: tuple[tuple[Shown, ...], ...]


@cache
def showings(pack: str) -> Mapping[str, Showing]:
    """How the requirements of a pack are shown, by id. Raises PackError for what does not fit the record models."""
    found = {}
    for requirement in load_packs((pack,))[pack].requirements.values():
        try:
            if requirement.shown_by:
                found[requirement.id] = showing_of(requirement)
        except RuleFaultError as fault:
            where = ".".join(map(str, fault.keys))
            raise PackError(f"catalogue of {pack}, {requirement.id}, {where}: {fault.text}") from None
    return found


def showing_of(requirement: Requirement) -> Showing:
    """How one requirement is shown. Raises RuleFaultError for a word that says nothing where it stands."""
    kinds = subject_kinds(requirement.for_each or "project")
    scope = Scope(kinds, kinds, {})
    where = compile_condition(requirement.where, scope) if requirement.where is not None else None
    parts = []
    for part in requirement.shown_by:
        ways = part["any_of"] if set(part) == {"any_of"} else [part]
        parts.append(tuple(_way(way, scope) for way in ways))
    return Showing(kinds, where, tuple(parts))


def _way(spec: Mapping[str, Any], scope: Scope) -> Shown:
    unknown = set(spec) - {"from", *ASKED}
    if unknown:
        raise RuleFaultError(f"`{unknown.pop()}` says nothing about how a requirement is shown")
    path = scope.path(spec["from"]) if "from" in spec else None
    kinds = scope.current
    if path is not None:
        if not isinstance(path.typed.type, Items):
            raise RuleFaultError(f"`{path.text}` leads to no record")
        kinds = path.typed.type.kinds
    inner = Scope(kinds, kinds, {})
    asked = {name: compile_condition(spec[name], inner) for name in ASKED if name in spec and name != "operating"}
    operating = compile_condition(_happened(spec["operating"], inner), inner) if "operating" in spec else None
    return Shown(path, kinds, asked.get("content"), asked.get("documented"), operating, asked.get("fresh"))


def _happened(spec: Any, scope: Scope) -> Any:
    """What shows use, with each day that is asked for bound to have come: a date ahead of the check shows nothing."""
    if isinstance(spec, list):
        return [_happened(part, scope) for part in spec]
    if not isinstance(spec, str):
        return spec
    path = scope.path(spec)
    if not isinstance(path.typed.type, Scalar) or path.typed.type.name != "day":
        return spec
    come: dict[str, Any] = {"not_after": "as_of"}
    return [spec, {spec: {"some": come} if path.typed.many else come}]
