"""What an output may not do, whatever the records say: be refused by its format's reader, or obey them."""

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from aimslint.reporters.text.safe import one_line
from tests.reporters.runner import commands

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_ANNOTATIONS = ("error", "warning", "notice")
_KEEPS_MENTIONS_APART = "\u200b"
_MADE_UP = ("x", "forged", "forged.yaml")
"""What commands say that stand in the records of tests and mutations; a message of ours is longer."""
_JSON = ("json", "gitlab", "sarif")


def judge_output(form: str, written: str) -> None:
    """Read an output as its readers do. Raises AssertionError, or what the reader raises."""
    written.encode("utf-8")
    if form in _JSON:
        json.loads(written)
        assert written.isascii(), f"{form} is not ASCII"
        return
    if form == "junit":
        ET.fromstring(written)
        return
    if form == "ics":
        assert all(map(_harmless, written.replace("\r\n", ""))), "the calendar holds a control character"
        return
    if form == "markdown":
        written = written.replace(_KEEPS_MENTIONS_APART, "")
    for line in _COLOURS.sub("", written).split("\n"):
        assert line.isprintable() or all(map(_harmless, line)), f"{form} holds a control character"
    if form == "github":
        found = commands(written)
        assert all(command.name in _ANNOTATIONS for command in found), "a record gives orders to the runner"
        assert not any(command.text.strip() in _MADE_UP for command in found), "a record forges an annotation"
    elif form != "markdown":
        assert not commands(_COLOURS.sub("", written)), f"{form} gives orders to the runner"


def judge_error(error: Exception, files: Mapping[str, bytes]) -> None:
    """See that an error says something, on one line once it is printed, and names a line that there is."""
    assert str(error).strip(), "an error without words"
    assert all(map(_harmless, one_line(str(error)))), "an error that does not print"
    path, line = getattr(error, "path", None), getattr(error, "line", 1)
    if isinstance(path, str) and path in files:
        lines = len(re.findall(rb"\r\n|\r|\n", files[path])) + 1
        assert 1 <= line <= lines, f"{path!r} has no line {line}"


def _harmless(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"
