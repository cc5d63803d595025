"""Writes the file that an option names, such as `-o`: whole, or it is as it was.

Somebody who prepares a repository may put a link where a job writes its report to. So no link is followed on the way
from the current folder. Where a name from the top of the disk leads is up to whoever typed it.
"""

import errno
import os
import stat
from contextlib import suppress

from aimslint.writing import put

_ADD = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_OPEN_ALREADY = ("/dev/std", "/dev/fd/", "/proc/")
_NO_ROOM_BESIDE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)


def write_whole(name: str, content: bytes) -> None:
    """Give the file `name` this content; a pipe, a device, or a file that is open already, gets it as it comes.

    A file that cannot be replaced but written to, such as one mounted into a container, is written where it stands:
    then a disk that runs full may leave a part. Raises OSError and ValueError.
    """
    _refuse_links(name)
    target = os.path.realpath(name)
    try:
        before = os.stat(name)
    except FileNotFoundError:
        put(os.fsencode(target), content)
        return
    if not stat.S_ISREG(before.st_mode) or os.path.abspath(name).startswith(_OPEN_ALREADY):
        _pour(os.open(name, _ADD), content)
        return
    in_place = os.open(target, _ADD)  # refuses what may not be written to
    try:
        put(os.fsencode(target), content, like=before)
    except OSError as error:
        if error.errno not in _NO_ROOM_BESIDE:
            raise
        os.ftruncate(in_place, 0)
        _pour(os.dup(in_place), content)
    finally:
        with suppress(OSError):  # nothing was written through it
            os.close(in_place)


def _refuse_links(name: str) -> None:
    """Raise OSError for a link on the way from the current folder, where others may have put it."""
    if os.path.isabs(name):
        return
    walked = ""
    for part in os.path.normpath(name).split(os.sep):
        walked = os.path.join(walked, part)
        if os.path.islink(walked):
            raise OSError(errno.ELOOP, f"`{walked}` is a link, and links are not followed")


def _pour(file: int, content: bytes) -> None:
    with open(file, "wb") as opened:
        opened.write(content)
