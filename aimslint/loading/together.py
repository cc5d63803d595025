"""Many files, parsed by several processes: what comes out is the same as from one, only earlier.

Helpers only parse: what they send back costs a tenth of what they save. A learner parses as well, and is told what all
other files hold, so that it can go on alone. Any of them that dies, or cannot be started, costs time and nothing else.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import astuple, field
from threading import Condition
from typing import Any, Generic, Protocol, TypeVar

from aimslint.dataclass import dataclass
from aimslint.loading.document import Loaded, load_file
from aimslint.loading.limits import Limits
from aimslint.loading.plain import Packed, pack, unpack
from aimslint.worker.process import Worker, best_jobs

WORTH_A_HELPER = 600_000
"""How many bytes there must be for each process, about 300 files: below, starting one takes longer than it saves."""
PIECE = 200_000
"""How many bytes are parsed at a time: a few hundredths of a second of work."""
AHEAD = 3
"""How many pieces a process has before it at a time, so that it need not wait for the next."""

_HELPER = "aimslint.loading.helper"

Files = Sequence[tuple[str, bytes]]


class Made(Protocol):
    """What is made of a file."""

    @property
    def sound(self) -> bool:
        """Whether the models of records have nothing to say about it."""
        ...


T = TypeVar("T", bound=Made)
Parsed = Callable[[int, Packed, list[bool]], None]


class Learner(Protocol):
    """A process that parses its share and learns what the other files hold."""

    def follow(self, parsed: Parsed, ended: Callable[[], None]) -> None:
        """Say from now on what it has parsed, and when it has ended; from another thread."""
        ...

    def tell(self, message: list[Any]) -> None:
        """Send it `["files", number, files]`, `["parse", number]` or `["parsed", number, packed, sound]`."""
        ...


@dataclass(slots=True)
class _Help:
    """A process that parses, with the pieces that it has before it."""

    tell: Callable[[list[Any]], None]
    learns: bool = False
    gone: bool = False
    asked: set[int] = field(default_factory=set)
    end: Callable[[], None] = lambda: None


class Together(Generic[T]):
    """Parses files in this process and, with a learner or `jobs` above 1, in others.

    `add` them, `close`, and read `results` to the end. `make` is told what each file holds, and its bytes; what it
    gives comes out. A learner, which counts as one of the `jobs`, begins with the first file that is added.
    """

    def __init__(
        self, limits: Limits, make: Callable[[Loaded, bytes], T], jobs: int = 1, learner: Learner | None = None
    ) -> None:
        self._limits, self._make, self._jobs = limits, make, jobs
        self._piece: list[tuple[str, bytes]] = []
        self._weight = self._size = 0
        self._pieces: list[Files] = []
        self._todo: deque[int] = deque()
        self._done: dict[int, list[T] | tuple[Packed, list[bool]]] = {}
        self._changed = Condition()
        self._helps: list[_Help] = []
        if learner is not None:
            self._help_of(learner)

    def add(self, path: str, raw: bytes) -> None:
        """One more file."""
        self._piece.append((path, raw))
        self._weight += len(raw)
        if self._weight >= PIECE:
            self._cut()

    def close(self) -> None:
        """There are no more files."""
        if self._piece:
            self._cut()
        wanted = max(min(self._jobs, self._size // WORTH_A_HELPER) - 1, 0)
        for _ in range(wanted - len(self._helps)):
            self._start_helper()

    def results(self) -> Generator[T, None, None]:
        """What was made of the files, in their order."""
        try:
            for number in range(len(self._pieces)):
                yield from self._finished(number)
        finally:
            with self._changed:
                self._todo.clear()
            for help_ in self._helps:
                help_.end()

    def _cut(self) -> None:
        """Put the files that were added last among those to be parsed."""
        number, piece = len(self._pieces), self._piece
        self._pieces.append(piece)
        self._size += self._weight
        self._piece, self._weight = [], 0
        for help_ in self._helps:
            if help_.learns and not help_.gone:
                help_.tell(["files", number, piece])
        with self._changed:
            self._todo.append(number)
        for help_ in self._helps:
            self._ask(help_)

    def _finished(self, number: int) -> Iterator[T]:
        """One piece. While it is not there, this process parses others, from the end on."""
        while number not in self._done:
            with self._changed:
                self._changed.wait_for(lambda: number in self._done or self._todo)
                mine = self._todo.pop() if self._todo else None
            if mine is not None:
                self._done[mine] = self._parse(mine)
        piece, found = self._pieces[number], self._done.pop(number)
        self._pieces[number] = ()  # the bytes are not needed any more
        if isinstance(found, list):
            yield from found
            return
        for (path, raw), loaded in zip(piece, unpack(piece, *found), strict=True):
            yield self._make(loaded if loaded is not None else load_file(path, raw, self._limits), raw)

    def _parse(self, number: int) -> list[T]:
        piece = self._pieces[number]
        files = [load_file(path, raw, self._limits) for path, raw in piece]
        learns = any(help_.learns and not help_.gone for help_ in self._helps)
        packed = pack(files) if learns else b""  # before anybody changes them
        made = [self._make(loaded, raw) for loaded, (_, raw) in zip(files, piece, strict=True)]
        if learns:
            self._tell(number, packed, [one.sound for one in made])
        return made

    def _tell(self, number: int, packed: Packed, sound: list[bool], by: _Help | None = None) -> None:
        """Tell those who learn what a piece holds, but for whom it comes from."""
        for help_ in self._helps:
            if help_.learns and help_ is not by and not help_.gone:
                help_.tell(["parsed", number, packed, sound])

    def _ask(self, help_: _Help) -> None:
        """Give a process pieces to parse, so many that it need not wait."""
        with self._changed:
            while self._todo and len(help_.asked) < AHEAD and not help_.gone:
                number = self._todo.popleft()
                help_.asked.add(number)
                help_.tell(["parse", number] if help_.learns else [number, self._pieces[number]])

    def _heard(self, by: _Help, number: int, packed: Packed, sound: list[bool]) -> None:
        """What a process found in a piece."""
        if number not in by.asked or len(sound) != len(self._pieces[number]):
            raise ValueError(number)
        self._tell(number, packed, sound, by)
        with self._changed:
            by.asked.remove(number)
            self._done[number] = packed, sound
            self._changed.notify()
        self._ask(by)

    def _ended(self, by: _Help) -> None:
        """A process has nothing more to say: what it was asked is for others."""
        with self._changed:
            by.gone = True
            self._todo.extendleft(sorted(by.asked, reverse=True))
            by.asked.clear()
            self._changed.notify()

    def _help_of(self, learner: Learner) -> None:
        help_ = _Help(learner.tell, learns=True)
        self._helps.append(help_)
        learner.follow(lambda *found: self._heard(help_, *found), lambda: self._ended(help_))

    def _start_helper(self) -> None:
        help_ = _Help(lambda _: None)
        worker = Worker(_HELPER)
        help_.tell, help_.end = worker.tell, worker.end
        self._helps.append(help_)
        worker.follow(lambda found: self._heard(help_, *found), lambda: self._ended(help_))
        worker.tell(astuple(self._limits))
        self._ask(help_)


__all__ = ["Files", "Learner", "Made", "Together", "best_jobs"]
