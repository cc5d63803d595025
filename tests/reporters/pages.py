"""Reads an HTML page as a browser would: its tags and their attributes, and the text of its tables."""

from html.parser import HTMLParser

ALONE = frozenset({"meta"})


class Page(HTMLParser):
    """What a page holds. Tags that do not match are kept in `unmatched`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.unmatched: list[str] = []
        self.odd: list[str] = []
        self.heads: list[list[str]] = []
        self.rows: list[list[str]] = []
        self.captions: list[str] = []
        self.paragraphs: list[str] = []
        self.title = ""
        self.style = ""
        self._open: list[str] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))
        self._text = ""
        if tag not in ALONE:
            self._open.append(tag)
        if tag == "tr":
            (self.heads if "thead" in self._open else self.rows).append([])

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unmatched.append(tag)
        match tag:
            case "th" | "td":
                (self.heads if "thead" in self._open else self.rows)[-1].append(self._text)
            case "caption":
                self.captions.append(self._text)
            case "p":
                self.paragraphs.append(self._text.strip())
            case "title":
                self.title = self._text
            case "style":
                self.style = self._text
        self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_pi(self, data: str) -> None:
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        self.odd.append(data)

    @property
    def left_open(self) -> list[str]:
        """The tags that nothing closes."""
        return self._open


def read_page(text: str) -> Page:
    """The page that `text` is."""
    page = Page()
    page.feed(text)
    page.close()
    return page
