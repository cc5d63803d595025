"""A process of our own that works for this one: plain data goes to it and comes back, and nobody here waits for either.

It is started as a program of its own, so that nothing depends on `fork`. One that dies, or never starts, says nothing.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from aimslint.worker.talking import packed, receive

ROOM = 1 << 20
"""How many bytes may lie in a pipe, where the system lets us say so: else each 64 KB wait for a thread to be awake."""

_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from MODULE import serve; serve()"


class Worker:
    """One process, and two threads that talk to it: one sends, and one listens once somebody wants to `follow`.

    `module` is what it runs: the function `serve` there.
    """

    def __init__(self, module: str) -> None:
        self._told: SimpleQueue[Any] = SimpleQueue()
        self.process = _start(module)
        self._threads = [Thread(target=self._send, daemon=True)]
        self._threads[0].start()

    def follow(self, hear: Callable[[Any], None], ended: Callable[[], None]) -> None:
        """Have each of its messages told to `hear`, and to `ended` that no more will come; from another thread."""
        self._threads.append(Thread(target=self._listen, args=(hear, ended), daemon=True))
        self._threads[1].start()

    def tell(self, message: Any) -> None:
        """Send it plain data, some time."""
        self._told.put(message)

    def stop(self) -> None:
        """Nothing more is wanted of the process."""
        if self.process is not None:
            self.process.kill()
        self._told.put(None)

    def end(self) -> None:
        """Wait until the process is gone."""
        self.stop()
        for thread in self._threads:
            thread.join()
        if self.process is not None:
            self.process.wait()
            if len(self._threads) == 1 and self.process.stdout is not None:  # to which nobody listened
                self.process.stdout.close()

    def _send(self) -> None:
        if self.process is None or self.process.stdin is None:
            return
        try:
            with self.process.stdin as pipe:
                while (message := self._told.get()) is not None:
                    waiting = [packed(message)]
                    while not self._told.empty() and (message := self._told.get()) is not None:
                        waiting.append(packed(message))
                    pipe.write(b"".join(waiting))  # in one go: this thread gets its turn only now and then
                    pipe.flush()
                    if message is None:
                        break
        except (OSError, ValueError):
            pass  # it is gone; what was asked of it is done by others

    def _listen(self, hear: Callable[[Any], None], ended: Callable[[], None]) -> None:
        try:
            if self.process is not None and self.process.stdout is not None:
                with self.process.stdout as pipe:
                    while True:
                        hear(receive(pipe))
        except (EOFError, OSError, ValueError, TypeError, LookupError):
            pass  # it has ended, early or not, or talks nonsense; what it has not answered is done by others
        finally:
            if self.process is not None:
                self.process.kill()
                self.process.wait()
            ended()


def _start(module: str) -> subprocess.Popen[bytes] | None:
    """The process, or None where none can be started.

    It is isolated from the folder and the environment it starts in, and finds modules where this process does.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    options = ["-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
    if sys.pycache_prefix:
        options += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    try:
        process = subprocess.Popen(
            [sys.executable, *options, "-c", _PROGRAM.replace("MODULE", module), *filter(None, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
    _widen(process.stdin)
    _widen(process.stdout)
    return process


def _widen(pipe: IO[bytes] | None) -> None:
    """Make room in a pipe, where the system can and lets us."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        if pipe is not None:
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, ROOM)


def best_jobs() -> int:
    """How many processes this machine has room for."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # where the system does not tell
        return os.cpu_count() or 1
