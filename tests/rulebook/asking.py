"""Shorthands of the rulebook's tests: records as text, a condition or a rule, and what comes of it."""

from collections.abc import Mapping
from datetime import date
from textwrap import dedent
from typing import Any

import yaml

from aimslint.aims import Item
from aimslint.config import Config
from aimslint.engine import read
from aimslint.loading import Limits, load_file
from aimslint.packaged import default_pack
from aimslint.packs import RequirementIds, Stock
from aimslint.placing import Placer
from aimslint.rulebook import Rule, judge
from aimslint.rulebook.compile import Scope, compile_condition
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.reading import Origin, read_rule
from aimslint.rulebook.verdict import Verdict
from aimslint.rulebook.vocabulary import subject_kinds
from aimslint.snapshot import Snapshot
from aimslint.trees import MemoryTree

AS_OF = date(2026, 11, 20)
PATH = "governance/records.yaml"

_FRAME = {
    "name": "test/rule",
    "code": "TST001",
    "title": "A rule of the tests",
    "severity": "error",
    "phase": "foundation",
    "requirements": [],
    "why": "Because the tests ask.",
    "help": "Nothing needs to be done.",
    "since": "0.1.0",
    "examples": [{"good": "{}"}, {"bad": "a: b # <- test/rule"}],
}


def parsed(text: str) -> Any:
    """YAML as aimslint reads it."""
    return load_file("test.yaml", text.encode()).documents[0].data


def snapshot(records: str, as_of: date = AS_OF, **files: str) -> Snapshot:
    """The graph of these records on a day. Further files by path, `__` standing for `/`."""
    tree = MemoryTree({PATH: dedent(records)} | {path.replace("__", "/"): text for path, text in files.items()})
    return Snapshot(read(tree, Config()), as_of)


def subject(snap: Snapshot, for_each: str) -> Item:
    """The last item that a rule would look at."""
    if for_each == "project":
        return snap.aims.project
    return snap.aims.of_kind(subject_kinds(for_each))[-1]


def compiled(spec: Any, for_each: str, settings: Mapping[str, Any] | None = None) -> Condition:
    """A condition as a rule would hold it; `spec` is YAML or plain data."""
    kinds = subject_kinds(for_each)
    return compile_condition(
        parsed(spec) if isinstance(spec, str) else spec, Scope(kinds, kinds, settings or {}, default_pack())
    )


def ask(spec: Any, records: str, for_each: str = "ai_system", settings: Mapping[str, Any] | None = None) -> bool | None:
    """What a condition answers about the last item of that kind."""
    snap = snapshot(records)
    item = subject(snap, for_each)
    return compiled(spec, for_each, settings).test(Frame(item, item, snap))


def rule(text: str, overrides: Mapping[str, Any] | None = None, **more: Any) -> Rule:
    """A whole rule out of the fields that matter, written as YAML."""
    fields = _FRAME | parsed(text) | more
    raw = yaml.safe_dump(fields, sort_keys=False).encode()
    return read_rule(
        "rule.yaml",
        raw,
        Origin("iso42001", "tests", "iso42001"),
        overrides=overrides or {},
        requirements=RequirementIds({}, Stock()),
        checks=(),
    )


def verdict(text: str, records: str, overrides: Mapping[str, Any] | None = None) -> Verdict:
    """How a rule judges these records."""
    return judge(rule(text, overrides), snapshot(records), {})


def told(text: str, records: str, overrides: Mapping[str, Any] | None = None) -> list[tuple[int, str]]:
    """Line and message of every finding of a rule."""
    snap = snapshot(records)
    found = judge(rule(text, overrides), snap, {})
    return [(f.location.line, f.message) for f in Placer(snap.aims, Limits()).findings(found.drafts)]
