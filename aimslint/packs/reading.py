"""Reads the folder of a pack. A mistake is told with file, line and what was likely meant, and stops the run."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aimslint.days import parse_day
from aimslint.loading import load_file
from aimslint.model import Keys
from aimslint.packs.pack import (
    NEVER,
    About,
    Crosswalk,
    NotCovered,
    Pack,
    PackError,
    Relation,
    Requirement,
    Row,
    Start,
    Timeline,
    ToldBy,
)
from aimslint.packs.text import PackText
from aimslint.suggest import hint
from aimslint.version import VERSION

if TYPE_CHECKING:
    from aimslint.packs.files import CatalogueFile, CrosswalkFile, PackFile, RequirementFile

FORMAT = 1
"""The format of packs that this aimslint reads."""

PACK_FILES = ("pack.yaml", "catalogue.yaml", "crosswalk.yaml")
"""The files of a pack that are no rules."""


@cache
def load_pack(folder: Path) -> Pack:
    """Read one pack from disk. Raises PackError."""
    found = {name: folder / name for name in PACK_FILES if (folder / name).exists()}
    return _read_pack(folder, {name: _bytes_of(path) for name, path in found.items()}, own=False)


def own_pack(folder: str, files: Mapping[str, bytes]) -> Pack:
    """A pack of the organisation's own: its folder in the tree, and what its files hold. Raises PackError."""
    return _own_pack(folder, tuple(sorted(files.items())))


@lru_cache(maxsize=32)  # the same bytes give the same pack, however often a check asks
def _own_pack(folder: str, files: tuple[tuple[str, bytes], ...]) -> Pack:
    return _read_pack(Path(folder), dict(files), own=True)


def _read_pack(folder: Path, files: Mapping[str, bytes], *, own: bool) -> Pack:
    path = folder.as_posix()
    if "pack.yaml" not in files:
        raise PackError(f"{path}/pack.yaml", 1, "is missing: a pack says here what it is called")
    about = PackText(f"{path}/pack.yaml", files["pack.yaml"])
    _check_format(about)
    said: PackFile = about.read("PackFile")
    if said.name != folder.name:
        text = f"the pack is called `{said.name}`, and its folder `{folder.name}`; name both alike"
        raise about.error(("name",), text)
    timelines = dict(_timelines(said, about))
    requirements: dict[str, Requirement] = {}
    groups: dict[str, str] = {}
    wrong_ids: dict[str, tuple[str, ...]] = {}
    text, told_by = "", ToldBy()
    if "catalogue.yaml" in files:
        file = PackText(f"{path}/catalogue.yaml", files["catalogue.yaml"])
        catalogue: CatalogueFile = file.read("CatalogueFile")
        text = file.text
        told_by = ToldBy(catalogue.told_by.always, catalogue.told_by.while_live, catalogue.told_by.of)
        groups = {heading.id: heading.title for heading in catalogue.groups}
        wrong_ids = {wrong: tuple(right) for wrong, right in catalogue.wrong_ids.items()}
        for position, one in enumerate(catalogue.requirements):
            _check_requirement(one, ("requirements", position), requirements, groups, timelines, file)
            requirements[one.id] = _requirement(said.name, one)
    if requirements and said.code_prefix is None:
        raise about.error((), "`code_prefix` is missing here: how the codes of the pack's rules begin, such as `EXA`")
    return Pack(
        said.name,
        said.title,
        said.code_prefix,
        folder,
        requirements,
        groups,
        wrong_ids,
        own,
        timelines,
        timelines[said.timelines.default] if said.timelines is not None else None,
        _crosswalk(said.name, f"{path}/crosswalk.yaml", files.get("crosswalk.yaml"), requirements, groups),
        About(*_about(said)),
        text,
        told_by,
    )


def _check_format(file: PackText) -> None:
    """Before anything else is looked at, for all else may have changed its meaning. Raises PackError.

    What is prepared has no `data`, and is of this very aimslint.
    """
    found = file.data.get("format", FORMAT)
    if isinstance(found, int) and not isinstance(found, bool) and found > FORMAT:
        raise file.error(
            ("format",),
            f"this pack is written in format {found}, and aimslint {VERSION} reads format {FORMAT}: a newer aimslint "
            f"is needed, {_wanted(file)}; `pip install --upgrade aimslint`",
        )
    needed = file.data.get("needs_aimslint")
    if isinstance(needed, str) and _rank(needed) > _rank(VERSION):
        raise file.error(
            ("needs_aimslint",),
            f"this pack needs aimslint {needed} or newer, and this is aimslint {VERSION}; "
            "`pip install --upgrade aimslint`",
        )


def _wanted(file: PackText) -> str:
    needed = file.data.get("needs_aimslint")
    return f"{needed} or later" if isinstance(needed, str) else f"one that reads format {file.data['format']}"


def _rank(version: str) -> tuple[int, ...]:
    parts = (part for part in version.strip().split("."))
    return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in parts)


def _timelines(said: "PackFile", file: PackText) -> Iterator[tuple[str, Timeline]]:
    if said.timelines is None:
        return
    known = said.timelines.known
    if said.timelines.default not in known:
        default = said.timelines.default
        raise file.error(("timelines", "default"), f"there is no timeline `{default}`{hint(default, known)}")
    every = dict.fromkeys(name for one in known.values() for name in one.dates)
    for name, one in known.items():
        keys = ("timelines", "known", name)
        lacking = [date for date in every if date not in one.dates]
        if lacking:
            text = f"timeline `{name}` does not name the date `{lacking[0]}`; where it does not come, write null"
            raise file.error((*keys, "dates"), text)
        for date, day in {**one.dates, "": one.checked_on}.items():
            try:
                parse_day(day if day is not None else NEVER)
            except ValueError:
                place = (*keys, "dates", date) if date else (*keys, "checked_on")
                raise file.error(place, f"`{day}` is no day; expected YYYY-MM-DD") from None
        dates = {date: day or NEVER for date, day in one.dates.items()}
        yield name, Timeline(name, one.title or name, one.source, one.checked_on, dates)


def _check_requirement(
    one: "RequirementFile",
    keys: Keys,
    before: Mapping[str, Requirement],
    groups: Mapping[str, str],
    timelines: Mapping[str, Timeline],
    file: PackText,
) -> None:
    if one.id in before or one.id in groups:
        raise file.error((*keys, "id"), f"the id `{one.id}` is taken")
    if one.group not in groups:
        raise file.error((*keys, "group"), f"there is no heading `{one.group}` among `groups`{hint(one.group, groups)}")
    known = next(iter(timelines.values())).dates if timelines else {}
    for position, start in enumerate(_starts(one)):
        if start.date not in known:
            place = (*keys, "starts") if isinstance(one.starts, str) else (*keys, "starts", position, "date")
            raise file.error(place, f"no timeline of the pack has a date `{start.date}`{hint(start.date, known)}")


def _starts(one: "RequirementFile") -> tuple[Start, ...]:
    if isinstance(one.starts, str):
        return (Start(one.starts),)
    return tuple(Start(start.date, start.where) for start in one.starts or ())


def _requirement(pack: str, one: "RequirementFile") -> Requirement:
    return Requirement(
        pack,
        one.id,
        one.kind,
        one.group,
        one.title,
        one.summary,
        one.phase,
        tuple(one.roles),
        tuple(one.evidence),
        one.for_each,
        one.where,
        one.shown_by,
        _starts(one),
        one.if_none or ("not-yet" if one.starts else "missing"),
        one.or_crosswalk,
    )


def _crosswalk(
    pack: str, path: str, raw: bytes | None, requirements: Mapping[str, Requirement], groups: Mapping[str, str]
) -> Crosswalk:
    """The crosswalk, checked as far as this pack alone can tell. Raises PackError."""
    if raw is None:
        return Crosswalk()
    file = PackText(path, raw)
    said: CrosswalkFile = file.read("CrosswalkFile")

    def known(id_: str, keys: Keys) -> str:
        if id_ in groups:
            raise file.error(keys, f"`{id_}` is a heading; name the requirements under it, one row each")
        if id_ not in requirements:
            raise file.error(keys, f"this pack has no requirement `{id_}`{_instead(id_, pack, requirements)}")
        return id_

    def stated(by: str | list[str], keys: Keys) -> tuple[str, ...]:
        found = (by,) if isinstance(by, str) else tuple(by)
        for one in found:
            if one not in said.sources:
                raise file.error((*keys, "source"), f"`sources` does not say what `{one}` is{hint(one, said.sources)}")
        return found

    rows = tuple(
        Row(
            row.source,
            known(row.target, ("rows", position, "to")),
            Relation(row.relation),
            stated(row.stated_by, ("rows", position)),
            row.note or "",
        )
        for position, row in enumerate(said.rows)
    )
    _check_once([(row.source, row.target) for row in rows], "rows", "to", file)
    _check_once([(one.requirement,) for one in said.not_covered], "not_covered", "requirement", file)
    not_covered = {
        known(one.requirement, ("not_covered", position, "requirement")): NotCovered(
            one.requirement, one.statement, stated(one.stated_by, ("not_covered", position))
        )
        for position, one in enumerate(said.not_covered)
    }
    return Crosswalk(rows, not_covered, said.sources)


def _instead(id_: str, pack: str, requirements: Mapping[str, Requirement]) -> str:
    """What to write in place of an id that the pack does not have."""
    name, sign, bare = id_.partition(":")
    if not requirements:
        return ": it has none at all; they stand in its catalogue.yaml"
    if sign and name == pack:
        return f"; its own ids are written bare: `{bare}`"
    if sign:
        return "; `from` names a requirement of another pack, `to` and `requirement` one of this pack"
    return hint(id_, requirements)


def _check_once(found: Sequence[tuple[str, ...]], key: str, part: str, file: PackText) -> None:
    """That nothing is said twice: of two that differ, nobody could tell which was meant. Raises PackError."""
    first: dict[tuple[str, ...], int] = {}
    for position, one in enumerate(found):
        if first.setdefault(one, position) != position:
            line = file.line((key, first[one], part))
            raise file.error((key, position, part), f"the same stands on line {line}; keep one, with all its sources")


def _about(said: "PackFile") -> tuple[Any, ...]:
    told = said.about
    return (told.purpose, told.cannot_show, tuple(told.sources), told.updating) if told is not None else ()


def read_map(path: Path) -> dict[str, Any]:
    """One of our own YAML files as a map. Raises PackError."""
    (document,) = load_file(str(path), _bytes_of(path)).documents
    data: dict[str, Any] = document.data
    return data


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError(str(path), 1, f"cannot be read: {error.strerror}") from None
