"""The difference of two versions of a file as `diff -u` and git write it.

What is not safe to print is escaped; where nothing had to be, `git apply` takes the text as it is.
"""

import re
from collections.abc import Iterator
from difflib import unified_diff

from aimslint.reporters.text.safe import shown, tame

_CONTEXT = 3
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NAME = re.compile(r'[^\s"\\]+(?: [^\s"\\]+)*')


def unified(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of the difference, each with its end; nothing when there is none."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    for line in unified_diff(old, new, _name("a", path), _name("b", path), n=_CONTEXT):
        yield _printed(line) if line.endswith("\n") else f"{_printed(line)}\n\\ No newline at end of file\n"


def _printed(line: str) -> str:
    """A line as it is shown. A carriage return at its end is part of how it ends."""
    ending = re.search(r"\r?\n?\Z", line)
    text = line[: ending.start()] if ending else line
    if not (text.isascii() and text.isprintable()):
        text = "".join(each if each == "\t" else shown(each) for each in text)
    return tame(text) + (ending.group() if ending else "")


def _name(side: str, path: str) -> str:
    """A path as git writes it after `---`: in quotes where it is not plain, and a tab behind it where it has spaces."""
    name = f"{side}/{path}"
    if _NAME.fullmatch(name) and name.isprintable():
        return name + ("\t" if " " in name else "")
    return '"' + "".join(map(shown, name.replace("\\", "\\\\").replace('"', '\\"'))) + '"'
