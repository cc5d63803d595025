"""Markdown files that are records: YAML between two lines of `---`, then text."""

from aimslint.dataclass import dataclass
from aimslint.pattern import pattern

_BREAK = rb"(?:\r\n|\r|\n)"
_OPENING = pattern(rb"(?:\xef\xbb\xbf)?---[ \t]*" + _BREAK)
_CLOSING_BYTES = pattern(_BREAK + rb"(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_KIND = pattern(rb"(?:[\r\n][{ \t]*)[\"']?kind[\"']?[ \t]*:")
_KIND_AT_START = pattern(rb"[\r\n]kind[ \t]*:")
_CLOSING = pattern(r"(?:\r\n|\r|\n)(?P<line>(?:---|\.\.\.)[ \t]*)(?=[\r\n]|\Z)")
_BLANK_LINES = pattern(r"(?:[ \t]*(?:\r\n|\r|\n))*")
_LINE_BREAK = pattern(r"\r\n|\r")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Offsets of the parts of a Markdown record: YAML from 0 to `end`, text from `body_start` to `body_end`."""

    end: int
    body_start: int
    body_end: int


def is_markdown(path: str) -> bool:
    """Whether a file is read as Markdown: by its name."""
    return path.lower().endswith((".md", ".markdown"))


def is_named_record(path: str) -> bool:
    """Whether a Markdown file says by its name that it is a record, whatever it holds."""
    return path.lower().endswith((".aims.md", ".aims.markdown"))


def may_be_record(raw: bytes) -> bool:
    """Whether a Markdown file claims to be a record: it has front matter, and that has a `kind`.

    Asked before anything else, so that other people's Markdown (no front matter, a line of `---` as
    decoration, any encoding) is passed by in silence. Front matter that is never closed counts when a line
    begins with `kind:`.
    """
    opening = _OPENING.match(raw)
    if not opening:
        return False
    first_break = opening.end() - 1
    closing = _CLOSING_BYTES.search(raw, first_break)
    if closing:
        return _KIND.search(raw, first_break, closing.start()) is not None
    return _KIND_AT_START.search(raw, first_break) is not None


def split(text: str) -> FrontMatter | None:
    """Where the front matter of a text that begins with `---` ends, and where the text after it stands.

    None when the front matter is never closed. Blank lines around the text do not belong to it.
    """
    closing = _CLOSING.search(text)
    if not closing:
        return None
    blank = _BLANK_LINES.match(text, closing.end())
    body_end = max(len(text.rstrip()), closing.end())
    body_start = min(blank.end() if blank else closing.end(), body_end)
    return FrontMatter(closing.start("line"), body_start, body_end)


def body(text: str, parts: FrontMatter) -> str:
    """The text after the front matter, lines ended by LF as in any YAML text."""
    return _LINE_BREAK.sub("\n", text[parts.body_start : parts.body_end])
