"""One thing that may be written at a place, how it is written there, and which of many are offered."""

import re
from collections.abc import Callable, Iterable
from typing import Literal

from aimslint.dataclass import dataclass
from aimslint.editor.cursor import Cursor
from aimslint.loading.scalars import Refused, typed
from aimslint.scaffold.yaml_text import flow, inline

What = Literal["field", "word", "reference", "requirement", "rule", "kind", "file", "folder", "matcher", "value"]

MOST = 100
"""How many are offered at once; who types on is offered more."""

_PLAIN_PATH = re.compile(r"[\w/.][\w/.@+()-]*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to write between two offsets of the text.

    `label` is what people see and type, `detail` says in few words what it is, `explained` (Markdown) in more. A lower
    `rank` is offered before. After an `unfinished` one, such as a folder, more can be asked for at once.
    """

    label: str
    what: What
    insert: str
    start: int
    end: int
    detail: str = ""
    explained: str = ""
    rank: int = 5
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is offered, the best first; not `complete` where there is more that what is typed so far may mean."""

    items: tuple[Suggestion, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Option:
    """What may be written, before it is known how. What explains it is worked out only for what is offered."""

    value: str
    what: What
    detail: str = ""
    explain: Callable[[], str] | str = ""
    rank: int = 5
    titles: str = ""  # what else it may be found by

    @property
    def explained(self) -> str:
        """What explains it, in Markdown."""
        return self.explain if isinstance(self.explain, str) else self.explain()


def chosen(options: Iterable[Option], prefix: str) -> tuple[list[Option], bool]:
    """The options that what is typed so far may mean, the best first, and whether these are all."""
    wanted = prefix.strip().casefold()
    ranked: list[tuple[int, int, int, Option]] = []
    for option in options:
        fit = _fit(option, wanted)
        if fit is not None:
            ranked.append((option.rank, fit, len(ranked), option))
    ranked.sort(key=lambda found: found[:3])
    return [found[3] for found in ranked[:MOST]], len(ranked) <= MOST


def _fit(option: Option, wanted: str) -> int | None:
    """How well an option fits what is typed: it begins so, a word of it does, it holds it, its title does; or not."""
    if not wanted:
        return 0
    label = option.value.casefold()
    if label.startswith(wanted):
        return 0
    position = label.find(wanted)
    if position >= 0:
        return 2 if label[position - 1].isalnum() else 1
    return 3 if wanted in option.titles.casefold() else None


def values(options: Iterable[Option], cursor: Cursor, *, many: bool = False) -> Suggestions:
    """Options as values at the cursor; with `many`, as the first item of a list. What is listed already is left out."""
    found, complete = chosen((option for option in options if option.value not in cursor.listed), cursor.prefix)
    return Suggestions(tuple(_value(option, cursor, many=many) for option in found), complete)


def _value(option: Option, cursor: Cursor, *, many: bool) -> Suggestion:
    text = option.value if option.what in ("matcher",) else written(option.value, cursor, many=many)
    return Suggestion(
        option.value,
        option.what,
        text,
        cursor.start,
        cursor.end,
        option.detail,
        option.explained,
        option.rank,
    )


def written(text: str, cursor: Cursor, *, many: bool = False, path: bool = False) -> str:
    """A text as it must be written at the cursor: in quotes where it needs them, as an item where one is wanted."""
    if cursor.quote == "'":
        return text.replace("'", "''")
    if cursor.quote:
        return text.replace("\\", "\\\\").replace('"', '\\"')
    bracketed = many and (cursor.where == "value" or cursor.flow)
    plain = _plain_word(text) or (path and _PLAIN_PATH.fullmatch(text) is not None and _is_text(text))
    said = text if plain else flow(text) if cursor.flow or bracketed else inline(text)
    if bracketed:
        return f"[{said}]"
    return f"- {said}" if cursor.dash or many else said


def _plain_word(text: str) -> bool:
    """Whether a text is a word such as `true` or a number that is meant as one."""
    return text in ("true", "false")


def _is_text(text: str) -> bool:
    try:
        return isinstance(typed(text), str)
    except Refused:
        return False
