"""The first process's side: starts the second one, sends it files, hears what it found."""

from collections.abc import Callable, Collection, Mapping, Sequence
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from aimslint.history.log_reading import Progress
from aimslint.loading.plain import Packed
from aimslint.loading.together import Parsed
from aimslint.trees import Unreadable
from aimslint.worker.process import Worker

if TYPE_CHECKING:
    from aimslint.apart import Answer, Deal


class Second:
    """The second process, once it has something to do. Whoever started it, the `worker`, ends it.

    `job` is the plain form of a `Job`. `progress` is told how many commits it has read, from another thread.
    """

    def __init__(self, worker: Worker, job: list[Any], progress: Progress | None = None) -> None:
        self._progress = progress
        self._parsed: Parsed | None = None
        self._gone: Callable[[], None] | None = None
        self._answer: Any = None
        self._deal: Deal | None = None
        self._waits = False
        self._turn = Lock()
        self._answered, self._silent = Event(), Event()
        self._worker = worker
        worker.tell(job)
        worker.follow(self._hear, self._ended)

    def follow(self, parsed: Parsed, ended: Callable[[], None]) -> None:
        """Say from now on what it has parsed, and when it has ended."""
        self._parsed, self._gone = parsed, ended
        if self._silent.is_set():
            ended()

    def tell(self, message: list[Any]) -> None:
        """Send it something about files that are parsed."""
        self._worker.tell(message)

    def know(self, files: Sequence[tuple[str, bytes]], packed: Packed, sound: Sequence[bool]) -> None:
        """Tell it of files that need not be parsed."""
        self._worker.tell(["known", list(files), packed, list(sound)])

    def complete(self, listed: Sequence[tuple[str, Unreadable | None]], unmerged: Collection[str]) -> None:
        """Tell it of all files in their order, and why some cannot be read."""
        told = [(path, why and [why.path, why.reason, why.advice, why.rule]) for path, why in listed]
        self._worker.tell(["listed", told, list(unmerged)])

    def remember(self, notes: Mapping[str, tuple[str, Sequence[str]]] | None) -> None:
        """Tell it what is known of commits; None where nobody keeps that."""
        self._worker.tell(["notes", notes])

    def share(self, deal: "Deal") -> None:
        """Give it rules from now on, whenever it asks for more."""
        with self._turn:
            self._deal = deal
            waits, self._waits = self._waits, False
        if waits:
            self._worker.tell(deal.give())

    def answer(self) -> "Answer | None":
        """What it found by the rules that it was given; None where it found nothing out. Waits for it."""
        from aimslint.apart import from_plain

        self._answered.wait()
        return from_plain(self._answer, self._deal.given) if self._deal is not None else None

    def _hear(self, message: Any) -> None:
        match message:
            case ["parsed", number, packed, sound] if self._parsed is not None:
                self._parsed(number, packed, sound)
            case ["commits", int(number)]:
                if self._progress is not None:
                    self._progress(number)
            case ["more"]:
                self._give()
            case ["found", answer]:
                self._answer = answer
                self._answered.set()  # nobody need wait until the process is gone
                raise EOFError  # it has said all there is
            case _:
                raise ValueError(message)

    def _give(self) -> None:
        with self._turn:
            deal = self._deal
            self._waits = deal is None
        if deal is not None:
            self._worker.tell(deal.give())

    def _ended(self) -> None:
        self._silent.set()
        self._answered.set()
        if self._gone is not None:
            self._gone()
