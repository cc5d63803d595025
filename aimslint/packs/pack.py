"""What a pack holds: requirements, headings, timelines, and how far other packs help."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args

from aimslint.dataclass import dataclass
from aimslint.loading import locate
from aimslint.model import Keys
from aimslint.suggest import alike

NEVER = "9999-12-31"
"""The day of a date that does not come under a timeline."""


RequirementKind = Literal["clause", "control", "article", "subcategory", "requirement"]
REQUIREMENT_KINDS: tuple[str, ...] = get_args(RequirementKind)


class PackError(Exception):
    """A pack that cannot be used. `path` and `line` say where, the text what is wrong and what to do."""

    def __init__(self, path: str, line: int, text: str) -> None:
        super().__init__(f"{path}:{line}: {text}")
        self.path = path
        self.line = line
        self.text = text


@dataclass(frozen=True, slots=True)
class Start:
    """From which date of the timeline a requirement is asked of the subjects that meet `where`; of all without one."""

    date: str
    where: Any = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause or control that can be assessed. `id` is bare, `qualified` carries the pack's name.

    `for_each`, `where` and `shown_by` say how records show it, in the words of rules; `evidence` compiles them.
    `starts` are tried in order, the first that fits a subject counts. `asked_of_none` says what it is where there is
    nothing that it is asked of: `missing` or `not-yet`. With `or_crosswalk` the rows of a crosswalk count where they
    show more than its own records; without `shown_by` they do in any case.
    """

    pack: str
    id: str
    kind: str
    group: str
    title: str
    summary: str
    phase: str
    roles: tuple[str, ...]
    evidence: tuple[str, ...]
    for_each: str | None
    where: Any
    shown_by: Any
    starts: tuple[Start, ...] = ()
    asked_of_none: str = "missing"
    or_crosswalk: bool = False

    @property
    def qualified(self) -> str:
        """The id that means the same everywhere: the pack's name, a colon, and the bare id."""
        return f"{self.pack}:{self.id}"

    def named(self, primary: str) -> str:
        """The id by which records name it where bare ids mean the pack `primary`."""
        return self.id if self.pack == primary else self.qualified


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days on which duties begin, as one source has them, and when somebody last looked whether it still does.

    A date that does not come has the day NEVER.
    """

    name: str
    title: str
    source: str
    checked_on: str
    dates: Mapping[str, str]


class Relation(StrEnum):
    """How what one requirement asks lies to what another asks."""

    EQUAL = "equal"
    SUBSET = "subset"
    INTERSECTS = "intersects"
    SUPPORTS = "supports"

    @property
    def whole(self) -> bool:
        """Whether showing the one shows the other as well, and not only a part of it."""
        return self is Relation.EQUAL


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a crosswalk: how far a requirement of another pack, or all under a heading there, helps with one here.

    `source` is qualified, `target` bare. `stated_by` are keys of the crosswalk's sources.
    """

    source: str
    target: str
    relation: Relation
    stated_by: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A requirement that no other pack helps with enough to say so, and who says that."""

    requirement: str
    statement: str
    stated_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What of other packs helps with the requirements of one, and which of these no other pack shows."""

    rows: tuple[Row, ...] = ()
    not_covered: Mapping[str, NotCovered] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def to(self, requirement: str) -> Iterator[Row]:
        """The rows that lead to a requirement, by its bare id."""
        return (row for row in self.rows if row.target == requirement)


@dataclass(frozen=True, slots=True)
class About:
    """What the documentation says of a framework, in Markdown."""

    purpose: str = ""
    cannot_show: str = ""
    sources: tuple[str, ...] = ()
    updating: str = ""


@dataclass(frozen=True, slots=True)
class ToldBy:
    """Gaps that rules of their own tell, by kind and path of what is missing.

    `always` wherever they keep a requirement from being shown; `while_live` for each system, and so only where one is
    live; `of` of one requirement, by its id, and with them that it was never approved.
    """

    always: Mapping[str, str] = field(default_factory=dict)
    while_live: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A framework: its requirements in order, what only holds them, and ids that others get wrong.

    `folder` is on disk, or in the tree under check where the pack is the organisation's `own`. `timeline` is the one in
    use, of those that are `known`; both are empty where no duty begins on a day. Two packs are equal only if they are
    one. `text` is the catalogue as it was written.
    """

    name: str
    title: str
    code_prefix: str | None
    folder: Path
    requirements: Mapping[str, Requirement]
    groups: Mapping[str, str]
    wrong_ids: Mapping[str, tuple[str, ...]]
    own: bool = False
    timelines: Mapping[str, Timeline] = field(default_factory=dict)
    timeline: Timeline | None = None
    crosswalk: Crosswalk = Crosswalk()
    about: About = About()
    text: str = field(default="", repr=False)
    told_by: ToldBy = ToldBy()

    @property
    def short(self) -> str:
        """The title without edition and subject, as in a sentence: `ISO/IEC 42001`."""
        return self.title.partition(",")[0].partition(":")[0]

    @property
    def catalogue(self) -> str:
        """The path of the catalogue, for messages."""
        return f"{self.folder.as_posix()}/catalogue.yaml"

    def line_of(self, keys: Keys) -> int:
        """The line of the catalogue on which something stands."""
        return locate(self.catalogue, self.text).find(keys).line

    @property
    def dates(self) -> Mapping[str, str]:
        """The dates of the timeline in use, each with its day."""
        return self.timeline.dates if self.timeline is not None else {}

    def under(self, heading: str) -> list[Requirement]:
        """The requirements that a heading holds, also by way of headings inside it."""
        inside = (f"{heading}.", f"{heading} ")
        return [item for item in self.requirements.values() if item.group == heading or item.id.startswith(inside)]

    @property
    def holds(self) -> str:
        """What its requirements are, in words: `a clause or control`."""
        kinds = " or ".join(dict.fromkeys(item.kind for item in self.requirements.values()))
        return f"{'an' if kinds[:1] in 'aeiou' else 'a'} {kinds}"

    def likely(self, id_: str) -> tuple[str, ...]:
        """The requirements that somebody who wrote `id_` most likely means; empty when nobody knows."""
        for wrong, right in self.wrong_ids.items():
            if alike(wrong, id_):
                return right
        if id_.startswith("B.") and "A." + id_[2:] in self.requirements:
            return ("A." + id_[2:],)  # guidance of Annex B bears the numbers of Annex A
        if id_ in self.groups:
            return tuple(item.id for item in self.under(id_))
        dotted = f"A.{id_[1:].lstrip('.')}" if id_[:1] in ("A", "a") else f"A.{id_}"
        for spelled in (dotted, id_.removeprefix("A."), id_.rstrip(".")):
            if spelled in self.requirements:
                return (spelled,)
        return ()


def elsewhere_in(packs: Mapping[str, Pack], bare: str) -> list[str]:
    """The qualified ids of all requirements in these packs that bear a bare id."""
    return [pack.requirements[bare].qualified for pack in packs.values() if bare in pack.requirements]
