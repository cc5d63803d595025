"""Packs: frameworks as data. A pack is a folder with `pack.yaml`, `catalogue.yaml` and rule files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aimslint.loading import load_file
from aimslint.packaged import data_folder


class PackError(Exception):
    """A pack that cannot be used. The text names the file and says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause or control that can be assessed. `id` is bare, `qualified` carries the pack's name.

    `for_each`, `where` and `shown_by` say how records show it, in the words of rules; `evidence` compiles them.
    """

    pack: str
    id: str
    kind: str
    group: str
    title: str
    summary: str
    phase: str
    roles: tuple[str, ...]
    evidence: tuple[str, ...]
    for_each: str | None
    where: Any
    shown_by: Any

    @property
    def qualified(self) -> str:
        """The id that means the same everywhere, such as `iso42001:A.6.2.4`."""
        return f"{self.pack}:{self.id}"


@dataclass(frozen=True, slots=True)
class Pack:
    """A framework: its requirements in order, what only holds them, and ids that others get wrong."""

    name: str
    title: str
    code_prefix: str
    folder: Path
    requirements: Mapping[str, Requirement]
    groups: Mapping[str, str]
    wrong_ids: Mapping[str, tuple[str, ...]]

    def likely(self, id_: str) -> tuple[str, ...]:
        """The requirements that somebody who wrote `id_` most likely means; empty when nobody knows."""
        if id_ in self.wrong_ids:
            return self.wrong_ids[id_]
        if id_.startswith("B.") and "A." + id_[2:] in self.requirements:
            return ("A." + id_[2:],)  # guidance of Annex B bears the numbers of Annex A
        if id_ in self.groups:
            return tuple(item.id for item in self.requirements.values() if item.id.startswith(id_ + "."))
        dotted = f"A.{id_[1:].lstrip('.')}" if id_[:1] in ("A", "a") else f"A.{id_}"
        for spelled in (dotted, id_.removeprefix("A."), id_.rstrip(".")):
            if spelled in self.requirements:
                return (spelled,)
        return ()


def packs_folder() -> Path:
    """Where the packs that come with aimslint lie."""
    return data_folder("rules")


def all_pack_names() -> list[str]:
    """The packs that come with aimslint."""
    return sorted(file.parent.name for file in packs_folder().glob("*/pack.yaml"))


def load_packs(names: Iterable[str]) -> dict[str, Pack]:
    """The named packs that come with aimslint. Raises PackError for a name that none bears."""
    return {name: load_pack(packs_folder() / name) for name in names}


@cache
def load_pack(folder: Path) -> Pack:
    """Read one pack. Raises PackError."""
    about = read_map(folder / "pack.yaml")
    catalogue = read_map(folder / "catalogue.yaml") if (folder / "catalogue.yaml").exists() else {}
    try:
        name = str(about["name"])
        requirements = {str(item["id"]): _requirement(name, item) for item in catalogue.get("requirements", ())}
        return Pack(
            name,
            str(about["title"]),
            str(about["code_prefix"]),
            folder,
            requirements,
            {str(item["id"]): str(item["title"]) for item in catalogue.get("groups", ())},
            {wrong: tuple(right) for wrong, right in catalogue.get("wrong_ids", {}).items()},
        )
    except KeyError as error:
        raise PackError(f"{folder}: a pack needs {error} in pack.yaml and in each item of catalogue.yaml") from None


def _requirement(pack: str, item: Mapping[str, Any]) -> Requirement:
    return Requirement(
        pack,
        str(item["id"]),
        str(item["kind"]),
        str(item["group"]),
        str(item["title"]),
        str(item["summary"]),
        str(item.get("phase", "stage-2")),
        tuple(item.get("roles", ())),
        tuple(item.get("evidence", ())),
        item.get("for_each"),
        item.get("where"),
        item.get("shown_by", ()),
    )


def read_map(path: Path) -> dict[str, Any]:
    """One of our own YAML files as a map. Raises PackError."""
    try:
        loaded = load_file(path.name, path.read_bytes())
    except OSError as error:
        raise PackError(f"{path}: cannot be read: {error.strerror}") from None
    for problem in loaded.problems:
        span = problem.place.span
        raise PackError(f"{path}:{span.line if span else 1}: {problem.rule}: {problem.values.get('found', '')}")
    if len(loaded.documents) != 1 or not isinstance(loaded.documents[0].data, dict):
        raise PackError(f"{path}:1: expected one map")
    return loaded.documents[0].data
