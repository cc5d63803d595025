"""Many files, parsed by several processes: what comes out is the same as from one, only earlier.

Helpers are started as programs of their own, so that nothing depends on `fork`, and only to parse: what they send back
costs a tenth of what they save. A helper that dies, or cannot be started, costs time and nothing else.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import astuple
from threading import Condition, Thread
from typing import Any

from aimslint.loading.document import Loaded, load_file
from aimslint.loading.helper import receive, send
from aimslint.loading.limits import Limits
from aimslint.loading.plain import Plain, from_plain

WORTH_A_HELPER = 600_000
"""How many bytes there must be for each process, about 300 files: below, starting one takes longer than it saves."""
PIECE = 200_000
"""How many bytes go to a helper at a time: a few hundredths of a second of work."""

_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from aimslint.loading.helper import serve; serve()"

Files = Sequence[tuple[str, bytes]]


def best_jobs() -> int:
    """How many processes this machine has room for."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # where the system does not tell
        return os.cpu_count() or 1


class Together:
    """Parses files in this process and `jobs - 1` helpers. Begins at once; `results` must be read to the end."""

    def __init__(self, files: Files, limits: Limits, jobs: int) -> None:
        self._limits = limits
        self._pieces = list(_pieces(files))
        self._todo = deque(range(len(self._pieces)))
        self._done: dict[int, list[Plain | None] | list[Loaded]] = {}
        self._changed = Condition()
        size = sum(len(raw) for _, raw in files)
        self._working = max(min(jobs, size // WORTH_A_HELPER) - 1, 0)
        self._helpers = [_Helper(self) for _ in range(self._working)]

    def results(self) -> Generator[Loaded, None, None]:
        """What the files hold, in their order."""
        try:
            for number, piece in enumerate(self._pieces):
                yield from self._finished(number, piece)
        finally:
            self._todo.clear()
            for helper in self._helpers:
                helper.end()

    def _finished(self, number: int, piece: Files) -> Iterator[Loaded]:
        """One piece. While it is not there, this process parses others, from the end on."""
        while number not in self._done:
            try:
                mine = self._todo.pop()
            except IndexError:
                if self._wait_for(number):
                    break
                mine = number
            self._done[mine] = [load_file(path, raw, self._limits) for path, raw in self._pieces[mine]]
        self._pieces[number] = ()  # the bytes are not needed any more
        for (path, raw), found in zip(piece, self._done.pop(number), strict=True):
            if isinstance(found, Loaded):
                yield found
            else:
                yield load_file(path, raw, self._limits) if found is None else from_plain(path, raw, found)

    def _wait_for(self, number: int) -> bool:
        """Wait for a piece that a helper has. Gives whether it came: not when all helpers have ended without it."""
        with self._changed:
            self._changed.wait_for(lambda: number in self._done or not self._working)
        return number in self._done

    def take(self) -> tuple[int, Files] | None:
        """The next piece for a helper, and its number; None when nothing is left."""
        try:
            number = self._todo.popleft()
        except IndexError:
            return None
        return number, self._pieces[number]

    def give(self, number: int, plain: list[Plain | None]) -> None:
        """What a helper found in a piece."""
        with self._changed:
            self._done[number] = plain
            self._changed.notify()

    def ended(self) -> None:
        """A helper has nothing more to say."""
        with self._changed:
            self._working -= 1
            self._changed.notify()

    def greeting(self) -> Any:
        """What a helper must know before it begins."""
        return astuple(self._limits)


class _Helper:
    """One process, and two threads that talk to it: one sends, one listens, so that it never waits for either."""

    def __init__(self, work: Together) -> None:
        self._work = work
        self._asked: deque[int] = deque()
        self._process = _start()
        self._threads = [Thread(target=self._send, daemon=True), Thread(target=self._listen, daemon=True)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Wait until the process is gone."""
        for thread in self._threads:
            thread.join()

    def _send(self) -> None:
        if self._process is None or self._process.stdin is None:
            return
        try:
            with self._process.stdin as pipe:
                send(pipe, self._work.greeting())
                while piece := self._work.take():
                    self._asked.append(piece[0])
                    send(pipe, list(piece[1]))
        except (OSError, ValueError):
            pass  # it is gone; what was asked of it is done by others

    def _listen(self) -> None:
        try:
            if self._process is not None and self._process.stdout is not None:
                with self._process.stdout as pipe:
                    while True:
                        plain = receive(pipe)
                        self._work.give(self._asked.popleft(), plain)
        except (EOFError, OSError, ValueError, TypeError):
            pass  # it has ended, early or not; what it has not answered is done by others
        finally:
            if self._process is not None:
                self._process.kill()
                self._process.wait()
            self._work.ended()


def _start() -> subprocess.Popen[bytes] | None:
    """A helper, or None where none can be started.

    It is isolated from the folder and the environment it starts in, and finds modules where this process does.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    options = ["-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
    if sys.pycache_prefix:
        options += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    try:
        return subprocess.Popen(
            [sys.executable, *options, "-c", _PROGRAM, *filter(None, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def _pieces(files: Files) -> Iterator[Files]:
    """The files in their order, cut into pieces of about the same size."""
    begun, size = 0, 0
    for number, (_, raw) in enumerate(files, 1):
        size += len(raw)
        if size >= PIECE or number == len(files):
            yield files[begun:number]
            begun, size = number, 0
