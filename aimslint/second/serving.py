"""The second process's side. Runs `serve` alone; what it does not manage the first one does itself."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from typing import IO, Any

from aimslint import apart
from aimslint.aims import Aims
from aimslint.apart import rules_of_past
from aimslint.engine import judge_part, link_records
from aimslint.history import NoHistory
from aimslint.loading import load_file
from aimslint.loading.plain import Packed, pack, unpack
from aimslint.put_to_use import rulebook_of
from aimslint.reading import Records
from aimslint.records.filed import Filed, filed
from aimslint.records.validating import expect_many
from aimslint.rulebook import Rulebook
from aimslint.second.job import Job
from aimslint.trees import Unreadable
from aimslint.trees.ahead import look_ahead
from aimslint.witness import Notes
from aimslint.worker.talking import TURN, receive, send


def serve() -> None:
    """Do one job, answer, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears of it too, and ends this one
    gc.disable()
    sys.setswitchinterval(TURN)  # for the threads that read the past
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, OSError):
        work(source, answers)
    os._exit(0)  # nothing is left to be done, and to take a graph apart takes a while


def work(source: IO[bytes], answers: IO[bytes]) -> None:
    """One job from its beginning to its answer. Raises EOFError or OSError when the first process is gone."""

    turn = threading.Lock()

    def tell(*message: Any) -> None:
        with turn:  # who reads the past tells how far that has come, meanwhile
            send(answers, list(message))

    job = Job.from_plain(receive(source), lambda commits: tell("commits", commits))
    if not isinstance(job.history, NoHistory):
        look_ahead(job.tree)
    expect_many()
    rulebook = rulebook_of(job.tree, job.config, job.root)
    match receive(source):
        case ["notes", known]:
            notes = None if known is None else Notes(known)
        case other:
            raise EOFError(other)
    records = _Files(job).records(source, tell)
    aims = link_records(records, job.tree, job.config, job.root, rulebook.packs)
    answer = _judged(job, aims, rulebook, notes, _portions(rulebook, source, tell))
    for thread in threading.enumerate():  # such as one that keeps what was read of the past
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()
    tell("found", answer)


def _portions(rulebook: Rulebook, source: IO[bytes], tell: Callable[..., None]) -> Iterator[Collection[str]]:
    """Rules to judge: those that ask the past, and then what is left for whoever has time."""
    names: Collection[str] = rules_of_past(rulebook)
    while True:
        yield names
        tell("more")
        names = receive(source)
        if not names:
            return


def _judged(
    job: Job, aims: Aims, rulebook: Rulebook, notes: Notes | None, portions: Iterable[Collection[str]]
) -> list[Any]:
    placed, verdicts = judge_part(aims, job.as_of, job.config, rulebook, portions, history=job.history, notes=notes)
    news = notes.told() if notes is not None and notes.is_new else None
    return apart.to_plain(placed, verdicts, news)


class _Files:
    """The files of the job as they come, parsed here or elsewhere."""

    def __init__(self, job: Job) -> None:
        self._limits = job.config.loading_limits()
        self._pieces: dict[int, list[tuple[str, bytes]]] = {}
        self._filed: dict[str, Filed] = {}

    def records(self, source: IO[bytes], tell: Callable[..., None]) -> Records:
        """What all files hold, once that is known."""
        listed: list[tuple[str, Any]] | None = None
        unmerged: set[str] = set()
        missing = -1
        while listed is None or missing > len(self._filed):
            match receive(source):
                case ["files", number, files]:
                    self._pieces[number] = files
                case ["parse", number]:
                    tell("parsed", number, *self._parse(self._pieces.pop(number)))
                case ["parsed", number, packed, sound]:
                    self._learn(self._pieces.pop(number), packed, sound)
                case ["known", files, packed, sound]:
                    self._learn(files, packed, sound)
                case ["listed", paths, in_conflict]:
                    listed, unmerged = paths, set(in_conflict)
                    missing = sum(why is None for _, why in listed)
                case other:
                    raise EOFError(other)
        found = Records()
        for path, why in listed:
            if why is None:
                found.take(path, self._filed[path])
            else:
                found.miss(path, Unreadable(*why), unmerged=path in unmerged)
        return found

    def _parse(self, files: list[tuple[str, bytes]]) -> tuple[Packed, list[bool]]:
        loaded = [load_file(path, raw, self._limits) for path, raw in files]
        packed = pack(loaded)  # before anybody changes them
        found = {one.path: filed(one) for one in loaded}
        self._filed |= found
        return packed, [one.sound for one in found.values()]

    def _learn(self, files: list[tuple[str, bytes]], packed: Packed, sound: list[bool]) -> None:
        for (path, raw), loaded in zip(files, unpack(files, packed, sound), strict=True):
            self._filed[path] = filed(loaded if loaded is not None else load_file(path, raw, self._limits))
