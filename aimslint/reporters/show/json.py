"""A page about a record as JSON, version 1: fields are added, never changed or taken away. All is ASCII."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from aimslint.reporters.text.json_text import pieces
from aimslint.reporters.text.screen import Screen
from aimslint.views.applies import Applies
from aimslint.views.page import Page


def write(page: Page, as_of: date, _screen: Screen) -> Iterator[str]:
    """The page as one JSON document."""
    yield from pieces(document(page, as_of))


def document(page: Page, as_of: date) -> dict[str, Any]:
    """The page as plain data: each section is a list of maps from column to words."""
    subject = page.item.subject
    made: dict[str, Any] = {
        "version": 1,
        "as_of": as_of.isoformat(),
        "record": {"kind": subject.kind, "id": subject.id},
        "title": page.title,
        "path": page.item.path,
        "fields": {label.replace(" ", "_"): words for label, words in page.fields},
        "sections": {
            section.name: [
                {
                    column.replace(" / ", "_").replace(" ", "_"): cell
                    for column, cell in zip(section.columns, row, strict=True)
                }
                for row in section.rows
            ]
            for section in page.sections
        },
    }
    if page.rules is not None:
        made["rules"] = [_rule(one) for one in page.rules]
    return made


def _rule(one: Applies) -> dict[str, Any]:
    return {
        "rule": one.rule.name,
        "phase": str(one.rule.phase),
        "applies": one.answer,
        "parts": {"applies": one.parts, "of": one.of},
        "where": one.condition,
        "because": one.because,
        "findings": one.findings,
    }
