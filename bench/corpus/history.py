"""How the records came to be: each is drafted, approved, reviewed; several people commit over two years.

What is written is committed within days. Half of the reviews leave a line in the record's change log.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any

from corpus.envelopes import holder
from corpus.plan import FIRST_DAY, LAST_DAY
from corpus.yaml_text import as_file

Record = dict[str, Any]
Event = tuple[date, str, str]
"""On that day the file at a path got that text."""

WRITERS = (3, 5, 7, 9, 21, 26, 31, 36)  # people who commit; none of them approves anything
STAGES_BEFORE = {
    "verification": ("development",),
    "pilot": ("development", "verification"),
    "deployed": ("development", "verification"),
    "suspended": ("development", "verification", "deployed"),
    "decommissioning": ("development", "verification", "deployed"),
    "retired": ("development", "verification", "deployed"),
}


def write_repository(
    folder: Path,
    records: Mapping[str, Sequence[Record]],
    others: Mapping[str, str],
    commits: int,
    most_texts: int | None = None,
) -> None:
    """Make `folder` a repository of these files, with a history of that many commits, and check it out.

    With `most_texts` no file has more earlier texts than that: one that holds thousands of records has thousands else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    events = [(FIRST_DAY, path, text) for path, text in others.items()]
    for path, states in records.items():
        events += _events(path, states, most_texts)
    events.sort(key=lambda event: event[:2])
    _git(folder, "fast-import", "--quiet", stdin=b"".join(_stream(events, commits)))
    _git(folder, "reset", "--quiet", "--hard", "main")


def _events(path: str, records: Sequence[Record], most: int | None) -> Iterator[Event]:
    """The texts that a file had, each from its day on; the last `most` of them that lie evenly apart."""
    states = [_states(record) for record in records]
    days = sorted({day for state in states for day, _ in state})
    if most is not None and len(days) > most:
        days = [days[len(days) * (part + 1) // most - 1] for part in range(most)]
    for day in days:
        standing = [[record for since, record in state if since <= day] for state in states]
        yield day, path, as_file(path, [past[-1] for past in standing if past])


def _states(record: Record) -> list[tuple[date, Record]]:
    """What a record said from which day on, its present form last."""
    if "approved_on" in record:
        draft = {name: value for name, value in record.items() if name not in ("approved_by", "approved_on")}
        states = [(record["created"], draft | {"status": "draft"}), (record["approved_on"], record)]
        if "last_reviewed" in record:
            states[0][1]["last_reviewed"] = record["created"]
            states[1] = (record["approved_on"], record | {"last_reviewed": record["approved_on"]})
            states.append((record["last_reviewed"], _reviewed(record)))
        return states
    if "last_reviewed" not in record:
        return [(record["created"], record)]
    earlier = record | {"last_reviewed": record["created"]}
    if record["kind"] != "ai_system":
        return [(record["created"], earlier), (record["last_reviewed"], _reviewed(record))]
    before = STAGES_BEFORE.get(record["lifecycle_stage"], ())
    step = (record["last_reviewed"] - record["created"]) / (len(before) + 1)
    days = [record["created"] + position * step for position in range(len(before) + 1)]
    passed = [
        (day, earlier | {"lifecycle_stage": stage, "stage_since": day})
        for day, stage in zip(days, before, strict=False)
    ]
    return [*(passed or [(record["created"], earlier)]), (record["last_reviewed"], _reviewed(record))]


def _reviewed(record: Record) -> Record:
    """The record after its last review: every other one says what was looked at."""
    if sum(map(ord, record["id"])) % 2:
        return record
    line = {"date": record["last_reviewed"], "change": "Read against practice; it still holds."}
    return record | {"change_log": [line]}


def _stream(events: Sequence[Event], commits: int) -> Iterator[bytes]:
    """The history for `git fast-import`. Changes of a path that fall into one commit become one change."""
    day = FIRST_DAY
    for number, some in enumerate(_batches(events, commits)):
        changes = {path: text for _, path, text in some}
        if some:
            day = min(max(some[-1][0], FIRST_DAY), LAST_DAY)
        else:  # more commits than changes: somebody keeps a journal
            changes["docs/journal.md"] = f"Entry {number + 1}: figures of the week were looked at.\n"
        yield from _commit(number, day, changes)


def _batches(events: Sequence[Event], commits: int) -> Iterator[Sequence[Event]]:
    """So many parts of the events; none spans more than ten days, where there are commits enough for that."""
    spans = [list(some) for _, some in groupby(events, lambda event: (event[0] - FIRST_DAY).days // 10)]
    if len(spans) > commits:
        spans = [list(events)]
    more, before = commits - len(spans), 0
    for some in spans:
        upto = before + len(some)
        parts = 1 + more * upto // len(events) - more * before // len(events)
        for part in range(parts):
            yield some[len(some) * part // parts : len(some) * (part + 1) // parts]
        before = upto


def _commit(number: int, day: date, changes: Mapping[str, str]) -> Iterator[bytes]:
    (address,) = holder(WRITERS[number % len(WRITERS)])["identities"]
    name = " ".join(part.capitalize() for part in address.split("@")[0].split(".")[:2])
    moment = datetime.combine(day, time(9 + number % 8, number % 60), UTC)
    who = f"{name} <{address}> {int(moment.timestamp())} +0000"
    message = _data(f"{len(changes)} files as of {day}\n")
    yield f"commit refs/heads/main\nmark :{number + 1}\nauthor {who}\ncommitter {who}\n".encode() + message
    if number:
        yield f"from :{number}\n".encode()
    for path, text in changes.items():
        yield f"M 100644 inline {path}\n".encode() + _data(text)


def _data(text: str) -> bytes:
    raw = text.encode()
    return b"data %d\n%s\n" % (len(raw), raw)


def _git(folder: Path, *args: str, stdin: bytes = b"") -> None:
    """Run git without the configuration of this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", os.fspath(folder), *args], input=stdin, env=environment, check=True)
