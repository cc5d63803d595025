"""What somebody asks to be suppressed, by a comment or a waiver that is in order."""

from collections.abc import Iterator

from aimslint.dataclass import dataclass
from aimslint.model import Exemption, Finding, Place

Key = tuple[str, ...]
"""Where a claim and the findings it covers meet."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One rule that a comment or a waiver speaks of. It covers the findings that share one of its `keys`.

    `place` is where to say that it covers none; `what` is how to call it there, `hint` why that may be.
    """

    rule: str
    keys: tuple[Key, ...]
    by: Exemption
    place: Place
    what: str
    hint: str = ""


def on_line(rule: str, path: str, line: int) -> Key:
    """Meets the findings of a rule that begin on a line."""
    return ("line", rule, path, str(line))


def in_file(rule: str, path: str) -> Key:
    """Meets the findings of a rule in a file."""
    return ("file", rule, path)


def about(rule: str, kind: str, id_: str) -> Key:
    """Meets the findings of a rule about a record or entry."""
    return ("record", rule, kind, id_)


def anywhere(rule: str) -> Key:
    """Meets every finding of a rule."""
    return ("all", rule)


def keys_of(finding: Finding) -> Iterator[Key]:
    """What a finding can be met by."""
    place = finding.location
    yield on_line(finding.rule, place.path, place.line)
    yield in_file(finding.rule, place.path)
    if finding.record is not None:
        yield about(finding.rule, finding.record.kind, finding.record.id)
    yield anywhere(finding.rule)
