"""Where a project begins that no repository marks: at the folder of a file that says so."""

import os
import stat
from pathlib import Path


def marked_above(folder: Path, name: str) -> Path | None:
    """The nearest folder with a file of that name, from `folder` up.

    Above `folder` only what belongs to the same user counts and nobody else may write, so that no other user of the
    machine decides what is read; nor do the home folder and the top of the disk, which hold everything.
    """
    if os.path.exists(folder / name):
        return folder
    owner = os.stat(folder).st_uid
    home = Path(os.path.realpath(os.path.expanduser("~")))
    for place in folder.parents:
        if place in (home, place.parent) or _is_shared(place, owner):
            return None
        if os.path.exists(place / name):
            return place
    return None


def _is_shared(folder: Path, owner: int) -> bool:
    """Whether others than this user decide what lies in a folder, as far as the system can tell."""
    try:
        about = os.stat(folder)
    except OSError:
        return True
    return os.name == "posix" and (about.st_uid != owner or bool(about.st_mode & stat.S_IWOTH))
