"""Which kinds of records lie in what could not be read: what refers to them is unknown then, not broken."""

import re
from collections.abc import Iterator
from typing import Any

from aimslint.records.likely import kinds_by_fields
from aimslint.records.reading import nearest_kind
from aimslint.records.table import all_kinds
from aimslint.suggest import nearest

MOST_TEXT = 1_000_000
_KIND_LINE = re.compile(r"""^(?:-[ \t]+)?\{?[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?([A-Za-z_ -]{2,40})""", re.MULTILINE)


def kinds_in_text(text: str) -> list[str]:
    """The kinds that a text seems to hold, once for each record: what follows `kind:` at the start of a line."""
    found = (nearest_kind(match[1].strip()) for match in _KIND_LINE.finditer(text[:MOST_TEXT]))
    return [kind for kind in found if kind is not None]


def kinds_in_path(path: str) -> set[str]:
    """The kinds that a path names, as in `governance/impact-assessments/chat.yaml`."""
    words = {word.replace("-", "_").casefold() for word in re.split(r"[/.]", path)}
    return {kind.name for kind in all_kinds().values() if words & {kind.name, kind.plural, f"{kind.name}s"}}


def kinds_in_data(data: Any) -> Iterator[str]:
    """The kinds of a document without a known kind: by a misspelt one, else by the fields that it has."""
    if isinstance(data, list):
        for item in data:
            yield from kinds_in_data(item) if isinstance(item, dict) else ()
    if not isinstance(data, dict):
        return
    said = data.get(nearest("kind", map(str, data)) or "kind")
    meant = nearest_kind(said) if isinstance(said, str) else None
    if meant is not None:
        yield meant
        return
    yield from kinds_by_fields(map(str, data))
