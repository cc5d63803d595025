"""The one way aimslint runs git: read-only, in a repository that somebody else may have prepared.

A repository's own configuration can name programs that git would run (a file-system monitor, a signature
checker, hooks, a pager, a server to fetch missing objects from). Every call here switches those off on the
command line, where the repository cannot switch them on again. What cannot be switched off is avoided: never
ask git to compare with the work tree (`status`, `diff`, `blame`), because that runs the content filters the
repository names. Use `ls-files`, `rev-parse`, `log`, `ls-tree`, `cat-file`, `check-ignore`; `diff-index` only with
`--cached --raw`, which compares what git itself holds.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import Literal

SECONDS = 60.0
"""How long one call of git may take, or be silent where its answer is read while it comes."""
PIECE = 1 << 20
"""How many bytes of such an answer come at once, at most."""
SHORT = 512
"""How many bytes every empty pipe takes at once and whole."""

Reason = Literal["no-git", "no-repository", "ownership", "bare", "slow", "failed"]

_SETTINGS = (
    "core.fsmonitor=false",
    "log.showSignature=false",
    f"core.hooksPath={os.devnull}",
    "safe.bareRepository=explicit",
    "core.pager=cat",
    "core.commitGraph=false",  # a file that may tell other parents and times than the commits
    "core.commentChar=#",
    "trailer.separators=:",
)

_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # the same for a git that does not know it: there is no way to reach another repository
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_FLUSH": "0",  # large pieces of answer instead of one a commit
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C",
    "LANGUAGE": "C",
}

# What git sets for a hook, and only means the repository that the hook runs in.
_POINTERS = frozenset(
    {
        "GIT_DIR",
        "GIT_COMMON_DIR",
        "GIT_WORK_TREE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_QUARANTINE_PATH",
        "GIT_SHALLOW_FILE",
        "GIT_REPLACE_REF_BASE",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_CONFIG",
    }
)

# What would change the meaning of our arguments, or mix other text into the answer.
_DISTURBING = (
    "GIT_TRACE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)


class GitError(Exception):
    """git could not answer. `str()` is a sentence for people; `reason` tells the cases apart for code."""

    def __init__(self, message: str, reason: Reason = "failed") -> None:
        super().__init__(message)
        self.reason: Reason = reason


def run_git(
    folder: Path,
    *args: str,
    stdin: bytes | None = None,
    own_repository: bool = True,
    timeout: float = SECONDS,
    accept: tuple[int, ...] = (0,),
) -> bytes:
    """Run one read-only git command in `folder` and give what it printed.

    `folder` should be the top of a work tree: a relative `GIT_INDEX_FILE`, as hooks get it, counts from
    there. `own_repository` keeps the variables by which a running hook points at its repository and its next
    index; say False for any other repository, else git would answer from the wrong one. `stdin` is closed
    unless given; `accept` are the exit codes that are answers. Raises GitError.
    """
    try:
        done = subprocess.run(
            _command(folder, args),
            env=_environment(own_repository),
            capture_output=True,
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL if stdin is None else None,
            input=stdin,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(args[0], timeout, folder) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the folder's name
        raise GitError(f"git could not be started: {error}") from None
    if done.returncode not in accept:
        raise _explain(folder, args[0], done.returncode, done.stderr)
    return done.stdout


class StartedGit:
    """A git command that runs already, and whose answer can be read while it comes.

    Started like those of `run_git`, and as read-only. Use it in a `with` statement, whose end stops it, or `close` it:
    what was not read is lost. `asking` keeps its input open, for questions that come later; `seconds` is how long it
    may be silent while somebody waits for an answer.
    """

    def __init__(
        self,
        folder: Path,
        *args: str,
        stdin: bytes | None = None,
        asking: bool = False,
        own_repository: bool = True,
        seconds: float = SECONDS,
    ) -> None:
        """Start it. Raises GitError when that fails."""
        self._folder, self._name, self._seconds = folder, args[0], seconds
        try:
            self._process = subprocess.Popen(
                _command(folder, args),
                env=_environment(own_repository),
                stdin=subprocess.PIPE if asking or stdin is not None else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                pipesize=PIECE,
            )
        except (OSError, ValueError) as error:
            raise GitError(f"git could not be started: {error}") from None
        self._heard, self._ended = Event(), Event()
        self._waiting, self._was_slow, self._said = False, False, b""
        self._questions: SimpleQueue[bytes | None] = SimpleQueue()
        self._threads = [Thread(target=each, daemon=True) for each in (self._watch, self._listen, self._tell)]
        for thread in self._threads:
            thread.start()
        if stdin is not None:
            self.ask(stdin)
        if not asking:
            self._questions.put(None)

    def __enter__(self) -> "StartedGit":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop it."""
        self._ended.set()
        self._questions.put(None)
        self._process.kill()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe and not pipe.closed:
                pipe.close()
        self._process.wait()

    def pieces(self) -> Iterator[bytes]:
        """What git prints, as it comes. Raises GitError when git fails, which may be after much of its answer."""
        while piece := self._next_piece():
            yield piece
        code = self._process.wait()
        if self._was_slow:
            raise _too_slow(self._name, self._seconds, self._folder)
        if code:
            self._threads[1].join()
            raise _explain(self._folder, self._name, code, self._said)

    def ask(self, question: bytes, *, all_answered: bool = False) -> None:
        """Write to its input, without waiting for it to listen.

        Where all that was asked before was answered, the pipe is empty and takes a short question at once: another
        thread takes longer to wake up than git to answer.
        """
        if all_answered and len(question) <= SHORT and self._process.stdin:
            with suppress(OSError, ValueError):  # git may have stopped listening
                self._process.stdin.write(question)
        else:
            self._questions.put(question)

    def _next_piece(self) -> bytes:
        assert self._process.stdout is not None
        self._heard.set()
        self._waiting = True
        piece: bytes = self._process.stdout.read(PIECE)
        self._waiting = False
        return piece

    def _watch(self) -> None:
        """Stop git when somebody waits and nothing is heard of it for too long."""
        while not self._ended.wait(self._seconds):
            if self._waiting and not self._heard.is_set() and self._process.poll() is None:
                self._was_slow = True
                self._process.kill()
            self._heard.clear()

    def _listen(self) -> None:
        """Hear what git objects to, and keep the beginning: an unread pipe would make it wait."""
        while self._process.stderr and (piece := self._process.stderr.read(PIECE)):
            self._said = (self._said + piece)[:PIECE]

    def _tell(self) -> None:
        with suppress(OSError), self._process.stdin or nullcontext():  # git may stop listening
            for question in iter(self._questions.get, None):
                rest = memoryview(question)
                while rest and self._process.stdin:
                    rest = rest[self._process.stdin.write(rest) :]


def split_names(output: bytes) -> list[str]:
    """The texts of a `-z` answer. Bytes that are no UTF-8 become lone surrogates, so that no name is lost."""
    return output.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _command(folder: Path, args: tuple[str, ...]) -> list[str]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    return [_find_git(os.environ.get("PATH", "")), *settings, "--no-replace-objects", "-C", str(folder), *args]


def _too_slow(name: str, seconds: float, folder: Path) -> GitError:
    return GitError(f"git {name} gave no answer in {seconds:g} seconds in {folder}", "slow")


def _environment(own_repository: bool) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_DISTURBING) and (own_repository or name not in _POINTERS)
    }
    return kept | _ENVIRONMENT


@cache
def _find_git(search_path: str) -> str:
    """The git program, from absolute folders only: the current one may hold a program named git."""
    names = ("git.exe",) if sys.platform == "win32" else ("git",)
    for folder in search_path.split(os.pathsep):
        for name in names:
            candidate = os.path.join(folder, name)
            if os.path.isabs(folder) and os.path.isfile(candidate) and os.access(candidate, os.X_OK):
                return candidate
    raise GitError("git is not installed, or not on PATH", "no-git")


def _explain(folder: Path, command: str, code: int, stderr: bytes) -> GitError:
    words = stderr.decode("utf-8", "replace")
    if "dubious ownership" in words:
        return GitError(
            f"git does not trust {folder}: its files belong to another user. If you trust it, run: "
            f"git config --global --add safe.directory {folder}",
            "ownership",
        )
    if "not a git repository (or any" in words:
        return GitError(f"{folder} is in no git repository", "no-repository")
    if "cannot use bare repository" in words or "must be run in a work tree" in words:
        return GitError(f"{folder} belongs to a bare git repository, which has no work tree", "bare")
    told = next((line for line in words.splitlines() if line.startswith(("fatal: ", "error: "))), words)
    told = told.partition(": ")[2].strip() or f"exit code {code}"
    printable = "".join(letter if letter.isprintable() else "?" for letter in told)[:300]
    return GitError(f"git {command} failed in {folder}: {printable}")
