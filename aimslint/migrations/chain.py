"""Migrations one after the other, on one text."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from aimslint.config import FORMAT
from aimslint.dataclass import dataclass
from aimslint.loading import Limits, Loaded, load_file, locate
from aimslint.mending import edited, encoded
from aimslint.model import Edit

Rewrite = Callable[[str, str], Iterable[Edit]]
"""The edits that bring the text of the file at a path from one format to the next."""


class Cannot(Exception):  # noqa: N818 - a refusal, not a mistake
    """A file that cannot be migrated. The text says where, why, and what to do first."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the format that it leads to, what changes in words, and how texts are rewritten.

    `settings` rewrites aimslint.yaml, apart from its `version`.
    """

    to: int
    about: str
    records: Rewrite
    settings: Rewrite = lambda path, text: ()


def newest_of(migrations: Sequence[Migration]) -> int:
    """The format that the last of them leads to; without any, the one that this aimslint reads."""
    return max((migration.to for migration in migrations), default=FORMAT)


def due(version: int, migrations: Sequence[Migration]) -> list[Migration]:
    """The migrations that a project of this format has before it, in their order."""
    return sorted((migration for migration in migrations if migration.to > version), key=lambda one: one.to)


def version_of(path: str, raw: bytes) -> int:
    """The format that an aimslint.yaml names; 1 where it names none. Raises Cannot."""
    loaded = _read(path, raw, Limits(), may_be_empty=True)
    data = loaded.documents[0].data if loaded.documents else {}
    version = data.get("version", 1) if isinstance(data, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Cannot(f"{path}: `version` is no number of a format; write `version: 1` if it never had another one")
    return version


def migrate_settings(path: str, raw: bytes, migrations: Sequence[Migration]) -> bytes:
    """An aimslint.yaml after these migrations, its `version` with it. Raises Cannot."""
    for migration in migrations:
        for rewrite in (migration.settings, partial(_versioned, migration.to)):
            raw = _step(path, raw, rewrite, migration, Limits(), may_be_empty=True)
    return raw


def migrate_record(path: str, raw: bytes, migrations: Sequence[Migration], limits: Limits) -> bytes:
    """A file of records after these migrations. Raises Cannot when it cannot be read, before or afterwards."""
    for migration in migrations:
        raw = _step(path, raw, migration.records, migration, limits)
    return raw


def _step(
    path: str, raw: bytes, rewrite: Rewrite, migration: Migration, limits: Limits, *, may_be_empty: bool = False
) -> bytes:
    before = _read(path, raw, limits, may_be_empty)
    if not before.documents and not may_be_empty:
        return raw  # Markdown that is no record
    after = encoded(edited(before.text, rewrite(path, before.text)), raw)
    now = load_file(path, after, limits)
    told = [problem for problem in now.problems if problem.rule != "empty-file"]
    if told or len(now.documents) < len(before.documents):
        raise Cannot(f"{path}: the migration to format {migration.to} would break it; please report this")
    return after


def _read(path: str, raw: bytes, limits: Limits, may_be_empty: bool = False) -> Loaded:
    loaded = load_file(path, raw, limits)
    for problem in loaded.problems:
        if may_be_empty and problem.rule == "empty-file":
            continue
        line = problem.place.span.line if problem.place.span else 1
        raise Cannot(
            f"{path}:{line}: {problem.rule}: {problem.values.get('found', 'it cannot be read')}; mend it first"
        )
    return loaded


def _versioned(to: int, path: str, text: str) -> list[Edit]:
    """The edit that writes the version: over the old one, else as the first line."""
    mark = locate(path, text).mark(("version",))
    if mark is not None:
        return [Edit(mark.start, mark.end, str(to))]
    newline = "\r\n" if "\r\n" in text else "\n"
    return [Edit(0, 0, f"version: {to}{newline}")]
