"""What was found out about the commits of a repository, kept for the next run."""

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimslint.cache import Cache
    from aimslint.witness import Notes

NAME = "notes"
MOST = 8
"""For how many AIMS roots and versions of aimslint they are kept."""


def notes_of(cache: "Cache", root: str) -> "Notes":
    """What is known of the commits, as far as it concerns the AIMS root `root`."""
    from aimslint.witness import Notes

    known = {}
    kept = cache.get(NAME, _key(root))
    for subject, told in kept.items() if isinstance(kept, dict) else ():
        match told:
            case [str(state), [*ids]] if all(isinstance(id_, str) for id_ in ids):
                known[subject] = state, ids
    return Notes(known)


def keep(cache: "Cache", root: str, notes: "Notes") -> None:
    """Keep them, where something is new."""
    if notes.is_new:
        cache.put(NAME, _key(root), notes.told(), most=MOST)


def _key(root: str) -> str:
    from aimslint.cli.remembered import installed

    return hashlib.sha256(f"{installed()} {root}".encode("utf-8", "surrogatepass")).hexdigest()
