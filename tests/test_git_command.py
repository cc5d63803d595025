"""git runs nothing that a repository names, answers from the right repository, and fails in plain words."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import aimslint
from aimslint.git_command import GitError, StartedGit, run_git, split_names
from aimslint.history import GitHistory, Person
from aimslint.trees import CommitTree, IndexTree, WorkingTree
from tests.planted import trap
from tests.repositories import commit, git, make_repository, write_files

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the canaries are shell scripts")


@pytest.fixture(autouse=True)
def no_machine_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def _trap(tmp_path: Path) -> tuple[Path, Path]:
    """A trap with something new in its working tree."""
    top, canary = trap(tmp_path)
    write_files(top, {"governance/a.yaml": "b\n", "new.yaml": "n"})
    os.mkfifo(top / "pipe.yaml")
    return top, canary


@posix_only
@pytest.mark.parametrize("plain", ["status", "log -1", "diff"])
def test_the_traps_are_real(tmp_path: Path, plain: str) -> None:
    top, canary = _trap(tmp_path)
    git(top, *plain.split(), accept=(0, 1, 128))
    assert canary.exists()


@posix_only
def test_nothing_that_a_repository_names_ever_runs(tmp_path: Path) -> None:
    top, canary = _trap(tmp_path)
    lost = "1" * 40
    (top / ".mailmap").write_text("Ada E <ada@example.org>\n")
    git_path = top / ".git/index"
    tree = WorkingTree.at(top)
    index = IndexTree.at(top)
    before = git_path.read_bytes()
    assert tree.paths() == (".gitattributes", ".mailmap", "governance/a.yaml", "new.yaml", "pipe.yaml")
    assert tree.read("governance/a.yaml") == b"b\n"
    assert index.read("governance/a.yaml") == b"a\n"
    assert b"Signed" in run_git(top, "log", "-z", "--raw", "--no-abbrev", "--no-renames", "--format=%H %s")
    assert run_git(top, "log", "-z", "--name-only", "--format=raw")
    assert run_git(top, "rev-parse", "HEAD")
    assert run_git(top, "ls-tree", "-r", "-z", "HEAD")
    assert b"missing" in run_git(top, "cat-file", "--batch", stdin=f"{lost}\n".encode())
    commit_tree = CommitTree.at(top, "HEAD")
    assert commit_tree.read("governance/a.yaml") == b"a\n"
    for _ in range(2):
        history = GitHistory.at(top)
        assert history.unknown is None, str(history.unknown)
        assert [each.subject for each in history.log.commits] == ["Signed"]
        assert history.log.commits[0].authors == (Person("Ada E", "ada@example.org"),)
        assert history.read([lost, *history.tip.values()]).keys() == set(history.tip.values())
    assert git_path.read_bytes() == before
    assert not canary.exists()


@posix_only
def test_a_program_named_git_in_the_current_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = make_repository(tmp_path / "repo", {"git": "#!/bin/sh\ntouch ran\n"})
    (top / "git").chmod(0o755)
    monkeypatch.chdir(top)
    for first in (".", ""):
        monkeypatch.setenv("PATH", first + os.pathsep + os.environ["PATH"])
        assert run_git(top, "rev-parse", "--is-inside-work-tree") == b"true\n"
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(GitError, match="not installed") as caught:
        run_git(top, "rev-parse")
    assert caught.value.reason == "no-git"
    assert not (top / "ran").exists()


def test_replaced_objects_are_seen_as_they_were_committed(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "true"})
    blob = git(top, "rev-parse", "HEAD:a.yaml").decode().strip()
    forged = git(top, "hash-object", "-w", "--stdin", stdin=b"forged").decode().strip()
    git(top, "replace", blob, forged)
    assert git(top, "cat-file", "blob", blob) == b"forged"
    assert run_git(top, "cat-file", "blob", blob) == b"true"
    assert IndexTree.at(top).read("a.yaml") == b"true"


def test_the_variables_of_a_hook_count_for_its_own_repository_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = make_repository(tmp_path / "mine", {"mine.yaml": "m"})
    other = make_repository(tmp_path / "other", {"other.yaml": "o"})
    monkeypatch.setenv("GIT_DIR", str(mine / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(mine / ".git/index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(mine))
    assert split_names(run_git(mine, "ls-files", "-z")) == ["mine.yaml"]
    assert split_names(run_git(other, "ls-files", "-z", own_repository=False)) == ["other.yaml"]
    assert "GIT_DIR" in os.environ


def test_tracing_and_pathspec_settings_of_the_caller_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a", "b.txt": "b"})
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert split_names(run_git(top, "ls-files", "-z", "*.yaml")) == ["a.yaml"]
    assert not (tmp_path / "trace").exists()


def test_exit_codes_that_are_answers(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    assert run_git(top, "check-ignore", "-z", "--stdin", stdin=b"a.yaml\0", accept=(0, 1)) == b""
    with pytest.raises(GitError, match=r"check-ignore failed in .*: exit code 1"):
        run_git(top, "check-ignore", "-z", "--stdin", stdin=b"a.yaml\0")


def test_names_that_are_no_utf8_survive() -> None:
    assert split_names(b"a\0b\xff\n\0") == ["a", "b\udcff\n"]
    assert split_names(b"") == []


def test_faults_are_said_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    tried: dict[str, Callable[[], object]] = {
        "in no git repository": lambda: run_git(tmp_path, "ls-files"),
        "git log failed in .*bad revision": lambda: run_git(top, "log", "no-such-branch", "--"),
        "could not be started|NUL|null": lambda: run_git(Path("a\0b"), "ls-files"),
        "rev-parse failed in .*cannot change to": lambda: run_git(top / "missing", "rev-parse"),
    }
    for words, call in tried.items():
        with pytest.raises(GitError, match=words) as caught:
            call()
        assert str(caught.value).isprintable()
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitError, match="does not trust") as caught:
        run_git(top, "ls-files")
    assert caught.value.reason == "ownership"


def test_the_answer_is_in_english_whatever_the_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    with pytest.raises(GitError) as caught:
        run_git(tmp_path, "ls-files")
    assert caught.value.reason == "no-repository"


@posix_only
def test_a_git_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin/git"
    write_files(tmp_path, {"bin/git": "#!/bin/sh\nexec sleep 600\n"})
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(GitError, match=r"no answer in 0\.2 seconds") as caught:
        run_git(tmp_path, "log", timeout=0.2)
    assert caught.value.reason == "slow"


@posix_only
def test_what_git_is_told_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings for which no read-only command of today's git can be made to show a difference."""
    write_files(tmp_path, {"bin/git": '#!/bin/sh\necho "$@"\nenv\n'})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    told = run_git(tmp_path, "log").decode().splitlines()
    for setting in ("core.hooksPath=/dev/null", "core.pager=cat", "safe.bareRepository=explicit"):
        assert f"-c {setting} " in told[0]
    assert told[0].endswith(f" --no-replace-objects -C {tmp_path} log")
    assert {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C"} <= set(told)


def test_a_bare_repository_among_the_files_is_not_opened(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    git(top, "init", "--quiet", "--bare", "planted")
    assert git(top / "planted", "rev-parse", "--is-bare-repository") == b"true\n"
    with pytest.raises(GitError, match="bare git repository") as caught:
        run_git(top / "planted", "rev-parse", "--is-bare-repository")
    assert caught.value.reason == "bare"


def test_stdin_is_closed_unless_given(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    asks = "import sys; from pathlib import Path; from aimslint.git_command import run_git; "
    asks += "print(run_git(Path(sys.argv[1]), 'cat-file', '--batch-check', timeout=30))"
    read_end, write_end = os.pipe()  # never written to, and open: a git that reads it waits for ever
    try:
        done = subprocess.run(
            [sys.executable, "-c", asks, str(top)],
            stdin=read_end,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(Path(aimslint.__file__).parents[1])},
            timeout=60,
        )
    finally:
        os.close(read_end)
        os.close(write_end)
    assert (done.stdout.strip(), done.stderr) == (b"b''", b"")


def test_a_started_command_answers_piece_by_piece_whatever_it_is_told(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {f"{number}.yaml": f"{number}" * 40_000 for number in range(40)})
    entries = split_names(run_git(top, "ls-files", "-s", "-z"))
    blobs = [entry.split(" ")[1] for entry in entries]
    asked = "".join(f"{blob}\n" for blob in blobs * 20).encode()
    with StartedGit(top, "cat-file", "--batch", stdin=asked) as git:
        assert b"".join(git.pieces()) == run_git(top, "cat-file", "--batch", stdin=asked)
    with StartedGit(top, "cat-file", "--batch", stdin=asked) as git:
        assert next(git.pieces())  # and nobody waits for the rest


def test_a_started_command_that_fails_says_so_as_any_other(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    with StartedGit(top, "log", "no-such-branch", "--") as git, pytest.raises(GitError, match="bad revision"):
        list(git.pieces())
    with StartedGit(tmp_path, "log") as git, pytest.raises(GitError) as caught:
        list(git.pieces())
    assert caught.value.reason == "no-repository"
    with pytest.raises(GitError, match=r"could not be started|NUL|null"):
        StartedGit(Path("a\0b"), "ls-files")


@posix_only
def test_what_a_started_command_objects_to_may_come_bit_by_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "#!/bin/sh\necho 'warning: first' >&2\n/bin/sleep 0.1\necho 'fatal: it is broken' >&2\nexit 128\n"
    write_files(tmp_path, {"bin/git": script})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with StartedGit(tmp_path, "log") as git, pytest.raises(GitError, match="it is broken"):
        list(git.pieces())


@posix_only
def test_a_started_command_that_falls_silent_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"bin/git": "#!/bin/sh\necho first\nexec sleep 600\n"})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with StartedGit(tmp_path, "log", seconds=0.2) as git, pytest.raises(GitError, match="no answer in") as caught:
        list(git.pieces())
    assert caught.value.reason == "slow"


def test_grafts_and_commit_graphs_are_not_asked(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    commit(top, "Second", {"a.yaml": "b"})
    second = git(top, "rev-parse", "HEAD").decode().strip()
    git(top, "commit-graph", "write", "--reachable")
    (top / ".git/info").mkdir(exist_ok=True)
    (top / ".git/info/grafts").write_text(f"{second}\n")
    assert len(git(top, "rev-list", "HEAD").split()) == 1
    assert len(run_git(top, "rev-list", "HEAD").split()) == 2
    graph = top / ".git/objects/info/commit-graph"
    graph.chmod(0o644)
    graph.write_bytes(b"broken")
    (top / ".git/info/grafts").unlink()
    assert len(run_git(top, "rev-list", "HEAD").split()) == 2
