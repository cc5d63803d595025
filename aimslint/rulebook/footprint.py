"""What a rule reads beyond the record of its subject, and in which fields. After a change, nobody whom it cannot reach
need be judged again.

A footprint is found from the compiled rule (`gathering`): the paths of its conditions, of what they are compared with,
of its place and its message. What a fact or a Python check looks at is declared beside it. Undeclared, it may look at
everything, which is always right, and only slower.
"""

from aimslint.dataclass import dataclass
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.reads import World
from aimslint.rulebook.steps import Back, Children, Follow, Holder, Project


@dataclass(frozen=True, slots=True)
class Only:
    """Goes on with what is of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """To whatever a record or entry refers to, by any field."""


@dataclass(frozen=True, slots=True)
class Often:
    """One reference after the other, as long as they go on."""

    step: Follow


Hop = Follow | Back | Children | Holder | Project | Only | Linked | Often
Trail = tuple[Hop, ...]
"""A way from a subject to records that are read. What it passes is read too."""

Fields = frozenset[str] | None
"""Fields by the first of their names, whatever they are fields of; None where it may be any."""

CHOSEN_BY = ("status", "supersedes")
"""What decides which record is in use, of a kind that there is one of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every record or entry of a kind, and not of any other: `some`, `every` or `none` of the project.

    Where each gives the answer that it gave, so do all together. The `condition` is None where the footprint was kept:
    only the compiled rule has it. `trails` lead from one of them to what its answer
    rests on, and `fields` are those that are read there; `of_subject` says that it also rests on fields of the subject.
    """

    kind: str
    condition: Condition | None
    trails: frozenset[Trail]
    of_subject: bool
    fields: Fields = None


@dataclass(frozen=True, slots=True)
class Footprint:
    """What the answer for one subject rests on, beside the files that the subject lies in.

    `of_named` are facts of whatever it refers to, of which nothing else is read. `fields` are those that are read of
    the subject and of whatever the trails come by: where something differs in others alone, the answer is the same.
    """

    trails: frozenset[Trail] = frozenset()
    worlds: frozenset[World] = frozenset()
    everything: bool = False
    asked: tuple[Asked, ...] = ()
    of_named: frozenset[str] = frozenset()
    fields: Fields = None
