"""What is taken over of an earlier check: the report is that of a check that judges everything."""

import json
import random
import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sample_history import build

from aimslint.cache import Cache
from aimslint.cli import looked_at as looked_at_module
from aimslint.cli.checking import Checking
from aimslint.cli.ledgers import NAME, Ledgers
from aimslint.cli.states import State
from aimslint.coverage import Coverage, Status, coverage_of, stood, stood_after
from aimslint.engine import check, config_of
from aimslint.history import GitHistory
from aimslint.ledger import from_plain, to_plain
from aimslint.report import Report
from aimslint.reporters.text.screen import Screen
from aimslint.trees import CommitTree, IndexTree
from aimslint.trees import Tree as AnyTree
from aimslint.witness import Notes
from tests.cli.running import run
from tests.repositories import git, isolated_environment

AS_OF = date(2026, 11, 20)


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with its history, where also few files are worth to be kept as read."""
    monkeypatch.setattr(looked_at_module, "RENEW_AFTER", 0.0)
    for name, value in isolated_environment().items():
        monkeypatch.setenv(name, value)
    return Path(build(tmp_path / "work").working_dir).resolve()


def told(report: Report) -> tuple[Any, ...]:
    return list(report.findings), list(report.suppressed), list(report.skipped)


def apart(ours: Report, plain: Report) -> list[Any]:
    """What only one of two reports tells."""
    was, now = ([*one.findings, *one.suppressed, *one.skipped] for one in (ours, plain))
    return [("too much", *(one for one in was if one not in now)), ("missing", *(one for one in now if one not in was))]


def judged(top: Path, cache: Cache, notes: Notes | None = None) -> Iterator[tuple[Report, Report]]:
    """The index and the commit below it, as a run of a hook judges them: with ledgers, and without."""
    past = GitHistory.at(top, latest=AS_OF, use_cache=False)
    ledgers = Ledgers(cache, AS_OF, past)
    checking = Checking(AS_OF, Screen(top, top, colour=False), past, ledgers=ledgers)
    trees: list[AnyTree] = [IndexTree.at(top), CommitTree.at(top, "HEAD")]
    for tree in trees:
        config = config_of(tree, "")
        assert ledgers.follow(tree)
        ours = ledgers.check(State(tree, past, "", config), checking, notes=notes)
        yield ours, check(tree, AS_OF, config, history=past)
    ledgers.keep()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()


def campaign(top: Path, seed: int, rounds: int) -> None:
    """Change something, stage it, judge; now and then commit."""
    chance = random.Random(seed)
    cache, notes = Cache(top.parent / f"kept-{seed}", b"secret"), Notes()
    for number in range(rounds):
        ways = chance.choices([mutate, mutate_slightly], k=chance.choice([1, 1, 2, 3]))
        changes = [way(top, chance) for way in ways]
        git(top, "add", "--all")
        reports = {}
        for side, (ours, plain) in zip(("index", "commit"), judged(top, cache, notes), strict=True):
            assert told(ours) == told(plain), (seed, number, side, changes, apart(ours, plain))
            reports[side] = ours
        for pack in reports["index"].aims.packs.values():
            after = coverage_of(reports["index"], pack)
            same = coverage_after(top, reports["commit"], after, reports["index"])
            assert same == after.statuses, (seed, number, changes)
        match chance.randrange(6):
            case 0 | 1 | 2:
                git(top, "commit", "--quiet", "--allow-empty", "-m", f"Round {number}")
            case 3:
                git(top, "commit", "--quiet", "--amend", "--allow-empty", "-m", f"Other round {number}")
            case 4:
                git(top, "reset", "--quiet", "--hard")


def coverage_after(top: Path, before: Report, coverage: Coverage, after: Report) -> dict[str, Status]:
    """How requirements stand after a change: as before it, where nothing can have changed that."""
    pack = coverage.pack
    stood_before = {row.requirement.id: stood(row) for row in coverage_of(before, pack).rows}
    now, was = IndexTree.at(top), CommitTree.at(top, "HEAD")
    changed = {path for path in {*now.paths(), *was.paths()} if now.blob(path) != was.blob(path)}
    found = stood_after(before, after, pack, changed, stood_before)
    whys = {row.requirement.id: row.why for row in coverage.rows}
    moved = [row for row in found.rows if row.status is not stood_before[row.requirement.id].status]
    assert [(row.requirement.id, row.why) for row in moved if row.why != whys[row.requirement.id]] == []
    assert found.stood == {row.requirement.id: stood(row) for row in coverage.rows}
    assert {row.requirement.id: row.status for row in found.rows}.items() <= coverage.statuses.items()
    return {id_: one.status for id_, one in found.stood.items()}


def mutate(top: Path, chance: random.Random) -> str:
    """Change the files of a project in one way. Gives what was done, in words."""
    files = sorted(file for file in top.rglob("*") if file.is_file() and ".git" not in file.relative_to(top).parts)
    records = [file for file in files if file.suffix == ".yaml" and "governance" in file.parts]
    file = chance.choice(records if chance.random() < 0.9 else files)
    name = file.relative_to(top).as_posix()
    if file.suffix != ".yaml":
        file.write_bytes(file.read_bytes() + b"\nmore\n") if chance.random() < 0.7 else file.unlink()
        return f"{name}: other bytes, or none"
    lines = file.read_text(encoding="utf-8").split("\n")
    spot = chance.randrange(len(lines))
    match chance.randrange(12):
        case 0:
            file.unlink()
            return f"{name}: removed"
        case 1:
            file.rename(file.with_name(f"moved-{chance.randrange(99)}.yaml"))
            return f"{name}: moved"
        case 2:
            (file.parent / f"copy-{chance.randrange(99)}.yaml").write_bytes(file.read_bytes())
            return f"{name}: copied"
        case 3:
            old, new = one_id(lines, chance), f"new-{chance.randrange(99)}"
            lines = [re.sub(rf"\b{re.escape(old)}\b", new, line) for line in lines]
            done = f"{old} is now {new} in this file"
        case 4:
            lines.insert(0, "# a comment above all")
            done = "a line above"
        case 5 | 6:
            done = f"without {lines.pop(spot)!r}"
        case 7:
            was = lines[spot]
            lines[spot] = re.sub(r"20\d\d-\d\d-\d\d", f"20{chance.randrange(20, 29)}-0{chance.randrange(1, 9)}-15", was)
            done = f"{was!r} is now {lines[spot]!r}"
        case 8:
            was = lines[spot]
            word = chance.choice(["retired", "deployed", "draft", "approved", "high", "low", "design", "closed"])
            lines[spot] = re.sub(r": [\w-]+$", f": {word}", was)
            done = f"{was!r} is now {lines[spot]!r}"
        case 9:
            lines.insert(spot, chance.choice(["  bad: [", "\tx", "status: retired", "supersedes: none-such", "- x"]))
            done = f"{lines[spot]!r} in line {spot + 1}"
        case 10:
            other = chance.choice(records).read_text(encoding="utf-8").split("\n")
            lines += ["---", *other]
            done = "another document behind it"
        case _:
            ids = [one_id(record.read_text(encoding="utf-8").split("\n"), chance) for record in records]
            was = lines[spot]
            lines[spot] = re.sub(r": [\w-]+$", f": {chance.choice(ids)}", was)
            done = f"{was!r} is now {lines[spot]!r}"
    file.write_text("\n".join(lines), encoding="utf-8")
    return f"{name}: {done}"


def mutate_slightly(top: Path, chance: random.Random) -> str:
    """As most commits do: another word or day in a record, or a file that is no record."""
    file = chance.choice(sorted(top.glob("governance/**/*.yaml")))
    name, lines = file.relative_to(top).as_posix(), file.read_text(encoding="utf-8").split("\n")
    if chance.random() < 0.3:
        other = chance.choice(sorted(top.glob("docs/**/*.md")) or [top / "README.md"])
        new = other.with_name(f"new-{chance.randrange(99)}.md")
        new.write_bytes(b"more\n") if chance.random() < 0.6 or not other.exists() else other.unlink()
        return f"{other.name} gone, or {new.name} beside it"
    for spot in chance.sample(range(len(lines)), min(9, len(lines))):
        was = lines[spot]
        if not re.match(r"\s*(- )?(id|kind):", was):
            lines[spot] = re.sub(r"(title|name|description|summary): .*", f"\\1: Words {chance.randrange(99)}", was)
            lines[spot] = re.sub(r"(20\d\d)-\d\d", f"\\1-0{chance.randrange(1, 9)}", lines[spot])
    if chance.random() < 0.5:
        lines.insert(0, "# a comment above all")
    file.write_text("\n".join(lines), encoding="utf-8")
    return f"{name}: other days"


def one_id(lines: list[str], chance: random.Random) -> str:
    found = [match[1] for line in lines if (match := re.search(r"\bid: ([\w-]+)", line))]
    return chance.choice(found) if found else "nobody"


@pytest.mark.parametrize("seed", range(2))
def test_the_report_is_that_of_a_check_that_judges_everything(top: Path, seed: int) -> None:
    campaign(top, seed, 4)


def test_what_a_change_breaks_in_a_record_that_was_sound_is_told(top: Path) -> None:
    cache, notes = Cache(top.parent / "kept", b"secret"), Notes()
    for ours, plain in judged(top, cache, notes):
        assert told(ours) == told(plain)
    path = top / "governance" / "datasets" / "loan-book.yaml"
    method = re.compile(r"\n  method: Bad when.*")
    path.write_text(method.sub("", path.read_text("utf-8")), "utf-8")
    git(top, "add", "--all")
    index, _ = judged(top, cache, notes)
    assert told(index[0]) == told(index[1])
    lacking = [finding.data_path for finding in index[0].findings if finding.rule == "missing-required-field"]
    assert lacking == ["labelling.method"]


def test_a_ledger_comes_back_as_it_was_written(top: Path) -> None:
    cache = Cache(top.parent / "kept", b"secret")
    (top / "governance/systems").mkdir(parents=True, exist_ok=True)
    (top / "governance/systems/other.yaml").write_text("kind: ai_system\nid: other\nowner: nobody\n")
    git(top, "add", "--all")
    for ours, _ in judged(top, cache):
        assert ours.ledger is not None
        assert from_plain(json.loads(json.dumps(to_plain(ours.ledger)))) == ours.ledger


@pytest.mark.parametrize("plain", [None, [], [[], []], [[1], []], [[[[], []]], []], {"a": 1}, [[], [["rule"]]]])
def test_what_is_no_ledger_is_as_good_as_absent(plain: Any) -> None:
    assert from_plain(plain) in (None, from_plain([[], []]))


def test_the_command_says_the_same_with_what_is_kept_and_without(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(top)
    system = next(file for file in sorted(top.glob("governance/systems/*.yaml")) if "deployed" in file.read_text())
    for text in ("lifecycle_stage: retired", "lifecycle_stage: deployed", "lifecycle_stage: pilot"):
        system.write_text(re.sub(r"lifecycle_stage: \w+", text, system.read_text()))
        git(top, "add", "--all")
        asked = ["check", "--staged", "--since", "HEAD", "--as-of", AS_OF.isoformat(), "--output-format", "json"]
        ours, plain = run(*asked), run(*asked, "--no-cache")
        assert (ours.exit_code, ours.stdout) == (plain.exit_code, plain.stdout)
        git(top, "commit", "--quiet", "--allow-empty", "-m", text)
    assert list((top / ".git/aimslint").glob(f"{NAME}-*.json"))
