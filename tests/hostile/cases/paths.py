"""Paths that a record names, so that a reader of evidence opens what it should not; and names of record files.

What lies on disk (links, devices, pipes, sockets, what changes while it is read) is tried in tests/trees and
tests/test_engine.py on real folders.
"""

from tests.hostile.case import Case

_MISSING = ("missing-evidence-file:3",)


def _evidence(path: str, name: str, *found: str, says: str = "") -> Case:
    text = f"kind: policy\nid: policy\nevidence: [{{path: {path}}}]\n"
    return Case(name, text, found, says, others={"docs/There.md": "x", "docs/b/c.md": "x"})


CASES = [
    _evidence("docs/There.md", "a file that is there"),
    _evidence("docs", "a folder that is there"),
    _evidence("/docs/There.md", "a file from the repository's top"),
    _evidence("docs/there.md", "another letter case", *_MISSING, says="letter case counts"),
    _evidence("../../etc/passwd", "a folder above", *_MISSING, says="upwards"),
    _evidence("docs/../../../etc/passwd", "a folder above, from below", *_MISSING, says="upwards"),
    _evidence("docs/b/../There.md", "upwards within the repository", *_MISSING, says="write /docs/There.md"),
    _evidence("/etc/passwd", "a file of the machine", *_MISSING),
    _evidence("/dev/zero", "a device", *_MISSING),
    _evidence("/proc/self/environ", "secrets of the process", *_MISSING),
    _evidence("~/.ssh/id_rsa", "the user's folder", *_MISSING),
    _evidence("$HOME/x", "a variable", *_MISSING),
    _evidence("'C:/Windows/win.ini'", "a drive", *_MISSING, says="one computer"),
    _evidence("'C:\\Windows\\win.ini'", "a drive with backslashes", "bad-path:3"),
    _evidence("'\\\\server\\share'", "a share", "bad-path:3"),
    _evidence("'//server/share'", "a share with slashes", "bad-path:3"),
    _evidence("con", "a name that Windows keeps for itself", *_MISSING),
    _evidence("'docs/There.md '", "a space at the end", *_MISSING),
    _evidence("docs/There.md.", "a dot at the end", *_MISSING),
    _evidence('"docs/There.md\\0.txt"', "NUL", "bad-path:3"),
    _evidence('"docs/\\nThere.md"', "a line break", "bad-path:3"),
    _evidence('"docs/\\e]0;x\\a.md"', "a terminal's escape", "bad-path:3"),
    _evidence("file:///etc/passwd", "an address of a file", *_MISSING, says="an address"),
    _evidence("https://example.org/a", "an address", *_MISSING, says="an address"),
    _evidence(".git/config", "a file of git itself", *_MISSING),
    _evidence("d/" * 5_000 + "x", "10,000 letters", *_MISSING),
    _evidence("'docs/*'", "a pattern", *_MISSING),
    _evidence("docs/There.md/x", "a file as a folder", *_MISSING),
    _evidence("'./docs/./There.md'", "dots for the same folder"),
]
