"""Documents as the client has them."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from pygls.uris import to_fs_path

from aimslint.dataclass import dataclass
from aimslint.editor.positions import Text


@dataclass(frozen=True, slots=True)
class Buffer:
    """An open document: its name for the client, its file with links to folders resolved, its text and version."""

    uri: str
    file: Path
    text: Text
    version: int | None = None

    def is_on_disk(self) -> bool:
        """Whether its file holds what saving would write."""
        try:
            return self.file.stat().st_size == len(self.raw) and self.file.read_bytes() == self.raw
        except OSError:
            return False

    @property
    def raw(self) -> bytes:
        """The bytes that saving would write, as UTF-8."""
        return self.text.whole.encode("utf-8", "surrogatepass")


def file_of(uri: str) -> Path | None:
    """The file that a document is; None for one that lies in no folder, as one that was never saved."""
    try:
        if urlsplit(uri).scheme != "file":
            return None
        name = to_fs_path(uri)
        if not name or "\0" in name:
            return None
        folder, last = os.path.split(name)
        return Path(os.path.realpath(folder), last)
    except ValueError:
        return None
