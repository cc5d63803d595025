"""The shape of records as plain data: what fields there are and what type each has.

Everything that must know the vocabulary without an instance reads this: linking, the path check of rules,
editor schemas, documentation. It is derived from the models, so it cannot differ from them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from aimslint.dataclass import dataclass
from aimslint.model import Keys

ScalarName = Literal["text", "number", "flag", "day", "duration", "id", "path", "glob", "link", "text or number"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value of one basic type. `past` days may not lie after the as-of date."""

    name: ScalarName
    past: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One of a fixed list of words, in rising order when `ordered`; `aliases` are other spellings."""

    words: tuple[str, ...]
    ordered: bool = False
    aliases: tuple[tuple[str, str], ...] = ()

    def meant(self, text: str) -> str | None:
        """The word of the list that a text means in another spelling, or None."""
        spoken = _spoken(text)
        both = (*self.aliases, *((word, word) for word in self.words))
        return next((word for other, word in both if _spoken(other) == spoken), None)


def _spoken(text: str) -> str:
    return text.strip().casefold().replace("-", "_").replace(" ", "_")


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step of one of the organisation's own scales (`likelihood`, `consequence`, `levels`)."""

    scale: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The id of a record or entry of one of `kinds`; the target calls the way back `back`."""

    kinds: tuple[str, ...]
    back: str | None = None


@dataclass(frozen=True, slots=True)
class Object:
    """An object inside a record."""

    shape: "Shape"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one type."""

    item: "Type"


@dataclass(frozen=True, slots=True)
class Free:
    """Data of an organisation's own form, checked by its own schema."""


Type = Scalar | Words | OwnStep | Reference | Object | ListOf | Free


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type, what it says and what it evidences.

    `explainable` fields may hold a `not_applicable` block instead; `progress` fields lie outside an approval;
    `assumed` is what counts when the field is absent.
    """

    name: str
    type: Type
    required: bool
    description: str
    requirements: tuple[str, ...]
    progress: bool
    explainable: bool
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a record, an entry or an inner object. `entry_kind` is set for entries."""

    name: str
    description: str
    fields: Mapping[str, Field] = field(hash=False)
    entry_kind: str | None = None
    id_field: str = "id"


Nature = Literal["document", "result", "living", "register"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A record kind (`nature` set) or an entry kind (`holder` set: the record kind that lists it)."""

    name: str
    plural: str
    shape: Shape
    nature: Nature | None = None
    holder: str | None = None
    one_per_project: bool = False
    act_date: str | None = None
    subject: str | None = None


def type_at(shape: Shape, keys: Keys) -> Type | None:
    """What a shape declares at a data path; None for what it does not know."""
    type_: Type | None = Object(shape)
    for key in keys:
        if isinstance(type_, Object) and isinstance(key, str):
            declared = type_.shape.fields.get(key)
            type_ = declared.type if declared else None
        else:
            type_ = type_.item if isinstance(type_, ListOf) else None
    return type_


def shapes_in(shape: Shape) -> Iterator[Shape]:
    """The shape of every object inside of `shape`, each after those inside of it."""
    for declared in shape.fields.values():
        type_ = declared.type
        while isinstance(type_, ListOf):
            type_ = type_.item
        if isinstance(type_, Object):
            yield from shapes_in(type_.shape)
            yield type_.shape


def references(shape: Shape) -> Iterator[Reference]:
    """Every reference type written anywhere in `shape`, inner objects and lists included."""
    for declared in shape.fields.values():
        yield from _references(declared.type)


def _references(type_: Type) -> Iterator[Reference]:
    match type_:
        case Reference():
            yield type_
        case ListOf(item):
            yield from _references(item)
        case Object(shape):
            yield from references(shape)
        case _:
            return


def describe(type_: Type) -> str:
    """What a value of this type looks like, for messages: `a day written YYYY-MM-DD`."""
    match type_:
        case Scalar(name):
            return _SCALARS[name]
        case Words(words):
            return "one of " + ", ".join(words)
        case OwnStep(scale):
            return f"a step of your own scale `{scale}` (risk_method.scales)"
        case Reference(kinds):
            return "the id of " + " or ".join(_article(kind) for kind in kinds)
        case ListOf(item):
            return f"a list, each item {describe(item)}"
        case Object(shape):
            return "a map with " + ", ".join(shape.fields)
        case Free():
            return "a map"


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


_SCALARS: dict[ScalarName, str] = {
    "text": "a text",
    "number": "a number",
    "flag": "true or false",
    "day": "a day written YYYY-MM-DD",
    "duration": "a duration such as `30 days` or `12 months`",
    "id": "an id without spaces, `/`, `#`, brackets or letters that cannot be seen",
    "path": "a path in the repository with `/`",
    "glob": "a pattern over paths with `/`, such as `/src/**`",
    "link": "an address that begins with https://",
    "text or number": "a text or a number",
}
