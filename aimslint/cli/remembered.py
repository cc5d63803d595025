"""Remembers how runs of `aimslint check` ended: an unchanged run is told again and not made again.

An outcome is what was written where, and the exit code. It is found under a key of everything that can decide it: the
command line and the folder it is given in, what the environment says, the day, this installation, and the state of the
repository (`repository_state`). Before an outcome is kept, the key is made once more: what changed while the check read
it is not remembered.

Nothing that reads records, and not even click, is loaded to find an outcome.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from aimslint.cache import Cache
from aimslint.cli.output import Written, deliver_ready
from aimslint.cli.repository_state import GitError, StateError, Whereabouts, digest_of
from aimslint.version import VERSION

NAME = "outcome"
MOST = 16
"""How many outcomes a repository keeps."""

_NEVER = ("--no-cache", "--fix", "--diff", "--help", "-h", "--show-files")
_REVISIONS = ("--rev", "--since")
_ELSEWHERE = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_QUARANTINE_PATH",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
    "_AIMSLINT_COMPLETE",
)
"""Where one of these is set, git hooks run: their index is new each time, so nothing would be found."""
_ENVIRONMENT = ("GITHUB_REF", "GITHUB_SHA", "NO_COLOR", "TERM")
_ENVIRONMENT_PREFIXES = ("AIMSLINT_", "GIT_")


class Outcome:
    """How a run ended: its exit code, and what it wrote."""

    __slots__ = ("code", "written")

    def __init__(self, code: int, written: Sequence[tuple[str | None, str, str]]) -> None:
        self.code = code
        self.written = written


class Memory:
    """What may be remembered of one run."""

    __slots__ = ("_arguments", "_cache", "_key", "_place")

    def __init__(self, arguments: Sequence[str], place: Whereabouts) -> None:
        """Of the run with these arguments, in the repository at `place`. Raises GitError, OSError and StateError."""
        self._arguments, self._place = arguments, place
        self._cache = Cache.beside(Path(os.fsdecode(place.folder)))
        self._key = self._made_key(place)

    def outcome(self) -> Outcome | None:
        """How the same run ended before, if that is known."""
        match self._cache.get(NAME, self._key):
            case [int(code), [*written]] if all(map(_is_text, written)):
                return Outcome(code, [(file, option, text) for file, option, text in written])
        return None

    def keep(self, top: Path, code: int, written: Written) -> None:
        """Remember how the run ended, if what it read was in the repository that begins at `top`, and stayed as is."""
        if top != self._place.top or not written.whole:
            return
        try:
            unchanged = self._made_key(Whereabouts(top)) == self._key
        except (GitError, OSError, StateError):
            return
        if unchanged:
            self._cache.put(NAME, self._key, [code, written.texts], most=MOST)

    def _made_key(self, place: Whereabouts) -> str:
        words = self._arguments
        revisions = [value for option in _REVISIONS for value in _values(words, option)]
        parts = [*installation(), *_surroundings(), *_command(words), digest_of(place, revisions)]
        return _digest(parts)


def memory_for(arguments: Sequence[str]) -> Memory | None:
    """The memory of a run with these arguments; None where nothing may be remembered, or cannot be."""
    if any(word in _NEVER for word in arguments) or any(name in os.environ for name in _ELSEWHERE):
        return None
    try:
        top = _top_of_repository(arguments)
        return None if top is None else Memory(arguments, Whereabouts(top))
    except (GitError, OSError, StateError, ValueError):  # ValueError: a NUL in a word
        return None


def state_of(top: Path) -> str | None:
    """A digest of everything that decides what a check of the repository that begins at `top` says, but the day and the
    command; None where there is none.
    """
    if any(name in os.environ for name in _ELSEWHERE):
        return None
    try:
        return _digest([*installation(), *_environment(), str(top), digest_of(Whereabouts(top))])
    except (GitError, OSError, StateError):
        return None


def tell(outcome: Outcome, arguments: Sequence[str]) -> int:
    """Tell an outcome in place of the run that would end so. Gives the exit code."""
    return deliver_ready(outcome.written, arguments) or outcome.code


def _digest(parts: Sequence[str]) -> str:
    text = "".join(f"{len(part)}:{part}," for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _is_text(kept: object) -> bool:
    match kept:
        case [None | str(), str(), str()]:
            return True
    return False


def _top_of_repository(arguments: Sequence[str]) -> Path | None:
    """Where the repository begins that the run is likely about: that of the first word that lies in one."""
    for word in (*arguments[1:], "."):
        if not word.startswith("-") and os.path.lexists(word):
            folder = Path(os.path.realpath(word if os.path.isdir(word) else os.path.dirname(word) or "."))
            top = next((place for place in (folder, *folder.parents) if os.path.lexists(place / ".git")), None)
            if top is not None:
                return top
    return None


def _values(words: Sequence[str], option: str) -> Iterator[str]:
    """Every word that can be a value of the option, and perhaps some that are none."""
    for word, following in zip(words, (*words[1:], ""), strict=True):
        if word == option:
            yield following
        elif word.startswith(f"{option}="):
            yield word.partition("=")[2]


def _command(words: Sequence[str]) -> Iterator[str]:
    """The command line, where it is given, what its words mean on disk, and the files that it names to be read."""
    here = os.getcwd()
    yield from (here, os.path.realpath(here), str(len(words)))
    for word in words:
        yield word
        name = word
        while name:  # of `--report=json=a.json` also `json=a.json` and `a.json`
            yield f"{os.path.lexists(name)} {os.path.isdir(name)} {os.path.realpath(name)}"
            name = name.partition("=")[2]
    for file in _values(words, "--config"):
        with open(file, "rb") as opened:
            yield hashlib.sha256(opened.read()).hexdigest()


def _surroundings() -> Iterator[str]:
    """The day, the environment, and what standard output is."""
    yield str(int(time.time()) // 86_400)  # in UTC, as `options.today` has it
    yield f"{sys.stdout is not None and sys.stdout.isatty()} {sys.getfilesystemencoding()}"
    yield from _environment()


def _environment() -> Iterator[str]:
    """What the environment says that can matter."""
    for name, value in sorted(os.environ.items()):
        if name in _ENVIRONMENT or name.startswith(_ENVIRONMENT_PREFIXES):
            yield f"{name}={value}"


def installation() -> Iterator[str]:
    """This aimslint, also while somebody works on it, and the libraries that it runs with."""
    yield f"{VERSION} {sys.version} {sys.platform}"
    package = Path(__file__).parent.parent
    for folder in (package, package.parent / "rules"):
        yield from _stamps(str(folder))
    for place in sys.path:
        if place.endswith("-packages") and os.path.isdir(place):
            yield f"{place} {os.stat(place).st_mtime_ns}"  # changes whenever a package is installed


@cache
def installed() -> str:
    """A digest of this installation, as it was when somebody first asked: what runs stays what it is."""
    return _digest([*installation()])


def _stamps(folder: str) -> Iterator[str]:
    """Every file below a folder, with time and size."""
    if not os.path.isdir(folder):
        return
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    about = entry.stat()
                    yield f"{entry.path} {about.st_mtime_ns} {about.st_size}"
