"""The examples of rules, run as tests: good ones must stay silent, bad ones must be told at the marked lines.

A line is marked by `# <- rule-name` at its end, once for each finding expected there. `# <- rule-name in PATH` expects
one that stands in another file, at its first line: for what no line of the example can show, such as a folder.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from aimslint import engine
from aimslint.config import FILE_NAME, Config, ConfigError
from aimslint.dataclass import dataclass
from aimslint.history.scripted import ScriptedHistory
from aimslint.model import Finding
from aimslint.packs import PackError
from aimslint.rulebook import OWN, Example, Rule, Rulebook, RuleError
from aimslint.trees import MemoryTree, Tree

EXAMPLE_DAY = date(2026, 11, 20)
"""The as-of date of examples that name none."""

RulebookFor = Callable[[Config], Rulebook]
"""Gives the rules that a configuration puts to use."""

Marks = Counter[tuple[str, int]]
"""How many findings are expected at a path and line."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not do what it says. `number` counts the rule's examples from 1."""

    rule: str
    path: str
    number: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.rule}, example {self.number}: {self.text}"


def run_examples(rule: Rule, rulebook_for: RulebookFor) -> list[Failure]:
    """Run every example of a rule. Gives one failure for each thing that is not as the example says.

    `rulebook_for` comes from `rulebooks`, made once for many rules. An example may say what aimslint.yaml holds, and so
    change the settings of its rule.
    """
    failures = []
    for number, example in enumerate(rule.examples, 1):
        failures += [Failure(rule.name, rule.path, number, text) for text in _wrong(rule, example, rulebook_for)]
    return failures


def rulebooks(tree: Tree, rule_folders: Sequence[str] = ()) -> RulebookFor:
    """How to get the rules of all packs in use and of the rule folders of a tree; each set is read only once.

    What it gives raises RuleError, ConfigError and PackError, as `engine.check` does.
    """
    known: dict[str, Rulebook] = {}

    def rulebook_for(config: Config) -> Rulebook:
        wanted = replace(config, rule_folders=[*rule_folders])
        key = repr((wanted.packs, wanted.primary, wanted.rules, wanted.timelines))
        if key not in known:
            known[key] = engine.rulebook_of(tree, wanted, "")
        return known[key]

    return rulebook_for


def _wrong(rule: Rule, example: Example, rulebook_for: RulebookFor) -> Iterator[str]:
    try:
        findings = _findings(rule, example, rulebook_for)
    except (ConfigError, PackError, RuleError, ValueError) as error:
        yield f"it cannot be run: {error}"
        return
    found = [finding for finding in findings if finding.rule == rule.name]
    expected = Counter[tuple[str, int]]() if example.good else _marks(rule.name, example)
    yield from _differences(expected, found)
    for other in findings:
        if other.rule != rule.name:
            place = f"{other.location.path}:{other.location.line}"
            yield f"{place}: the example itself is bent: {other.rule}: {other.message}"


def _differences(expected: Marks, found: Sequence[Finding]) -> Iterator[str]:
    counted = Counter((finding.location.path, finding.location.line) for finding in found)
    for place in sorted(expected - counted):
        yield f"{place[0]}:{place[1]}: a finding was expected here, and there is none"
    for place in sorted(counted - expected):
        said = [finding.message for finding in found if (finding.location.path, finding.location.line) == place]
        yield f"{place[0]}:{place[1]}: no finding was expected here, or fewer: {'; '.join(said)}"


def _findings(rule: Rule, example: Example, rulebook_for: RulebookFor) -> list[Finding]:
    """What the rule says about the example, and what reading finds wrong with it. No other rule is judged.

    A broken reference is left out where the rule is not about references: an example need not hold every record that
    it names.
    """
    tree = MemoryTree(files_of(example), unmerged=example.unmerged)
    config = _with_pack_of(rule, engine.config_of(tree, ""))
    rulebook = rulebook_for(config)
    tested = rulebook.rules[rule.name]
    needed = {name: other for name, other in rulebook.rules.items() if other.raised_by or other is tested}
    as_of = date.fromisoformat(example.as_of) if example.as_of else EXAMPLE_DAY
    report = engine.check(tree, as_of, config, history=scripted(example), rulebook=Rulebook(needed, rulebook.packs))
    return [
        finding
        for finding in report.findings
        if finding.rule == rule.name or needed[finding.rule].raised_by in ("loading", "records")
    ]


def _with_pack_of(rule: Rule, config: Config) -> Config:
    """The configuration of an example, where the pack is in use whose rule it shows."""
    if rule.pack in (engine.CORE_PACK, OWN, *config.packs):
        return config
    return replace(config, packs=[*config.packs, rule.pack])


def scripted(example: Example) -> ScriptedHistory | None:
    """The history of an example, step by step; None where it tells none."""
    if not example.history:
        return None
    rest = {path: content.decode("utf-8") for path, content in files_of(example).items()}
    return ScriptedHistory(
        [replace(one.step, files={**rest, **one.step.files}) if one.rest else one.step for one in example.history]
    )


def files_of(example: Example) -> dict[str, bytes]:
    """What the tree of an example holds, by path."""
    files = {path: text.encode("utf-8") for path, text in (example.files or {}).items()}
    if example.config is not None:
        files[FILE_NAME] = json.dumps(example.config).encode("utf-8")  # JSON is YAML
    files[example.path] = _encoded(example)
    return files


def _encoded(example: Example) -> bytes:
    try:
        return example.text.encode(example.encoding)
    except LookupError:
        raise ValueError(f"there is no encoding `{example.encoding}`") from None


def _marks(name: str, example: Example) -> Marks:
    texts: Mapping[str, str] = {**(example.files or {}), example.path: example.text}
    mark = re.compile(rf"# <- {re.escape(name)}(?![\w/-])(?: in (?P<path>\S+))?")
    marks: Marks = Counter()
    for path, text in texts.items():
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
            for found in mark.finditer(line):
                marks[(found["path"], 1) if found["path"] else (path, number)] += 1
    return marks
