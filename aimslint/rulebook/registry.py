"""All rules of a run: those of the packs, and the organisation's own from the tree under check."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.loading import load_file, locate
from aimslint.packs import PACK_FILES, Pack
from aimslint.rulebook.reading import Origin, RuleError, read_rule
from aimslint.rulebook.rule import Rule
from aimslint.suggest import hint
from aimslint.trees import Tree, Unreadable


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule, by name, in the order of codes; and the packs in use that it was made with."""

    rules: Mapping[str, Rule]
    packs: Mapping[str, Pack] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __len__(self) -> int:
        return len(self.rules)


OWN = "own"
"""Where rules come from that the organisation wrote outside of any pack."""

RuleSource = tuple[str, bytes, Origin]
"""A rule file: its path for messages, its bytes, and where it comes from."""


def pack_sources(packs: Iterable[Pack], tree: Tree) -> Iterator[RuleSource]:
    """The rule files of packs; a rule's topic is the folder it lies in. Own packs lie in the tree."""
    for pack in packs:
        folder = pack.folder.as_posix()
        if pack.own:
            found = [path for path in tree.paths() if path.startswith(folder + "/") and is_rule(path)]
        else:
            found = sorted(path for path in _files_below(folder) if is_rule(path))
        for path in found:
            topic = path.rpartition("/")[0].rpartition("/")[2]
            raw = _read(path, tree.read) if pack.own else _content(path)
            yield path, raw, Origin(pack.name, topic, pack.name, pack.code_prefix, pack.own, pack.dates)


def _files_below(folder: str) -> Iterator[str]:
    """Every file on disk; pathlib takes three times as long to find and read 230 of them."""
    for above, _, names in os.walk(folder):
        yield from (f"{above}/{name}" for name in names)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def folder_sources(
    folder: str, paths: Iterable[str], read: Callable[[str], bytes], primary: str, packs: Iterable[str] = ()
) -> Iterator[RuleSource]:
    """The organisation's own rule files below `folder`, among `paths`; their bare ids mean the `primary` pack.

    What lies in the folders of `packs` belongs to these, whether they are in use or not.
    """
    start = folder.strip("/") + "/"
    elsewhere = tuple(f"{pack}/" for pack in packs)
    for path in paths:
        if path.startswith(start) and is_rule(path) and not (elsewhere and path.startswith(elsewhere)):
            inner = path[len(start) :].split("/")
            yield path, _read(path, read), Origin(OWN, inner[-2] if len(inner) > 1 else OWN, primary, own=True)


def _read(path: str, read: Callable[[str], bytes]) -> bytes:
    try:
        return read(path)
    except Unreadable as error:  # such as a link that leads out of the repository
        raise RuleError(path, 1, f"{error.reason}; {error.advice}") from None


def is_rule(path: str) -> bool:
    """Whether a file in a folder of rules is a rule: YAML, and none that describes a pack."""
    return path.endswith(".yaml") and path.rpartition("/")[2] not in PACK_FILES


def load_rules(
    sources: Iterable[RuleSource],
    *,
    overrides: Mapping[str, Mapping[str, Any]],
    requirements: Collection[str],
    checks: Collection[str],
    packs: Mapping[str, Pack] | None = None,
) -> Rulebook:
    """Read rules and refuse what clashes. Raises RuleError.

    `overrides` are the configured severities and settings, by rule name; `requirements` the qualified ids that rules
    may name; `packs` those in use, which the rulebook keeps.
    """
    found: dict[str, Rule] = {}
    codes: dict[str, str] = {}
    for path, raw, origin in sources:
        name = _name_of(raw)
        rule = read_rule(path, raw, origin, overrides=overrides.get(name, {}), requirements=requirements, checks=checks)
        if rule.name in found:
            text = f"the name `{rule.name}` is taken by {found[rule.name].path}; choose another"
            raise RuleError(path, _line_of("name", path, raw), text)
        if rule.code in codes:
            text = f"the code {rule.code} is taken by `{codes[rule.code]}`; choose another"
            raise RuleError(path, _line_of("code", path, raw), text)
        found[rule.name] = rule
        codes[rule.code] = rule.name
    return Rulebook(dict(sorted(found.items(), key=lambda entry: entry[1].code)), packs or {})


def unknown_rules(names: Iterable[str], rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Names that no rule bears, each with what was likely meant."""
    for name in names:
        if name not in rulebook.rules:
            yield name, hint(name, rulebook.rules)


def _line_of(key: str, path: str, raw: bytes) -> int:
    return locate(path, load_file(path, raw).text).find((key,)).line


def _name_of(raw: bytes) -> str:
    """The rule's name, before the file is read properly: its settings depend on it."""
    for line in raw.splitlines():
        if line.startswith(b"name:"):
            return line[5:].strip().strip(b"\"'").decode("utf-8", "replace")
    return ""


__all__ = ["OWN", "RuleSource", "Rulebook", "folder_sources", "load_rules", "pack_sources", "unknown_rules"]
