"""The history of a git repository, read while other work goes on."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any
from weakref import finalize

from aimslint.cache import Cache
from aimslint.git_command import GitError, run_git, split_names
from aimslint.history.ahead import Ahead
from aimslint.history.blob_reading import BlobReader
from aimslint.history.commit import Log, Person
from aimslint.history.days import last_second
from aimslint.history.gathering import gather
from aimslint.history.log_reading import Progress
from aimslint.history.people import mapped_people
from aimslint.history.protocol import Unknown
from aimslint.history.standing import Standing, explain, find_standing
from aimslint.history.table import Table
from aimslint.history.table_log import log_of


class GitHistory:
    """The history of the repository whose work tree begins at `top`, up to a commit.

    Reading begins at once, in the background; whoever asks first waits for it. Whatever the repository holds, nothing
    raises: what cannot be read makes the history unknown.
    """

    def __init__(
        self,
        top: Path,
        tip: str = "HEAD",
        *,
        own_repository: bool = True,
        use_cache: bool = True,
        latest: date | None = None,
        progress: Progress | None = None,
        ahead: tuple[str, ...] = (),
        later: bool = False,
    ) -> None:
        """Start to read, or, with `later`, do so when somebody asks: where another process likely is asked instead.

        `tip` is anything that names a commit. `own_repository` says whether the `GIT_*` variables of a running hook
        mean this repository. `latest` is the last day that can be, today: what claims to be later is from the future.
        `progress` is told now and then, from another thread, how many commits were read. What files with the endings
        `ahead` held before they were changed is read in the background as well.
        """
        self._top, self._own, self._asked_tip = top, own_repository, tip
        self._use_cache, self._latest, self._progress = use_cache, latest, progress
        self._blobs = BlobReader(top, own_repository)
        finalize(self, self._blobs.close)
        self._endings = ahead
        self._ahead = Ahead(BlobReader(top, own_repository))
        finalize(self, self._ahead.close)
        self._standing: Standing | None = None
        self._table: Table | None = None
        self._mapped: Mapping[str, Person] | None = None
        self._log: Log | None = None
        self._unknown: Unknown | None = None
        self._listed: dict[str, Mapping[str, str]] = {}
        self._failure: BaseException | None = None
        self._reading = Thread(target=self._read_all, args=(tip,), daemon=True)
        self._begun = Lock()
        self._stands = Event()
        self._is_read = False
        if not later:
            self._begin()

    @classmethod
    def at(
        cls,
        top: Path,
        tip: str = "HEAD",
        *,
        own_repository: bool = True,
        use_cache: bool = True,
        latest: date | None = None,
        progress: Progress | None = None,
        ahead: tuple[str, ...] = (),
        later: bool = False,
    ) -> "GitHistory":
        """The history up to `tip` of the repository whose work tree begins at `top`; see the class."""
        return cls(
            top,
            tip,
            own_repository=own_repository,
            use_cache=use_cache,
            latest=latest,
            progress=progress,
            ahead=ahead,
            later=later,
        )

    def to_plain(self) -> list[Any]:
        """What another process must know to read the same: texts, flags and lists."""
        latest = None if self._latest is None else self._latest.isoformat()
        return [os.fsencode(self._top), self._asked_tip, self._own, self._use_cache, latest, list(self._endings)]

    @classmethod
    def from_plain(cls, plain: Any, progress: Progress | None = None) -> "GitHistory":
        """The history that `to_plain` tells of. Raises ValueError or TypeError for anything else."""
        top, tip, own, use_cache, latest, ahead = plain
        return cls(
            Path(os.fsdecode(top)),
            tip,
            own_repository=own,
            use_cache=use_cache,
            latest=None if latest is None else date.fromisoformat(latest),
            progress=progress,
            ahead=tuple(ahead),
        )

    @property
    def unknown(self) -> Unknown | None:
        """Why nothing is known, None when the log can be used."""
        self._wait()
        return self._unknown

    @property
    def at_commit(self) -> str:
        """The commit that the history leads up to; empty before the first, and where nothing is known."""
        self._find_standing()
        return "" if self._standing is None else self._standing.tip

    @property
    def git_folder(self) -> Path | None:
        """The folder that all work trees of the repository share, where it is known."""
        self._find_standing()
        return None if self._standing is None else self._standing.git_folder

    @cached_property
    def log(self) -> Log:
        """Every commit that leads to the tip."""
        self._wait()
        if self._table is None or self._standing is None:
            return Log(())
        return self._log or log_of(self._table, self._standing.boundaries, self._people, self._latest)

    @cached_property
    def tip(self) -> Mapping[str, str]:
        """The files of the tip: path and blob id."""
        self._wait()
        if self._unknown or not self._standing or not self._standing.tip:
            return {}
        if self._standing.tip in self._listed:
            return self._listed[self._standing.tip]
        try:
            return self._list(self._standing.tip)
        except GitError as error:
            self._unknown = explain(error, self._top)
            return {}

    def know_files(self, commit: str, files: Mapping[str, str]) -> None:
        """The files of a commit, path and blob id, that somebody listed already: git need not list them once more."""
        self._listed[commit] = files

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of these blobs. Those that are not at hand, broken, or larger than 32 MiB are left out."""
        self._wait()
        if self._unknown:
            return {}
        wanted = list(blobs)
        found = self._ahead.take(wanted)
        rest = [blob for blob in wanted if blob not in found]
        return {**found, **self._blobs.read(rest)} if rest else found

    def rest(self) -> None:
        """End the conversation with git; the next question begins another. Not while somebody reads."""
        self._blobs.close()
        self._ahead.close()

    def _read_all(self, tip: str) -> None:
        try:
            standing = find_standing(self._top, tip, self._own)
            if isinstance(standing, Unknown):
                self._unknown = standing
                return
            self._standing = standing
            self._stands.set()
            if standing.tip:
                self._table = gather(
                    self._top,
                    standing,
                    own_repository=self._own,
                    limit=None if self._latest is None else last_second(self._latest),
                    cache=Cache.beside(standing.git_folder) if self._use_cache else None,
                    progress=self._progress,
                )
                if self._endings:
                    self._look_ahead(self._table, standing)
                else:
                    self._mapped = self._people(self._table.people)
        except GitError as error:
            self._unknown = explain(error, self._top)
        except BaseException as error:  # a fault of ours, told where somebody can see it
            self._failure = error
        finally:
            self._stands.set()

    def _look_ahead(self, table: Table, standing: Standing) -> None:
        """Find out what most rules will ask, while records are parsed: else each would wait for git, and for this."""
        self._ahead.begin(table.replaced(self._endings))
        self._mapped = self._people(table.people)
        tip = standing.tip
        if tip not in self._listed:
            with suppress(GitError):  # told to whoever asks for it
                self._listed[tip] = self._list(tip)
        self._log = log_of(table, standing.boundaries, self._people, self._latest)
        for path in self._listed.get(tip, ()):
            if path.endswith(self._endings):
                self._log.of_path(path)

    def _list(self, tip: str) -> Mapping[str, str]:
        """The files of a commit: path and blob id. Raises GitError."""
        listed = run_git(self._top, "ls-tree", "-r", "-z", "--full-tree", tip, own_repository=self._own)
        entries = (entry.partition("\t") for entry in split_names(listed))
        told = ((about.split(" "), path) for about, _, path in entries)
        return {path: blob for (_, kind, blob), path in told if kind == "blob"}

    def _begin(self) -> None:
        if self._begun.acquire(blocking=False):  # once
            self._reading.start()

    def _find_standing(self) -> None:
        """Wait until it is known where the history stands, and not until all of it is read."""
        self._begin()
        self._stands.wait()

    def _wait(self) -> None:
        if not self._is_read:  # each rule asks for each record
            self._begin()
            self._reading.join()
            self._is_read = True
        if self._failure is not None:
            raise self._failure

    def _people(self, people: Iterable[str]) -> Mapping[str, Person]:
        return self._mapped or mapped_people(self._top, list(people), self._own)
