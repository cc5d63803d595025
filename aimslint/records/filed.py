"""What one file holds: its records, what is wrong with them, and which kinds could not be read."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from aimslint.dataclass import dataclass
from aimslint.loading import Loaded
from aimslint.model import Problem
from aimslint.records.lost import kinds_in_data, kinds_in_path, kinds_in_text
from aimslint.records.reading import RawRecord, read_record

CUTS_TEXT = ("not-utf-8", "too-large")  # where only the beginning of a text is known, or nothing
LEAVES_OUT = ("special-number", "bad-tag", "merge-key")  # what loading reads around


@dataclass(frozen=True, slots=True)
class Filed:
    """A file, read. `lost` are kinds that could not be read, each with the text it lies in, as far as it is known.

    It is `sound` if each of its documents is a sound record, and `plain` if its text is known to be (see `Loaded`).
    """

    text: str
    records: tuple[RawRecord, ...]
    problems: tuple[Problem, ...]
    lost: tuple[tuple[str, str], ...] = ()
    sound: bool = False
    plain: bool = field(default=False, compare=False)


def filed(loaded: Loaded) -> Filed:
    """The records of a file. Its documents belong to the records from now on."""
    records: list[RawRecord] = []
    problems = list(loaded.problems)
    lost: list[tuple[str, str]] = []
    for document in loaded.documents:
        refused = [
            problem.place.keys
            for problem in loaded.problems
            if problem.rule in LEAVES_OUT and problem.place.document == document.index
        ]
        record, wrong = read_record(loaded.path, document.index, document.data, refused, sound=loaded.sound)
        problems += wrong
        if record is not None:
            records.append(record)
        else:
            lost += ((kind, loaded.text) for kind in kinds_in_data(document.data))
    if loaded.problems:
        lost += _lost_besides(loaded, records)
    sound = not (problems or lost) and all(record.sound for record in records)
    return Filed(loaded.text, tuple(records), tuple(problems), tuple(lost), sound, loaded.plain)


def _lost_besides(loaded: Loaded, records: Iterable[RawRecord]) -> list[tuple[str, str]]:
    """What the text or the path of a file betrays of kinds that no record in it has."""
    read = Counter(record.kind.name for record in records)
    unread = Counter(kinds_in_text(loaded.text)) - read
    cut = any(problem.rule in CUTS_TEXT for problem in loaded.problems)
    kinds = unread or (() if read else kinds_in_path(loaded.path))
    return [(kind, "" if cut else loaded.text) for kind in kinds]


@cache
def models_digest() -> str:
    """What decides whether a file is sound: the models of records and what they are made with."""
    own = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        own.update(file.read_bytes())
    judge = find_spec("pydantic_core")  # not imported for that: with sound files alone nobody needs it
    installed = os.stat(judge.origin).st_mtime_ns if judge is not None and judge.origin is not None else 0
    return f"{own.hexdigest()} {installed}"


class Shelf:
    """What files held when they were last read, for whoever reads the same tree again and again, as an editor does.

    It holds one version of each path. Nothing changes a record once it is read, so it can be linked any number of
    times.
    """

    def __init__(self) -> None:
        self._filed: dict[str, tuple[bytes, Filed]] = {}

    def find(self, path: str, raw: bytes) -> Filed | None:
        """What a file of this name and content holds, if that was the last one of this name."""
        known = self._filed.get(path)
        return known[1] if known is not None and known[0] == raw else None

    def at(self, path: str) -> Filed | None:
        """What the last file of this name held that was read."""
        known = self._filed.get(path)
        return known[1] if known is not None else None

    def put(self, path: str, raw: bytes, read: Filed) -> None:
        """Note what a file holds, in place of what it held before."""
        self._filed[path] = (raw, read)

    def keep(self, paths: Iterable[str]) -> None:
        """Forget all other paths."""
        wanted = set(paths)
        self._filed = {path: known for path, known in self._filed.items() if path in wanted}
