"""Reading many of the contents that a repository holds at once, by their ids."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path

from aimslint.dataclass import dataclass
from aimslint.git_command import GitError, run_git
from aimslint.trees.repository import NoRepository, find_repository, is_own_repository


@dataclass(slots=True)
class Objects:
    """The objects of the repository whose work tree begins at `top`."""

    top: Path
    own_repository: bool
    _held: frozenset[str] | None = field(default=None, init=False, repr=False)

    @classmethod
    def of(cls, folder: Path) -> "Objects":
        """Those of the repository that `folder` lies in. Raises GitError when there is none."""
        top = find_repository(folder)
        if isinstance(top, NoRepository):
            raise GitError(top.explanation, top.reason)
        return cls.at(top)

    @classmethod
    def at(cls, top: Path) -> "Objects":
        """Those of the repository of which it is known that its work tree begins at `top`."""
        return cls(top, is_own_repository(top))

    def git(self, *args: str, stdin: bytes | None = None, accept: tuple[int, ...] = (0,)) -> bytes:
        """Run git in this repository. Raises GitError."""
        return run_git(self.top, *args, stdin=stdin, own_repository=self.own_repository, accept=accept)

    def sizes(self, blobs: Iterable[str]) -> dict[str, int]:
        """The size of each blob that the repository holds; reads none of them."""
        return {blob: size for blob, kind, size in self.about(blobs) if kind == "blob"}

    def about(self, ids: Iterable[str]) -> Iterator[tuple[str, str, int]]:
        """Id, type and size of each object that the repository holds."""
        for line in self._ask("--batch-check", ids).decode().splitlines():
            name, kind, *size = line.split(" ")
            if size:  # else "<id> missing"
                yield name, kind, int(size[0])

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """The bytes of each blob that the repository holds, whatever its size."""
        return dict(_split_batch(self._ask("--batch", blobs)))

    def _ask(self, form: str, ids: Iterable[str]) -> bytes:
        """What `cat-file` says of each of the ids.

        In a partial clone some versions of git stop at the first object that is not at hand, where the others call it
        missing. Then it is only asked for what all objects at hand, listed once, include.
        """
        wanted = [name for name in dict.fromkeys(ids) if self._held is None or name.partition("^")[0] in self._held]
        if not wanted:
            return b""
        try:
            return self.git("cat-file", form, stdin="".join(f"{name}\n" for name in wanted).encode())
        except GitError as error:
            if self._held is not None or "promisor remote" not in str(error):
                raise
        everything = self.git("cat-file", "--batch-check=%(objectname)", "--batch-all-objects", "--unordered")
        self._held = frozenset(everything.decode().split())
        return self._ask(form, wanted)


def _split_batch(output: bytes) -> Iterator[tuple[str, bytes]]:
    """The blobs in an answer of `cat-file --batch`: each a line `<id> blob <size>`, the bytes, a newline."""
    start = 0
    while start < len(output):
        end_of_line = output.index(b"\n", start)
        blob, kind, *size = output[start:end_of_line].decode().split(" ")
        start = end_of_line + 1
        if kind == "missing" or not size:
            continue
        end = start + int(size[0])
        if kind == "blob":
            yield blob, output[start:end]
        start = end + 1
