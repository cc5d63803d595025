"""A history told step by step, as data: for the examples of rules, and for tests that read like a story.

The same steps can be made into a real repository, which must answer alike.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date

from aimslint.blobs import blob_id
from aimslint.dataclass import dataclass
from aimslint.history.commit import Change, Commit, Log, Person
from aimslint.history.protocol import Unknown


@dataclass(frozen=True, slots=True)
class Step:
    """One commit: when, by whom (`Name <address>`, several for co-authors), and the files it writes or, None, deletes.

    `authored` differs from `on` after a rebase. A `boundary` is where a shallow clone begins.
    """

    on: date
    by: tuple[str, ...]
    files: Mapping[str, str | None]
    says: str = "Change"
    authored: date | None = None
    boundary: bool = False


@dataclass(slots=True)
class ScriptedHistory:
    """The history that these steps make, one after the other."""

    steps: Sequence[Step]
    unknown: Unknown | None = None
    log: Log = field(init=False)
    tip: dict[str, str] = field(init=False, default_factory=dict)
    _contents: dict[str, bytes] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        commits: list[Commit] = []
        boundaries = set()
        for step in self.steps:
            parents = (commits[-1].id,) if commits else ()
            commits.append(self._commit(step, parents))
            if step.boundary:
                boundaries.add(commits[-1].id)
        self.log = Log(tuple(reversed(commits)), frozenset(boundaries))

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        return {blob: self._contents[blob] for blob in blobs if blob in self._contents}

    def _commit(self, step: Step, parents: tuple[str, ...]) -> Commit:
        changes = []
        for path, text in sorted(step.files.items()):
            before = self.tip.pop(path, None)
            if text is not None:
                content = text.encode("utf-8")
                self.tip[path] = blob_id(content)
                self._contents[self.tip[path]] = content
            if self.tip.get(path) != before:
                changes.append(Change(path, before, self.tip.get(path)))
        told = repr((parents, step.on, step.by, step.says, changes))
        return Commit(
            hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest(),
            parents,
            tuple(map(person, step.by)),
            step.authored or step.on,
            step.on,
            step.says,
            tuple(changes),
        )


def person(text: str) -> Person:
    """`Name <address>` as a person."""
    name, _, address = text.partition("<")
    return Person(name.strip(), address.removesuffix(">").strip())
