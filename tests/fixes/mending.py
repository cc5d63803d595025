"""Mends a small tree in memory, the way the command line does it."""

from collections.abc import Mapping, Sequence
from datetime import date

from aimslint.config import Config
from aimslint.engine import check
from aimslint.mending import Outcome, Seen, mend
from aimslint.model import Finding
from aimslint.trees import MemoryTree
from tests.records.trouble import rulebook

AS_OF = date(2026, 11, 20)
PATH = "governance/a.yaml"
ROLES = "kind: roles\nid: roles\nroles: [{id: lead, title: Lead, holders: [{person: Kim}]}]\n"


def found(files: Mapping[str, bytes]) -> Sequence[Finding]:
    """Every finding about these files."""
    return check(MemoryTree(files), AS_OF, Config(), rulebook=rulebook()).findings


def mended(files: Mapping[str, str | bytes], *, unsafe: bool = False, rules: Sequence[str] = ()) -> Outcome:
    """What mending these files comes to; only findings of `rules`, if any are named."""
    tree = {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}

    def look(contents: Mapping[str, bytes]) -> Seen:
        report = check(MemoryTree({**tree, **contents}), AS_OF, Config(), rulebook=rulebook())
        wanted = [
            (finding, report.aims.texts.get(finding.location.path, ""))
            for finding in report.findings
            if not rules or finding.rule in rules
        ]
        return Seen(wanted, report.findings)

    return mend(look, tree.__getitem__, unsafe=unsafe)


def after(
    text: str, *, unsafe: bool = False, rules: Sequence[str] = (), others: Mapping[str, str] | None = None
) -> str:
    """One record file as it is after mending; `others` lie beside it."""
    files = {PATH: text, "governance/roles.yaml": ROLES, **(others or {})}
    return mended(files, unsafe=unsafe, rules=rules).after.get(PATH, text.encode()).decode()
