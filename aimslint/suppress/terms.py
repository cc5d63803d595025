"""What an exception must say to count: a rule that may be suppressed, a reason, and an end that is not too far away."""

from collections.abc import Iterator
from datetime import date

from aimslint.dataclass import dataclass
from aimslint.days import after, parse_day, parse_duration
from aimslint.model import Place, Problem
from aimslint.records.values import is_empty
from aimslint.rulebook import Rule, Rulebook
from aimslint.suggest import hint

TOO_LONG = "suppression-too-long"

UNREADABLE = frozenset(
    {
        "alias-bomb",
        "conflict-markers",
        "control-character",
        "duplicate-key",
        "missing-kind",
        "not-a-record",
        "not-utf-8",
        "not-yaml",
        "too-deep",
        "too-large",
        "too-many-nodes",
        "unknown-kind",
        "unmerged-entry",
        "unreadable-file",
    }
)
"""Rules about what keeps a record from being read: whoever suppressed them would hide all else in it as well."""


def no_suppressing(rule: Rule) -> str:
    """Why the findings of a rule always count; empty when they may be suppressed."""
    if rule.raised_by == "suppress":
        return f"`{rule.name}` is about exceptions, and cannot itself be excepted"
    if rule.name in UNREADABLE:
        return f"`{rule.name}` is about what keeps a record from being read, and cannot be suppressed"
    return ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an exception may say, on the day of a check."""

    rulebook: Rulebook
    as_of: date

    def bad_rule(self, name: str, place: Place, what: str) -> Problem | None:
        """What is wrong with the rule that an exception names, if anything."""
        rule = self.rulebook.rules.get(name)
        if rule is None:
            by_code = next((known.name for known in self.rulebook if known.code == name), None)
            meant = f"; write its name, `{by_code}`" if by_code else hint(name, self.rulebook.rules)
            return Problem(
                "suppression-unknown-rule", place, {"what": what, "found": f"`{name}`, which is no rule", "hint": meant}
            )
        because = no_suppressing(rule)
        return Problem("suppression-not-allowed", place, {"what": what, "because": because}) if because else None

    def bad_reason(self, reason: str, place: Place, what: str) -> Iterator[Problem]:
        """The finding about a reason that is not there."""
        if is_empty(reason):
            yield Problem("suppression-no-reason", place, {"what": what})

    def bad_end(self, until: str, place: Place, what: str) -> Iterator[Problem]:
        """The finding about an end that is not there, is no day, or has passed."""
        if is_empty(until):
            yield Problem("suppression-no-end", place, {"what": what, "found": ""})
            return
        try:
            end = parse_day(until)
        except ValueError:
            found = f": `{until}` is no day of the calendar written YYYY-MM-DD"
            yield Problem("suppression-no-end", place, {"what": what, "found": found})
            return
        if end < self.as_of:
            yield Problem("suppression-expired", place, {"what": what, "until": until})

    def too_long(self, rule: str, until: str, place: Place, what: str, start: date | None = None) -> Iterator[Problem]:
        """The finding about an end that is further away from `start` than the rule's severity allows."""
        last = self.last_day(rule, start)
        if parse_day(until) > last:
            severity = self.rulebook.rules[rule].severity
            values = {"what": what, "until": until, "severity": str(severity), "rule": rule}
            values |= {"longest": self.longest(rule), "last": last.isoformat()}
            yield Problem(TOO_LONG, place, values)

    def longest(self, rule: str) -> str:
        """For how long findings of a rule may be excepted, such as `3 months`."""
        return str(self.rulebook.rules[TOO_LONG].settings[str(self.rulebook.rules[rule].severity)])

    def last_day(self, rule: str, start: date | None = None) -> date:
        """The last day that an exception from a rule may name; `start` is when it was approved, if that is known."""
        return after(min(start or self.as_of, self.as_of), parse_duration(self.longest(rule)))
