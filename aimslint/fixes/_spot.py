"""What a fix is made from: the place that a finding points to, in its record and in the text of its file."""

import re
from typing import Literal

from aimslint.aims import Aims, Item
from aimslint.dataclass import dataclass
from aimslint.loading import Located
from aimslint.loading.scalars import Refused, typed
from aimslint.loading.spans import Mark
from aimslint.model import Change, Edit, Fix, Keys
from aimslint.pattern import pattern
from aimslint.records.shape import Type, type_at
from aimslint.records.table import all_kinds
from aimslint.rulebook import Draft

_PLAIN = pattern(r"[^\W_][\w./-]*(?: [\w./-]+)*")
_OLD_BOOLEANS = ("y", "n", "yes", "no", "on", "off")
"""What older programs read as true or false."""


@dataclass(frozen=True, slots=True)
class Written:
    """A scalar on one line without tag or anchor: where it stands, its quote (`'`, `"` or none), and its text."""

    start: int
    end: int
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding on its way to a fix. `record` is None where what stands there is no record."""

    draft: Draft
    aims: Aims
    record: Item | None
    located: Located

    @property
    def keys(self) -> Keys:
        """The data path that the finding points to."""
        return self.draft.place.keys

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.aims.texts[self.draft.place.path]

    @property
    def meant(self) -> str:
        """What was likely meant, as the finding suggests it; empty without a suggestion."""
        return self.draft.values.get("meant", "")

    @property
    def type(self) -> Type | None:
        """What the kind declares at the place."""
        return type_at(all_kinds()[self.record.kind].shape, self.keys) if self.record is not None else None

    def mark(self, keys: Keys | None = None) -> Mark | None:
        """Where the value at the place, or at other `keys`, stands; None where it does not stand there itself."""
        return self.located.mark(self.keys if keys is None else keys, document=self.draft.place.document)

    def scalar(self) -> Written | None:
        """The scalar at the place; None for any other value, and for one written in a way that is not simple."""
        mark = self.mark()
        if mark is None or mark.source is None:
            return None
        written = self.text[mark.start : mark.end]
        if written == mark.source and written:
            return Written(mark.start, mark.end, "", mark.source)
        quote = written[:1]
        if quote in ("'", '"') and len(written) > 1 and written[-1] == quote and not re.search(r"[\r\n]", written):
            return Written(mark.start, mark.end, quote, mark.source)
        return None

    def fix(self, title: str, *edits: Edit, safe: bool = False, changes: tuple[Change, ...] = ()) -> Fix:
        """A fix that changes the data at the place, or where `changes` says."""
        document = self.draft.place.document
        return Fix(title, edits, safe, changes or (Change(document, self.keys),))

    def change(self, keys: Keys, what: Literal["value", "items"] = "value") -> Change:
        """Another place in the same document where the data will differ."""
        return Change(self.draft.place.document, keys, what)

    def instead(self, new: str, *, safe: bool = False) -> Fix | None:
        """The fix that writes the text `new` in place of the scalar there, in the quotes it stands in."""
        scalar = self.scalar()
        if scalar is None:
            return None
        edit = Edit(scalar.start, scalar.end, quoted(new, scalar.quote))
        return self.fix(f"write `{new}`", edit, safe=safe)


def quoted(text: str, quote: str = "") -> str:
    """`text` as YAML on one line: in these quotes, or plain where that is read as the same text by any program."""
    if quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if not quote and _PLAIN.fullmatch(text) and is_text(text) and text.lower() not in _OLD_BOOLEANS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in escaped) + '"'


def is_text(plain: str) -> bool:
    """Whether a plain scalar is read as text."""
    try:
        return isinstance(typed(plain), str)
    except Refused:
        return False
