"""Every hostile file: what must be found is found, on its line, nothing else, and every output can tell it."""

from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import pytest

from aimslint import reporters
from aimslint.config import Config, ConfigError
from aimslint.engine import check, config_of, roots_of, rulebook_of
from aimslint.model import Finding
from aimslint.packs import PackError
from aimslint.report import Report
from aimslint.rulebook import Rulebook, RuleError
from aimslint.trees import MemoryTree
from aimslint.views import Wanted, narrow
from fuzz.judging import judge_error, judge_output
from tests.hostile import cases
from tests.hostile.case import Case
from tests.reporters.listings import SCREEN

AS_OF = date(2026, 11, 20)
RAISED_BY = ("loading", "records", "link", "suppress")
JUDGED = ("missing-evidence-file",)

CLASSES: dict[str, list[Case]] = {
    module.name: import_module(f"{cases.__name__}.{module.name}").CASES for module in iter_modules(cases.__path__)
}
ALL = [(f"{name}: {case.name}", case) for name, of_class in CLASSES.items() for case in of_class]
FOUND = [pytest.param(case, id=id_) for id_, case in ALL if case.stops is None]
STOPS = [pytest.param(case, id=id_) for id_, case in ALL if case.stops is not None]


@pytest.mark.parametrize("case", FOUND)
def test_is_found_on_its_line(case: Case) -> None:
    report = _check(MemoryTree(case.files))
    found = [finding for finding in report.findings if finding.location.path == case.path]
    assert sorted(map(_told, found)) == sorted(case.found)
    assert not case.says or any(case.says in finding.message for finding in found)
    listing = narrow([report], Wanted())
    for form in reporters.names():
        judge_output(form, "".join(reporters.reporter(form)(listing, SCREEN)))


@pytest.mark.parametrize("case", STOPS)
def test_stops_the_check_at_its_line(case: Case) -> None:
    tree = MemoryTree(case.files)
    with pytest.raises((ConfigError, PackError, RuleError)) as stopped:
        _check(tree)
    error = stopped.value
    judge_error(error, {case.path: case.text if isinstance(case.text, bytes) else case.text.encode()})
    assert case.says in str(error)
    assert (getattr(error, "path", ""), getattr(error, "line", 0)) == (case.path, case.stops)


def _check(tree: MemoryTree) -> Report:
    (root,) = roots_of(tree, "")
    config = config_of(tree, root)
    return check(tree, AS_OF, config, root, rulebook=_rulebook_of(tree, config, root))


def _told(finding: Finding) -> str:
    return f"{finding.rule}:{finding.location.line}"


def _rulebook_of(tree: MemoryTree, config: Config, root: str) -> Rulebook:
    """The rules about reading and files; all rules where the repository has some of its own, or changes them."""
    if config.rules or config.rule_folders or config.packs != Config().packs:
        return rulebook_of(tree, config, root)
    return _about_reading()


@cache
def _about_reading() -> Rulebook:
    rules = rulebook_of(MemoryTree({}), Config(), "").rules
    return Rulebook({name: rule for name, rule in rules.items() if rule.raised_by in RAISED_BY or name in JUDGED})
