"""The form of a fuzz input: a small repository as one text, so that people can read what was found.

    === aimslint.yaml
    version: 1
    === governance/chat.yaml
    kind: ai_system

What stands before the first line of that form, or all of an input without one, is the file `governance/a.yaml`.
"""

import re
from collections.abc import Mapping

FIRST = "governance/a.yaml"
_HEADER = re.compile(rb"^=== ([^\r\n]{1,200})\n", re.MULTILINE)
_MOST_FILES = 200


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of an input by path; parts whose names no tree could hold are left out. Raises nothing."""
    parts = _HEADER.split(data)
    named = zip(parts[1::2], parts[2::2], strict=True)
    files = {FIRST: parts[0]} if parts[0] or len(parts) == 1 else {}
    for name, content in list(named)[:_MOST_FILES]:
        path = name.decode("utf-8", "surrogateescape")
        if _can_be(path, files):
            files[path] = content
    return files


def input_of(files: Mapping[str, bytes | str]) -> bytes:
    """The input for these files."""
    parts = []
    for path, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        parts.append(b"=== " + path.encode("utf-8", "surrogateescape") + b"\n" + raw)
        if not raw.endswith(b"\n"):
            parts.append(b"\n")
    return b"".join(parts)


def _can_be(path: str, others: Mapping[str, bytes]) -> bool:
    """Whether git could hold a file of this name beside the others."""
    folders = path.split("/")
    if any(name in ("", ".", "..") or name.lower() == ".git" for name in folders) or "\0" in path:
        return False
    return not any(other.startswith(path + "/") or path.startswith(other + "/") for other in others)
