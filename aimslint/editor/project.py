"""What features are told: one management system as it was checked last, and a document as it stands now."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp

from aimslint.aims import Aims
from aimslint.aims.graft import Stock
from aimslint.config import Config
from aimslint.dataclass import dataclass
from aimslint.editor.positions import Text
from aimslint.model import Location, Place
from aimslint.report import Report
from aimslint.rulebook import Rulebook
from aimslint.trees import Tree, Unreadable

Answer = TypeVar("Answer")

_MOST = 1024 * 1024  # of a file that is no record


@dataclass(frozen=True, slots=True)
class Project:
    """One AIMS root as it was checked last. Nothing in it changes; the next check makes another one.

    `tree` holds the bytes that were checked: those of buffers where a file is open (of one that does not parse, the
    last bytes that did), else those on disk. `loaded` are the decoded texts by path; positions of findings and items
    are positions in these. `uris` are the names by which the client opened files.
    """

    root: str
    tree: Tree
    config: Config
    rulebook: Rulebook
    report: Report
    encoding: lsp.PositionEncodingKind | str = lsp.PositionEncodingKind.Utf16
    uris: Mapping[str, str] = field(default_factory=dict)
    _memory: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def aims(self) -> Aims:
        """The linked records."""
        return self.report.aims

    @property
    def loaded(self) -> Mapping[str, str]:
        """The decoded text of each file of records."""
        return self.report.aims.texts

    @property
    def as_of(self) -> date:
        """The day that counts as today."""
        return self.report.as_of

    @property
    def top(self) -> Path:
        """The folder that paths are relative to."""
        return self.tree.top

    def uri(self, path: str) -> str:
        """The name of a file for the client."""
        return self.uris.get(path) or (self.top / path).as_uri()

    def text(self, path: str) -> Text:
        """The text of a file as it was checked; an empty one for a file that cannot be read."""
        return self.once(f"text {path}", lambda: Text(self._content(path), self.encoding))

    @property
    def stock(self) -> Stock:
        """The records, ready to have files grafted into them."""
        return self.once("stock", lambda: Stock(self.aims))

    def ready(self) -> None:
        """Work out what the next key would wait for."""
        self.once("stock", lambda: Stock(self.aims))

    def once(self, name: str, work: Callable[[], Answer]) -> Answer:
        """What `work` gives, worked out when it is first asked for by that name."""
        if name not in self._memory:
            self._memory[name] = work()
        found: Answer = self._memory[name]
        return found

    def location(self, where: Location) -> lsp.Location:
        """A place that we report, for the client."""
        return lsp.Location(self.uri(where.path), self.text(where.path).of(where))

    def place(self, place: Place) -> lsp.Location:
        """The place of data, for the client. Parses the file for positions: ask for few."""
        from aimslint.loading import locate

        text = self.text(place.path)
        located = locate(place.path, text.plain, self.config.loading_limits())
        span = place.span or located.find(place.keys, place.part, document=place.document)
        return lsp.Location(self.uri(place.path), text.of(span))

    def _content(self, path: str) -> str:
        if path in self.loaded:
            return self.loaded[path]
        try:
            return self.tree.read(path, _MOST).decode("utf-8", "replace").removeprefix("\ufeff")
        except Unreadable:
            return ""


@dataclass(frozen=True, slots=True)
class View:
    """What a request about one document sees: its text now, and the project as it was checked last.

    The two may differ: somebody types. `path` is relative to the tree's top, also of a file that is in no tree yet.
    """

    project: Project
    path: str
    text: Text

    @property
    def uri(self) -> str:
        """The document's name for the client."""
        return self.project.uri(self.path)

    @property
    def in_step(self) -> bool:
        """Whether the text now is the one that was checked."""
        return self.project.loaded.get(self.path) == self.text.plain
