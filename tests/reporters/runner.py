"""What the runner of a GitHub workflow makes of the lines that a step prints, written after how it behaves.

It tries `::name key=value,…::text` at the start of a line, spaces before it aside, then `##[name …]text` anywhere.
"""

import re
from dataclasses import dataclass

_NEW = re.compile(r"::(?P<name>[^\s:]+)(?: (?P<properties>.*?))?::(?P<text>.*)", re.DOTALL)
_OLD = re.compile(r"##\[(?P<name>[^\]\s]+)[^\]]*\]")
_OTHERS = re.compile(r"##\w+\[")  # Azure Pipelines, TeamCity


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    text: str


def commands(output: str) -> list[Command]:
    """Every command in what was printed. Lines end as the runner has it: at CR, LF, or both."""
    found = []
    for line in re.split(r"\r\n|\r|\n", output):
        if matched := _NEW.match(line.lstrip()):
            pairs = (pair.split("=", 1) for pair in (matched["properties"] or "").split(",") if "=" in pair)
            properties = {key: unescaped(value, ("%3A", ":"), ("%2C", ",")) for key, value in pairs}
            found.append(Command(matched["name"], properties, unescaped(matched["text"])))
        elif matched := _OLD.search(line):
            found.append(Command(matched["name"], {}, line))
        elif _OTHERS.search(line):
            found.append(Command("of another runner", {}, line))
    return found


def unescaped(text: str, *more: tuple[str, str]) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(code, sign)
    return text
