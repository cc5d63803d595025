"""What a check does, counted: a guard against slowness that no busy machine can upset."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aimslint import reading
from aimslint.cache import Cache
from aimslint.engine import check
from aimslint.loading import together
from aimslint.report import Report
from aimslint.trees import MemoryTree
from tests.test_import_time import imported

AS_OF = date(2026, 11, 20)
FILES = {f"governance/{number}.yaml": f"kind: dataset\nid: d-{number}\nname: Data\n" for number in range(50)}


class Calls:
    """Counts the calls of a function of a module."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
        self.count = 0
        real = getattr(module, name)

        def counted(*arguments: Any, **named: Any) -> Any:
            self.count += 1
            return real(*arguments, **named)

        monkeypatch.setattr(module, name, counted)


def test_each_file_without_findings_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = Calls(monkeypatch, together, "load_file")
    check(MemoryTree(FILES), AS_OF)
    assert parsed.count == len(FILES)


def test_of_kept_files_only_the_three_that_changed_are_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_KEEPING", 1)
    monkeypatch.setattr("aimslint.loading.kept.Thread", _AtOnce)
    cache = Cache(tmp_path / "kept", b"secret")
    check(MemoryTree(FILES), AS_OF, cache=cache)
    parsed, written = Calls(monkeypatch, together, "load_file"), Calls(monkeypatch, Cache, "put")
    changed = FILES | {f"governance/{number}.yaml": f"kind: dataset\nid: e-{number}\n" for number in range(3)}
    check(MemoryTree(changed), AS_OF, cache=cache)
    assert (parsed.count, written.count) == (3, 0), "and for three nothing is written anew"


def test_a_rule_is_asked_only_of_the_kinds_it_is_about() -> None:
    about_files = check(MemoryTree(FILES), AS_OF)
    rulebook, without = about_files.rulebook, check(MemoryTree({}), AS_OF, rulebook=about_files.rulebook)
    about = [rule for rule in rulebook if "dataset" in rule.kinds and rule.raised_by is None]
    asked = _asked(about_files) - _asked(without)
    assert asked % len(FILES) == 0, "of each file the same"
    assert 0 < asked <= len(about) * len(FILES), "those that clearly do not apply are not heard at all"
    assert 0 < len(about) < len(rulebook) / 2


def _asked(report: Report) -> int:
    return sum(tally.judged + tally.unsure for tally in report.tallies.values())


def test_a_helper_loads_nothing_that_judges_and_the_parser_when_it_is_needed(tmp_path: Path) -> None:
    assert imported("import aimslint.loading.helper", folder=tmp_path) == {"aimslint"}


class _AtOnce:
    """A thread that has done its work when it has started."""

    def __init__(self, target: Any, args: Any, kwargs: Any) -> None:
        self._work: Callable[[], Any] = lambda: target(*args, **kwargs)

    def start(self) -> None:
        self._work()
