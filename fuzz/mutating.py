"""Changes to valid records that keep most of them valid: what raw bytes seldom reach lies behind a record that reads.

A mutation works on lines and on `key: value`; it knows the words of records, and no more of YAML than that.
"""

import re
from collections.abc import Callable
from random import Random

from fuzz import words

_VALUE = re.compile(r"^(?P<before>[ \t]*(?:- )?(?P<key>[\w.-]+): )(?P<value>\S.*)$")
_HEADER = "=== "

Lines = list[str]


def mutated(data: bytes, random: Random, longest: int) -> bytes:
    """The input with one to four changes, at most `longest` bytes of it."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    for _ in range(random.randint(1, 4)):
        random.choice(WAYS)(lines, random)
    return "\n".join(lines).encode("utf-8", "surrogateescape")[:longest]


def _drop(lines: Lines, random: Random) -> None:
    start = random.randrange(len(lines))
    del lines[start : start + random.randint(1, 5)]
    if not lines:
        lines.append("")


def _repeat(lines: Lines, random: Random) -> None:
    start = random.randrange(len(lines))
    block = lines[start : start + random.randint(1, 12)]
    lines[start:start] = block * random.choice((1, 1, 1, 2, 40))


def _move(lines: Lines, random: Random) -> None:
    start, to = random.randrange(len(lines)), random.randrange(len(lines))
    block = lines[start : start + random.randint(1, 6)]
    del lines[start : start + len(block)]
    lines[to:to] = block


def _indent(lines: Lines, random: Random) -> None:
    at = random.randrange(len(lines))
    by = random.choice(("  ", " ", "\t", "- ", ""))
    lines[at] = by + (lines[at] if by else lines[at].lstrip())


def _value(lines: Lines, random: Random) -> None:
    found = _some(lines, random)
    if found is None:
        return
    at, match = found
    fresh = random.choice((random.choice(words.SCALARS), random.choice(words.words()), _other(lines, random)))
    lines[at] = match["before"] + fresh


def _key(lines: Lines, random: Random) -> None:
    found = _some(lines, random)
    if found is not None:
        at, match = found
        lines[at] = lines[at].replace(match["key"], random.choice(words.fields()), 1)


def _add_key(lines: Lines, random: Random) -> None:
    at = random.randrange(len(lines))
    indent = re.match(r"[ ]*", lines[at])
    value = random.choice((random.choice(words.SCALARS), random.choice(words.words())))
    lines.insert(at, f"{indent.group() if indent else ''}{random.choice(words.fields())}: {value}")


def _wrap(lines: Lines, random: Random) -> None:
    found = _some(lines, random)
    if found is not None:
        at, match = found
        form = random.choice(
            ("[{}]", "{{id: {}}}", "[[{}]]", "{{{}: 1}}", "'{}'", '"{}"', "&a {}", "!!str {}", "{} # x")
        )
        lines[at] = match["before"] + form.format(match["value"])


def _insert(lines: Lines, random: Random) -> None:
    at = random.randrange(len(lines))
    column = random.randint(0, len(lines[at]))
    lines[at] = lines[at][:column] + random.choice(words.CHARACTERS) + lines[at][column:]


def _comment(lines: Lines, random: Random) -> None:
    at = random.randrange(len(lines))
    lines[at] += " " + words.COMMENT.format(random.choice(words.words()))


def _setting(lines: Lines, random: Random) -> None:
    _under(lines, random, "aimslint.yaml", random.choice(words.SETTINGS))


def _file(lines: Lines, random: Random) -> None:
    start = random.randrange(len(lines))
    _under(lines, random, random.choice(words.PATHS), *lines[start : start + random.randint(0, 30)])


def _rename(lines: Lines, random: Random) -> None:
    headers = [at for at, line in enumerate(lines) if line.startswith(_HEADER)]
    if headers:
        lines[random.choice(headers)] = _HEADER + random.choice(words.PATHS).replace("\n", "\\n")


def _line_ends(lines: Lines, random: Random) -> None:
    end = random.choice(("\r", "\r", " ", "\t"))
    start = random.randrange(len(lines))
    for at in range(start, min(len(lines), start + random.choice((1, 5, 1000)))):
        if not lines[at].startswith(_HEADER):
            lines[at] += end


def _under(lines: Lines, random: Random, path: str, *content: str) -> None:
    """Put lines at the end of the file of this name, or make one."""
    header = _HEADER + path.replace("\n", "\\n")
    if header in lines:
        at = lines.index(header) + 1
        lines[at:at] = content
    else:
        lines += [header, *content, ""]


def _some(lines: Lines, random: Random) -> tuple[int, re.Match[str]] | None:
    """A line of the form `key: value`, if there is one near a place taken at random."""
    start = random.randrange(len(lines))
    for step in range(min(len(lines), 60)):
        at = (start + step) % len(lines)
        match = _VALUE.match(lines[at])
        if match:
            return at, match
    return None


def _other(lines: Lines, random: Random) -> str:
    """A value that stands elsewhere: an id that names another record, a day, a word."""
    found = _some(lines, random)
    return found[1]["value"] if found else "x"


WAYS: tuple[Callable[[Lines, Random], None], ...] = (
    *(_drop, _repeat, _move, _indent, _value, _value, _value, _key, _add_key, _add_key, _wrap, _wrap, _insert),
    *(_comment, _setting, _file, _rename, _line_ends),
)
