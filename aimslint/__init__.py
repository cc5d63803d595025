"""A linter for AI management systems (ISO/IEC 42001) that are kept as text in git.

Everything starts from `check(tree, as_of)`, which gives a `Report`:

    from datetime import date
    from pathlib import Path
    from aimslint import WorkingTree, check

    report = check(WorkingTree.at(Path(".")), date(2026, 11, 20))

The names below are the public API; each is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from aimslint.version import VERSION

if TYPE_CHECKING:
    from aimslint.aims import Aims
    from aimslint.config import Config, ConfigError
    from aimslint.engine import check, config_of, read, roots_of
    from aimslint.git_command import GitError
    from aimslint.model import Finding, Location, Phase, Related, Severity, Subject
    from aimslint.packs import PackError
    from aimslint.report import Report, Skip, Tally
    from aimslint.rulebook import Rule, Rulebook, RuleError
    from aimslint.trees import IndexTree, MemoryTree, Tree, WorkingTree

__version__ = VERSION

_HOMES = {
    "Aims": "aims",
    "Config": "config",
    "ConfigError": "config",
    "Finding": "model",
    "GitError": "git_command",
    "IndexTree": "trees",
    "Location": "model",
    "MemoryTree": "trees",
    "PackError": "packs",
    "Phase": "model",
    "Related": "model",
    "Report": "report",
    "Rule": "rulebook",
    "RuleError": "rulebook",
    "Rulebook": "rulebook",
    "Severity": "model",
    "Skip": "report",
    "Subject": "model",
    "Tally": "report",
    "Tree": "trees",
    "WorkingTree": "trees",
    "check": "engine",
    "config_of": "engine",
    "read": "engine",
    "roots_of": "engine",
}
"""In which module of the package each public name lives."""

__all__ = [
    "Aims",
    "Config",
    "ConfigError",
    "Finding",
    "GitError",
    "IndexTree",
    "Location",
    "MemoryTree",
    "PackError",
    "Phase",
    "Related",
    "Report",
    "Rule",
    "RuleError",
    "Rulebook",
    "Severity",
    "Skip",
    "Subject",
    "Tally",
    "Tree",
    "WorkingTree",
    "__version__",
    "check",
    "config_of",
    "read",
    "roots_of",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'aimslint' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"aimslint.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
