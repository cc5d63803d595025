"""HTML that records cannot forge: text of theirs is text on one line, never a tag or the end of an attribute."""

from collections.abc import Iterable, Iterator
from html import escape

from aimslint.reporters.text.safe import printed

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a page may load: its own style, and nothing else. It holds even where something slipped through."""

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
"""


def text(said: str) -> str:
    """`said` as it stands between tags, or between double quotes in a tag; uncut."""
    return escape(printed(said), quote=True)


def page(title: str, style: str, body: Iterable[str]) -> Iterator[str]:
    """A whole page that needs nothing besides. `style` is our own; the pieces of the body are escaped already."""
    yield _HEAD.format(policy=escape(POLICY, quote=True), title=text(title), style=style)
    yield from body
    yield "</body>\n</html>\n"


def table(caption: str, heads: Iterable[str], rows: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """A table. Each row has a class, a word of ours, and its cells, of which the first names it."""
    yield f"<table>\n<caption>{text(caption)}</caption>\n<thead><tr>"
    yield from (f'<th scope="col">{text(head)}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>\n"
    for sort, cells in rows:
        first, *others = map(text, cells)
        yield f'<tr class="{text(sort)}"><th scope="row">{first}</th>'
        yield from (f"<td>{cell}</td>" for cell in others)
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"
