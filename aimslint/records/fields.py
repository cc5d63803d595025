"""The types that record fields are made of, and the markers that say what a field means.

A marker stands beside the type, as in `Annotated[str, ref("role")]`. Linking, path checking in rules, editor
schemas and documentation all read the same declaration, so nothing about a field is written twice.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from aimslint.dataclass import dataclass
from aimslint.records.patterns import DAY_PATTERN, DURATION_PATTERN, ID_PATTERN, LINK_PATTERN, PATH_PATTERN


@dataclass(frozen=True, slots=True)
class Ref:
    """The text is the id of a record or entry of one of `kinds`; the target calls the way back `back`."""

    kinds: tuple[str, ...]
    back: str | None = None


def ref(*kinds: str, back: str | None = None) -> Ref:
    """Mark a text as a reference to `kinds`; the target gets the derived relation `back`."""
    return Ref(kinds, back)


@dataclass(frozen=True, slots=True)
class Past:
    """The date is of something that has happened: it may not lie after the as-of date."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The text is a pattern over paths: no file need bear that name."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The words of the enumeration stand in rising order, so `at_least` and `at_most` compare them."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """Other spellings that people use, each with the word that is meant."""

    words: tuple[tuple[str, str], ...]


def aliases(words: Mapping[str, str]) -> Aliases:
    """Mark an enumeration with other spellings: `words` maps each to the word that is meant."""
    return Aliases(tuple(words.items()))


@dataclass(frozen=True, slots=True)
class Own:
    """The value is a step of the organisation's own scale of that name (`risk_method.scales`)."""

    scale: str


Text = str
"""Prose or a short phrase."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A name unique among its kind: no space, `/`, `#` or bracket, nothing unseen, at most 100 characters."""

Day = Annotated[str, StringConstraints(pattern=DAY_PATTERN)]
"""A calendar day written `YYYY-MM-DD`, between 1950 and 2199."""

PastDay = Annotated[Day, Past()]
"""A `Day` on which something happened."""

Duration = Annotated[str, StringConstraints(pattern=DURATION_PATTERN)]
"""A length of time as people write it: `30 days`, `6 months`, `1 year`."""

Number = int | Annotated[float, Field(allow_inf_nan=False)]
"""A finite number."""

Flag = bool
"""`true` or `false`."""

EvidencePath = Annotated[str, StringConstraints(pattern=PATH_PATTERN)]
"""A file or folder of the repository, relative to the AIMS root; a leading `/` is the repository's top."""

Glob = Annotated[str, StringConstraints(pattern=PATH_PATTERN), Pattern()]
"""A pattern over paths with `*`, `?` and `**`, relative like an `EvidencePath`."""

Link = Annotated[str, StringConstraints(pattern=LINK_PATTERN)]
"""A web address. It is never opened."""

RoleRef = Annotated[str, ref("role")]

LikelihoodValue = Annotated[Text | Number, Own("likelihood")]
ConsequenceValue = Annotated[Text | Number, Own("consequence")]
LevelValue = Annotated[Text | Number, Own("levels")]


def about(description: str, *requirements: str, progress: bool = False, assumed: str | None = None) -> Any:
    """Declare an optional field: what it says, which clauses or controls it evidences.

    `progress` fields record how work goes on; they lie outside what an approval covers. `assumed` is what counts when
    the field is absent.
    """
    return Field(default=None, description=description, json_schema_extra=_extra(requirements, progress, assumed))


def needed(description: str, *requirements: str, progress: bool = False) -> Any:
    """Declare an inner field that its object cannot do without."""
    return Field(description=description, json_schema_extra=_extra(requirements, progress))


def _extra(requirements: tuple[str, ...], progress: bool, assumed: str | None = None) -> dict[str, Any]:
    return {"requirements": list(requirements), "progress": progress, "assumed": assumed}
