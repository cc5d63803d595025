"""Where keys and values stand in the text: recorded on demand, when there is a finding to place.

The hot path of loading records no positions. For the few files with findings, the same parsing function runs
once more with a Recorder, so that data and positions cannot disagree; of plain files, on parts of them (`pieces`).
"""

from collections.abc import Sequence
from typing import Any, Literal, Protocol

from aimslint.dataclass import dataclass
from aimslint.loading.front_matter import FrontMatter
from aimslint.loading.lines import Lines
from aimslint.model import Keys, Span

_BLOCK_STYLES = ("|", ">")


@dataclass(slots=True)
class Mark:
    """Offsets of one value and of its key (-1 without a key); `source` is the text of a scalar."""

    key_start: int
    key_end: int
    start: int
    end: int
    source: str | None
    alias: bool


@dataclass(slots=True)
class _Held:
    """The marks of what a list or map holds. It keeps the container alive: identities must not be reused."""

    container: Any
    marks: dict[str | int, Mark]


class Recorder:
    """Collects the marks of one text while it is parsed, by the identity of the container that holds a value.

    `begin` is where in its file the text begins.
    """

    __slots__ = ("_begin", "_copies", "_end", "_held", "_open", "_sources", "_text", "roots")

    def __init__(self, text: str, begin: int = 0) -> None:
        self.roots: list[list[Any]] = []
        self._text = text
        self._begin = begin
        self._held: dict[int, _Held] = {}
        self._copies: dict[int, tuple[Any, Any]] = {}
        self._open: list[Mark] = []
        self._sources: dict[str, str | None] = {}  # of anchored scalars
        self._end = 0

    def begin(self, root: list[Any]) -> None:
        """A document begins; `root` will hold its value at 0."""
        self._sources.clear()
        self.roots.append(root)
        self._held[id(root)] = _Held(root, {})

    def drop(self) -> None:
        """The last document was an empty one, which does not count."""
        self.roots.pop()

    def value(
        self,
        container: Any,
        key: str | None,
        key_event: Any,
        event: Any,
        child: Any = None,
        *,
        is_alias: bool = False,
    ) -> None:
        """A value is about to be put into a container (None: it is a key itself). `child` is the list or map
        that begins here, if one does.
        """
        start, end = event.start_mark.index, event.end_mark.index
        source = self._sources.get(event.anchor) if is_alias else getattr(event, "value", None)
        if event.anchor is not None and not is_alias:
            self._sources[event.anchor] = source
        if source is not None and getattr(event, "style", None) in _BLOCK_STYLES:
            end = start + len(self._text[start:end].rstrip())
        begin = self._begin
        self._end = end + begin
        mark = Mark(-1, -1, start + begin, end + begin, source, is_alias)
        if child is not None:
            self._open.append(mark)
            self._held[id(child)] = _Held(child, {})
        if container is None:
            return
        where: str | int = len(container)
        if key is not None:
            where = key
            mark.key_start, mark.key_end = key_event.start_mark.index + begin, key_event.end_mark.index + begin
        self._held[id(container)].marks.setdefault(where, mark)  # of a repeated key, the first value is kept

    def end(self, event: Any) -> None:
        """The last opened list or map ends. The end of a block lies in the next line, so its last value
        counts.
        """
        if event.end_mark.index > event.start_mark.index:
            self._end = event.end_mark.index + self._begin
        mark = self._open.pop()
        mark.end = max(mark.end, self._end)

    def pair(self, key: str, value: Any, source: str, start: int) -> None:
        """The text is one pair, its key at the beginning and a scalar that is written `source` from `start` on."""
        data = {key: value}
        root = [data]
        begin = self._begin
        end = begin + start + len(source)
        self.roots.append(root)
        self._held[id(root)] = _Held(root, {0: Mark(-1, -1, begin, end, None, False)})
        self._held[id(data)] = _Held(data, {key: Mark(begin, begin + len(key), begin + start, end, source, False)})

    def copied(self, copy: Any, original: Any) -> None:
        """An alias made a copy of a list or map."""
        self._copies[id(copy)] = (copy, original)

    def about(self, keys: Keys, document: int) -> tuple["Recorder", Sequence[Any], Keys]:
        """Whom to ask about `keys` of a document, the list that holds its value, and the keys on from there."""
        return self, self.roots[document] if 0 <= document < len(self.roots) else [], keys

    def marks(self, container: Any) -> dict[str | int, Mark] | None:
        """The marks of what a container holds; None for a copy, which stands nowhere itself."""
        held = self._held.get(id(container))
        return held.marks if held else None

    def original(self, container: Any) -> Any:
        """The list or map that a copy was made of; any other container itself."""
        while id(container) in self._copies:
            container = self._copies[id(container)][1]
        return container


class Recorded(Protocol):
    """A Recorder, or several that share a file."""

    def about(self, keys: Keys, document: int) -> tuple[Recorder, Sequence[Any], Keys]:
        """As of a Recorder. Of the document, there need be no more than what `keys` lead to, or else where they end."""
        ...


class Located:
    """The positions of one file. Every question has an answer: what does not exist is where it would belong."""

    __slots__ = ("_front_matter", "_lines", "_recorded", "_text")

    def __init__(self, text: str, recorded: Recorded, front_matter: FrontMatter | None = None) -> None:
        self._text = text
        self._lines = Lines(text)
        self._recorded = recorded
        self._front_matter = front_matter

    def find(self, keys: Keys, part: Literal["key", "value"] = "value", *, document: int = 0) -> Span:
        """Where the value at `keys`, or its key, stands.

        What does not exist is placed at the key of its nearest ancestor. An item of a list and a document
        have no key: their first key stands for it. What an alias stands for is placed at the alias.
        """
        if self._is_body(keys, document):
            parts = self._front_matter
            assert parts is not None
            return self._lines.span(parts.body_start, parts.body_end)
        trail, reached = self._trail(keys, document)
        if not trail:
            return self._lines.span(0, 0)
        mark, value = trail[-1]
        points_at_value = part == "value" if reached else mark.alias
        if points_at_value and mark.end > mark.start:
            return self._lines.span(mark.start, mark.end)
        return self._key_of(mark, value, self._recorded.about(keys, document)[0])

    def mark(self, keys: Keys, *, document: int = 0) -> Mark | None:
        """The offsets of the value at `keys` and of its key, for whoever wants to write there.

        None for what does not stand there itself: what is absent, what an alias stands for, the text of a Markdown
        file.
        """
        trail, reached = self._trail(keys, document)
        return trail[-1][0] if reached and not trail[-1][0].alias else None

    def has(self, keys: Keys, *, document: int = 0) -> bool:
        """Whether there is a value at `keys`."""
        try:
            self._value(keys, document)
        except LookupError:
            return False
        return True

    def source(self, keys: Keys, *, document: int = 0) -> str:
        """The text of the value at `keys`: of a scalar its characters before they were typed (`1.10`),
        without quotes and escapes; of a list or map its YAML. Raises KeyError when there is none.
        """
        if self._is_body(keys, document):
            parts = self._front_matter
            assert parts is not None
            return self._text[parts.body_start : parts.body_end]
        recorder, root, keys = self._recorded.about(keys, document)
        value: Any = root
        mark: Mark | None = None
        for key in (0, *keys):
            value = recorder.original(value)
            marks = recorder.marks(value) or {}
            mark = marks.get(key)
            if mark is None:
                raise KeyError(keys)
            value = value[key]
        assert mark is not None
        return self._text[mark.start : mark.end] if mark.source is None else mark.source

    def _trail(self, keys: Keys, document: int) -> tuple[list[tuple[Mark, Any]], bool]:
        """The marks and values on the way to `keys`, as far as it goes, and whether it goes so far."""
        recorder, root, keys = self._recorded.about(keys, document)
        value: Any = root
        trail: list[tuple[Mark, Any]] = []
        for key in (0, *keys):
            marks = recorder.marks(value) if isinstance(value, list | dict) else None
            if not marks or key not in marks:
                break
            mark, value = marks[key], _item(value, key)
            trail.append((mark, value))
            if mark.alias:
                break
        return trail, len(trail) == len(keys) + 1

    def _key_of(self, mark: Mark, value: Any, recorder: Recorder) -> Span:
        """The key of a value; for an item of a list, or a document, its first key, or the value itself."""
        if mark.key_start < 0:
            first = next(iter((recorder.marks(value) or {}).values()), None)
            if isinstance(value, dict) and first is not None:
                mark = first
        if mark.key_start >= 0:
            return self._lines.span(mark.key_start, mark.key_end)
        start = mark.start if mark.end > mark.start else max(mark.start - 1, 0)  # nothing after "-": the dash
        return self._lines.span(start, mark.end)

    def _is_body(self, keys: Keys, document: int) -> bool:
        parts = self._front_matter
        if keys != ("body",) or document != 0 or parts is None or parts.body_start == parts.body_end:
            return False
        return not self._trail(keys, document)[1]

    def _value(self, keys: Keys, document: int) -> Any:
        if self._is_body(keys, document):
            return None
        _, root, keys = self._recorded.about(keys, document)
        value: Any = root
        for key in (0, *keys):
            if not isinstance(value, list | dict):
                raise KeyError(keys)
            if isinstance(value, list) and not isinstance(key, int):
                raise KeyError(keys)
            value = value[key]  # type: ignore[index]
        return value


def _item(container: Any, key: str | int) -> Any:
    try:
        return container[key]
    except LookupError:
        return None  # a value that was refused and taken out again, or one of an unfinished document
