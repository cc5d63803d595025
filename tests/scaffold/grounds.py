"""Projects in memory to make things for."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from aimslint.config import Config
from aimslint.engine import check, read, rulebook_of
from aimslint.model import Finding
from aimslint.rulebook import Rulebook
from aimslint.scaffold.making import Ground, Made
from aimslint.trees import MemoryTree, overlaid

AS_OF = date(2026, 11, 20)


@cache
def packaged_rules() -> Rulebook:
    """The rules of a project that configures none."""
    return rulebook_of(MemoryTree({}), Config(), "")


def ground(files: Mapping[str, str | bytes] | None = None, config: Config | None = None, root: str = "") -> Ground:
    tree = MemoryTree(files or {})
    config = config or Config()
    aims = read(tree, config, root)
    return Ground(tree, aims, config, packaged_rules(), AS_OF, lambda other: read(other, config, root))


def findings(project: Ground, made: Made) -> list[Finding]:
    """What a check says once the file is written."""
    tree = overlaid(project.tree, {made.path: made.content})
    report = check(tree, AS_OF, project.config, project.aims.root, rulebook=project.rulebook)
    return list(report.findings)
