"""How requirements are shown: the catalogue's `for_each`, `where` and `shown_by`, checked and compiled once."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, TypeVar

from aimslint.dataclass import dataclass
from aimslint.model import Keys
from aimslint.packs import Pack, PackError, Requirement
from aimslint.records.shape import Scalar
from aimslint.rulebook.compile import Scope, compile_condition
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.paths import Path
from aimslint.rulebook.vocabulary import Items, subject_kinds
from aimslint.suggest import hint

PROJECT = ("project",)
Made = TypeVar("Made")
ASKED = ("content", "documented", "operating", "fresh")


@dataclass(frozen=True, slots=True)
class Shown:
    """One way to show a requirement: where the records are, of which kinds, and what is asked of each.

    Of what is asked of the content, `select` is what tells which records are about the requirement at all, and `fields`
    names what these must say.
    """

    path: Path | None
    kinds: tuple[str, ...]
    content: Condition | None
    documented: Condition | None
    operating: Condition | None
    fresh: Condition | None
    select: Condition | None = None
    choices: tuple["Choice", ...] = ()
    fields: tuple[str, ...] = ()

    def chosen_by(self, primary: str) -> tuple[str, ...]:
        """What tells which records are about the requirement, as people write it where bare ids mean `primary`."""
        return tuple(choice.written(primary) for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a record must have to be about a requirement; where it names requirements, those of `pack`."""

    path: str
    values: tuple[Any, ...]
    listed: bool
    pack: str

    def written(self, primary: str) -> str:
        """As people write it: `covers: [A.3.3]`, `covers: ["acme:I-3"]`. What YAML takes for a number is in quotes."""
        texts = [self._text(value, primary) for value in self.values]
        return f"{self.path}: [{', '.join(texts)}]" if self.listed else f"{self.path}: {' or '.join(texts)}"

    def _text(self, value: Any, primary: str) -> str:
        if isinstance(value, str) and self.pack and ":" not in value and self.pack != primary:
            value = f"{self.pack}:{value}"
        if isinstance(value, str) and not value[:1].isdigit() and ":" not in value:
            return value
        return json.dumps(value)


@dataclass(frozen=True, slots=True)
class Beginning:
    """From which date of the timeline a requirement is asked of those that meet `where`."""

    date: str
    where: Condition | None


@dataclass(frozen=True, slots=True)
class Showing:
    """How one requirement is shown: of which subjects it is asked, by what, and from when on.

    Each part is a list of alternatives; without parts, its records are not known, and a crosswalk may show it. Of the
    `starts` the first that fits a subject counts.
    """

    kinds: tuple[str, ...]
    where: Condition | None
    parts: tuple[tuple[Shown, ...], ...]
    starts: tuple[Beginning, ...] = ()


@lru_cache(maxsize=64)
def showings(pack: Pack) -> Mapping[str, Showing]:
    """How the requirements of a pack are shown, by id. Raises PackError for what does not fit the record models."""
    found = {}
    for position, requirement in enumerate(pack.requirements.values()):
        try:
            found[requirement.id] = showing_of(requirement, pack.dates)
        except RuleFaultError as fault:
            line = pack.line_of(("requirements", position, *fault.keys))
            raise PackError(pack.catalogue, line, f"{requirement.id}: {fault.text}") from None
    return found


def showing_of(requirement: Requirement, dates: Mapping[str, str] | None = None) -> Showing:
    """How one requirement is shown. Raises RuleFaultError for a word that says nothing where it stands.

    `dates` are those of the timeline in use; conditions name them as rules name their settings.
    """
    kinds = _under(("for_each",), lambda: subject_kinds(requirement.for_each or "project"))
    if "requirement" in kinds:
        raise RuleFaultError("a requirement is asked of records, or of the whole (leave it out)", ("for_each",))
    scope = Scope(kinds, kinds, dates or {}, requirement.pack)
    where = None
    if requirement.where is not None:
        where = _under(("where",), lambda: compile_condition(requirement.where, scope))
    starts = []
    for position, start in enumerate(requirement.starts):
        condition = None
        if start.where is not None:
            condition = _under(("starts", position, "where"), partial(compile_condition, start.where, scope))
        starts.append(Beginning(start.date, condition))
    parts = []
    for position, part in enumerate(requirement.shown_by):
        parts.append(_under(("shown_by", position), partial(_part, part, scope)))
    return Showing(kinds, where, tuple(parts), tuple(starts))


def _under(keys: Keys, build: Callable[[], Made]) -> Made:
    """What `build` gives. Raises RuleFaultError with the place in the requirement."""
    try:
        return build()
    except RuleFaultError as fault:
        raise fault.under(*keys) from None


def _part(part: Mapping[str, Any], scope: Scope) -> tuple[Shown, ...]:
    """One part of what shows a requirement: the ways of which one is enough."""
    if set(part) != {"any_of"}:
        return (_way(part, scope),)
    ways = part["any_of"]
    if not isinstance(ways, list) or not ways or not all(isinstance(way, dict) for way in ways):
        raise RuleFaultError("`any_of` takes a list of ways to show it", ("any_of",))
    return tuple(_under(("any_of", position), partial(_way, way, scope)) for position, way in enumerate(ways))


def _way(spec: Mapping[str, Any], scope: Scope) -> Shown:
    words = ("from", *ASKED)
    unknown = next((word for word in spec if word not in words), None)
    if unknown is not None:
        text = f"`{unknown}` says nothing about how a requirement is shown; known here: {', '.join(words)}"
        raise RuleFaultError(f"{text}{hint(unknown, words)}", (unknown,))
    path = scope.path(spec["from"]) if "from" in spec else None
    kinds = scope.current
    if path is None and kinds == PROJECT:
        raise RuleFaultError("`from` is missing: where the records are that show it, such as `from: procedures`")
    if path is not None:
        if not isinstance(path.typed.type, Items):
            raise RuleFaultError(f"`{path.text}` leads to no record")
        kinds = path.typed.type.kinds
        if "requirement" in kinds:
            raise RuleFaultError(f"`{path.text}` leads to requirements, and records are to show one")
    inner = Scope(kinds, kinds, scope.settings, scope.means)
    asked = {name: compile_condition(spec[name], inner) for name in ASKED if name in spec and name != "operating"}
    operating = compile_condition(_happened(spec["operating"], inner), inner) if "operating" in spec else None
    chosen, fields = _apart(spec.get("content", []))
    return Shown(
        path,
        kinds,
        asked.get("content"),
        asked.get("documented"),
        operating,
        asked.get("fresh"),
        compile_condition(chosen, inner) if chosen else None,
        tuple(_choice(one, inner) for one in chosen),
        fields,
    )


def _apart(content: Any) -> tuple[list[Mapping[str, Any]], tuple[str, ...]]:
    """What is asked of the content: the words that a record must use to be about it, and the fields that it must have.

    A single value or a word that a list must include chooses; presence, alternatives and what lists of parts hold do
    not.
    """
    chosen: list[Mapping[str, Any]] = []
    fields: list[str] = []
    for one in content if isinstance(content, list) else [content]:
        if isinstance(one, str):
            fields.append(one)
            continue
        for path, said in one.items():
            if path == "any_of":
                fields.append("` or `".join(dict.fromkeys(name for way in said for name in _apart(way)[1])))
            elif said in ("present", "absent") or (isinstance(said, Mapping) and not said.keys() <= {"includes"}):
                fields += [path] if said != "absent" else []
            else:
                chosen.append({path: said})
    return chosen, tuple(fields)


def _choice(chosen: Mapping[str, Any], scope: Scope) -> Choice:
    ((path, said),) = chosen.items()
    type_ = scope.path(path).typed.type
    named = isinstance(type_, Items) and "requirement" in type_.kinds
    listed = isinstance(said, Mapping)
    values = said["includes"] if listed else said if isinstance(said, list) else [said]
    return Choice(path, tuple(values), listed, scope.means if named else "")


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
