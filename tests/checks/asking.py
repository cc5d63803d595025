"""Runs one rule on records written as text."""

from collections.abc import Mapping
from datetime import date

from aimslint.config import Config
from aimslint.engine import check
from aimslint.model import Finding
from aimslint.rule_tests import EXAMPLE_DAY, rulebooks
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree, Tree

RULEBOOK = rulebooks(MemoryTree({}))(Config())


def findings(
    rule: str,
    text: str,
    *,
    as_of: date = EXAMPLE_DAY,
    files: Mapping[str, bytes | str] | None = None,
    root: str = "",
) -> list[Finding]:
    """What `rule` says about one file of records, beside other files of the tree."""
    path = f"{root}/governance/records.yaml" if root else "governance/records.yaml"
    return in_tree(rule, MemoryTree({**(files or {}), path: text}), as_of=as_of, root=root)


def in_tree(rule: str, tree: Tree, *, as_of: date = EXAMPLE_DAY, root: str = "") -> list[Finding]:
    """What `rule` says about a tree."""
    rules = {name: other for name, other in RULEBOOK.rules.items() if other.raised_by or name == rule}
    report = check(tree, as_of, Config(), root, rulebook=Rulebook(rules))
    return [finding for finding in report.findings if finding.rule == rule]
