"""One place where a rule does not hold."""

from dataclasses import dataclass

from aimslint.model.place import Location
from aimslint.model.severity import Severity


@dataclass(frozen=True, slots=True)
class Subject:
    """The record or entry that a finding is about."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a finding."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold, ready to print.

    `severity` is what counts here (the configuration may change it), `rule_severity` what the rule file says.
    `data_path` names the field with entry ids instead of positions; `fingerprint` is made from rule, subject and
    data path, never from a line number, so that it survives reformatting.
    """

    rule: str
    code: str
    severity: Severity
    rule_severity: Severity
    message: str
    location: Location
    record: Subject | None
    data_path: str
    requirements: tuple[str, ...]
    fixable: bool
    fingerprint: str
    related: tuple[Related, ...] = ()
