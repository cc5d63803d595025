"""One file, read: its documents, and the problems met on the way."""

from dataclasses import field
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.loading import front_matter
from aimslint.loading.conflict import conflict, may_hold_markers
from aimslint.loading.decode import decode, oversize
from aimslint.loading.fault import Fault
from aimslint.loading.front_matter import FrontMatter
from aimslint.loading.limits import Limits
from aimslint.loading.lines import Lines
from aimslint.loading.parse import parse
from aimslint.loading.parsed import Parsed, RawDocument, Value
from aimslint.loading.pieces import Pieces
from aimslint.loading.source import EventSource, best_events
from aimslint.loading.spans import Located, Recorder
from aimslint.model import Place, Problem, Span

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document, or the front matter of a Markdown file with its text as `body`.

    `index` counts the documents of the file from 0, empty ones not counted; `line` is where its value begins.
    `data` is plain and belongs to this document alone: nothing in it is shared, so a value may be replaced in
    place.
    """

    path: str
    index: int
    data: Value
    line: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds. `text` is the decoded file without byte order mark, as far as it could be decoded.

    It is `sound` if it is known, from an earlier run, that the models of records have nothing to say about it, and
    `plain` if it is known that the whole of it can be read by lines.
    """

    path: str
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    text: str
    sound: bool = False
    plain: bool = field(default=False, compare=False)


def load_file(path: str, raw: bytes, limits: Limits = DEFAULT_LIMITS, *, events: EventSource = best_events) -> Loaded:
    """Read the bytes of one file. Raises nothing, whatever the bytes: what is wrong is among the problems.

    A Markdown file (by its name) is a record when its front matter is a map with a `kind`; any other Markdown
    file gives no document and no problem, unless it is named `*.aims.md`. Any other file is YAML. Problems bear
    the names of the rule files with `raised_by: loading`; their places have spans, and keys where a value is
    concerned.
    """
    markdown = front_matter.is_markdown(path)
    if markdown and not front_matter.may_be_record(raw):
        named = front_matter.is_named_record(path)
        return Loaded(path, (), (_problem(path, _NO_KIND, Lines(""), ()),) if named else (), "")
    text, fault = decode(raw, limits)
    if fault:
        return Loaded(path, (), tuple(_problems(path, text, [fault], limits, events)), text)
    parsed, _ = _read(markdown, text, limits, events, None)
    documents = [Document(path, index, each.data, each.line) for index, each in enumerate(parsed.documents)]
    problems = tuple(_problems(path, text, parsed.faults, limits, events))
    return Loaded(path, tuple(documents), problems, text, plain=parsed.plain and not markdown)


def locate(
    path: str, text: str, limits: Limits = DEFAULT_LIMITS, *, events: EventSource = best_events, plain: bool = False
) -> Located:
    """The positions of a file whose `Loaded.text` this is, and `plain` if it says so.

    It is parsed again: ask once a file, when needed.
    """
    markdown = front_matter.is_markdown(path)
    parts = front_matter.split(text) if markdown else None
    if events is best_events and (parts or not markdown):
        pieces = Pieces.of(text[: parts.end] if parts else text, limits, plain=plain)
        if pieces is not None:
            return Located(text, pieces, parts)
    recorder = Recorder(text)
    _, parts = _read(markdown, text, limits, events, recorder)
    return Located(text, recorder, parts)


def too_large(path: str, size: int, limits: Limits = DEFAULT_LIMITS) -> Problem | None:
    """The `too-large` problem of a file whose size is known before it is read."""
    fault = oversize(size, limits)
    return _problem(path, fault, Lines(""), ()) if fault else None


def _read(
    markdown: bool, text: str, limits: Limits, events: EventSource, recorder: Recorder | None
) -> tuple[Parsed, FrontMatter | None]:
    parts = front_matter.split(text) if markdown else None
    if markdown and parts is None:
        return _after_conflict(Parsed(faults=[_UNCLOSED]), text), None
    parsed = parse(text[: parts.end] if parts else text, limits, events=events, recorder=recorder)
    if parts:
        parsed = _with_body(parsed, text, parts)
    elif not parsed.documents and not parsed.faults:
        values = {"found": "no record" if text.strip() else "nothing", "expected": "a record"}
        parsed.add(Fault("empty-file", 0, 0, values))
    return _after_conflict(parsed, text), parts


_UNCLOSED = Fault(
    "not-yaml",
    0,
    3,
    {
        "found": "front matter that is opened but never closed",
        "expected": "a second line of ---",
        "next": "Put --- on a line of its own after the last field.",
    },
)


_NO_KIND = Fault(
    "empty-file",
    0,
    0,
    {"found": "no front matter with a `kind`", "expected": "a record between two lines of ---, as the name promises"},
)


def _with_body(parsed: Parsed, text: str, parts: FrontMatter) -> Parsed:
    """The front matter of a Markdown file with the file's text as `body`; nothing when it is no record after
    all.
    """
    if not parsed.documents:
        return parsed
    front = parsed.documents[0]
    if not isinstance(front.data, dict) or "kind" not in front.data:
        return Parsed()
    if parts.body_start < parts.body_end:
        if "body" in front.data:
            values = {"key": "body"}
            place = (parts.body_start, parts.body_end)
            parsed.add(Fault("duplicate-key", *place, values, 0, ("body",), "key", repeats=True))
        else:
            front.data["body"] = front_matter.body(text, parts)
    return parsed


def _after_conflict(parsed: Parsed, text: str) -> Parsed:
    """A conflict is told instead of what it does to the YAML after it; whole documents before it are kept."""
    if not parsed.faults and not may_hold_markers(text):
        return parsed
    unreadable = any(fault.rule == "not-yaml" for fault in parsed.faults)
    fault = conflict(text, unreadable=unreadable)
    if fault is None:
        return parsed
    kept: list[RawDocument] = [document for document in parsed.documents if document.end <= fault.start]
    faults = [other for other in parsed.faults if other.start < fault.start and other.document < len(kept)]
    return Parsed(kept, [*faults, fault])


def _problems(path: str, text: str, faults: list[Fault], limits: Limits, events: EventSource) -> list[Problem]:
    if not faults:
        return []
    lines = Lines(text)
    located: Any = None
    problems = []
    for fault in faults:
        related: tuple[Span, ...] = ()
        if fault.other:
            related = (lines.span(*fault.other),)
        elif fault.repeats:
            located = located or locate(path, text, limits, events=events)
            related = (located.find(fault.keys, "key", document=fault.document),)
        problems.append(_problem(path, fault, lines, related))
    return problems


def _problem(path: str, fault: Fault, lines: Lines, related: tuple[Span, ...]) -> Problem:
    place = Place(path, fault.document, fault.keys, fault.part, lines.span(fault.start, fault.end))
    others = tuple(Place(path, fault.document, fault.keys, fault.part, span) for span in related)
    return Problem(fault.rule, place, dict(fault.values), others)
