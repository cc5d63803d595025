"""`aimslint-baseline.json`: the findings that were there when a project began to check, and do not count yet.

One finding a line, sorted, so that differences and merges can be read. Findings are known by their fingerprints; the
rest of a line is for people. A file that cannot be read stops the run: it must never seem that nothing is open.
"""

import json
import re
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any, NoReturn

from aimslint.config import ConfigError
from aimslint.dataclass import dataclass
from aimslint.days import parse_day
from aimslint.loading import Limits
from aimslint.loading.lines import Lines
from aimslint.model import Finding, Location
from aimslint.pattern import pattern
from aimslint.suggest import hint
from aimslint.trees import Tree, Unreadable

BASELINE_NAME = "aimslint-baseline.json"
_VERSION = 1
_FIELDS = ("fingerprint", "rule", "record", "path", "message")
_ORDER = attrgetter("path", "rule", "record", "fingerprint", "message")
_KEYS = ("version", "until", "findings")
_FINGERPRINT = pattern(r'"fingerprint"\s*:\s*"(?P<print>[0-9a-f]{32})"')


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """One finding that does not count."""

    path: str
    rule: str
    record: str
    fingerprint: str
    message: str

    @classmethod
    def of(cls, finding: Finding) -> "BaselineEntry":
        """The entry for a finding."""
        record = f"{finding.record.kind}/{finding.record.id}" if finding.record is not None else ""
        return cls(finding.location.path, finding.rule, record, finding.fingerprint, finding.message)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a baseline file says. `until` is the last day it holds, empty without an end.

    `places` say where in the file each fingerprint stands, `end` where its end does.
    """

    path: str
    entries: tuple[BaselineEntry, ...]
    until: str
    places: Mapping[str, Location]
    end: Location


def baseline_path(root: str) -> str:
    """Where the baseline of an AIMS root lies."""
    return f"{root}/{BASELINE_NAME}" if root else BASELINE_NAME


def read_baseline(tree: Tree, root: str, limits: Limits) -> Baseline | None:
    """The baseline at an AIMS root, or None. Raises ConfigError for a file that cannot be used, with its line."""
    path = baseline_path(root)
    if not tree.has(path) and path not in tree.paths():  # which also lists what only stands in a file's place
        return None
    try:
        raw = tree.read(path, limits.file_bytes)
    except Unreadable as error:
        raise ConfigError(path, 1, f"{error.reason}; {error.advice}") from None
    return _parsed(path, raw)


def baseline_text(entries: Iterable[BaselineEntry], until: str = "") -> str:
    """The file for these entries: the same for the same entries, whatever their order."""
    lines = [
        json.dumps({name: getattr(entry, name) for name in _FIELDS}, ensure_ascii=False)
        for entry in sorted({entry.fingerprint: entry for entry in entries}.values(), key=_ORDER)
    ]
    end = f'  "until": {json.dumps(until)},\n' if until else ""
    body = ",\n".join(f"    {line}" for line in lines)
    listed = f"[\n{body}\n  ]" if lines else "[]"
    text = f'{{\n  "version": {_VERSION},\n{end}  "findings": {listed}\n}}\n'
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _parsed(path: str, raw: bytes) -> Baseline:
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(path, line, "the baseline is no UTF-8 text; take it from git as it was") from None
    reader = _Reader(path, text)
    data = reader.data()
    reader.check_map(data, _KEYS, "baseline", 1)
    version = data.get("version")
    said = json.dumps(version) if "version" in data else "missing"
    if type(version) is not int or version != _VERSION:  # `true` and 1.0 are equal to 1
        reader.refuse(reader.line_of('"version"'), f"`version` is {said}; expected {_VERSION}")
    until = data.get("until") or ""
    try:
        parse_day(until if isinstance(until, str) else "x") if until else None
    except ValueError:
        reader.refuse(reader.line_of('"until"'), f"`until` is {until!r}; expected a day written YYYY-MM-DD")
    listed = data.get("findings")
    if not isinstance(listed, list):
        reader.refuse(reader.line_of('"findings"'), "expected a list under `findings`")
    places = reader.places()
    entries = tuple(reader.entry(one, number) for number, one in enumerate(listed, 1))
    return Baseline(path, entries, until, places, reader.location('"until"'))


class _Reader:
    """Reads one file, and knows on which line to complain."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._lines = Lines(text)

    def data(self) -> Any:
        """The JSON of the file."""
        try:
            return json.loads(self._text)
        except json.JSONDecodeError as error:
            start = self._lines.position(error.pos)[0]
            merging = re.compile(r"^(?:<<<<<<<|=======|>>>>>>>)", re.MULTILINE).search(self._text)
            if merging:
                self.refuse(
                    self._lines.position(merging.start())[0],
                    "a conflict of a merge is left in the baseline; keep the lines of both sides, then "
                    "`aimslint baseline --update`",
                )
            self.refuse(start, f"the baseline is no JSON: {error.msg[0].lower()}{error.msg[1:]}; {_ADVICE}")
        except (ValueError, RecursionError):
            self.refuse(1, f"the baseline is no JSON of its form; {_ADVICE}")

    def check_map(self, value: Any, known: tuple[str, ...], what: str, line: int) -> None:
        """Refuse what is no map with known keys."""
        if not isinstance(value, dict):
            self.refuse(line, f"expected a map as {what}")
        for key in value:
            if key not in known:
                said = f"unknown key `{key}`{hint(key, known)}; known here: {', '.join(known)}"
                self.refuse(self.line_of(json.dumps(key)), said)

    def entry(self, value: Any, number: int) -> BaselineEntry:
        """One finding of the list."""
        named = value.get("fingerprint") if isinstance(value, dict) else None
        line = self.line_of(f'"{named}"') if isinstance(named, str) else self.line_of('"findings"')
        self.check_map(value, _FIELDS, f"finding {number}", line)
        if not isinstance(named, str) or not _FINGERPRINT.fullmatch(f'"fingerprint":"{named}"'):
            self.refuse(line, f"finding {number} has no `fingerprint` of 32 digits and letters; {_ADVICE}")
        texts = [value.get(name, "") for name in ("path", "rule", "record", "message")]
        if not all(isinstance(text, str) for text in texts):
            self.refuse(line, f"finding {number}: expected text in each field")
        where, rule, record, message = texts
        return BaselineEntry(where, rule, record, named, message)

    def places(self) -> dict[str, Location]:
        """Where each fingerprint stands."""
        return {
            found["print"]: self._location(found.start(), found.end()) for found in _FINGERPRINT.finditer(self._text)
        }

    def location(self, word: str) -> Location:
        """Where a word first stands; the beginning when it does not."""
        start = max(self._text.find(word), 0)
        return self._location(start, start + len(word))

    def line_of(self, word: str) -> int:
        """The line of `location`."""
        return self.location(word).line

    def refuse(self, line: int, said: str) -> NoReturn:
        """Raise ConfigError."""
        raise ConfigError(self._path, line, said)

    def _location(self, start: int, end: int) -> Location:
        span = self._lines.span(start, end)
        return Location(self._path, span.line, span.column, span.end_line, span.end_column)


_ADVICE = "take it from git as it was, or delete it and run `aimslint baseline`"
