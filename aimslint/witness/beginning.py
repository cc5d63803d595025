"""Where the known past begins: at an import of records, at the end of a shallow clone, or at the first commit."""

from collections.abc import Iterable, Set
from datetime import date

from aimslint.dataclass import dataclass
from aimslint.history import Log

RECORD_ENDINGS = (".yaml", ".yml", ".md")


@dataclass(frozen=True, slots=True)
class Beginning:
    """Commits whose content counts as older than the history: nobody knows since when it stands, or who wrote it.

    `cut` says that a shallow clone ends here, so that commits before `day` existed but are not at hand; else it is an
    import, before which this repository knew no record. `sentence` says so for people.
    """

    commits: frozenset[str]
    day: date
    cut: bool
    sentence: str


def beginnings(log: Log, paths: Set[str], uncommitted: Set[str], as_of: date) -> list[Beginning]:
    """Where the history of the records at `paths` begins, as far as that is not their true beginning.

    `uncommitted` are those that the next commit, of the day `as_of`, will add.
    """
    if len(uncommitted) * 2 > len(paths):
        everything = frozenset(("", *log.ids))
        return [Beginning(everything, as_of, False, "most records are not committed yet: their past is not known")]
    found = []
    if log.boundaries:
        days = (day for id_, day in zip(log.ids, log.days, strict=True) if id_ in log.boundaries)
        day = max(days, default=date.min)
        found.append(
            Beginning(
                log.boundaries,
                day,
                True,
                f"the clone is shallow: what came before {day} is not at hand; fetch the whole history "
                "(fetch-depth: 0 in a workflow, `git fetch --unshallow` by hand)",
            )
        )
    position = _import_in(log, paths)
    if position is not None:
        commit = log.commits[position]
        # What lies before an import in the log knew other records, or none: it says nothing about those of today.
        older = frozenset(log.ids[position:])
        sentence = (
            f"the history begins with an import ({commit.id[:7]}, {commit.committed}): what was before is not known"
        )
        found.append(Beginning(older, commit.committed, False, sentence))
    return found


def _import_in(log: Log, paths: Set[str]) -> int | None:
    """The position of the commit that first added over half of today's records."""
    for position in reversed([position for position, size in enumerate(log.sizes) if size * 2 > len(paths)]):
        commit = log.commits[position]
        if len(commit.changes) * 2 <= len(paths) or commit.id in log.boundaries:
            continue
        added = sum(change.before is None and change.path in paths for change in commit.changes)
        moved = _moved_away(change.path for change in commit.changes if change.after is None)
        if (added - moved) * 2 > len(paths):
            return position
    return None


def _moved_away(paths: Iterable[str]) -> int:
    """How many files left that may have been records: a commit that moves records does not import them."""
    return sum(path.endswith(RECORD_ENDINGS) for path in paths)
