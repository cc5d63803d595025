"""What was told at the end of a session, for the next to tell at once where everything is as it was.

It lies in the cache beside the repository, sealed (`aimslint.cache`), under a key of everything that decides it: the
state of the repository and this installation, as whoever started the server can tell them, the day, the folders that
the workspace has there, and how the client counts.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp

from aimslint.cache import Cache
from aimslint.editor.diagnostics import SOURCE

StateOf = Callable[[Path], str | None]
"""A digest of all that a check can see of a repository, and of the installation; None where there is none."""
Diagnostics = Mapping[str, list[lsp.Diagnostic]]
"""By path, relative to the top."""


def no_state(top: Path) -> None:
    """Where nobody can tell the state of a repository, nothing is kept of it."""


NAME = "diagnostics"
MOST = 4
"""How many states of a repository are remembered."""


class Kept:
    """What was told of one folder, by AIMS root."""

    def __init__(self, cache: Cache, top: Path, state: str, about: Sequence[str]) -> None:
        self._cache, self._top = cache, top
        self._key = hashlib.sha256(json.dumps([state, str(top), *about]).encode()).hexdigest()

    def find(self, uris: Mapping[str, str]) -> dict[str, Diagnostics]:
        """What was told, or nothing. `uris` are the names by which the client opened files, by path."""
        found = self._cache.get(NAME, self._key)
        names = {(self._top / path).as_uri(): uri for path, uri in uris.items()}
        try:
            return {
                root: {path: [_read(one, names) for one in some] for path, some in told.items()}
                for root, told in (found or {}).items()
            }
        except (AttributeError, KeyError, TypeError, ValueError):
            return {}

    def keep(self, told: Mapping[str, Diagnostics], uris: Mapping[str, str]) -> None:
        """Keep what was told."""
        names = {uri: (self._top / path).as_uri() for path, uri in uris.items()}
        plain = {
            root: {path: [_written(one, names) for one in some] for path, some in of.items()}
            for root, of in told.items()
        }
        self._cache.put(NAME, self._key, plain, most=MOST)


def about(today: date, encoding: lsp.PositionEncodingKind | str, starts: Iterable[str]) -> list[str]:
    """What decides what is told, beside the state of a repository."""
    return [today.isoformat(), str(getattr(encoding, "value", encoding)), *sorted(starts)]


def _written(one: lsp.Diagnostic, names: Mapping[str, str]) -> dict[str, Any]:
    related = [
        (names.get(other.location.uri, other.location.uri), _numbers(other.location.range), other.message)
        for other in one.related_information or ()
    ]
    return {
        "range": _numbers(one.range),
        "severity": one.severity and one.severity.value,
        "code": one.code,
        "message": one.message,
        "tags": [tag.value for tag in one.tags or ()],
        "related": related,
        "data": one.data,
    }


def _read(kept: Mapping[str, Any], names: Mapping[str, str]) -> lsp.Diagnostic:
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(names.get(uri, uri), _range(numbers)), message)
        for uri, numbers, message in kept["related"]
    ]
    return lsp.Diagnostic(
        _range(kept["range"]),
        kept["message"],
        severity=kept["severity"] and lsp.DiagnosticSeverity(kept["severity"]),
        code=kept["code"],
        source=SOURCE,
        tags=[lsp.DiagnosticTag(tag) for tag in kept["tags"]] or None,
        related_information=related or None,
        data=kept["data"],
    )


def _numbers(range_: lsp.Range) -> list[int]:
    return [range_.start.line, range_.start.character, range_.end.line, range_.end.character]


def _range(numbers: Sequence[int]) -> lsp.Range:
    line, character, end_line, end_character = numbers
    return lsp.Range(lsp.Position(line, character), lsp.Position(end_line, end_character))
