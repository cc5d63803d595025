"""What other programs may import, and that it stays so."""

import inspect
from datetime import date

import pytest

import aimslint

PUBLIC = [
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


def test_these_names_are_public_and_no_others() -> None:
    assert sorted(aimslint.__all__) == sorted(PUBLIC)
    assert dir(aimslint) == sorted(PUBLIC)


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "__version__"])
def test_each_public_name_is_there_and_explains_itself(name: str) -> None:
    found = getattr(aimslint, name)
    assert found.__name__ == name
    assert inspect.getdoc(found)


def test_another_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = aimslint.chekc
    assert not hasattr(aimslint, "link")


def test_the_promise_of_the_docstring() -> None:
    tree = aimslint.MemoryTree({"governance/a.yaml": "kind: ai_system\nid: a\nlifecycle_stage: deployed\n"})
    report = aimslint.check(tree, date(2026, 11, 20))
    assert "deployed-without-aiia" in {finding.rule for finding in report.findings}
