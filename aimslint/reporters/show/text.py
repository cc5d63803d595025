"""A page about a record for a terminal."""

from collections.abc import Iterator
from datetime import date

from aimslint.reporters.text.columns import WIDTH, columns, wrap
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.screen import Screen
from aimslint.views.page import Page

LABEL = 18


def write(page: Page, as_of: date, screen: Screen) -> Iterator[str]:
    """Title, labelled values, tables."""
    subject = page.item.subject
    title = f": {one_line(page.title)}" if page.title else ""
    yield f"{one_line(f'{subject.kind} {subject.id}')}{title}\n"
    yield f"{screen.path(page.item.path)}, as of {as_of}\n\n"
    for label, words in page.fields:
        for position, line in enumerate(wrap(one_line(words), WIDTH - LABEL - 2)):
            yield f"  {'' if position else one_line(label):{LABEL}}{line}".rstrip() + "\n"
    for section in page.sections:
        yield f"\n{section.title}\n"
        yield from columns([section.columns, *section.rows]) if section.rows else ("  none\n",)
