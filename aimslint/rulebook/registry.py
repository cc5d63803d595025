"""All rules of a run: those of the packs, and the organisation's own from the tree under check."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aimslint.packs import Pack
from aimslint.rulebook.reading import Origin, RuleError, read_rule
from aimslint.rulebook.rule import Rule
from aimslint.suggest import hint

NOT_RULES = ("pack.yaml", "catalogue.yaml", "crosswalks.yaml")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule, by name, in the order of codes."""

    rules: Mapping[str, Rule]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __len__(self) -> int:
        return len(self.rules)


RuleSource = tuple[str, bytes, Origin]
"""A rule file: its path for messages, its bytes, and where it comes from."""


def pack_sources(packs: Iterable[Pack]) -> Iterator[RuleSource]:
    """The rule files of packs; a rule's topic is the folder it lies in."""
    for pack in packs:
        for file in sorted(pack.folder.rglob("*.yaml")):
            if file.name not in NOT_RULES:
                yield str(file), file.read_bytes(), Origin(pack.name, file.parent.name, pack.name, pack.code_prefix)


def folder_sources(
    folder: str, paths: Iterable[str], read: Callable[[str], bytes], primary: str
) -> Iterator[RuleSource]:
    """The organisation's own rule files below `folder`, among `paths`; their bare ids mean the `primary` pack."""
    start = folder.strip("/") + "/"
    for path in paths:
        if path.startswith(start) and path.endswith(".yaml") and not path.endswith(NOT_RULES):
            inner = path[len(start) :].split("/")
            yield path, read(path), Origin("own", inner[-2] if len(inner) > 1 else "own", primary)


def load_rules(
    sources: Iterable[RuleSource],
    *,
    overrides: Mapping[str, Mapping[str, Any]],
    requirements: Collection[str],
    checks: Collection[str],
) -> Rulebook:
    """Read rules and refuse what clashes. Raises RuleError.

    `overrides` are the configured severities and settings, by rule name; `requirements` the ids that rules may name.
    """
    found: dict[str, Rule] = {}
    codes: dict[str, str] = {}
    for path, raw, origin in sources:
        name = _name_of(raw)
        rule = read_rule(path, raw, origin, overrides=overrides.get(name, {}), requirements=requirements, checks=checks)
        if rule.name in found:
            raise RuleError(path, 1, f"the name `{rule.name}` is taken by {found[rule.name].path}")
        if rule.code in codes:
            raise RuleError(path, 1, f"the code {rule.code} is taken by `{codes[rule.code]}`")
        if origin.pack == "own" and "/" not in rule.name:
            raise RuleError(path, 1, f"own rules bear a prefix of the organisation: `acme/{rule.name}`")
        found[rule.name] = rule
        codes[rule.code] = rule.name
    return Rulebook(dict(sorted(found.items(), key=lambda entry: entry[1].code)))


def unknown_rules(names: Iterable[str], rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Names that no rule bears, each with what was likely meant."""
    for name in names:
        if name not in rulebook.rules:
            yield name, hint(name, rulebook.rules)


def _name_of(raw: bytes) -> str:
    """The rule's name, before the file is read properly: its settings depend on it."""
    for line in raw.splitlines():
        if line.startswith(b"name:"):
            return line[5:].strip().strip(b"\"'").decode("utf-8", "replace")
    return ""


__all__ = ["NOT_RULES", "RuleSource", "Rulebook", "folder_sources", "load_rules", "pack_sources", "unknown_rules"]
