"""The form of a hostile case: what lies in the repository, and what must be found in it, rule and line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

RECORD = "governance/a.yaml"
ROLES = "kind: roles\nid: roles\nroles: [{id: lead, title: Lead, holders: [{person: Kim}]}]\n"


@dataclass(frozen=True)
class Case:
    """One hostile file.

    `found` names what must be found in that file, each as `rule:line`, and nothing else about reading may be; `says`
    must stand in one of the messages. A case with `stops` is a file that no check can go on from: it must end in an
    error at that line of `path` whose text holds `says`. `others` lie beside it.
    """

    name: str
    text: str | bytes
    found: tuple[str, ...] = ()
    says: str = ""
    path: str = RECORD
    others: Mapping[str, str | bytes] = field(default_factory=dict)
    stops: int | None = None

    @property
    def files(self) -> dict[str, str | bytes]:
        """The repository."""
        return {"governance/roles.yaml": ROLES, **self.others, self.path: self.text}


def system(fields: str, name: str, *found: str, says: str = "") -> Case:
    """A case of an AI system: two lines, `kind` and `id`, then these fields from line 3 on."""
    return Case(name, f"kind: ai_system\nid: chat\n{fields}", found, says)
