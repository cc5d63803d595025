"""A page about a record for a terminal."""

from collections.abc import Iterator
from datetime import date

from aimslint.reporters.text.columns import WIDTH, columns, pad, wrap
from aimslint.reporters.text.safe import cells, one_line
from aimslint.reporters.text.screen import Screen
from aimslint.views.applies import Applies
from aimslint.views.page import Page


def write(page: Page, as_of: date, screen: Screen) -> Iterator[str]:
    """Title, labelled values, tables."""
    subject = page.item.subject
    title = f": {one_line(page.title)}" if page.title else ""
    yield f"{one_line(f'{subject.kind} {subject.id}')}{title}\n"
    yield f"{screen.path(page.item.path)}, as of {as_of}\n\n"
    label_width = max((cells(one_line(label)) for label, _ in page.fields), default=0) + 2
    for label, words in page.fields:
        for position, line in enumerate(wrap(one_line(words), WIDTH - label_width - 2)):
            yield f"  {pad('' if position else one_line(label), label_width)}{line}".rstrip() + "\n"
    for section in page.sections:
        yield f"\n{section.title}\n"
        yield from columns([section.columns, *section.rows]) if section.rows else ("  none\n",)
    if page.rules is not None:
        yield "\nRules about it\n"
        yield from columns([("applies", "findings", "rule", "phase", "because"), *map(_rule, page.rules)])


def _rule(one: Applies) -> tuple[str, ...]:
    answer = f"{one.answer}, {one.parts} of {one.of}" if one.parts and one.of > 1 else one.answer
    findings = str(one.findings) if one.answer == "yes" else ""
    because = f"where {one.condition}: {one.because}" if one.condition else ""
    return answer, findings, one.rule.name, str(one.rule.phase), because
