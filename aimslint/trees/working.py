"""The working tree: what git tracks plus what it neither tracks nor ignores, as it stands on disk."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aimslint.git_command import run_git, split_names
from aimslint.trees.listing import LONGEST_PATH, RECORD_SUFFIXES, Kind, Listing
from aimslint.trees.repository import NoRepository, find_repository, is_own_repository
from aimslint.trees.tree import MOST_BYTES, Contents, Unreadable, too_large

# Names go to the system as bytes, so that they mean the same under every locale. A link or a pipe that took
# the place of a file since it was listed is refused by the open itself; Windows has neither flag.
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_SUBMODULE = "160000"


class WorkingTree:
    """The files of a folder on disk.

    `no_repository` says why git was not asked, or is None. Then every file below the folder counts, except
    what lies in a folder `.git`; links to folders are not followed.
    """

    def __init__(self, top: Path, listing: Listing, no_repository: NoRepository | None) -> None:
        self.top = top
        self.no_repository = no_repository
        self._listing = listing

    @classmethod
    def at(cls, folder: Path) -> "WorkingTree":
        """The tree of the repository that `folder` lies in, or of the folder itself. Raises GitError."""
        found = find_repository(folder)
        if isinstance(found, NoRepository):
            kinds, submodules = _walk(found.top), list[str]()
            top = found.top
        else:
            kinds, submodules = _list_with_git(found)
            top = found
        listing = Listing(kinds, lambda link: _read_link(top, link), submodules)
        return cls(top, listing, found if isinstance(found, NoRepository) else None)

    def paths(self) -> Sequence[str]:
        return self._listing.paths

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        behind = self._listing.file_behind(path)
        try:
            return _read_regular_file(_on_disk(self.top, behind), path, limit)
        except OSError as error:
            raise _explain(path, error) from None

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        for path in paths:
            try:
                yield path, self.read(path, limit)
            except Unreadable as unreadable:
                yield path, unreadable

    def size(self, path: str) -> int | None:
        try:
            behind = self._listing.file_behind(path)
            return os.lstat(_on_disk(self.top, behind)).st_size
        except (Unreadable, OSError):
            return None

    def has(self, path: str) -> bool:
        return self._listing.has(path)

    def similar(self, path: str) -> str | None:
        return self._listing.similar(path)

    def unmerged(self) -> Sequence[str]:
        return ()


def _list_with_git(top: Path) -> tuple[dict[str, Kind], list[str]]:
    """What git lists, with its kind on disk, and the folders of submodules.

    git knows names; the disk knows what stands there today. So each folder that holds a listed file is looked
    into once, which is cheaper than asking for each file, and shows what git never lists: pipes, devices,
    empty folders.
    """
    own = is_own_repository(top)
    listed, mounted = _ask_git(top, own)
    disk = _Disk(top)
    kinds: dict[str, Kind] = {}
    for path in listed:
        kind = disk.kind(path)
        if kind is not None:
            kinds[path] = kind
    odd = {path: kind for path, kind in disk.oddities() if path not in kinds and path not in mounted}
    if odd:
        for path in _ignored(top, odd, own):
            del odd[path]
    return kinds | odd, [path for path in mounted if disk.kind(path) is Kind.FOLDER]


def _ask_git(top: Path, own_repository: bool) -> tuple[dict[str, None], list[str]]:
    """The tracked and untracked paths, each once, and where other repositories are mounted."""
    output = run_git(
        top,
        *("ls-files", "-z", "-t", "--stage", "--cached", "--others", "--exclude-standard"),
        own_repository=own_repository,
    )
    listed: dict[str, None] = {}
    mounted: list[str] = []
    for entry in split_names(output):
        if entry.startswith("? "):
            path = entry[2:]
            if path.endswith("/"):  # a repository inside this one, that git would not add
                mounted.append(path.rstrip("/"))
            else:
                listed[path] = None
        else:  # "H <mode> <blob> <stage>\t<path>"
            about, _, path = entry.partition("\t")
            if about[2:].startswith(_SUBMODULE):
                mounted.append(path)
            else:
                listed[path] = None
    return listed, mounted


def _ignored(top: Path, paths: Iterable[str], own_repository: bool) -> list[str]:
    """Those of the paths that git ignores."""
    asked = "".join(f"./{path}\0" for path in paths)  # "./", else a leading ":" would be an instruction
    answer = run_git(
        top,
        *("check-ignore", "-z", "--stdin"),
        stdin=asked.encode("utf-8", "surrogateescape"),
        own_repository=own_repository,
        accept=(0, 1),  # 1: none is ignored
    )
    return [path.removeprefix("./") for path in split_names(answer)]


@dataclass(slots=True)
class _Disk:
    """What stands on disk in the folders looked into so far; each is read once."""

    top: Path
    folders: dict[str, dict[str, Kind] | None] = field(init=False)

    def __post_init__(self) -> None:
        self.folders = {"": self._look_into("")}

    def kind(self, path: str) -> Kind | None:
        """What stands at `path`; None for nothing, or when something on the way is no true folder."""
        if len(path) > LONGEST_PATH:
            return None
        unknown = []  # not recursive: a path may be thousands of folders deep
        folder = path.rpartition("/")[0]
        while folder not in self.folders:
            unknown.append(folder)
            folder = folder.rpartition("/")[0]
        for folder in reversed(unknown):
            self.folders[folder] = self._look_into(folder)
        return self._known_kind(path)

    def _known_kind(self, path: str) -> Kind | None:
        folder, _, name = path.rpartition("/")
        content = self.folders[folder]
        if content is None:
            return None
        return content.get(name) or _kind_at(self.top, path)

    def _look_into(self, folder: str) -> dict[str, Kind] | None:
        if folder and self._known_kind(folder) is not Kind.FOLDER:
            return None
        try:
            return _content(self.top, folder)
        except OSError:
            return {}  # may not be listed: its files can perhaps be opened by name, else that says why not

    def oddities(self) -> Iterator[tuple[str, Kind]]:
        """What cannot be read as a file but whoever put it there may have meant as one."""
        for folder, content in self.folders.items():
            for name, kind in (content or {}).items():
                if kind is Kind.SPECIAL or (kind is Kind.FOLDER and name.endswith(RECORD_SUFFIXES)):
                    yield (f"{folder}/{name}" if folder else name), kind


def _walk(top: Path) -> dict[str, Kind]:
    """Everything below `top` that is no folder, and folders that look like a record or cannot be listed."""
    kinds: dict[str, Kind] = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            content = _content(top, folder)
        except OSError:
            if folder:
                kinds[folder] = Kind.FOLDER
            continue
        for name, kind in content.items():
            path = f"{folder}/{name}" if folder else name
            if name == ".git":
                continue
            if kind is not Kind.FOLDER:
                kinds[path] = kind
            else:
                waiting.append(path)
                if name.endswith(RECORD_SUFFIXES):
                    kinds[path] = kind
    return kinds


def _content(top: Path, folder: str) -> dict[str, Kind]:
    with os.scandir(_on_disk(top, folder)) as entries:
        return {entry.name.decode("utf-8", "surrogateescape"): _kind_of(entry) for entry in entries}


def _kind_of(entry: "os.DirEntry[bytes]") -> Kind:
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_file(follow_symlinks=False):
        return Kind.FILE
    return Kind.FOLDER if entry.is_dir(follow_symlinks=False) else Kind.SPECIAL


def _kind_at(top: Path, path: str) -> Kind | None:
    """As `_kind_of`, for a name that was not met while listing: macOS stores some letters in another form."""
    try:
        mode = os.lstat(_on_disk(top, path)).st_mode
    except PermissionError:
        return Kind.FILE  # something git tracks is there; opening it will say what is wrong
    except OSError:
        return None
    if stat.S_ISLNK(mode):
        return Kind.LINK
    if stat.S_ISREG(mode):
        return Kind.FILE
    return Kind.FOLDER if stat.S_ISDIR(mode) else Kind.SPECIAL


def _on_disk(top: Path, path: str) -> bytes:
    return os.path.join(os.fsencode(top), path.encode("utf-8", "surrogateescape"))


def _read_link(top: Path, link: str) -> str:
    try:
        target = os.readlink(_on_disk(top, link)).decode("utf-8", "surrogateescape")
    except OSError as error:
        raise _explain(link, error) from None
    return target.replace("\\", "/") if os.sep == "\\" else target


def _read_regular_file(name: bytes, path: str, limit: int) -> bytes:
    file = os.open(name, _OPEN)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise _replaced(path)
        if status.st_size > limit:
            raise too_large(path, limit)
        content = os.read(file, status.st_size + 1)
        while len(content) <= limit and (more := _read_more(file, content, status.st_size, limit)):
            content += more
    finally:
        os.close(file)
    if len(content) > limit:
        raise too_large(path, limit)
    return content


def _read_more(file: int, content: bytes, expected: int, limit: int) -> bytes:
    """The rest of a file that was not read in one go, or grew meanwhile; empty at its end."""
    return b"" if len(content) == expected else os.read(file, limit + 1 - len(content))


def _replaced(path: str) -> Unreadable:
    return Unreadable(
        path,
        "the file was replaced by something else while it was read",
        "run the check again when nothing else changes the files",
    )


def _explain(path: str, error: OSError) -> Unreadable:
    if error.errno in (errno.EACCES, errno.EPERM):
        return Unreadable(
            path,
            "there is no permission to read the file",
            "give the user who runs the check permission to read it",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.ENXIO):
        return _replaced(path)
    return Unreadable(
        path,
        f"the system cannot read the file: {(error.strerror or type(error).__name__).lower()}",
        "check the disk and the path, or exclude the path in aimslint.yaml",
    )
