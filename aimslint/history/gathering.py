"""Gathers the commits that lead to a tip: from the cache what is there, from git the rest."""

import hashlib
from pathlib import Path
from threading import Thread

from aimslint.cache import Cache
from aimslint.git_command import GitError
from aimslint.history.log_reading import Progress, read_log
from aimslint.history.standing import Standing
from aimslint.history.storing import as_data, from_data
from aimslint.history.table import Table
from aimslint.history.tabulating import extend, tabulate

NAME = "history"
FORM = 1
"""Counts the forms that a table had: what another one left is not read."""
RENEW_AFTER = 100
"""How many commits the cache may be behind before it is written anew."""


def gather(
    top: Path,
    standing: Standing,
    *,
    own_repository: bool,
    limit: int | None,
    cache: Cache | None,
    progress: Progress | None,
) -> Table:
    """The commits that lead to the tip of `standing`. The cache makes it faster and changes nothing. Raises GitError.

    An extended cache is written in the background, and even then before Python ends.
    """
    key = _key(standing)
    cached = None if cache is None else from_data(cache.get(NAME, key))
    already = 0 if cached is None else len(cached.rows)
    table = None if cached is None else _continued(top, cached, standing.tip, own_repository, limit, progress)
    if table is None:
        commits = read_log(top, standing.tip, own_repository=own_repository, progress=progress)
        table = tabulate(standing.tip, commits, limit)
    if cache is not None and (table is not cached or len(table.rows) - already > RENEW_AFTER):
        _write_later(cache, key, table)
    return table


def _key(standing: Standing) -> str:
    """All that the log of a commit depends on, but its own id, which stands in the table."""
    boundaries = hashlib.sha256("\n".join(sorted(standing.boundaries)).encode()).hexdigest()
    return f"{FORM} {len(standing.tip)} {boundaries}"


def _continued(
    top: Path, cached: Table, tip: str, own_repository: bool, limit: int | None, progress: Progress | None
) -> Table | None:
    """The table of the tip, made from that of another tip and what git says is not in there; None when that fails."""
    if cached.tip == tip and cached.holds_for(limit):
        return cached
    try:
        new = list(
            read_log(
                top,
                tip,
                cached.tip,
                own_repository=own_repository,
                progress=progress,
                already=len(cached.rows),
            )
        )
    except GitError:  # the other tip may be gone
        return None
    known = cached.positions
    new = [commit for commit in new if commit.id not in known]  # where clocks are wrong git may name too many
    parents = {parent for commit in new for parent in commit.parents}
    if cached.tip in parents and extend(cached, tip, new, limit):
        return cached
    kept = cached.reachable(known[own] for own in (tip, *parents) if own in known)
    commits = [*new, *cached.commits(kept)]
    whole = parents <= {commit.id for commit in commits}
    return tabulate(tip, commits, limit) if whole else None


def _write_later(cache: Cache, key: str, table: Table) -> None:
    data = as_data(table)  # before anybody goes on with the table
    Thread(target=cache.put, args=(NAME, key, data), daemon=False).start()
