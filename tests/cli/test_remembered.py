"""An unchanged check is told again, and whatever can change its outcome makes it run anew."""

import io
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from click.testing import CliRunner

import aimslint
from aimslint.cache import Cache, own_secret
from aimslint.cli import remembered, repository_state
from aimslint.cli.output import Written
from aimslint.cli.program import program
from aimslint.cli.remembered import NAME, memory_for, tell
from tests.cli.running import AS_OF, BROKEN, CHAT
from tests.repositories import commit, git, isolated_environment, make_repository, write_files

CHECK = ("check", "--as-of", AS_OF)
OLD = 1_750_000_000 * 10**9 + 123_456_789
FILES = BROKEN | {
    "docs/minutes.md": "What was said.\n",
    "src/chat.py": "print('hello')\n",
    ".gitignore": "*.ignored\nbuild/\n",
    ".mailmap": "Ada <ada@example.org>\n",
}


@pytest.fixture
def top(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, as current folder, whose index knows that no file has changed."""
    for name, value in isolated_environment().items():
        if name.startswith("GIT_CONFIG"):
            monkeypatch.setenv(name, value)
    for name in ("AIMSLINT_AS_OF", "NO_COLOR", "GITHUB_REF", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)
    make_repository(here, FILES)
    (here / "docs/latest.md").symlink_to("minutes.md")
    commit(here, "Link")
    for path in FILES:
        os.utime(here / path, ns=(OLD, OLD))
    git(here, "update-index", "--refresh")
    return here


def remember(arguments: Sequence[str] = CHECK, text: str = "told\n") -> None:
    memory = memory_for(arguments)
    assert memory is not None
    written = Written()
    with redirect_stdout(io.StringIO()):
        written.deliver([text])
    memory.keep(Path.cwd(), 1, written)


def recalled(arguments: Sequence[str] = CHECK) -> str | None:
    """What is remembered of the run with these arguments."""
    memory = memory_for(arguments)
    outcome = memory.outcome() if memory else None
    if outcome is None:
        return None
    with redirect_stdout(io.StringIO()) as printed:
        assert tell(outcome, arguments) == 1
    return printed.getvalue()


def run(*arguments: str) -> tuple[bool, int, str]:
    """As the command does it: whether it was remembered, the exit code, what was printed."""
    memory = memory_for(arguments)
    outcome = memory.outcome() if memory else None
    if outcome:
        with redirect_stdout(io.StringIO()) as printed:
            code = tell(outcome, arguments)
        return True, code, printed.getvalue()
    done = CliRunner().invoke(program, list(arguments), obj=memory, prog_name="aimslint")
    return False, done.exit_code, done.stdout


def touch(top: Path, path: str = "src/chat.py") -> None:
    os.utime(top / path, ns=(OLD + 5 * 10**9, OLD + 5 * 10**9))


def same_size_and_time(top: Path) -> None:
    file = top / "governance/systems/chat.yaml"
    file.write_bytes(CHAT.replace("Chat", "Chaf").encode())
    os.utime(file, ns=(OLD, OLD))


def amend(top: Path) -> None:
    git(top, "commit", "--amend", "--quiet", "--message", "Other words")


def other_commit_same_tree(top: Path) -> None:
    git(top, "checkout", "--quiet", "-b", "other")
    commit(top, "Nothing")


def replace_link(top: Path) -> None:
    (top / "docs/latest.md").unlink()
    (top / "docs/latest.md").symlink_to("other.md")


def folder_for_file(top: Path) -> None:
    (top / "docs/minutes.md").unlink()
    write_files(top, {"docs/minutes.md/inner.txt": "x"})


def nested_repository(top: Path) -> None:
    make_repository(top / "vendor", {"a.txt": "a"})


def gone_folder(top: Path) -> None:
    (top / "src/chat.py").unlink()
    (top / "src").rmdir()


def add_ignored(top: Path) -> None:
    write_files(top, {"build/a.yaml": CHAT})
    git(top, "add", "--force", "build/a.yaml")


def shallow(top: Path) -> None:
    (top / ".git/shallow").write_bytes(git(top, "rev-parse", "HEAD"))


CHANGES: list[Callable[[Path], object]] = [
    lambda top: write_files(top, {"governance/systems/chat.yaml": CHAT + "owner: lead\n"}),
    lambda top: write_files(top, {"governance/systems/new.yaml": CHAT}),
    lambda top: write_files(top, {"governance/systems/chat.yaml": None}),
    lambda top: write_files(top, {"docs/minutes.md": None}),
    lambda top: write_files(top, {"docs/more.md": ""}),
    lambda top: write_files(top, {"src/chat.py": "print('hallo')\n"}),
    lambda top: write_files(top, {"aimslint.yaml": "version: 1\nphase: stage-1\n"}),
    lambda top: write_files(top, {"rules/own/one.yaml": "name: one\n"}),
    lambda top: write_files(top, {"aimslint-baseline.yaml": "version: 1\n"}),
    lambda top: write_files(top, {".mailmap": "Other <ada@example.org>\n"}),
    lambda top: write_files(top, {".gitattributes": "* text\n"}),
    lambda top: write_files(top, {".git/info/attributes": "* text\n"}),
    add_ignored,
    lambda top: git(top, "rm", "--quiet", "--cached", "src/chat.py"),
    lambda top: git(top, "config", "core.autocrlf", "true"),
    lambda top: git(top, "update-index", "--skip-worktree", "src/chat.py"),
    lambda top: commit(top, "More"),
    amend,
    other_commit_same_tree,
    same_size_and_time,
    replace_link,
    folder_for_file,
    nested_repository,
    gone_folder,
    shallow,
    lambda top: os.mkfifo(top / "governance/pipe.yaml"),
    lambda top: (top / "governance/empty.yaml").mkdir(),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_what_can_matter_is_noticed(top: Path, number: int) -> None:
    remember()
    assert recalled() == "told\n"
    CHANGES[number](top)
    assert recalled() is None


def test_attributes_of_the_machine_matter(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = top.parent / "gitattributes"
    monkeypatch.setattr(repository_state, "_OF_THE_MACHINE", (os.fsencode(machine),))
    remember()
    assert recalled() == "told\n"
    machine.write_text("* text\n")
    assert recalled() is None


def test_what_is_staged_matters(top: Path) -> None:
    staged = (*CHECK, "--staged")
    write_files(top, {"governance/systems/chat.yaml": CHAT + "owner: lead\n"})
    remember(staged)
    assert recalled(staged) == "told\n"
    git(top, "add", "--all")
    assert recalled(staged) is None


def test_what_cannot_matter_is_not(top: Path) -> None:
    remember()
    touch(top)
    assert recalled() == "told\n"
    write_files(top, {"src/chat.py": "print('hello')\n"})
    assert recalled() == "told\n"
    git(top, "update-index", "--refresh")
    assert recalled() == "told\n"
    git(top, "checkout", "--quiet", "-b", "same-commit")
    assert recalled() == "told\n"
    write_files(top, {"build/out.bin": "x", "a.ignored": "y"})
    assert recalled() == "told\n"
    write_files(top, {"docs/more.md": "x"})
    assert recalled() is None
    write_files(top, {"docs/more.md": None})
    assert recalled() == "told\n"


@pytest.mark.parametrize(
    "other",
    [
        ("check", "--as-of", "2026-11-21"),
        ("check",),
        (*CHECK, "--quiet"),
        (*CHECK, "governance"),
        (*CHECK, "--since", "HEAD"),
        (*CHECK, "--rev", "HEAD"),
        (*CHECK, "-o", "out.txt"),
    ],
)
def test_other_command_lines_are_other_runs(top: Path, other: Sequence[str]) -> None:
    remember()
    assert recalled(other) is None
    remember(other, "other\n")
    assert recalled() == "told\n"


@pytest.mark.parametrize("option", ["--no-cache", "--fix", "--diff"])
def test_runs_that_are_never_remembered(top: Path, option: str) -> None:
    assert memory_for((*CHECK, option)) is None


@pytest.mark.parametrize("name", ["AIMSLINT_AS_OF", "NO_COLOR", "GITHUB_REF", "GITHUB_SHA", "TERM", "GIT_CONFIG_COUNT"])
def test_the_environment_matters(top: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    remember()
    monkeypatch.setenv(name, "0")
    assert recalled() is None


def test_in_hooks_nothing_is_remembered(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert memory_for(CHECK) is None


def test_the_day_matters(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember()
    monkeypatch.setattr("time.time", lambda: 86_400 * 30_000.0)
    assert recalled() is None
    remember()
    monkeypatch.setattr("time.time", lambda: 86_400 * 30_001.0 - 1)
    assert recalled() == "told\n"
    monkeypatch.setattr("time.time", lambda: 86_400 * 30_001.0)
    assert recalled() is None


def test_the_current_folder_matters(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember()
    monkeypatch.chdir(top / "governance")
    assert recalled() is None


def test_the_installation_matters(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember()
    monkeypatch.setattr(remembered, "VERSION", "9.9.9")
    assert recalled() is None
    monkeypatch.undo()


def test_every_file_of_the_package_counts(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/b.py": "1", "a/__pycache__/b.pyc": "1", "c.yaml": "2"})
    before = sorted(remembered._stamps(str(tmp_path)))
    assert len(before) == 2
    write_files(tmp_path, {"a/b.py": "11"})
    assert sorted(remembered._stamps(str(tmp_path))) != before
    assert list(remembered._stamps(str(tmp_path / "none"))) == []


def test_names_of_commits_are_followed(top: Path) -> None:
    since = (*CHECK, "--since", "base")
    git(top, "branch", "base", "HEAD~1")
    remember(since)
    assert recalled(since) == "told\n"
    git(top, "branch", "--force", "base", "HEAD")
    assert recalled(since) is None
    remember(since)
    git(top, "tag", "base")  # now the name means two things, and a run would say so
    assert recalled(since) is None
    assert memory_for((*CHECK, "--since=gone")) is None
    assert memory_for((*CHECK, "--rev", "--all")) is None


def test_a_given_configuration_is_read(top: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.yaml"
    given.write_text("version: 1\n")
    for arguments in ((*CHECK, "--config", str(given)), (*CHECK, f"--config={given}")):
        given.write_text("version: 1\n")
        remember(arguments)
        assert recalled(arguments) == "told\n"
        given.write_text("version: 1 \n")
        assert recalled(arguments) is None
        given.unlink()
        assert memory_for(arguments) is None


def test_what_the_words_mean_on_disk_matters(top: Path) -> None:
    arguments = (*CHECK, "build")
    (top / "build").mkdir()
    remember(arguments)
    assert recalled(arguments) == "told\n"
    (top / "build").rmdir()
    assert recalled(arguments) is None


def test_files_that_the_index_vouches_for_are_not_read(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember()
    read: list[bytes] = []
    original = repository_state._Disk._read

    def noting(disk: repository_state._Disk, name: bytes, like: int) -> bytes:
        read.append(os.path.relpath(name, os.fsencode(top)))
        return original(disk, name, like)

    monkeypatch.setattr(repository_state._Disk, "_read", noting)
    assert recalled() == "told\n"
    assert read == []
    touch(top)
    assert recalled() == "told\n"
    assert read == [b"src/chat.py"]
    read.clear()
    os.utime(top / ".git/index", ns=(OLD, OLD))  # as old as the files: they may have changed right after
    assert recalled() == "told\n"
    assert len(read) == len(FILES)


def test_much_that_changed_is_not_read(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository_state, "MOST_READ", 1000)
    remember()
    write_files(top, {"large.bin": b"x" * 2000})
    assert memory_for(CHECK) is None


@pytest.mark.parametrize("settings", [("mailmap.file", "x"), ("mailmap.blob", "x"), ("core.attributesFile", "x")])
def test_settings_that_name_further_files(top: Path, settings: tuple[str, str]) -> None:
    git(top, "config", *settings)
    assert memory_for(CHECK) is None


def test_what_git_ignores_but_reads(top: Path) -> None:
    write_files(top, {".gitignore": ".gitattributes\n.mailmap\n"})
    git(top, "rm", "--quiet", "--cached", ".mailmap")
    remember()
    write_files(top, {".mailmap": "Third <ada@example.org>\n"})
    assert recalled() is None
    write_files(top, {"src/.gitattributes": "* text\n"})
    assert memory_for(CHECK) is None


def test_outside_of_a_repository(here: Path) -> None:
    write_files(here, FILES)
    assert memory_for(CHECK) is None
    make_repository(here)
    assert memory_for(CHECK) is None  # no commit yet


def test_a_repository_elsewhere(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "away").mkdir()
    monkeypatch.chdir(tmp_path / "away")
    arguments = (*CHECK, str(top))
    assert [run(*arguments)[0] for _ in range(2)] == [False, True]
    write_files(top, {"docs/more.md": "x"})
    assert not run(*arguments)[0]
    memory = memory_for(arguments)
    assert memory is not None
    memory.keep(tmp_path, 0, Written())  # a run that turned out to be about another project
    write_files(top, {"docs/other.md": "x"})
    other = memory_for(arguments)
    assert other is not None
    other.keep(tmp_path, 0, Written())
    assert other.outcome() is None


def test_what_changed_meanwhile_is_not_remembered(top: Path) -> None:
    memory = memory_for(CHECK)
    assert memory is not None
    write_files(top, {"governance/systems/chat.yaml": None})
    memory.keep(top, 0, Written())
    write_files(top, {"governance/systems/chat.yaml": CHAT})
    assert recalled() is None


def test_output_that_is_too_long_or_was_cut_off(top: Path) -> None:
    memory = memory_for(CHECK)
    assert memory is not None
    written = Written()
    with redirect_stdout(io.StringIO()):
        written.deliver(["x" * 1_500_000])
        written.deliver(["x" * 1_500_000])
    memory.keep(top, 0, written)
    assert memory.outcome() is None

    class Closed(io.StringIO):
        def writelines(self, pieces: object) -> None:
            raise BrokenPipeError

        def fileno(self) -> int:
            raise OSError

    written = Written()
    with redirect_stdout(Closed()):
        written.deliver(["a", "b"])
    memory.keep(top, 0, written)
    assert memory.outcome() is None


def test_only_some_outcomes_are_kept(top: Path) -> None:
    for number in range(remembered.MOST + 3):
        remember((*CHECK, "--ignore", f"AIM{number}"))
    assert len(list((top / ".git/aimslint").glob(f"{NAME}-*.json"))) == remembered.MOST


@pytest.mark.parametrize("data", [None, [], [1], ["1", []], [1, [["a"]]], [1, [[None, "-o", 3]]], {"0": 1}, 7])
def test_an_entry_of_another_shape(top: Path, data: object) -> None:
    remember()
    memory = memory_for(CHECK)
    assert memory is not None
    memory._cache.put(NAME, memory._key, data)
    assert recalled() is None


def test_a_prepared_outcome_is_not_believed(top: Path) -> None:
    memory = memory_for(CHECK)
    assert memory is not None
    forged = [0, [[None, "-o", "all is well\n"]]]
    for secret in (b"theirs", b"x" * 32):
        Cache(top / ".git/aimslint", secret).put(NAME, memory._key, forged)
        assert recalled() is None
    Cache(top / ".git/aimslint", own_secret()).put(NAME, memory._key, [1, [[None, "-o", "ours\n"]]])
    assert recalled() == "ours\n"


def test_a_damaged_outcome_is_not_told(top: Path) -> None:
    remember()
    (file,) = (top / ".git/aimslint").iterdir()
    content = file.read_bytes()
    for damaged in (b"", content[:-1], content[: len(content) // 2], content.replace(b"told", b"lies"), b"\0" * 99):
        file.write_bytes(damaged)
        assert recalled() is None


def test_without_a_place_for_the_secret(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    remember()
    assert recalled() is None
    assert not (top / ".git/aimslint").exists()


def test_where_nobody_may_write(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    remember()
    assert recalled() == "told\n"
    assert not (top / ".git/aimslint").exists()


def test_a_remembered_run_writes_its_files_again(top: Path) -> None:
    arguments = (*CHECK, "-o", "out.ignored", "--report", "json=report.ignored", "--report", "sarif=s.ignored")
    files = [top / "out.ignored", top / "report.ignored", top / "s.ignored"]
    assert not run(*arguments)[0]
    expected = [file.read_bytes() for file in files]
    assert not run(*arguments)[0]  # at first they were not there
    for file in files:
        file.write_bytes(b"")
    remembered_one, code, printed = run(*arguments)
    assert (remembered_one, code, printed) == (True, 1, "")
    assert [file.read_bytes() for file in files] == expected
    files[0].unlink()
    files[0].mkdir()
    hit, code, _ = run(*arguments)
    assert (hit, code) == (False, 2)


def test_what_cannot_be_written_is_told_as_ever(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = memory_for(CHECK)
    assert memory is not None
    memory._cache.put(NAME, memory._key, [0, [["/nowhere/at/all", "-o", "x"]]])
    outcome = memory.outcome()
    assert outcome is not None
    assert tell(outcome, CHECK) == 2
    assert "/nowhere/at/all: cannot be written" in capsys.readouterr().err


EDITS: list[Callable[[Path, random.Random], object]] = [
    lambda top, chance: write_files(top, {"governance/systems/chat.yaml": CHAT + chance.choice(["", "owner: lead\n"])}),
    lambda top, chance: write_files(top, {"docs/minutes.md": chance.choice(["a", "b"])}),
    lambda top, chance: write_files(
        top, {"aimslint.yaml": f"version: 1\nphase: {chance.choice(['stage-1', 'foundation'])}\n"}
    ),
    lambda top, chance: touch(top, "aimslint.yaml"),
    lambda top, chance: commit(top, f"Number {chance.random()}"),
    lambda top, chance: git(top, "checkout", "--quiet", "--force", chance.choice(["main", "HEAD~1"]), "--"),
    lambda top, chance: write_files(top, {f"governance/systems/{chance.randrange(3)}.yaml": CHAT}),
    lambda top, chance: git(top, "clean", "--quiet", "--force", "-d"),
]


@pytest.mark.parametrize("seed", range(3))
def test_with_and_without_memory_it_says_the_same(top: Path, seed: int) -> None:
    chance = random.Random(seed)
    hits = 0
    for _ in range(5):
        chance.choice(EDITS)(top, chance)
        for arguments in (CHECK, (*CHECK, "--staged")):
            expected = run(*arguments, "--no-cache")
            for _ in range(2):
                hit, *said = run(*arguments)
                hits += hit
                assert tuple(said) == expected[1:]
    assert hits >= 8


def started(top: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(Path(aimslint.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-m", "aimslint", *CHECK],
        cwd=top,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_two_at_once_and_a_third_killed(top: Path) -> None:
    expected = run(*CHECK, "--no-cache")[2]
    runs = [started(top) for _ in range(3)]
    assert runs[2].stdout is not None
    runs[2].stdout.readline()  # it has begun to tell, and is about to remember
    runs[2].send_signal(signal.SIGKILL)
    runs[2].communicate()
    said = [run.communicate()[0] for run in runs[:2]]
    again = started(top)
    said.append(again.communicate()[0])
    assert said == [expected] * 3
    assert [run.returncode for run in (*runs[:2], again)] == [1, 1, 1]
    assert git(top, "status", "--porcelain", "--ignored") == b""
